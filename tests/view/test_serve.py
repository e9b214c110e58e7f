"""The server as its clients see it: a process of its own, asked over the loopback interface."""

from __future__ import annotations

import base64
import concurrent.futures
import contextlib
import hashlib
import http.client
import io
import json
import os
import re
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pandas
import pytest
import rdflib

from kg.errors import KGError
from kg.view import serve
from tests.view.running import Server, make_store, serving, wait_for, web

PERSONS = "SELECT ?name { ?p a schema:Person ; rdfs:label ?name } ORDER BY ?name"
NUMBERS = "SELECT ?n { ?s <http://e/number> ?n }"
MANY = 40_000
ENDLESS_COUNT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS_ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    make_store(folder, "store", ["Ana Sørlie", 'Bo "Bob" Ek', "李明"], MANY)
    (folder / "graph.html").write_text("<!doctype html><title>graph</title>")
    with serving(folder, seconds=5, workers=2) as running:
        yield running


def test_curl_like_post_direct(server: Server) -> None:
    answer = web.post(
        server.sparql,
        content=PERSONS.encode(),
        headers={"content-type": "application/sparql-query", "accept": "text/csv"},
    )
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.splitlines()[0] == "name"


def test_page_of_this_machine_may_read_answers(server: Server) -> None:
    for origin, allowed in [
        ("http://localhost:8888", True),
        ("http://127.0.0.1", True),
        ("https://news.example", False),
        ("http://localhost.evil.example", False),
        ("null", False),
    ]:
        answer = web.get(server.sparql, params={"query": "ASK {}"}, headers={"origin": origin})
        assert (answer.headers.get("access-control-allow-origin") == origin) is allowed


