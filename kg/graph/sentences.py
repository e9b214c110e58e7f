"""Sentences as readers see them: in pieces, with the words that tell and the names marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.graph import vocabulary as v
from kg.graph.marks import nearest
from kg.graph.records import Record, as_told
from kg.graph.rows import Row
from kg.iris import KG, RDF, SKOS

_ABOUT, _TRIGGER, _OFFICE_OF = KG + "about", KG + "trigger", KG + "officeOf"
_SUBJECT, _PREDICATE, _OBJECT = RDF + "subject", RDF + "predicate", RDF + "object"
_ROLES = {"actor": v.ACTOR, "recipient": v.RECIPIENT, "place": v.PLACE}

Mark = tuple[int, int, str, str]
"""From and to (excluded, in the sentence's code points), role, and who is named, if someone is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim, and the sentence that tells it with its marks."""

    record: Record
    heading: dict[str, Any]
    marks: tuple[Mark, ...]

    def claim(self) -> dict[str, Any]:
        """What is claimed, how and by whom, as JSON has it."""
        telling = self.record.telling
        return {
            **self.heading,
            "status": telling.status,
            "certainty": telling.certainty,
            "rule": telling.rule,
            "speakers": [
                {"label": speech.name or "someone", "iri": speech.speaker, "cue": speech.cue}
                for speech in telling.speakers
            ],
        }

    def source(self) -> dict[str, Any]:
        """Where the sentence stands, as JSON has it."""
        record = self.record
        return {
            "sentence": record.telling.sentence,
            "title": record.title or record.identifier,
            "publisher": record.publisher,
            "published": record.published,
        }


def tell(claim: str, row_of: Callable[[str], Row]) -> Told:
    """A claim with its sentence; ``row_of`` reads a subject."""
    record = as_told(claim, row_of)
    return Told(
        record=record,
        heading={"iri": claim, **_heading(row_of(claim), row_of)},
        marks=tuple(_marks(record, row_of)),
    )


def pieces(text: str, marks: Iterable[Mark]) -> list[dict[str, str]]:
    """The text cut where marks begin and end; of marks that overlap the first one counts.

    >>> pieces("Chile met Peru", [(6, 9, "trigger", ""), (6, 14, "object", "")])
    [{'text': 'Chile '}, {'text': 'met', 'mark': 'trigger'}, {'text': ' Peru'}]
    """
    found, position = [], 0
    for start, end, role, iri in sorted(set(marks)):
        if position <= start < end <= len(text):
            found.append({"text": text[position:start]})
            named = {"iri": iri} if iri else {}
            found.append({"text": text[start:end], "mark": role, **named})
            position = end
    found.append({"text": text[position:]})
    return [piece for piece in found if piece["text"]]


def label(row: Row) -> str:
    """What a subject is called, by the label of its kind; empty if it has none."""
    return str(row.one(v.LABEL) or row.one(SKOS + "prefLabel") or "")


def _heading(row: Row, row_of: Callable[[str], Row]) -> dict[str, Any]:
    """What is claimed: of an event its type, of a fact its three parts."""
    if event := row.one(_ABOUT):
        type_ = row.one(v.EVENT_TYPE_OF)
        return {"event": _named(event, row_of), "type": label(row_of(type_)) if type_ else ""}
    return {
        part: _named(row.one(property_), row_of)
        for part, property_ in (
            ("subject", _SUBJECT),
            ("predicate", _PREDICATE),
            ("object", _OBJECT),
        )
    }


def _named(iri: str, row_of: Callable[[str], Row]) -> dict[str, str]:
    return {"iri": str(iri), "label": label(row_of(iri)) or str(iri).rsplit("/", 1)[-1]}


def _marks(record: Record, row_of: Callable[[str], Row]) -> Iterator[Mark]:
    row, telling = row_of(record.claim), record.telling
    start = telling.start - record.offset
    if row.one(_TRIGGER):
        yield start, telling.end - record.offset, "trigger", ""
    for role, iri in _who(row, row_of, [speech.speaker for speech in telling.speakers]):
        named = row_of(iri)
        span = nearest(record.text, (label(named), *named.all(v.ALT_LABEL)), start)
        if span:
            yield *span, role, iri


def _who(
    row: Row, row_of: Callable[[str], Row], speakers: Iterable[str | None]
) -> Iterator[tuple[str, str]]:
    """Whom a claim names, in which role."""
    for role, property_ in _ROLES.items():
        for who in row.all(property_):
            yield role, str(who)
    if subject := row.one(_SUBJECT):
        yield "actor", str(subject)
        object_ = str(row.one(_OBJECT))
        yield "recipient", str(row_of(object_).one(_OFFICE_OF) or object_)
    for speaker in speakers:
        if speaker:
            yield "speaker", speaker
