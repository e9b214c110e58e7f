from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KGError
from kg.view.workers import Pool, PoolBusy, Worker, WorkerEnded

# A worker that says what store it has and then repeats what it is told; "die" ends it.
ECHO = """
import struct, sys
out = sys.stdout.buffer
def say(kind, text):
    out.write(kind + struct.pack("!I", len(text)) + text); out.flush()
say(b"E" if sys.argv[1].endswith("bad") else b"R", sys.argv[1].encode())
while len(head := sys.stdin.buffer.read(4)) == 4:
    text = sys.stdin.buffer.read(*struct.unpack("!I", head))
    if text == b"die": sys.exit(7)
    if text != b"wait": say(b"D", sys.argv[1].encode() + b" " + text)
"""


def command(store: Path) -> list[str]:
    return [sys.executable, "-S", "-c", ECHO, str(store)]


class Place:
    """A current store that can be moved."""

    def __init__(self) -> None:
        self.store = Path("/one")

    def __call__(self) -> Path:
        return self.store


def run(
    test: Callable[[Pool, Place], Coroutine[Any, Any, None]], size: int = 1, waiting: int = 1
) -> None:
    async def inside() -> None:
        place = Place()
        pool = Pool(command, place, size=size, waiting=waiting)
        async with pool:
            await test(pool, place)

    asyncio.run(inside())


async def echo(worker: Worker, text: bytes) -> bytes:
    await worker.ask(text)
    return (await worker.frame())[1]


def test_a_worker_is_lent_again() -> None:
    async def test(pool: Pool, _: Place) -> None:
        first = await pool.lend()
        assert await echo(first, b"a") == b"/one a"
        pool.give_back(first, fit=True)
        second = await pool.lend()
        assert second is first
        assert await echo(second, b"b") == b"/one b"

    run(test)


def test_one_loan_a_worker() -> None:
    async def test(pool: Pool, _: Place) -> None:
        first, second = await pool.lend(), await pool.lend()
        assert first is not second
        waiting = asyncio.create_task(pool.lend())
        await asyncio.sleep(0.05)
        assert not waiting.done()
        with pytest.raises(PoolBusy):
            await pool.lend()
        pool.give_back(second, fit=True)
        assert await waiting is second

    run(test, size=2)


def test_one_that_waits_may_go_away() -> None:
    async def test(pool: Pool, _: Place) -> None:
        first = await pool.lend()
        waiting = asyncio.create_task(pool.lend())
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        pool.give_back(first, fit=True)
        assert await asyncio.wait_for(pool.lend(), 5) is first

    run(test)


def test_an_unfit_worker_is_replaced() -> None:
    async def test(pool: Pool, _: Place) -> None:
        first = await pool.lend()
        await first.ask(b"wait")
        pool.give_back(first, fit=False)
        second = await asyncio.wait_for(pool.lend(), 10)
        assert second is not first
        assert not first.alive
        assert await echo(second, b"a") == b"/one a"

    run(test)


def test_a_worker_that_ends_says_its_code() -> None:
    async def test(pool: Pool, _: Place) -> None:
        worker = await pool.lend()
        await worker.ask(b"die")
        with pytest.raises(WorkerEnded) as ended:
            await worker.frame()
        assert ended.value.code == 7
        with pytest.raises(WorkerEnded):
            await worker.ask(b"more" * 100_000)
        pool.give_back(worker, fit=True)  # even then the next loan is of a live one
        assert (await pool.lend()).alive

    run(test)


def test_a_new_store_is_picked_up() -> None:
    async def test(pool: Pool, place: Place) -> None:
        first = await pool.lend()
        place.store = Path("/two")
        assert pool.outdated(first)
        assert await echo(first, b"a") == b"/one a"
        pool.give_back(first, fit=True)
        second = await pool.lend()
        assert await echo(second, b"a") == b"/two a"
        assert not first.alive

    run(test)


def test_a_store_that_does_not_open_fails_the_loan_only() -> None:
    async def test(pool: Pool, place: Place) -> None:
        place.store = Path("/bad")
        for _ in range(3):
            with pytest.raises(KGError, match="/bad"):
                await pool.lend()
        place.store = Path("/good")
        assert await echo(await pool.lend(), b"a") == b"/good a"

    run(test)


def test_no_pool_without_workers() -> None:
    async def test() -> None:
        with pytest.raises(KGError, match="/bad"):
            async with Pool(command, lambda: Path("/bad"), size=2, waiting=1):
                pytest.fail("entered")
        with pytest.raises(KGError, match="see: false"):
            async with Pool(lambda _: ["false"], lambda: Path("/x"), size=1, waiting=1):
                pytest.fail("entered")

    asyncio.run(test())


def test_no_worker_outlives_the_pool() -> None:
    pids = []

    async def test(pool: Pool, _: Place) -> None:
        lent = await pool.lend()
        await lent.ask(b"wait")
        pool.give_back(await pool.lend(), fit=False)
        pids.extend(worker._process.pid for worker in pool._workers)

    run(test, size=2)
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
