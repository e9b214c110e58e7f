"""What a word's own auxiliaries, adverbs and adjectives say of the act it names.

They deny it, weaken it or put it off. The classes of such words are data; what the words
above an act make of it is in ``kg.text.scope``.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Certainty, Tense
from kg.text.clauses import SUBJECTS, is_verb, lemma
from kg.text.tokens import Token
from kg.text.triggers import words

_CONDITIONS = frozenset({"if", "whether", "unless", "lest"})
_NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
_FUTURE_AUX = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_POSSIBLE_AUX = frozenset({"may", "might", "could", "can", "ca"})
_DUTY_AUX = frozenset({"must", "should", "ought"})
_RANK = {"certain": 0, "probable": 1, "possible": 2}


@dataclass(slots=True)
class Mood:
    """Whether an act is denied, how sure it is, and when; gathered on the way up."""

    denied: bool = False
    certainty: Certainty = "certain"
    tense: Tense | None = None

    def doubt(self, certainty: Certainty) -> None:
        """Make it no surer than this."""
        if _RANK[certainty] > _RANK[self.certainty]:
            self.certainty = certainty

    def put_off(self) -> None:
        """Make it an act to come, whatever its verb's own tense: "plans to visit"."""
        self.tense = "future"


def look_at(token: Token, view: Mood) -> None:
    """What a word's own dependents say about it."""
    if is_verb(token):
        tense_of(token, view)
        if any(_is_nobody(c) for c in token.children):
            view.denied = not view.denied
    for c in token.children:
        look_at_dependent(c, view)


def look_at_dependent(c: Token, view: Mood) -> None:
    """Take in one dependent: a negation, adverb, adjective or conditional conjunction."""
    if c.dep_ == "neg" or (c.dep_ == "det" and c.lower_ == "no"):
        view.denied = not view.denied
    elif c.dep_ in ("advmod", "amod", "compound"):
        _modifier(c, view)
    elif c.dep_ == "mark" and c.lower_ in _CONDITIONS:
        view.doubt("possible")


def _modifier(c: Token, view: Mood) -> None:
    if among(c, "denying-modifier"):
        view.denied = not view.denied
    elif among(c, "probable-modifier"):
        view.doubt("probable")
    elif among(c, "possible-modifier"):
        view.doubt("possible")
    elif among(c, "future-modifier"):
        view.put_off()
    elif among(c, "past-modifier") and view.tense is None:
        view.tense = "past"


def _is_nobody(c: Token) -> bool:
    """Whether a subject or object says that nobody or nothing is meant."""
    if c.dep_ not in SUBJECTS and c.dep_ != "dobj":
        return False
    return c.lower_ in _NOBODY or any(
        d.dep_ == "det" and d.lower_ in ("no", "neither") for d in c.children
    )


def tense_of(verb: Token, view: Mood) -> None:
    """Take in a verb's auxiliaries and form; a tense that is known already stays."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    for aux in auxiliaries:
        word = aux.lower_
        if word in _FUTURE_AUX:
            view.put_off()
        elif word in _POSSIBLE_AUX:
            view.doubt("possible")
        elif word in _DUTY_AUX:
            view.doubt("possible")
            view.put_off()
        elif word in ("would", "'d", "’d"):
            _would(verb, view)
        elif word == "to" and verb.dep_ in ("advcl", "relcl") and not is_ranked(verb.head):
            _purpose(verb, view)
    if view.tense is None:
        view.tense = _morphology(verb, auxiliaries)


def _would(verb: Token, view: Mood) -> None:
    """ "Said it would" is a future seen from the past; any other "would" is an unreal one."""
    reported = verb.dep_ in ("ccomp", "conj") and verb.head.tag_ in ("VBD", "VBN", "VBG")
    view.put_off()
    if not reported:
        view.doubt("possible" if _conditional(verb) else "probable")


def _conditional(verb: Token) -> bool:
    return any(
        k.dep_ == "mark" and k.lower_ in _CONDITIONS
        for c in verb.children
        if c.dep_ == "advcl"
        for k in c.children
    )


def _purpose(verb: Token, view: Mood) -> None:
    """What is done in order to do something else need not come about."""
    view.put_off()
    if not among(verb.head, "future-noun"):
        view.doubt("possible")


def _morphology(verb: Token, auxiliaries: list[Token]) -> Tense | None:
    if verb.tag_ == "VBD" or any(a.tag_ == "VBD" for a in auxiliaries):
        return "past"
    if verb.tag_ == "VBN":
        present = any(lemma(a) == "be" and a.tag_ in ("VBZ", "VBP") for a in auxiliaries)
        perfect = any(lemma(a) == "have" for a in auxiliaries)
        return "present" if present and not perfect else "past"
    if verb.tag_ in ("VBZ", "VBP") or any(a.tag_ in ("VBZ", "VBP") for a in auxiliaries):
        return "present"
    return None


def own_tense(verb: Token) -> Tense:
    """The tense of a verb by itself, past where its form does not tell."""
    view = Mood()
    tense_of(verb, view)
    return view.tense or "past"


def among(token: Token, name: str) -> bool:
    """Whether a word is in a class of words, by its lemma or as it stands."""
    return lemma(token) in words(name) or token.lower_ in words(name)


def is_ranked(noun: Token) -> bool:
    """ "The first", "only" or "latest" to do it has done it."""
    return any(
        c.lower_ in words("ranking") or c.tag_ in ("JJS", "RBS") for c in (noun, *noun.children)
    )
