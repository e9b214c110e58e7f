"""Remote stores against two engines that are not ours, and against servers that misbehave."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import requests
from requests.auth import HTTPDigestAuth

from kg.errors import EndpointError, QueryError
from kg.graph import named, why
from kg.graph.client import Client, Limits
from kg.graph.embedded import Embedded
from kg.graph.network import network
from kg.graph.remote import Remote
from kg.graph.store import IRI
from kg.graph.validate import validate_alone
from kg.iris import ID
from tests.endpoints import ROWS, VIRTUOSO, Handler, moody, oxigraph, virtuoso

ANA = IRI(ID + "person/ana-silva")
ENGINES = [
    "oxigraph",
    pytest.param("virtuoso", marks=pytest.mark.skipif(not VIRTUOSO, reason="no virtuoso-t")),
]


@pytest.fixture(scope="module", params=ENGINES)
def endpoint(
    request: pytest.FixtureRequest, opened: Embedded, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The endpoint of a server that holds what the embedded store holds."""
    folder = tmp_path_factory.mktemp(request.param)
    lines = "".join(f"{triple} .\n" for triple in opened.statements()).encode()
    if request.param == "oxigraph":
        with oxigraph(folder / "store") as address:
            url = f"{address}/store?default"
            _sent(requests.put(url, lines, headers={"Content-Type": "application/n-triples"}))
            yield f"{address}/query"
    else:
        with virtuoso(folder) as address:
            url = f"{address}/sparql-graph-crud-auth?graph=http://news.example/g"
            login = HTTPDigestAuth("dba", "dba")
            _sent(requests.put(url, lines, headers={"Content-Type": "text/turtle"}, auth=login))
            yield f"{address}/sparql?default-graph-uri=http://news.example/g"


def _sent(response: requests.Response) -> None:
    response.close()
    response.raise_for_status()


@pytest.fixture
def remote(endpoint: str) -> Remote:
    return Remote(endpoint)


@pytest.mark.parametrize("name", [name for name, _ in named.names()])
def test_named_queries_have_the_same_answers(opened: Embedded, remote: Remote, name: str) -> None:
    ours, theirs = opened.select(named.text(name)), remote.select(named.text(name))
    assert theirs.variables == ours.variables
    assert sorted(map(_plain, theirs)) == sorted(map(_plain, ours))


def _plain(row: tuple[object, ...]) -> str:
    """Engines differ in how they order letters and lists, and in what they join nothing to."""
    values = [sorted(value.split(", ")) if isinstance(value, str) else value for value in row]
    return str(values).replace("['']", "None")


def test_everything_that_reads_a_store_reads_a_remote_one(opened: Embedded, remote: Remote) -> None:
    assert network(remote) == network(opened)
    assert why.why(remote, "Silva", "*") == why.why(opened, "Silva", "*") != []
    assert why.why(remote, "*", "type", "consult.visit") == why.why(
        opened, "*", "type", "consult.visit"
    )
    with pytest.raises(QueryError, match="close to it: Ana Silva"):
        why.why(remote, "Ana Silvo", "*")


def test_all_statements_come_over_however_few_a_page_has(opened: Embedded, remote: Remote) -> None:
    assert len(remote) == len(opened) > ROWS
    assert set(map(str, remote.statements())) == set(map(str, opened.statements()))
    assert validate_alone(remote.statements()) == []


def test_each_kind_of_query(opened: Embedded, remote: Remote) -> None:
    assert remote.ask("ASK { ?s a schema:Person }") is True
    assert remote.ask("ASK { ?s a schema:Nothing }") is False
    query = "CONSTRUCT { ?s rdfs:label ?n } WHERE { ?s a schema:Person ; rdfs:label ?n }"
    assert remote.construct(query) == opened.construct(query)
    assert remote.select("SELECT ?s ?n { ?s rdfs:label ?n }", {"s": ANA}).rows == (
        (ANA, "Ana Silva"),
    )


def test_a_query_that_is_none(remote: Remote) -> None:
    with pytest.raises(QueryError, match="cannot"):
        remote.select("SELECT ?x { ?x nope:y ?z }")


@pytest.mark.skipif(not VIRTUOSO, reason="no virtuoso-t")
def test_an_answer_that_the_endpoint_cuts_is_an_error(remote: Remote) -> None:
    if "default-graph-uri" in remote.url:
        with pytest.raises(EndpointError, match="cuts this answer short"):
            remote.select("SELECT * { ?s ?p ?o }")


# --- servers that misbehave ------------------------------------------------------------------


def asked(body: str, media: str = "application/sparql-results+json", **headers: str) -> object:
    reply = {"Content_Type": media, **headers}
    with moody(lambda request: request.reply(200, body.encode(), **reply)) as server:
        return Remote(server.address, Client(Limits(tries=1))).query("SELECT ?s { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("body", "media", "says"),
    [
        ("<html>hello</html>", "text/html; charset=utf-8", "not answer as SPARQL does.*text/html"),
        ("{}", "", "no media type"),
        ("", "application/sparql-results+json", "broken or unfinished"),
        ("[1, 2]", "application/json", "broken or unfinished"),
        ('{"head": {"vars": ["s"]}, "results": {"bindings": [', "application/json", "unfinished"),
        ('{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": 3}]}}', "application/json", "."),
        ("<sparql><head/>", "application/sparql-results+xml", "broken or unfinished"),
    ],
)
def test_what_is_no_answer(body: str, media: str, says: str) -> None:
    with pytest.raises(EndpointError, match=says):
        asked(body, media)


def test_no_graph_where_one_was_asked_for() -> None:
    with (
        moody(lambda r: r.reply(200, b"<x:s> <x:p", Content_Type="text/turtle")) as server,
        pytest.raises(EndpointError, match="broken or unfinished graph"),
    ):
        Remote(server.address).construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_pages_that_do_not_add_up() -> None:
    """A server that counts five statements and gives two on every page."""

    def answer(request: Handler) -> None:
        uri = {"type": "uri", "value": "x:1"}
        found = [{"s": uri, "o": uri}] * 2
        if b"COUNT" in request.body:
            found = [{"n": {"type": "literal", "value": "5"}}]
        body = json.dumps({"head": {"vars": sorted(found[0])}, "results": {"bindings": found}})
        request.reply(200, body.encode(), Content_Type="application/sparql-results+json")

    with moody(answer) as server, pytest.raises(EndpointError, match="has 5 rows but gives 6"):
        list(Remote(server.address).pairs("x:p"))


def test_opening_asks_nothing() -> None:
    with moody(lambda request: request.reply(500)) as server:
        Remote(server.address)
        assert server.seen == []
