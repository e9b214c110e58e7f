from datetime import date, datetime
from pathlib import Path

import pytest

from kg.errors import QueryError, WorkspaceError
from kg.graph import embedded
from kg.graph.embedded import Embedded
from kg.graph.store import IRI, Store, Value
from kg.iris import ID, KG

ANA, JOAO = ID + "person/ana-silva", ID + "person/joao-prado"
CHILE, LIMA = ID + "country/CHL", ID + "place/lima"


def load_lines(tmp_path: Path, *lines: str) -> Store:
    path = tmp_path / "graph.nq"
    path.write_text("".join(f"{line} .\n" for line in lines), encoding="utf-8")
    embedded.load(path, tmp_path / "store")
    return Embedded.open(tmp_path / "store")


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        (f"ASK {{ ?event a sem:Event ; sem:hasActor <{ANA}> , <{CHILE}> }}", True),
        (f"ASK {{ ?event sem:hasActor <{LIMA}> }}", False),
        ("ASK { ?report a kg:Report ; sem:hasActor ?who }", False),
        (f"ASK {{ <{ANA}> schema:spouse <{JOAO}> . <{JOAO}> schema:spouse <{ANA}> }}", True),
        (f"ASK {{ <{CHILE}> a schema:Place }}", True),
        ("ASK { ?report a kg:Report , kg:Claim , rdf:Statement , prov:Entity }", True),
        ("ASK { et:CONSULT.visit skos:broader+ et:verbal-cooperation }", True),
        ("ASK { GRAPH ?g { ?s ?p ?o } }", False),
    ],
)
def test_what_follows_from_a_graph_is_in_its_store(opened: Store, query: str, answer: bool) -> None:
    assert opened.ask(query) is answer


def test_children_follow_from_parents(tmp_path: Path) -> None:
    parent = "https://schema.org/parent"
    opened = load_lines(tmp_path, f"<{ANA}> <{parent}> <{JOAO}>")
    assert opened.ask(f"ASK {{ <{JOAO}> schema:children <{ANA}> }}")


def test_the_number_of_statements_counts_data_ontology_and_what_follows(
    nquads: Path, tmp_path: Path
) -> None:
    embedded.load(nquads, tmp_path / "store")
    opened = Embedded.open(tmp_path / "store")
    (row,) = opened.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert row == (len(opened),)
    assert len(opened) > len(nquads.read_text("utf-8").splitlines())


def test_a_store_is_built_in_a_new_folder_only(nquads: Path, tmp_path: Path) -> None:
    embedded.load(nquads, tmp_path / "store")
    with pytest.raises(WorkspaceError, match="not empty"):
        embedded.load(nquads, tmp_path / "store")


def test_a_file_that_is_not_n_quads_is_refused(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("Ana met João.\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"cannot be built: .*line 1\b"):
        embedded.load(tmp_path / "graph.nq", tmp_path / "store")


def test_remarks_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    spouse = "<https://schema.org/spouse>"
    lines = (f"# Ana {spouse} João", "", f"<{ANA}> {spouse} <{JOAO}> .", "#")
    (tmp_path / "graph.nq").write_text("\n".join(lines), encoding="utf-8")
    embedded.load(tmp_path / "graph.nq", tmp_path / "store")
    opened = Embedded.open(tmp_path / "store")
    assert opened.ask(f"ASK {{ <{JOAO}> schema:spouse <{ANA}> }}")
    assert not opened.ask("ASK { ?one schema:spouse ?one }")


def test_nothing_but_the_store_and_its_index_is_left(nquads: Path, tmp_path: Path) -> None:
    embedded.load(nquads, tmp_path / "store")
    assert {path.name for path in tmp_path.iterdir()} == {"store", "store.words"}


@pytest.mark.parametrize("folder", ["missing", "."])
def test_what_is_no_store_is_not_opened_and_not_made_one(tmp_path: Path, folder: str) -> None:
    with pytest.raises(WorkspaceError, match="not a store"):
        Embedded.open(tmp_path / folder)
    assert list(tmp_path.iterdir()) == []


def test_two_readers_have_one_store_open(nquads: Path, tmp_path: Path) -> None:
    embedded.load(nquads, tmp_path / "store")
    one, two = Embedded.open(tmp_path / "store"), Embedded.open(tmp_path / "store")
    assert one.ask("ASK { ?s a sem:Event }") and two.ask("ASK { ?s a sem:Event }")


XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (f"<{ANA}>", IRI(ANA)),
        ('"João"', "João"),
        ('"João"@pt', "João"),
        (f'"12"^^<{XSD}integer>', 12),
        (f'"2.5"^^<{XSD}decimal>', 2.5),
        (f'"true"^^<{XSD}boolean>', True),
        (f'"2026-01-08"^^<{XSD}date>', date(2026, 1, 8)),
        (f'"2026-01-08T10:00:00"^^<{XSD}dateTime>', datetime(2026, 1, 8, 10)),
        (f'"2026"^^<{XSD}gYear>', "2026"),
        (f'"twelve"^^<{XSD}integer>', "twelve"),
    ],
)
def test_values_come_out_as_plain_python(tmp_path: Path, term: str, value: object) -> None:
    opened = load_lines(tmp_path, f"<x:s> <{KG}test> {term}")
    rows = opened.select("SELECT ?s ?o ?none { ?s kg:test ?o OPTIONAL { ?s kg:none ?none } }")
    assert rows.variables == ("s", "o", "none")
    assert list(rows) == [(IRI("x:s"), value, None)]
    assert type(rows.rows[0][1]) is type(value)
    assert list(opened.pairs(KG + "test")) == [("x:s", value)]


