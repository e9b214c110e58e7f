"""`kg serve` for minutes of mixed load while its graph is replaced: ``python -m tests.bench.soak [MINUTES]``.

Builds two graphs of the bundled samples, one of all articles and one that lacks the last two, and
serves a folder in which one takes the other's place again and again: mostly by ``generation.publish``
of a copy, every tenth time by a ``kg build`` of the changed articles. Meanwhile clients ask named
queries, open things and pages, and ask for too much. Each answer must be that of the graph that
was there while it was asked; where one was replaced meanwhile, that of either. Greedy queries must
be refused or cut off; a refusal to others that says when to try again is tried again. Prints one JSON object; exit code 1 if anything was wrong or lost.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from kg import build, generation
from kg.graph import named
from kg.iris import PREFIXES
from kg.workspace import Workspace
from tests.bench.serve import GREEDY, memory

KG = [str(Path(sys.executable).with_name("kg"))]
QUERIES = ("persons", "events", "conflicts", "countries", "sources", "claims", "who-met-whom")
PATHS = (
    "/id/country/BOL",
    "/id/country/BOL.ttl",
    "/graph.html",
    "/queries/search.csv?words=visit*",
)
TIMEOUT = 10
PAUSE = 3
TRIES = 5
REFUSED = (400, 413, 503, 507)
# So small a graph lets the engine come to an end of these.
ANSWERED = ("one megabyte", "unbounded path")
CLIENTS, GREEDY_CLIENTS = 6, 3
BUILD_EVERY = 10


@dataclass
class Seen:
    """What clients saw, and the memory of the server as time went."""

    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    replaced: Counter[str] = field(default_factory=Counter)
    megabytes: list[int] = field(default_factory=list)
    server_megabytes: list[int] = field(default_factory=list)


class Stage:
    """A folder that is served, and the two graphs that take turns in it."""

    def __init__(self, folder: Path, articles: Sequence[Path]) -> None:
        self.out = folder / "out"
        self.inputs = ([str(path) for path in articles], [str(path) for path in articles[:-2]])
        build.build(self.inputs[0], self.out)
        self._kept = [self._keep(folder / "all")]
        build.build(self.inputs[1], self.out)
        self._kept.append(self._keep(folder / "fewer"))
        self.turn = 0
        """Even while a graph stays in its place, odd while it is being replaced."""
        self.now = 1

    def _keep(self, place: Path) -> Path:
        return Path(shutil.copytree(Workspace.open(self.out).folder, place))

    def swap(self, *, by_build: bool) -> None:
        """Put the other graph in place."""
        self.turn += 1
        other = 1 - self.now
        if by_build:
            command = [*KG, "build", *self.inputs[other], "-o", str(self.out)]
            subprocess.run(command, check=True, capture_output=True)
        else:
            self._publish(other)
        self.now = other
        self.turn += 1

    def _publish(self, other: int) -> None:
        manifest = {**Workspace.open(self.out).manifest, "state": f"soak{other}"}
        with generation.held(self.out):
            part = generation.begun(self.out)
            part.rmdir()
            shutil.copytree(self._kept[other], part, copy_function=os.link)
            generation.publish(self.out, part, manifest)


class Client(threading.Thread):
    """Somebody who asks for what is known, again and again."""

    def __init__(self, address: str, stage: Stage, right: Sequence[dict[str, bytes]], seen: Seen):
        super().__init__()
        self._address, self._stage, self._right, self._seen = address, stage, right, seen
        self.ending = threading.Event()

    def run(self) -> None:
        """Ask until told to end."""
        dice = random.Random(self.name)
        with client() as web:
            while not self.ending.wait(0.05):
                self._once(web, dice.choice(list(self._right[0])))

    def _once(self, web: httpx.Client, what: str) -> None:
        turn, graph = self._stage.turn, self._stage.now
        try:
            answer = self._patiently(web, what)
        except httpx.HTTPError as error:
            self._seen.lost.append(f"{what}: {error!r}")
            return
        stayed = turn % 2 == 0 and turn == self._stage.turn
        rights = [self._right[graph]] if stayed else self._right
        if answer.status_code != httpx.codes.OK:
            self._seen.lost.append(f"{what}: {answer.status_code} {answer.text[:80]}")
        elif answer.content not in [right[what] for right in rights]:
            self._seen.wrong.append(f"{what}: graph {graph}, {answer.content[:80]!r}")

    def _patiently(self, web: httpx.Client, what: str) -> httpx.Response:
        """Ask again where the server says so."""
        for _ in range(TRIES):
            answer = ask(web, self._address, what)
            self._seen.answers[f"known {answer.status_code}"] += 1
            if "retry-after" not in answer.headers:
                break
            time.sleep(float(answer.headers["retry-after"]))
        return answer


class Greedy(threading.Thread):
    """Somebody who asks for too much."""

    def __init__(self, address: str, seen: Seen) -> None:
        super().__init__()
        self._address, self._seen = address, seen
        self.ending = threading.Event()

    def run(self) -> None:
        """Ask until told to end."""
        dice = random.Random(self.name)
        with client() as web:
            while not self.ending.wait(0.3):
                kind = dice.choice(list(GREEDY))
                status = self._status(web, GREEDY[kind])
                self._seen.answers[f"greedy {status or 'cut off'}"] += 1
                if status not in (0, *REFUSED) and kind not in ANSWERED:
                    self._seen.wrong.append(f"{kind}: {status}")

    def _status(self, web: httpx.Client, query: str) -> int:
        headers = {"content-type": "application/sparql-query", "accept": "text/csv"}
        address = self._address + "/sparql"
        try:
            with web.stream("POST", address, content=query, headers=headers) as answer:
                for _ in answer.iter_raw():
                    pass
                return answer.status_code
        except (httpx.RemoteProtocolError, httpx.ReadError):
            return 0


def client() -> httpx.Client:
    """A client without proxies."""
    return httpx.Client(timeout=60, trust_env=False, verify=False)


def ask(web: httpx.Client, address: str, what: str) -> httpx.Response:
    """A named query's table, or what is at a path."""
    if what.startswith("/"):
        return web.get(address + what)
    query = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    query += named.text(what)
    return web.post(address + "/sparql.csv", data={"query": query})


