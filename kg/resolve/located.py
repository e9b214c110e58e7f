"""Titles without a country: "President Quispe" is whoever other articles call president of Peru.

Only where all that is told of the person elsewhere leaves one country for the title.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg import iris
from kg.model import Claim, Office, Title
from kg.resolve.facts import office_of
from kg.resolve.posts import plain, post
from kg.resolve.tellings import Teller

_RULE = "resolve.title"

Held = dict[tuple[str, str], set[str]]
"""Person and plain title → whose office it is."""


def claims(
    tellers: Iterable[Teller], told: Iterable[Claim], offices: dict[str, Office]
) -> Iterator[Claim]:
    """Claims of the titles that the articles leave open; their offices join ``offices``."""
    held = _held(told, offices)
    for teller in tellers:
        for title in teller.extraction.titles:
            person = teller.node(title.person)
            owners = held.get((person, plain(title.title)), set()) if person else set()
            if person and len(owners) == 1:
                [owner] = owners
                office = office_of(title.title, teller.entities.nodes[owner])
                yield _claim(teller, title, person, offices.setdefault(office.id, office).id)


def _held(told: Iterable[Claim], offices: dict[str, Office]) -> Held:
    """What is told as certain counts; what is only probable counts where nothing else is told."""
    sure: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    likely: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in told:
        office = offices.get(claim.object)
        if office is not None and claim.telling.polarity == "affirmed":
            found = sure if claim.telling.certainty == "certain" else likely
            found[claim.subject, post(office).title].add(office.of)
    return {**likely, **sure}


def _claim(teller: Teller, title: Title, person: str, office: str) -> Claim:
    mention = teller.extraction.mentions[title.person]
    assertion = replace(title.assertion, certainty="probable", rule=_RULE)
    predicate = "heldOffice" if assertion.tense == "past" else "holdsOffice"
    return Claim(
        id=iris.hashed(
            "claim", teller.article.digest, mention.start, mention.end, predicate, title.title
        ),
        subject=person,
        predicate=predicate,
        object=office,
        telling=teller.telling(assertion, mention.start, mention.end),
    )
