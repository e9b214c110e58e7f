"""Runs the notebooks on the sample articles and writes what they show into docs/notebooks/.

``python docs/render_notebooks.py [NAME...]`` renders those whose file name has one of the names.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import MarkdownExporter

DOCS = Path(__file__).parent
NOTEBOOKS = DOCS.parent / "notebooks"
OUT = DOCS / "notebooks"
PAGE = "![The page of the sample articles](../page.png)"
_STYLE = re.compile(r"<style scoped>.*?</style>", re.DOTALL)
_FRAME = re.compile(r'<iframe title="graph".*?</iframe>', re.DOTALL)
_SPACE = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
_CELLS = re.compile(r"<table.*?</table>", re.DOTALL)


def render(path: Path, folder: Path) -> tuple[str, dict[str, bytes]]:
    """A notebook, run in ``folder``, as Markdown, and its pictures by file name."""
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    body, found = MarkdownExporter().from_notebook_node(notebook)
    pictures = {}
    for number, (name, data) in enumerate(sorted(found["outputs"].items()), start=1):
        shown = f"{path.stem}-{number}.png"
        body = body.replace(name, shown)
        pictures[shown] = data
    return tidy(body), pictures


def tidy(body: str) -> str:
    """Markdown as small as it can be: tables without style and line breaks, the page a picture."""
    body = _FRAME.sub(PAGE, _STYLE.sub("", body))
    body = _CELLS.sub(lambda table: "".join(_SPACE.sub("", table[0]).splitlines()), body)
    body = re.sub(r"[ \t]+$", "", body, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"


def main(names: list[str]) -> None:
    """Render the notebooks, or those with these names."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:  # one, so that the articles are read once
        for path in sorted(NOTEBOOKS.glob("*.ipynb")):
            if not names or any(name in path.stem for name in names):
                _keep(path.stem, *render(path, Path(folder)))


def _keep(stem: str, text: str, pictures: dict[str, bytes]) -> None:
    for old in OUT.glob(f"{stem}*"):
        old.unlink()
    (OUT / f"{stem}.md").write_text(text, encoding="utf-8", newline="\n")
    for name, data in pictures.items():
        (OUT / name).write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1:])
