from datetime import date

import pytest

from kg.errors import QueryError
from kg.graph.binding import bind, declared, form
from kg.graph.embedded import Embedded
from kg.graph.store import IRI, Value

ANA = IRI("https://w3id.org/newsgraph/id/person/ana-silva")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT"),
        ("# ASK\nselect * { }", "SELECT"),
        ("BASE <x:ASK> PREFIX ask: <x:> PREFIX a: <x:DESCRIBE> CONSTRUCT WHERE { }", "CONSTRUCT"),
        ("Describe <x:y>", "DESCRIBE"),
        ("ASK{}", "ASK"),
    ],
)
def test_forms(query: str, expected: str) -> None:
    assert form(query) == expected


@pytest.mark.parametrize("query", ["", "DELETE WHERE { ?s ?p ?o }", '"SELECT"', "# SELECT"])
def test_what_is_no_query(query: str) -> None:
    with pytest.raises(QueryError, match="cannot be read"):
        form(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?n { ?s a schema:Person ; rdfs:label ?n }",
        "SELECT ?s ?n WHERE { ?s a schema:Person . OPTIONAL { ?s rdfs:label ?n } }",
        "SELECT ?s (EXISTS { ?s ?p ?q } AS ?e) WHERE { ?s a schema:Person }",
        "SELECT ?s { { SELECT ?s { ?s a schema:Person } } }",
        "SELECT ?s { SELECT ?s { ?s a schema:Person } }",
        "SELECT ?s { ?s a schema:Person ; rdfs:label ?n FILTER(?n != '} {') } # {",
        "SELECT ?s { { ?s a schema:Person } UNION { ?s a sem:Event } } ORDER BY ?s",
        'SELECT ?s { ?s a schema:Person FILTER(?s != "\\"}") } VALUES ?x { 1 }',
        "SELECT ?s { ?s a schema:Person FILTER(?s = <x:y> || isIRI(?s)) }",
        "SELECT ?s (COUNT(*) AS ?n) { ?s a schema:Person ; ?p ?o } GROUP BY ?s",
    ],
)
def test_bound_in_the_text_is_bound_in_the_engine(opened: Embedded, query: str) -> None:
    bound = opened.select(bind(query, {"s": ANA}))
    assert sorted(map(str, bound)) == sorted(map(str, opened.select(query, {"s": ANA})))
    assert len(bound) > 0


def test_what_a_filter_sees(opened: Embedded) -> None:
    query = "SELECT ?s ?words { ?s rdfs:label ?n FILTER(LCASE(?n) = LCASE(?words)) }"
    rows = opened.select(bind(query, {"words": "ANA SILVA"}))
    assert [row[0] for row in rows] == [ANA]


@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }", "CONSTRUCT{?s a ?t}{?s a ?t}"]
)
def test_a_template_is_left_as_it_is(opened: Embedded, query: str) -> None:
    graph = opened.construct(bind(query, {"s": ANA}))
    assert "person:ana-silva a schema:Person" in graph
    assert "schema:Country" not in graph


@pytest.mark.parametrize(
    "value",
    [
        '" } ; DROP { ',
        "x' UNION { ?s ?p ?o }",
        "} # ",
        "\\",
        "a\nb",
        2,
        2.5,
        True,
        ANA,
        date(2026, 1, 8),
    ],
)
def test_values_come_back_as_they_went_in(opened: Embedded, value: Value) -> None:
    assert opened.select(bind("SELECT ?x { }", {"x": value})).rows == ((value,),)


@pytest.mark.parametrize(
    ("query", "bindings"),
    [
        ("SELECT ?x { }", {"x y": "z"}),
        ("SELECT ?x { }", {"x) { } #": "z"}),
        ("SELECT ?x { }", {"x": IRI("x:y> } DROP ALL")}),
        ("DESCRIBE <x:y>", {"x": "z"}),
        ("SELECT ?x { SELECT ?x { ?x a ?y }", {"x": "z"}),
    ],
)
def test_what_cannot_be_bound(query: str, bindings: dict[str, Value]) -> None:
    with pytest.raises(QueryError):
        bind(query, bindings)


def test_prefixes_are_declared_where_they_are_used() -> None:
    assert declared("ASK { ?s ?p ?o }") == "ASK { ?s ?p ?o }"
    assert declared("ASK { ?s a kg:Claim ; rdfs:label ?x }").count("PREFIX") == 2
