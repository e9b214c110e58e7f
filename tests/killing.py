"""Commands killed at random moments, and what must be true of what they leave.

Each of ``builds``, ``pushes`` and ``reviews`` ends its command with SIGKILL, children and all,
``kills`` times, runs it again to its end each time, and returns how often the kill came when.
An ``AssertionError`` says what was lost, doubled or left over.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import requests

from kg.generation import Journal
from kg.graph.embedded import Embedded
from kg.graph.push import target
from kg.graph.remote import Remote
from kg.resolve import decisions
from kg.workspace import DECISIONS, PAGE, QUADS, Workspace
from tests.endpoints import Handler, moody, oxigraph, through

Graph = tuple[bytes, bytes]
_BATCH = 25  # statements in a request, so that a small graph takes many
_KG = f"from kg.graph import push; push._SIZE.update(update={_BATCH}); from kg.cli import main; main()"
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


class Started:
    """A command in a process group of its own."""

    def __init__(self, *arguments: object) -> None:
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-c", _KG, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env={**os.environ, "no_proxy": "127.0.0.1"},
        )

    def killed(self, seconds: float) -> bool:
        """Kill it that long after its start; false if it had ended before."""
        time.sleep(max(0.0, self.begun + seconds - time.monotonic()))
        running = self.process.poll() is None
        if running:
            os.killpg(self.process.pid, signal.SIGKILL)
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


def builds(folder: Path, kills: int, chance: random.Random) -> Counter[str]:
    """Builds of two versions of the articles take turns in one folder."""
    inputs = {name: _written(folder / f"{name}.jsonl", texts) for name, texts in _STORIES.items()}
    clean: dict[Graph, str] = {}
    for name, articles in inputs.items():
        Started("build", articles, "-o", folder / name).ended()
        clean[_graph(folder / name)] = name
    out = folder / "out"
    again = Started("build", inputs["old"], "-o", out)
    again.ended()
    seconds = _seconds(again)
    come: Counter[str] = Counter()
    for turn in range(kills):
        old, new = ("old", "new") if turn % 2 == 0 else ("new", "old")
        build = Started("build", inputs[new], "-o", out)
        come["after its end"] += not build.killed(chance.uniform(0, 1.1 * seconds))
        left = clean[_graph(out)]
        assert left in (old, new)
        run = Workspace.open(out).manifest["run"]
        found = len(Journal(out, run).read())
        come[f"with {'the new' if left == new else 'the old'} graph"] += 1
        come["with articles read"] += bool(found)
        said = Started("build", inputs[new], "-o", out).ended()
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
    return come


def pushes(folder: Path, kills: int, chance: random.Random) -> Counter[str]:
    """Loads into an Oxigraph server, now into an empty one, now in place of another graph."""
    articles = _written(folder / "in.jsonl", _STORIES["old"])
    out = folder / "out"
    Started("build", articles, "-o", out).ended()
    store = Embedded.open(Workspace.open(out).store)
    everything = set(map(str, store.statements()))
    come: Counter[str] = Counter()
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
                push = Started("push", out, url, "--replace")
                if turn < 0:
                    push.ended()
                    seconds = _seconds(push)
                    continue
                come["after its end"] += not push.killed(chance.uniform(0, 1.1 * seconds))
                sent = (
                    json.loads(state.read_text(encoding="utf-8"))["sent"] if state.exists() else 0
                )
                come["with batches sent"] += 0 < sent < len(everything)
                time.sleep(0.1)  # what was on its way when it was killed
                batches = 0
                Started("push", out, url, "--replace").ended()
                assert batches == -(-(len(everything) - sent) // _BATCH)
                remote = Remote(f"{server}/query")
                assert {str(triple) for triple in remote.statements()} == everything
                assert not list(out.glob(".*"))
    return come


def reviews(folder: Path, kills: int, chance: random.Random) -> Counter[str]:
    """Reviews that are given all their answers at once."""
    out = folder / "out"
    articles = _written(folder / "in.jsonl", _doubtful())
    Started("build", articles, "-o", out).ended()
    answers = ["ynu"[n % 3] + "\n" for n in range(len(_GIVEN))]
    file, come = out / DECISIONS, Counter[str]()
    whole, seconds = "", 0.0
    for turn in range(-1, kills):  # the first is not killed
        file.unlink(missing_ok=True)
        review = Started("review", out)
        review.asks()
        review.begun = time.monotonic()
        if turn < 0:
            assert f"{len(answers)} decisions written" in review.ended("".join(answers))
            seconds, whole = _seconds(review), file.read_text(encoding="utf-8")
            continue
        review.answer("".join(answers))
        come["after its end"] += not review.killed(chance.uniform(0, seconds))
        taken = len(decisions.read(file))
        come["with answers kept"] += bool(taken)
        come["with answers to come"] += taken < len(answers)
        assert whole.startswith(file.read_text(encoding="utf-8") if taken else "")
        said = Started("review", out).ended("".join(answers[taken:]))
        assert f"{len(answers) - taken} open questions" in said
        assert file.read_text(encoding="utf-8") == whole
    Started("build", articles, "-o", out).ended()
    assert not list(out.glob(".*"))
    return come


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


def _seconds(command: Started) -> float:
    return time.monotonic() - command.begun
