"""Every notebook runs from a clean kernel, and is kept without outputs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import nbformat
import pandas
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> nbformat.NotebookNode:
    return nbformat.read(request.param, as_version=4)


def html(notebook: nbformat.NotebookNode) -> Iterator[str]:
    """What the cells show, in order."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if "text/html" in output.get("data", {}):
                yield output["data"]["text/html"]


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


def test_kept_without_outputs(notebook: nbformat.NotebookNode) -> None:
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.get("outputs"), cell["id"]
        assert cell.get("execution_count") is None, cell["id"]
        assert cell["id"].replace("-", "").isalpha(), "ids are words, not chance"
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # in Jupyter's own client
def test_runs(notebook: nbformat.NotebookNode, tmp_path: Path) -> None:
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    )
    # In a thread of its own: the browser tests keep an event loop in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, client.async_execute()).result()  # raises where a cell fails
    shown = list(html(notebook))
    frames = [
        table for text in shown if "dataframe" in text for table in pandas.read_html(StringIO(text))
    ]
    assert len(frames) >= 3
    assert all(len(frame) > 0 for frame in frames)
    (page,) = [text for text in shown if text.startswith("<iframe")]
    assert "srcdoc=" in page and len(page) > 100_000
