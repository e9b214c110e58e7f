"""A small story that the tests of the graph share, and the store of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import embedded, mapping
from kg.model import Knowledge
from tests.factories import World, said


def tell() -> Knowledge:
    """Two articles: a meeting, an office that is claimed and denied, a plan and its change."""
    news = World()
    met, claimed = news.article(
        "Foreign minister Ana Silva met Chile’s president in Lima on Tuesday, Harbour Press reported.",
        "Silva, a Peruvian, is married to João Prado.",
        id="harbour-1",
        title="Talks resume",
        published="2024-03-06",
        published_from="dateline",
        publisher="Harbour Press",
        url="https://harbour.example/talks",
    )
    denied, planned, doubted = news.article(
        "A spokesman said the ministry denied that Ana Silva is foreign minister of Peru.",
        "Chile will send troops to the border in May.",
        "Protesters may have attacked the port.",
        id="hill-7",
        published="2024-03-07",
    )
    ana, joao = news.person("Ana Silva", "Silva"), news.person("João Prado")
    peru, chile = news.country("PER", "Peru", "Peruvian"), news.country("CHL", "Chile")
    press, lima = news.organization("Harbour Press"), news.place("Lima")
    minister = news.office("foreign minister", peru)
    chain = (said("A spokesman"), said("the ministry", "denied"))
    yes = news.fact(met, ana, "holdsOffice", minister, tense="present", begin="2023")
    no = news.fact(denied, ana, "holdsOffice", minister, polarity="denied", speakers=chain)
    news.conflict(
        "denial",
        ana,
        "Ana Silva as foreign minister of Peru: told by Harbour Press, denied by the ministry.",
        it_is_so=[yes],
        it_is_not_so=[no],
    )
    news.fact(claimed, ana, "nationality", peru, tense="present")
    news.fact(claimed, ana, "spouse", joao, tense="present")
    news.report(
        met,
        "CONSULT",
        "met",
        mode="visit",
        actors=[ana],
        recipients=[chile],
        place=lima,
        day="2024-03-05",
        speakers=(said(cue="reported", speaker=press),),
        label="Ana Silva met Chile, 5 March 2024",
    )
    event = news.report(
        planned,
        "MOBILIZE",
        "send",
        mode="troops",
        actors=[chile],
        recipients=["the border"],
        tense="future",
        label="Chile to send troops",
    )
    news.report(
        doubted,
        "ASSAULT",
        "attacked",
        actors=["Protesters"],
        certainty="possible",
        label="Protesters attacked the port",
    )
    news.supersedes(no, news.told(event)[0])
    return news.knowledge()


@pytest.fixture(scope="session")
def story() -> Knowledge:
    return tell()


@pytest.fixture(scope="session")
def nquads(story: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    mapping.write(story, path)
    return path


@pytest.fixture(scope="session")
def opened(nquads: Path) -> embedded.Embedded:
    embedded.load(nquads, nquads.parent / "store")
    return embedded.Embedded.open(nquads.parent / "store")
