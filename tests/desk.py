"""A reconciliation service on this machine, and what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

SPACE = "http://data.example/entity/"
KNOWN = {
    "Ana Silva": [
        {"id": "Q1", "name": "Ana Silva", "score": 99, "match": True, "description": "senator"},
        {"id": "Q2", "name": "Ana Silva", "score": 60, "match": False},
    ],
    "Rui Costa": [{"id": "Q3", "name": "Rui Costa", "score": 70, "match": False}],
}


@dataclass
class Desk:
    """What the service says of itself, what it was asked, and when (seconds)."""

    url: str = ""
    manifest: Any = field(
        default_factory=lambda: {"versions": ["0.2"], "name": "d", "identifierSpace": SPACE}
    )
    asked: list[dict[str, Any]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    """Answers to give before any proper one: status, headers, body."""

    def answer(self, body: str) -> tuple[int, dict[str, str], bytes]:
        """The answer to a posted form."""
        queries = json.loads(parse_qs(body)["queries"][0])
        self.asked.append(queries)
        if self.answers:
            return self.answers.pop(0)
        found = {key: {"result": KNOWN.get(q["query"], [])} for key, q in queries.items()}
        return 200, {}, json.dumps(found).encode()


@contextmanager
def serving() -> Iterator[Desk]:
    """A desk that answers at its ``url`` until the block ends."""
    desk = Desk()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200, {}, json.dumps(desk.manifest).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send(*desk.answer(body))

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            desk.times.append(time.monotonic())
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    desk.url = f"http://127.0.0.1:{server.server_port}/reconcile"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield desk
    server.shutdown()
    thread.join()
    server.server_close()
