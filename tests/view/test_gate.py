from __future__ import annotations

import base64
import contextlib
import http.client
import http.server
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib

from kg.errors import KGError
from kg.view.gate import Access
from tests.view.running import Server, make_store, serving, web

TOKEN = "open-sesame-42:7"
ASK = {"query": "ASK {}"}


@pytest.mark.parametrize(
    ("access", "said"),
    [
        ({"host": "0.0.0.0"}, "--token SECRET, or --public"),
        ({"host": "::"}, "--token SECRET, or --public"),
        ({"host": "news.example"}, "--token"),
        ({"token": "short"}, "8 or more"),
        ({"token": ""}, "8 or more"),
        ({"token": "sésame ouvre-toi"}, "ASCII"),
        ({"token": TOKEN, "public": True}, "choose one"),
        ({"root": "ftp://news.example/"}, "--root-path"),
        ({"root": "/a//b"}, "--root-path"),
        ({"root": '/"><script>'}, "--root-path"),
    ],
)
def test_nobody_comes_in_by_accident(access: dict[str, Any], said: str) -> None:
    with pytest.raises(KGError, match=said):
        Access(**access).check()


@pytest.mark.parametrize(
    "access",
    [
        {},
        {"host": "::1"},
        {"host": "0.0.0.0", "token": TOKEN},
        {"host": "0.0.0.0", "public": True},
        {"root": "/graph"},
        {"root": "https://news.example/a/graph/"},
    ],
)
def test_what_is_said_clearly_is_allowed(access: dict[str, Any]) -> None:
    Access(**access).check()


@pytest.mark.parametrize(
    ("access", "host", "known"),
    [
        (Access(), "127.0.0.1:7878", True),
        (Access(), "192.0.2.7", False),
        (Access(), "news.example", False),
        (Access(root="https://news.example/graph"), "news.example", True),
        (Access(root="https://news.example/graph"), "NEWS.example:443", True),
        (Access(root="https://news.example/graph"), "evil.example", False),
        (Access(host="0.0.0.0", public=True), "192.0.2.7:7878", True),
        (Access(host="0.0.0.0", public=True), "[2001:db8::1]:7878", True),
        (Access(host="0.0.0.0", public=True), "evil.example", False),
        (Access(host="graph.example", public=True), "graph.example:7878", True),
        (Access(host="0.0.0.0", public=True), "192.0.2.7@evil.example", False),
    ],
)
def test_hosts(access: Access, host: str, known: bool) -> None:
    assert access.knows(host) is known


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize(
    ("shown", "admitted"),
    [
        (f"Bearer {TOKEN}", True),
        (f"bearer  {TOKEN}", True),
        (basic("anyone", TOKEN), True),
        (basic("", TOKEN), True),
        (basic(TOKEN, ""), False),
        (basic("anyone", TOKEN + "x"), False),
        (f"Bearer {TOKEN[:-1]}", False),
        ("Bearer", False),
        ("Basic ???", False),
        ("Basic /w==", False),
        (f"Digest {TOKEN}", False),
        ("", False),
    ],
)
def test_tokens(shown: str, admitted: bool) -> None:
    assert Access(token=TOKEN).admits(shown) is admitted


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gate")
    make_store(folder, "store", ["Ana Sørlie"])
    (folder / "graph.html").write_text("<!doctype html><title>graph</title>")
    return folder


@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%7B%7D", "/metrics", "/graph.html", "/x"])
def test_a_locked_server_opens_to_its_token_alone(locked: Server, path: str) -> None:
    refused = web.get(locked.address + path)
    assert refused.status_code == 401
    challenges = refused.headers.get_list("www-authenticate")
    assert [challenge.split()[0] for challenge in challenges] == ["Basic", "Bearer"]
    for authorization in (f"Bearer {TOKEN}", basic("me", TOKEN)):
        headers = {"authorization": authorization.encode("latin-1")}
        answer = web.get(locked.address + path, headers=headers)  # type: ignore[arg-type]
        assert answer.status_code == (404 if path == "/x" else 200)


