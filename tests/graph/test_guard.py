from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph.guard import refuse_service, refuse_unknown_graphs

ADDRESS = "http://127.0.0.1:9/"
# Every way found to spell a SERVICE clause that the engine reads as one.
SERVICES = [
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{SERVICE<{0}>{{?s ?p ?o}}}}",
    "SELECT * {{ SERVICE # <a comment {{\n <{0}> # another\r{{ ?s ?p ?o }} }}",
    "PREFIX ex: <{0}> SELECT * {{ SERVICE ex:a {{ ?s ?p ?o }} }}",
    "PREFIX ex: <{0}> SELECT * {{SERVICEex:a{{?s ?p ?o}}}}",
    "PREFIX : <{0}> SELECT * {{SERVICESILENT:a{{?s ?p ?o}}}}",
    "PREFIX SILENT: <{0}> SELECT * {{ SERVICE SILENT:a {{ ?s ?p ?o }} }}",
    "PREFIX \u1680a: <{0}> SELECT * {{ SERVICE \u1680a:b {{ ?s ?p ?o }} }}",
    "PREFIX a\u1680: <{0}> SELECT * {{ SERVICE a\u1680:b {{ ?s ?p ?o }} }}",
    "PREFIX ex: <{0}> SELECT * {{ SERVICE ex:a\\#b {{ ?s ?p ?o }} }}",
    "PREFIX : <{0}> SELECT * {{ VALUES (?a ?b) {{(1 2)}} FILTER(?a<?b)SERVICE:a#>\n{{?s ?p ?o}} }}",
    "SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
]
# The engine cannot follow a variable yet; should it learn to, it is refused all the same.
BY_VARIABLE = "SELECT * {{ VALUES ?v {{ <{0}> }} SERVICE $v {{ ?s ?p ?o }} }}"
HARMLESS = [
    "SELECT * { ?service ?p 'the Secret Service is here' }",
    'SELECT * { ?s ?p "Secret Service: agents {two} said" }',
    "PREFIX service: <http://e/service#> SELECT * { ?s service:service ?o . ?o ?p ?q }",
    "SELECT * { <http://e/SERVICE> ?p ?o } # no SERVICE here",
    "SELECT * { ?s ?p ?o } # SERVICE\n",
    "SELECT ?service { { ?service ?p ?o } }",
]


@pytest.mark.parametrize("query", [*SERVICES, BY_VARIABLE])
def test_service_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        refuse_service(query.format(ADDRESS))


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_service_is_not(query: str) -> None:
    refuse_service(query)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and what has been sent there."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                heard.append(connection.recv(1000))

    thread = threading.Thread(target=listen)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/", heard
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def _ask(query: str) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), ox.Literal("o")))
    with contextlib.suppress(OSError, RuntimeError, SyntaxError):
        list(store.query(query))  # type: ignore[arg-type]


def test_the_engine_does_call_what_is_refused(listener: tuple[str, list[bytes]]) -> None:
    address, heard = listener
    silent = []
    for query in SERVICES:
        before = len(heard)
        _ask(query.format(address))
        time.sleep(0.01)
        if len(heard) == before:
            silent.append(query)
    assert silent == [], "not a SERVICE clause to the engine: a case that tests nothing"


def test_no_text_makes_the_search_slow() -> None:
    hostile = [
        "SERVICE " + "#a " * 3000,
        "SERVICE " * 3000,
        "SERVICE a:" + "#" * 9000,
        "SERVICE" + " " * 9000,
        "SERVICE " + "\\." * 5000,
    ]
    started = time.perf_counter()
    for query in hostile:
        refuse_service(query)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("query", "graph"),
    [
        ("SELECT * FROM <http://e/g> { ?s ?p ?o }", "http://e/g"),
        ("SELECT * FROM NAMED <http://e/g> { ?s ?p ?o }", "http://e/g"),
        ("select * from<http://e/g>{ ?s ?p ?o }", "http://e/g"),
        ("PREFIX ex: <http://e/> SELECT * FROM ex:g { ?s ?p ?o }", "http://e/g"),
        ("PREFIX kg: <http://e/> SELECT * FROM kg:g\\,h { ?s ?p ?o }", "http://e/g,h"),
        ("SELECT * FROM id:g { ?s ?p ?o }", "https://w3id.org/newsgraph/id/g"),
        ("BASE <http://e/a/> SELECT * FROM <b> { ?s ?p ?o }", "http://e/a/b"),
        ("SELECT * FROM <b> { ?s ?p ?o }", "http://here/b"),
        ("CONSTRUCT { ?s ?p ?o } # FROM\nFROM <http://e/g> WHERE { ?s ?p ?o }", "http://e/g"),
    ],
)
def test_from_another_graph_is_refused(query: str, graph: str) -> None:
    with pytest.raises(QueryError, match=f"FROM <{graph}> is refused"):
        refuse_unknown_graphs(query, "http://here/sparql", lambda _: False)
    refuse_unknown_graphs(query, "http://here/sparql", lambda iri: iri == graph)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'FROM <http://e/g>' }",
        'SELECT * { ?from ?p """FROM\n<http://e/g> "" """ }',
        "SELECT * { ?s ?p ?o } # FROM <http://e/g>",
        "SELECT * { <http://e/FROM> ?p ?o . ?o ?p <http://e/g> }",
        "SELECT * { ?s ?p ?o FILTER(?s<?o) }",
        "SELECT * { ?s ?p 'open",
    ],
)
def test_no_from_no_refusal(query: str) -> None:
    refuse_unknown_graphs(query, "http://here/sparql", lambda _: False)
