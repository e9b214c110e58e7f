"""The terms that graphs are written in are those that the ontology declares, and no others."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.term import Node

import kg.graph
from kg import iris
from kg.graph import mapping, named, ontology
from kg.graph import vocabulary as v
from kg.iris import KG, PREFIXES
from kg.model import Knowledge, Link

TERMS, TYPES = (Graph().parse(str(file)) for file in ontology.vocabulary_files())
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
DECLARED = {term for kind in KINDS for term in TERMS.subjects(RDF.type, kind)}
GOLDEN = Path(__file__).parent.parent / "golden" / "samples.nq"
DESCRIBING = ("http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", iris.DCTERMS)
"""Vocabularies that describe a data set as a whole; used as they are."""


@pytest.fixture(scope="module")
def graph(story: Knowledge) -> Graph:
    """All that a build can write: the story with links and a rejected claim, and the samples."""
    first, *others = story.claims
    rejected = replace(first, telling=replace(first.telling, rejected=True), end="2024")
    person = next(node.id for node in story.nodes if node.kind == "person")
    links = tuple(
        Link(node=person, target=f"http://www.wikidata.org/entity/Q{n}", name="A", confirmed=sure)
        for n, sure in ((1, True), (2, False))
    )
    knowledge = replace(story, claims=(rejected, *others), links=links)
    text = "\n".join(mapping.lines(knowledge)) + "\n" + GOLDEN.read_text(encoding="utf-8")
    return Graph().parse(data=text, format="nt")


def _undeclared(terms: set[Node]) -> set[Node]:
    return {t for t in terms - DECLARED - {RDF.type} if not str(t).startswith(DESCRIBING)}


def test_every_property_and_class_of_a_graph_is_declared(graph: Graph) -> None:
    assert _undeclared(set(graph.predicates())) == set()
    assert _undeclared(set(graph.objects(predicate=RDF.type))) == set()


def test_every_own_term_is_used(graph: Graph) -> None:
    used = {*graph.predicates(), *TYPES.predicates(), *graph.objects(predicate=RDF.type)}
    assert {term for term in DECLARED if str(term).startswith(KG)} <= used


def test_links_keep_to_the_kind_of_their_property(graph: Graph) -> None:
    literal = {p for p in DECLARED if (p, RDF.type, OWL.DatatypeProperty) in TERMS}
    for property_ in DECLARED & set(graph.predicates()):
        kinds = {isinstance(o, URIRef) for o in graph.objects(predicate=property_)}
        if (property_, RDF.type, OWL.ObjectProperty) in TERMS:
            assert kinds == {True}, property_
        elif property_ in literal:
            assert kinds == {False}, property_


def test_every_constant_of_the_vocabulary_is_declared() -> None:
    constants = {*v.CLASSES.values(), *v.PREDICATES.values(), *v.EVENT_PROPERTIES}
    assert {URIRef(c) for c in constants} <= DECLARED


def _own_names() -> list[tuple[str, str]]:
    """Every own term that code, rules or queries name, with the file that does."""
    folder = Path(kg.graph.__file__ or "").parent
    found = []
    for file in sorted([*folder.rglob("*.py"), *folder.rglob("*.rq")]):
        text = file.read_text(encoding="utf-8")
        names = re.findall(r'\bKG \+ "(\w+)"|\bkg:(\w+)', text)
        found += [(file.name, plain or prefixed) for plain, prefixed in names]
    return sorted(set(found))


@pytest.mark.parametrize(("file", "name"), _own_names())
def test_no_file_names_an_own_term_that_is_not_declared(file: str, name: str) -> None:
    assert URIRef(KG + name) in DECLARED


@pytest.mark.parametrize("name", [name for name, _ in named.names()])
def test_no_query_uses_an_undeclared_term(name: str) -> None:
    text = re.sub(r"#.*|\"[^\"]*\"", "", named.text(name))
    for prefix, local in re.findall(r"\b(kg|schema|sem|rdf|dcterms|skos):(\w+)", text):
        term = URIRef(PREFIXES[prefix] + local)
        assert term in DECLARED or term in set(TYPES.predicates()), term


def test_own_properties_stand_below_terms_of_their_own_kind() -> None:
    for low, high in TERMS.subject_objects(RDFS.subPropertyOf):
        kinds = set(TERMS.objects(low, RDF.type)) & set(KINDS)
        declared = set(TERMS.objects(high, RDF.type)) & set(KINDS)
        assert not declared or kinds & declared, (low, high)
