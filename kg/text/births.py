"""Where persons were born: "born in Lima", "(born 1961, Lima)", "a native of Lima", "Lima-born"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Assertion, Relation
from kg.text import descriptions, places
from kg.text.assertion import assess
from kg.text.clauses import SUBJECTS, is_verb, subject
from kg.text.presupposed import presupposed
from kg.text.reading import Reading
from kg.text.references import Referent, mention_of, named_at, person_at, persons_at
from kg.text.tokens import Token

_RULE = "relations.birth"
_TOLD = re.compile(r"\b(?:born|b\.|natives?)", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Relation]:
    """birthPlace, in text order."""
    if not _TOLD.search(reading.text):
        return
    for token in reading.tokens:
        word = token.lower_
        if word in ("born", "b.") and token.pos_ != "ADJ":
            yield from _born(reading, token)
        elif word == "born" and token.i and reading.doc[token.i - 1].text == "-":
            yield from _hyphenated(reading, token)
        elif word in ("native", "natives"):
            yield from _native(reading, token)


def _born(reading: Reading, born: Token) -> Iterator[Relation]:
    if born.i and reading.doc[born.i - 1].text == "-":
        yield from _hyphenated(reading, born)
        return
    where = list(places.after_born(reading, born))
    if not where:
        return
    persons, beside = _who_was_born(reading, born)
    assertion = (
        presupposed(reading, born, _RULE, "past") if beside else assess(reading, born, _RULE)
    )
    for person in persons:
        for place in where:
            yield _relation(reading, person, place, assertion)


def _relation(
    reading: Reading, person: Referent, place: Referent, assertion: Assertion
) -> Relation:
    return Relation(
        predicate="birthPlace",
        subject=mention_of(reading, person),
        object=mention_of(reading, place, "place"),
        assertion=assertion,
    )


# --- whom --------------------------------------------------------------------------------


def _who_was_born(reading: Reading, born: Token) -> tuple[list[Referent], bool]:
    """Who, and whether it is said beside the name ("X, born in Lima,") and not by a clause."""
    bracketed = _before_bracket(reading, born)
    if bracketed is not None:
        return [bracketed], True
    if born.dep_ in ("acl", "relcl", "amod") and (found := _apposed(reading, born.head)):
        return found, True
    who = subject(born)
    found = _single(reading, who)
    if not found and born.head.i != born.i:
        found = _opened(reading, born)
    return found, False


def _single(reading: Reading, who: Token | None) -> list[Referent]:
    if who is None:
        return []
    found = persons_at(reading, who)[:1]
    named = named_at(reading, who) if not found else None
    return [named] if named is not None else found


def _before_bracket(reading: Reading, born: Token) -> Referent | None:
    """The name before the bracket that "born" stands in: "Ana Silva (lawyer; born 1961 in Lima)"."""
    doc, i = reading.doc, born.i
    while i > born.sent.start and doc[i].text != "(":
        if doc[i].text == ")":
            return None
        i -= 1
    if doc[i].text != "(" or i == born.sent.start:
        return None
    while i - 1 > born.sent.start and doc[i - 1].text == ")":  # "Ana Silva (lawyer) (born"
        i -= 2
        while i > born.sent.start and doc[i].text != "(":
            i -= 1
    for at in range(i - 1, max(born.sent.start - 1, i - 5), -1):
        found = person_at(reading, doc[at])
        if found is not None:
            return found
    return _unknown_name(reading, i) if i - 1 >= born.sent.start else None


def _unknown_name(reading: Reading, end: int) -> Referent | None:
    doc, start = reading.doc, end
    while start > 0 and doc[start - 1].pos_ == "PROPN" and not reading.mentions_at(start - 1):
        start -= 1
        if doc[start].is_sent_start:
            break
    return Referent(start, end) if start < end else None


def _apposed(reading: Reading, noun: Token) -> list[Referent]:
    person = person_at(reading, noun)
    if person is not None:
        return [person]
    description = descriptions.of(reading, noun)
    return list(description.persons[:1]) if description is not None else []


def _opened(reading: Reading, born: Token) -> list[Referent]:
    """The subject after the participle that opens the sentence: "Born in Lima, she moved"."""
    at = born
    while at.head.i != at.i and not (is_verb(at.head) and at.head.i > born.i):
        at = at.head
    who = subject(at.head)
    if who is None or who.i < born.i:
        who = next((t for t in born.sent if t.i > born.i and t.dep_ in SUBJECTS), None)
    if who is None:
        who = next((t for t in born.sent if t.i > born.i and t.tag_ in ("PRP", "PRP$")), None)
    return _single(reading, who)


# --- natives -----------------------------------------------------------------------------


def _native(reading: Reading, noun: Token) -> Iterator[Relation]:
    """ "a native of Lima", "the Lima native"."""
    doc = reading.doc
    where: list[Referent] = []
    if noun.i + 2 < len(doc) and doc[noun.i + 1].lower_ == "of":
        where = list(places.chain(reading, noun.i + 2, noun.sent.end))
    elif noun.i and noun.tag_ in ("NN", "NNS", "JJ"):
        where = places.before(reading, noun.i)
    if where:
        yield from _described(reading, noun, where)
    elif noun.i and doc[noun.i - 1].tag_ == "PRP$":
        owner = person_at(reading, doc[noun.i - 1])
        at = noun.i + 1 + 2 * (doc[noun.i + 2 : noun.i + 3].text == "of")
        place = places.at(reading, at)
        if owner is not None and place is not None:
            yield _relation(reading, owner, place, presupposed(reading, noun, _RULE, "past"))


def _described(reading: Reading, noun: Token, where: list[Referent]) -> Iterator[Relation]:
    description = descriptions.of(reading, noun)
    if description is None:
        return
    verb = description.verb
    assertion = assess(reading, verb, _RULE) if verb else presupposed(reading, noun, _RULE, "past")
    for person in description.persons[:1]:
        for place in where:
            yield _relation(reading, person, place, assertion)


def _hyphenated(reading: Reading, born: Token) -> Iterator[Relation]:
    """ "Lima-born lawyer Ana Silva"."""
    where = places.before(reading, born.i - 1)
    noun = born.head if born.head.i != born.i else born
    person = person_at(reading, noun)
    if not where:
        return
    if person is None:
        yield from _described(reading, noun, where)
        return
    assertion = presupposed(reading, born, _RULE, "past")
    for place in where:
        yield _relation(reading, person, place, assertion)
