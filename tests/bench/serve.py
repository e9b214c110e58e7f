"""What `kg serve` bears: ``python -m tests.bench.serve [SECONDS [CLIENTS [EVENTS]]] [--apart]``.

Builds a store of invented events, then measures a simple query about one event or another, asked
by a twentieth of the clients; the same while all others send cross products, unbounded paths,
sorts of everything, endless streams and queries of a megabyte; and how the server stands after
it. With ``--apart`` no two of those queries have the same text. Every answer must be the right
one or a clear refusal, no worker may be lost, and memory must come back. With ``oxigraph`` beside
this Python (the package of that name) the same load is put on the Oxigraph server. Prints one line
of JSON for each server.
"""

from __future__ import annotations

import argparse
import asyncio
import concurrent.futures
import contextlib
import json
import multiprocessing
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox

from kg.iris import ID, KG, RDFS, SEM

SECONDS, CLIENTS, EVENTS = 60.0, 200, 20_000
TIMEOUT = 2
ANSWER = 200

SIMPLE = f"SELECT ?name WHERE {{ <{ID}event/%d> <{KG}actor> ?who . ?who <{RDFS}label> ?name }}"
GREEDY = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "unbounded path": f"SELECT (COUNT(*) AS ?n) {{ ?a (<{KG}actor>|^<{KG}actor>|<{KG}recipient>|^<{KG}recipient>)+ ?b }}",
    "huge sort": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "endless stream": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "one megabyte": "ASK { " + "?s ?p ?o . " * 95_000 + "}",
    "not SPARQL": "SELECT * { ?s ?p",
}
REFUSALS = (400, 403, 413, 414, 503, 507)


