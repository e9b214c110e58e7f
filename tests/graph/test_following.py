"""What follows from a graph is what the ontology says follows."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.graph import following, ontology
from kg.graph.lines import Line
from kg.graph.triples import Triples
from kg.iris import ID, PREFIXES

ANA, JOAO, TALKS = (f"<{ID}{name}>" for name in ("person/ana", "person/joao", "event/1"))


@pytest.fixture(scope="module")
def vocabulary() -> Triples:
    return Triples.read(*ontology.vocabulary_files())


def _line(subject: str, property_: str, object_: str) -> str:
    def written(term: str) -> str:
        prefix, _, name = term.partition(":")
        return term if term[0] == "<" else f"<{PREFIXES[prefix]}{name}>"

    return f"{written(subject)} {written(property_)} {written(object_)} ."


@pytest.mark.parametrize(
    ("stated", "follows"),
    [
        ([(ANA, "schema:spouse", JOAO)], [(JOAO, "schema:spouse", ANA)]),
        ([(ANA, "schema:parent", JOAO)], [(JOAO, "schema:children", ANA)]),
        ([(ANA, "schema:children", JOAO)], []),
        ([(ANA, "rdf:type", "schema:Country")], [(ANA, "rdf:type", "schema:Place")]),
        ([(TALKS, "rdf:type", "sem:Event"), (TALKS, "kg:actor", ANA)], [(TALKS, "sem:hasActor", ANA)]),
        ([(TALKS, "rdf:type", "kg:Sentence"), (TALKS, "kg:actor", ANA)], [(TALKS, "rdf:type", "nif:Sentence")]),
        ([(ANA, "schema:nationality", JOAO)], []),
    ],
)  # fmt: skip
def test_what_follows(
    vocabulary: Triples, stated: list[tuple[str, str, str]], follows: list[tuple[str, str, str]]
) -> None:
    lines: list[Line] = []
    for terms in stated:
        subject, property_, object_ = (_line(*terms) + "\n").split(" ", 2)
        lines.append((subject, property_, object_))
    found = following.following(lines, following.above(vocabulary))
    assert list(found) == [_line(*terms) for terms in follows]


def test_all_classes_above_a_report_are_known(vocabulary: Triples) -> None:
    above = following.above(vocabulary)[f"<{PREFIXES['kg']}Report>"]
    names = [term.strip("<>") for term in above]
    assert names == sorted(
        PREFIXES[prefix] + name
        for prefix, name in (("kg", "Claim"), ("rdf", "Statement"), ("prov", "Entity"))
    )


def _said_in_owl() -> Iterator[tuple[str, str, str]]:
    yield "kg:actor", "rdfs:subPropertyOf", "sem:hasActor"
    yield "kg:recipient", "rdfs:subPropertyOf", "sem:hasActor"
    yield "schema:parent", "owl:inverseOf", "schema:children"
    yield "schema:spouse", "rdf:type", "owl:SymmetricProperty"


@pytest.mark.parametrize("terms", [*_said_in_owl()])
def test_the_ontology_says_so(vocabulary: Triples, terms: tuple[str, str, str]) -> None:
    (quad,) = ox.parse(_line(*terms), format=ox.RdfFormat.N_TRIPLES)
    assert quad.object in vocabulary.objects(quad.subject, quad.predicate)
