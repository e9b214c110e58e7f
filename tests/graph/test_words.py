"""Names and words: by the index beside the store, and by SPARQL where there is none."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph import embedded, mapping, named, parameters
from kg.graph.embedded import Embedded
from kg.graph.naming import find
from kg.graph.words import beside
from kg.iris import ID
from tests.factories import World

JOAO, PERU = "person/joao-prado", "country/PER"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("words")
    news = World()
    met, tariff = news.article(
        "João Prado met Peru's envoy.", "Peru lifts its tariffs on steel.", title="A tariff goes"
    )
    joao, peru = news.person("João Prado", "Prado"), news.country("PER", "Peru", "Peruvian")
    news.report(met, "CONSULT", "met", actors=[joao], recipients=[peru], label="Prado met Peru")
    news.report(tariff, "CONCEDE", "lifts", actors=[peru], label="Peru lifted tariffs")
    mapping.write(news.knowledge(), folder / "graph.nq")
    embedded.load(folder / "graph.nq", folder / "store")
    return folder / "store"


@pytest.fixture(params=["index", "none"])
def store(request: pytest.FixtureRequest, folder: Path) -> Embedded:
    if request.param == "index":
        return Embedded.open(folder)
    return Embedded(ox.Store.read_only(str(folder)))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("prado", ["João Prado", "Prado met Peru", "João Prado met Peru's envoy."]),
        ("TARIFFS steel", ["Peru lifts its tariffs on steel."]),
        ('"met peru"', ["Prado met Peru", "João Prado met Peru's envoy."]),
        ("steel envoy", []),
        ('NEAR( OR " AND * steel', []),
        ("'; DROP TABLE word; --", []),
        ("tariffs\0steel", ["Peru lifts its tariffs on steel."]),
    ],
)
def test_all_words_are_in_what_is_found(store: Embedded, words: str, found: list[str]) -> None:
    text = parameters.bind(named.query("search"), {"words": words}, store)
    assert sorted(str(row[1]) for row in store.select(text)) == sorted(found)


def test_the_index_folds_accents_and_knows_beginnings(folder: Path) -> None:
    store = Embedded.open(folder)
    assert store.search("JOAO", 1) == [ID + JOAO]
    assert len(store.search("tarif*", 9)) == 3
    assert store.search("tarif", 9) == []


def test_no_word_is_an_error(store: Embedded) -> None:
    with pytest.raises(QueryError, match="no word"):
        store.search('- * ""', 9)


def test_what_fits_best_comes_first(store: Embedded) -> None:
    assert store.search("peru", 20)[0] == ID + PERU


def test_names_are_found_however_they_are_spelled(store: Embedded) -> None:
    for words, meant in (("João Prado", JOAO), ("joao  prado", JOAO), ("Peruvian", PERU)):
        assert find(store, words) == ID + meant


def test_the_index_is_the_same_bytes_each_time(folder: Path, tmp_path: Path) -> None:
    embedded.load(folder.parent / "graph.nq", tmp_path / "store")
    assert beside(tmp_path / "store").read_bytes() == beside(folder).read_bytes()
