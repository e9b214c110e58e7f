"""Whether the trigger table reads its own examples as its rows say.

An example marks who takes part: ``{actor}`` and ``[recipient]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language

from kg.model import Article, Event, Extraction
from kg.text.extract import extract
from kg.text.triggers import Row

_MARKS = re.compile(r"([{}\[\]])")
_Spans = dict[str, list[tuple[int, int]]]


def marked(example: str) -> tuple[str, _Spans]:
    """The bare text of an example and the spans that it marks, by role.

    >>> marked("{Peru} met [Chile].")
    ('Peru met Chile.', {'actor': [(0, 4)], 'recipient': [(9, 14)]})
    """
    text, start = "", 0
    spans: _Spans = {"actor": [], "recipient": []}
    for piece in _MARKS.split(example):
        if piece in ("{", "["):
            start = len(text)
        elif piece in ("}", "]"):
            spans["actor" if piece == "}" else "recipient"].append((start, len(text)))
        else:
            text += piece
    return text, spans


def problems(nlp: Language, rows: Sequence[Row]) -> Iterator[str]:
    """One line for each row without an example, or whose example is read in another way."""
    articles = [Article(id=r.id, digest="", text=marked(r.example)[0]) for r in rows]
    for row, (_, extraction) in zip(rows, extract(nlp, articles), strict=True):
        problem = problem_of(row, extraction)
        if problem is not None:
            yield f"{row.id}: {problem}"


def problem_of(row: Row, extraction: Extraction) -> str | None:
    """What is wrong with a row, given how its example was read; None if nothing is."""
    text, spans = marked(row.example)
    if text == row.example:
        return "no example that marks an {actor} or a [recipient]"
    event = next((e for e in extraction.events if e.assertion.rule == f"events.{row.id}"), None)
    if event is None:
        rules = [e.assertion.rule.removeprefix("events.") for e in extraction.events]
        return f"its example is read by {', '.join(rules) or 'no row'}"
    if event.type != row.type or row.mode not in (None, event.mode):
        return f"its example is read as {event.type}.{event.mode}"
    return _of_roles(extraction, event, text, spans)


def _of_roles(extraction: Extraction, event: Event, text: str, spans: _Spans) -> str | None:
    found: _Spans = {"actor": [], "recipient": []}
    for argument in event.arguments:
        mention = extraction.mentions[argument.mention]
        found[argument.role].append((mention.start, mention.end))
    for role, marks in spans.items():
        for start, end in _unmatched(marks, found[role]):
            return f"{text[start:end]!r} is not found as {role}"
        for start, end in _unmatched(found[role], marks):
            return f"{text[start:end]!r} is found as {role}, unmarked"
    return None


def _unmatched(
    spans: Iterable[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    return (s for s in spans if not any(s[0] < b and a < s[1] for a, b in others))
