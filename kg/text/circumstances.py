"""Where and when: the place and the time expression that hang on an event's trigger."""

from __future__ import annotations

from kg.text.clauses import ancestors, is_verb, prepositional
from kg.text.frames import Match
from kg.text.reading import Reading
from kg.text.tokens import Token

_LOCATIVE = ("in", "at", "near", "inside", "outside", "across")
_PLACES = frozenset({"country", "place"})
_POINTS = frozenset({"DATE", "TIME"})
_MAX_SENTENCE_INITIAL = 4


def place_of(reading: Reading, found: Match) -> int | None:
    """The named place in a locative phrase of the trigger."""
    for anchor in found.anchors():
        for preposition in _LOCATIVE:
            for obj in prepositional(anchor, preposition):
                place = _place(reading, obj)
                if place is not None:
                    return place
    return None


def _place(reading: Reading, obj: Token) -> int | None:
    found = reading.head_mention(obj)
    if found is not None:
        return found if reading.mentions[found].type in _PLACES else None
    for inner in (*prepositional(obj, "of"), *prepositional(obj, "in")):
        found = reading.head_mention(inner)
        if found is not None and reading.mentions[found].type in _PLACES:
            return found
    return None


def time_of(reading: Reading, found: Match) -> int | None:
    """The time expression of the trigger's clause, else one that opens the sentence."""
    anchors = {a.i for a in found.anchors()}
    clauses = _clauses(found.token)
    sentence = found.token.sent
    opening = None
    for index, (start, end) in enumerate(reading.time_tokens):
        if reading.times[index].type not in _POINTS or not sentence.start <= start < sentence.end:
            continue
        root = reading.doc[start:end].root
        host = _host(root, anchors)
        if host in anchors or host in clauses or root.i in clauses:
            return index
        if start - sentence.start <= _MAX_SENTENCE_INITIAL and opening is None:
            opening = index
    return opening


def _clauses(token: Token) -> set[int]:
    """The verb of a word's clause, and for a "when" clause that of the clause it dates."""
    verb = token
    if not is_verb(token):
        verb = next((head for _, head in ancestors(token) if is_verb(head)), token)
    dated = verb.dep_ in ("advcl", "relcl") and any(c.lower_ == "when" for c in verb.children)
    return {verb.i, verb.head.i} if dated else {verb.i}


def _host(root: Token, anchors: set[int]) -> int:
    """The verb, or word of the trigger, that a time expression hangs on."""
    for _, head in ancestors(root):
        if head.i in anchors or is_verb(head):
            return head.i
    return root.i
