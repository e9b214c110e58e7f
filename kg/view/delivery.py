"""How an answer goes out over HTTP, and what the log tells of it.

An answer that breaks off never looks whole: its connection is closed in the middle of a
chunked transfer, which every client reports as an error. HTTP/1.0 has no chunks, so there
the answer is collected first.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Coroutine, Mapping
from tempfile import SpooledTemporaryFile

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Send

from kg.view.answers import Answer
from kg.view.protocol import Refusal

_SHOWN = 200
_MEMORY = 1 << 20
_STALL_SECONDS = 60.0
_FRESH = {"cache-control": "no-cache", "vary": "Accept"}


class Record:
    """What the log tells of a request, gathered as the answer goes out."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._since = time.perf_counter()
        self._status = "-"
        self._bytes = 0
        self.asked = ""
        self.note = ""

    async def send(self, message: Message) -> None:
        """Pass a message of ASGI on to the client."""
        await self._send(message)
        self._status = str(message.get("status", self._status))
        self._bytes += len(message.get("body", b""))

    def line(self) -> str:
        """Time, status, milliseconds, bytes, the query's beginning; no control characters."""
        now = time.strftime("%Y-%m-%dT%H:%M:%S")
        taken = round((time.perf_counter() - self._since) * 1000)
        told = " ".join(part for part in (self.note, _printable(self.asked)) if part)
        return f"{now} {self._status} {taken} ms {self._bytes} B {told}".rstrip()


async def deliver(
    request: Request, answer: Answer, record: Record, headers: Mapping[str, str]
) -> None:
    """Send an answer that has been begun."""
    if answer.whole is not None:
        response = Response(answer.whole, media_type=answer.media, headers=_FRESH | dict(headers))
        await response(request.scope, request.receive, record.send)
    elif request.scope["http_version"] == "1.0":
        await _send_collected(answer, record, headers)
    else:
        await _stream(request, answer, record, headers)


def unchanged(etag: str) -> Response:
    """The answer to a client that has it already."""
    return Response(status_code=304, headers=_FRESH | {"etag": etag})


def told(refusal: Refusal) -> Response:
    """A refusal as plain text."""
    headers = {} if refusal.retry_after is None else {"retry-after": str(refusal.retry_after)}
    return PlainTextResponse(refusal.message + "\n", refusal.status, headers)


async def while_there(work: Coroutine[None, None, None], receive: Receive, record: Record) -> None:
    """Do the work as long as the client is there to have it."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        if not task.done():
            record.note = "client left"
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _stream(
    request: Request, answer: Answer, record: Record, headers: Mapping[str, str]
) -> None:
    await record.send(_start(answer, headers))
    if request.method == "HEAD":
        return await record.send(_body(b"", more=False))
    try:
        async for piece in answer.pieces():
            async with asyncio.timeout(_STALL_SECONDS):
                await record.send(_body(piece))
                await asyncio.sleep(0)  # a stream that never waits would let nobody else in
    except Refusal as refusal:  # it is too late for a status: leave the transfer unfinished
        record.note = f"cut off: {refusal.message}"
    except TimeoutError:
        record.note = "cut off: the client does not read on"
    else:
        await record.send(_body(b"", more=False))


async def _send_collected(answer: Answer, record: Record, headers: Mapping[str, str]) -> None:
    with SpooledTemporaryFile(max_size=_MEMORY) as file:
        async for piece in answer.pieces():
            file.write(piece)
        length = file.tell()
        file.seek(0)
        await record.send(_start(answer, headers, length))
        while piece := file.read(_MEMORY):
            await record.send(_body(piece))
        await record.send(_body(b"", more=False))


def _start(answer: Answer, headers: Mapping[str, str], length: int | None = None) -> Message:
    """The head of a response that is sent in pieces; Starlette makes its headers."""
    response = Response(media_type=answer.media, headers=_FRESH | dict(headers))
    del response.headers["content-length"]
    if length is not None:
        response.headers["content-length"] = str(length)
    return {"type": "http.response.start", "status": 200, "headers": response.raw_headers}


def _body(piece: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": piece, "more_body": more}


def _printable(text: str) -> str:
    shown = "".join(c if c.isprintable() else " " for c in text[: 2 * _SHOWN])
    return " ".join(shown.split())[:_SHOWN]
