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


def test_the_same_tree_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """The wheel is made from the source archive, so both are tried."""
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(command, capture_output=True, check=True)
    for first in built.iterdir():
        assert (tmp_path / first.name).read_bytes() == first.read_bytes(), first.name


@pytest.fixture(scope="module")
def pages(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, ...]]:
    """Quads and page of the samples by the oldest and the newest Python that are here.

    Each has an environment of its own with what the lock file names, and the wheel.
    """
    (wheel,) = built.glob("*.whl")
    found = pythons()
    made: dict[str, tuple[bytes, ...]] = {}
    for name in dict.fromkeys((min(found), max(found))):
        home = tmp_path_factory.mktemp("python")
        subprocess.run([found[name], "-m", "venv", str(home)], check=True)
        pip = [str(home / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        locked = ["--require-hashes", "-r", str(ROOT / "requirements.lock")]
        done = subprocess.run([*pip, *locked], capture_output=True, text=True, check=False)
        if "NewConnectionError" in done.stderr or "Could not find a version" in done.stderr:
            pytest.skip("the package index cannot be reached")
        assert done.returncode == 0, done.stderr
        subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
        kg, out = str(home / "bin" / "kg"), home / "graph"
        for command in (
            ["demo", "-o", str(out)],
            ["validate", str(out)],
            ["query", str(out), "persons"],
        ):
            done = subprocess.run([kg, *command], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
        label = ".".join(map(str, name))
        made[label] = tuple((out / file).read_bytes() for file in ("graph.nq", "graph.html"))
    return made


def pythons() -> dict[tuple[int, int], str]:
    """Supported Pythons of this machine, by version: on the path, or of pyenv."""
    homes = [Path(folder) for folder in os.get_exec_path()]
    homes += (Path.home() / ".pyenv" / "versions").glob("*/bin")
    found = {sys.version_info[:2]: sys.executable}
    for home in homes:
        for path in home.glob("python3.[1-9][0-9]"):
            code = "import sys, venv, ensurepip; print(*sys.version_info[:2])"
            done = subprocess.run([path, "-c", code], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                major, minor = map(int, done.stdout.split())
                found.setdefault((major, minor), str(path))
    return {version: path for version, path in found.items() if version >= (3, 11)}


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_the_oldest_and_the_newest_python_make_the_same_graph(
    pages: dict[str, tuple[bytes, ...]],
) -> None:
    if len(pages) < 2:
        pytest.skip(f"one supported Python is here: {', '.join(pages)}")
    oldest, newest = pages.values()
    assert oldest == newest, list(pages)
