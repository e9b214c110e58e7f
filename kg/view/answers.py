"""One query's way through the pool: lend a worker, ask it, read its answer piece by piece."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KGError
from kg.view.protocol import Ask, Refusal
from kg.view.workers import Pool, PoolBusy, Worker, WorkerEnded

_STATUS = {"syntax": 400, "refused": 403, "format": 406, "unknown": 404, "failed": 500}
# How the system ends a process that may have no more memory, or no more stack.
_OVERREACH = {-signal.SIGABRT, -signal.SIGSEGV}
# A worker whose time was up here, but whose server was too busy to say so, ends itself.
_GRACE_SECONDS = 2.0


class TookLong(Refusal):
    """The query took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            503,
            f"the query took longer than {seconds:g} s and was ended; ask for less, or add a LIMIT",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a query may take.

    Attributes:
        seconds: to wait for a worker, and then for the worker to compute.
        workers: how many long queries run at once, each in a process of its own; as many
            more processes stand by for quick ones.
        waiting: how many more may wait for a worker; the next is sent away.
        rows: how many rows or triples an answer may have; None is any number.
        request_bytes: size of a posted query, and of an address.
    """

    seconds: float = 30.0
    workers: int = 2
    waiting: int = 128
    rows: int | None = None
    request_bytes: int = 1_000_000


class Answer:
    """The answer of one worker to one query. Close it, so that the worker gets back to the pool.

    The time limit counts only what the worker takes, not what the client takes to read.
    """

    def __init__(self, pool: Pool, worker: Worker, limits: Limits, seconds: float) -> None:
        self._pool = pool
        self._worker = worker
        self._limits = limits
        self._left = self._seconds = seconds
        self._ready: list[bytes] = []
        self._finished = False
        self.media = ""

    @property
    def whole(self) -> bytes | None:
        """The answer, if it is short and all of it has come with ``begin``."""
        return b"".join(self._ready) if self._finished else None

    @property
    def seconds(self) -> float:
        """How long the worker has taken for it by now."""
        return self._seconds - self._left

    @property
    def store(self) -> Path:
        """The store that answers."""
        return self._worker.store

    @property
    def outdated(self) -> bool:
        """Whether the store that answers is no longer the current one."""
        return self._pool.outdated(self._worker)

    async def begin(self, ask: Ask) -> None:
        """Send the query, and wait until the answer is whole or large.

        Raises:
            Refusal: the query fails, or takes too much time or memory.
        """
        try:
            await self._worker.ask(request_of(ask, self._limits))
        except WorkerEnded as error:
            raise _ended(error) from error
        self.media = (await self._frame())[1].decode("ascii")
        while len(self._ready) < 2 and not self._finished:
            await self._read()

    async def pieces(self) -> AsyncIterator[bytes]:
        """The answer, piece by piece.

        Raises:
            Refusal: as for ``begin``; what came before is then not the whole answer.
        """
        while self._ready or not self._finished:
            if not self._ready:
                await self._read()
            else:
                yield self._ready.pop(0)

    async def complete(self, most_bytes: int) -> None:
        """Wait until the answer is whole.

        Raises:
            TookLong: it takes too much time, or has more than ``most_bytes``.
            Refusal: the query fails.
        """
        size = sum(map(len, self._ready))
        while not self._finished:
            await self._read()
            size += len(self._ready[-1]) if not self._finished else 0
            if size > most_bytes:
                raise TookLong(self._seconds)

    def close(self) -> None:
        """Give the worker back; one in the middle of its answer is ended and replaced."""
        self._pool.give_back(self._worker, fit=self._finished)

    def leave(self) -> None:
        """Give the worker back without having asked it."""
        self._pool.give_back(self._worker, fit=True)

    async def _read(self) -> None:
        kind, payload = await self._frame()
        if kind == b"Z":
            self._finished = True
        else:
            self._ready.append(payload)

    async def _frame(self) -> tuple[bytes, bytes]:
        clock = asyncio.get_running_loop().time
        since = clock()
        try:
            async with asyncio.timeout(max(0.0, self._left)):
                kind, payload = await self._worker.frame()
        except TimeoutError as error:
            raise TookLong(self._seconds) from error
        except WorkerEnded as error:
            raise _ended(error) from error
        self._left -= clock() - since
        if kind == b"E":
            self._finished = True
            said = json.loads(payload)
            raise Refusal(_STATUS[said["kind"]], said["message"], close=said.get("close", ()))
        return kind, payload


async def begin(
    pool: Pool,
    ask: Ask,
    limits: Limits,
    *,
    trial: float | None = None,
    vain: Callable[[], bool] = lambda: False,
) -> Answer:
    """The answer to a query, begun. Close it after use.

    ``trial`` is how many seconds the query has, if not those of the limits; ``vain`` tells, when
    a worker is free at last, whether it is known by now that the query takes longer.

    Raises:
        TookLong: it took longer.
        Refusal: no worker is free in time, or the query fails.
    """
    answer = await _lent(pool, limits, limits.seconds if trial is None else trial)
    if vain():
        answer.leave()
        raise TookLong(limits.seconds)
    try:
        await answer.begin(ask)
    except BaseException as error:
        answer.close()
        if isinstance(error, Refusal) and error.status == 500 and answer.outdated:
            # The store was replaced under the worker's feet: the new one has the answer.
            return await begin(pool, ask, limits, trial=trial, vain=vain)
        raise
    return answer


async def _lent(pool: Pool, limits: Limits, seconds: float) -> Answer:
    try:
        async with asyncio.timeout(limits.seconds):
            return Answer(pool, await pool.lend(), limits, seconds)
    except (TimeoutError, PoolBusy) as error:
        raise busy() from error
    except KGError as error:
        raise Refusal(503, str(error), retry_after=5) from error


def busy() -> Refusal:
    """That nobody is free to answer in time."""
    return Refusal(503, "all workers are busy; try again", retry_after=1)


def request_of(ask: Ask, limits: Limits) -> bytes:
    """What a worker is told."""
    asked: dict[str, object] = {"query": ask.query}
    if ask.thing:
        asked = {"thing": ask.thing}
    elif ask.named:
        asked = {"named": ask.named, "values": dict(ask.values)}
    return json.dumps(
        {
            **asked,
            "base": ask.base,
            "default_graphs": ask.default_graphs,
            "named_graphs": ask.named_graphs,
            "table": ask.formats.table,
            "truth": ask.formats.truth,
            "graph": ask.formats.graph,
            "rows": limits.rows,
            "seconds": limits.seconds + _GRACE_SECONDS,
        }
    ).encode()


def _ended(error: WorkerEnded) -> Refusal:
    if error.code in _OVERREACH:
        return Refusal(507, "the query needs more memory than it may have and was ended")
    return Refusal(500, "the query's worker ended unexpectedly")
