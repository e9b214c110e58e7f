"""Why the graph says something: every sentence behind a fact, with who said it and how surely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from kg.errors import QueryError
from kg.graph import vocabulary as v
from kg.graph.naming import expand, find
from kg.graph.records import Record, record
from kg.graph.store import IRI, Store, Value
from kg.iris import SCHEMA, SEM

ANY = ("", "*")
"""What stands for any subject, predicate or object."""

_FACTS = """
SELECT ?claim ?subject ?predicate ?object
WHERE { ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object }"""
_REPORTS = """
SELECT ?claim ?subject ?predicate ?object
WHERE { ?claim a kg:Report ; kg:about ?subject ; ?predicate ?object }"""
_CONCEPT = """
SELECT ?concept ?words WHERE {
  ?concept skos:inScheme et: ; skos:notation|skos:prefLabel ?name
  FILTER(LCASE(STR(?name)) = LCASE(?words))
}"""
_LABEL = "SELECT ?label ?thing WHERE { ?thing rdfs:label|skos:prefLabel ?label }"

_OF_EVENTS = (v.ACTOR, v.RECIPIENT, v.PLACE, v.EVENT_TYPE_OF, v.BEGIN, v.END)
_WORDS = {
    **{name: (iri,) for name, iri in v.PREDICATES.items()},
    **{re.split("[/#]", iri)[-1]: (iri,) for iri in (*v.PREDICATES.values(), *_OF_EVENTS)},
    "place": (v.PLACE,),
    "type": (v.EVENT_TYPE_OF,),
    "begins": (v.BEGIN,),
    "ends": (v.END,),
    "participant": (v.ACTOR, v.RECIPIENT),
    "hasActor": (v.ACTOR, v.RECIPIENT),
    "children": (SCHEMA + "children",),
    "child": (SCHEMA + "children",),
}
"""The properties that each word for a predicate stands for."""
_DERIVED = {SEM + "hasActor": (v.ACTOR, v.RECIPIENT)}
_SPACES = re.compile(r"[\t\n\r\u2028\u2029]+")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One sentence that says it: the statement in labels, and the record of its telling."""

    subject: str
    predicate: str
    object: str
    record: Record


def why(store: Store, subject: str, predicate: str, object_: str = "*") -> list[Why]:
    """The sentences behind a fact, in reading order; denied and planned ones are among them.

    Subject and object are IRIs, short IRIs (``country/VEN``), names, aliases or codes; ``*``
    is any. The predicate is a word such as ``holdsOffice``, ``actor`` or ``place``.

    Raises:
        QueryError: a name is unknown or means several things.
    """
    properties = _properties(predicate)
    bindings: dict[str, Value] = {}
    if subject not in ANY:
        bindings["subject"] = find(store, subject)
    if object_ not in ANY:
        bindings["object"] = _object(store, object_, properties)
    found = {row for property_ in properties for row in _matches(store, property_, bindings)}
    whys = [_why(store, *row) for row in found]
    return sorted(whys, key=lambda why: (why.record.order, why.subject, why.predicate, why.object))


def render(whys: Iterable[Why]) -> Iterator[str]:
    """Lines of plain text for a terminal, without the control characters the news may have."""
    for number, why in enumerate(whys, 1):
        yield from map(printable, _lines(number, why))


