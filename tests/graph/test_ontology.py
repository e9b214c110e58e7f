import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

import kg.graph
from kg.errors import KGError
from kg.graph import ontology
from kg.graph import vocabulary as v
from kg.iris import EVENT_TYPE, KG, PREFIXES

TERMS, TYPES = (Graph().parse(str(file)) for file in ontology.vocabulary_files())
SHAPES = Graph().parse(str(ontology.shapes_file()))
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
DECLARED = sorted({term for kind in KINDS for term in TERMS.subjects(RDF.type, kind)})
CONCEPTS = sorted(TYPES.subjects(RDF.type, SKOS.Concept))
ROOTS = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]


@pytest.mark.parametrize("term", DECLARED)
def test_every_term_is_explained(term: Node) -> None:
    for property_ in (RDFS.label, RDFS.comment, SKOS.example, RDFS.isDefinedBy):
        assert TERMS.value(term, property_), property_


@pytest.mark.parametrize("term", DECLARED)
def test_every_example_is_turtle_that_uses_its_term(term: URIRef) -> None:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    example = Graph().parse(data=head + str(TERMS.value(term, SKOS.example)), format="turtle")
    assert term in {*example.predicates(), *example.objects(predicate=RDF.type)}


@pytest.mark.parametrize(
    "property_", [term for term in DECLARED if term.startswith(KG) and term[len(KG)].islower()]
)
def test_every_own_property_says_what_it_joins(property_: Node) -> None:
    schema = PREFIXES["schema"]
    for exact, loose in (
        (RDFS.domain, URIRef(schema + "domainIncludes")),
        (RDFS.range, URIRef(schema + "rangeIncludes")),
    ):
        assert TERMS.value(property_, exact) or list(TERMS.objects(property_, loose))


def test_what_a_store_loads_has_no_blank_nodes() -> None:
    assert not [
        term for graph in (TERMS, TYPES) for t in graph for term in t if isinstance(term, BNode)
    ]


def test_versions_and_licences_are_stated() -> None:
    head = URIRef(KG.removesuffix("#"))
    assert str(TERMS.value(head, OWL.versionIRI)).startswith(head)
    assert TERMS.value(head, DCTERMS.license)
    assert all(
        TYPES.value(scheme, DCTERMS.license)
        for scheme in TYPES.subjects(RDF.type, SKOS.ConceptScheme)
    )


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_concept_is_explained_and_placed(concept: Node) -> None:
    assert TYPES.value(concept, SKOS.prefLabel)
    assert TYPES.value(concept, SKOS.definition)
    assert len(list(TYPES.objects(concept, SKOS.notation))) == 1
    assert TYPES.value(concept, SKOS.inScheme)
    assert TYPES.value(concept, SKOS.broader) or TYPES.value(concept, SKOS.topConceptOf)


def test_broader_and_narrower_are_inverses_of_each_other() -> None:
    up = set(TYPES.subject_objects(SKOS.broader))
    assert up == {(low, high) for high, low in TYPES.subject_objects(SKOS.narrower)}
    tops = set(TYPES.subject_objects(SKOS.topConceptOf))
    assert tops == {(c, scheme) for scheme, c in TYPES.subject_objects(SKOS.hasTopConcept)}


def test_the_sixteen_roots_stand_below_four_quads_and_modes_below_their_root() -> None:
    quads = set(TYPES.subjects(SKOS.topConceptOf, URIRef(EVENT_TYPE)))
    roots = {c for quad in quads for c in TYPES.subjects(SKOS.broader, quad)}
    assert len(quads) == 4
    assert {str(root).removeprefix(EVENT_TYPE) for root in roots} == set(ROOTS)
    for concept in set(CONCEPTS) - quads - roots:
        if above := TYPES.value(concept, SKOS.broader):
            assert str(concept).rpartition(".")[0] == str(above)
    codes = {str(code) for code in TYPES.objects(predicate=SKOS.notation)}
    assert {"CONSULT.visit", "Q1", "ASSAULT.suicide-attack"} <= codes


def test_shapes_allow_the_predicates_that_claims_have() -> None:
    listed = re.search(
        r"sh:path rdf:predicate .*?sh:in \((.*?)\)", _text(ontology.shapes_file()), re.S
    )
    assert listed
    names = {_full(name) for name in listed[1].split()}
    assert names == set(v.PREDICATES.values())


def test_every_term_that_shapes_name_is_declared() -> None:
    own = {t for triple in SHAPES for t in triple if isinstance(t, URIRef) and t.startswith(KG)}
    assert own <= set(DECLARED)
    assert Literal("affirmed") in set(SHAPES.objects(predicate=RDF.first))


def test_files_are_found_in_a_wheel_and_in_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = ontology._folder.__wrapped__
    package = tmp_path / "kg"
    monkeypatch.setattr(ontology, "_PACKAGE", package)
    with pytest.raises(KGError, match="install"):
        find()
    for folder in (tmp_path / "ontology", package / "ontology"):
        folder.mkdir(parents=True)
        (folder / "kg.ttl").touch()
        assert find() == folder
    assert Path(kg.graph.__file__ or "").is_file()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
