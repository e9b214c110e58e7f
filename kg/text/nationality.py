"""Of which country a person is: "a Peruvian economist", "Ana Silva of Peru", "a citizen of Peru".

What is said of the person is certain; what only follows from an office or from belonging to a
country's body is probable.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.model import Assertion, Relation
from kg.text import descriptions, offices
from kg.text.assertion import assess
from kg.text.clauses import lemma
from kg.text.presupposed import presupposed
from kg.text.reading import Reading
from kg.text.references import Referent, mention_of, person_at
from kg.text.tokens import Token

_CITIZENS = frozenset({"citizen", "national", "countryman"})
_NOT_OF_PERSONS = frozenset(
    "ambassador envoy correspondent expert embassy ally representative specialist scholar".split()
)


def find(reading: Reading) -> Iterator[Relation]:
    """nationality as it is said, in text order."""
    for index, mention in enumerate(list(reading.mentions)):
        if mention.type == "country" and mention.form == "name":
            yield from _of_country(reading, index)


def _of_country(reading: Reading, country: int) -> Iterator[Relation]:
    start, end = reading.mention_tokens[country]
    word = reading.doc[start:end].root
    if end < len(reading.doc) and reading.doc[end].text == ":":
        return  # "Ana Quispe (Spanish: ...)" is about the language
    if any(
        _is_body(reading, m) and reading.mention_tokens[m][0] < start
        for m in reading.mentions_at(start)
    ):
        return  # "a Bank of Peru economist"
    if word.pos_ in ("ADJ", "PROPN", "NOUN") and word.dep_ in ("amod", "compound", "nmod"):
        yield from _modifying(reading, country, word)
    elif word.dep_ in ("attr", "appos", "conj") and _is_demonym(word):
        yield from _said(reading, country, word, word)
    elif word.dep_ == "poss":
        yield from _possessing(reading, country, word)
    elif word.dep_ == "pobj" and word.head.lower_ in ("of", "from"):
        yield from _behind(reading, country, word.head)


def _is_body(reading: Reading, mention: int) -> bool:
    return reading.mentions[mention].type == "organization"


def _modifying(reading: Reading, country: int, word: Token) -> Iterator[Relation]:
    """ "a Peruvian economist": of whom is the noun said?"""
    noun = word.head
    if reading.doc[word.i].tag_ in ("NNP", "NNPS") and not _is_demonym(word):
        return
    if noun.pos_ == "PROPN" and (person := person_at(reading, noun)) is not None:
        yield _relation(
            reading, country, person, presupposed(reading, word, "relations.nationality")
        )
        return
    yield from _said(reading, country, noun, word)


def _is_demonym(word: Token) -> bool:
    return word.ent_type_ == "NORP" or word.tag_ in ("JJ", "NNPS")


def _said(reading: Reading, country: int, noun: Token, word: Token) -> Iterator[Relation]:
    if lemma(noun) in _NOT_OF_PERSONS or (noun.pos_ == "PROPN" and noun.i != word.i):
        return
    description = descriptions.of(reading, noun)
    if description is None:
        return
    rule = "relations.nationality"
    if description.verb is not None:
        assertion = replace(assess(reading, description.verb, rule), tense="present")
    else:
        assertion = presupposed(reading, noun, rule)
    for person in description.persons:
        yield _relation(reading, country, person, assertion)


def _possessing(reading: Reading, country: int, word: Token) -> Iterator[Relation]:
    """ "Peru's Ana Quispe" is probably Peruvian."""
    person = person_at(reading, word.head)
    if offices.names_a_body(reading, country):
        return  # "Real Lima's Omar Salim"
    if person is not None and word.head.pos_ == "PROPN":
        yield _probable(reading, country, person, word)


def _behind(reading: Reading, country: int, preposition: Token) -> Iterator[Relation]:
    """ "Ana Quispe of Peru", "a citizen of Peru"."""
    noun = preposition.head
    if lemma(noun) in _CITIZENS:
        yield from _said(reading, country, noun, noun)
        return
    person = person_at(reading, noun)
    if person is not None and noun.pos_ == "PROPN":
        yield _probable(reading, country, person, preposition)


def _probable(reading: Reading, country: int, person: Referent, word: Token) -> Relation:
    assertion = presupposed(reading, word, "relations.nationality.of")
    return _relation(reading, country, person, replace(assertion, certainty="probable"))


def _relation(reading: Reading, country: int, person: Referent, assertion: Assertion) -> Relation:
    return Relation(
        predicate="nationality",
        subject=mention_of(reading, person),
        object=country,
        assertion=assertion,
    )
