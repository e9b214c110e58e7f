"""Which body a person belongs or belonged to: "works for the World Bank", "IBM engineer Ana Silva".

From a body's name up the parse to the noun that it belongs to (a chairman, a member of its
board) and whom that noun describes, or to a verb of membership (``data/membership.tsv``) and its
subject. A body that is a party gives memberOfParty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.model import Assertion, Relation
from kg.text import descriptions, offices, parties, titles
from kg.text.assertion import assess
from kg.text.bodies import body_at
from kg.text.clauses import is_passive, is_verb, lemma, subject
from kg.text.membership import table
from kg.text.presupposed import presupposed
from kg.text.reading import Reading
from kg.text.references import (
    Referent,
    mention_of,
    person_at,
    persons_at,
)
from kg.text.tokens import Token

_LINKS = frozenset({"of", "at", "for", "with", "in", "from", "to", "on", "within"})
_AT = frozenset({"at", "with", "in", "for"})
_BESIDE_NAME = frozenset({"of", "at", "from", "with"})
_MODIFYING = frozenset({"compound", "nmod", "poss", "amod"})
_PIECES = frozenset(
    """state staff head chief international foreign general national public agency office and of it
    special senior deputy vice first attacks relations the for board committee management""".split()
)
_ORIGIN = frozenset({"originally", "originates", "hails", "hailing", "comes", "native"})
_PAST = frozenset({"former", "ex", "late", "onetime", "then", "retired"})
_MAX_CLIMB = 8


@dataclass(frozen=True, slots=True)
class _Tie:
    """Persons tied to a body, and how it is said."""

    persons: tuple[Referent, ...]
    assertion: Assertion


def find(reading: Reading) -> Iterator[Relation]:
    """affiliation and memberOfParty, in text order."""
    for token in list(reading.doc):
        if (
            token.pos_ not in ("PROPN", "ADJ", "NOUN")
            or _is_post(token)
            or not _heads_a_name(reading, token)
        ):
            continue
        body = body_at(reading, token)
        if body is not None and _is_fragment(reading, body):
            continue
        tie = _tie(reading, token) if body is not None else None
        if body is not None and tie is None:
            tie = _by_itself(reading, token)
        if body is not None and tie is not None:
            yield from _relations(reading, tie, body)


def _is_post(token: Token) -> bool:
    """Whether a word heads a post or its field, written large or not: "Professor of Law"."""
    word = token.lower_
    return word in table("post") or word in table("field")


def _is_fragment(reading: Reading, body: Referent) -> bool:
    """Whether the words are only a piece of a title: "Interior" Minister, Secretary of "State"."""
    if body.mention is not None and parties.is_party(reading.entity_of(body.mention).name):
        return False
    title = titles.ending_at(reading.doc, body.end)
    if title is not None and title.start <= body.start:
        return True
    words = [t.lower_ for t in reading.doc[body.start : body.end] if t.is_alpha]
    return all(w in offices.FIELDS or w in _PIECES or w in table("field") for w in words)


def _heads_a_name(reading: Reading, token: Token) -> bool:
    """Whether a word heads a body's name: no part of a longer one, nor of any other name."""
    known = reading.mentions_at(token.i)
    bodies = [m for m in known if reading.mentions[m].type == "organization"]
    if bodies:
        start, end = reading.mention_tokens[bodies[-1]]
        return reading.doc[start:end].root.i == token.i
    part = token.dep_ in ("compound", "nmod") and token.head.pos_ == "PROPN"
    return not known and not part and token.pos_ == "PROPN"


def _relations(reading: Reading, tie: _Tie, body: Referent) -> Iterator[Relation]:
    object_ = mention_of(reading, body, "organization")
    party = parties.is_party(reading.entity_of(object_).name)
    assertion = replace(tie.assertion, rule="relations.party") if party else tie.assertion
    for person in tie.persons:
        yield Relation(
            predicate="memberOfParty" if party else "affiliation",
            subject=mention_of(reading, person),
            object=object_,
            assertion=assertion,
        )


# --- from the body to the person -----------------------------------------------------------


def _tie(reading: Reading, head: Token) -> _Tie | None:
    """Climb from a body's name to whom it is said of."""
    at, preposition = head, ""
    for _ in range(_MAX_CLIMB):
        up = at.head
        if up.i == at.i:
            return None
        if at.dep_ in ("conj", "appos") and up.pos_ in ("PROPN", "NOUN"):
            at = up
            continue
        if at.dep_ in ("pobj", "pcomp") and up.dep_ in ("prep", "agent", "dative"):
            preposition, at = up.lower_, up
            if preposition not in _LINKS and preposition not in ("by", "over", "as", "than"):
                return None
            up = at.head
            if is_verb(up):
                return _by_verb(reading, up, preposition)
            if up.dep_ == "prep" or up.pos_ in ("ADP", "ADV", "SCONJ"):
                return None
        elif at.dep_ in _MODIFYING:
            preposition = "of"
        elif at.dep_ == "dobj" and is_verb(up):
            if at.i == head.i:
                return _by_object(reading, up, "object")
            return _by_object(reading, up, "start") if preposition in _AT else None
        elif at.dep_ in ("nsubjpass", "nsubj") and is_verb(up):
            return _by_agent(reading, up)
        else:
            return None
        tie = _by_noun(reading, up, at)
        if tie is not None or not _is_passable(up, preposition):
            return tie
        at = up
    return None


