"""Cue → speaker: the noun phrase that does the saying, thinking or promising."""

from __future__ import annotations

from kg.text.clauses import child, is_verb
from kg.text.tokens import Span, Token

Range = tuple[int, int]

_CLAUSES_ON_NOUNS = frozenset({"relcl", "acl", "advcl", "parataxis"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_WHO = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_VOICES = frozenset(
    "analyst army aide ambassador police poll report study survey minister ministry president "
    "official officer spokesman spokeswoman spokesperson expert source diplomat document witness "
    "agency newspaper prosecutor lawyer court statement people colleague relative resident "
    "government authority governor senator mayor chief leader commander".split()
)
_SHARED = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "parataxis"})


def of_verb(verb: Token) -> Range | None:
    """The speaker of a reporting verb, through control, coordination and relative clauses."""
    speaker = _doer(verb)
    return phrase(speaker) if speaker is not None else None


def of_noun(noun: Token) -> Range | None:
    """The speaker of a reporting noun: its possessor, "by ...", "from ...", or who makes it."""
    owner = child(noun, "poss")
    if owner is not None:
        return phrase(owner)
    for c in noun.children:
        if c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from"):
            inner = child(c, "pobj")
            if inner is not None:
                return phrase(inner)
    if noun.dep_ == "dobj" and is_verb(noun.head):
        return of_verb(noun.head)
    return None


def is_voice(words: Span) -> bool:
    """Whether a phrase names somebody, or a document, that can say something."""
    last = words.root
    return last.ent_type_ in _WHO or last.lemma_.lower() in _VOICES


def phrase(noun: Token) -> Range:
    """A noun with what stands before and after it, without the clauses that hang on it."""
    end = noun.right_edge.i + 1
    for t in noun.doc[noun.i + 1 : end]:
        if t.dep_ in _CLAUSES_ON_NOUNS:
            end = min(end, max(t.left_edge.i, noun.i + 1))
    while end - 1 > noun.i and (noun.doc[end - 1].is_punct or noun.doc[end - 1].is_space):
        end -= 1
    return noun.left_edge.i, end


def _doer(verb: Token) -> Token | None:
    own = child(verb, "nsubj")
    if own is not None:
        return verb.head if own.lower_ in _RELATIVE and verb.dep_ == "relcl" else own
    agent = child(verb, "agent")
    if agent is not None:
        return child(agent, "pobj")
    if child(verb, "nsubjpass") is not None:
        return None
    if verb.dep_ in ("acl", "relcl"):
        return verb.head
    return _shared(verb) if verb.dep_ in _SHARED and verb.head.i != verb.i else None


def _shared(verb: Token) -> Token | None:
    """The doer of the clause that a verb without its own subject belongs to."""
    above = verb.head
    while not is_verb(above) and above.head.i != above.i:
        above = above.head
    if not is_verb(above):
        return None
    quoted = verb.dep_ == "pcomp" and verb.head.lower_ == "as"  # "quoted officials as saying"
    if quoted or (verb.dep_ == "xcomp" and verb.tag_ == "VB"):
        told = child(above, "dobj")
        if told is not None and above.i < told.i < verb.i:
            return told
    passive = child(above, "nsubjpass")
    return passive if passive is not None and verb.dep_ != "conj" else _doer(above)
