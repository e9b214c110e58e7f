"""The web server of ``kg serve``: runs the site over a pool of query workers."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from kg.errors import KGError
from kg.questions import Query
from kg.view.answers import Limits
from kg.view.gate import Access
from kg.view.lanes import Lanes
from kg.view.site import application

_GRACE_SECONDS = 3
_MOST_CONNECTIONS = 1000
_IDLE_SECONDS = 30
_HEAD_BYTES = 1 << 16


def run(
    command: Callable[[Path], Sequence[str]],
    current: Callable[[], Path],
    *,
    log: Callable[[str], None],
    access: Access | None = None,
    port: int = 7878,
    page: Callable[[], Path] | None = None,
    examples: Sequence[Query] = (),
    limits: Limits | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        command: the command line of a query worker for a store folder.
        current: the store folder as of now; asked for every query.
        log: takes one line at the start and one for each query.
        access: where to listen and who may come in; by default this machine alone.
        port: 0 takes any free port.
        page: the graph page as of now, shown at ``/graph.html``.
        examples: queries to start from.
        limits: of a query, see ``Limits``.

    Raises:
        KGError: the address cannot be had, others might come in by accident, or no worker
            starts on the store.
    """
    access, limits = access or Access(), limits or Limits()
    access.check()
    listener = _listen(access.host, port)
    lanes = Lanes(command, current, limits)
    site = application(lanes, log, access=access, page=page, examples=examples)
    address = access.root if "://" in access.root else _address(listener, access)

    async def serve() -> None:
        async with lanes:
            start = address.rstrip("/")
            log(f"SPARQL at {start}/sparql, how to query it at {start}/ (Ctrl-C ends it)")
            with _signals_at_rest():
                await uvicorn.Server(_settings(site, limits)).serve(sockets=[listener])

    with listener, contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())


def _address(listener: socket.socket, access: Access) -> str:
    shown = f"[{access.host}]" if ":" in access.host else access.host
    return f"http://{shown}:{listener.getsockname()[1]}{access.prefix}"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=_MOST_CONNECTIONS)
        # Connections inherit it. Without, each answer's body waits 40 ms for the head's receipt.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except (OSError, OverflowError) as error:
        raise KGError(f"cannot serve on {host}:{port}: {error}; choose another --port") from error


def _settings(site: ASGIApp, limits: Limits) -> uvicorn.Config:
    return uvicorn.Config(
        site,
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        http="h11",
        # An address up to the limit, and a little above it so that we can say that it is.
        h11_max_incomplete_event_size=2 * limits.request_bytes + _HEAD_BYTES,
        timeout_keep_alive=_IDLE_SECONDS,
        limit_concurrency=_MOST_CONNECTIONS,
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
