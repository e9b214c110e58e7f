"""Whom a noun phrase describes: "a Peruvian economist" of whom is it said?

A phrase is known by its head. It describes the name that it stands before ("economist Ana
Silva"), the name that it follows ("Ana Silva, an economist"), the subject of its copula, or the
subject of the clause that it opens ("An economist by training, she ..."). What a copula says is
asserted by its verb; what stands beside a name is presupposed.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.text import titles
from kg.text.clauses import SUBJECTS, child, is_verb, lemma, subject
from kg.text.membership import table
from kg.text.reading import Reading
from kg.text.references import Referent, named_beside, person_at, persons_at
from kg.text.tokens import Token

_COPULAS = frozenset({"be", "become", "remain", "serve", "work", "act", "continue", "retire"})
_PREDICATIVE = frozenset({"attr", "oprd", "acomp", "dobj"})
_CALLED = frozenset({"native", "graduate", "alumnus", "founder", "co-founder", "descendant"})
_NAMING = frozenset(
    "appoint name elect make nominate hire choose select designate recruit promote".split()
)


@dataclass(frozen=True, slots=True)
class Description:
    """Whom a phrase describes, and the verb that asserts it; None where it is presupposed."""

    persons: tuple[Referent, ...]
    verb: Token | None


def of(reading: Reading, noun: Token) -> Description | None:
    """Whom the phrase with this head describes."""
    if lemma(noun) in table("thing"):
        return None
    head = _first(noun)
    beside = _beside(reading, noun) or (_beside(reading, head) if head.i != noun.i else [])
    if beside:
        return Description(tuple(beside), None)
    verb = _asserting_verb(head)
    if verb is not None:
        who = _described_subject(reading, verb, head)
        return Description(tuple(who), verb) if who else None
    opened = _opening(reading, head)
    return Description(tuple(opened), None) if opened else None


def _first(noun: Token) -> Token:
    """The first of nouns that are joined or apposed: all of them are said of the same person."""
    while noun.dep_ in ("conj", "appos") and noun.head.pos_ in ("NOUN", "PROPN", "ADJ"):
        noun = noun.head
    return noun


def _beside(reading: Reading, noun: Token) -> list[Referent]:
    """Names that a phrase stands before or after, without a verb between."""
    if noun.dep_ in ("compound", "nmod") and noun.head.i > noun.i:
        listed = named_beside(reading, noun) if noun.tag_ == "NNS" else []
        return listed or _only_name(reading, noun.head)
    if noun.dep_ == "appos":
        found = _only_name(reading, noun.head)
        if found:
            return found
    following = [p for p in named_beside(reading, noun) if _belongs(reading, noun, p)]
    return following or _before(reading, noun)


def _belongs(reading: Reading, noun: Token, name: Referent) -> bool:
    """Whether a name after a noun is part of its phrase, not the subject of what comes next."""
    root = reading.doc[name.start : name.end].root
    if root.head.i == noun.i or name.start <= noun.head.i < name.end:
        return True
    return any(a.i == noun.i for a in root.ancestors) or noun.dep_ in ("compound", "nmod")


def _only_name(reading: Reading, token: Token) -> list[Referent]:
    found = person_at(reading, token)
    return [found] if found is not None and token.pos_ == "PROPN" else []


def _before(reading: Reading, noun: Token) -> list[Referent]:
    """The name before the comma that opens an apposition: "Ana Silva, 54, an economist"."""
    doc, i = reading.doc, noun.left_edge.i
    if noun.dep_ not in ("appos", "conj", "attr", "dep", "npadvmod", "ROOT"):
        return []
    if i <= noun.sent.start or doc[i - 1].text not in (",", "(", "–", "-"):
        return []
    i -= 1
    if i - 2 > noun.sent.start and doc[i - 1].like_num and doc[i - 2].text == ",":
        i -= 2
    found = person_at(reading, doc[i - 1])
    return [found] if found is not None and found.end == i else []


def _asserting_verb(head: Token) -> Token | None:
    """The copula of a phrase, or the verb that it stands behind with "as"."""
    verb = head.head
    if head.dep_ in _PREDICATIVE and is_verb(verb):
        titled = titles.ending_at(head.doc, head.i + 1) is not None
        if head.dep_ != "dobj" or verb.lemma_ in _COPULAS or (verb.lemma_ in _NAMING and titled):
            return verb
        return None
    if head.dep_ == "pobj" and verb.lower_ == "as" and verb.dep_ == "prep":
        at = verb.head
        while not is_verb(at) and at.head.i != at.i and at.dep_ in ("dobj", "pobj", "prep"):
            at = at.head
        return at if is_verb(at) else None
    return None


def _described_subject(reading: Reading, verb: Token, head: Token) -> list[Referent]:
    """Whom a verb makes what the phrase says: its object where it names somebody, or its subject."""
    if verb.lemma_ in _NAMING or head.dep_ == "pobj":
        named = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
        if named is not None and named.i != head.i and (found := persons_at(reading, named)):
            return found
    if any(c.dep_ == "expl" for c in verb.children):
        return []
    who = child(verb, "nsubj", "nsubjpass") if verb.dep_ == "ccomp" else subject(verb)
    if who is not None and verb.dep_ == "relcl" and who.lower_ in ("who", "that", "which"):
        who = verb.head
    return persons_at(reading, who) if who is not None and who.i != head.i else []


def _opening(reading: Reading, head: Token) -> list[Referent]:
    """The subject after a phrase that opens the sentence: "A native of Lima, he joined"."""
    verb = head.head
    if not _opens(head) or not is_verb(verb) or verb.i < head.i:
        return []
    who = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i > head.i), None)
    if who is None or reading.doc[who.left_edge.i - 1].text != ",":
        return []
    return persons_at(reading, who)


def _opens(head: Token) -> bool:
    """Whether a phrase for a person starts its sentence, after "-" or "as" at most."""
    if head.left_edge.i - head.sent.start > 1:
        return False
    titled = titles.ending_at(head.doc, head.i + 1) is not None
    return titled or head.lower_ in _CALLED or lemma(head) in table("post")
