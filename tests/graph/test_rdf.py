from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare
from rdflib import RDFS, XSD, Literal, URIRef

from kg.errors import QueryError, WorkspaceError
from kg.graph import rdf
from kg.iris import ID, SCHEMA

TURTLE = f"""
@prefix schema: <{SCHEMA}> . @prefix id: <{ID}> . @prefix rdfs: <{RDFS}> .
@prefix xsd: <{XSD}> .
id:a a schema:Person ; rdfs:label "Ana", "Anna"@en ; schema:birthDate "1970-01-02"^^xsd:date .
id:b a schema:Person ; rdfs:label "Bo" ; schema:spouse id:a ; schema:weight 71.5, 3, true ; schema:knows [ rdfs:label "x" ] .
"""


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[rdflib.Graph]:
    store = ox.Store(str(tmp_path))
    store.load(TURTLE.encode(), format=ox.RdfFormat.TURTLE)
    store.flush()
    del store
    yield rdf.graph(tmp_path)


def test_holds_what_the_store_holds(graph: rdflib.Graph) -> None:
    expected = rdflib.Graph().parse(data=TURTLE, format="turtle")
    assert len(graph) == len(expected)
    assert rdflib.compare.isomorphic(graph, expected)


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ((None, None, None), 12),
        ((URIRef(ID + "a"), None, None), 4),
        ((None, RDFS.label, None), 4),
        ((None, None, Literal("Ana")), 1),
        ((None, None, Literal("Anna")), 0),
        ((None, None, Literal("Anna", lang="en")), 1),
        ((None, None, Literal("1970-01-02", datatype=XSD.date)), 1),
        ((None, None, Literal(3)), 1),
        ((None, Literal("no predicate"), None), 0),
        ((Literal("no subject"), None, None), 0),
    ],
)
def test_patterns(
    graph: rdflib.Graph, pattern: tuple[URIRef | None, URIRef | None, Literal | None], count: int
) -> None:
    assert len(list(graph.triples(pattern))) == count


def test_values_come_as_python_has_them(graph: rdflib.Graph) -> None:
    weights = graph.objects(URIRef(ID + "b"), URIRef(SCHEMA + "weight"))
    values = sorted(float(weight.toPython()) for weight in weights if isinstance(weight, Literal))
    assert values == [1, 3, 71.5]
    born = graph.value(URIRef(ID + "a"), URIRef(SCHEMA + "birthDate"))
    assert isinstance(born, Literal)
    assert born.toPython().year == 1970


def test_a_blank_node_leads_on(graph: rdflib.Graph) -> None:
    someone = graph.value(URIRef(ID + "b"), URIRef(SCHEMA + "knows"))
    assert isinstance(someone, rdflib.BNode)
    assert graph.value(someone, RDFS.label) == Literal("x")


def test_sparql_with_known_and_own_prefixes(graph: rdflib.Graph) -> None:
    rows = graph.query(
        "PREFIX l: <http://www.w3.org/2000/01/rdf-schema#label> SELECT ?n { id:b l: ?n }"
    )
    assert [tuple(row) for row in rows if isinstance(row, tuple)] == [(Literal("Bo"),)]
    assert graph.query("ASK { ?s a schema:Person }").askAnswer is True
    built = graph.query("CONSTRUCT WHERE { ?s a schema:Person }").graph
    assert built is not None and len(built) == 2


def test_sparql_with_bindings(graph: rdflib.Graph) -> None:
    rows = graph.query("SELECT ?n { ?p rdfs:label ?n }", initBindings={"p": URIRef(ID + "b")})
    assert [tuple(row) for row in rows if isinstance(row, tuple)] == [(Literal("Bo"),)]


def test_sparql_that_is_refused(graph: rdflib.Graph) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        graph.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="failed"):
        graph.query("SELECT * { ?s ?p }")


def test_serialises_with_prefixes(graph: rdflib.Graph) -> None:
    assert "schema:spouse id:a" in graph.serialize(format="turtle")


def test_is_read_only(graph: rdflib.Graph) -> None:
    triple = (URIRef("a:a"), URIRef("a:b"), URIRef("a:c"))
    with pytest.raises(WorkspaceError, match="read-only"):
        graph.add(triple)
    with pytest.raises(WorkspaceError, match="read-only"):
        graph.remove(triple)


def test_not_a_store(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="not a store"):
        rdf.graph(tmp_path / "none")
