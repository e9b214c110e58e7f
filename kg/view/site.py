"""The site of ``kg serve`` as one ASGI application."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.questions import Query
from kg.view import openapi
from kg.view.desk import Desk
from kg.view.endpoint import Dataset, Endpoint, Named
from kg.view.freshness import release
from kg.view.gate import LOCAL_ORIGIN, Access, Careful, Locked
from kg.view.lanes import Lanes
from kg.view.linked import Things
from kg.view.metrics import Counted, Metrics
from kg.view.pages import Pages

_SMALLEST_ZIPPED = 1000
_ZIP_LEVEL = 1  # a quarter larger than level 9, and no long answer keeps the others waiting


def application(
    lanes: Lanes,
    log: Callable[[str], None],
    *,
    access: Access | None = None,
    page: Callable[[], Path] | None = None,
    examples: Sequence[Query] = (),
) -> Starlette:
    """The site, over lanes that have been entered. See ``kg.view.serve.run``."""
    access = access or Access()
    desk, pages, metrics = Desk(lanes, log), Pages(page, examples), Metrics(lanes)
    things = Things(desk, pages)

    async def query(request: Request) -> Response:
        return pages.query(request)

    async def graph(request: Request) -> Response:
        return pages.graph(request)

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "workers": lanes.long.size, "free": lanes.long.free})

    async def figures(_: Request) -> Response:
        return metrics.answer()

    async def description(request: Request) -> Response:
        root = request.scope.get("root_path", "")
        return JSONResponse(openapi.document(examples, release(), root))

    async def failed(request: Request, error: Exception) -> Response:
        last = traceback.extract_tb(error.__traceback__)[-1]
        log(f"500 {request.url.path}: {error!r} at {Path(last.filename).name}:{last.lineno}")
        return PlainTextResponse("an error of this server; its log has more\n", 500)

    site = Starlette(
        exception_handlers={Exception: failed},
        routes=[
            Route("/", query),
            Route("/sparql", Endpoint(desk), methods=["GET", "POST"]),
            Route("/sparql.{format}", Endpoint(desk), methods=["GET", "POST"]),
            Route("/queries/{name}.{format}", Named(desk), methods=["GET"]),
            Route("/queries/{name}", Named(desk), methods=["GET"]),
            Route("/.well-known/void", Dataset(desk), methods=["GET"]),
            Route("/.well-known/void.{format}", Dataset(desk), methods=["GET"]),
            Route("/openapi.json", description),
            Route("/graph.html", graph),
            Route("/health", health),
            Route("/metrics", figures),
            Route("/{space:str}/{name:path}", things, methods=["GET"]),
        ],
        middleware=[
            Middleware(Counted, metrics),
            Middleware(Careful, access),
            _shared(access),
            Middleware(Locked, access),
            Middleware(GZipMiddleware, minimum_size=_SMALLEST_ZIPPED, compresslevel=_ZIP_LEVEL),
        ],
    )
    site.router.redirect_slashes = False
    return site


def _shared(access: Access) -> Middleware:
    """Which pages of other sites may read answers: any if all may, else those of this machine."""
    return Middleware(
        CORSMiddleware,
        allow_origins=["*"] if access.public else [],
        allow_origin_regex=None if access.public else LOCAL_ORIGIN,
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["Authorization", "Content-Type", "If-None-Match"],
        expose_headers=["Content-Location", "ETag", "Link", "Retry-After"],
    )
