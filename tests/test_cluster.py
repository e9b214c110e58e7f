"""A scheduler and workers as processes of their own on 127.0.0.1: what they find, and who may work."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg import build, cluster, readers
from kg.cli import main
from kg.errors import ClusterError
from kg.text import models, shards, sources

distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")

_DASK = "from distributed.cli.dask_{0} import main; import sys; sys.argv[0] = '{0}'; main()"
_WORKER = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")


class Cluster:
    """A scheduler, and workers that come and go."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        where = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.scheduler = self._start("", "scheduler", *where, "--scheduler-file", str(file))
        self.address = str(_until(lambda: json.loads(file.read_text())["address"]))
        self.url = self.address.replace("tcp", "dask")

    def _start(self, before: str, part: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", before + _DASK.format(part), *options]
        with (self._folder / f"{part}.log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder)

    def work(self, before: str = "") -> subprocess.Popen[bytes]:
        """One more worker, with some code run before it starts; returns when it is ready."""
        self.workers.append(self._start(before, "worker", self.address, *_WORKER))
        with distributed.Client(self.address) as client:
            client.wait_for_workers(len(self.workers), timeout=60)
        return self.workers[-1]

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """End a worker as a machine that burns does."""
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        self.workers.remove(worker)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


def _until(look: Callable[[], Any]) -> Any:
    end = time.monotonic() + 60
    while True:
        try:
            return look()
        except (OSError, ValueError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Cluster]:
    found = Cluster(tmp_path)
    try:
        yield found
    finally:
        found.stop()


@pytest.fixture
def news(tmp_path: Path) -> str:
    """The samples a few times over, each time as other articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    for sample in sorted(build.samples().iterdir()):
        if sample.suffix == ".txt":
            for number in range(3):
                text = sample.read_text(encoding="utf-8")
                (folder / f"{number}-{sample.name}").write_text(f"{text}\n\nEdition {number}.\n")
    return str(folder)


def test_a_killed_worker_costs_only_its_shard_and_no_byte_differs(
    dask: Cluster, news: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "CHARACTERS", 2_000)  # many shards, so that some are still open
    build.build([news], tmp_path / "local", crew=readers.Crew(1))
    lost, kept = dask.work(), dask.work()
    seen: list[tuple[str, int]] = []

    def progress(items: Any, total: int | None, what: str) -> Iterator[Any]:
        for count, item in enumerate(items, start=1):
            seen.append((what, count))
            if what == "articles read" and count == 3:
                dask.kill(lost)
            yield item

    with cluster.connected(dask.url, None) as executor:
        build.build(
            [news],
            tmp_path / "far",
            progress=progress,
            crew=readers.Crew(executor=executor),
            parts=str(tmp_path / "parts"),
        )
    assert kept.poll() is None
    read = [count for what, count in seen if what == "articles read"]
    assert read == list(range(1, len(read) + 1))
    for name in ("graph.nq", "graph.html", "manifest.json"):
        assert (tmp_path / "far" / name).read_bytes() == (tmp_path / "local" / name).read_bytes()
    lines: set[bytes] = set()
    for part in (tmp_path / "parts").iterdir():
        lines.update(gzip.decompress(part.read_bytes()).splitlines())
    assert sorted(lines) == (tmp_path / "local" / "graph.nq").read_bytes().splitlines()


def test_workers_of_another_version_or_none_are_refused_by_name(dask: Cluster) -> None:
    with pytest.raises(ClusterError, match="has no worker; start one with: dask worker tcp://127"):
        _enter(dask)
    fit = dask.work()
    _enter(dask)
    other = dask.work("from kg.text import rows; rows.version = lambda: 'other'; ")
    with pytest.raises(ClusterError, match=r"the worker tcp://\S+ has rules other instead of"):
        _enter(dask)
    dask.kill(other)
    none = dask.work("import sys; sys.modules['kg'] = None; ")
    with pytest.raises(ClusterError, match=r"the worker tcp://\S+ has not this version of kg"):
        _enter(dask)
    dask.kill(none)
    dask.kill(fit)


def _enter(dask: Cluster) -> None:
    with cluster.connected(dask.url, None) as executor:
        assert [*executor.map(len, ["a", "bb"])] == [1, 2]


def test_a_worker_that_comes_late_is_tried_too(dask: Cluster) -> None:
    fit = dask.work()
    with (
        pytest.raises(ClusterError, match="a worker has rules other"),
        cluster.connected(dask.url, None) as executor,
    ):
        dask.work("from kg.text import rows; rows.version = lambda: 'other'; ")
        dask.kill(fit)
        executor.submit(len, "a").result()


def test_a_scheduler_that_goes_away_is_one_line(
    dask: Cluster, news: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "CHARACTERS", 2_000)
    dask.work()
    articles = sources.unique(sources.read([news], warn=pytest.fail))
    with (
        pytest.raises(
            ClusterError, match="gone; what was read is kept: run the same command again"
        ),
        cluster.connected(dask.url, None) as executor,
    ):
        found = readers.Crew(executor=executor).read(articles, models.DEFAULT_MODEL)
        next(found)
        dask.scheduler.kill()
        list(found)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("dask://127.0.0.1:1", "no Dask scheduler answers at 127.0.0.1:1; start one with: "),
        ("tcp://127.0.0.1:8786", "tcp://127.0.0.1:8786 is no cluster: give dask://HOST:PORT"),
        ("dask://host", "dask://host is no cluster: give dask://HOST:PORT"),
    ],
)
def test_an_address_without_a_cluster_is_one_line(address: str, said: str, tmp_path: Path) -> None:
    command = ["build", str(build.samples()), "-o", str(tmp_path / "out"), "--on", address]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert said in result.stderr
    assert not (tmp_path / "out").exists()


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(ClusterError, match=r"pip install 'newsgraph\[dask\]'"),
        cluster.connected("dask://127.0.0.1:8786", None),
    ):
        pass
