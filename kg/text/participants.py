"""Who takes part: from a word of the parse to mentions of persons, countries, organizations.

A participant is a name, a noun phrase that a name sits in ("Peruvian officials" act for Peru)
or a noun for people ("protesters"). Things are never participants; a thing that belongs to
somebody ("the minister's decision") can stand for its owner where a rule says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.model import MentionForm
from kg.text.clauses import child, lemma, prepositional
from kg.text.gazetteer import gazetteer
from kg.text.reading import Reading
from kg.text.triggers import words

_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_OWNER_PREPOSITIONS = ("of", "by", "from", "between")
_LOCATION_PREPOSITIONS = ("with", "in", "inside", "between", "near", "on")
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_THIRD = frozenset({"he", "she", "it", "they"})
_PERSONAL = {"he": "person", "she": "person", "him": "person", "her": "person", "it": "thing"}
_NAME_LABELS = frozenset({"", "ORG", "PERSON", "GPE", "NORP", "FAC"})
_PERSON_ENDINGS = ("ist", "ician", "crat", "man", "woman", "men", "women", "ologist", "guard")
_MAX_CONJUNCTS = 12
_MAX_ACRONYM = 6


def participants(reading: Reading, token: Token) -> list[int]:
    """Mentions of all who are named by a noun phrase, its conjuncts included, in text order.

    The phrase is given by its head. A person in office brings the country along that its
    title names. Nominal mentions are added to the reading when they are first met.
    """
    found: list[int] = []
    for head in _conjuncts(token):
        for mention in _phrase(reading, head):
            if mention not in found:
                found.append(mention)
    return found


def owners(reading: Reading, token: Token, *, located: bool = True) -> list[int]:
    """Those whom a thing belongs to or comes from: "the minister's plan", "Peru's army base".

    With ``located`` the country that a base or border lies in counts as its owner.
    """
    found: list[int] = []
    for head in _conjuncts(token):
        for owner in _owners(reading, head, located):
            if owner not in found:
                found.append(owner)
    return found


def is_human(reading: Reading, token: Token) -> bool:
    """Whether a noun phrase names people or a body of people; adds nothing to the reading."""
    if _named(reading, token) is not None:
        return True
    if token.pos_ not in ("NOUN", "PROPN", "NUM"):
        return False
    if _is(token, "partitive") and not _is(token, "office"):
        inside = list(prepositional(token, "of"))
        if inside:
            return any(is_human(reading, t) for t in inside)
    if token.ent_type_ == "NORP" and token.pos_ in ("NOUN", "PROPN") and token.tag_ != "NNP":
        return True
    return _is(token, "state") or _is(token, "group") or lemma(token).endswith(_PERSON_ENDINGS)


def _conjuncts(token: Token) -> list[Token]:
    chain = [token]
    for t in chain:
        chain.extend(c for c in t.children if c.dep_ == "conj" and c.pos_ in _NOUNS)
        if len(chain) > _MAX_CONJUNCTS:
            break
    return chain


def _phrase(reading: Reading, head: Token) -> list[int]:
    named = _named(reading, head)
    if named is not None:
        if reading.mentions[named].type == "person":
            return [named, *_countries_of_office(reading, head, named)]
        return [named]
    if head.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"):
        return []
    if head.pos_ == "PRON":
        return _pronoun(reading, head)
    if _is(head, "partitive"):
        inside = [m for t in prepositional(head, "of") for m in participants(reading, t)]
        if inside and not _is(head, "office"):
            return inside
    if head.pos_ in ("NUM", "ADJ", "DET"):
        return []
    if not is_human(reading, head):
        return [_unknown_name(reading, head)] if is_unknown_name(head) else []
    beside = child(head, "appos")
    if beside is not None and (name := _named(reading, beside)) is not None:
        return [name, *_countries_of_office(reading, head, name)]
    return _state(reading, head) if _is(head, "state") else [_nominal(reading, head)]


def _named(reading: Reading, head: Token) -> int | None:
    """The mention that a phrase's head belongs to; a nominal one counts only as a whole."""
    found = reading.head_mention(head)
    if found is not None:
        return found
    for index in reading.mentions_at(head.i):
        if reading.mentions[index].form == "name" and _covers_phrase(reading, index, head):
            return index
    return None


def _covers_phrase(reading: Reading, index: int, head: Token) -> bool:
    start, end = reading.mention_tokens[index]
    return start <= head.i < end


def is_unknown_name(head: Token) -> bool:
    """Whether a word is a proper name that nothing has recognised yet: "SADC", "Haaretz"."""
    if head.pos_ != "PROPN" and not (head.pos_ == "NOUN" and _is_acronym(head)):
        return False
    if head.ent_type_ not in _NAME_LABELS or not head.text[0].isupper():
        return False
    return lemma(head) not in words("no-name") and len(head.text) > 1


