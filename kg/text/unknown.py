"""Proper names that nothing has recognised: "SADC", "the Kivela Front"."""

from __future__ import annotations

from kg.model import MentionForm
from kg.text.clauses import lemma
from kg.text.mood import among
from kg.text.reading import Reading
from kg.text.tokens import Span, Token
from kg.text.triggers import words

_NAME_LABELS = frozenset({"", "ORG", "PERSON", "GPE", "NORP", "FAC"})
_MAX_ACRONYM = 6


def is_unknown_name(head: Token) -> bool:
    """Whether a word is a proper name that nothing has recognised yet: "SADC", "Haaretz"."""
    if head.pos_ != "PROPN" and not (head.pos_ == "NOUN" and _is_acronym(head)):
        return False
    if head.ent_type_ not in _NAME_LABELS or not head.text[0].isupper():
        return False
    return lemma(head) not in words("no-name") and len(head.text) > 1


def add_unknown_name(reading: Reading, head: Token) -> int:
    """Add a name of unknown kind, with the capitalised words before it.

    Only a body's gets the form of a name: a name makes a node of its own.
    """
    start = head.i
    end = head.i + 1
    while (
        start > 0
        and reading.doc[start - 1].dep_ == "compound"
        and reading.doc[start - 1].pos_ == "PROPN"
    ):
        start -= 1
    if reading.mentions_at(start):
        start = head.i
    words_ = reading.doc[start:end]
    entity = same_words(reading, "organization", words_.text)
    form: MentionForm = "name" if _is_organizational(words_) else "nominal"
    return reading.add_mention(start, end, "organization", form, entity)


def _is_organizational(name: Span) -> bool:
    """Whether an unknown name is surely a body's; any other may be a person's or a place's."""
    last = name[-1]
    return last.ent_type_ == "ORG" or among(last, "body-word") or _is_acronym(last)


def _is_acronym(token: Token) -> bool:
    return token.text.isupper() and token.text.isalpha() and 2 <= len(token.text) <= _MAX_ACRONYM


def same_words(reading: Reading, kind: str, name: str) -> int:
    """The entity of this kind and name, in whatever case; a new one if there is none.

    Only entities without a key are looked at: countries are found by their own names.
    """
    for index, entity in enumerate(reading.entities):
        if entity.type == kind and entity.key is None and entity.name.lower() == name.lower():
            return index
    return reading.add_entity(kind, name)  # type: ignore[arg-type]