@pytest.mark.parametrize(
    "value",
    [IRI(ANA), "João", 12, True, date(2026, 1, 8), datetime(2026, 1, 8, 10)],
)
def test_variables_are_bound_to_plain_python(opened: Store, value: Value) -> None:
    assert list(opened.select("SELECT ?x {}", {"x": value})) == [(value,)]


@pytest.mark.parametrize(
    "text",
    [
        '" } ; DROP ALL ; {',
        "x' UNION { ?s ?p ?o }",
        "} # ",
        "<x:y>",
        "\\",
        "\\u0022",
        "${x}",
        "a\nb",
    ],
)
def test_what_is_bound_is_never_read_as_sparql(opened: Store, text: str) -> None:
    found = opened.select("SELECT ?s ?name { ?s rdfs:label ?name }", {"name": text})
    assert len(found) == 0
    assert opened.select("SELECT ?x {}", {"x": text}).rows == ((text,),)


@pytest.mark.parametrize(
    ("bindings", "message"),
    [({"x": IRI("no iri")}, "IRI"), ({"x y": "z"}, "."), ({"other": "z"}, "other")],
)
def test_bindings_that_cannot_be_are_errors(
    opened: Store, bindings: dict[str, Value], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        opened.select("SELECT ?x {}", bindings)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT", "cannot be read"),
        ("SELECT ?x { ?x nope:y ?z }", "cannot be read"),
        ("ASK { ?s ?p ?o }", "not a SELECT"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "not a SELECT"),
        ("DELETE WHERE { ?s ?p ?o }", "cannot be read"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_queries_that_cannot_be_answered_are_errors(
    opened: Store, query: str, message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        opened.select(query)


def test_each_kind_of_query_has_its_method(opened: Store) -> None:
    with pytest.raises(QueryError, match="not an ASK"):
        opened.ask("SELECT ?s { ?s ?p ?o }")
    with pytest.raises(QueryError, match="not a CONSTRUCT"):
        opened.construct("ASK {}")
    assert opened.query("ASK {}") is True


def test_a_query_may_declare_a_prefix_itself(opened: Store) -> None:
    assert opened.ask(f"PREFIX kg: <{ID}> ASK {{ ?event sem:hasActor kg:person\\/ana-silva }}")


def test_a_constructed_graph_is_sorted_turtle(opened: Store) -> None:
    turtle = opened.construct(
        "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a schema:Person ; rdfs:label ?o }"
    )
    assert turtle.splitlines()[-2:] == [
        'person:ana-silva rdfs:label "Ana Silva" .',
        'person:joao-prado rdfs:label "João Prado" .',
    ]
    assert opened.construct("DESCRIBE <x:nothing>").splitlines()[-1].startswith("@prefix")
