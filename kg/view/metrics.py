"""What a supervisor measures, as Prometheus reads it."""

from __future__ import annotations

import time
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.view.lanes import Lanes

_PARTS = ("sparql", "id", "event-type", "ontology", "graph.html", "health", "metrics")
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """Counts of one server, in a registry of its own."""

    def __init__(self, lanes: Lanes) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "newsgraph_requests",
            "Requests by part of the site and status.",
            ("part", "status"),
            registry=self._registry,
        )
        self.seconds = Histogram(
            "newsgraph_request_seconds",
            "Time until an answer was sent.",
            ("part",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        lane = self._gauge("workers", "Query workers.")
        free = self._gauge("workers_free", "Query workers without work.")
        waiting = self._gauge("queries_waiting", "Queries that wait for a worker.")
        replaced = self._gauge("workers_replaced", "Workers ended in a query.")
        for name, pool in (("quick", lanes.quick), ("long", lanes.long)):
            lane.labels(name).set(pool.size)
            free.labels(name).set_function(partial(getattr, pool, "free"))
            waiting.labels(name).set_function(partial(getattr, pool, "waiting"))
            replaced.labels(name).set_function(partial(getattr, pool, "replaced"))
        waiting.labels("trial").set_function(partial(getattr, lanes, "on_trial"))

    def answer(self) -> Response:
        """All figures as text."""
        return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    def _gauge(self, name: str, about: str) -> Gauge:
        return Gauge(f"newsgraph_{name}", about, ("lane",), registry=self._registry)


class Counted:
    """Counts each request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and count it when it has been answered."""
        status, since = "-", time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal status
            status = str(message.get("status", status))
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            part = _part(scope["path"].removeprefix(scope.get("root_path", "")))
            self._metrics.requests.labels(part, status).inc()
            self._metrics.seconds.labels(part).observe(time.perf_counter() - since)


def _part(path: str) -> str:
    """The part of the site that a path belongs to: one of few, whatever is asked."""
    first = path.split("/")[1] if "/" in path else ""
    name = "sparql" if first.startswith("sparql.") else first
    return name if name in _PARTS else "page" if path == "/" else "other"
