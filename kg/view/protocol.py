"""What an HTTP request asks for under the SPARQL 1.1 Protocol (query operation)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.view.negotiation import NAMES, Formats, accepted, named

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_PARAMETERS = 1000


class Refusal(Exception):
    """A request that gets an error for an answer: the HTTP status and what to tell the client."""

    def __init__(self, status: int, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One query with its dataset. An empty ``query`` asks what this service is."""

    query: str
    base: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    formats: Formats


async def read(request: Request, most_bytes: int) -> Ask:
    """Read what a request asks.

    Parameters of the URL and of a posted form count alike. ``most_bytes`` bounds the body.

    Raises:
        Refusal: it asks nothing, two things at once, an update, or in words we do not know.
    """
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
        formats=_formats(request, [value for name, value in parameters if name == "format"]),
    )


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
    async for piece in request.stream():
        body += piece
        if len(body) > most_bytes:
            raise Refusal(413, f"a request may have {most_bytes:,} bytes at most")
    return bytes(body)


def _formats(request: Request, names: list[str]) -> Formats:
    if not names or not names[-1]:
        return accepted(", ".join(request.headers.getlist("accept")))
    formats = named(names[-1])
    if formats is None:
        raise Refusal(406, f"unknown format; known are {', '.join(NAMES)} and media types")
    return formats
