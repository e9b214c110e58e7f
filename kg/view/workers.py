"""A pool of worker processes, each of which answers one query at a time.

A process can be ended in the middle of a query, a thread cannot; so a query that takes too
long, or whose client has gone, costs its worker, and the pool starts another. What a worker
is and what it says is the caller's affair, as long as it speaks in frames: one byte of kind,
four bytes of length, payload.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import struct
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.errors import KGError

_LENGTH = struct.Struct("!I")
_HEAD = struct.Struct("!cI")
_START_SECONDS = 30.0
_LAST_SECONDS = 1.0
_BUFFER = 1 << 18


class WorkerEnded(Exception):
    """The worker has ended before its answer has; ``code`` is the process's return code."""

    def __init__(self, code: int | None) -> None:
        super().__init__(f"worker ended with code {code}")
        self.code = code


class PoolBusy(Exception):
    """Too many are waiting for a worker already."""


class Worker:
    """A running worker process on one store folder. Start it with ``Worker.start``."""

    def __init__(self, process: Process, store: Path) -> None:
        assert process.stdin is not None and process.stdout is not None
        self._process = process
        self._requests = process.stdin
        self._frames = process.stdout
        self._ending = asyncio.Lock()
        self.store = store

    @classmethod
    async def start(cls, command: Sequence[str], store: Path, nice: int = 0) -> Worker:
        """Start a process and wait until it says that it is ready.

        ``nice`` is by how much it stands back from others, where processes have a priority.

        Raises:
            KGError: it ends, or says something else, or nothing in thirty seconds.
        """
        # A session of its own: Ctrl-C in the terminal is the server's to handle.
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            limit=_BUFFER,
            start_new_session=True,
        )
        worker = cls(process, store)
        worker._stand_back(nice)
        try:
            async with asyncio.timeout(_START_SECONDS):
                kind, payload = await worker.frame()
        except (TimeoutError, WorkerEnded) as error:
            await worker.end()
            raise KGError(f"no query worker on {store}; see: {' '.join(command)}") from error
        except BaseException:
            worker.kill()
            raise
        if kind != b"R":
            await worker.end()
            raise KGError(f"no query worker on {store}: {payload.decode('utf-8', 'replace')}")
        return worker

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.returncode is None

    async def ask(self, request: bytes) -> None:
        """Send a request.

        Raises:
            WorkerEnded: there is nobody to send it to.
        """
        try:
            self._requests.write(_LENGTH.pack(len(request)) + request)
            await self._requests.drain()
        except (ConnectionError, RuntimeError) as error:
            raise WorkerEnded(await self.end()) from error

    async def frame(self) -> tuple[bytes, bytes]:
        """The kind and payload of the next frame.

        Raises:
            WorkerEnded: the process has ended instead.
        """
        try:
            kind, size = _HEAD.unpack(await self._frames.readexactly(_HEAD.size))
            return kind, await self._frames.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise WorkerEnded(await self.end()) from error

    def _stand_back(self, nice: int) -> None:
        if nice and hasattr(os, "setpriority"):
            with contextlib.suppress(ProcessLookupError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, nice)

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> int | None:
        """End the process if it does not end by itself, wait for it, and return its code."""
        async with self._ending:
            self._requests.close()
            if self._frames.at_eof():  # it is ending, with a code that says why
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_LAST_SECONDS):
                        await self._process.communicate()
            self.kill()
            await self._process.communicate()
            return self._process.returncode


class Pool:
    """Lends out workers on the current store, and replaces those that come back unfit.

    ``command`` makes a worker's command line for a store folder, ``current`` says which folder
    that is now; it is asked at every loan, so a store put in its place is picked up without a
    restart. ``waiting`` bounds how many may wait for a worker. ``replaced`` counts the workers
    that came back unfit. ``nice`` is by how much its processes stand back from others.
    """

    def __init__(
        self,
        command: Callable[[Path], Sequence[str]],
        current: Callable[[], Path],
        *,
        size: int,
        waiting: int,
        nice: int = 0,
    ) -> None:
        self._command = command
        self._current = current
        self.size = size
        self._most_waiting = waiting
        self._nice = nice
        self._waiting = 0
        self._closed = False
        self._workers: set[Worker] = set()
        self._slots: asyncio.Queue[Worker | None] = asyncio.Queue()
        self._renewals: set[asyncio.Task[None]] = set()
        self.replaced = 0

    async def __aenter__(self) -> Pool:
        """Start all workers.

        Raises:
            KGError: one does not start.
        """
        starts = (self._start() for _ in range(self.size))
        try:
            for worker in await asyncio.gather(*starts, return_exceptions=True):
                if isinstance(worker, BaseException):
                    raise worker
                self._slots.put_nowait(worker)
        except BaseException:
            await self._end_all()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._end_all()

    @property
    def free(self) -> int:
        """How many workers wait for work."""
        return self._slots.qsize()

    @property
    def waiting(self) -> int:
        """How many wait for a worker."""
        return self._waiting

    @property
    def current(self) -> Path:
        """The store folder as of now."""
        return self._current()

    async def lend(self) -> Worker:
        """A worker that is alive and has the current store open. Give it back!

        Raises:
            PoolBusy: too many wait already.
            KGError: no worker can be started.
        """
        if self._slots.empty() and self._waiting >= self._most_waiting:
            raise PoolBusy
        self._waiting += 1
        try:
            worker = await self._slots.get()
        finally:
            self._waiting -= 1
        try:
            return await self._fit(worker)
        except BaseException:
            self.give_back(worker, fit=worker is None)
            raise

    def give_back(self, worker: Worker | None, *, fit: bool) -> None:
        """Take a worker back; one that is not ``fit`` (in the middle of a query) is replaced."""
        if fit or worker is None:
            self._slots.put_nowait(worker)
            return
        worker.kill()
        self.replaced += 1
        if self._closed:
            return
        renewal = asyncio.create_task(self._renew(worker))
        self._renewals.add(renewal)
        renewal.add_done_callback(self._renewals.discard)

    def outdated(self, worker: Worker) -> bool:
        """Whether another store has taken the place of the worker's."""
        return self.current != worker.store

    async def _fit(self, worker: Worker | None) -> Worker:
        if worker is not None and worker.alive and not self.outdated(worker):
            return worker
        if worker is not None:
            await self._end(worker)
        try:
            return await self._start()
        except KGError:  # the store may have been replaced while the worker was about to open it
            return await self._start()

    async def _renew(self, worker: Worker) -> None:
        fresh = None
        try:
            await self._end(worker)
            fresh = None if self._closed else await self._start()
        except KGError:  # the next loan tries again, and has someone to tell
            pass
        finally:
            self._slots.put_nowait(fresh)

    async def _start(self) -> Worker:
        store = self._current()
        worker = await Worker.start(self._command(store), store, self._nice)
        self._workers.add(worker)
        return worker

    async def _end(self, worker: Worker) -> None:
        worker.kill()
        self._workers.discard(worker)
        await worker.end()

    async def _end_all(self) -> None:
        self._closed = True
        for worker in self._workers:
            worker.kill()
        # Not cancelled: each ends a process, and whoever is cancelled on the way leaves it behind.
        await asyncio.gather(*self._renewals, return_exceptions=True)
        await asyncio.gather(*(self._end(worker) for worker in list(self._workers)))
