"""Whom a word of the parse speaks of, also where no mention stands yet.

What is said about "he" is said about one person even if nobody knows who. Such words are found
as referents and become mentions only once a fact speaks of them. A pronoun without antecedent is a person of
its own, known by the pronoun alone, the same for all pronouns of its kind in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model import MentionType
from kg.text import titles
from kg.text.reading import Reading
from kg.text.tokens import Token
from kg.text.triggers import words

_CLASSES = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "I"),
    **dict.fromkeys(("they", "them", "their", "themselves"), "they"),
    **dict.fromkeys(("we", "us", "our"), "we"),
}
_CONNECTING = frozenset({",", "and", "&", "the", "late", "his", "her", "their", "both", "then"})
_OPENING = frozenset({",", ":", "(", "-", "–", "—"})
_NAME_LABELS = frozenset({"", "PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART"})
_LONGEST_LIST = 12


@dataclass(frozen=True, slots=True, order=True)
class Referent:
    """Tokens that speak of somebody or something; ``mention`` is None until one is made."""

    start: int
    end: int
    mention: int | None = None


def mention_of(reading: Reading, referent: Referent, type_: MentionType = "person") -> int:
    """The mention of a referent, made now if there is none."""
    if referent.mention is not None:
        return referent.mention
    token = reading.doc[referent.start]
    if (made := of_type(reading, token.i, type_)) is not None:
        return made
    if token.lower_ in _CLASSES:
        return _made_pronoun(reading, token)
    return _made_name(reading, referent, type_)


def entity_of(reading: Reading, referent: Referent) -> int | None:
    """The entity of a referent that has a mention."""
    return None if referent.mention is None else reading.mentions[referent.mention].entity


def existing(reading: Reading, index: int) -> Referent:
    """The referent of a mention."""
    return Referent(*reading.mention_tokens[index], index)


def of_type(reading: Reading, token: int, type_: MentionType) -> int | None:
    """The shortest mention of a type that covers a token."""
    return next((m for m in reading.mentions_at(token) if reading.mentions[m].type == type_), None)


# --- persons -----------------------------------------------------------------------------


def person_at(reading: Reading, token: Token) -> Referent | None:
    """The person that a word speaks of: by name, by pronoun, or as "who" after a name."""
    index = of_type(reading, token.i, "person")
    if index is not None:
        return existing(reading, index)
    if reading.mentions_at(token.i):
        return None
    if token.lower_ in ("who", "whom", "whose", "that") and token.tag_ in ("WP", "WP$", "WDT"):
        noun = antecedent(token)
        return person_at(reading, noun) if noun is not None else None
    if token.tag_ in ("PRP", "PRP$") and token.lower_ in _CLASSES:
        return Referent(token.i, token.i + 1)
    return None


def named_at(reading: Reading, token: Token) -> Referent | None:
    """The person that a word speaks of where only a person can stand: "Quispe was born"."""
    found = person_at(reading, token)
    if found is not None or not token.text[0].isupper():
        return found
    if token.pos_ not in ("PROPN", "NOUN") or any(c.dep_ == "det" for c in token.children):
        return None
    if not all(_is_guess(reading, m) for m in reading.mentions_at(token.i)):
        return None
    start = token.i
    while start > token.sent.start and reading.doc[start - 1].dep_ == "compound":
        start -= 1
    return Referent(start, token.i + 1)


def persons_at(reading: Reading, token: Token) -> list[Referent]:
    """Those that a word and the words joined to it speak of, in text order.

    A noun stands for the name beside it: "he and his wife Ana".
    """
    found: set[Referent] = set()
    for t in [token, *token.conjuncts]:
        person = person_at(reading, t)
        found.update([person] if person is not None else named_beside(reading, t)[:1])
    return sorted(found)


def named_beside(reading: Reading, noun: Token, *, unknown: bool = False) -> list[Referent]:
    """Persons whose names follow a noun: "his son Omar", "her sons, Omar and Max".

    With ``unknown``, also names that the article has not been seen to give a person.
    """
    doc, i = reading.doc, noun.i + 1
    if i >= noun.sent.end or noun.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return []
    if doc[i].text not in _OPENING:
        return list(names_from(reading, i, noun, unknown=unknown))
    listed = list(names_from(reading, i + 1, noun, unknown=unknown))
    if listed and (doc[i].text != "," or _is_apposed(reading, listed, noun)):
        return listed
    apposed = (c for c in noun.children if c.dep_ == "appos" and c.i > noun.i)
    found = (_named(reading, c) for c in apposed)
    return next(([f] for f in found if f is not None), [])


def _named(reading: Reading, token: Token) -> Referent | None:
    index = of_type(reading, token.i, "person")
    if index is None or reading.mentions[index].form != "name":
        return None
    return existing(reading, index)


def name_within(reading: Reading, noun: Token) -> Referent | None:
    """The name that a phrase ends in: "the actor and champion |Omar Salim|"."""
    at = noun
    for _ in range(4):
        found = _named(reading, at) or next(iter(named_beside(reading, at)), None)
        if found is not None:
            return found
        below = next((c for c in at.children if c.dep_ in ("conj", "appos") and c.i > at.i), None)
        if below is None:
            return None
        at = below
    return None


def _is_apposed(reading: Reading, listed: list[Referent], noun: Token) -> bool:
    """Whether a name after a comma belongs to the noun before it, not to the next clause."""
    root = reading.doc[listed[0].start : listed[0].end].root
    if root.dep_ in ("appos", "conj"):
        return True
    if noun.left_edge.i == noun.sent.start and any(c.dep_ == "poss" for c in noun.children):
        return True  # "Her son, Omar shared"
    end = listed[-1].end
    closed = end >= len(reading.doc) or reading.doc[end].text in (",", ".", ")", ";")
    return closed and root.dep_ != "nsubj"


def names_from(
    reading: Reading, i: int, noun: Token, *, unknown: bool = False
) -> Iterator[Referent]:
    """Person names from token ``i`` on; several only after a plural noun."""
    doc, found, end = reading.doc, 0, noun.sent.end
    plural = noun.tag_ in ("NNS", "NNPS")
    while i < end and found < _LONGEST_LIST:
        if (title := titles.starting_at(doc, i)) is not None and title.end < end:
            i = title.end
        elif (name := _name_starting(reading, i, unknown)) is not None:
            yield name
            found += 1
            i = past_bracket(reading, name.end)
            if not plural:
                return
        elif doc[i].lower_ in _CONNECTING and (found or doc[i].text != ","):
            i += 1
        else:
            return


def past_bracket(reading: Reading, i: int) -> int:
    """Past the years after a name: "Omar (1901-1980)"."""
    doc = reading.doc
    if i < len(doc) and doc[i].text == "(":
        close = next((k for k in range(i, min(i + 10, len(doc))) if doc[k].text == ")"), None)
        return i if close is None else close + 1
    return i


def _name_starting(reading: Reading, i: int, unknown: bool) -> Referent | None:
    """The person's name that starts at a token."""
    index = of_type(reading, i, "person")
    if index is not None:
        if reading.mentions[index].form != "name" or reading.mention_tokens[index][0] != i:
            return None
        return existing(reading, index)
    return _unknown_name(reading, i) if unknown else None


