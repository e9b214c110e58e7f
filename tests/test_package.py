"""The wheel and the source archive hold all that the tool needs, and nothing of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_READER = """
import kg, sys
from pathlib import Path
from kg.cli import main
assert Path(kg.__file__).is_relative_to(sys.argv[1]), kg.__file__
main(sys.argv[2:])
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of this tree."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return out


def test_the_wheel_reads_articles_without_the_tree(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    site, out = tmp_path / "site", tmp_path / "graph"
    environment = {**os.environ, "PYTHONPATH": str(site)}

    def kg(*arguments: str) -> str:
        command = [sys.executable, "-c", _READER, str(site), *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert str(out / "graph.html") in kg("demo", "-o", str(out))
    assert kg("validate", str(out)) == ""  # ontology and shapes are found
    assert kg("query", str(out), "persons", "--format", "csv").count("\n") > 5


def test_the_archives_hold_what_they_should(built: Path) -> None:
    (wheel,), (source,) = built.glob("*.whl"), built.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        inside = archive.namelist()
    assert "kg/ontology/kg.ttl" in inside and "kg/py.typed" in inside
    assert not [n for n in inside if n.startswith(("tests", "notebooks", "docs"))]
    with tarfile.open(source) as packed:
        files = {n.split("/", 1)[-1] for n in packed.getnames()}
    assert {"README.md", "LICENSE", "requirements.lock", "ontology/kg.ttl"} <= files
