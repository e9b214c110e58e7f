"""SPARQL servers that the tests start: two engines that are not ours, and one that misbehaves."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests

VIRTUOSO = shutil.which("virtuoso-t")
ROWS = 200
"""How many rows our Virtuoso gives at most."""

_INI = """
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = v-temp.db
TransactionFile = v-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port: int = server.getsockname()[1]
        return port


@contextmanager
def oxigraph(folder: Path, port: int | None = None) -> Iterator[str]:
    """An Oxigraph server: /query, /update, /store."""
    port = port or free_port()
    program = str(Path(sys.executable).with_name("oxigraph"))
    line = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with _running(line, folder.parent, f"http://127.0.0.1:{port}") as address:
        yield address


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """A Virtuoso: /sparql, /sparql-graph-crud-auth, /sparql-auth; user dba, password dba."""
    http = free_port()
    text = _INI.format(sql=free_port(), http=http, rows=ROWS)
    (folder / "virtuoso.ini").write_text(text, encoding="utf-8")
    line = [str(VIRTUOSO), "+configfile", "virtuoso.ini", "+foreground"]
    with _running(line, folder, f"http://127.0.0.1:{http}") as address:
        yield address


@contextmanager
def _running(line: list[str], folder: Path, address: str) -> Iterator[str]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(line, cwd=folder, stdout=quiet, stderr=quiet) as process:
        try:
            _await(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(30)


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            requests.get(address, timeout=5).close()
            return
        except requests.RequestException:
            assert process.poll() is None and time.monotonic() < deadline, process.args
            time.sleep(0.05)


class Handler(BaseHTTPRequestHandler):
    """Hands every request to the function ``answer`` of the server; keeps what was asked."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.body = self.rfile.read(length)
        server: Moody = self.server  # type: ignore[assignment]
        server.seen.append(self)
        server.answer(self)

    do_GET = do_PUT = do_DELETE = do_POST  # noqa: N815

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Moody(ThreadingHTTPServer):
    """A server on 127.0.0.1 that answers as its test says."""

    daemon_threads = True

    def __init__(self, answer: Callable[[Handler], None]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self.seen: list[Handler] = []
        self.address = f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """A client that went away is no error."""


@contextmanager
def moody(answer: Callable[[Handler], None]) -> Iterator[Moody]:
    with Moody(answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def through(server: str, mood: Callable[[int], str]) -> Callable[[Handler], None]:
    """A server before another one; ``mood`` says what it does with the n-th change."""
    count = 0

    def answer(request: Handler) -> None:
        nonlocal count
        change = not request.path.startswith("/query")
        count += change
        what = mood(count) if change else "pass on"
        if what == "busy":
            request.reply(503, b"busy")
            return
        if what == "hang up":
            request.hang_up()
            return
        if what != "swallow":
            kept = {"Content-Type", "Accept"}
            headers = {name: value for name, value in request.headers.items() if name in kept}
            there = requests.request(
                request.command, server + request.path, data=request.body, headers=headers
            )
        if what == "hang up after":
            request.hang_up()
        elif what == "swallow":
            request.reply(204)
        else:
            media = there.headers.get("Content-Type", "")
            request.reply(there.status_code, there.content, Content_Type=media)

    return answer
