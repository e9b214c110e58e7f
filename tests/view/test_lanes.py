from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from kg.view.answers import Limits
from kg.view.lanes import Lanes
from kg.view.negotiation import accepted
from kg.view.protocol import Ask, Refusal

# Answers a query "N BYTES" after N seconds with so many bytes; "bad" is an error.
WORKER = """
import json, struct, sys, time
def say(kind, data=b""):
    sys.stdout.buffer.write(kind + struct.pack("!I", len(data)) + data); sys.stdout.buffer.flush()
say(b"R")
while len(head := sys.stdin.buffer.read(4)) == 4:
    query = json.loads(sys.stdin.buffer.read(*struct.unpack("!I", head)))["query"]
    if query == "bad":
        say(b"E", json.dumps({"kind": "syntax", "message": "bad"}).encode()); continue
    seconds, size = query.split()
    time.sleep(float(seconds))
    say(b"H", b"text/csv")
    for _ in range(0, int(size), 1 << 20): say(b"D", b"x" * min(int(size), 1 << 20))
    say(b"Z")
"""


def run(test: Callable[[Lanes], Coroutine[Any, Any, None]], **limits: Any) -> None:
    async def inside() -> None:
        def command(_: Path) -> list[str]:
            return [sys.executable, "-S", "-c", WORKER]

        options = {"workers": 1, "seconds": 20.0} | limits
        async with Lanes(command, lambda: Path("/store"), Limits(**options)) as lanes:
            await test(lanes)

    asyncio.run(inside())


async def ask(lanes: Lanes, query: str) -> int:
    """The size of an answer."""
    answer = await lanes.begin(Ask(query=query, base="http://e/", formats=accepted("*/*")))
    try:
        return sum([len(piece) async for piece in answer.pieces()])
    finally:
        answer.close()


def test_quick_queries_pass_long_ones() -> None:
    async def test(lanes: Lanes) -> None:
        long = [asyncio.create_task(ask(lanes, "6 10")) for _ in range(5)]
        await asyncio.sleep(2)  # they are found to be long, each once at most
        since = asyncio.get_running_loop().time()
        assert [await ask(lanes, f"0 {size}") for size in (1, 2, 3)] == [1, 2, 3]
        assert asyncio.get_running_loop().time() - since < 4
        assert lanes.quick.replaced <= 1
        for task in long:
            task.cancel()
        await asyncio.gather(*long, return_exceptions=True)

    run(test)


def test_quick_queries_pass_whatever_is_not_known() -> None:
    async def test(lanes: Lanes) -> None:
        assert await ask(lanes, "0 1") == 1
        unknown = [asyncio.create_task(ask(lanes, f"6.{n} 10")) for n in range(20)]
        await asyncio.sleep(0.2)
        assert lanes.on_trial > 10
        since = asyncio.get_running_loop().time()
        assert [await ask(lanes, "0 1") for _ in range(20)] == [1] * 20
        assert asyncio.get_running_loop().time() - since < 2
        assert lanes.quick.replaced <= 5
        for task in unknown:
            task.cancel()
        await asyncio.gather(*unknown, return_exceptions=True)
        assert lanes.on_trial == 0

    run(test, workers=2)


def test_those_who_wait_for_a_trial_are_sent_away_in_time() -> None:
    async def test(lanes: Lanes) -> None:
        tasks = [asyncio.create_task(ask(lanes, f"9.{n} 10")) for n in range(8)]
        refused = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(one, Refusal) and one.status == 503 for one in refused)
        assert any("busy" in str(one) for one in refused)

    run(test, seconds=1.0, waiting=3)


def test_a_long_query_is_answered_and_remembered() -> None:
    async def test(lanes: Lanes) -> None:
        assert await ask(lanes, "0.9 10") == 10
        assert (lanes.quick.replaced, lanes.long.replaced) == (1, 0)
        assert await ask(lanes, "0.9 10") == 10
        assert lanes.quick.replaced == 1

    run(test)


def test_a_large_answer_is_not_kept_in_memory_but_comes_whole() -> None:
    async def test(lanes: Lanes) -> None:
        assert await ask(lanes, f"0 {40 << 20}") == 40 << 20

    run(test)


def test_errors_come_at_once_and_cost_no_worker() -> None:
    async def test(lanes: Lanes) -> None:
        with pytest.raises(Refusal, match="bad"):
            await ask(lanes, "bad")
        assert (lanes.quick.replaced, lanes.long.free) == (0, 1)

    run(test)


def test_the_limit_holds_in_the_long_lane() -> None:
    async def test(lanes: Lanes) -> None:
        with pytest.raises(Refusal, match=r"longer than 1\.5 s"):
            await ask(lanes, "30 1")
        assert await ask(lanes, "0 1") == 1

    run(test, seconds=1.5)
