"""Where persons were born: "born in Lima", "(born 1961, Lima)", "a native of Lima", "Lima-born"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.model import Assertion, Relation
from kg.text import descriptions
from kg.text.assertion import assess
from kg.text.clauses import SUBJECTS, is_verb, subject
from kg.text.presupposed import presupposed
from kg.text.reading import Reading
from kg.text.references import Referent, mention_of, named_at, person_at, persons_at
from kg.text.triggers import words

_RULE = "relations.birth"
_BEFORE_PLACE = frozenset({"in", "at", "near", "on", "of", "from"})
_DATE_LABELS = frozenset({"DATE", "TIME", "CARDINAL"})
_INSIDE_DATE = frozenset({",", ".", "on", "about", "circa", "c.", "ca.", "abt", "around", "the"})
_AFTER_BORN = frozenset({"and", "raised", "bred", "educated", "brought", "up", "grew", "both"})
_CLOSING = frozenset({")", ";", "]"})
_LONGEST = 24


def find(reading: Reading) -> Iterator[Relation]:
    """birthPlace, in text order."""
    for token in reading.doc:
        word = token.lower_
        if word in ("born", "b.") and token.pos_ != "ADJ":
            yield from _born(reading, token)
        elif word == "born" and token.i and reading.doc[token.i - 1].text == "-":
            yield from _hyphenated(reading, token)
        elif word in ("native", "natives"):
            yield from _native(reading, token)


def _born(reading: Reading, born: Token) -> Iterator[Relation]:
    if born.i and reading.doc[born.i - 1].text == "-":
        yield from _hyphenated(reading, born)
        return
    places = list(_places_after(reading, born))
    if not places:
        return
    persons, beside = _who_was_born(reading, born)
    assertion = (
        presupposed(reading, born, _RULE, "past") if beside else assess(reading, born, _RULE)
    )
    for person in persons:
        for place in places:
            yield _relation(reading, person, place, assertion)


def _relation(
    reading: Reading, person: Referent, place: Referent, assertion: Assertion
) -> Relation:
    return Relation(
        predicate="birthPlace",
        subject=mention_of(reading, person),
        object=mention_of(reading, place, "place"),
        assertion=assertion,
    )


# --- whom --------------------------------------------------------------------------------


def _who_was_born(reading: Reading, born: Token) -> tuple[list[Referent], bool]:
    """Who, and whether it is said beside the name ("X, born in Lima,") and not by a clause."""
    bracketed = _before_bracket(reading, born)
    if bracketed is not None:
        return [bracketed], True
    if born.dep_ in ("acl", "relcl", "amod") and (found := _apposed(reading, born.head)):
        return found, True
    who = subject(born)
    found = _single(reading, who)
    if not found and born.head.i != born.i:
        found = _opened(reading, born)
    return found, False


def _single(reading: Reading, who: Token | None) -> list[Referent]:
    if who is None:
        return []
    found = persons_at(reading, who)[:1]
    named = named_at(reading, who) if not found else None
    return [named] if named is not None else found


def _before_bracket(reading: Reading, born: Token) -> Referent | None:
    """The name before the bracket that "born" stands in: "Ana Silva (lawyer; born 1961 in Lima)"."""
    doc, i = reading.doc, born.i
    while i > born.sent.start and doc[i].text != "(":
        if doc[i].text == ")":
            return None
        i -= 1
    if doc[i].text != "(" or i == born.sent.start:
        return None
    while i - 1 > born.sent.start and doc[i - 1].text == ")":  # "Ana Silva (lawyer) (born"
        i -= 2
        while i > born.sent.start and doc[i].text != "(":
            i -= 1
    for at in range(i - 1, max(born.sent.start - 1, i - 5), -1):
        found = person_at(reading, doc[at])
        if found is not None:
            return found
    return _unknown_name(reading, i) if i - 1 >= born.sent.start else None


def _unknown_name(reading: Reading, end: int) -> Referent | None:
    doc, start = reading.doc, end
    while start > 0 and doc[start - 1].pos_ == "PROPN" and not reading.mentions_at(start - 1):
        start -= 1
        if doc[start].is_sent_start:
            break
    return Referent(start, end) if start < end else None


def _apposed(reading: Reading, noun: Token) -> list[Referent]:
    person = person_at(reading, noun)
    if person is not None:
        return [person]
    description = descriptions.of(reading, noun)
    return list(description.persons[:1]) if description is not None else []


def _opened(reading: Reading, born: Token) -> list[Referent]:
    """The subject after the participle that opens the sentence: "Born in Lima, she moved"."""
    at = born
    while at.head.i != at.i and not (is_verb(at.head) and at.head.i > born.i):
        at = at.head
    who = subject(at.head)
    if who is None or who.i < born.i:
        who = next((t for t in born.sent if t.i > born.i and t.dep_ in SUBJECTS), None)
    if who is None:
        who = next((t for t in born.sent if t.i > born.i and t.tag_ in ("PRP", "PRP$")), None)
    return _single(reading, who)


# --- where -------------------------------------------------------------------------------


def _places_after(reading: Reading, born: Token) -> Iterator[Referent]:
    """The places after "born": behind "in", or behind the date alone, each with those around it."""
    doc, i = reading.doc, born.i + 1
    end = min(born.sent.end, i + _LONGEST)
    while i < end:
        token = doc[i]
        if token.lower_ in _BEFORE_PLACE:
            found = list(_chain(reading, _past_kind(reading, i + 1, end), end))
            if found:
                yield from found
                return
        elif _known_place(reading, i) is not None:
            yield from _chain(reading, i, end)
            return
        elif not (_is_date(token) or token.lower_ in _AFTER_BORN or _is_name(token)):
            return
        i += 1


def _is_date(token: Token) -> bool:
    dated = token.ent_type_ in _DATE_LABELS or token.like_num
    return dated or token.lower_ in _INSIDE_DATE


def _is_name(token: Token) -> bool:
    """A capitalised word between "born" and its place: the name that somebody was born with."""
    return token.pos_ == "PROPN" and token.text[0].isupper()


def _past_kind(reading: Reading, i: int, end: int) -> int:
    """Past "the small town of" and the like, where that leads to a name."""
    doc = reading.doc
    if i < end and doc[i].lower_ == "the":
        i += 1
    if i < end and doc[i].is_lower:
        for of in range(i, min(end, i + 6)):
            if doc[of].lower_ == "of" or (of > i and doc[of].text[0].isupper()):
                return of + (doc[of].lower_ == "of")
    return i


def _chain(reading: Reading, i: int, end: int) -> Iterator[Referent]:
    """ "Teruel, Aragón, Spain": a place and those it lies in."""
    doc = reading.doc
    place = _place_at(reading, i)
    while place is not None and place.start < end:
        yield place
        i = place.end
        if i < end and doc[i].text in (",", "("):
            i += 1
        elif i < end and doc[i].lower_ in ("in", "of") and _known_place(reading, i + 1) is None:
            return
        while i < end and doc[i].lower_ in ("in", "of", "the", "near", "now"):
            i += 1
        place = _known_place(reading, i) or (
            _place_at(reading, i) if i < end and doc[i - 1].text == "," else None
        )
        if place is not None and place.mention is None and not _ends_chain(reading, place):
            return


def _ends_chain(reading: Reading, place: Referent) -> bool:
    """Whether an unknown name after a comma closes the list, not opens the next clause."""
    doc = reading.doc
    return (
        place.end >= len(doc)
        or doc[place.end].text in (",", ")", ".", ";", "(")
        or doc[place.end].lower_ in ("in", "on", "to", "and")
    )


def _known_place(reading: Reading, i: int) -> Referent | None:
    if i >= len(reading.doc):
        return None
    for index in reading.mentions_at(i):
        mention = reading.mentions[index]
        if reading.mention_tokens[index][0] != i or mention.form != "name":
            continue
        if mention.type in ("place", "country") and reading.doc[i].ent_type_ != "NORP":
            return Referent(*reading.mention_tokens[index], index)
    return None


def _place_at(reading: Reading, i: int) -> Referent | None:
    """The place that starts at a token: a known one, or a name of whatever the model called it."""
    doc = reading.doc
    if i >= len(doc) or doc[i].is_sent_start:
        return None
    if (known := _known_place(reading, i)) is not None:
        return known
    end = i
    while end < len(doc) and not (doc[end].is_sent_start and end > i):
        joined = doc[end].text == "-" and end > i and not doc[end].whitespace_
        if not joined and not _may_be_place(reading, doc[end]):
            break
        end += 1
    if end > i and (known := _known_place(reading, end)) is not None:
        return known  # "Western |Australia|"
    return Referent(i, end) if end > i else None


def _may_be_place(reading: Reading, token: Token) -> bool:
    if token.pos_ != "PROPN" or not token.text[0].isupper():
        return False
    if any(reading.mentions[m].type in ("country", "place") for m in reading.mentions_at(token.i)):
        return False
    return token.ent_type_ not in _DATE_LABELS and token.lower_ not in words("no-name")


# --- natives -----------------------------------------------------------------------------


def _native(reading: Reading, noun: Token) -> Iterator[Relation]:
    """ "a native of Lima", "the Lima native"."""
    doc = reading.doc
    places: list[Referent] = []
    if noun.i + 2 < len(doc) and doc[noun.i + 1].lower_ == "of":
        places = list(_chain(reading, noun.i + 2, min(noun.sent.end, noun.i + _LONGEST)))
    elif noun.i and noun.tag_ in ("NN", "NNS", "JJ"):
        places = _places_before(reading, noun.i)
    if places:
        yield from _described(reading, noun, places)
    elif noun.i and doc[noun.i - 1].tag_ == "PRP$":
        owner = person_at(reading, doc[noun.i - 1])
        at = noun.i + 1 + 2 * (doc[noun.i + 2 : noun.i + 3].text == "of")
        place = _known_place(reading, at)
        if owner is not None and place is not None:
            yield _relation(reading, owner, place, presupposed(reading, noun, _RULE, "past"))


def _places_before(reading: Reading, end: int) -> list[Referent]:
    """ "|Pacifica, California| native": places that end right before a word."""
    doc, found = reading.doc, []
    while end > 0:
        at = next(
            (
                m
                for m in reading.mentions_at(end - 1)
                if reading.mentions[m].type in ("place", "country")
                and reading.mentions[m].form == "name"
            ),
            None,
        )
        if at is None:
            break
        found.append(Referent(*reading.mention_tokens[at], at))
        end = reading.mention_tokens[at][0]
        if end and doc[end - 1].text == ",":
            end -= 1
        else:
            break
    return found[::-1]


def _described(reading: Reading, noun: Token, places: list[Referent]) -> Iterator[Relation]:
    description = descriptions.of(reading, noun)
    if description is None:
        return
    verb = description.verb
    assertion = assess(reading, verb, _RULE) if verb else presupposed(reading, noun, _RULE, "past")
    for person in description.persons[:1]:
        for place in places:
            yield _relation(reading, person, place, assertion)


def _hyphenated(reading: Reading, born: Token) -> Iterator[Relation]:
    """ "Lima-born lawyer Ana Silva"."""
    places = _places_before(reading, born.i - 1)
    noun = born.head if born.head.i != born.i else born
    person = person_at(reading, noun)
    if not places:
        return
    if person is None:
        yield from _described(reading, noun, places)
        return
    assertion = presupposed(reading, born, _RULE, "past")
    for place in places:
        yield _relation(reading, person, place, assertion)
