"""The W3C's own tests of SPARQL 1.1, over HTTP against the server.

The files are not part of the project: KG_W3C names the folder that has ``sparql11`` in it
(the test suite as the W3C publishes it); by default that is ``../shared/w3c`` beside the
repository.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pyoxigraph as ox
import pytest
import rdflib
import uvicorn

from kg.view import site
from kg.view.answers import Limits
from kg.view.lanes import Lanes
from tests.conformance import manifest, results
from tests.conformance.manifest import CNT, HT, MF, QT, UT, Case, fragment, path

ROOT = Path(__file__).parents[2]
SUITE = Path(os.environ.get("KG_W3C") or ROOT.parent / "shared" / "w3c") / "sparql11"
WORKER = Path(__file__).with_name("worker.py")

pytestmark = [
    pytest.mark.slow,
    # rdflib uses what rdflib deprecates.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.skipif(
        not SUITE.is_dir(),
        reason=f"NO W3C TESTS: no folder {SUITE}; KG_W3C may name the one with sparql11 in it",
    ),
]

QUERIES = (
    *("aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists"),
    *("functions", "grouping", "json-res", "negation", "project-expression"),
    *("property-path", "subquery"),
)
LEAST_QUERIES = 223
"""What the engine answers as expected; the others are its own limits, of 235."""
EVALUATION = ("QueryEvaluationTest", "CSVResultFormatTest")


class Failed(Exception):
    """An answer is not the expected one."""


class Bench:
    """A running server, and a way to give it the data of a test."""

    def __init__(self, address: str, folder: Path) -> None:
        self.sparql = address + "/sparql"
        self.web = httpx.Client(timeout=60, trust_env=False, verify=False)
        self._folder = folder

    def put(self, data: list[tuple[str | None, rdflib.term.Node]]) -> None:
        """Make these files the dataset of all queries that follow."""
        quads = [
            ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(name) if name else None)
            for name, file in data
            for q in results.triples(path(file), str(file))
        ]
        ox.serialize(quads, str(self._folder / "data.nq"), format=ox.RdfFormat.N_QUADS)
        names = "\n".join(name for name, _ in data if name)
        (self._folder / "graphs").write_text(names, encoding="utf-8")

    def ask(self, query: str, accept: str) -> httpx.Response:
        headers = {"content-type": "application/sparql-query", "accept": accept}
        return self.web.post(self.sparql, content=query.encode(), headers=headers)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("w3c")
    command = [sys.executable, str(WORKER), str(folder)]
    with _running(Lanes(lambda _: command, lambda: folder, Limits(workers=1))) as address:
        running = Bench(address, folder)
        running.put([])
        yield running
        running.web.close()


@contextlib.contextmanager
def _running(lanes: Lanes) -> Iterator[str]:
    """The site over lanes, in a thread of this process."""
    web = site.application(lanes, lambda _: None)
    server = uvicorn.Server(uvicorn.Config(web, port=0, log_level="critical", lifespan="off"))

    async def run() -> None:
        async with lanes:
            await server.serve()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.05)
        (listener,) = server.servers[0].sockets
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _failures(found: list[Case], check: Callable[[Case], None]) -> list[str]:
    """Name and reason of every test that fails."""
    failures = []
    for test in found:
        try:
            check(test)
        except Failed as error:
            failures.append(f"{test.name}: {error}")
    return failures


# --- the query language ------------------------------------------------------------------------


def test_query_language(bench: Bench) -> None:
    found = [
        test
        for folder in QUERIES
        for test in manifest.tests(SUITE / folder / "manifest.ttl")
        if test.kind in EVALUATION
    ]
    failures = _failures(found, lambda test: _query(bench, test))
    print(f"{len(found) - len(failures)} of {len(found)} query tests", *failures, sep="\n")
    assert len(found) - len(failures) >= LEAST_QUERIES, failures


def _query(bench: Bench, test: Case) -> None:
    file, expected = test.value(MF.action, QT.query), path(test.value(MF.result))
    query = path(file).read_text("utf-8")
    data = list(test.data(test.value(MF.action), QT))
    bench.put(data or [(name, rdflib.URIRef(name)) for name in _from(query, str(file))])
    if not re.search(r"^\s*BASE\b", query, re.IGNORECASE | re.MULTILINE):
        query = f"BASE <{file}>\n{query}"
    if expected.suffix == ".csv":
        if not results.same_csv(expected.read_bytes(), _answer(bench, query, "text/csv")):
            raise Failed("other rows")
    elif (rows := _expected_table(expected)) is not None:
        _compare_tables(bench, query, expected, rows, test.lax)
    else:
        found = ox.parse(_answer(bench, query, "application/n-triples"), ox.RdfFormat.N_TRIPLES)
        if not results.same_graph(results.triples(expected), found):
            raise Failed("another graph")


def _from(query: str, base: str) -> list[str]:
    """The graphs of a query's own dataset, which are files of the test."""
    names = re.findall(r"FROM\s+(?:NAMED\s+)?<([^>]+)>", query)
    return [urljoin(base, name) for name in names]


def _expected_table(file: Path) -> bool | list[results.Row] | None:
    if file.suffix[1:] in results.TABLES:
        return results.table(file.read_bytes(), results.TABLES[file.suffix[1:]][1])
    return results.listed(results.triples(file))


def _compare_tables(
    bench: Bench, query: str, file: Path, expected: bool | list[results.Row], lax: bool
) -> None:
    media, form = results.TABLES.get(file.suffix[1:], results.TABLES["srj"])
    found = results.table(_answer(bench, query, media), form)
    if isinstance(expected, bool) or isinstance(found, bool):
        same = found is expected
    else:
        same = results.same_rows(expected, found, lax=lax)
    if not same:
        raise Failed("another answer")


