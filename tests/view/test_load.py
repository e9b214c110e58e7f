"""The server under a load of seconds, and under whatever a fuzzer sends.

``tests/bench/serve.py`` puts the same load on it for a minute, with two hundred clients.
"""

from __future__ import annotations

import contextlib
import http.client
import importlib.util
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.view.running import Server, serving, use, web


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    path = Path(__file__).parents[1] / "bench" / "serve.py"
    spec = importlib.util.spec_from_file_location("bench_serve", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_serve"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, bench: ModuleType) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("load")
    store = ox.Store(str(folder / "store"))
    store.bulk_extend(bench.events(2000))
    store.flush()
    del store
    use(folder, "store")
    (folder / "graph.html").write_text("<!doctype html>")
    with serving(folder, seconds=1, workers=2) as running:
        yield running


def test_every_answer_is_right_or_a_clear_refusal(server: Server, bench: ModuleType) -> None:
    before = bench.memory(server.process.pid) if Path("/proc/self/task").exists() else 0
    seen = bench.asyncio_load(
        server.sparql, bench.Load(seconds=6, simple=4, greedy=20, events=2000)
    )
    assert seen.wrong == []
    assert seen.simple
    assert (
        seen.answers["cross product 503"]
        and seen.answers["endless stream 503"] + seen.answers["endless stream cut off"]
    )
    assert web.get(server.address + "/health").json()["status"] == "ok"
    assert server.ask("ASK {}").text == "true"
    if before:
        assert bench.memory(server.process.pid) < before + 200


PATHS = st.one_of(
    st.sampled_from(
        ["/", "/sparql", "/sparql.csv", "/sparql.{}", "/id/", "/id/person/x", "/metrics"]
    ),
    st.sampled_from(["/.well-known/void", "/.well-known/void.nt", "/event-type/AID", "/health"]),
    st.text(max_size=30).map(lambda text: "/id/" + quote(text)),
    st.binary(max_size=20).map(lambda data: "/" + quote(data)),
)
WORDS = st.one_of(
    st.sampled_from(["ASK {}", "SELECT * { ?s ?p ?o } LIMIT 1", "DESCRIBE <x:y>", "CLEAR ALL"]),
    st.sampled_from(["ASK { SERVICE <x:y> {} }", "ASK FROM <x:y> {}", "SELECT * {", "BASE <", ""]),
    st.text(max_size=80),
    st.from_regex(
        r"(SELECT|ASK|CONSTRUCT)( \?\w| \*)? *\{( [?<]?\w+[>:]?){0,6} *\}?", fullmatch=True
    ),
)
NAMES = st.sampled_from(
    ["query", "update", "format", "default-graph-uri", "named-graph-uri", "using-graph-uri", "x"]
)
PAIRS = st.lists(st.tuples(NAMES, WORDS), max_size=4)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Accept": st.one_of(
            st.sampled_from(["text/html", "text/turtle", "*/*;q=x", "a/b, text/csv;q=2", ",;,"]),
            st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=20),
        ),
        "Accept-Encoding": st.sampled_from(["gzip", "identity", "gzip;q=0", "*"]),
        "Content-Type": st.sampled_from(
            ["application/x-www-form-urlencoded", "application/sparql-query", "text/plain", "", "a"]
        ),
        "If-None-Match": st.sampled_from(["*", '"x"', 'W/"x", W/', ""]),
        "Origin": st.sampled_from(["http://localhost", "null", "https://e.example"]),
        "X-Forwarded-Prefix": st.sampled_from(["/a", "/a/", "//a", "a", "/a?b"]),
        "X-Forwarded-Proto": st.sampled_from(["https", "ftp", ""]),
    },
)


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    method=st.sampled_from(["GET", "GET", "POST", "POST", "HEAD", "OPTIONS", "PUT", "DELETE"]),
    path=PATHS,
    parameters=PAIRS,
    headers=HEADERS,
    body=st.one_of(st.none(), st.binary(max_size=60), PAIRS),
)
def test_nothing_that_is_sent_is_an_error_of_the_server(
    server: Server,
    method: str,
    path: str,
    parameters: list[tuple[str, str]],
    headers: dict[str, str],
    body: bytes | list[tuple[str, str]] | None,
) -> None:
    target = path + ("?" + encoded(parameters) if parameters else "")
    content = encoded(body).encode() if isinstance(body, list) else body
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port)) as client:
        client.request(method, target, body=content, headers=headers)
        answer = client.getresponse()
        answer.read()
    assert answer.status < 500 or answer.status in (503, 507), (method, target, headers, body)


def encoded(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in pairs)


@pytest.mark.parametrize(
    "sent",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /sparql HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET /sparql?query=\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET http://evil.example/sparql HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
    ],
)
def test_what_is_no_http_is_refused(server: Server, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(sent)
        client.shutdown(socket.SHUT_WR)
        head = b""
        with contextlib.suppress(ConnectionError):
            while piece := client.recv(65536):
                head += piece
    assert not head.startswith(b"HTTP/1.1 5")
    assert server.ask("ASK {}").text == "true"
