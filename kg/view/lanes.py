"""Two pools of workers, so that a quick query never waits behind long ones.

Every query is tried in the quick lane, for half a second. One that takes longer starts again in
the lane of long queries, whose workers stand back where the processor is short, and is known
from then on. Nothing is sent before a query's lane is settled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from hashlib import sha256
from pathlib import Path

from kg.view.answers import Answer, Limits, TookLong, begin, request_of
from kg.view.protocol import Ask
from kg.view.workers import Pool

_TRIAL_SECONDS = 0.5
_TRIAL_BYTES = 1 << 25
_NICE = 10
_REMEMBERED = 1000


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
        self._known: dict[bytes, None] = {}
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

    async def begin(self, ask: Ask) -> Answer:
        """The answer to what is asked, begun. Close it after use.

        Raises:
            Refusal: no worker is free in time, or the query fails.
        """
        key = sha256(request_of(ask, self.limits)).digest()
        if key not in self._known:
            try:
                return await self._tried(ask, lambda: key in self._known)
            except TookLong:
                self._remember(key)
        return await begin(self.long, ask, self.limits)

    async def _tried(self, ask: Ask, vain: Callable[[], bool]) -> Answer:
        answer = await begin(self.quick, ask, self.limits, trial=_TRIAL_SECONDS, vain=vain)
        try:
            await answer.complete(_TRIAL_BYTES)
        except BaseException:
            answer.close()
            raise
        return answer

    def _remember(self, key: bytes) -> None:
        self._known[key] = None
        if len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]
