"""The web server of ``kg serve``: the SPARQL endpoint, a page about it, and the graph page.

For this machine only: it binds to a loopback address and answers only requests that name one
as their host, so that no web site can reach it by a name of its own (DNS rebinding). Pages
of other origins may read answers only if they too come from this machine.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import re
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KGError
from kg.iris import PREFIXES
from kg.view.endpoint import Endpoint, Limits
from kg.view.workers import Pool

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
_ORIGIN = r"https?://(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?"
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}
# The graph page brings its own policy; this one only adds what a page cannot say of itself.
_PAGE_POLICY = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'none'"
_GRACE_SECONDS = 3


def run(
    command: Callable[[Path], Sequence[str]],
    current: Callable[[], Path],
    *,
    log: Callable[[str], None],
    host: str = "127.0.0.1",
    port: int = 7878,
    page: Callable[[], Path] | None = None,
    examples: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        command: the command line of a query worker for a store folder.
        current: the store folder as of now; asked for every query.
        log: takes one line at the start and one for each query.
        host: a loopback name or address.
        port: 0 takes any free port.
        page: the graph page as of now, shown at ``/graph.html``.
        examples: queries to start from, by title.
        limits: of a query, see ``Limits``.

    Raises:
        KGError: the address cannot be had, or no worker starts on the store.
    """
    listener = _listen(host, port)
    limits = limits or Limits()
    pool = Pool(command, current, size=limits.workers, waiting=limits.waiting)
    site = application(pool, limits, log, page=page, examples=examples or {})
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}"

    async def serve() -> None:
        async with pool:
            log(f"SPARQL at {address}/sparql, how to query it at {address}/ (Ctrl-C ends it)")
            with _signals_at_rest():
                await uvicorn.Server(_settings(site)).serve(sockets=[listener])

    with listener, contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())


def application(
    pool: Pool,
    limits: Limits,
    log: Callable[[str], None],
    *,
    page: Callable[[], Path] | None,
    examples: Mapping[str, str],
) -> Starlette:
    """The site as an ASGI application, over a pool that has been entered."""
    pages = _Pages(pool, page, examples)
    return Starlette(
        routes=[
            Route("/", pages.about),
            Route("/sparql", Endpoint(pool, limits, log), methods=["GET", "POST"]),
            Route("/graph.html", pages.graph),
            Route("/health", pages.health),
        ],
        middleware=[
            Middleware(_Careful),
            Middleware(
                CORSMiddleware, allow_origin_regex=_ORIGIN, allow_methods=["GET", "HEAD", "POST"]
            ),
        ],
    )


class _Pages:
    """Everything that is not the endpoint itself."""

    def __init__(
        self, pool: Pool, page: Callable[[], Path] | None, examples: Mapping[str, str]
    ) -> None:
        self._pool = pool
        self._page = page
        self._examples = examples

    async def about(self, request: Request) -> Response:
        """How to query, for people."""
        style, policy = _style()
        html = (
            _environment()
            .get_template("endpoint.html")
            .render(
                style=style,
                endpoint=str(request.url.replace(path="/sparql", query="", fragment="")),
                has_page=self._page is not None,
                prefixes=sorted(PREFIXES.items()),
                first=next(iter(self._examples.values()), "SELECT * { ?s ?p ?o } LIMIT 10"),
                examples=[
                    (title, "sparql?" + urlencode({"query": query}))
                    for title, query in self._examples.items()
                ],
            )
        )
        return HTMLResponse(html, headers={"content-security-policy": policy})

    async def graph(self, _: Request) -> Response:
        """The graph page of the current build."""
        path = self._page() if self._page else None
        if path is None or not path.is_file():
            return PlainTextResponse("no graph page has been built\n", 404)
        return FileResponse(path, headers={"content-security-policy": _PAGE_POLICY})

    async def health(self, _: Request) -> Response:
        """Whether queries are answered: for supervisors."""
        return JSONResponse({"status": "ok", "workers": self._pool.size, "free": self._pool.free})


class _Careful:
    """Refuses requests for other hosts, and adds the headers that keep browsers careful."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        hosts = Headers(scope=scope).getlist("host")
        if all(_HOST.fullmatch(host) for host in hosts):
            await self._app(scope, receive, careful)
        else:
            refused = PlainTextResponse("this server answers to localhost only\n", 421)
            await refused(scope, receive, careful)


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("kg.view"), autoescape=True, undefined=StrictUndefined)


@cache
def _style() -> tuple[Markup, str]:
    """The page's own style sheet, and the policy that allows it and nothing else."""
    css = _environment().get_template("endpoint.css").render()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return Markup(css), policy


def _listen(host: str, port: int) -> socket.socket:
    if host.lower() not in _LOOPBACK:
        raise KGError(f"cannot serve on {host}: only this machine may query, use 127.0.0.1")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
        # Connections inherit it. Without, each answer's body waits 40 ms for the head's receipt.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except (OSError, OverflowError) as error:
        raise KGError(f"cannot serve on {host}:{port}: {error}; choose another --port") from error


def _settings(site: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        site,
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )


@contextlib.contextmanager
def _signals_at_rest() -> Iterator[None]:
    """Let a signal that the server has handled end there: it sends it once more when it ends."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handled = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, lambda *_: None) for number in handled}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
