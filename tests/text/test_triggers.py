"""The trigger table: every row has an example, and the example is read as the row says."""

from __future__ import annotations

import re
from functools import cache

import pytest

from kg.model import Article, Event, Extraction
from kg.text import pipeline, triggers
from kg.text.extract import extract

MARK = re.compile(r"[{}\[\]]")
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


def marked(example: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """The bare text and the marked spans: ``{actor}`` and ``[recipient]``."""
    text, spans, start = "", {"actor": [], "recipient": []}, 0
    for piece in re.split(r"([{}\[\]])", example):
        if piece in ("{", "["):
            start = len(text)
        elif piece in ("}", "]"):
            spans["actor" if piece == "}" else "recipient"].append((start, len(text)))
        else:
            text += piece
    return text, spans


@cache
def readings() -> dict[str, Extraction]:
    """Every example read in one pass of the model."""
    articles = [
        Article(id=row.id, digest="", text=marked(row.example)[0]) for row in triggers.table()
    ]
    return {a.id: x for a, x in extract(pipeline.load(), articles)}


def roles(extraction: Extraction, event: Event, text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"actor": [], "recipient": []}
    for argument in event.arguments:
        mention = extraction.mentions[argument.mention]
        found[argument.role].append(text[mention.start : mention.end])
    return found


def overlapping(extraction: Extraction, event: Event, role: str, span: tuple[int, int]) -> bool:
    return any(
        a.role == role
        and extraction.mentions[a.mention].start < span[1]
        and span[0] < extraction.mentions[a.mention].end
        for a in event.arguments
    )


def test_ids_are_unique() -> None:
    ids = [row.id for row in triggers.table()]
    assert sorted(set(ids)) == sorted(ids)


def test_every_row_has_an_example() -> None:
    assert [row.id for row in triggers.table() if not MARK.search(row.example)] == []


def test_types_are_plover_roots() -> None:
    assert {row.type for row in triggers.table()} == ROOTS


@pytest.mark.parametrize("row", triggers.table(), ids=lambda row: row.id)
def test_example_is_read_as_the_row_says(row: triggers.Row) -> None:
    text, spans = marked(row.example)
    extraction = readings()[row.id]
    told = [
        (e.assertion.rule, e.type, e.mode, roles(extraction, e, text)) for e in extraction.events
    ]
    event = next((e for e in extraction.events if e.assertion.rule == f"events.{row.id}"), None)
    assert event is not None, told
    assert event.type == row.type, told
    assert row.mode is None or event.mode == row.mode, told
    for role, marks in spans.items():
        for span in marks:
            assert overlapping(extraction, event, role, span), (text[slice(*span)], role, told)
    for argument in event.arguments:
        mention = extraction.mentions[argument.mention]
        expected = spans[argument.role]
        assert any(mention.start < b and a < mention.end for a, b in expected), told