def printable(line: str) -> str:
    """A line for a terminal, without what would break or turn it."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", line))


# --- what is meant -------------------------------------------------------------------------


def _properties(words: str) -> tuple[str | None, ...]:
    """The properties that a word stands for; None is any."""
    if words in ANY:
        return (None,)
    iri = expand(words)
    if iri is not None:
        return _DERIVED.get(iri, (iri,))
    known = {_squeezed(word): iris for word, iris in _WORDS.items()}
    if _squeezed(words) in known:
        return known[_squeezed(words)]
    close = process.extract(words, sorted(_WORDS), scorer=fuzz.WRatio, limit=5, score_cutoff=50)
    shown = ", ".join(word for word, _, _ in close) or ", ".join(sorted(_WORDS))
    raise QueryError(f"no predicate is called {words!r}; close to it: {shown}")


def _object(store: Store, words: str, properties: tuple[str | None, ...]) -> Value:
    if properties in ((v.BEGIN,), (v.END,)):
        try:
            return date.fromisoformat(words)
        except ValueError:
            raise QueryError(f"{words!r} is not a date like 2026-01-08") from None
    if properties == (v.EVENT_TYPE_OF,):
        concepts = store.select(_CONCEPT, {"words": words}).rows
        if concepts and isinstance(concepts[0][0], IRI):
            return concepts[0][0]
    return find(store, words)


def _squeezed(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


# --- what matches --------------------------------------------------------------------------

_Row = tuple[str, Value, str, Value]


def _matches(store: Store, property_: str | None, bindings: dict[str, Value]) -> Iterator[_Row]:
    """Claims that state the property between what is bound, as (claim, s, p, o)."""
    if property_ is None:
        yield from _rows(store, _FACTS, bindings)
        told = _OF_EVENTS if "object" in bindings else (v.EVENT_TYPE_OF,)
        for iri in told:
            yield from _rows(store, _REPORTS, {**bindings, "predicate": IRI(iri)})
    elif property_ in _OF_EVENTS:
        yield from _rows(store, _REPORTS, {**bindings, "predicate": IRI(property_)})
    elif property_ == SCHEMA + "children":
        parent = {"predicate": IRI(SCHEMA + "parent")}
        yield from _rows(store, _FACTS, {**_turned(bindings), **parent})
    else:
        yield from _rows(store, _FACTS, {**bindings, "predicate": IRI(property_)})
        if property_ == SCHEMA + "spouse":
            spouse = {"predicate": IRI(property_)}
            yield from _rows(store, _FACTS, {**_turned(bindings), **spouse})


def _turned(bindings: dict[str, Value]) -> dict[str, Value]:
    other = {"subject": "object", "object": "subject"}
    return {other[name]: value for name, value in bindings.items()}


def _rows(store: Store, query: str, bindings: dict[str, Value]) -> Iterator[_Row]:
    for claim, subject, predicate, object_ in store.select(query, bindings):
        if subject is not None and object_ is not None:
            yield str(claim), subject, str(predicate), object_


def _why(store: Store, claim: str, subject: Value, predicate: str, object_: Value) -> Why:
    return Why(
        subject=_label(store, subject),
        predicate=_label(store, IRI(predicate)),
        object=_label(store, object_),
        record=record(store, claim),
    )


def _label(store: Store, value: Value) -> str:
    if not isinstance(value, IRI):
        return str(value)
    labels = sorted(str(row[0]) for row in store.select(_LABEL, {"thing": value}))
    return labels[0] if labels else value


# --- as text -------------------------------------------------------------------------------


def _lines(number: int, why: Why) -> Iterator[str]:
    record, telling = why.record, why.record.telling
    trigger = record.text[telling.start - record.offset : telling.end - record.offset]
    yield f"{number}. {why.subject} | {why.predicate} | {why.object}"
    yield f"   \N{LEFT DOUBLE QUOTATION MARK}{record.text}\N{RIGHT DOUBLE QUOTATION MARK}"
    if trigger != record.text:
        yield f"   words: {trigger}"
    if telling.speakers:
        chain = (f"{speech.name or 'someone'} ({speech.cue})" for speech in telling.speakers)
        yield f"   said by: {', quoting '.join(chain)}"
    accepted = "taken as a fact" if telling.accepted else "not taken as a fact"
    rejected = ", rejected by a human" if telling.rejected else ""
    yield f"   {telling.polarity}, {telling.certainty}, {telling.tense}{rejected}: {accepted}"
    yield f"   {_source(record)}"
    yield f"   characters {telling.start} to {telling.end} of {record.identifier}; rule {telling.rule}"
    yield f"   claim: {record.claim}"


def _source(record: Record) -> str:
    parts = (record.title, record.publisher, record.published, record.url)
    return ", ".join(part for part in parts if part) or "untitled article"
