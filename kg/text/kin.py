"""Nouns of kinship, from ``data/kin.tsv``."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

from kg.text.rows import rows
from kg.text.tokens import Token

Kinship = Literal["child", "parent", "spouse", "other"]


@cache
def _nouns() -> dict[str, Kinship]:
    """Singular and plural nouns with their relation."""
    found: dict[str, Kinship] = {}
    for relation, _pronoun, cell, _example in rows("kin.tsv", 4):
        for noun in cell.split("|"):
            found[noun] = found[_plural(noun)] = cast(Kinship, relation)
    return found


def _plural(noun: str) -> str:
    if noun.endswith("wife"):
        return noun[:-2] + "ves"
    return noun if noun.endswith("children") else noun + "s"


def relation(token: Token) -> Kinship | None:
    """What a noun of kinship says of its bearer: child, parent, spouse, or other kin.

    A word that is part of a name ("Brothers Ltd") is none.
    """
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    return _nouns().get(token.lower_)