@dataclass
class Seen:
    """What clients saw."""

    simple: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def participants(count: int) -> Iterator[tuple[int, int]]:
    """The two persons of each event, by number."""
    dice, persons = random.Random(1), range(count // 20 + 2)
    for _ in range(count):
        one, two = dice.sample(persons, 2)
        yield one, two


def events(count: int) -> Iterator[ox.Quad]:
    """Events of invented persons, two of them in each."""
    actor, recipient = ox.NamedNode(KG + "actor"), ox.NamedNode(KG + "recipient")
    label, type_ = ox.NamedNode(RDFS + "label"), ox.NamedNode(SEM + "eventType")
    persons = [ox.NamedNode(f"{ID}person/p{number}") for number in range(count // 20 + 2)]
    for number, person in enumerate(persons):
        yield ox.Quad(person, label, ox.Literal(f"Person {number}"))
    for number, (one, two) in enumerate(participants(count)):
        event = ox.NamedNode(f"{ID}event/{number}")
        yield ox.Quad(event, actor, persons[one])
        yield ox.Quad(event, recipient, persons[two])
        yield ox.Quad(event, type_, ox.NamedNode(f"{KG}type{number % 16}"))
        yield ox.Quad(event, label, ox.Literal(f"Event {number}"))


async def ask(web: httpx.AsyncClient, address: str, query: str) -> tuple[int, bytes]:
    """Status and body of an answer; 0 if it breaks off, which a client cannot mistake; -1 if
    nobody answers at all.
    """
    headers = {"content-type": "application/sparql-query", "accept": "text/csv"}
    try:
        async with web.stream("POST", address, content=query, headers=headers) as answer:
            size, head = 0, b""
            async for piece in answer.aiter_raw():
                head += piece[: max(0, 2000 - size)]
                size += len(piece)
            return answer.status_code, head
    except (httpx.RemoteProtocolError, httpx.ReadError):
        return 0, b""
    except httpx.TransportError:
        return -1, b""


async def simply(
    web: httpx.AsyncClient, address: str, right: Sequence[bytes], until: float, seen: Seen
) -> None:
    """Ask about one event after another, as somebody at work does; ``right`` has the answers."""
    dice = random.Random(len(right))
    while time.perf_counter() < until:
        number = dice.randrange(len(right))
        since = time.perf_counter()
        status, body = await ask(web, address, SIMPLE % number)
        if status == ANSWER:
            seen.simple.append(time.perf_counter() - since)
        seen.answers[f"simple {status}"] += 1
        if (status == ANSWER and body.split(b"\r\n")[1:] != [right[number], b""]) or (
            status not in (ANSWER, *REFUSALS)
        ):
            seen.wrong.append(f"simple: {status} {body[:80]!r}")
        await asyncio.sleep(0.1)


async def greedily(
    web: httpx.AsyncClient, address: str, kind: str, until: float, seen: Seen, apart: bool
) -> None:
    """Ask for too much, again and again; ``apart`` in other words each time."""
    while time.perf_counter() < until:
        query = GREEDY[kind]
        if apart and kind != "one megabyte":
            query = query.replace("}", f' FILTER(STR(?a) != "{random.random()}") }}', 1)
        status, body = await ask(web, address, query)
        seen.answers[f"{kind} {status or 'cut off'}"] += 1
        if status not in (0, *REFUSALS) and not (kind == "one megabyte" and body == b"true"):
            seen.wrong.append(f"{kind}: {status} {body[:80]!r}")
        await asyncio.sleep(0.05)


@dataclass(frozen=True, kw_only=True)
class Load:
    """How many clients ask for how long, of a store of how many events."""

    seconds: float
    simple: int = 0
    greedy: int = 0
    events: int = EVENTS
    apart: bool = False


async def load(address: str, job: Load) -> Seen:
    """Let clients of both kinds ask for that long."""
    seen = Seen()
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=120, limits=limits, trust_env=False, verify=False) as web:
        right = [f"Person {one}".encode() for one, _ in participants(job.events)]
        until = time.perf_counter() + job.seconds
        kinds = [list(GREEDY)[number % len(GREEDY)] for number in range(job.greedy)]
        await asyncio.gather(
            *(simply(web, address, right, until, seen) for _ in range(job.simple)),
            *(greedily(web, address, kind, until, seen, job.apart) for kind in kinds),
        )
    return seen


def clients(address: str, job: Load) -> Seen:
    """The clients in processes of their own, so that those who wait do not measure each other."""
    with concurrent.futures.ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as apart:
        parts = (replace(job, greedy=0), replace(job, simple=0))
        jobs = [
            apart.submit(asyncio_load, address, part)
            for part in parts
            if part.simple or part.greedy
        ]
        found = [job.result() for job in jobs]
    return Seen(
        simple=[taken for one in found for taken in one.simple],
        answers=sum((one.answers for one in found), Counter()),
        wrong=[wrong for one in found for wrong in one.wrong],
    )


def asyncio_load(address: str, job: Load) -> Seen:
    """``load`` in an event loop of its own."""
    return asyncio.run(load(address, job))


def p95(times: list[float]) -> float:
    """In milliseconds; the 95th of a hundred."""
    return round(1000 * statistics.quantiles(times, n=20)[-1], 1) if len(times) > 1 else -1.0


def memory(pid: int) -> int:
    """Megabytes of a process and its children, as Linux has them; 0 if it has ended."""
    if not Path(f"/proc/{pid}/task").exists():
        return 0
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    found = (Path(f"/proc/{one}/statm").read_text("ascii") for one in (pid, *map(int, children)))
    return sum(int(text.split()[1]) for text in found) * 4096 // 1_000_000


@contextlib.contextmanager
def newsgraph(folder: Path) -> Iterator[tuple[str, int]]:
    """Our server on a store folder, as ``kg serve`` runs it."""
    script = (
        "import sys; from functools import partial; from pathlib import Path\n"
        "from kg.graph import answer; from kg.view import serve\n"
        "from kg.view.answers import Limits\n"
        "serve.run(partial(answer.command, megabytes=500), lambda: Path(sys.argv[1]), port=0,\n"
        f"  log=lambda line: print(line, flush=True), limits=Limits(seconds={TIMEOUT}))"
    )
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+/sparql", process.stdout.readline())
        assert found is not None
        drain = subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL)
        try:
            yield found[0], process.pid
        finally:
            process.terminate()
            process.wait(30)
            drain.wait(10)


@contextlib.contextmanager
def oxigraph(program: str, folder: Path) -> Iterator[tuple[str, int]]:
    """The Oxigraph server on the same folder, with the same time limit."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = [
        "--location",
        str(folder),
        "--bind",
        f"127.0.0.1:{port}",
        "--timeout-s",
        str(TIMEOUT),
    ]
    with subprocess.Popen(
        [program, "serve-read-only", *options], stderr=subprocess.DEVNULL
    ) as process:
        try:
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/query", process.pid
        finally:
            process.kill()


def measure(address: str, pid: int, job: Load) -> dict[str, Any]:
    """The figures of one server."""
    only = replace(job, greedy=0)
    alone = clients(address, replace(only, seconds=min(job.seconds, 10)))
    before = memory(pid)
    loaded = clients(address, job)
    time.sleep(TIMEOUT + 3)
    after = clients(address, replace(only, seconds=min(job.seconds, 3)))
    return {
        "alone_p95_ms": p95(alone.simple),
        "loaded_p95_ms": p95(loaded.simple),
        "after_p95_ms": p95(after.simple),
        "simple_answers_loaded": len(loaded.simple),
        "memory_before_mb": before,
        "memory_after_mb": memory(pid),
        "answers": dict(sorted(loaded.answers.items())),
        "alive": memory(pid) > 0,
        "wrong": len(loaded.wrong),
        "wrong_for_example": loaded.wrong[:3],
    }


def main(arguments: list[str]) -> None:
    """Measure, and print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("seconds", type=float, nargs="?", default=SECONDS)
    options.add_argument("clients", type=int, nargs="?", default=CLIENTS)
    options.add_argument("events", type=int, nargs="?", default=EVENTS)
    options.add_argument("--apart", action="store_true")
    given = options.parse_args(arguments)
    simple = max(2, given.clients // 20)
    job = Load(
        seconds=given.seconds,
        simple=simple,
        greedy=given.clients - simple,
        events=given.events,
        apart=given.apart,
    )
    with tempfile.TemporaryDirectory() as folder:
        store = ox.Store(str(Path(folder) / "store"))
        store.bulk_extend(events(given.events))
        store.flush()
        del store
        with newsgraph(Path(folder) / "store") as (address, pid):
            print(json.dumps({"newsgraph": measure(address, pid, job)}), flush=True)
        beside = Path(sys.executable).parent
        if program := shutil.which("oxigraph", path=f"{beside}:{os.environ['PATH']}"):
            with oxigraph(program, Path(folder) / "store") as (address, pid):
                print(json.dumps({"oxigraph": measure(address, pid, job)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
