"""Relative pronouns as mentions: "Omar, who was born", "the bank where she works"."""

from __future__ import annotations

from kg.model import MentionType
from kg.text import descriptions
from kg.text.reading import Reading
from kg.text.references import antecedent
from kg.text.tokens import Token

_MAX_CLIMB = 4
_TYPES: dict[str, tuple[MentionType, ...]] = {
    "who": ("person",),
    "whom": ("person",),
    "whose": ("person",),
    "that": ("person", "organization"),
    "which": ("organization",),
    "where": ("organization",),
}


def add(reading: Reading, start: int, end: int) -> None:
    """Add mentions for the relative pronouns among some tokens that stand for a known name."""
    for token in reading.doc[start:end]:
        relative = token.tag_.startswith("W") and token.lower_ in _TYPES
        if relative and not reading.mentions_at(token.i):
            _add(reading, token)


def _add(reading: Reading, token: Token) -> None:
    noun = antecedent(token)
    if noun is None:
        return
    for type_ in _TYPES[token.lower_]:
        at = _nearest(reading, token, noun) if type_ == "organization" else noun
        known = _known(reading, at, type_, personal=token.lower_ != "that")
        if known is not None:
            entity = reading.mentions[known].entity
            reading.add_mention(token.i, token.i + 1, type_, "pronoun", entity)
            return


def _nearest(reading: Reading, token: Token, noun: Token) -> Token:
    """The noun, or the name that ends right before "where" if the parser chose another."""
    at = token.i - 1
    if at > 0 and reading.doc[at].text == ",":
        at -= 1
    if any(reading.mentions[m].type == "organization" for m in reading.mentions_at(at)):
        return reading.doc[at]
    return noun


def _known(reading: Reading, noun: Token, type_: MentionType, *, personal: bool) -> int | None:
    """The mention that a noun stands for: its own, or that of the person it describes.

    The parser hangs the clause on the last noun of a phrase: "a pitcher in the league who".
    """
    for index in reading.mentions_at(noun.i):
        if reading.mentions[index].type == type_:
            return index
    if type_ != "person" or not personal:
        return None
    for _ in range(_MAX_CLIMB):
        description = descriptions.of(reading, noun)
        if description is not None:
            return description.persons[0].mention
        if noun.dep_ not in ("pobj", "conj"):
            return None
        noun = noun.head.head if noun.dep_ == "pobj" else noun.head
    return None
