"""What subject matter an event belongs to: military, economic, legal and the other contexts.

An event has every context that words of its trigger's own clause name (``data/contexts.tsv``),
and none when they name none; names of persons do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.text.clauses import child, is_verb, lemma
from kg.text.frames import Match
from kg.text.reading import Reading
from kg.text.rows import rows
from kg.text.tokens import Token

_OTHER_CLAUSES = frozenset({"advcl", "relcl", "ccomp", "parataxis", "csubj"})
_SUBJECTS = ("nsubj", "nsubjpass")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRow:
    """A context, the phrases and the ``TYPE.mode`` that say it, and an example."""

    context: str
    phrases: tuple[Phrase, ...]
    modes: frozenset[str]
    example: str


def contexts_of(reading: Reading, found: Match, type_: str, mode: str | None) -> tuple[str, ...]:
    """The contexts of a matched event that is coded as a type and mode, sorted."""
    told = set(_by_mode().get(f"{type_}.{mode}", ()))
    for token in _clause(found):
        if not _in_person(reading, token):
            told.update(_said_from(token))
    return tuple(sorted(told))


@cache
def table() -> tuple[ContextRow, ...]:
    """All rows in the order of the file."""
    return tuple(_row(*cells) for cells in rows("contexts.tsv", 3))


def _row(context: str, words: str, example: str) -> ContextRow:
    said = words.split("|")
    phrases = tuple(tuple(w.split()) for w in said if not w[0].isupper())
    modes = frozenset(w for w in said if w[0].isupper())
    return ContextRow(context=context, phrases=phrases, modes=modes, example=example)


@cache
def _by_word() -> dict[str, tuple[tuple[Phrase, str], ...]]:
    """Phrases with their context, by their first word."""
    index: dict[str, list[tuple[Phrase, str]]] = {}
    for row in table():
        for phrase in row.phrases:
            index.setdefault(phrase[0], []).append((phrase, row.context))
    return {word: tuple(found) for word, found in index.items()}


@cache
def _by_mode() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for row in table():
        for mode in row.modes:
            index.setdefault(mode, []).append(row.context)
    return {mode: tuple(found) for mode, found in index.items()}


def _said_from(token: Token) -> Iterator[str]:
    """The contexts of phrases that begin with a token."""
    known = _by_word()
    for word in dict.fromkeys((lemma(token), token.lower_)):
        for phrase, context in known.get(word, ()):
            if _stands(token, phrase[1:]):
                yield context


def _stands(token: Token, rest: Phrase) -> bool:
    """Whether words follow a token; a hyphen between them does not count."""
    doc, i = token.doc, token.i + 1
    for word in rest:
        if i < len(doc) and doc[i].text == "-":
            i += 1
        if i >= len(doc) or word not in (lemma(doc[i]), doc[i].lower_):
            return False
        i += 1
    return True


def _clause(found: Match) -> Iterator[Token]:
    """The words of the clause that tells the act, without clauses that tell something else."""
    top = found.verb or found.noun or found.token
    anchors = {a.i for a in (found.token, found.noun, found.verb) if a is not None}
    act = found.act
    while act is not None:
        anchors.update(a.i for a in (act.token, act.noun, act.verb) if a is not None)
        act = act.act
    waiting = [top]
    while waiting:
        token = waiting.pop()
        yield token
        waiting.extend(c for c in token.children if c.i in anchors or not _is_other(c))


def _is_other(token: Token) -> bool:
    """Whether a word heads a clause of its own."""
    if token.dep_ in _OTHER_CLAUSES:
        return True
    return token.dep_ == "conj" and is_verb(token) and child(token, *_SUBJECTS) is not None


def _in_person(reading: Reading, token: Token) -> bool:
    at = reading.mention_at(token.i)
    return at is not None and reading.mentions[at].type == "person" and token.pos_ == "PROPN"
