"""The shell lines of the README run as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import matplotlib
import pytest

from kg.build import build, samples

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = [
    line.split("#")[0].strip() if "|" not in line else line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("readme")
    (folder / "news").symlink_to(samples())
    build([str(samples())], folder / "graph")
    return folder


def test_the_readme_shows_commands():
    assert len(LINES) > 6


@pytest.mark.parametrize("line", LINES)
def test_line(folder, line):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        line,
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).strip()


BLOCKS = [
    block
    for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    if block.startswith("import kg\n")
]


@pytest.mark.parametrize("block", BLOCKS)
def test_python(folder, block, monkeypatch):
    matplotlib.use("Agg")
    monkeypatch.chdir(folder)
    names = {}
    exec(compile(block, "README.md", "exec"), names)
    g = names["g"]
    assert len(g.events(between=("USA", "ERI"), since="2031-03", status="happened")) > 0
    assert len(g.claims(about="Bolivia", predicate="holdsOffice")) >= 0 < len(g.conflicts())


def test_the_readme_shows_the_notebook():
    assert len(BLOCKS) == 1


def test_files_that_the_readme_links_to_exist():
    links = re.findall(r"\]\(([^)h][^)]*)\)", README)
    assert links and not [link for link in links if not (ROOT / link).exists()]
