"""Every named query, with the values of its example, on the golden graph, in two engines."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.graph import named
from kg.graph.embedded import Embedded
from kg.iris import PREFIXES
from tests import cookbook

NAMES = [name for name, _ in named.names()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("golden") / "store"


@pytest.fixture(scope="module")
def golden(folder: Path) -> Embedded:
    return cookbook.open_golden(folder)


@pytest.fixture(scope="module")
def second(golden: Embedded, folder: Path) -> rdflib.Graph:
    """The same statements in the memory of rdflib, to be answered by its own engine."""
    dump = ox.Store.read_only(str(folder)).dump(
        format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()
    )
    return rdflib.Graph().parse(data=dump, format="nt")


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_those_expected(golden: Embedded, name: str) -> None:
    found = cookbook.csv(golden.select(cookbook.bound(name, golden)))
    assert found == (cookbook.ANSWERS / f"{name}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_another_engine_answers_alike(
    golden: Embedded, folder: Path, second: rdflib.Graph, name: str
) -> None:
    text = cookbook.bound(name, golden)
    ours = ox.Store.read_only(str(folder)).query(text, prefixes=PREFIXES)
    theirs = second.query(text, initNs=PREFIXES)
    assert [[term and term.value for term in row] for row in ours] == [
        [None if term is None else str(term) for term in row] for row in theirs
    ]


def test_most_examples_find_something() -> None:
    empty = {name for name in NAMES if _lines(name) < 2}
    assert len(empty) <= len(NAMES) // 10


def test_the_page_and_the_answers_are_current(golden: Embedded) -> None:
    assert cookbook.PAGE.read_text(encoding="utf-8") == cookbook.page(golden)
    assert {file.stem for file in cookbook.ANSWERS.glob("*.csv")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_says_what_it_is_and_ends_in_a_total_order(name: str) -> None:
    query = named.query(name)
    assert query.title and query.about.endswith(".")
    assert "\nORDER BY " in query.text
    assert {key for key, _ in query.example} <= {p.name for p in query.parameters}
    assert all(f"# with {p.name}:" in query.text for p in query.parameters)


def _lines(name: str) -> int:
    return len((cookbook.ANSWERS / f"{name}.csv").read_text(encoding="utf-8").splitlines())
