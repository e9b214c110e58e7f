from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from kg.view.answers import Limits, begin
from kg.view.negotiation import Formats
from kg.view.protocol import Ask, Refusal
from kg.view.workers import Pool

# A worker that does what the query says: a word a frame, or the end of the process.
ACTOR = """
import json, os, struct, sys, time
out = sys.stdout.buffer
def say(kind, text=b""):
    out.write(kind + struct.pack("!I", len(text)) + text); out.flush()
say(b"R")
while len(head := sys.stdin.buffer.read(4)) == 4:
    asked = json.loads(sys.stdin.buffer.read(*struct.unpack("!I", head)))
    for word in asked["query"].split():
        if word == "head": say(b"H", asked["table"].encode())
        elif word == "end": say(b"Z")
        elif word == "wait": time.sleep(0.3)
        elif word == "hang": time.sleep(60)
        elif word == "abort": os.abort()
        elif word == "exit": os._exit(3)
        elif word == "broken": say(b"E", json.dumps({"kind": "failed", "message": sys.argv[1]}).encode())
        elif word == "moved" and sys.argv[1] == "/old":
            say(b"E", json.dumps({"kind": "failed", "message": "gone"}).encode()); break
        elif word != "moved": say(b"D", word.encode())
"""


class Place:
    """A current store that can be moved."""

    def __init__(self) -> None:
        self.store = Path("/old")

    def __call__(self) -> Path:
        return self.store


def run(test: Callable[[Pool, Place], Coroutine[Any, Any, None]], waiting: int = 1) -> None:
    async def inside() -> None:
        place = Place()
        command = [sys.executable, "-S", "-c", ACTOR]
        async with Pool(
            lambda store: [*command, str(store)], place, size=1, waiting=waiting
        ) as pool:
            await test(pool, place)

    asyncio.run(inside())


def ask(query: str) -> Ask:
    return Ask(
        query=query,
        base="http://localhost/sparql",
        default_graphs=(),
        named_graphs=(),
        formats=Formats("text/csv", "text/turtle"),
    )


async def collected(
    pool: Pool, query: str, seconds: float = 10
) -> tuple[bytes | None, list[bytes]]:
    """What is whole at once, and all pieces."""
    answer = await begin(pool, ask(query), Limits(seconds=seconds))
    try:
        assert answer.media == "text/csv"
        return answer.whole, [piece async for piece in answer.pieces()]
    finally:
        answer.close()


@pytest.mark.parametrize(
    ("query", "whole", "pieces"),
    [
        ("head end", b"", []),
        ("head a end", b"a", [b"a"]),
        ("head a b end", None, [b"a", b"b"]),
        ("head a b wait c end", None, [b"a", b"b", b"c"]),
    ],
)
def test_short_answers_are_whole_and_long_ones_come_in_pieces(
    query: str, whole: bytes | None, pieces: list[bytes]
) -> None:
    async def test(pool: Pool, _: Place) -> None:
        assert await collected(pool, query) == (whole, pieces)
        assert pool.free == 1

    run(test)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("hang", 503),
        ("head hang", 503),
        ("head a hang", 503),
        ("head a b hang", 503),
        ("abort", 507),
        ("head a b abort", 507),
        ("exit", 500),
        ("broken", 500),
        ("head a broken", 500),
    ],
)
def test_no_answer_ends_without_its_end(query: str, status: int) -> None:
    async def test(pool: Pool, _: Place) -> None:
        with pytest.raises(Refusal) as refused:
            await collected(pool, query, seconds=0.4 if "hang" in query else 20)
        assert refused.value.status == status
        assert await collected(pool, "head a end") == (b"a", [b"a"])

    run(test)


def test_an_answer_not_read_to_its_end_costs_the_worker() -> None:
    async def test(pool: Pool, _: Place) -> None:
        answer = await begin(pool, ask("head a b hang"), Limits(seconds=10))
        answer.close()
        assert pool.free == 0
        assert await collected(pool, "head a end") == (b"a", [b"a"])

    run(test)


def test_a_store_replaced_meanwhile_is_asked_in_its_place() -> None:
    async def test(pool: Pool, place: Place) -> None:
        asked = asyncio.create_task(collected(pool, "wait moved head a end"))
        await asyncio.sleep(0.1)
        place.store = Path("/new")
        assert await asked == (b"a", [b"a"])
        with pytest.raises(Refusal, match="/new"):  # but a failure of the current one is told
            await collected(pool, "broken")

    run(test)


def test_too_many_are_sent_away_and_told_when_to_come_back() -> None:
    async def test(pool: Pool, _: Place) -> None:
        busy = asyncio.create_task(collected(pool, "wait head end"))
        await asyncio.sleep(0.1)
        with pytest.raises(Refusal) as refused:
            await begin(pool, ask("head end"), Limits(seconds=10))
        assert (refused.value.status, refused.value.retry_after) == (503, 1)
        await busy

    run(test, waiting=0)


def test_waiting_for_a_worker_has_an_end() -> None:
    async def test(pool: Pool, _: Place) -> None:
        busy = asyncio.create_task(collected(pool, "wait head end"))
        await asyncio.sleep(0.05)
        with pytest.raises(Refusal) as refused:
            await begin(pool, ask("head end"), Limits(seconds=0.05))
        assert refused.value.status == 503
        await busy

    run(test)
