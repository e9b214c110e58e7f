"""The SPARQL endpoint as an ASGI application: one HTTP request, one query, one answer.

An answer that breaks off never looks whole: its connection is closed in the middle of a
chunked transfer, which every client reports as an error. HTTP/1.0 has no chunks, so there
the answer is collected first.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from tempfile import SpooledTemporaryFile

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import Message, Receive, Scope, Send

from kg.view.answers import Answer, begin
from kg.view.negotiation import GRAPHS, best
from kg.view.protocol import Ask, Refusal, read
from kg.view.workers import Pool

# <> is the endpoint itself: relative to the address that was asked.
_DESCRIPTION = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX format: <http://www.w3.org/ns/formats/>
CONSTRUCT {
  <> a sd:Service ; sd:endpoint <> ; sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat format:SPARQL_Results_JSON, format:SPARQL_Results_XML,
      format:SPARQL_Results_CSV, format:SPARQL_Results_TSV,
      format:Turtle, format:N-Triples, format:RDF_XML, format:JSON-LD ;
    sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
} WHERE {}
"""
_SHOWN = 200
_MEMORY = 1 << 20
_STALL_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a query may take.

    Attributes:
        seconds: to wait for a worker, and then for the worker to compute.
        workers: how many queries run at once, each in a process of its own.
        waiting: how many more may wait for a worker; the next is sent away.
        request_bytes: size of a posted query.
    """

    seconds: float = 30.0
    workers: int = 2
    waiting: int = 128
    request_bytes: int = 1_000_000


class Endpoint:
    """Answers SPARQL queries from a pool of workers, and writes a line about each to ``log``."""

    def __init__(self, pool: Pool, limits: Limits, log: Callable[[str], None]) -> None:
        self._pool = pool
        self._limits = limits
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as ASGI has it."""
        request, record = Request(scope, receive), _Record(send)
        try:
            ask = await read(request, self._limits.request_bytes)
            record.query = ask.query
            await _while_there(self._answer(request, ask, record), receive, record)
        except Refusal as refusal:
            await _told(refusal)(scope, receive, record.send)
        except ClientDisconnect:
            record.note = "client left"
        finally:
            self._log(record.line())

    async def _answer(self, request: Request, ask: Ask, record: _Record) -> None:
        if not ask.query:
            if best(request.headers.get("accept", ""), (*GRAPHS, "text/html")) == "text/html":
                await RedirectResponse("./", 303)(request.scope, request.receive, record.send)
                return
            ask = replace(ask, query=_DESCRIPTION)
        answer = await begin(self._pool, ask, self._limits.seconds)
        try:
            await self._send(request, answer, record)
        finally:
            answer.close()

    async def _send(self, request: Request, answer: Answer, record: _Record) -> None:
        if answer.whole is not None:
            response = Response(answer.whole, media_type=answer.media, headers=_FRESH)
            await response(request.scope, request.receive, record.send)
        elif request.scope["http_version"] == "1.0":
            await _send_collected(answer, record)
        else:
            await self._stream(request, answer, record)

    async def _stream(self, request: Request, answer: Answer, record: _Record) -> None:
        await record.send(_start(answer))
        if request.method == "HEAD":
            return await record.send(_body(b"", more=False))
        try:
            async for piece in answer.pieces():
                async with asyncio.timeout(_STALL_SECONDS):
                    await record.send(_body(piece))
        except Refusal as refusal:  # it is too late for a status: leave the transfer unfinished
            record.note = f"cut off: {refusal.message}"
        except TimeoutError:
            record.note = "cut off: the client does not read on"
        else:
            await record.send(_body(b"", more=False))


_FRESH = {"cache-control": "no-cache", "vary": "Accept"}


class _Record:
    """What the log tells of a request, gathered as the answer goes out."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._since = time.perf_counter()
        self._status = "-"
        self._bytes = 0
        self.query = ""
        self.note = ""

    async def send(self, message: Message) -> None:
        await self._send(message)
        self._status = str(message.get("status", self._status))
        self._bytes += len(message.get("body", b""))

    def line(self) -> str:
        """Time, status, milliseconds, bytes, the query's beginning; no control characters."""
        now = time.strftime("%Y-%m-%dT%H:%M:%S")
        taken = round((time.perf_counter() - self._since) * 1000)
        told = " ".join(part for part in (self.note, _printable(self.query)) if part)
        return f"{now} {self._status} {taken} ms {self._bytes} B {told}".rstrip()


def _printable(text: str) -> str:
    shown = "".join(c if c.isprintable() else " " for c in text[: 2 * _SHOWN])
    return " ".join(shown.split())[:_SHOWN]


def _told(refusal: Refusal) -> Response:
    headers = {} if refusal.retry_after is None else {"retry-after": str(refusal.retry_after)}
    return PlainTextResponse(refusal.message + "\n", refusal.status, headers)


def _start(answer: Answer, length: int | None = None) -> Message:
    """The head of a response that is sent in pieces; Starlette makes its headers."""
    response = Response(media_type=answer.media, headers=_FRESH)
    del response.headers["content-length"]
    if length is not None:
        response.headers["content-length"] = str(length)
    return {"type": "http.response.start", "status": 200, "headers": response.raw_headers}


def _body(piece: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": piece, "more_body": more}


async def _send_collected(answer: Answer, record: _Record) -> None:
    with SpooledTemporaryFile(max_size=_MEMORY) as file:
        async for piece in answer.pieces():
            file.write(piece)
        length = file.tell()
        file.seek(0)
        await record.send(_start(answer, length))
        while piece := file.read(_MEMORY):
            await record.send(_body(piece))
        await record.send(_body(b"", more=False))


async def _while_there(
    work: Coroutine[None, None, None], receive: Receive, record: _Record
) -> None:
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