def _unknown_name(reading: Reading, i: int) -> Referent | None:
    doc, end = reading.doc, i
    while end < len(doc) and _is_name_part(reading, doc[end]):
        end += 1
        if end < len(doc) and doc[end].is_sent_start:
            break
    if end == i or all(t.is_upper for t in doc[i:end]):
        return None
    if end < len(doc) and of_type(reading, end, "person") is not None:
        return _name_starting(reading, end, True)  # "Coroner |Omar Salim|"
    return Referent(i, end)


def _is_name_part(reading: Reading, token: Token) -> bool:
    if token.pos_ != "PROPN" or not token.text[0].isupper():
        return False
    if not all(_is_guess(reading, m) for m in reading.mentions_at(token.i)):
        return False
    known = token.lower_ not in words("no-name") or token.ent_type_ == "PERSON"
    return known and token.ent_type_ in _NAME_LABELS


def _is_guess(reading: Reading, mention: int) -> bool:
    """Whether a name is a place or a body only by the model's guess."""
    entity = reading.entity_of(mention)
    return entity.type in ("place", "organization") and entity.key is None


def _made_name(reading: Reading, referent: Referent, type_: MentionType) -> int:
    """The same name of the same kind is the same thing; what the model misread is put right."""
    name = reading.doc[referent.start : referent.end].text
    for index in reading.mentions_at(referent.start):
        if reading.mention_tokens[index] == (referent.start, referent.end):
            turn(reading, reading.mentions[index].entity, type_, name)
            return index
    for index, entity in enumerate(reading.entities):
        if entity.type == type_ and entity.name == name:
            return reading.add_mention(referent.start, referent.end, type_, "name", index)
    entity_index = reading.add_entity(type_, name)
    return reading.add_mention(referent.start, referent.end, type_, "name", entity_index)


def turn(reading: Reading, entity: int, type_: MentionType, name: str) -> None:
    """Make an entity one of another kind and name, wherever the article mentions it."""
    reading.entities[entity] = replace(reading.entities[entity], type=type_, name=name)
    for index, mention in enumerate(reading.mentions):
        if mention.entity == entity:
            reading.mentions[index] = replace(mention, type=type_)


# --- pronouns ----------------------------------------------------------------------------


def _made_pronoun(reading: Reading, token: Token) -> int:
    kind = _CLASSES[token.lower_]
    entity = _speaker(reading, token) if kind == "I" else None
    if entity is None:
        entity = reading.add_entity("person", kind)
    made = reading.add_mention(token.i, token.i + 1, "person", "pronoun", entity)
    for t in token.sent:
        same = _CLASSES.get(t.lower_) == kind and t.tag_ in ("PRP", "PRP$")
        if same and reading.mention_at(t.i) is None:
            reading.add_mention(t.i, t.i + 1, "person", "pronoun", entity)
    return made


def _speaker(reading: Reading, token: Token) -> int | None:
    """Who says "I": the one person in the source of the quotation around the word."""
    for attribution in reading.attributions:
        content, source = attribution.content, attribution.source
        if content is None or source is None or not attribution.quoted:
            continue
        if content.start <= token.idx < content.end:
            inside = {
                m.entity
                for m in reading.mentions
                if m.type == "person" and source.start <= m.start and m.end <= source.end
            }
            return next(iter(inside)) if len(inside) == 1 else None
    return None


def antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    at = token
    for _ in range(6):
        if at.dep_ in ("relcl", "acl"):
            return at.head if at.head.i < token.i else None
        if at.head.i == at.i:
            return None
        at = at.head
    return None