def _unknown_name(reading: Reading, head: Token) -> int:
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
    entity = _same_words(reading, "organization", words_.text)
    form: MentionForm = "name" if _is_organizational(words_) else "nominal"
    return reading.add_mention(start, end, "organization", form, entity)


def _is_organizational(name: Span) -> bool:
    """Whether an unknown name is surely a body's; any other may be a person's or a place's."""
    last = name[-1]
    return last.ent_type_ == "ORG" or _is(last, "body-word") or _is_acronym(last)


def _is_acronym(token: Token) -> bool:
    return token.text.isupper() and token.text.isalpha() and 2 <= len(token.text) <= _MAX_ACRONYM


def _state(reading: Reading, head: Token) -> list[int]:
    """A body or servant of a state acts for the state that its phrase names."""
    named = _modifying(reading, head)
    countries = [m for m in named if reading.mentions[m].type == "country"]
    if named and _is_joint(head):
        return [_nominal(reading, head)]
    if countries:
        entity = reading.mentions[countries[0]].entity
        first = _nominal(reading, head, reading.mentions[countries[0]].type, entity)
        return [first, *_joined_countries(reading, countries[0])]
    if named and reading.mentions[named[0]].type == "place":
        return [_nominal(reading, head, "country", country_of(reading, named[0]))]
    if named:
        return named[:1]
    if _is(head, "owned"):
        return [m for c in head.children if c.dep_ == "poss" for m in participants(reading, c)]
    return [_nominal(reading, head)]


def country_of(reading: Reading, place: int) -> int | None:
    """The entity of the country that a place lies in, added when the article names it nowhere."""
    key = reading.entity_of(place).key
    if key is None:
        return None
    for index, entity in enumerate(reading.entities):
        if entity.type == "country" and entity.key == key:
            return index
    return reading.add_entity("country", gazetteer().label(key), key)


def _joined_countries(reading: Reading, country: int) -> list[int]:
    """The other countries of "Peruvian and Chilean officials"."""
    start, end = reading.mention_tokens[country]
    joined = (c for c in reading.doc[start:end].root.children if c.dep_ == "conj")
    named = (reading.head_mention(c) for c in joined)
    return [m for m in named if m is not None and reading.mentions[m].type == "country"]


def _is_joint(head: Token) -> bool:
    """Whether a body is of several: "the EU-Ukraine council"."""
    inside = [t for c in head.children if c.i < head.i and c.dep_ in _MODIFIERS for t in c.subtree]
    return any(
        t.text in ("-", "–") and t.i > 0 and t.nbor(-1).pos_ == "PROPN" == t.nbor(1).pos_
        for t in inside
    )


def _modifying(reading: Reading, head: Token) -> list[int]:
    """Names inside a phrase, nearest structure first: modifiers, then "of", "from", "in"."""
    found: list[int] = []
    for c in head.children:
        if c.dep_ in _MODIFIERS and c.i < head.i:
            named = reading.head_mention(c)
            if _is_partisan(c):
                continue
            if named is None and c.dep_ != "amod":
                found.extend(_modifying(reading, c))
            elif named is not None:
                found.append(named)
    for preposition in ("of", "from"):
        for obj in prepositional(head, preposition):
            named = reading.head_mention(obj)
            if named is not None:
                found.append(named)
            else:
                found.extend(_modifying(reading, obj))
    return found


def _is_partisan(modifier: Token) -> bool:
    """Whether a name only says whom people are for or against: "pro-Ortega forces"."""
    left = modifier.doc[max(0, modifier.i - 2) : modifier.i]
    return any(t.lower_ in ("pro", "anti") for t in left) or modifier.lower_.startswith(
        ("pro-", "anti-")
    )


def _countries_of_office(reading: Reading, head: Token, person: int) -> Iterator[int]:
    """Countries that the title beside a person's name names."""
    start, end = reading.mention_tokens[person]
    for c in head.subtree:
        if start <= c.i < end or c.i >= head.i + 12:
            continue
        for m in reading.mentions_at(c.i)[:1]:
            if reading.mentions[m].type == "country" and _beside(c, head):
                yield m
                return


def _beside(country: Token, head: Token) -> bool:
    """Whether only titles stand between a country and the name it modifies."""
    at = country
    while at.i != head.i:
        if at.pos_ == "VERB":  # "Moscow-backed"
            return False
        if at.dep_ not in _MODIFIERS and at.dep_ not in ("pobj", "prep", "appos"):
            return False
        if at.dep_ == "prep" and (
            at.lower_ != "of" or not (_is(at.head, "office") or at.head.i == head.i)
        ):
            return False
        if at.dep_ == "appos" and not _is(at, "office"):
            return False
        at = at.head
    return True


