"""Whose a thing is: "the minister's plan", "Peru's army base", "rebel positions".

A thing takes no part in an event, but where a rule says so its owner does.
"""

from __future__ import annotations

from kg.text.clauses import prepositional
from kg.text.mood import among
from kg.text.participants import (
    MODIFIERS,
    conjuncts,
    is_human,
    modifying,
    named_by,
    participants,
)
from kg.text.reading import Reading
from kg.text.tokens import Token

_OWNER_PREPOSITIONS = ("of", "by", "from", "between")
_LOCATION_PREPOSITIONS = ("with", "in", "inside", "between", "near", "on")


def owners(reading: Reading, token: Token, *, located: bool = True) -> list[int]:
    """Those whom a thing belongs to or comes from: "the minister's plan", "Peru's army base".

    With ``located`` the country that a base or border lies in counts as its owner.
    """
    found: list[int] = []
    for head in conjuncts(token):
        for owner in _owners(reading, head, located):
            if owner not in found:
                found.append(owner)
    return found


def _owners(reading: Reading, head: Token, located: bool = True) -> list[int]:
    found = participants(reading, head) if is_human(reading, head) else []
    if found:
        return found
    for c in head.children:
        if c.dep_ == "poss" and is_human(reading, c):
            found.extend(participants(reading, c))
    if found:
        return found
    for c in head.children:
        if c.dep_ not in MODIFIERS or c.i > head.i:
            continue
        if _can_own(reading, c):
            found.extend([*_hyphenated(reading, c), *participants(reading, c)])
        elif c.dep_ == "compound":  # "a Yemeni school bus"
            found.extend(modifying(reading, c))
    if found:
        return found
    for preposition in _OWNER_PREPOSITIONS:
        for obj in prepositional(head, preposition):
            found.extend(_owners(reading, obj, located))
    for c in head.children:
        if c.dep_ == "acl" and c.tag_ == "VBN" and not found:
            for obj in prepositional(c, "by"):
                found.extend(participants(reading, obj))
    if not found and located and among(head, "location"):
        return _of_location(reading, head)
    return found


def _can_own(reading: Reading, modifier: Token) -> bool:
    """Whether a modifier names an owner: "rebel positions", but not "refugee crisis"."""
    if modifier.dep_ == "poss" or named_by(reading, modifier) is not None:
        return is_human(reading, modifier)
    side = among(modifier, "state") or among(modifier, "side") or modifier.pos_ == "PROPN"
    return side and is_human(reading, modifier) and not among(modifier.head, "abstract")


def _hyphenated(reading: Reading, name: Token) -> list[int]:
    """The first country of "Peru-Chile relations", which the parser hangs on the second."""
    if not any(c.text in ("-", "–", "/") for c in name.children):
        return []
    named = (reading.head_mention(c) for c in name.children if c.i < name.i)
    return [m for m in named if m is not None and reading.mentions[m].type == "country"]


def _of_location(reading: Reading, head: Token) -> list[int]:
    """The country that a base, border or town lies in stands for it."""
    for preposition in _LOCATION_PREPOSITIONS:
        for obj in prepositional(head, preposition):
            named = reading.head_mention(obj)
            if named is not None and reading.mentions[named].type in ("country", "place"):
                return [named]
            inner = _owners(reading, obj)
            if inner:
                return inner
    return []
