"""Every shape fails on a graph that breaks it: pySHACL on the shapes, apart from our own checker."""

from __future__ import annotations

import re

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg.graph import mapping, ontology
from kg.iris import ID, PREFIXES
from kg.model import Knowledge

SHAPES = Graph().parse(str(ontology.shapes_file()))
SHAPE = "https://w3id.org/newsgraph/shape/"
NODE_SHAPES = sorted(str(s).removeprefix(SHAPE) for s in SHAPES.subjects(RDF.type, SH.NodeShape))
ONTOLOGY = Graph()
for _file in ontology.vocabulary_files():
    ONTOLOGY.parse(str(_file))

BROKEN = {
    "Article": ("article/", "dcterms:identifier", None),
    "Sentence": ("#char", "kg:end", '"0"^^xsd:integer'),
    "Claim": ("claim/", "kg:polarity", '"perhaps"'),
    "Fact": ("claim/", "rdf:predicate", "kg:likes"),
    "Report": ("report|claim/", "kg:trigger", None),
    "Attribution": ("attribution/", "kg:order", '"0"^^xsd:integer'),
    "Run": ("run/", "kg:rulesVersion", None),
    "Event": ("event/", "kg:status", '"rumoured"'),
    "Roles": ("event/", "kg:actor", "kg:Claim"),
    "Person": ("person/", "schema:spouse", "country:PER"),
    "Country": ("country/", "skos:notation", '"Peru"'),
    "Organization": ("organization/", "rdfs:label", None),
    "Place": ("place/", "rdfs:label", '""'),
    "Named": ("person/", "skos:altLabel", '"Silva"@en'),
    "Office": ("office/", "kg:officeOf", "person:ana-silva"),
    "Conflict": ("conflict/[0-9a-f]+$", "kg:kind", '"quarrel"'),
    "ConflictSide": ("side/", "kg:states", "country:PER"),
    "History": ("claim/", "kg:supersedes", "country:PER"),
}
"""By shape: a property of matching subjects that is taken away or gets another value."""


@pytest.fixture(scope="module")
def lines(story: Knowledge) -> list[str]:
    return sorted(set(mapping.lines(story)))


def _term(name: str) -> str:
    """A name or literal of the table above as N-Triples has it."""
    if name.startswith('"'):
        return re.sub(r"\^\^(\S+)", lambda m: f"^^{_term(m[1])}", name)
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES.get(prefix, f'{ID}{prefix}/')}{local}>"


def _broken(lines: list[str], subject: str, property_: str, value: str | None) -> Graph:
    pattern = re.compile(rf"<[^>]*(?:{subject.rstrip('$')})[^> ]*> {re.escape(_term(property_))} ")
    found = [line for line in lines if pattern.match(line)]
    assert found, f"the story has no {property_} of {subject}"
    kept = [line for line in lines if line not in found]
    if value is not None:
        kept += [f"{pattern.match(line)[0]}{_term(value)} ." for line in found]  # type: ignore[index]
    return Graph().parse(data="\n".join(kept), format="nt")


def _violated(graph: Graph) -> set[str]:
    """The node shapes that a graph violates, by their local names."""
    conforms, report, _ = pyshacl.validate(graph + ONTOLOGY, shacl_graph=SHAPES)
    sources = set(report.objects(predicate=SH.sourceShape)) if not conforms else set()
    return {name for source in sources for name in _owners(source)}


def _owners(source: Node) -> set[str]:
    """The node shape itself, or the one that has it as a property shape."""
    owners = {source, *SHAPES.subjects(SH.property, source)}
    return {str(o).removeprefix(SHAPE) for o in owners if isinstance(o, URIRef)}


def test_a_good_graph_conforms(lines: list[str]) -> None:
    assert _violated(Graph().parse(data="\n".join(lines), format="nt")) == set()


def test_every_shape_has_its_case() -> None:
    assert sorted(BROKEN) == NODE_SHAPES


@pytest.mark.parametrize("shape", BROKEN)
def test_a_shape_fails_where_it_is_broken(lines: list[str], shape: str) -> None:
    assert shape in _violated(_broken(lines, *BROKEN[shape]))


def test_every_property_shape_says_what_holds() -> None:
    for shape in SHAPES.subjects(SH.path):
        message = SHAPES.value(shape, SH.message)
        assert isinstance(message, Literal) and message


def test_shapes_target_classes_that_graphs_have(story: Knowledge) -> None:
    data = Graph().parse(data="\n".join(mapping.lines(story)), format="nt") + ONTOLOGY
    members = set(data.objects(predicate=RDF.type))
    assert set(SHAPES.objects(predicate=SH.targetClass)) <= members
