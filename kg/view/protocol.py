"""What an HTTP request asks for under the SPARQL 1.1 Protocol (query operation)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.view.negotiation import NAMES, Formats, accepted, named

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_PARAMETERS = 1000
_BODY_SECONDS = 60


class Refusal(Exception):
    """A request that gets an error for an answer: the HTTP status and what to tell the client.

    ``retry_after`` is in seconds; ``close`` has ``iri`` and ``label`` of what may be meant instead.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        retry_after: int | None = None,
        close: Sequence[dict[str, str]] = (),
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.retry_after = retry_after
        self.close = close


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One query with its dataset, one that the package has a name for (``named``) with the values
    of its parameters, or one ``thing`` (an IRI) to be described.

    An empty ``query`` without those asks what this service is. ``base`` resolves relative IRIs.
    """

    base: str
    formats: Formats
    query: str = ""
    thing: str = ""
    named: str = ""
    values: tuple[tuple[str, str], ...] = field(default=())
    default_graphs: tuple[str, ...] = field(default=())
    named_graphs: tuple[str, ...] = field(default=())


async def read(request: Request, most_bytes: int) -> Ask:
    """Read what a request asks.

    Parameters of the URL and of a posted form count alike. ``most_bytes`` bounds the URL's
    parameters, and the body.

    Raises:
        Refusal: it asks nothing, two things at once, an update, or in words we do not know.
    """
    if len(request.scope["query_string"]) > most_bytes:
        raise Refusal(414, f"an address may have {most_bytes:,} bytes at most; POST the query")
    parameters = _parameters(request.scope["query_string"])
    if request.method == "POST":
        parameters += await _posted(request, most_bytes)
    if any(name == "update" for name, _ in parameters):
        raise _read_only()
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) > 1 or (request.method == "POST" and not queries):
        raise Refusal(400, f"send exactly one query, not {len(queries)}")
    return Ask(
        query=queries[0] if queries else "",
        base=str(request.url.replace(query="", fragment="")),
        default_graphs=tuple(v for name, v in parameters if name == "default-graph-uri" and v),
        named_graphs=tuple(v for name, v in parameters if name == "named-graph-uri" and v),
        formats=formats(request, [value for name, value in parameters if name == "format"]),
    )


def read_named(request: Request, most_bytes: int) -> Ask:
    """Read which named query a request asks, and the values that narrow it.

    Raises:
        Refusal: the address is too long, not UTF-8, or names no format that there is.
    """
    if len(request.scope["query_string"]) > most_bytes:
        raise Refusal(414, f"an address may have {most_bytes:,} bytes at most")
    parameters = _parameters(request.scope["query_string"])
    return Ask(
        named=request.path_params["name"],
        values=tuple((name, value) for name, value in parameters if name != "format"),
        base=str(request.url.replace(query="", fragment="")),
        formats=formats(request, [value for name, value in parameters if name == "format"]),
    )


def formats(request: Request, names: Sequence[str] = ()) -> Formats:
    """What a request wants to be answered in: by ``?format=``, by its path's suffix, by Accept.

    Raises:
        Refusal: there is no such format.
    """
    name = (names[-1] if names else "") or request.path_params.get("format", "")
    if not name:
        accepts = request.headers.getlist("accept")
        return accepted(", ".join(accepts) if accepts else None)
    found = named(name)
    if found is None:
        raise Refusal(406, f"unknown format; known are {', '.join(NAMES)} and media types")
    return found


def _read_only() -> Refusal:
    return Refusal(403, "this endpoint is read-only: it answers queries and takes no updates")


def _parameters(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_PARAMETERS,
        )
    except UnicodeDecodeError as error:
        raise Refusal(400, "the parameters are not percent-encoded UTF-8") from error
    except ValueError as error:
        raise Refusal(400, f"more than {_MOST_PARAMETERS} parameters") from error


async def _posted(request: Request, most_bytes: int) -> list[tuple[str, str]]:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == _UPDATE:
        raise _read_only()
    if kind not in (_FORM, _QUERY):
        raise Refusal(415, f"send the query as {_QUERY} or {_FORM}")
    body = await _body(request, most_bytes)
    if kind == _FORM:
        return _parameters(body)
    try:
        return [("query", body.decode("utf-8"))]
    except UnicodeDecodeError as error:
        raise Refusal(400, "the query is not UTF-8") from error


async def _body(request: Request, most_bytes: int) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > most_bytes:
                    raise Refusal(413, f"a request may have {most_bytes:,} bytes at most")
    except TimeoutError as error:
        raise Refusal(408, f"the request was not whole in {_BODY_SECONDS} s") from error
    return bytes(body)
