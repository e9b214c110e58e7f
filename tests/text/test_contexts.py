"""The contexts of events: every row has an example, and none is found where nothing says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model import Extraction
from kg.text import contexts

Read = Callable[..., Extraction]
SCHEME = Path(__file__).parents[2] / "ontology" / "event-types.ttl"


def found(extraction: Extraction) -> set[str]:
    return {c for event in extraction.events for c in event.contexts}


def test_every_context_of_the_scheme_has_a_row() -> None:
    names = re.findall(r"^cx:(\w+) a skos:Concept", SCHEME.read_text(encoding="utf-8"), re.M)
    assert sorted(row.context for row in contexts.table()) == sorted(names)


@pytest.mark.parametrize("row", contexts.table(), ids=lambda row: row.context)
def test_example_is_in_the_context_of_its_row(read: Read, row: contexts.ContextRow) -> None:
    assert row.context in found(read(row.example))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru criticized Chile.", set()),
        ("Minister Ana Mosque visited Chile.", set()),
        ("Peru expelled the Chilean ambassador over a trade dispute.", {"diplomatic", "economic"}),
        ("Police fired tear gas at students.", {"repression"}),
        ("Peru criticized Chile, which sells oil to Japan.", {"natural_resource"}),
    ],
)
def test_only_what_the_clause_says(read: Read, text: str, expected: set[str]) -> None:
    assert found(read(text)) == expected


def test_another_clause_has_its_own_contexts(read: Read) -> None:
    extraction = read("Peru criticized Chile after its troops shelled a village.")
    contexts_by_type = {e.type: set(e.contexts) for e in extraction.events}
    assert contexts_by_type["ACCUSE"] == set()
    assert "military" in contexts_by_type["ASSAULT"]