def test_a_supervisor_needs_no_token(locked: Server) -> None:
    assert web.get(locked.address + "/health").json()["status"] == "ok"


def test_no_secret_in_the_log(locked: Server) -> None:
    web.get(locked.sparql, params=ASK, headers={"authorization": "Bearer not-this-one"})
    assert "not-this-one" not in locked.log and TOKEN not in locked.log


@pytest.fixture(scope="module")
def locked(folder: Path) -> Iterator[Server]:
    with serving(folder, workers=1, access={"token": TOKEN}) as running:
        yield running


def test_where_all_may_read_every_page_may(folder: Path) -> None:
    with serving(folder, workers=1, access={"host": "0.0.0.0", "public": True}) as running:
        local = f"http://127.0.0.1:{running.port}"
        origin = {"origin": "https://news.example"}
        answer = web.get(local + "/sparql", params=ASK, headers=origin)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert web.get(local, headers={"host": "evil.example"}).status_code == 421


# --- behind a reverse proxy --------------------------------------------------------------------


class Proxy(http.server.BaseHTTPRequestHandler):
    """A reverse proxy that shows a server under ``/graph``; what it adds and strips is its own."""

    server: Any

    def do_GET(self) -> None:
        path = self.path.removeprefix("/graph") if self.server.strips else self.path
        upstream = http.client.HTTPConnection("127.0.0.1", self.server.upstream)
        headers = {"Host": f"127.0.0.1:{self.server.upstream}", **self.server.adds}
        if accept := self.headers.get("Accept"):
            headers["Accept"] = accept
        with contextlib.closing(upstream):
            upstream.request("GET", path or "/", headers=headers)
            answer = upstream.getresponse()
            body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("date", "server", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def proxy(upstream: int, *, strips: bool, adds: dict[str, str]) -> Iterator[str]:
    server: Any = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    server.upstream, server.strips, server.adds = upstream, strips, adds
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/graph"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("root", "strips", "adds"),
    [
        ("", True, {"X-Forwarded-Prefix": "/graph"}),
        ("/graph", True, {}),
        ("/graph", False, {}),
        ("https://news.example/graph", True, {"Host": "news.example"}),
        ("https://news.example/graph", False, {"X-Forwarded-Proto": "https"}),
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses what it deprecates
def test_behind_a_proxy(folder: Path, root: str, strips: bool, adds: dict[str, str]) -> None:
    with (
        serving_under(folder, root) as port,
        proxy(port, strips=strips, adds=adds) as shown,
    ):
        assert web.get(shown + "/sparql.csv", params=ASK).text == "true"
        page = web.get(shown + "/")
        public = root if "://" in root else f"http://127.0.0.1:{port}/graph"
        assert f"<code>{public}/sparql</code>" in page.text
        thing = web.get(f"{shown}/id/person/Ana%20S%C3%B8rlie", headers={"accept": "text/html"})
        assert thing.status_code == 404 and 'href="../../"' in thing.text
        described = web.get(shown + "/sparql", headers={"accept": "text/turtle"})
        graph = rdflib.Graph().parse(data=described.text, format="turtle")
        endpoint = rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#endpoint")
        assert {str(o) for o in graph.objects(None, endpoint)} == {public + "/sparql"}


@contextlib.contextmanager
def serving_under(folder: Path, root: str) -> Iterator[int]:
    """A server that is told its root; its port is in the log only if its root has no host."""
    with contextlib.ExitStack() as stack:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port: int = free.getsockname()[1]
        stack.enter_context(serving(folder, workers=1, access={"root": root}, port=port))
        yield port


@pytest.mark.parametrize("prefix", ['/"><b>', "//evil.example", "/a/../b?", "https://evil.example"])
def test_a_strange_prefix_is_not_believed(folder: Path, prefix: str) -> None:
    with serving(folder, workers=1) as running:
        answer = web.get(running.address + "/", headers={"x-forwarded-prefix": prefix})
        assert answer.status_code == 200
        assert "evil" not in answer.text and "<b>" not in answer.text