def _by_itself(reading: Reading, token: Token) -> _Tie | None:
    """ "Ana Silva, a Republican,": a party's word that says what a person is."""
    name = next((reading.entity_of(m).name for m in reading.mentions_at(token.i)), "")
    if not parties.is_party(name) or token.dep_ not in ("attr", "appos", "compound", "nmod"):
        return None
    said = descriptions.of(reading, token)
    if said is None:
        return None
    if said.verb is not None:
        return _Tie(said.persons, assess(reading, said.verb, "relations.party"))
    return _Tie(said.persons, presupposed(reading, token, "relations.party"))


def _is_passable(noun: Token, preposition: str) -> bool:
    """Whether the climb goes on through a noun: "a member of the |board| of the bank"."""
    if noun.pos_ == "PROPN" and not _is_post(noun):
        return preposition in ("of", "at")
    return _is_post(noun) or lemma(noun) in table("inside")


def _by_noun(reading: Reading, noun: Token, below: Token) -> _Tie | None:
    if noun.pos_ not in ("NOUN", "PROPN", "ADJ") or lemma(noun) in table("not"):
        return None
    person = person_at(reading, noun) if not _is_post(noun) else None
    if person is not None:
        if below.dep_ == "prep" and (below.lower_ not in _BESIDE_NAME or _is_origin(below)):
            return None
        return _Tie((person,), presupposed(reading, noun, "relations.affiliation.name"))
    if below.lower_ in ("in", "on") and _is_office(noun):
        return None  # "President Quispe in Lima"
    description = descriptions.of(reading, noun)
    if description is None:
        return None
    if description.verb is not None:
        assertion = assess(reading, description.verb, "relations.affiliation.noun")
    else:
        past = any(c.lower_ in _PAST for c in noun.children)
        assertion = presupposed(
            reading, noun, "relations.affiliation.noun", "past" if past else "present"
        )
    return _Tie(description.persons, assertion)


def _is_origin(preposition: Token) -> bool:
    """Whether "from" says where somebody comes from: "Ana Silva, originally from Oruro"."""
    i = preposition.i
    return preposition.lower_ == "from" and i > 0 and preposition.doc[i - 1].lower_ in _ORIGIN


def _is_office(noun: Token) -> bool:
    title = titles.ending_at(noun.doc, noun.i + 1)
    return title is not None and title.kind in ("state", "rank")


def _by_verb(reading: Reading, verb: Token, preposition: str) -> _Tie | None:
    """ "worked for the bank", "was appointed to the board"."""
    if preposition not in table("verb").get(lemma(verb), ()) and not (
        preposition in ("at", "with") and _has_post(verb)
    ):
        return None
    return _said_of(reading, verb, _subject(verb), "relations.affiliation.verb")


def _has_post(verb: Token) -> bool:
    """ "At the bank she was a manager"."""
    return lemma(verb) == "be" and any(
        c.dep_ == "attr" and (_is_post(c) or titles.ending_at(c.doc, c.i + 1) is not None)
        for c in verb.children
    )


def _by_object(reading: Reading, verb: Token, frame: Literal["object", "start"]) -> _Tie | None:
    """ "joined the bank", "began her career at the bank"."""
    if lemma(verb) not in table(frame) or is_passive(verb):
        return None
    return _said_of(reading, verb, _subject(verb), "relations.affiliation.object")


def _subject(verb: Token) -> Token | None:
    """The subject of a verb or, for "prior to joining the bank, she", of the clause around it."""
    found = subject(verb)
    at = verb
    while found is None and at.head.i != at.i and verb.tag_ in ("VBG", "VBN"):
        at = at.head
        if is_verb(at):
            return subject(at)
    return found


def _by_agent(reading: Reading, verb: Token) -> _Tie | None:
    """ "the bank is led by Omar Salim"."""
    if lemma(verb) not in table("agent") or not is_passive(verb):
        return None
    by = next((c for c in verb.children if c.lower_ == "by"), None)
    who = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    return _said_of(reading, verb, who, "relations.affiliation.agent")


def _said_of(reading: Reading, verb: Token, who: Token | None, rule: str) -> _Tie | None:
    persons = persons_at(reading, who) if who is not None else []
    if not persons and who is not None and (said := descriptions.of(reading, who)) is not None:
        persons = list(said.persons)  # "is an economist who founded the bank"
    return _Tie(tuple(persons), assess(reading, verb, rule)) if persons else None
