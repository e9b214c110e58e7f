"""Linked data: every IRI of the graph opens at its path here, for people and for programs.

An IRI such as ``https://w3id.org/newsgraph/id/country/VEN`` names a country, which no server can
send; what is at ``/id/country/VEN`` here is the document about it. Redirecting from the one to
the other (303 in "Cool URIs for the Semantic Web") is the part of whoever answers at the IRI's
own address. The document is negotiated by the Accept header and says by ``Content-Location``
under which address each form of it is always had: the same path with ``.html``, ``.ttl``,
``.jsonld``, ``.nt`` or ``.rdf`` added.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from kg.iris import EVENT_TYPE, ID
from kg.view.delivery import Record, unchanged
from kg.view.desk import Desk, Work
from kg.view.freshness import had, tag
from kg.view.negotiation import Formats, best
from kg.view.pages import Pages
from kg.view.protocol import Ask, Refusal

HTML = "text/html"
SUFFIXES = {
    "html": HTML,
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
_SUFFIX_OF = {media: suffix for suffix, media in SUFFIXES.items()}
# Browsers ask for HTML by name; who takes anything is a program.
_OFFERS = (
    *("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"),
    *("application/json", HTML),
)
_SPACES = {"id": ID, "event-type": EVENT_TYPE}


class Things:
    """The documents about the things of the graph, its terms among them."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as ASGI has it."""
        await self._desk.serve(Request(scope, receive), send, self._read)

    async def _read(self, request: Request, record: Record) -> Work:
        space, name = request.path_params["space"], request.path_params.get("name", "")
        if space not in _SPACES:
            raise Refusal(404, "there is nothing at this address")
        name, media = _wanted(name, request.headers)
        record.asked = f"/{space}/{name}"
        if media is None:
            raise Refusal(406, f"this is to be had as {', '.join(SUFFIXES.values())}")
        graph = None if media == HTML else media
        ask = Ask(
            thing=_SPACES[space] + name,
            base=str(request.url),
            formats=Formats(table=None, graph=graph),
        )
        place = quote(name.rsplit("/", 1)[-1] or space) + "." + _SUFFIX_OF.get(media, "jsonld")
        if media == HTML:
            return self._page(request, ask, record, place)
        return self._desk.answer(request, ask, record, content_location=place)

    async def _page(self, request: Request, ask: Ask, record: Record, place: str) -> None:
        etag = tag(self._desk.lanes.current, ask)
        if etag and had(request, etag):
            return await unchanged(etag)(request.scope, request.receive, record.send)
        try:
            thing = await self._asked(ask)
        except Refusal as refusal:
            if refusal.status != 404:
                raise
            response = self._pages.unknown(request, ask.thing, refusal.close)
        else:
            response = self._pages.thing(request, thing)
            response.headers.update(_headers(place, etag))
        return await response(request.scope, request.receive, record.send)

    async def _asked(self, ask: Ask) -> dict[str, Any]:
        answer = await self._desk.lanes.begin(ask)
        try:
            thing: dict[str, Any] = json.loads(b"".join([p async for p in answer.pieces()]))
            return thing
        finally:
            answer.close()


def _wanted(name: str, headers: Headers) -> tuple[str, str | None]:
    """The name without its suffix, and the media type that is asked for."""
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix in SUFFIXES:
        return stem, SUFFIXES[suffix]
    return name, best(", ".join(headers.getlist("accept")), _OFFERS)


def _headers(place: str, etag: str | None) -> dict[str, str]:
    links = ", ".join(
        f'<{place.rpartition(".")[0]}.{suffix}>; rel="alternate"; type="{media}"'
        for suffix, media in SUFFIXES.items()
        if media != HTML
    )
    fresh = {"cache-control": "no-cache", "vary": "Accept", "content-location": place}
    return fresh | {"link": links} | ({"etag": etag} if etag else {})
