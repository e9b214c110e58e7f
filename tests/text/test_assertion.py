"""Polarity, certainty, tense and speakers of what a sentence states."""

from __future__ import annotations

from functools import cache

import pytest

from kg.model import Attribution, Span
from kg.text import pipeline
from kg.text.assertion import assess
from kg.text.blocks import blocks
from kg.text.reading import Reading
from kg.text.tokens import Doc

# sentence, word that states the thing, polarity, certainty, tense
CASES = [
    ("Kenya attacked Somalia.", "attacked", "affirmed", "certain", "past"),
    ("Kenya has attacked Somalia.", "attacked", "affirmed", "certain", "past"),
    ("Kenya is attacking Somalia.", "attacking", "affirmed", "certain", "present"),
    ("Kenya did not attack Somalia.", "attack", "denied", "certain", "past"),
    ("Kenya never attacked Somalia.", "attacked", "denied", "certain", "past"),
    ("Kenya will attack Somalia.", "attack", "affirmed", "certain", "future"),
    ("Kenya will not attack Somalia.", "attack", "denied", "certain", "future"),
    ("Kenya plans to attack Somalia.", "attack", "affirmed", "certain", "future"),
    ("Kenya is going to attack Somalia.", "attack", "affirmed", "certain", "future"),
    ("Kenya may attack Somalia.", "attack", "affirmed", "possible", "present"),
    ("Kenya could have attacked Somalia.", "attacked", "affirmed", "possible", "past"),
    ("Kenya reportedly attacked Somalia.", "attacked", "affirmed", "probable", "past"),
    ("Kenya is believed to have attacked Somalia.", "attacked", "affirmed", "probable", "past"),
    ("Kenya is expected to attack Somalia.", "attack", "affirmed", "probable", "future"),
    ("Kenya is likely to attack Somalia.", "attack", "affirmed", "probable", "future"),
    ("Kenya wants to attack Somalia.", "attack", "affirmed", "possible", "future"),
    ("Kenya failed to attack Somalia.", "attack", "denied", "certain", "past"),
    ("Kenya denied that it had attacked Somalia.", "attacked", "denied", "certain", "past"),
    ("If Kenya attacks Somalia, Uganda leaves.", "attacks", "affirmed", "possible", "present"),
    ("Did Kenya attack Somalia?", "attack", "affirmed", "possible", "past"),
    ("Kenya must leave Somalia.", "leave", "affirmed", "possible", "future"),
    ("The minister said Kenya would attack Somalia.", "attack", "affirmed", "certain", "future"),
    ("Kenya would attack Somalia.", "attack", "affirmed", "probable", "future"),
    ("Kenya would leave if Somalia attacked.", "leave", "affirmed", "possible", "future"),
    ("No talks were held between Kenya and Somalia.", "talks", "denied", "certain", "past"),
    ("Kenya held no talks with Somalia.", "talks", "denied", "certain", "past"),
    ("Kenya called off a planned attack on Somalia.", "attack", "denied", "certain", "future"),
    (
        "Kenya cancelled a planned wave of attacks on Somalia.",
        "attacks",
        "denied",
        "certain",
        "future",
    ),
    ("Kenya condemned the alleged attack on Somalia.", "attack", "affirmed", "probable", "past"),
    ("Many fear a possible attack on Somalia.", "attack", "affirmed", "possible", "present"),
    ("Kenya prepared for upcoming talks with Somalia.", "talks", "affirmed", "certain", "future"),
    ("Kenya left without attacking Somalia.", "attacking", "denied", "certain", "past"),
    ("Police accused the man of killing a guard.", "killing", "affirmed", "probable", "past"),
    ("The deal to release the hostages was signed.", "release", "affirmed", "certain", "future"),
    ("Kenya continued to attack Somalia.", "attack", "affirmed", "certain", "past"),
    ("Kenya did not deny that it attacked Somalia.", "attacked", "affirmed", "certain", "past"),
]


@cache
def parsed() -> dict[str, Doc]:
    texts = [case[0] for case in CASES] + ["Kenya attacks Somalia", "Kenya attacked Somalia."]
    return {doc.text: doc for doc in pipeline.load().pipe(texts)}


def reading(text: str) -> Reading:
    return Reading(doc=parsed()[text], blocks=blocks(text))


def token(read: Reading, word: str):
    return next(t for t in read.doc if t.text == word)


@pytest.mark.parametrize(("text", "word", "polarity", "certainty", "tense"), CASES)
def test_assess(text: str, word: str, polarity: str, certainty: str, tense: str) -> None:
    read = reading(text)
    found = assess(read, token(read, word), "events.test")
    assert (found.polarity, found.certainty, found.tense) == (polarity, certainty, tense)
    assert found.rule == "events.test"
    assert text[found.evidence.start : found.evidence.end] == text


def test_a_headline_in_the_present_tense_is_past() -> None:
    read = reading("Kenya attacks Somalia")
    assert assess(read, token(read, "attacks"), "r").tense == "past"


def test_speakers_are_those_whose_content_holds_the_token_outermost_first() -> None:
    read = reading("Kenya attacked Somalia.")
    whole, part = Span(start=0, end=23), Span(start=6, end=22)
    read.attributions += [
        Attribution(source=None, cue=Span(start=0, end=5), content=part),
        Attribution(source=None, cue=Span(start=0, end=5), content=whole),
        Attribution(source=None, cue=Span(start=6, end=14), content=whole),
        Attribution(source=None, cue=Span(start=0, end=5), content=None),
    ]
    assert assess(read, token(read, "attacked"), "r").attributions == (1, 0)
