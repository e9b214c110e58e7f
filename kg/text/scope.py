"""What the words above an act make of it: the way from it to the root of its sentence.

Each verb or noun that an act is embedded in may deny it ("denied that"), weaken it ("fears
of") or put it off ("plans to"). The scope ends where a circumstance begins ("after the raid").
"""

from __future__ import annotations

from kg.text.clauses import ancestors, is_verb, lemma
from kg.text.mood import Mood, among, is_ranked, look_at, look_at_dependent, own_tense, tense_of
from kg.text.tokens import Token
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


def mood(token: Token) -> Mood:
    """The mood of what a verb or noun states."""
    found = Mood()
    look_at(token, found)
    for lower, upper in ancestors(token):
        if not _embeds(lower, upper, found):
            break
    if _is_asked(token):
        found.doubt("possible")
    return found


def _is_asked(token: Token) -> bool:
    """Whether the sentence ends in a question mark, quotation marks left aside."""
    doc, sent = token.doc, token.sent
    endings = (doc[i].text.rstrip("\"'”’ ") for i in range(sent.end - 1, sent.start - 1, -1))
    return next((ending for ending in endings if ending), "").endswith("?")


def _embeds(lower: Token, upper: Token, view: Mood) -> bool:
    """Take in what ``upper`` does to ``lower``; False where the scope ends."""
    if is_verb(lower):
        if lower.dep_ == "conj":
            return _joined(lower, upper, view)
        if lower.dep_ not in _EMBEDDED:
            return False
    elif lower.dep_ not in _NOMINAL:
        return False
    if lower.dep_ == "pcomp" and lower.tag_ == "VBG" and _is_topic(upper):
        view.doubt("possible")
        return False
    if upper.pos_ in ("ADP", "SCONJ"):
        if upper.lower_ == "without":
            view.denied = not view.denied
            return True
        return upper.lower_ not in _CIRCUMSTANCES
    if is_verb(upper):
        return _under_verb(lower, upper, view)
    return _under_noun(lower, upper, view)


def _is_topic(preposition: Token) -> bool:
    """Whether what follows is only spoken or thought of: "focus on fighting", "a way of"."""
    word, holder = preposition.lower_, preposition.head
    if word in ("about", "toward", "towards"):
        return word == "about" or not is_verb(holder) or among(holder, "strive")
    if word in ("on", "at", "against"):
        return is_verb(holder) and holder.i < preposition.i
    plain = not any(among(holder, c) for c in ("probable-noun", "possible-noun", "future-noun"))
    return word in ("of", "to", "for") and holder.pos_ == "NOUN" and holder.dep_ != "dobj" and plain


def _joined(lower: Token, upper: Token, view: Mood) -> bool:
    """A verb joined to another shares the auxiliaries that it does not repeat."""
    bare = not any(c.dep_ in ("aux", "nsubj") for c in lower.children)
    if bare and lower.tag_ in ("VB", "VBN", "VBG") and is_verb(upper):
        shared = Mood()
        look_at(upper, shared)
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
    known = _attitude(lower, upper, clausal, view)
    if lower.lower_ == "against" and among(upper, "oppose"):
        view.doubt("possible")
    if lemma(upper) == "have" and _is_open(lower) and own_tense(upper) == "present":
        view.doubt("possible")
    if not known and _is_open(lower) and not among(upper, "implicative"):
        view.put_off()
        view.doubt("possible")
    if lower.dep_ == "ccomp" and not among(upper, "transparent"):
        view.tense = view.tense or own_tense(upper)
        return False
    happening = lower.dep_ in ("nsubj", "nsubjpass") and among(upper, "happen")
    if clausal or happening or lower.dep_ == "acomp" or among(upper, "support"):
        _take_over(upper, view)
        return True
    view.tense = view.tense or own_tense(upper)
    return False


def _of_main_clause(lower: Token, upper: Token, view: Mood) -> None:
    """An adverbial clause takes its time from the main clause, but no plan from it."""
    if view.tense is None:
        view.tense = own_tense(upper)
        if view.tense == "future" and lower.tag_ != "VBG":
            view.tense = "present"


def _is_open(lower: Token) -> bool:
    """Whether an act is only an infinitive that completes the word above: "hesitated to fire"."""
    return lower.dep_ in ("xcomp", "acl", "relcl") and any(
        c.tag_ == "TO" and c.i < lower.i for c in lower.children
    )


def _attitude(lower: Token, upper: Token, clausal: bool, view: Mood) -> bool:
    """What a governing verb thinks of the act: denied, wanted, planned, believed, feared.

    Returns whether it is known to think anything.
    """
    before = view.denied, view.certainty, view.tense
    directly = lower.dep_ in ("dobj", "nsubjpass", "prep")
    if among(upper, "denying") or _called_off(upper):
        view.denied = not view.denied
    elif (clausal and among(upper, "wish") and not _is_finite(lower)) or (
        directly and _is_wish_for(lower, upper)
    ):
        view.put_off()
        view.doubt("possible")
    elif (clausal and (among(upper, "future-verb") or _is_going(upper))) or (
        directly and among(upper, "future-object")
    ):
        view.put_off()
    if among(upper, "probable-verb"):
        view.doubt("probable")
    if among(upper, "possible-verb"):
        view.doubt("possible")
    known = any(among(upper, c) for c in ("probable-verb", "possible-verb", "future-verb"))
    return known or before != (view.denied, view.certainty, view.tense)


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
    return among(upper, "wish") and (lower.dep_ != "prep" or lower.lower_ in ("for", "to"))


def _called_off(verb: Token) -> bool:
    return any(
        c.dep_ in ("prt", "advmod") and f"{lemma(verb)} {c.lower_}" in words("denying-phrase")
        for c in verb.children
    )


def _take_over(upper: Token, view: Mood) -> None:
    """Share the mood of a verb that only says that the act takes place, or how."""
    outer = Mood()
    tense_of(upper, outer)
    for c in upper.children:
        look_at_dependent(c, outer)
    if outer.denied:
        view.denied = not view.denied
    view.doubt(outer.certainty)
    if view.tense is None or outer.tense == "future":
        view.tense = outer.tense


def _under_noun(lower: Token, upper: Token, view: Mood) -> bool:
    if among(upper, "partitive"):
        for c in upper.children:
            look_at_dependent(c, view)
        return True
    if upper.pos_ == "ADJ":
        if among(upper, "future-adjective"):
            view.put_off()
        elif among(upper, "probable-adjective"):
            view.put_off()
            view.doubt("probable")
        elif _is_open(lower):
            view.doubt("possible")
        return True
    if among(upper, "possible-noun"):
        view.doubt("possible")
    elif among(upper, "future-noun") and lower.tag_ not in ("VBG", "VBN"):
        view.put_off()
    elif among(upper, "probable-noun"):
        view.doubt("probable")
    elif among(upper, "denying-noun"):
        view.denied = not view.denied
    elif lower.dep_ == "prep" and upper.dep_ == "dobj" and among(upper.head, "probable-verb"):
        view.doubt("probable")  # "accused the man of killing": the parser hangs "of" on "man"
        view.tense = view.tense or own_tense(upper.head)
    else:
        if _is_open(lower) and not is_ranked(upper):
            view.doubt("possible")
        if lower.dep_ == "acl" and lower.tag_ == "VBG" and view.tense is None:
            view.tense = next((own_tense(v) for _, v in ancestors(upper) if is_verb(v)), None)
        return False
    return True
