"""Words that tie persons to bodies, from ``data/membership.tsv``."""

from __future__ import annotations

from functools import cache
from typing import Literal

from kg.text.rows import rows

Kind = Literal["object", "verb", "agent", "start", "not", "thing", "post", "field", "inside"]


@cache
def table(kind: Kind) -> dict[str, frozenset[str]]:
    """The words of a kind, each with the prepositions that name the body."""
    found: dict[str, frozenset[str]] = {}
    for row, cell, prepositions, _example in rows("membership.tsv", 4):
        if row == kind:
            for word in cell.split("|"):
                found[word] = found.get(word, frozenset()) | frozenset(prepositions.split("|"))
    return found
