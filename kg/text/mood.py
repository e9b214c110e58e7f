"""What words make of an act on the way from it to the root of its sentence.

Each word above an act may deny it, weaken it or put it off: auxiliaries and adverbs of its
own, then the verbs and nouns that it is embedded in. The classes of such words are data.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.model import Certainty, Tense
from kg.text.clauses import SUBJECTS, ancestors, is_verb, lemma
from kg.text.triggers import words

_EMBEDDED = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl", "csubj", "relcl"})
_NOMINAL = frozenset(
    [
        "dobj",
        "pobj",
        "nsubj",
        "nsubjpass",
        "conj",
        "compound",
        "poss",
        "attr",
        "prep",
        "agent",
        "pcomp",
        "mark",
        "amod",
        "acomp",
    ]
)
_CIRCUMSTANCES = frozenset(
    [
        "after",
        "since",
        "following",
        "during",
        "despite",
        "before",
        "amid",
        "on",
        "at",
        "because",
        "as",
        "by",
        "until",
    ]
)
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
        if _RANK[certainty] > _RANK[self.certainty]:
            self.certainty = certainty

    def put_off(self) -> None:
        self.tense = "future"


def mood(token: Token) -> Mood:
    """The mood of what a verb or noun states."""
    found = Mood()
    _look_at(token, found)
    for lower, upper in ancestors(token):
        if not _embeds(lower, upper, found):
            break
    if token.sent.text.rstrip("\"'”’ ").endswith("?"):
        found.doubt("possible")
    return found


def _look_at(token: Token, view: Mood) -> None:
    """What a word's own dependents say about it."""
    if is_verb(token):
        _tense_of(token, view)
        if any(_is_nobody(c) for c in token.children):
            view.denied = not view.denied
    for c in token.children:
        _dependent(c, view)


def _dependent(c: Token, view: Mood) -> None:
    if c.dep_ == "neg" or (c.dep_ == "det" and c.lower_ == "no"):
        view.denied = not view.denied
    elif c.dep_ in ("advmod", "amod", "compound"):
        _modifier(c, view)
    elif c.dep_ == "mark" and c.lower_ in _CONDITIONS:
        view.doubt("possible")


def _modifier(c: Token, view: Mood) -> None:
    if _is(c, "denying-modifier"):
        view.denied = not view.denied
    elif _is(c, "probable-modifier"):
        view.doubt("probable")
    elif _is(c, "possible-modifier"):
        view.doubt("possible")
    elif _is(c, "future-modifier"):
        view.put_off()
    elif _is(c, "past-modifier") and view.tense is None:
        view.tense = "past"


def _is_nobody(c: Token) -> bool:
    """Whether a subject or object says that nobody or nothing is meant."""
    if c.dep_ not in SUBJECTS and c.dep_ != "dobj":
        return False
    return c.lower_ in _NOBODY or any(
        d.dep_ == "det" and d.lower_ in ("no", "neither") for d in c.children
    )


def _tense_of(verb: Token, view: Mood) -> None:
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
        elif word == "to" and verb.dep_ in ("advcl", "relcl"):
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
    if not _is(verb.head, "future-noun"):
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


def _own_tense(verb: Token) -> Tense:
    view = Mood()
    _tense_of(verb, view)
    return view.tense or "past"


# --- embedding -----------------------------------------------------------------------------


def _embeds(lower: Token, upper: Token, view: Mood) -> bool:
    """Take in what ``upper`` does to ``lower``; False where the scope ends."""
    if is_verb(lower):
        if lower.dep_ == "conj":
            return _joined(lower, upper, view)
        if lower.dep_ not in _EMBEDDED:
            return False
    elif lower.dep_ not in _NOMINAL:
        return False
    if upper.pos_ in ("ADP", "SCONJ"):
        if upper.lower_ == "without":
            view.denied = not view.denied
            return True
        return upper.lower_ not in _CIRCUMSTANCES
    if is_verb(upper):
        return _under_verb(lower, upper, view)
    return _under_noun(lower, upper, view)


def _joined(lower: Token, upper: Token, view: Mood) -> bool:
    """A verb joined to another shares the auxiliaries that it does not repeat."""
    bare = not any(c.dep_ in ("aux", "nsubj") for c in lower.children)
    if bare and lower.tag_ in ("VB", "VBN", "VBG") and is_verb(upper):
        shared = Mood()
        _look_at(upper, shared)
        if lower.tag_ == "VB" or view.tense is None:
            view.tense = shared.tense
        view.doubt(shared.certainty)
        if shared.denied and any(c.lower_ in ("or", "nor") for c in upper.children):
            view.denied = not view.denied
    return True