def _pronoun(reading: Reading, pronoun: Token) -> list[int]:
    """The speaker, for a pronoun in what a speaker is reported to say."""
    if pronoun.lower_ in ("i", "we", "me", "us"):
        return _speaker_of_quotation(reading, pronoun)
    clause = pronoun.head
    reported = clause.dep_ == "ccomp" and pronoun.dep_ in ("nsubj", "nsubjpass")
    speaker = child(clause.head, "nsubj") if reported else None
    if pronoun.lower_ not in _THIRD or speaker is None or speaker.pos_ == "PRON":
        return []
    found = participants(reading, speaker)
    wanted = _PERSONAL.get(pronoun.lower_)
    if found and wanted is not None:
        is_person = reading.mentions[found[0]].type == "person"
        return found if (wanted == "person") == is_person else []
    return found


def _speaker_of_quotation(reading: Reading, pronoun: Token) -> list[int]:
    """Whom "I" and "we" mean: the source of the shortest quotation around them."""
    around = [
        (a.content.end - a.content.start, a.source)
        for a in reading.attributions
        if a.content is not None
        and a.source is not None
        and a.content.start <= pronoun.idx < a.content.end
    ]
    if not around:
        return []
    source = min(around, key=lambda pair: pair[0])[1]
    span = reading.doc.char_span(source.start, source.end, alignment_mode="expand")
    return [] if span is None or pronoun in span else participants(reading, span.root)


def _owners(reading: Reading, head: Token, located: bool = True) -> list[int]:
    found = participants(reading, head) if is_human(reading, head) else []
    if found:
        return found
    for c in head.children:
        if c.dep_ == "poss" and is_human(reading, c):
            found.extend(participants(reading, c))
    if found:
        return found
    for c in head.children:
        if c.dep_ not in _MODIFIERS or c.i > head.i:
            continue
        if _can_own(reading, c):
            found.extend(participants(reading, c))
        elif c.dep_ == "compound":  # "a Yemeni school bus"
            found.extend(_modifying(reading, c))
    if found:
        return found
    for preposition in _OWNER_PREPOSITIONS:
        for obj in prepositional(head, preposition):
            found.extend(_owners(reading, obj, located))
    for c in head.children:
        if c.dep_ == "acl" and c.tag_ == "VBN" and not found:
            for obj in prepositional(c, "by"):
                found.extend(participants(reading, obj))
    if not found and located and _is(head, "location"):
        return _of_location(reading, head)
    return found


def _can_own(reading: Reading, modifier: Token) -> bool:
    """Whether a modifier names an owner: "rebel positions", but not "refugee crisis"."""
    if modifier.dep_ == "poss" or _named(reading, modifier) is not None:
        return is_human(reading, modifier)
    side = _is(modifier, "state") or _is(modifier, "side") or modifier.pos_ == "PROPN"
    return side and is_human(reading, modifier) and not _is(modifier.head, "abstract")


def _of_location(reading: Reading, head: Token) -> list[int]:
    """The country that a base, border or town lies in stands for it."""
    for preposition in _LOCATION_PREPOSITIONS:
        for obj in prepositional(head, preposition):
            named = reading.head_mention(obj)
            if named is not None and reading.mentions[named].type in ("country", "place"):
                return [named]
            inner = _owners(reading, obj)
            if inner:
                return inner
    return []


def _nominal(
    reading: Reading, head: Token, type_: str | None = None, entity: int | None = None
) -> int:
    start, end = _extent(head)
    for index in reading.mentions_at(head.i):
        if reading.mention_tokens[index] == (start, end):
            return index
    if entity is None:
        kind = "person" if _is(head, "person") and head.tag_ != "NNS" else "organization"
        entity = _same_words(reading, kind, reading.doc[start:end].text)
        return reading.add_mention(start, end, kind, "nominal", entity)  # type: ignore[arg-type]
    return reading.add_mention(start, end, type_ or "country", "nominal", entity)  # type: ignore[arg-type]


def _extent(head: Token) -> tuple[int, int]:
    """The words of a phrase up to its head, without a leading determiner or number sign."""
    start = min(
        (c.left_edge.i for c in head.children if c.dep_ in _MODIFIERS and c.i < head.i),
        default=head.i,
    )
    return min(start, head.i), head.i + 1


def _same_words(reading: Reading, kind: str, name: str) -> int:
    for index, entity in enumerate(reading.entities):
        if entity.type == kind and entity.key is None and entity.name.lower() == name.lower():
            return index
    return reading.add_entity(kind, name)  # type: ignore[arg-type]


def _is(token: Token, name: str) -> bool:
    return lemma(token) in words(name) or token.lower_ in words(name)
