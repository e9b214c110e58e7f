"""Which body a word names, also where the recogniser missed it: "joined Banco Andino"."""

from __future__ import annotations

from kg.text.reading import Reading
from kg.text.references import Referent, existing, of_type
from kg.text.tokens import Token
from kg.text.triggers import words

_JOINING = frozenset({"and", "of", "for", "&", "the", "de", "la", "del", "der", "des", "-", "'s"})


def body_at(reading: Reading, token: Token) -> Referent | None:
    """The organization that a word names, also where the recogniser missed it."""
    index = of_type(reading, token.i, "organization")
    if index is not None:
        return existing(reading, index)
    if not _is_body_like(reading, token):
        return None
    return Referent(*_name_extent(reading, token))


def _is_body_like(reading: Reading, token: Token) -> bool:
    """Whether a word may be the head of a body's name that the recogniser missed."""
    if token.pos_ != "PROPN" or not token.text[0].isupper() or len(token.text) < 2:
        return False
    if token.ent_type_ not in ("", "ORG", "FAC", "PRODUCT") or reading.mentions_at(token.i):
        return False
    return token.lower_ not in words("no-name")


def _name_extent(reading: Reading, head: Token) -> tuple[int, int]:
    """The capitalised words around a head: "|National Bank of Kuwait|"."""
    doc, start, end = reading.doc, head.i, head.i + 1
    while start > head.sent.start and _is_capital(reading, doc[start - 1]):
        start -= 1
    while end < head.sent.end:
        if _is_capital(reading, doc[end]):
            end += 1
        elif doc[end].lower_ in _JOINING and end + 1 < head.sent.end:
            place = doc[end].lower_ == "of" and _starts_place(reading, end + 1)
            if not place and not _is_capital(reading, doc[end + 1]):
                break
            end += 2
        else:
            break
    return start, end


def _starts_place(reading: Reading, i: int) -> bool:
    """ "University of |Lima|"."""
    return any(
        reading.mention_tokens[m][0] == i and reading.mentions[m].type in ("place", "country")
        for m in reading.mentions_at(i)
    )


def _is_capital(reading: Reading, token: Token) -> bool:
    if not token.text[0].isupper() or reading.mentions_at(token.i):
        return False
    return token.pos_ in ("PROPN", "NOUN", "ADJ") and token.ent_type_ not in ("DATE", "TIME")
