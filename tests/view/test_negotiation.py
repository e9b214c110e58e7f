from __future__ import annotations

import pytest

from kg.graph import answer
from kg.view.negotiation import GRAPHS, NAMES, TABLES, Formats, accepted, best, named

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("header", "table", "graph"),
    [
        ("", JSON, "text/turtle"),
        ("*/*", JSON, "text/turtle"),
        ("text/csv", "text/csv", None),
        ("TEXT/CSV; charset=utf-8", "text/csv", None),
        ("text/*", "text/csv", "text/turtle"),
        ("application/*", JSON, "application/n-triples"),
        ("application/json", "application/json", "application/json"),
        (f"{XML};q=0.5, text/csv;q=0.9", "text/csv", None),
        (f"{JSON};q=0, */*", XML, "text/turtle"),
        ("text/csv;q=0, text/*;q=0.5", "text/tab-separated-values", "text/turtle"),
        (f"{XML}, {JSON}", XML, None),
        (f"{XML}, application/rdf+xml, */*", XML, "application/rdf+xml"),
        ("text/csv;q=0.2, */*;q=0.1", "text/csv", "text/turtle"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON, "text/turtle"),
        ("text/csv;q=high", None, None),
        ("text/csv;q=nan", None, None),
        ("image/png", None, None),
        (";,/,q=1;;", None, None),
    ],
)
def test_accept(header: str, table: str | None, graph: str | None) -> None:
    assert accepted(header) == Formats(table, graph)


def test_a_named_type_beats_a_wildcard_of_the_same_quality() -> None:
    assert best("*/*, text/csv", TABLES) == "text/csv"


@pytest.mark.parametrize(
    ("name", "formats"),
    [
        ("CSV", Formats("text/csv", None)),
        ("json", Formats(JSON, "application/ld+json")),
        ("xml", Formats(XML, "application/rdf+xml")),
        ("ttl", Formats(None, "text/turtle")),
        (JSON, Formats(JSON, None)),
        ("application/sparql-results json", Formats(JSON, None)),
        ("application/json", Formats("application/json", "application/json")),
        ("excel", None),
        ("", None),
    ],
)
def test_names(name: str, formats: Formats | None) -> None:
    assert named(name) == formats


def test_every_type_offered_can_be_written() -> None:
    assert set(TABLES) == set(answer.TABLES)
    assert set(GRAPHS) == set(answer.GRAPHS)
    for formats in NAMES.values():
        assert formats.table in (None, *TABLES)
        assert formats.graph in (None, *GRAPHS)
