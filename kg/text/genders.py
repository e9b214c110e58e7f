"""Which pronoun a person of the article takes, as far as titles, nouns and given names tell."""

from __future__ import annotations

from functools import cache
from typing import Literal

from kg.names import fold
from kg.text.reading import Reading
from kg.text.rows import lines, rows
from kg.text.tokens import Token

Pronoun = Literal["he", "she"]
_BESIDE = ("compound", "nmod", "amod", "appos")
_WIDEST = 4  # words between a title and the name that it belongs to


@cache
def _words() -> dict[str, Pronoun]:
    """Titles and nouns, lower case, with the pronoun that they tell."""
    found: dict[str, Pronoun] = {}
    for pronoun, cell, _example in rows("gendered.tsv", 3):
        found.update(dict.fromkeys(cell.split("|"), _pronoun(pronoun)))
    for _relation, pronoun, cell, _example in rows("kin.tsv", 4):
        if pronoun:
            found.update(dict.fromkeys(cell.split("|"), _pronoun(pronoun)))
    return found


@cache
def _given_names() -> dict[str, Pronoun]:
    pairs = (line.split() for line in lines("given_genders.txt"))
    return {name: _pronoun(pronoun) for name, pronoun in pairs}


def _pronoun(word: str) -> Pronoun:
    return "he" if word == "he" else "she"


def of_entities(reading: Reading) -> dict[int, Pronoun]:
    """Person entity → its pronoun; one that nothing tells about, or both, is left out.

    What stands beside a name anywhere in the article outweighs the given name.
    """
    told: dict[int, set[Pronoun]] = {}
    for mention, (start, end) in zip(reading.mentions, reading.mention_tokens, strict=True):
        if mention.type == "person" and mention.form == "name":
            told.setdefault(mention.entity, set()).update(_beside(reading, start, end))
    found: dict[int, Pronoun] = {}
    for entity, pronouns in told.items():
        if len(pronouns) == 1:
            found[entity] = next(iter(pronouns))
        elif not pronouns and (given := _by_given_name(reading.entities[entity].name)):
            found[entity] = given
    return found


def _by_given_name(name: str) -> Pronoun | None:
    words = fold(name)
    return _given_names().get(words[0]) if len(words) > 1 else None


def _beside(reading: Reading, start: int, end: int) -> set[Pronoun]:
    """The pronouns that the title before a name and the noun in apposition tell."""
    doc = reading.doc
    found = set()
    for i in range(start - 1, max(-1, start - 1 - _WIDEST), -1):
        if i + 1 == start or _leads_to(doc[i], start, end):
            found.update(_told_by(doc[i]))
        if doc[i].is_sent_start or (doc[i].is_punct and doc[i].text not in (",", "-", ".")):
            break
    for c in doc[start:end].root.children:
        if c.dep_ == "appos" and c.i >= end:
            found.update(_told_by(c))
    return found


def _leads_to(token: Token, start: int, end: int) -> bool:
    """Whether a noun before a name is its title or what the name stands in apposition to."""
    if token.dep_ in _BESIDE and start <= token.head.i < end:
        return True
    return any(c.dep_ == "appos" and start <= c.i < end for c in token.children)


def _told_by(token: Token) -> set[Pronoun]:
    pronoun = _words().get(token.lower_)
    return {pronoun} if pronoun else set()
