"""Words → PLOVER events: who did what to whom, where, when, and how surely it is said.

One event per trigger. Rows of the trigger table say what a word means in its frame; this
module fills the roles, and turns an announced act into what PLOVER calls it: cooperation
still to come is AGREE, cooperation ruled out is REJECT, conflict still to come is THREATEN.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span as SpanOfTokens

from kg.model import Assertion, Event, Span
from kg.text.assertion import assess
from kg.text.circumstances import place_of, time_of
from kg.text.clauses import lemma
from kg.text.matching import COOPERATION, FORCE, SPEECH, Match, match
from kg.text.reading import Reading
from kg.text.roles import arguments
from kg.text.triggers import Row, words

_SKIPPED_BLOCKS = frozenset({"cell", "hashtags"})
_POS = frozenset({"VERB", "NOUN", "ADJ", "AUX"})
_MAX_TRIGGER_GAP = 5
_ASKED = {
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONSULT": "meet",
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "AGREE": "yield",
}
_THREATENED = {
    "ASSAULT": "violence",
    "SANCTION": "relations",
    "COERCE": "restrict",
    "REJECT": "relations",
}


def find(reading: Reading) -> list[Event]:
    """The events that an article's sentences tell, in text order of their triggers."""
    matches = list(_matches(reading))
    taken = {i for m in matches for i in _consumed(m)}
    events = []
    for found in matches:
        if found.token.i not in taken:
            event = _event(reading, found)
            if event is not None:
                events.append(event)
    return events


def _matches(reading: Reading) -> Iterator[Match]:
    for token in (t for s in reading.doc.sents if not _is_sport(s) for t in s):
        if token.pos_ in _POS and reading.kind_at(token) not in _SKIPPED_BLOCKS:
            found = match(reading, token)
            if found is not None:
                yield found


def _is_sport(sentence: SpanOfTokens) -> bool:
    """Whether a sentence reports sport, where attacks and strikes are none."""
    return any(t.lower_ in words("sport") or lemma(t) in words("sport") for t in sentence)


def _consumed(found: Match) -> Iterator[int]:
    """Tokens that are part of a match and so no events of their own."""
    if found.noun is not None and found.noun.i != found.token.i:
        yield found.noun.i
    if found.act is not None and found.row.type in SPEECH:
        yield found.act.token.i
        yield from _consumed(found.act)


def _event(reading: Reading, found: Match) -> Event | None:
    filled = arguments(reading, found)
    if not filled:
        return None
    anchor = found.noun if found.row.pos == "NOUN" and found.noun is not None else found.token
    assertion = assess(reading, anchor, f"events.{found.row.id}")
    type_, mode, content, assertion = _announced(found, assertion)
    return Event(
        type=type_,
        mode=mode,
        content=content,
        trigger=_trigger_span(reading, found),
        arguments=filled,
        time=time_of(reading, found),
        place=place_of(reading, found),
        assertion=assertion,
    )


def _announced(found: Match, assertion: Assertion) -> tuple[str, str | None, str | None, Assertion]:
    """Type, mode, content and assertion after PLOVER's rules for acts that are still words."""
    row = found.row
    act = found.act.row if found.act is not None and row.type in SPEECH else None
    if row.type in SPEECH:
        return row.type, row.mode or _mode(row.type, act), act.type if act else None, assertion
    planned = assertion.tense == "future" and assertion.certainty != "possible"
    if row.type in COOPERATION and planned:
        if assertion.polarity == "denied":
            refused = replace(assertion, polarity="affirmed", tense="present")
            return "REJECT", _ASKED.get(row.type), row.type, refused
        return "AGREE", None, row.type, assertion
    if row.type in FORCE and planned and assertion.polarity == "affirmed":
        return "THREATEN", _mode("THREATEN", row), row.type, assertion
    return row.type, row.mode, None, assertion


def _mode(type_: str, act: Row | None) -> str | None:
    """The mode that the act which is asked for, refused or threatened gives to its type."""
    if act is None:
        return None
    if type_ in ("REQUEST", "REJECT"):
        return _ASKED.get(act.type)
    if type_ == "THREATEN":
        return act.mode if act.mode in ("expel", "arrest") else _THREATENED.get(act.type)
    return None


def _trigger_span(reading: Reading, found: Match) -> Span:
    """The trigger with its verb and noun when they stand close together."""
    first = last = found.token
    for other in (found.verb, found.noun):
        if other is not None and 0 < other.i - first.i <= _MAX_TRIGGER_GAP:
            last = other if other.i > last.i else last
        if other is not None and 0 < last.i - other.i <= _MAX_TRIGGER_GAP:
            first = other if other.i < first.i else first
    span = reading.doc[first.i : last.i + 1]
    return Span(start=span.start_char, end=span.end_char)
