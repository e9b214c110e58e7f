"""Every notebook runs from a clean kernel, and is kept without outputs."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import nbformat
import pandas
import pytest
from nbclient import NotebookClient

from kg.build import build, samples

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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the graph that most notebooks begin with."""
    folder = tmp_path_factory.mktemp("built") / "graph"
    build([str(samples())], folder)
    return folder


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # in Jupyter's own client
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path: Path, built: Path, tmp_path: Path) -> None:
    if (
        path != NOTEBOOKS[0]
    ):  # the first builds the graph itself; in the others no article is read again
        shutil.copytree(built, tmp_path / "graph")
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    )
    # In a thread of its own: the browser tests keep an event loop in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, client.async_execute()).result()  # raises where a cell fails
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", ())]
    assert not [o for o in outputs if o.get("name") == "stderr"], "no warnings"
    shown = list(html(notebook))
    frames = [
        table for text in shown if "dataframe" in text for table in pandas.read_html(StringIO(text))
    ]
    assert len(frames) >= 3
    assert all(len(frame) > 0 for frame in frames)
    pages = [text for text in shown if text.startswith("<iframe")]
    assert all("srcdoc=" in page and len(page) > 100_000 for page in pages)
    pictures = [o for o in outputs if "image/png" in o.get("data", {})]
    assert pictures or pages or "sparql" in path.stem
