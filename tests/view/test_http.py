"""What HTTP gives beside the answers: compression, freshness, suffixes, limits of rows, figures."""

from __future__ import annotations

import contextlib
import http.client
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pandas
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.view.running import Server, make_store, serving, web

NUMBERS = "SELECT ?n { ?s <http://e/number> ?n }"
GRAPH = "CONSTRUCT { ?s <http://e/is> ?n } WHERE { ?s <http://e/number> ?n }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("http")
    make_store(folder, "store", ['Bo "Bob" },{ Ek\n<result>', "b"], 5000)
    with serving(folder, seconds=20, workers=2, rows=5000) as running:
        yield running


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.9", "identity"])
def test_compression_is_the_clients_choice(server: Server, accepted: str) -> None:
    answer = web.get(
        server.sparql, params={"query": NUMBERS}, headers={"accept-encoding": accepted}
    )
    zipped = answer.headers.get("content-encoding") == "gzip"
    assert zipped is ("gzip" in accepted)
    assert len(answer.json()["results"]["bindings"]) == 5000
    assert {part.strip() for part in answer.headers["vary"].split(",")} >= {
        "Accept",
        "Accept-Encoding",
    }


def test_an_answer_that_is_had_is_not_sent_again(server: Server) -> None:
    first = web.get(server.sparql, params={"query": NUMBERS})
    had = {"if-none-match": f'"other", {first.headers["etag"]}'}
    again = web.get(server.sparql, params={"query": NUMBERS}, headers=had)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    for changed in ({"query": NUMBERS + " LIMIT 1"}, {"query": NUMBERS, "format": "csv"}):
        assert web.get(server.sparql, params=changed, headers=had).status_code == 200


@pytest.mark.parametrize("volatile", ["NOW()", "rand()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_is_another_answer_each_time_has_no_tag(server: Server, volatile: str) -> None:
    answer = web.get(server.sparql, params={"query": f"SELECT ({volatile} AS ?x) {{}}"})
    assert answer.status_code == 200 and "etag" not in answer.headers


def test_a_new_store_is_a_new_answer(tmp_path: Path) -> None:
    make_store(tmp_path, "one", ["Ana"])
    query = {"query": "SELECT ?name { ?p rdfs:label ?name }"}
    with serving(tmp_path, workers=1) as server:
        first = web.get(server.sparql, params=query)
        make_store(tmp_path, "two", ["Bo"])
        had = {"if-none-match": first.headers["etag"]}
        second = web.get(server.sparql, params=query, headers=had)
        assert second.status_code == 200 and "Bo" in second.text
        assert second.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("suffix", "query", "media"),
    [
        ("csv", NUMBERS, "text/csv"),
        ("json", NUMBERS, "application/sparql-results+json"),
        ("tsv", "ASK {}", "text/tab-separated-values"),
        ("xml", NUMBERS, "application/sparql-results+xml"),
        ("ttl", GRAPH, "text/turtle"),
        ("nt", GRAPH, "application/n-triples"),
        ("rdf", GRAPH, "application/rdf+xml"),
        ("jsonld", GRAPH, "application/ld+json"),
        ("json", GRAPH, "application/ld+json"),
    ],
)
def test_suffixes(server: Server, suffix: str, query: str, media: str) -> None:
    address = f"{server.sparql}.{suffix}"
    for answer in (
        web.get(address, params={"query": query}),
        web.post(address, data={"query": query}),
    ):
        assert answer.headers["content-type"].split(";")[0] == media


def test_an_unknown_suffix(server: Server) -> None:
    answer = web.get(f"{server.sparql}.xlsx", params={"query": NUMBERS})
    assert answer.status_code == 406 and "csv" in answer.text


def test_a_plain_read_csv_gets_csv(server: Server) -> None:
    read = pandas.read_csv(f"{server.sparql}?{urlencode({'query': NUMBERS})}")
    assert len(read) == 5000 and read["n"].dtype == "int64"


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_as_many_rows_as_allowed_and_no_more(server: Server, form: str) -> None:
    allowed = server.ask("SELECT ?s { ?s <http://e/number> ?n }", format=form)
    assert allowed.status_code == 200
    refused = server.ask("SELECT ?s { ?s ?p ?n }", format=form)
    assert refused.status_code == 403
    assert "more than 5,000 rows" in refused.text and "LIMIT" in refused.text


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_values_that_look_like_rows_are_none(server: Server, form: str) -> None:
    label = '?p rdfs:label ?name FILTER(STRSTARTS(?name, "Bo"))'
    query = f"SELECT ?n (CONCAT(?name, ?name, ?name) AS ?x) {{ ?s <http://e/number> ?n . {label} }}"
    assert server.ask(query, format=form).status_code == 200


@pytest.mark.parametrize("form", ["ttl", "nt", "rdf", "jsonld"])
def test_graphs_have_a_limit_too(server: Server, form: str) -> None:
    assert server.ask(GRAPH, format=form).status_code == 200
    refused = server.ask("CONSTRUCT WHERE { ?s ?p ?o }", format=form)
    assert refused.status_code == 403 and "more than 5,000 rows" in refused.text


@pytest.mark.parametrize(
    ("size", "status"), [(290_000, 200), (300_001, 414), (600_000, 414), (5_000_000, 400)]
)
def test_an_address_that_is_too_long(server: Server, size: int, status: int) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port)) as client:
        with contextlib.suppress(ConnectionError):  # refused before all of it was sent
            client.request("GET", "/sparql?query=ASK%7B%7D%20%23" + "x" * size)
        answer = client.getresponse()
        assert answer.status == status
        if status == 414:
            assert b"POST" in answer.read()


def test_figures_for_a_supervisor(server: Server) -> None:
    before = figures(server)
    server.ask("ASK {}")
    server.ask("ASK {")
    after = figures(server)
    for status, count in (("200", 1), ("400", 1)):
        key = ("newsgraph_requests_total", "sparql", status)
        assert after[key] - before.get(key, 0) == count
    for lane in ("quick", "long"):
        assert after["newsgraph_workers", lane, ""] == 2
        assert after["newsgraph_workers_free", lane, ""] == 2


def figures(server: Server) -> dict[tuple[str, str, str], float]:
    answer = web.get(server.address + "/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        (
            sample.name,
            sample.labels.get("part") or sample.labels.get("lane", ""),
            sample.labels.get("status", ""),
        ): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_another_site_may_ask_before_it_reads(server: Server) -> None:
    headers = {
        "origin": "http://localhost:8888",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization, content-type",
    }
    answer = web.options(server.sparql, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "http://localhost:8888"


def test_csv_of_pandas_is_the_same_zipped(server: Server) -> None:
    plain = web.get(
        server.sparql,
        params={"query": NUMBERS},
        headers={"accept": "text/csv", "accept-encoding": "identity"},
    )
    zipped = web.get(server.sparql, params={"query": NUMBERS}, headers={"accept": "text/csv"})
    assert zipped.num_bytes_downloaded < plain.num_bytes_downloaded / 2
    assert pandas.read_csv(io.StringIO(zipped.text)).equals(
        pandas.read_csv(io.StringIO(plain.text))
    )
