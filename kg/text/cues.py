"""Words that report what somebody says, thinks or wants: rows of ``data/attribution*.tsv``.

A row is a lemma, the places where its content may stand, and an example with the content in
brackets. Places: ``clause`` (a finite clause or a quotation), ``infinitive``, ``gerund``,
``object``, ``predicate`` (object with what is said of it: "called the raid a crime"),
``accusation`` (object with "of ..."), or a preposition or particle whose complement it is.
``speech`` marks verbs of saying, which stay attributions of their own inside other reports.
"""

from __future__ import annotations

from functools import cache

from kg.text.rows import rows
from kg.text.tokens import Token

# The model's lemmatizer reads "hoped" as "hop" and "rated" as "rat".
_MISREAD = {"hop": "hope", "rat": "rate"}


def lemma(token: Token) -> str:
    """The lemma of a token as the tables spell it."""
    read = token.lemma_.lower()
    return _MISREAD.get(read, read)


@cache
def verbs() -> dict[str, frozenset[str]]:
    """Lemma → where the content of a reporting verb may stand."""
    return _table("attribution.tsv")


@cache
def nouns() -> dict[str, frozenset[str]]:
    """Lemma → where the content of a reporting noun may stand."""
    return _table("attribution_nouns.tsv")


@cache
def adjectives() -> dict[str, frozenset[str]]:
    """Lemma → where the content of a reporting adjective may stand."""
    return _table("attribution_adjectives.tsv")


def _table(name: str) -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for word, places, _ in rows(name, 3):
        table[word] = table.get(word, frozenset()) | frozenset(places.split())
    return table
