"""Commands killed at random moments, and what must be true of what they leave.

Each of ``builds``, ``shared_builds``, ``pushes`` and ``reviews`` ends its command with SIGKILL
``kills`` times, at moments spread evenly over the time that it took when it last ran to its end, and
runs it again to its end each time. They yield for each kill what it met. An ``AssertionError`` says what was lost, doubled
or left over.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil
import requests

from kg.generation import Journal
from kg.graph.embedded import Embedded
from kg.graph.push import target
from kg.graph.remote import Remote
from kg.resolve import decisions
from kg.workspace import DECISIONS, PAGE, QUADS, Workspace
from tests.endpoints import Handler, moody, oxigraph, through

Graph = tuple[bytes, bytes]
Met = Iterator[list[str]]
_BATCH = 25  # statements in a request, so that a small graph takes many
_KG = "from kg.cli import main; main()"
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["kg.graph.embedded", "kg.graph.network", "kg.text.extract", "kg.view.page"]
)
_LATE = "after its end"
_COMMON = [
    f"Kenyan Minister Asha Otieno met envoy Luis Rojas in Lima on {day} March 2024."
    for day in range(1, 11)
]
_STORIES = {
    "old": [*_COMMON, *(f"Peru condemned Chile on {day} May 2023." for day in range(1, 21))],
    "new": [*_COMMON, *(f"Nepal sent {n} tons of aid to Kenya on Friday." for n in range(2, 22))],
}
_GIVEN = (
    "Adam Alan Boris Carlos Daniel Edgar Felix Gustav Hector Igor Julian Kevin Leon Martin Nathan "
    "Oscar Patrick Quentin Ramon Simon Thomas Ulrich Victor Walter Xavier"
).split()


class Forked:
    """A command whose imports are done: what is left of its time is work."""

    def __init__(self, *arguments: object, shared: bool = False) -> None:
        self.begun = time.monotonic()
        with tempfile.NamedTemporaryFile(delete=False) as said:
            self._said = Path(said.name)
        self.process = _FORKS.Process(
            target=_run, args=(list(map(str, arguments)), shared, said.name)
        )
        self.process.start()

    def killed(self, seconds: float) -> bool:
        """Kill it that long after its start, and see its children end; false if it had ended."""
        time.sleep(max(0.0, self.begun + seconds - time.monotonic()))
        children = _children(self.process.pid)
        running = self.process.is_alive()
        self.process.kill()
        self.process.join()
        _, alive = psutil.wait_procs(children, timeout=20)
        assert not alive, f"left running: {[child.as_dict(['pid', 'cmdline']) for child in alive]}"
        self._said.unlink()
        return running

    def ended(self) -> str:
        """What it printed by its end, which is a good one."""
        self.process.join()
        said = self._said.read_text(encoding="utf-8")
        self._said.unlink()
        assert self.process.exitcode == 0, said
        return said


def _run(arguments: list[str], shared: bool, out: str) -> None:
    """The command line in a process of its own; ``shared`` has two others read, however little."""
    from kg import readers
    from kg.cli import main
    from kg.graph import push
    from kg.text import shards

    with Path(out).open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.environ["no_proxy"] = "127.0.0.1"
    push._SIZE.update(update=_BATCH)
    if shared:
        readers.WORTHWHILE, shards.CHARACTERS = 0, 300
    sys.argv = ["kg", *arguments]
    main()


def _children(pid: int | None) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


class Asking:
    """A command that is given answers."""

    def __init__(self, *arguments: object) -> None:
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-c", _KG, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def killed(self, seconds: float) -> bool:
        """Kill it that long after its beginning; false if it had ended before."""
        time.sleep(max(0.0, self.begun + seconds - time.monotonic()))
        running = self.process.poll() is None
        self.process.kill()
        self.process.communicate()
        return running

    def asks(self) -> None:
        """Wait for its first question."""
        said = ""
        while not said.endswith("One person?"):
            letter = self.process.stdout.read(1)  # type: ignore[union-attr]
            assert letter, said
            said += letter

    def answer(self, text: str) -> None:
        """Give it lines of standard input."""
        self.process.stdin.write(text)  # type: ignore[union-attr]
        self.process.stdin.flush()  # type: ignore[union-attr]

    def ended(self, stdin: str = "") -> str:
        """What it printed by its end, which is a good one."""
        printed, _ = self.process.communicate(stdin)
        assert self.process.returncode == 0, printed
        return printed


def shared_builds(folder: Path, kills: int, chance: random.Random) -> Met:
    """Builds whose articles are read by two processes, a few to a shard."""
    yield from builds(folder, kills, chance, shared=True)


def builds(folder: Path, kills: int, chance: random.Random, shared: bool = False) -> Met:
    """Builds of two versions of the articles take turns in one folder."""
    inputs = {name: _written(folder / f"{name}.jsonl", texts) for name, texts in _STORIES.items()}
    clean: dict[Graph, str] = {}
    for name, articles in inputs.items():
        Forked("build", articles, "-o", folder / name).ended()
        clean[_graph(folder / name)] = name
    out = folder / "out"
    Forked("build", inputs["new"], "-o", out).ended()
    again = Forked("build", inputs["old"], "-o", out, shared=shared)
    again.ended()
    seconds = _seconds(again)
    for turn in range(kills):
        old, new = ("old", "new") if turn % 2 == 0 else ("new", "old")
        build = Forked("build", inputs[new], "-o", out, shared=shared)
        ended = not build.killed(chance.uniform(0, 1.1 * seconds))
        left = clean[_graph(out)]
        assert left in (old, new)
        run = Workspace.open(out).manifest["run"]
        found = len(Journal(out, run).read())
        again = Forked("build", inputs[new], "-o", out, shared=shared)
        said = again.ended()
        seconds = _seconds(again) if left == old and not found else seconds
        told = re.search(r"\((\d+) articles read now|nothing changed", said)
        assert told, said
        assert int(told[1] or 0) == (20 - found if left == old else 0), said
        assert clean[_graph(out)] == new
        assert {path.name for path in out.iterdir()} == {
            "manifest.json",
            PAGE,
            QUADS,
            Workspace.open(out).folder.name,
        }
        graph = f"with {'the new' if left == new else 'the old'} graph"
        yield _true({_LATE: ended, graph: True, "with articles read": found > 0})


def pushes(folder: Path, kills: int, chance: random.Random) -> Met:
    """Loads into an Oxigraph server, now into an empty one, now in place of another graph."""
    articles = _written(folder / "in.jsonl", _STORIES["old"])
    out = folder / "out"
    Forked("build", articles, "-o", out).ended()
    store = Embedded.open(Workspace.open(out).store)
    everything = set(map(str, store.statements()))
    batches = 0
    with oxigraph(folder / "server") as server:
        pass_on = through(server, lambda _: "pass on")

        def counted(request: Handler) -> None:
            nonlocal batches
            batches += request.body.startswith(b"INSERT")
            pass_on(request)

        with moody(counted) as front:
            url, seconds = f"{front.address}/update", 0.0
            state = out / f"push-{target(url).key}.json"
            for turn in range(-1, kills):  # the first is not killed
                state.unlink(missing_ok=True)
                held = "" if turn % 2 == 0 else "<x:s> <x:p> 1, 2, 3"
                _updated(server, f"DROP ALL; INSERT DATA {{ {held} }}")
                push = Forked("push", out, url, "--replace")
                if turn < 0:
                    push.ended()
                    seconds = _seconds(push)
                    continue
                ended = not push.killed(chance.uniform(0, 1.1 * seconds))
                sent = (
                    json.loads(state.read_text(encoding="utf-8"))["sent"] if state.exists() else 0
                )
                time.sleep(0.1)  # what was on its way when it was killed
                batches = 0
                Forked("push", out, url, "--replace").ended()
                assert batches == -(-(len(everything) - sent) // _BATCH)
                remote = Remote(f"{server}/query")
                assert {str(triple) for triple in remote.statements()} == everything
                assert not list(out.glob(".*"))
                yield _true({_LATE: ended, "with batches sent": 0 < sent < len(everything)})


def reviews(folder: Path, kills: int, chance: random.Random) -> Met:
    """Reviews that are given all their answers at once."""
    out = folder / "out"
    articles = _written(folder / "in.jsonl", _doubtful())
    Forked("build", articles, "-o", out).ended()
    answers = ["ynu"[n % 3] + "\n" for n in range(len(_GIVEN))]
    file, whole, seconds = out / DECISIONS, "", 0.0
    for turn in range(-1, kills):  # the first is not killed
        file.unlink(missing_ok=True)
        review = Asking("review", out)
        review.asks()
        review.begun = time.monotonic()
        if turn < 0:
            assert f"{len(answers)} decisions written" in review.ended("".join(answers))
            seconds, whole = _seconds(review), file.read_text(encoding="utf-8")
            continue
        review.answer("".join(answers))
        ended = not review.killed(chance.uniform(0, seconds))
        taken = len(decisions.read(file))
        assert whole.startswith(file.read_text(encoding="utf-8") if taken else "")
        said = Asking("review", out).ended("".join(answers[taken:]))
        assert f"{len(answers) - taken} open questions" in said
        assert file.read_text(encoding="utf-8") == whole
        to_come = taken < len(answers)
        yield _true({_LATE: ended, "with answers kept": taken > 0, "with answers to come": to_come})
    Forked("build", articles, "-o", out).ended()
    assert not list(out.glob(".*"))


def _true(met: dict[str, bool]) -> list[str]:
    return [what for what, is_so in met.items() if is_so]


def _written(path: Path, texts: Sequence[str]) -> Path:
    rows = (json.dumps({"id": f"a{n}", "text": text}) for n, text in enumerate(texts))
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def _doubtful() -> list[str]:
    """Articles that name each of many persons in two ways, a letter apart."""
    return [
        f"Brazilian Senator {given} Braga{letter}te met officials in Lima on 3 March 2024."
        for given in _GIVEN
        for letter in "no"
    ]


def _graph(out: Path) -> Graph:
    """Quads and page of the current generation, whose store opens."""
    now = Workspace.open(out)
    assert now.is_whole and len(Embedded.open(now.store))
    return now.quads.read_bytes(), now.page.read_bytes()


def _updated(server: str, update: str) -> None:
    requests.post(f"{server}/update", data={"update": update}, timeout=30).raise_for_status()


def _seconds(command: Forked | Asking) -> float:
    return time.monotonic() - command.begun
