"""Who is whose child or spouse: "Omar, the son of Ana", "his wife Ana", "Ana married Omar"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Relation
from kg.text import descriptions, kin
from kg.text.assertion import assess
from kg.text.clauses import SUBJECTS, is_passive, lemma, prepositional, subject
from kg.text.presupposed import presupposed
from kg.text.reading import Reading
from kg.text.references import (
    Referent,
    entity_of,
    mention_of,
    name_within,
    named_beside,
    names_from,
    past_bracket,
    person_at,
    persons_at,
)
from kg.text.tokens import Token

_MARRYING = frozenset({"marry", "wed", "remarry", "divorce"})
_BEARING = frozenset({"have", "bear", "adopt", "raise", "father"})


def find(reading: Reading) -> Iterator[Relation]:
    """childOf and spouse, in text order."""
    for token in list(reading.doc):
        relation = kin.relation(token)
        if relation is not None and relation != "other":
            yield from _by_noun(reading, token, relation)
        elif token.lemma_ in _MARRYING or token.lower_ == "married":
            yield from _by_marriage(reading, token)
        elif token.lower_ == "born":
            yield from _by_birth(reading, token)


# --- nouns -------------------------------------------------------------------------------


def _by_noun(reading: Reading, noun: Token, relation: str) -> Iterator[Relation]:
    owners = _owners(reading, noun)
    if not owners:
        return
    bearers, verb = _bearers(reading, noun)
    for bearer in bearers:
        for owner in owners:
            yield from _related(reading, noun, verb, relation, bearer, owner)


def _related(
    reading: Reading,
    noun: Token,
    verb: Token | None,
    relation: str,
    bearer: Referent,
    owner: Referent,
) -> Iterator[Relation]:
    if bearer == owner or entity_of(reading, bearer) == entity_of(reading, owner) is not None:
        return
    rule = f"relations.{'spouse' if relation == 'spouse' else 'child'}"
    assertion = (
        assess(reading, verb, rule) if verb is not None else presupposed(reading, noun, rule)
    )
    ends = mention_of(reading, bearer), mention_of(reading, owner)
    subject_, object_ = reversed(ends) if relation == "parent" else ends
    yield Relation(
        predicate="spouse" if relation == "spouse" else "childOf",
        subject=subject_,
        object=object_,
        assertion=assertion,
    )


def _owners(reading: Reading, noun: Token) -> list[Referent]:
    """Whose kin a noun names: by possessive, by "of", or as the noun that it is joined to has it."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return _couple(reading, owner) or persons_at(reading, owner)
    for preposition in ("of", "to", "by"):
        for obj in prepositional(noun, preposition):
            found = _parents(reading, obj)
            if found:
                return found
    if noun.dep_ in ("conj", "appos", "compound") and kin.relation(noun.head) is not None:
        return _owners(reading, noun.head)
    return _having(reading, noun)


def _parents(reading: Reading, obj: Token) -> list[Referent]:
    """One or two names joined by "and": "of Omar Salim and his wife Ana"."""
    first = person_at(reading, obj) or name_within(reading, obj)
    if first is None:
        return []
    doc, i = reading.doc, past_bracket(reading, first.end)
    while i < obj.sent.end and (doc[i].lower_ in ("of", ",") or _is_place(reading, i)):
        i += 1
    if i < obj.sent.end and doc[i].lower_ in ("and", "&", "by"):
        i += 1
        while i < obj.sent.end and (doc[i].tag_ == "PRP$" or kin.relation(doc[i]) is not None):
            i = past_bracket(reading, i + 1)
        second = list(names_from(reading, i, obj))[:1]
        if second:
            return [first, *second]
    return [first, *_joined(reading, obj, first)]


def _joined(reading: Reading, obj: Token, first: Referent) -> list[Referent]:
    """The other parent, where more than a name stands between."""
    for t in obj.conjuncts:
        other = name_within(reading, t) if t.i > first.end else None
        if other is not None:
            return [other]
    return []


def _is_place(reading: Reading, i: int) -> bool:
    return any(reading.mentions[m].type in ("place", "country") for m in reading.mentions_at(i))


def _having(reading: Reading, noun: Token) -> list[Referent]:
    """ "They had a son, Omar": the subject of the verb whose object the noun is."""
    verb = noun.head
    if noun.dep_ == "pobj" and noun.head.dep_ == "agent" and verb.head.lemma_ == "survive":
        verb = verb.head  # "She was survived by sons Omar and Max"
    elif noun.dep_ != "dobj" or lemma(verb) not in _BEARING:
        return []
    who = subject(verb)
    return _couple(reading, who) or persons_at(reading, who) if who is not None else []


def _couple(reading: Reading, pronoun: Token) -> list[Referent]:
    """The two before "they" or "their": "Omar and his wife Ana", "Omar is married to Ana"."""
    if pronoun.lower_ not in ("they", "their"):
        return []
    for token in reversed(reading.doc[pronoun.sent.start : pronoun.i]):
        pair: list[Referent] = []
        if token.dep_ in (*SUBJECTS, "pobj", "dobj") and any(
            c.dep_ == "conj" for c in token.children
        ):
            pair = [p for p in persons_at(reading, token) if p.end <= pronoun.i]
        elif token.lemma_ in _MARRYING or token.lower_ == "married":
            pair = _spouses(reading, token)
        if len(pair) == 2:
            return pair
    return []


def _bearers(reading: Reading, noun: Token) -> tuple[list[Referent], Token | None]:
    """Who the kin is, and the verb that asserts it, if a verb does."""
    named = named_beside(reading, noun)
    if named:
        return named, None
    verb = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass") and lemma(verb) == "be":
        attribute = next((c for c in verb.children if c.dep_ == "attr"), None)
        found = persons_at(reading, attribute) if attribute is not None else []
        if found and reading.doc[found[0].start].pos_ == "PROPN":
            return found, verb
    if noun.dep_ == "conj" and any(c.dep_ == "poss" for c in noun.children):
        return [], None  # "his wife Ana and his children"
    description = descriptions.of(reading, noun)
    return (list(description.persons), description.verb) if description else ([], None)


# --- verbs -------------------------------------------------------------------------------


def _by_marriage(reading: Reading, verb: Token) -> Iterator[Relation]:
    """ "Ana married Omar", "is married to Omar", "Ana and Omar married"."""
    pair = _spouses(reading, verb)
    if len(pair) == 2:
        yield from _related(reading, verb, verb, "spouse", *pair)


def _spouses(reading: Reading, verb: Token) -> list[Referent]:
    who = subject(verb.head if verb.dep_ == "acomp" else verb)
    if who is None:
        return []
    subjects = persons_at(reading, who)
    objects = [p for c in verb.children if c.dep_ == "dobj" for p in persons_at(reading, c)]
    objects += [p for t in prepositional(verb, "to") for p in persons_at(reading, t)]
    if not objects:
        return subjects if len(subjects) == 2 else []
    return [*subjects[:1], *objects[:1]]


def _by_birth(reading: Reading, verb: Token) -> Iterator[Relation]:
    """ "Ana was born to Omar Salim and his wife"."""
    parents = [p for t in prepositional(verb, "to") for p in _parents(reading, t)]
    who = subject(verb) if parents else None
    if who is None or not is_passive(verb):
        return
    for child in persons_at(reading, who)[:1]:
        for parent in parents:
            yield from _related(reading, verb, verb, "child", child, parent)
