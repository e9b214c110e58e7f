"""Two pools of workers, so that a quick query never waits behind long ones.

A query that is not known is tried in the quick lane, for half a second. One that takes longer
starts again in the lane of long queries, whose workers stand back where the processor is short.
What is learned so of a query and of its kind decides where the next one goes. Of one kind only
one query is on trial at a time, and one worker of the quick lane is for none: so however many
unknown queries come, those known to be quick wait for each other alone. Nothing is sent before a
query's lane is settled.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Hashable, Sequence
from contextlib import AsyncExitStack
from hashlib import sha256
from pathlib import Path

from kg.view.answers import Answer, Limits, TookLong, begin, busy, request_of
from kg.view.history import History, Verdict, kind
from kg.view.protocol import Ask, Refusal
from kg.view.workers import Pool

_TRIAL_SECONDS = 0.5
_TRIAL_BYTES = 1 << 25
_NICE = 10


class Lanes:
    """Answers queries, quick ones and long ones apart. Enter it before use.

    ``command`` makes a worker's command line for a store folder, ``current`` says which folder
    that is now; it is asked for every query.
    """

    def __init__(
        self, command: Callable[[Path], Sequence[str]], current: Callable[[], Path], limits: Limits
    ) -> None:
        self.limits = limits
        self.quick = Pool(command, current, size=limits.workers, waiting=limits.waiting)
        self.long = Pool(command, current, size=limits.workers, waiting=limits.waiting, nice=_NICE)
        self._history = History()
        self._trials: dict[Hashable, asyncio.Event] = {}
        self._turns = asyncio.Semaphore(max(1, limits.workers - 1))
        self._entered = AsyncExitStack()

    async def __aenter__(self) -> Lanes:
        """Start all workers.

        Raises:
            KGError: one does not start.
        """
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.quick)
            await stack.enter_async_context(self.long)
            self._entered = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._entered.aclose()

    @property
    def current(self) -> Path:
        """The store folder as of now."""
        return self.quick.current

    @property
    def on_trial(self) -> int:
        """How many queries of unknown kinds are tried, or wait for it."""
        return len(self._trials)

    async def begin(self, ask: Ask) -> Answer:
        """The answer to what is asked, begun. Close it after use.

        Raises:
            Refusal: no worker is free in time, or the query fails.
        """
        key, like = sha256(request_of(ask, self.limits)).digest(), kind(ask)
        expected = await self._expected(key, like)
        with contextlib.suppress(TookLong):
            if expected is Verdict.QUICK:
                return await self._tried(ask, key, like)
            if expected is Verdict.UNKNOWN:
                async with self._trial(like):
                    return await self._tried(ask, key, like)
        return await self._last(ask, key, like)

    async def _expected(self, key: Hashable, like: Hashable) -> Verdict:
        """What to expect of a query, as soon as no other of its kind is on trial."""
        while (expected := self._history.expected(key, like)) is Verdict.UNKNOWN:
            if (trial := self._trials.get(like)) is None:
                break
            await self._in_time(trial.wait())
        return expected

    @contextlib.asynccontextmanager
    async def _trial(self, like: Hashable) -> AsyncIterator[None]:
        """A turn in the part of the quick lane where queries may be long.

        Raises:
            Refusal: there is none in time.
        """
        if self.on_trial >= self.limits.waiting + self.quick.size:
            raise busy()
        over = self._trials[like] = asyncio.Event()
        try:
            await self._in_time(self._turns.acquire())
            try:
                yield
            finally:
                self._turns.release()
        finally:
            del self._trials[like]
            over.set()

    async def _in_time(self, event: Coroutine[None, None, object]) -> None:
        try:
            async with asyncio.timeout(self.limits.seconds):
                await event
        except TimeoutError as error:
            raise busy() from error

    async def _tried(self, ask: Ask, key: Hashable, like: Hashable) -> Answer:
        """The whole answer, from the quick lane.

        Raises:
            TookLong: it takes longer than the trial, which is remembered.
            Refusal: no worker is free in time, or the query fails.
        """

        def vain() -> bool:
            return self._history.expected(key, like) is Verdict.LONG

        try:
            answer = await begin(self.quick, ask, self.limits, trial=_TRIAL_SECONDS, vain=vain)
            try:
                await answer.complete(_TRIAL_BYTES)
            except BaseException:
                answer.close()
                raise
        except Refusal as refusal:
            if refusal.retry_after is None and not vain():
                # What ends its worker is no quick query, however soon it does.
                self._history.learn(key, like, quick=refusal.status < 500)
            raise
        self._history.learn(key, like, quick=True)
        return answer

    async def _last(self, ask: Ask, key: Hashable, like: Hashable) -> Answer:
        """The answer from the lane of long queries; one that is quick after all is remembered."""
        answer = await begin(self.long, ask, self.limits)
        if answer.whole is not None and answer.seconds < _TRIAL_SECONDS:
            self._history.learn(key, like, quick=True)
        return answer
