"""The trigger table: every row has an example, and the example is read as the row says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from spacy.language import Language

from kg.model import Article, Extraction
from kg.text import pipeline, triggers
from kg.text.examples import marked, problem_of, problems
from kg.text.extract import extract

ROOTS = frozenset(
    [
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
)


@cache
def readings() -> dict[str, Extraction]:
    """Every example read in one pass of the model."""
    articles = [
        Article(id=row.id, digest="", text=marked(row.example)[0]) for row in triggers.table()
    ]
    return {a.id: x for a, x in extract(pipeline.load(), articles)}


def test_ids_are_unique() -> None:
    ids = [row.id for row in triggers.table()]
    assert sorted(set(ids)) == sorted(ids)


def test_every_row_has_an_example() -> None:
    assert [row.id for row in triggers.table() if marked(row.example)[0] == row.example] == []


def test_types_are_plover_roots() -> None:
    assert {row.type for row in triggers.table()} == ROOTS


@pytest.mark.parametrize("row", triggers.table(), ids=lambda row: row.id)
def test_example_is_read_as_the_row_says(row: triggers.Row) -> None:
    assert problem_of(row, readings()[row.id]) is None


@pytest.mark.parametrize(
    ("example", "problem"),
    [
        ("Peru visited Chile.", "no example that marks an {actor} or a [recipient]"),
        ("{Peru} sat beside [Chile].", "its example is read by no row"),
        ("{Peru} criticized [Chile].", "its example is read by condemn"),
        ("[Peru] visited {Chile}.", "'Chile' is not found as actor"),
        ("{Peru} visited Chile.", "'Chile' is found as recipient, unmarked"),
    ],
)
def test_what_is_wrong_with_an_example(nlp: Language, example: str, problem: str) -> None:
    row = next(r for r in triggers.table() if r.id == "visit")
    assert list(problems(nlp, [replace(row, example=example)])) == [f"visit: {problem}"]
