import gzip
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from kg.errors import WorkspaceError
from kg.graph import mapping, parts
from kg.model import Knowledge

fsspec = pytest.importorskip("fsspec", reason="the extra dask is not installed")


@pytest.fixture
def quads(story: Knowledge, tmp_path: Path) -> Path:
    mapping.write(story, tmp_path / "graph.nq")
    return tmp_path / "graph.nq"


@pytest.fixture
def objects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of an object server on this machine."""
    pytest.importorskip("s3fs")
    pytest.importorskip("moto")
    log = tmp_path / "moto.log"
    with log.open("wb") as out:
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
        server = subprocess.Popen(command, stdout=out, stderr=out, env=_quiet())
    try:
        address = _address(log)
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        fsspec.filesystem("s3", skip_instance_cache=True).mkdir("news")
        yield "s3://news/graph"
    finally:
        server.kill()
        server.wait()


def _quiet() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore"}


def _address(log: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = [w for w in log.read_text().split() if w.startswith("http://127.0.0.1")]
        if found:
            with urlopen(f"{found[0]}/moto-api/"):
                return found[0]
        time.sleep(0.1)
    raise TimeoutError(log.read_text())


def _lines(url: str) -> list[str]:
    files, folder = fsspec.core.url_to_fs(url)
    data = [gzip.decompress(files.cat(path)).decode() for path in files.glob(f"{folder}/*.nq.gz")]
    return sorted({line for part in data for line in part.splitlines(keepends=True)})


def test_parts_state_what_the_graph_states(
    story: Knowledge, quads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_TOLD", 3)
    url = str(tmp_path / "parts")
    many = parts.write(story, quads, url)
    assert len(many) > 3
    assert _lines(url) == quads.read_text(encoding="utf-8").splitlines(keepends=True)
    before = {name: Path(name).read_bytes() for name in many}
    assert parts.write(story, quads, url) == many
    assert {name: Path(name).read_bytes() for name in many} == before


def test_parts_of_a_larger_graph_do_not_stay(
    story: Knowledge, quads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = str(tmp_path / "parts")
    with monkeypatch.context() as patched:
        patched.setattr(parts, "_TOLD", 3)
        parts.write(story, quads, url)
    few = parts.write(story, quads, url)
    assert sorted(str(path) for path in Path(url).iterdir()) == sorted(few)


def test_parts_go_to_an_object_store(story: Knowledge, quads: Path, objects: str) -> None:
    written = parts.write(story, quads, objects)
    assert written == [f"{objects}/part-00000.nq.gz", f"{objects}/dataset.nq.gz"]
    assert _lines(objects) == quads.read_text(encoding="utf-8").splitlines(keepends=True)
    with pytest.raises(
        WorkspaceError, match=r"s3://elsewhere/part-00000\.nq\.gz cannot be written"
    ):
        parts.write(story, quads, "s3://elsewhere")


@pytest.mark.parametrize("url", ["nowhere://graph", "/proc/graph"])
def test_where_nothing_can_be_written_is_one_line(story: Knowledge, quads: Path, url: str) -> None:
    with pytest.raises(WorkspaceError, match=f"{url}/part-00000.nq.gz cannot be written"):
        parts.write(story, quads, url)
