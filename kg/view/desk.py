"""Where requests are answered: from a pool of workers, with a line in the log about each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine

from starlette.requests import ClientDisconnect, Request
from starlette.types import Send

from kg.view.delivery import Record, deliver, told, unchanged, while_there
from kg.view.freshness import had, tag
from kg.view.lanes import Lanes
from kg.view.protocol import Ask, Refusal

Work = Coroutine[None, None, None]


class Desk:
    """Answers what is asked over HTTP, within limits."""

    def __init__(self, lanes: Lanes, log: Callable[[str], None]) -> None:
        self.lanes = lanes
        self._log = log

    async def serve(
        self, request: Request, send: Send, read: Callable[[Request, Record], Awaitable[Work]]
    ) -> None:
        """Read a request and do the work that it asks for, as long as the client is there.

        A ``Refusal`` by either becomes the answer.
        """
        record = Record(send)
        try:
            await while_there(await read(request, record), request.receive, record)
        except Refusal as refusal:
            await told(refusal)(request.scope, request.receive, record.send)
        except ClientDisconnect:
            record.note = "client left"
        finally:
            self._log(record.line())

    async def answer(self, request: Request, ask: Ask, record: Record, **headers: str) -> None:
        """Send the answer to what is asked, unless the client has it."""
        etag = tag(self.lanes.current, ask)
        if etag and had(request, etag):
            await unchanged(etag)(request.scope, request.receive, record.send)
            return
        answer = await self.lanes.begin(ask)
        try:
            etag = tag(answer.store, ask)
            more = {name.replace("_", "-"): value for name, value in headers.items()}
            await deliver(request, answer, record, more | ({"etag": etag} if etag else {}))
        finally:
            answer.close()
