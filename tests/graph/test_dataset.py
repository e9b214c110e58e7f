from collections import Counter
from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, PROV, RDF, VOID, Graph, Literal, URIRef
from rdflib.term import Node

from kg.graph import mapping
from kg.graph.dataset import DATASET, describe
from kg.iris import KG
from kg.model import Knowledge


@pytest.fixture(scope="module")
def quads(story: Knowledge) -> list[str]:
    return sorted(set(mapping.lines(story)))


@pytest.fixture(scope="module")
def told(quads: list[str]) -> Graph:
    return Graph().parse(data="\n".join(quads), format="nt")


@pytest.fixture(scope="module")
def described(quads: list[str]) -> Graph:
    return Graph().parse(data="\n".join(describe(quads)), format="nt")


@pytest.fixture(scope="module")
def dataset(described: Graph) -> Node:
    (found,) = described.subjects(RDF.type, VOID.Dataset)
    assert str(found).startswith(DATASET)
    return found


def test_counts_are_those_of_the_graph(told: Graph, described: Graph, dataset: Node) -> None:
    counts = {p: int(str(described.value(dataset, p))) for p in (VOID.triples, VOID.properties)}
    assert counts == {VOID.triples: len(told), VOID.properties: len(set(told.predicates()))}
    subjects = len(set(told.subjects()))
    assert described.value(dataset, VOID.distinctSubjects) == Literal(subjects)


@pytest.mark.parametrize(
    ("link", "term", "count"),
    [
        (VOID.classPartition, VOID["class"], VOID.entities),
        (VOID.propertyPartition, VOID.property, VOID.triples),
    ],
)
def test_every_class_and_property_has_its_count(
    told: Graph, described: Graph, dataset: Node, link: Node, term: Node, count: Node
) -> None:
    found = {
        described.value(part, term): int(str(described.value(part, count)))
        for part in described.objects(dataset, link)
    }
    terms = told.objects(predicate=RDF.type) if term == VOID["class"] else told.predicates()
    assert found == Counter(terms)


def test_it_names_examples_vocabularies_coverage_and_the_run(
    told: Graph, described: Graph, dataset: Node
) -> None:
    examples = set(described.objects(dataset, VOID.exampleResource))
    assert {told.value(e, RDF.type) for e in examples} <= set(told.objects(predicate=RDF.type))
    assert len(examples) >= len(set(told.objects(predicate=RDF.type))) - 1
    assert URIRef(KG) in set(described.objects(dataset, VOID.vocabulary))
    period = described.value(dataset, DCTERMS.temporal)
    assert [str(described.value(period, end)) for end in (DCAT.startDate, DCAT.endDate)] == [
        "2024-03-06",
        "2024-03-07",
    ]
    assert described.value(dataset, PROV.wasGeneratedBy) in set(told.subjects(RDF.type, None))


def test_a_written_graph_carries_its_description(
    story: Knowledge, quads: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "graph.nq"
    assert mapping.write(story, path) == len(path.read_text(encoding="utf-8").splitlines())
    assert set(path.read_text(encoding="utf-8").splitlines()) == {*quads, *describe(quads)}


def test_an_empty_graph_has_one_too() -> None:
    graph = Graph().parse(data="\n".join(describe([])), format="nt")
    assert graph.value(None, VOID.triples, Literal(0))
