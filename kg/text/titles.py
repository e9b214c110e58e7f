"""Titles of persons: offices, ranks, forms of address and roles, from ``data/offices.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from kg.text.rows import rows
from kg.text.tokens import Doc

TitleKind = Literal["state", "local", "body", "private", "honorific", "rank", "role"]
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Title:
    """A head of a title over the tokens ``start`` to ``end`` (excluded)."""

    start: int
    end: int
    kind: TitleKind


@cache
def heads() -> dict[tuple[str, ...], TitleKind]:
    """Title heads as tuples of lower-case words; the first row that names a head decides."""
    found: dict[tuple[str, ...], TitleKind] = {}
    for kind, words, _example, _countries in rows("offices.tsv", 4):
        for head in words.split("|"):
            found.setdefault(_words(head), cast(TitleKind, kind))
    return found


@cache
def _countries() -> dict[tuple[str, ...], tuple[str, ...]]:
    return {
        _words(head): tuple(countries.split("|"))
        for _kind, words, _example, countries in rows("offices.tsv", 4)
        for head in words.split("|")
        if countries
    }


def countries_of(doc: Doc, title: Title) -> tuple[str, ...]:
    """The countries that alone have an office of this title; empty where many have."""
    return _countries().get(tuple(t.lower_ for t in doc[title.start : title.end]), ())


def _words(head: str) -> tuple[str, ...]:
    return tuple(head.replace("-", " - ").replace("'", " '").split())


@cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last words of title heads: most words are neither."""
    return frozenset(h[0] for h in heads()), frozenset(h[-1] for h in heads())


def may_end(word: str) -> bool:
    """Whether some title head ends in a lower-case word."""
    return word in _edges()[1]


def ending_at(doc: Doc, end: int) -> Title | None:
    """The longest title head whose last token is ``end - 1``."""
    if end < 1 or not may_end(doc.tokens[end - 1].lower_):
        return None
    known = heads()
    first = max(0, end - _LONGEST - 1)
    words = tuple(token.lower_ for token in doc.tokens[first:end])
    for start in range(first, end):
        if kind := known.get(words[start - first :]):
            return Title(start, end, kind)
    return None


def starting_at(doc: Doc, start: int) -> Title | None:
    """The longest title head whose first token is ``start``."""
    if start >= len(doc) or doc[start].lower_ not in _edges()[0]:
        return None
    known = heads()
    words = tuple(token.lower_ for token in doc.tokens[start : start + _LONGEST + 1])
    for count in range(len(words), 0, -1):
        if kind := known.get(words[:count]):
            return Title(start, start + count, kind)
    return None