def _answer(bench: Bench, query: str, accept: str) -> bytes:
    answer = bench.ask(query, accept)
    if answer.status_code != 200:
        raise Failed(f"status {answer.status_code}: {answer.text[:120]}")
    if answer.headers["content-type"].split(";")[0] != accept:
        raise Failed(f"{answer.headers['content-type']} in place of {accept}")
    return answer.content


# --- its syntax --------------------------------------------------------------------------------


def test_syntax(bench: Bench) -> None:
    bench.put([])
    found = [
        test
        for folder in (*QUERIES, "syntax-query")
        for test in manifest.tests(SUITE / folder / "manifest.ttl")
        if test.kind.endswith("SyntaxTest11")
    ]
    assert len(found) >= 80
    assert _failures(found, lambda test: _syntax(bench, test)) == []


def _syntax(bench: Bench, test: Case) -> None:
    file = test.value(MF.action, QT.query)
    answer = bench.ask(f"BASE <{file}>\n{path(file).read_text('utf-8')}", "*/*")
    # A dataset or function that is not here is refused after the query has been understood.
    if answer.status_code not in (200, 400, 403):
        raise Failed(f"status {answer.status_code}")
    if ("cannot be read" not in answer.text) is not test.kind.startswith("Positive"):
        raise Failed(f"status {answer.status_code}: {answer.text[:120]}")


# --- the protocol ------------------------------------------------------------------------------


def test_protocol(bench: Bench) -> None:
    found = [
        test
        for test in manifest.tests(SUITE / "protocol" / "manifest.ttl")
        if "update" not in fragment(test.node)
    ]
    assert len(found) == 20
    assert _failures(found, lambda test: _protocol(bench, test)) == []


def test_protocol_of_updates_is_refused(bench: Bench) -> None:
    found = [
        test
        for test in manifest.tests(SUITE / "protocol" / "manifest.ttl")
        if "update" in fragment(test.node)
    ]
    assert len(found) == 14
    for test in found:
        bench.put([])
        first = test.items(test.value(MF.action, HT.requests))[0]
        assert 400 <= _send(bench, test, first).status_code < 500, test.name


def _protocol(bench: Bench, test: Case) -> None:
    bench.put(list(test.data(test.node, UT)))
    for request in test.items(test.value(MF.action, HT.requests)):
        answer = _send(bench, test, request)
        response = test.graph.value(request, HT.resp)
        allowed = [fragment(s)[10] for s in test.graph.objects(response, MF.expectedStatus)]
        if str(answer.status_code)[0] not in allowed:
            raise Failed(f"status {answer.status_code}, not {allowed}: {answer.text[:80]}")
        _compare(answer, test.graph.value(response, MF.expectedBoolean))
        _check_format(answer, str(test.graph.value(response, MF.expectedFormat) or ""))


def _send(bench: Bench, test: Case, request: rdflib.term.Node) -> httpx.Response:
    graph = test.graph
    method, target = graph.value(request, HT.methodName), graph.value(request, HT.absolutePath)
    headers = {
        str(graph.value(item, HT.fieldName)): str(graph.value(item, HT.fieldValue))
        for item in test.items(graph.value(request, HT.headers))
    }
    body = graph.value(request, HT.body)
    content = None
    if body is not None:
        encoding = str(graph.value(body, CNT.characterEncoding) or "UTF-8")
        content = str(graph.value(body, CNT.chars)).encode(encoding)
    _, _, parameters = str(target).partition("?")
    address = f"{bench.sparql}?{parameters}" if parameters else bench.sparql
    return bench.web.request(str(method), address, content=content, headers=headers)


def _compare(answer: httpx.Response, expected: rdflib.term.Node | None) -> None:
    if expected is None:
        return
    media = answer.headers["content-type"]
    form = next((form for known, form in results.TABLES.values() if known in media), None)
    if form is None or results.table(answer.content, form) is not expected.toPython():  # type: ignore[attr-defined]
        raise Failed(f"{answer.text[:80]!r} as {media}")


def _check_format(answer: httpx.Response, expected: str) -> None:
    media = answer.headers.get("content-type", "")
    tables, graphs = r"sparql-results|csv|tab-sep", r"turtle|n-triples|rdf\+xml|ld\+json"
    wanted = {"boolean": tables, "tabular": tables, "RDF": graphs}.get(expected, "")
    if not re.search(wanted, media):
        raise Failed(f"{media} is no {expected}")


def test_service_description(bench: Bench) -> None:
    found = {fragment(t.node) for t in manifest.tests(SUITE / "service-description/manifest.ttl")}
    assert found == {"returns-rdf", "has-endpoint-triple", "conforms-to-schema"}
    answer = bench.web.get(bench.sparql, headers={"accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle")
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    endpoint = rdflib.URIRef(bench.sparql)
    assert (endpoint, rdflib.RDF.type, sd.Service) in graph
    assert (endpoint, sd.endpoint, endpoint) in graph
    # The schema: what is said of a service is said with the terms of its vocabulary.
    said = {term for term in graph.predicates(endpoint) if term != rdflib.RDF.type}
    assert {str(term).removeprefix(str(sd)) for term in said} <= {
        *("endpoint", "supportedLanguage", "resultFormat", "feature", "defaultDataset"),
        *("languageExtension", "inputFormat", "extensionFunction", "availableGraphs"),
    }
    for dataset in graph.objects(endpoint, sd.defaultDataset):
        assert (dataset, rdflib.RDF.type, sd.Dataset) in graph
        assert list(graph.objects(dataset, sd.defaultGraph))
