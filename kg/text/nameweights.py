"""For and against a person: what one place of the text says of a candidate for a name.

The weights were set on English news by hand.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.text import titles
from kg.text.extents import OPENING, TokenRange
from kg.text.namewords import is_given, words
from kg.text.tokens import Doc

_DETERMINERS = frozenset({"the", "a", "an", "this", "these"})
_GOVERNED = frozenset({"administration", "regime", "presidency"})
_OTHER_LABELS = frozenset(
    {"ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}
)


def weigh(doc: Doc, labels: Mapping[int, str], span: TokenRange) -> int:
    """The weight for (+) or against (-) a person, given the model's labels by token."""
    label = labels.get(span[0], "")
    told = (label == "PERSON") - (label in _OTHER_LABELS)
    if label == "PERSON" and _governs(doc, span[1]):
        return told + 4 * is_titled_or_aged(doc, *span)
    return told + _speaking_for(doc, *span) - _speaking_against(doc, *span)


def _governs(doc: Doc, end: int) -> bool:
    """ "the Quispe administration": an article that says so may never name the person in full."""
    return end < len(doc) and doc[end].lower_ in _GOVERNED


def _speaking_for(doc: Doc, start: int, end: int) -> int:
    root = doc[start:end].root
    weight = 4 * is_titled_or_aged(doc, start, end) + 4 * is_described(doc, end)
    if root.dep_ == "nsubj":
        weight += 3 if root.head.lemma_ in words("speech") else 1
    return weight


def _speaking_against(doc: Doc, start: int, end: int) -> int:
    several = end - start > 1
    before = doc[start - 1].lower_ if start and not doc[start].is_sent_start else ""
    after = doc[end] if end < len(doc) else None
    modifier = doc[start:end].root.dep_ == "compound" and after is not None and after.pos_ == "NOUN"
    opens = not several and bool(doc[start].is_sent_start)
    weight = (
        modifier * (3 if opens else 1)
        + (doc[end - 1].tag_ == "NNPS")
        + 2 * (before in words("place"))
    )
    if before in _DETERMINERS:  # of "the Silva affair" it is the affair's
        weight += 2 if modifier or not several else 4
    weight += 3 * _is_spot(doc, start)
    weight += 6 * (several and doc[end - 1].text in words("place-end"))
    if _is_thing(doc, start) or (after is not None and after.lower_ in words("thing")):
        weight += 1 if several and is_given(doc[start].text) else 3
    return weight


def _is_spot(doc: Doc, start: int) -> bool:
    """Whether a kind of place with "of" stands before: "the city of X"."""
    if start < 2 or doc[start].is_sent_start or doc[start - 1].lower_ != "of":
        return False
    return doc[start - 2].lower_ in words("spot")


def _is_thing(doc: Doc, start: int) -> bool:
    """Whether a kind of thing stands before: "the daily X", "her party, X"."""
    if not start or doc[start].is_sent_start:
        return False
    before = doc[start - 1]
    if before.text in (*OPENING, ",") and start > 1:
        before = doc[start - 2]
    return before.lower_ in words("thing")


def is_titled_or_aged(doc: Doc, start: int, end: int) -> bool:
    """Whether a title stands before a name, or an age behind it."""
    if start and (title := titles.ending_at(doc, start)) and not doc[start].is_sent_start:
        beside = doc[title.start].dep_ in ("compound", "nmod", "amod")
        root = doc[start:end].root
        apposed = root.dep_ == "appos" and title.start <= root.head.i < title.end
        return title.kind != "role" or beside or apposed
    if end + 2 < len(doc) and doc[end].text == ",":
        age = doc[end + 1].text
        return age.isdigit() and 10 <= int(age) <= 110 and doc[end + 2].text in ",.;"
    return False


def is_described(doc: Doc, end: int) -> bool:
    """Whether a title of one person stands in apposition behind a comma."""
    if end + 1 >= len(doc) or doc[end].text not in ",(":
        return False
    return any(
        c.dep_ == "appos" and c.i > end and c.tag_ == "NN" and titles.ending_at(doc, c.i + 1)
        for c in doc[end - 1].rights
    )
