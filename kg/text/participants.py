"""Who takes part: from a word of the parse to mentions of persons, countries, organizations.

A participant is a name, a noun phrase that a name sits in ("Peruvian officials" act for Peru)
or a noun for people ("protesters"). Things are never participants; a thing that belongs to
somebody ("the minister's decision") can stand for its owner where a rule says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Mention
from kg.text.clauses import absolute, child, lemma, prepositional
from kg.text.gazetteer import gazetteer
from kg.text.mood import among
from kg.text.reading import Reading
from kg.text.tokens import Token
from kg.text.triggers import words
from kg.text.unknown import add_unknown_name, is_unknown_name, same_words

MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_THIRD = frozenset({"he", "she", "it", "they"})
_PERSONAL = {"he": "person", "she": "person", "him": "person", "her": "person", "it": "thing"}
_PERSON_ENDINGS = ("ist", "ician", "crat", "man", "woman", "men", "women", "ologist", "guard")
_CROWD = frozenset({"ten", "dozen", "score", "hundred", "thousand", "million"})
_MAX_CONJUNCTS = 12


def participants(reading: Reading, token: Token) -> list[int]:
    """Mentions of all who are named by a noun phrase, its conjuncts included, in text order.

    The phrase is given by its head. A person in office brings the country along that its
    title names. Nominal mentions are added to the reading when they are first met.
    """
    found: list[int] = []
    for head in conjuncts(token):
        for mention in _phrase(reading, head):
            if mention not in found:
                found.append(mention)
    return found


def is_human(reading: Reading, token: Token) -> bool:
    """Whether a noun phrase names people or a body of people; adds nothing to the reading."""
    if named_by(reading, token) is not None:
        return True
    if token.pos_ not in ("NOUN", "PROPN", "NUM"):
        return False
    if among(token, "partitive") and not among(token, "office"):
        inside = list(prepositional(token, "of"))
        if inside:
            return any(is_human(reading, t) for t in inside)
    if token.ent_type_ == "NORP" and token.pos_ in ("NOUN", "PROPN") and token.tag_ != "NNP":
        return True
    return among(token, "state") or among(token, "group") or lemma(token).endswith(_PERSON_ENDINGS)


def conjuncts(token: Token) -> list[Token]:
    """The noun and those joined to it, however they hang on each other; of long lists the first."""
    chain = [token]
    for t in chain:
        chain.extend(c for c in t.children if c.dep_ == "conj" and c.pos_ in _NOUNS)
        if len(chain) > _MAX_CONJUNCTS:
            break
    return chain


def _phrase(reading: Reading, head: Token) -> list[int]:
    named = named_by(reading, head)
    if named is not None and _is_landscape(reading, named):
        return []
    if named is not None:
        together = _together(reading, named)
        if reading.mentions[named].type == "person" and len(together) == 1:
            return [named, *_countries_of_office(reading, head, named)]
        return together
    if head.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"):
        return []
    if head.pos_ == "PRON":
        return _pronoun(reading, head)
    if among(head, "partitive"):
        inside = [m for t in prepositional(head, "of") for m in participants(reading, t)]
        if inside and not among(head, "office"):
            return inside
    if head.tag_ == "NNS" and lemma(head) in _CROWD:
        return [_nominal(reading, head)]
    if head.pos_ in ("NUM", "ADJ", "DET"):
        return []
    if not is_human(reading, head):
        return [add_unknown_name(reading, head)] if is_unknown_name(head) else []
    beside = child(head, "appos")
    if beside is not None and (name := named_by(reading, beside)) is not None:
        return [name, *_countries_of_office(reading, head, name)]
    return _state(reading, head) if among(head, "state") else [_nominal(reading, head)]


def named_by(reading: Reading, head: Token) -> int | None:
    """The mention that a phrase's head belongs to; a nominal one counts only as a whole."""
    found = reading.head_mention(head)
    if found is not None:
        return found
    for index in reading.mentions_at(head.i):
        if reading.mentions[index].form == "name" and _covers_phrase(reading, index, head):
            return index
    return None


