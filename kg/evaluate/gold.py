"""A small gold of hand-read texts: its format, read and checked.

A gold file is JSON Lines, one text a line: ``id``, ``text``, ``published`` (ISO date, where a
text needs one), and any of the keys below. A text counts for a task only when it has its key.
Words are quoted, not counted: within a list they stand in text order, and each is looked for
after the one before it.

``persons``
    Names of persons, every mention.
``countries``
    ISO 3166-1 alpha-3 codes of all countries the text speaks of.
``offices``
    ``{"person", "title", "of"}``, and ``"tense"`` or ``"polarity"`` unless present, affirmed.
``events``
    ``{"trigger", "type", "status"}`` and ``"actors"`` and ``"recipients"``, or
    ``"participants"`` where the roles do not matter. ``type`` may list alternatives
    (``"AGREE|CONSULT"``). A participant is a name or noun of the text, or a country code; one
    with ``?`` may also be missing. Found participants that are neither named persons nor
    countries count only where the gold names them.
``times``
    ``{"text", "value"}``, the value after TIMEX3 or null.
``attributions``
    ``{"cue"}`` and ``"source"`` where there is one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Article, Span

_KEYS = {
    "text": {"id", "text", "published", "persons", "countries", "offices", "events", "times"}
    | {"attributions"},
    "office": {"person", "title", "of", "tense", "polarity"},
    "event": {"trigger", "type", "status", "actors", "recipients", "participants"},
    "time": {"text", "value"},
    "attribution": {"cue", "source"},
}
_COUNTRY = re.compile(r"[A-Z]{3}")
_STATUSES = ("happened", "planned", "possible", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldOffice:
    """That a person holds an office of a country, as a text tells it."""

    person: str
    title: str
    of: str
    tense: str = "present"
    polarity: str = "affirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldParty:
    """Who takes part in an event: a name or a country code; role None where none matters."""

    role: str | None
    who: str
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """An event of one of several acceptable types."""

    trigger: Span
    types: tuple[str, ...]
    status: str
    parties: tuple[GoldParty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTime:
    """A time expression and its TIMEX3 value."""

    span: Span
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAttribution:
    """A cue of speech or thought and its source, if the text names one."""

    cue: Span
    source: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldText:
    """One text; a field is None where the text does not count for that task."""

    article: Article
    persons: tuple[Span, ...] | None
    countries: frozenset[str] | None
    offices: tuple[GoldOffice, ...] | None
    events: tuple[GoldEvent, ...] | None
    times: tuple[GoldTime, ...] | None
    attributions: tuple[GoldAttribution, ...] | None


def files(path: Path) -> list[Path]:
    """The gold file at a path, or the ``*.jsonl`` of the folder there, sorted.

    Raises:
        InputError: there is none.
    """
    found = sorted(path.glob("*.jsonl")) if path.is_dir() else [path] if path.is_file() else []
    if not found:
        raise InputError(f"{path}: no gold here; give a .jsonl file or a folder of them")
    return found


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and the bytes of gold files, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda p: p.name):
        content = path.read_bytes()
        total.update(f"{path.name}\n{len(content)}\n".encode() + content)
    return total.hexdigest()


def load(path: Path) -> Iterator[GoldText]:
    """The texts of one gold file, in order.

    Raises:
        InputError: a line is not what the format says; names the file and the line.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield _text(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise InputError(f"{path}, line {number}: {error}") from error


def occurrences(text: str, words: str) -> Iterator[Span]:
    """Every place where words stand in a text."""
    return (Span(start=m.start(), end=m.end()) for m in re.finditer(re.escape(words), text))


def _text(record: dict[str, Any]) -> GoldText:
    _check("text", record)
    text: str = record["text"]

    def read(key: str, reader: Any) -> Any:
        return tuple(reader(record[key], text)) if key in record else None

    countries = record.get("countries")
    for code in countries or ():
        if not _COUNTRY.fullmatch(code):
            raise ValueError(f"{code!r} is no ISO 3166-1 alpha-3 code")
    return GoldText(
        article=Article(
            id=record["id"], digest=record["id"], text=text, published=record.get("published")
        ),
        persons=read("persons", _spans),
        countries=None if countries is None else frozenset(countries),
        offices=read("offices", _offices),
        events=read("events", _events),
        times=read("times", _times),
        attributions=read("attributions", _attributions),
    )


def _check(kind: str, record: dict[str, Any]) -> None:
    if unknown := sorted(set(record) - _KEYS[kind]):
        raise ValueError(f"unknown key {unknown[0]!r} in {kind}")


def _spans(words: Iterable[str], text: str) -> Iterator[Span]:
    """Where each of the words stands, in text order, each after the one before it."""
    position = 0
    for word in words:
        start = text.find(word, position)
        if start < 0 or not word:
            raise ValueError(f"{word!r} does not stand in the text, or not in this order")
        position = start + len(word)
        yield Span(start=start, end=position)


def _offices(rows: Iterable[dict[str, str]], text: str) -> Iterator[GoldOffice]:
    for row in rows:
        _check("office", row)
        if row["person"] not in text:
            raise ValueError(f"{row['person']!r} does not stand in the text")
        yield GoldOffice(**row)


def _events(rows: list[dict[str, Any]], text: str) -> Iterator[GoldEvent]:
    for row, trigger in zip(rows, _spans([r["trigger"] for r in rows], text), strict=True):
        _check("event", row)
        if row["status"] not in _STATUSES:
            raise ValueError(f"{row['status']!r} is no status")
        parties = [*_parties("actor", row.get("actors", ()), text)]
        parties += _parties("recipient", row.get("recipients", ()), text)
        parties += _parties(None, row.get("participants", ()), text)
        yield GoldEvent(
            trigger=trigger,
            types=tuple(row["type"].split("|")),
            status=row["status"],
            parties=tuple(parties),
        )


def _parties(role: str | None, names: Iterable[str], text: str) -> Iterator[GoldParty]:
    for name in names:
        who = name.removesuffix("?")
        if not _COUNTRY.fullmatch(who) and who not in text:
            raise ValueError(f"{who!r} does not stand in the text")
        yield GoldParty(role=role, who=who, optional=name != who)


def _times(rows: list[dict[str, Any]], text: str) -> Iterator[GoldTime]:
    for row, span in zip(rows, _spans([r["text"] for r in rows], text), strict=True):
        _check("time", row)
        yield GoldTime(span=span, value=row["value"])


def _attributions(rows: list[dict[str, str]], text: str) -> Iterator[GoldAttribution]:
    for row, cue in zip(rows, _spans([r["cue"] for r in rows], text), strict=True):
        _check("attribution", row)
        source = None
        if "source" in row:
            places = list(occurrences(text, row["source"]))
            if not places:
                raise ValueError(f"{row['source']!r} does not stand in the text")
            source = min(places, key=lambda p: min(abs(p.start - cue.end), abs(cue.start - p.end)))
        yield GoldAttribution(cue=cue, source=source)
