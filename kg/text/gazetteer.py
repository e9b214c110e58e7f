"""Names of countries in text: ISO 3166-1 countries by name, demonym, capital and seat.

The names come from the ``countryinfo`` package and, where news writes otherwise, from
``data/countries.tsv``. Matching is by surface; whether a match stands for the country is
decided in ``kg.text.countries``, which sees the parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from countryinfo import all_countries

from kg.text.rows import rows
from kg.text.surfaces import Surfaces

_DEMONYM_PLURAL = ("an", "i", "ic", "ot", "er")  # Germans, Iraqis, Cypriots, New Zealanders
_SPLIT = re.compile(r"\s*(?:,| and |/)\s*")
_MIN_UPPER = 5  # "CHAD" and "MALI" are too often something else in capitals


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A country's word in text; ``kind`` is name, demonym, prefix, seat or capital."""

    start: int
    end: int
    key: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a surface stands for, and in which articles it does."""

    key: str
    kind: str
    wanted: re.Pattern[str] | None = None
    unwanted: re.Pattern[str] | None = None

    def counts_in(self, text: str) -> bool:
        if self.wanted is None or self.wanted.search(text):
            return True
        return not (self.unwanted and self.unwanted.search(text))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Country surfaces and the English short name of every country."""

    surfaces: Surfaces[_Entry]
    labels: dict[str, str]

    def matches(self, text: str) -> Iterator[Match]:
        """Non-overlapping matches in text order; blocked phrases are left out."""
        counts: dict[_Entry, bool] = {}
        for start, end, entry in self.surfaces.find(text):
            if entry not in counts:
                counts[entry] = entry.kind != "block" and entry.counts_in(text)
            if not counts[entry]:
                continue
            if entry.kind != "prefix":
                yield Match(start, end, entry.key, entry.kind)
            elif text[end : end + 1].isupper():
                yield Match(start, end - 1, entry.key, entry.kind)

    def label(self, key: str) -> str:
        """The English short name of a country by ISO 3166-1 alpha-3 code."""
        return self.labels.get(key, key)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, built once per process."""
    own = [
        (key, kind, cell.split("|"), words)
        for key, kind, cell, _, words in rows("countries.tsv", 5)
    ]
    dropped = {surface for _, kind, surfaces, _ in own if kind == "drop" for surface in surfaces}
    entries: dict[str, _Entry] = {}
    labels: dict[str, str] = {}
    for key, kind, surface in _package():
        labels.setdefault(key, surface)
        if surface not in dropped:
            entries.setdefault(surface, _Entry(key, kind))
    for key, kind, surfaces, words in own:
        if kind == "label":
            labels[key] = surfaces[0]
        if kind != "drop":
            entries.update((_surface(s, kind), _entry(key, kind, words)) for s in surfaces)
    for surface, entry in list(entries.items()):
        if entry.kind in ("name", "demonym", "block") and len(surface) >= _MIN_UPPER:
            entries.setdefault(surface.upper(), entry)
    return Gazetteer(Surfaces(entries.items()), labels)


def _surface(surface: str, kind: str) -> str:
    return f"{surface}-" if kind == "prefix" else surface


def _entry(key: str, kind: str, words: str) -> _Entry:
    wanted, _, unwanted = words.partition("!")
    return _Entry(
        key,
        "name" if kind in ("context", "label") else kind,
        re.compile(rf"\b(?:{wanted})\b") if wanted else None,
        re.compile(rf"\b(?:{unwanted})\b") if unwanted else None,
    )


def _package() -> Iterator[tuple[str, str, str]]:
    """(alpha-3, kind, surface) for every country of the package, its main name first."""
    for country in all_countries():
        info = country.info()
        key = info["ISO"]["alpha3"]
        yield key, "name", info["name"]
        for spelling in info.get("altSpellings", ()):
            if len(spelling) > 4 and spelling[0].isupper() and "," not in spelling:
                yield key, "name", spelling
        for demonym in _several(info.get("demonym")):
            yield key, "demonym", demonym
            if demonym.endswith(_DEMONYM_PLURAL):
                yield key, "demonym", demonym + "s"
        for capital in _several(info.get("capital")):
            yield key, "capital", capital


def _several(value: str | list[str] | None) -> Iterator[str]:
    """The package gives one name, several in one string, or a list."""
    for text in [value] if isinstance(value, str) else value or []:
        yield from filter(None, _SPLIT.split(text))
