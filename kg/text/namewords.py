"""Words that decide about names of persons: ``data/name_words.tsv`` and given names."""

from __future__ import annotations

from functools import cache

from kg.names import fold
from kg.text.rows import lines, rows


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind: one of those that the table lists."""
    found = {row_kind: cell for row_kind, cell, _example in rows("name_words.tsv", 3)}
    return frozenset(found[kind].split())


@cache
def _given_names() -> frozenset[str]:
    return frozenset(lines("given_names.txt"))


def is_given(word: str) -> bool:
    """Whether a word is a given name somewhere; accents and case do not matter."""
    return "".join(fold(word.split("-")[0])) in _given_names()
