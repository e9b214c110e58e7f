"""The ontology under a reasoner: OWL 2 RL by owlrl finds good graphs consistent and wrong ones not."""

from __future__ import annotations

import owlrl
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Node

from kg.graph import mapping, ontology
from kg.iris import ID, KG, PREFIXES
from kg.model import Knowledge

KGN, SCHEMA, SEM = Namespace(KG), Namespace(PREFIXES["schema"]), Namespace(PREFIXES["sem"])
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
ANA, PERU = URIRef(ID + "person/ana-silva"), URIRef(ID + "country/PER")
Triples = list[tuple[Node, Node, Node]]


def closure(*triples: tuple[Node, Node, Node]) -> Graph:
    """The ontology and these triples with all that follows from them."""
    graph = Graph().parse(str(ontology.vocabulary_files()[0]))
    for triple in triples:
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def errors(graph: Graph) -> list[str]:
    return sorted(str(message) for message in graph.objects(predicate=ERROR))


@pytest.fixture(scope="module")
def told(story: Knowledge) -> Graph:
    return Graph().parse(data="\n".join(mapping.lines(story)), format="nt")


@pytest.fixture(scope="module")
def closed(told: Graph) -> Graph:
    return closure(*told)


def test_a_good_graph_is_consistent_with_the_ontology(closed: Graph) -> None:
    assert errors(closed) == []


def test_no_report_becomes_an_event_and_no_claim_a_sentence(closed: Graph, told: Graph) -> None:
    for class_ in (SEM.Event, KGN.Sentence, SCHEMA.Person, KGN.Office, KGN.Conflict):
        assert set(closed.subjects(RDF.type, class_)) == set(told.subjects(RDF.type, class_))


@pytest.mark.parametrize(
    ("conclusion", "class_"),
    [("report", "Claim"), ("claim", "Statement"), ("country", "Place")],
)
def test_what_follows_from_the_hierarchy(closed: Graph, conclusion: str, class_: str) -> None:
    space = {"Claim": KG, "Statement": str(RDF), "Place": PREFIXES["schema"]}[class_]
    below = {"report": KGN.Report, "claim": KGN.Claim, "country": SCHEMA.Country}[conclusion]
    members = set(closed.subjects(RDF.type, below))
    assert members and members <= set(closed.subjects(RDF.type, URIRef(space + class_)))


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param([(ANA, RDF.type, SCHEMA.Person), (ANA, RDF.type, SEM.Event)], id="two kinds"),
        pytest.param([(ANA, RDF.type, SCHEMA.Person), (ANA, KGN.officeOf, PERU)], id="domain"),
        pytest.param([(PERU, RDF.type, SCHEMA.Country), (ANA, SCHEMA.spouse, PERU)], id="range"),
        pytest.param(
            [
                (ANA, RDF.type, SCHEMA.Person),
                (URIRef(ID + "claim/1"), KGN.about, ANA),
            ],
            id="a report about a person",
        ),
    ],
)
def test_a_wrong_graph_is_inconsistent(wrong: Triples) -> None:
    assert errors(closure(*wrong))