@contextlib.contextmanager
def served(out: Path, timeout: int) -> Iterator[tuple[str, int]]:
    """``kg serve`` on a folder: its address and process."""
    command = [*KG, "serve", str(out), "--port", "0", "--timeout", str(timeout), "--memory", "500"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = re.search(r"(http://\S+)/sparql", process.stderr.readline())
        assert found is not None
        with subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL):
            try:
                yield found[1], process.pid
            finally:
                process.terminate()
                process.wait(30)


def soak(
    seconds: float,
    articles: Sequence[Path],
    build_every: int = BUILD_EVERY,
    timeout: int = TIMEOUT,
) -> Seen:
    """Serve, with that time limit, ask and replace for that long."""
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), articles)
        with served(stage.out, timeout) as (address, pid):
            right = _right(stage, address)
            asking: list[Client | Greedy]
            asking = [Client(address, stage, right, seen) for _ in range(CLIENTS)]
            asking += [Greedy(address, seen) for _ in range(GREEDY_CLIENTS)]
            for one in asking:
                one.start()
            try:
                _replace(stage, seen, pid, time.monotonic() + seconds, build_every)
            finally:
                for one in asking:
                    one.ending.set()
                for one in asking:
                    one.join()
    return seen


def _right(stage: Stage, address: str) -> list[dict[str, bytes]]:
    """What each graph answers, asked before there is any load."""
    found: dict[int, dict[str, bytes]] = {}
    with client() as web:
        for _ in range(2):
            answers = {what: ask(web, address, what) for what in (*QUERIES, *PATHS)}
            assert all(a.status_code == httpx.codes.OK for a in answers.values()), answers
            found[stage.now] = {what: answer.content for what, answer in answers.items()}
            stage.swap(by_build=False)
    assert found[0] != found[1]
    return [found[0], found[1]]


def _replace(stage: Stage, seen: Seen, pid: int, until: float, build_every: int) -> None:
    number = 0
    while time.monotonic() < until:
        time.sleep(PAUSE)
        number += 1
        by_build = number % build_every == 0
        stage.swap(by_build=by_build)
        seen.replaced["kg build" if by_build else "publish"] += 1
        seen.megabytes.append(memory(pid))
        seen.server_megabytes.append(_own(pid))


def _own(pid: int) -> int:
    """Megabytes of the server's own process."""
    return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * 4096 // 1_000_000


def figures(seen: Seen) -> dict[str, object]:
    """What was seen, in numbers; memory as the median of each quarter of the time."""
    return {
        "answers": dict(sorted(seen.answers.items())),
        "replaced": dict(seen.replaced),
        "wrong": len(seen.wrong),
        "lost": len(seen.lost),
        "for example": [*seen.wrong[:3], *seen.lost[:3]],
        "server_mb": _quarters(seen.server_megabytes),
        "server_and_workers_mb": _quarters(seen.megabytes),
    }


def _quarters(values: Sequence[int]) -> list[float]:
    size = max(1, len(values) // 4)
    return [statistics.median(values[n : n + size]) for n in range(0, 4 * size, size) if values[n:]]


def main(arguments: list[str]) -> None:
    """Soak, and print the figures."""
    minutes = float(arguments[0]) if arguments else 10.0
    seen = soak(60 * minutes, sorted(build.samples().glob("*.*")))
    print(json.dumps(figures(seen)))
    sys.exit(bool(seen.wrong or seen.lost))


if __name__ == "__main__":
    main(sys.argv[1:])
