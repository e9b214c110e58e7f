"""Which country words stand for the country, and which only look like it.

"Beijing said" is the state, "a fire in Beijing" is a place; "Jordan Smith" is a person.
A capital or seat stands for the state unless it stands where things happen: after a
preposition of place, or before its own country ("Caracas, Venezuela").
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.text.gazetteer import Match, gazetteer
from kg.text.namewords import words
from kg.text.reading import Reading
from kg.text.tokens import Doc, Span, Token

_LOCATIVE = frozenset(
    "in at near outside inside around across throughout through into to from toward towards over "
    "within via leaving above off beyond for of".split()
)
_ARRIVAL = frozenset(
    "visit leave reach enter tour fly hit bomb strike attack shell capture storm".split()
)
_STATE_DEPS = frozenset(
    {"nsubj", "nsubjpass", "poss", "agent", "dobj", "iobj", "dative", "conj", "appos"}
)
_TOWNS = ("capital", "seat", "city")


@dataclass(frozen=True, slots=True)
class CountryWord:
    """A country's word in tokens; ``state`` tells the country from the mere place.

    A town behind a club's word is of kind "club": "Real Madrid" is neither.
    """

    start: int
    end: int
    key: str
    kind: str
    state: bool


def find(reading: Reading) -> list[CountryWord]:
    """Country words in text order, those inside names of persons and brands left out."""
    doc = reading.doc
    named = _person_tokens(doc)
    found = []
    for match in gazetteer().matches(reading.text):
        span = doc.char_span(match.start, match.end)
        if span is None or _is_personal(doc, span.start, span.end, named, match):
            continue
        if _is_brand(doc, span.end) or (match.kind == "demonym" and _is_language(doc, span)):
            continue
        if match.kind in _TOWNS and _is_club(doc, span.start):
            found.append(CountryWord(span.start - 1, span.end, match.key, "club", state=False))
            continue
        state = match.kind not in _TOWNS or _is_state(doc, span.start, span.end, match)
        found.append(CountryWord(span.start, span.end, match.key, match.kind, state))
    return found


def _person_tokens(doc: Doc) -> dict[int, tuple[int, int]]:
    return {
        i: (ent.start, ent.end)
        for ent in doc.ents
        if ent.label_ == "PERSON"
        for i in range(ent.start, ent.end)
    }


def _is_personal(
    doc: Doc, start: int, end: int, named: dict[int, tuple[int, int]], match: Match
) -> bool:
    """Whether the word is part of a longer personal name: its first or its last word."""
    if start not in named or match.kind not in ("name", "capital"):
        return False
    first, last = named[start]
    if end - start >= last - first or "." in doc[start].text or doc[start].text.isupper():
        return False
    after = [t for t in doc[end:last] if t.is_alpha and t.is_title]
    before = [t for t in doc[first:start] if t.is_alpha and t.is_title]
    linked = any(t.text in "-–/," for t in doc[first:last])
    return bool(after or before) and not linked and not _possessive(doc, end)


def _is_language(doc: Doc, span: Span) -> bool:
    """ "in French", "Spanish-language", "speaks Arabic": a tongue, not a country."""
    following = [t.lower_ for t in doc[span.end : span.end + 2]]
    if {"language", "speaking", "speaker", "speakers"} & set(following):
        return True
    word = _first_conjunct(span.root)
    if word.dep_ == "pobj" and word.head.lower_ in ("in", "into") and word.tag_ != "NNPS":
        return True
    return word.dep_ == "dobj" and word.head.lemma_ in ("speak", "learn", "teach")


def _possessive(doc: Doc, end: int) -> bool:
    return end < len(doc) and doc[end].tag_ == "POS"


def _is_brand(doc: Doc, end: int) -> bool:
    return end < len(doc) and doc[end].text in words("brand") and doc[end].pos_ == "PROPN"


def _is_club(doc: Doc, start: int) -> bool:
    """Whether a town's name is a club's: "Real Madrid", "Dynamo Kyiv"."""
    return start > 0 and doc[start - 1].text in words("club") and doc[start].dep_ != "appos"


def _is_state(doc: Doc, start: int, end: int, match: Match) -> bool:
    """Whether a capital or seat stands for the state it governs."""
    if match.kind == "city" or _before_own_country(doc, end, match.key):
        return False
    root = doc[start:end].root
    if root.dep_ == "conj":
        root = _first_conjunct(root)
    if root.dep_ == "pobj":
        if root.head.lower_ in ("between", "with", "against", "by"):
            return True
        return root.head.lower_ not in _LOCATIVE and match.kind == "seat"
    if root.dep_ == "dobj" and root.head.lemma_ in _ARRIVAL:
        return False
    if root.dep_ == "compound":
        return match.kind == "seat"
    return root.dep_ in _STATE_DEPS


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def _before_own_country(doc: Doc, end: int, key: str) -> bool:
    """ "Caracas, Venezuela" and "Washington, D.C." are addresses."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return doc[end].text in ("DC", "D.C.", "state", "State") if end < len(doc) else False
    rest = doc[end + 1 : end + 5].text
    return any(m.start == 0 and m.key == key for m in gazetteer().matches(rest)) or rest.startswith(
        "D.C"
    )
