"""For whom participants act: a person in office for the country, a town for the state it lies in.

A place is no participant. Where an event names one as its recipient ("visited Caracas"), the
country is the recipient and the town's words are kept as its mention.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.model import Argument, Relation
from kg.text.participants import country_of
from kg.text.reading import Reading
from kg.text.triggers import words

# who acts in their name is a body of many countries
_SEATS_OF_BODIES = frozenset({"Brussels", "Strasbourg", "Geneva", "The Hague", "New York"})
_PRIVATE = frozenset({"resign", "convict", "arrest"})  # modes that concern the person alone


def holders(reading: Reading, facts: Iterable[Relation]) -> dict[int, int]:
    """Entity of a person → entity of the one country that the person now holds office of."""
    posts: dict[int, set[int]] = {}
    for fact in facts:
        told = fact.assertion
        if fact.predicate != "holdsOffice" or fact.end is not None or told.tense != "present":
            continue
        if told.polarity == "denied" or told.certainty == "possible":
            continue
        country = reading.mentions[fact.object].entity
        if reading.entities[country].type == "country" and _is_of_state(fact.title):
            posts.setdefault(reading.mentions[fact.subject].entity, set()).add(country)
    return {person: next(iter(of)) for person, of in posts.items() if len(of) == 1}


def _is_of_state(title: str | None) -> bool:
    """Whether an office acts for its country abroad: a minister, but no member of parliament."""
    named = (title or "").lower().split()
    return any(word in words("state-office") for word in named) and "candidate" not in named


def for_states(
    reading: Reading,
    arguments: Sequence[Argument],
    posts: Mapping[int, int],
    type_: str,
    mode: str | None,
) -> tuple[tuple[Argument, ...], int | None]:
    """The arguments with the countries that they act for, and a place found among them."""
    places = [a for a in arguments if reading.mentions[a.mention].type == "place"]
    found = [a for a in arguments if a not in places]
    for place in places:
        stand_in = _for_place(reading, place)
        if stand_in is not None and not _takes_part(reading, found, stand_in):
            found.append(_standing(reading, place, stand_in))
        elif stand_in is None:
            found.append(place)
    for argument in [] if mode in _PRIVATE else list(found):
        country = posts.get(reading.mentions[argument.mention].entity)
        official = argument.role == "actor" or type_ == "CONSULT"
        if official and country is not None and not _takes_part(reading, found, country):
            found.append(_standing(reading, argument, country))
    return tuple(found), next((p.mention for p in places if p.role == "recipient"), None)


def _for_place(reading: Reading, argument: Argument) -> int | None:
    """The entity that takes part where a place is named; None when the place itself must do.

    A region whose country is not known stays a recipient. A place that acts is a body, or a
    person, that the recogniser took for a place: it keeps its words and makes no place of itself.
    """
    of_a_body = reading.entity_of(argument.mention).name in _SEATS_OF_BODIES
    if argument.role == "recipient" or not of_a_body:
        country = country_of(reading, argument.mention)
        if country is not None or argument.role == "recipient":
            return country
    return reading.add_entity("organization", reading.entity_of(argument.mention).name)


def _takes_part(reading: Reading, arguments: Iterable[Argument], entity: int) -> bool:
    return any(reading.mentions[a.mention].entity == entity for a in arguments)


def _standing(reading: Reading, argument: Argument, entity: int) -> Argument:
    """The same role and words, for the entity that they stand for."""
    start, end = reading.mention_tokens[argument.mention]
    mention = next(
        (m for m in reading.mentions_at(start) if reading.mentions[m].entity == entity), None
    )
    if mention is None or reading.mention_tokens[mention] != (start, end):
        type_ = reading.entities[entity].type
        mention = reading.add_mention(start, end, type_, "nominal", entity)
    return Argument(role=argument.role, mention=mention)