def _under_verb(lower: Token, upper: Token, view: Mood) -> bool:
    if lower.dep_ == "advcl":
        _of_main_clause(lower, upper, view)
        return False
    clausal = is_verb(lower) or lower.dep_ in ("prep", "pcomp")
    _attitude(lower, upper, clausal, view)
    if lower.dep_ == "ccomp" and not _is(upper, "transparent"):
        view.tense = view.tense or _own_tense(upper)
        return False
    happening = lower.dep_ in ("nsubj", "nsubjpass") and _is(upper, "happen")
    if clausal or happening or _is(upper, "support"):
        _take_over(upper, view)
        return True
    view.tense = view.tense or _own_tense(upper)
    return False


def _of_main_clause(lower: Token, upper: Token, view: Mood) -> None:
    """An adverbial clause takes its time from the main clause, but no plan from it."""
    if view.tense is None:
        view.tense = _own_tense(upper)
        if view.tense == "future" and lower.tag_ != "VBG":
            view.tense = "present"


def _attitude(lower: Token, upper: Token, clausal: bool, view: Mood) -> None:
    """What a governing verb thinks of the act: denied, wanted, planned, believed, feared."""
    directly = lower.dep_ in ("dobj", "nsubjpass", "prep")
    if _is(upper, "denying") or _called_off(upper):
        view.denied = not view.denied
    elif (clausal and _is(upper, "wish") and not _is_finite(lower)) or (
        directly and _is_wish_for(lower, upper)
    ):
        view.put_off()
        view.doubt("possible")
    elif (clausal and (_is(upper, "future-verb") or _is_going(upper))) or (
        directly and _is(upper, "future-object")
    ):
        view.put_off()
    if _is(upper, "probable-verb"):
        view.doubt("probable")
    if _is(upper, "possible-verb"):
        view.doubt("possible")


def _is_going(verb: Token) -> bool:
    """ "Is going to" looks ahead; "went on to" does not."""
    return verb.lower_ == "going"


def _is_finite(verb: Token) -> bool:
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    return any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("MD", "VBD", "VBZ", "VBP")
        for c in verb.children
    )


def _is_wish_for(lower: Token, upper: Token) -> bool:
    """Whether a verb asks for what its object or "for" phrase names."""
    return _is(upper, "wish") and (lower.dep_ != "prep" or lower.lower_ in ("for", "to"))


def _called_off(verb: Token) -> bool:
    return any(
        c.dep_ in ("prt", "advmod") and f"{lemma(verb)} {c.lower_}" in words("denying-phrase")
        for c in verb.children
    )


def _take_over(upper: Token, view: Mood) -> None:
    """Share the mood of a verb that only says that the act takes place, or how."""
    outer = Mood()
    _tense_of(upper, outer)
    for c in upper.children:
        _dependent(c, outer)
    if outer.denied:
        view.denied = not view.denied
    view.doubt(outer.certainty)
    if view.tense is None or outer.tense == "future":
        view.tense = outer.tense


def _under_noun(lower: Token, upper: Token, view: Mood) -> bool:
    if _is(upper, "partitive"):
        for c in upper.children:
            _dependent(c, view)
        return True
    if upper.pos_ == "ADJ":
        if _is(upper, "future-adjective"):
            view.put_off()
        elif _is(upper, "probable-adjective"):
            view.put_off()
            view.doubt("probable")
        return True
    if _is(upper, "possible-noun"):
        view.doubt("possible")
    elif _is(upper, "future-noun") and lower.tag_ not in ("VBG", "VBN"):
        view.put_off()
    elif _is(upper, "probable-noun"):
        view.doubt("probable")
    elif _is(upper, "denying-noun"):
        view.denied = not view.denied
    elif lower.dep_ == "prep" and upper.dep_ == "dobj" and _is(upper.head, "probable-verb"):
        view.doubt("probable")  # "accused the man of killing": the parser hangs "of" on "man"
        view.tense = view.tense or _own_tense(upper.head)
    else:
        if lower.dep_ == "acl" and lower.tag_ == "VBG" and view.tense is None:
            view.tense = next((_own_tense(v) for _, v in ancestors(upper) if is_verb(v)), None)
        return False
    return True


def _is(token: Token, name: str) -> bool:
    return lemma(token) in words(name) or token.lower_ in words(name)
