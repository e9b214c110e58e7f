"""Each profile as another library reads it, counted against the graph that it was made from."""

from __future__ import annotations

import csv
import io
import warnings
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Dataset, Graph, Literal, Namespace, URIRef

from kg import iris
from kg.errors import QueryError
from kg.graph import mapping
from kg.graph.profiles import polecat
from kg.graph.profiles.export import PROFILES, export
from kg.iris import DCTERMS, KG, PROV
from kg.model import Knowledge
from tests.factories import World
from tests.graph import engines

KGN, OA = Namespace(KG), Namespace("http://www.w3.org/ns/oa#")
NP = Namespace("http://www.nanopub.org/nschema#")


@pytest.fixture(scope="module")
def plain(nquads: Path) -> Graph:
    return Graph().parse(str(nquads), format="nt")


def exported(nquads: Path, profile: str, story: Knowledge) -> bytes:
    out = io.BytesIO()
    export(nquads, profile, story.articles, out)
    return out.getvalue()


def dataset(nquads: Path, profile: str, story: Knowledge) -> Dataset:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found = Dataset()
        found.parse(data=exported(nquads, profile, story), format="nquads")
    return found


def claims(graph: Graph) -> set[object]:
    return {s for kind in (KGN.Claim, KGN.Report) for s in graph.subjects(RDF.type, kind)}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_bytes_are_the_same_each_time(nquads: Path, story: Knowledge, profile: str) -> None:
    assert exported(nquads, profile, story) == exported(nquads, profile, story)


def test_article_graphs_lose_nothing_and_hold_their_own(
    nquads: Path, story: Knowledge, plain: Graph
) -> None:
    found = dataset(nquads, "articles", story)
    assert {(s, p, o) for s, p, o, _ in found.quads()} == set(plain)
    for article in story.articles:
        graph = found.graph(URIRef(iris.article(article.digest)))
        for claim in claims(graph):
            assert str(graph.value(claim, KGN.evidence)).startswith(str(graph.identifier))
    per_article = [found.graph(URIRef(iris.article(a.digest))) for a in story.articles]
    assert sum(len(claims(graph)) for graph in per_article) == len(claims(plain))


def test_selectors_find_the_words_of_the_claim(
    nquads: Path, story: Knowledge, plain: Graph
) -> None:
    found = Graph().parse(data=exported(nquads, "annotations", story), format="nt")
    texts = {iris.article(article.digest): article.text for article in story.articles}
    notes = set(found.subjects(RDF.type, OA.Annotation))
    assert {found.value(note, OA.hasBody) for note in notes} == claims(plain)
    for note in notes:
        target = found.value(note, OA.hasTarget)
        text = texts[str(found.value(target, OA.hasSource))]
        position, quote = sorted(
            found.objects(target, OA.hasSelector),
            key=lambda s: found.value(s, RDF.type) == OA.TextQuoteSelector,
        )
        start, end = (int(str(found.value(position, p))) for p in (OA.start, OA.end))
        exact, before, after = (
            str(found.value(quote, p)) for p in (OA.exact, OA.prefix, OA.suffix)
        )
        assert text[start:end] == exact
        assert before + exact + after in text and len(before) <= 32 and len(after) <= 32


def test_nanopublications_keep_the_rules_of_nanopub_net(
    nquads: Path, story: Knowledge, plain: Graph
) -> None:
    found = dataset(nquads, "nanopubs", story)
    pubs = set(found.quads((None, RDF.type, NP.Nanopublication, None)))
    assert len(pubs) == len(claims(plain))
    for np, _, _, name in pubs:
        head = found.graph(name)
        assertion, provenance, info = (
            found.graph(head.value(np, p))
            for p in (NP.hasAssertion, NP.hasProvenance, NP.hasPublicationInfo)
        )
        parts = {g.identifier for g in (head, assertion, provenance, info)}
        assert len(head) == 4 and len(parts) == 4
        assert len(assertion)
        assert (assertion.identifier, URIRef(PROV + "wasDerivedFrom"), None) in provenance
        assert (np, URIRef(DCTERMS + "creator"), Literal("newsgraph 0")) in info


def test_only_accepted_claims_assert_a_plain_triple(nquads: Path, story: Knowledge) -> None:
    found = dataset(nquads, "nanopubs", story)
    ((_, _, _, name),) = found.quads((None, KGN.polarity, Literal("denied"), None))
    assertion = found.graph(name)
    assert set(assertion.predicates()) and not list(assertion.subject_objects(KGN.holdsOffice))


def test_triple_terms_are_read_by_two_engines(
    nquads: Path, story: Knowledge, tmp_path: Path
) -> None:
    path = tmp_path / "graph.nq"
    path.write_bytes(exported(nquads, "rdf12", story))
    found = engines.oxigraph(path, "nquads")
    terms = {t.object for t in found if isinstance(t.object, ox.Triple)}
    stated = {t for t in found if not isinstance(t.object, ox.Triple)}
    assert stated == engines.triples(nquads.read_bytes())
    assert terms & stated and terms - stated, "accepted ones are stated, others only told"
    assert engines.n3(path, "nquads") == found


def rows(quads: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(quads)))


def test_the_table_of_events_has_a_row_for_each_pair(nquads: Path, story: Knowledge) -> None:
    (row,) = rows(exported(nquads, "polecat", story).decode())
    kept = {name: row[name] for name in list(row)[1:11]}
    assert kept == {
        "Event Date": "2024-03-05",
        "Event Type": "CONSULT",
        "Event Mode": "visit",
        "Intensity": "4.0",
        "Quad Code": "1",
        "Contexts": "",
        "Actor Name": "Ana Silva",
        "Actor Country": "PER",
        "Actor Title": "foreign minister of Peru",
        "Recipient Name": "Chile",
    }
    assert (row["Recipient Country"], row["Placename"], row["Source"]) == (
        "CHL",
        "Lima",
        "Harbour Press",
    )


def test_cells_are_no_formulas_but_scores_stay_numbers() -> None:
    news = World()
    (sentence,) = news.article("Troops shelled the port.", title="=HYPERLINK(1)")
    news.report(sentence, "ASSAULT", "shelled", actors=["@troops"], recipients=["+port", "-port"])
    found = rows(polecat.polecat(mapping.lines(news.knowledge())))
    assert [row["Recipient Name"] for row in found] == ["'+port", "'-port"]
    assert {row["Headline"] for row in found} == {"'=HYPERLINK(1)"}
    assert all(float(row["Intensity"]) < 0 for row in found)


def test_an_unknown_profile_is_an_error(nquads: Path, story: Knowledge) -> None:
    with pytest.raises(QueryError, match="choose one of articles, nanopubs, rdf12"):
        exported(nquads, "owl", story)
