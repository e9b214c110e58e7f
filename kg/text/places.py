"""Places where a birth is told: after "born", before "native", each with those it lies in."""

from __future__ import annotations

from collections.abc import Iterator

from kg.text.reading import Reading
from kg.text.references import Referent
from kg.text.tokens import Token
from kg.text.triggers import words

_BEFORE_PLACE = frozenset({"in", "at", "near", "on", "of", "from"})
_DATE_LABELS = frozenset({"DATE", "TIME", "CARDINAL"})
_INSIDE_DATE = frozenset({",", ".", "on", "about", "circa", "c.", "ca.", "abt", "around", "the"})
_AFTER_BORN = frozenset({"and", "raised", "bred", "educated", "brought", "up", "grew", "both"})
_LONGEST = 24


def after_born(reading: Reading, born: Token) -> Iterator[Referent]:
    """The places after "born": behind "in", or behind the date alone, each with those around it."""
    doc, i = reading.doc, born.i + 1
    end = min(born.sent.end, i + _LONGEST)
    while i < end:
        token = doc[i]
        if token.lower_ in _BEFORE_PLACE:
            found = list(chain(reading, _past_kind(reading, i + 1, end), end))
            if found:
                yield from found
                return
        elif at(reading, i) is not None:
            yield from chain(reading, i, end)
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


def chain(reading: Reading, i: int, end: int) -> Iterator[Referent]:
    """ "Teruel, Aragón, Spain": a place and those it lies in."""
    doc = reading.doc
    place = _place_at(reading, i)
    while place is not None and place.start < end:
        yield place
        i = place.end
        if i < end and doc[i].text in (",", "("):
            i += 1
        elif i < end and doc[i].lower_ in ("in", "of") and at(reading, i + 1) is None:
            return
        while i < end and doc[i].lower_ in ("in", "of", "the", "near", "now"):
            i += 1
        place = at(reading, i) or (
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


def at(reading: Reading, i: int) -> Referent | None:
    """The known place that starts at a token."""
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
    if (known := at(reading, i)) is not None:
        return known
    end = i
    while end < len(doc) and not (doc[end].is_sent_start and end > i):
        joined = doc[end].text == "-" and end > i and not doc[end].whitespace_
        if not joined and not _may_be_place(reading, doc[end]):
            break
        end += 1
    if end > i and (known := at(reading, end)) is not None:
        return known  # "Western |Australia|"
    return Referent(i, end) if end > i else None


def _may_be_place(reading: Reading, token: Token) -> bool:
    if token.pos_ != "PROPN" or not token.text[0].isupper():
        return False
    if any(reading.mentions[m].type in ("country", "place") for m in reading.mentions_at(token.i)):
        return False
    return token.ent_type_ not in _DATE_LABELS and token.lower_ not in words("no-name")


def before(reading: Reading, end: int) -> list[Referent]:
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
    if not found and end and doc[end - 1].pos_ == "PROPN" and doc[end - 1].dep_ == "compound":
        return [Referent(end - 1, end)]
    return found[::-1]