# --- formats ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        ("ASK {}", "*/*", "application/sparql-results+json"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        (PERSONS, "text/csv", "text/csv; charset=utf-8"),
        (PERSONS, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("DESCRIBE <http://e/1>", "*/*", "text/turtle; charset=utf-8"),
        ("DESCRIBE <http://e/1>", "application/ld+json", "application/ld+json"),
        ("DESCRIBE <http://e/1>", "text/html, application/rdf+xml;q=0.9", "application/rdf+xml"),
        ("DESCRIBE <http://e/1>", "application/n-triples", "application/n-triples"),
    ],
)
def test_content_negotiation(server: Server, query: str, accept: str, media: str) -> None:
    answer = web.get(server.sparql, params={"query": query}, headers={"accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == media
    assert int(answer.headers["content-length"]) == answer.num_bytes_downloaded > 0


def test_head_has_the_headers_alone(server: Server) -> None:
    for query in (PERSONS, NUMBERS):
        answer = web.head(server.sparql, params={"query": query, "format": "csv"})
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("query", "parameters", "status", "said"),
    [
        ("SELECT * { ?s ?p }", {}, 400, "line 1, column 19"),
        ("", {}, 200, ""),
        ("ASK {}", {"update": "CLEAR ALL"}, 403, "read-only"),
        ("DELETE WHERE { ?s ?p ?o }", {}, 400, "line 1"),
        ("ASK { SERVICE <http://127.0.0.1:1/> {} }", {}, 403, "SERVICE"),
        ("ASK FROM <http://127.0.0.1:1/> {}", {}, 403, "FROM"),
        ("ASK {}", {"format": "excel"}, 406, "unknown format"),
        ("ASK {}", {"format": "turtle"}, 406, "text/csv"),
        ("DESCRIBE <http://e/1>", {"format": "csv"}, 406, "text/turtle"),
        ("ASK {}" + " " * 300_000, {}, 413, "300,000 bytes"),
        ("SELECT * " + "{" * 40_000 + "}" * 40_000, {}, 507, "memory"),
    ],
)
def test_refusals(
    server: Server, query: str, parameters: dict[str, str], status: int, said: str
) -> None:
    answer = server.ask(query, **parameters)
    if not query:
        answer = web.get(server.sparql)
    assert answer.status_code == status
    assert said in answer.text
    assert "Traceback" not in answer.text
    assert server.ask("ASK {}").text == "true"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods(server: Server, method: str) -> None:
    answer = web.request(method, server.sparql, content="ASK {}")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_update_is_forbidden_and_changes_nothing(server: Server) -> None:
    for content, kind in [
        ("DELETE WHERE { ?s ?p ?o }", "application/sparql-update"),
        (urlencode({"update": "DELETE WHERE { ?s ?p ?o }"}), "application/x-www-form-urlencoded"),
    ]:
        answer = web.post(server.sparql, content=content, headers={"content-type": kind})
        assert answer.status_code == 403
    assert server.ask("SELECT (COUNT(*) AS ?n) { ?s a ?c }").text.split() == ["n", "3"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses what it deprecates
def test_service_description(server: Server) -> None:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    for media, form in [("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("*/*", "n3")]:
        answer = web.get(server.sparql, headers={"accept": media})
        graph = rdflib.Graph().parse(data=answer.text, format=form)
        endpoint = rdflib.URIRef(server.sparql)
        assert (endpoint, sd.endpoint, endpoint) in graph
        assert (endpoint, rdflib.RDF.type, sd.Service) in graph
        assert (endpoint, sd.supportedLanguage, sd.SPARQL11Query) in graph


# --- limits -------------------------------------------------------------------------------------


def test_an_endless_query_is_ended_and_its_worker_replaced(server: Server) -> None:
    with concurrent.futures.ThreadPoolExecutor() as many:
        started = time.monotonic()
        endless = [many.submit(server.ask, ENDLESS_COUNT) for _ in range(2)]
        assert [job.result().status_code for job in endless] == [503, 503]
        assert 5 <= time.monotonic() - started < 12
    assert "longer than 5 s" in endless[0].result().text
    assert server.ask("ASK {}").text == "true"


def test_an_answer_cut_off_never_looks_whole(server: Server) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        server.ask(ENDLESS_ROWS)
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port)) as old:
        old._http_vsn, old._http_vsn_str = 10, "HTTP/1.0"  # type: ignore[attr-defined]
        old.request("GET", "/sparql?" + urlencode({"query": ENDLESS_ROWS, "format": "csv"}))
        assert old.getresponse().status == 503
    assert "cut off" in server.log


def test_http_1_0_gets_a_length(server: Server) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port)) as old:
        old._http_vsn, old._http_vsn_str = 10, "HTTP/1.0"  # type: ignore[attr-defined]
        old.request("GET", "/sparql?" + urlencode({"query": NUMBERS, "format": "csv"}))
        answer = old.getresponse()
        assert int(answer.headers["content-length"]) == len(answer.read())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to a cap of address space")
def test_a_query_that_takes_all_memory_gets_507(server: Server) -> None:
    greedy = f"SELECT * {{ {{ {NUMBERS} }} ?a ?b ?c }} ORDER BY ?c"
    assert server.ask(greedy).status_code == 507
    assert server.ask("ASK {}").text == "true"


def test_a_large_answer_comes_whole(server: Server) -> None:
    numbers = pandas.read_csv(io.StringIO(server.ask(NUMBERS).text))
    assert sorted(numbers["n"]) == list(range(MANY))


def test_a_slow_reader_gets_the_whole_answer(server: Server) -> None:
    wide = f"SELECT ?n ('{'x' * 400}' AS ?t) {{ ?s <http://e/number> ?n }}"  # 16 MB
    with web.stream("GET", server.sparql, params={"query": wide, "format": "csv"}) as answer:
        pieces = answer.iter_bytes()
        first = next(pieces)
        time.sleep(5.5)  # longer than a query may compute
        rest = b"".join(pieces)
    assert (first + rest).count(b"\r\n") == MANY + 1


def test_no_answer_waits_for_a_receipt(server: Server) -> None:
    """A delayed acknowledgement would cost every answer 40 ms."""
    taken = []
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port)) as client:
        for _ in range(20):
            started = time.perf_counter()
            client.request("GET", "/sparql?query=ASK%7B%7D")
            client.getresponse().read()
            taken.append(time.perf_counter() - started)
    assert min(taken) < 0.03


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[Server]:
    """A server with one worker and all the time in the world."""
    make_store(tmp_path, "store", ["Ana"], 3000)
    with serving(tmp_path, seconds=60, workers=1) as running:
        yield running


@pytest.mark.parametrize("query", [ENDLESS_COUNT, ENDLESS_ROWS])
def test_a_client_that_goes_frees_its_worker(patient: Server, query: str) -> None:
    target = "/sparql?" + urlencode({"query": query, "format": "csv"})
    with socket.create_connection(("127.0.0.1", patient.port)) as client:
        client.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_for(lambda: web.get(patient.address + "/health").json()["free"] == 0)
    wait_for(lambda: web.get(patient.address + "/health").json()["free"] == 1)
    assert patient.ask("ASK {}").text == "true"
    assert "client left" in patient.log


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_workers_end_with_a_server_that_is_killed(patient: Server) -> None:
    idle = children(patient.process.pid)
    assert len(idle) == 2
    patient.process.kill()
    wait_for(lambda: not any(map(alive, idle)))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_busy_workers_end_too_when_their_time_is_up(tmp_path: Path) -> None:
    make_store(tmp_path, "store", [], 3000)
    with serving(tmp_path, seconds=1, workers=1) as server:
        with (
            concurrent.futures.ThreadPoolExecutor() as one,
            contextlib.suppress(httpx.HTTPError),
        ):
            asked = one.submit(server.ask, ENDLESS_COUNT)
            wait_for(lambda: web.get(server.address + "/health").json()["free"] == 0)
            workers = children(server.process.pid)
            server.process.kill()
            asked.result()
        wait_for(lambda: not any(map(alive, workers)), 10)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_stops_when_asked(patient: Server, stop: signal.Signals) -> None:
    with concurrent.futures.ThreadPoolExecutor() as one:
        asked = one.submit(patient.ask, ENDLESS_COUNT)
        wait_for(lambda: web.get(patient.address + "/health").json()["free"] == 0)
        patient.process.send_signal(stop)
        assert patient.process.wait(15) == 0
        with contextlib.suppress(httpx.HTTPError):
            asked.result()
    assert "Traceback" not in patient.log


# --- rebuilds -----------------------------------------------------------------------------------


def test_a_new_store_is_served_and_no_request_dropped(tmp_path: Path) -> None:
    make_store(tmp_path, "store-0", ["Person 0"])
    done = False

    def ask_on() -> list[tuple[int, str]]:
        got = []
        while not done:
            answer = server.ask(PERSONS)
            got.append((answer.status_code, answer.text))
        return got

    with (
        serving(tmp_path, seconds=20, workers=2) as server,
        concurrent.futures.ThreadPoolExecutor() as clients,
    ):
        running = [clients.submit(ask_on) for _ in range(2)]
        for build in range(1, 4):
            make_store(tmp_path, f"store-{build}", [f"Person {build}"])
            assert server.ask(PERSONS).text.split("\r\n")[1] == f"Person {build}"
            shutil.rmtree(tmp_path / f"store-{build - 1}")
        done = True
        got = [answer for client in running for answer in client.result()]
    assert {status for status, _ in got} == {200}
    assert {text.split("\r\n")[1] for _, text in got} >= {"Person 1", "Person 3"}


# --- who may come in, and pages -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:7878", 200),
        ("LOCALHOST", 200),
        ("[::1]:7878", 200),
        ("news.example", 421),
        ("localhost.news.example", 421),
        ("127.0.0.1.news.example:80", 421),
        ("127.0.0.1:80@news.example", 421),
        ("", 421),
    ],
)
@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%7B%7D", "/graph.html", "/health"])
def test_only_local_names(server: Server, host: str, status: int, path: str) -> None:
    answer = web.get(server.address + path, headers={"host": host})
    assert answer.status_code == status


def test_a_port_in_use(server: Server) -> None:
    with pytest.raises(KGError, match=f"{server.port}.*another --port"):
        serve.run(lambda _: [], Path, log=lambda _: None, port=server.port)


def test_page_to_query_on(server: Server) -> None:
    answer = web.get(server.address)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "All &lt;b&gt;persons&lt;/b&gt;" in answer.text
    assert "</script> too" not in answer.text
    assert f"<code>{server.sparql}</code>" in answer.text
    assert re.findall(r"""(?:src|href|action)=["'](https?:)?//""", answer.text) == []


def test_style_and_script_of_the_page_are_allowed_by_its_policy(server: Server) -> None:
    answer = web.get(server.address)
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", answer.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]


def test_browser_at_the_endpoint_is_shown_the_page(server: Server) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    answer = web.get(server.sparql, headers=browser, follow_redirects=True)
    assert str(answer.url) == server.address + "/"


def test_graph_page_and_health(server: Server) -> None:
    page = web.get(server.address + "/graph.html")
    assert "<title>graph</title>" in page.text
    assert "default-src" not in page.headers["content-security-policy"]
    assert web.get(server.address + "/health").json()["status"] == "ok"
    (server.folder / "graph.html").rename(server.folder / "away")
    assert web.get(server.address + "/graph.html").status_code == 404
    (server.folder / "away").rename(server.folder / "graph.html")


@pytest.mark.parametrize("path", ["/", "/sparql", "/graph.html", "/health", "/nothing"])
def test_careful_headers(server: Server, path: str) -> None:
    headers = web.get(server.address + path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_log_has_one_clean_line_a_query(server: Server) -> None:
    before = server.log
    server.ask("SELECT ?x { \r\n ?x ?p '\x1b[31mred\u202e\u2028' } #" + "y" * 1000)
    wait_for(lambda: len(server.log) > len(before))
    line = server.log.removeprefix(before)
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d 200 \d+ ms \d+ B SELECT \?x { \?x \?p ' ?\[31mred ?' } #y{10,200}\n",
        line,
    )
    json.dumps(line)
    assert os.linesep in line