def _is_landscape(reading: Reading, mention: int) -> bool:
    """Whether a name is of a sea or a road: "the Indian Ocean", "the Sea of Japan"."""
    found = reading.mentions[mention]
    if found.form != "name" or found.type not in ("place", "organization"):
        return False
    start, end = reading.mention_tokens[mention]
    return reading.doc[start:end].root.lower_ in words("landscape")


def _together(reading: Reading, mention: int) -> list[int]:
    """All that the same words mean: "both countries" and "they" stand for two and more."""
    meant = reading.mentions[mention]
    if meant.form == "name":
        return [mention]
    start, extent = reading.mention_tokens[mention][0], reading.mention_tokens[mention]
    same = (m for m in sorted(reading.mentions_at(start)) if reading.mention_tokens[m] == extent)
    return [m for m in same if _alike(meant, reading.mentions[m])]


def _alike(left: Mention, right: Mention) -> bool:
    return (left.type, left.form) == (right.type, right.form)


def _covers_phrase(reading: Reading, index: int, head: Token) -> bool:
    start, end = reading.mention_tokens[index]
    return start <= head.i < end


def _state(reading: Reading, head: Token) -> list[int]:
    """A body or servant of a state acts for the state that its phrase names."""
    named = modifying(reading, head)
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
    theirs = _through_pronoun(reading, head)
    if theirs is not None:
        return [_nominal(reading, head, "country", theirs)]
    if among(head, "owned"):
        return [m for c in head.children if c.dep_ == "poss" for m in participants(reading, c)]
    return [_nominal(reading, head)]


def _through_pronoun(reading: Reading, head: Token) -> int | None:
    """The country that says a thing of "its soldiers"."""
    if not any(c.dep_ == "poss" and c.lower_ in ("its", "their") for c in head.children):
        return None
    clause = head.head
    speaker = child(clause.head, "nsubj") if clause.dep_ == "ccomp" else None
    named = None if speaker is None else named_by(reading, speaker)
    if named is None or reading.mentions[named].type != "country":
        return None
    return reading.mentions[named].entity


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
    inside = [t for c in head.children if c.i < head.i and c.dep_ in MODIFIERS for t in c.subtree]
    return any(
        t.text in ("-", "–") and t.i > 0 and t.nbor(-1).pos_ == "PROPN" == t.nbor(1).pos_
        for t in inside
    )


def modifying(reading: Reading, head: Token) -> list[int]:
    """Names inside a phrase, nearest structure first: modifiers, then "of", "from", "in"."""
    found: list[int] = []
    for c in head.children:
        if c.dep_ in MODIFIERS and c.i < head.i:
            named = reading.head_mention(c)
            if _is_partisan(c):
                continue
            if named is None and c.dep_ != "amod":
                found.extend(modifying(reading, c))
            elif named is not None:
                found.append(named)
    for preposition in ("of", "from"):
        for obj in prepositional(head, preposition):
            named = reading.head_mention(obj)
            if named is not None:
                found.append(named)
            else:
                found.extend(modifying(reading, obj))
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
        if at.dep_ not in MODIFIERS and at.dep_ not in ("pobj", "prep", "appos"):
            return False
        if at.dep_ == "prep" and (
            at.lower_ != "of" or not (among(at.head, "office") or at.head.i == head.i)
        ):
            return False
        if at.dep_ == "appos" and not among(at, "office"):
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


def _nominal(
    reading: Reading, head: Token, type_: str | None = None, entity: int | None = None
) -> int:
    start, end = _extent(head)
    for index in reading.mentions_at(head.i):
        if reading.mention_tokens[index] == (start, end):
            return index
    if entity is None:
        kind = "person" if among(head, "person") and head.tag_ != "NNS" else "organization"
        entity = same_words(reading, kind, reading.doc[start:end].text)
        return reading.add_mention(start, end, kind, "nominal", entity)  # type: ignore[arg-type]
    return reading.add_mention(start, end, type_ or "country", "nominal", entity)  # type: ignore[arg-type]


def _extent(head: Token) -> tuple[int, int]:
    """The words of a phrase up to its head, without a leading determiner or number sign."""
    own = [c for c in head.children if c.dep_ in MODIFIERS and c.i < head.i]
    last = max((c.i for c in own if absolute(c) is not None), default=-1)
    start = min((c.left_edge.i for c in own if c.i > last), default=head.i)
    return min(start, head.i), head.i + 1
