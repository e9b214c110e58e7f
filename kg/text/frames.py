"""A trigger in place: the verb and the noun that tell an act together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.text.clauses import is_verb, lemma, prepositional
from kg.text.tokens import Token
from kg.text.triggers import Row, words

COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"})
SPEECH = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger in place. ``verb`` carries subject and mood, ``noun`` names the act if one does.

    ``act`` is the match of what is promised, asked for, refused or threatened.
    """

    row: Row
    token: Token
    verb: Token | None
    noun: Token | None
    act: Match | None = None

    def anchors(self) -> Iterator[Token]:
        """The words whose prepositional phrases may name participants, nearest first."""
        seen = set()
        for token in self._cluster():
            if token.i not in seen:
                seen.add(token.i)
                yield token

    def _cluster(self) -> Iterator[Token]:
        yield from (t for t in (self.token, self.noun, self.verb) if t is not None)
        if self.noun is not None:
            yield from (c for c in self.noun.children if c.dep_ == "acl")
            yield from prepositional(self.noun, "of")
        if self.verb is not None:
            yield from (c for c in self.verb.children if c.dep_ in ("dobj", "prt", "advmod"))
        for condition in self.row.needs:
            for preposition in condition.key.split("|"):
                for holder in self._holders():
                    for obj in prepositional(holder, preposition):
                        if lemma(obj) in condition.values:
                            yield obj

    def _holders(self) -> Iterator[Token]:
        """The words that a preposition which the row asks for may hang on."""
        yield from (t for t in (self.token, self.noun) if t is not None)
        yield from (c for c in self.token.children if c.dep_ in ("prt", "advmod"))


def frame(token: Token, pos: str) -> tuple[Token | None, Token | None]:
    """The verb that carries subject and mood, and the noun that names the act."""
    if pos == "NOUN":
        return supporting(token), token
    if pos == "ADJ":
        return (token.head if is_verb(token.head) else None), None
    return token, None


def supporting(noun: Token) -> Token | None:
    """The verb that only says that the act a noun names takes place: "carried out raids"."""
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN"):
        return supporting(head)
    if noun.dep_ in ("dobj", "nsubjpass") and is_verb(head) and _supports(head):
        return head
    if noun.dep_ == "pobj" and head.lower_ in ("in", "into", "on", "out", "of", "to", "with"):
        verb = head.head
        if verb.dep_ == "prep" and verb.head.pos_ == "VERB":
            verb = verb.head
        if is_verb(verb) and lemma(verb) in words("support-with-preposition"):
            return verb
        if verb.pos_ == "NOUN" and lemma(verb) in words("partitive"):
            return supporting(verb)
    return None


def _supports(verb: Token) -> bool:
    return lemma(verb) in words("support") or lemma(verb) in words("undergo")
