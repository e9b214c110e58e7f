"""Invented news of any size, with the proportions of real builds: who is told of, how often, how.

Persons, countries and organizations come by long-tailed draws, so that the first of each are in
every tenth sentence and most are in one or two. Most events are told once, some by several
papers within days. Shares of denials, plans, doubts, speakers, places and conflicts are
about those of 300 articles of news agencies.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any, NamedTuple

from kg.model import Knowledge, Sentence
from tests.factories import World, said

COUNTRIES = {
    "USA": "United States",
    "CHN": "China",
    "RUS": "Russia",
    "DEU": "Germany",
    "FRA": "France",
    "GBR": "United Kingdom",
    "VEN": "Venezuela",
    "PER": "Peru",
    "CHL": "Chile",
    "BOL": "Bolivia",
    "BRA": "Brazil",
    "MEX": "Mexico",
    "IND": "India",
    "JPN": "Japan",
    "TUR": "Turkey",
    "IRN": "Iran",
    "ISR": "Israel",
    "EGY": "Egypt",
    "UKR": "Ukraine",
    "POL": "Poland",
}
TYPES = [
    ("CONSULT", "visit", "visited"),
    ("CONSULT", None, "met"),
    ("CONSULT", None, "called"),
    ("AGREE", None, "promised"),
    ("SUPPORT", None, "praised"),
    ("ACCUSE", None, "accused"),
    ("REQUEST", None, "urged"),
    ("REJECT", None, "refused"),
    ("AID", None, "aided"),
    ("COERCE", "arrest", "arrested"),
    ("ASSAULT", None, "attacked"),
    ("SANCTION", None, "punished"),
]
TITLES = ["president", "foreign minister", "ambassador", "spokesman", "judge", "general"]
FACTS = ["holdsOffice", "holdsOffice", "nationality", "affiliation"]
SENTENCES, REPORTS, CLAIMS = 8, 6, 4
_SYLLABLES = "ba co di fu ga he ji ko lu ma ne po qui ra so ta vu we xi za".split()
_FIRST = date(2023, 1, 2)
_DAYS = 730


class _What(NamedTuple):
    """Who did something to whom, and when."""

    actors: list[str]
    recipients: list[str]
    day: str | None


class Newsroom:
    """Writes articles into a ``World``, the same ones for the same number of articles."""

    def __init__(self, articles: int) -> None:
        self._chance = random.Random(7)
        self._news = World()
        self._words = ["".join(self._chance.choices(_SYLLABLES, k=3)) for _ in range(4000)]
        people = [self._news.person(f"Person {n}") for n in range(max(60, articles * 4))]
        countries = [self._news.country(*pair) for pair in COUNTRIES.items()]
        bodies = [self._news.organization(f"Body {n}") for n in range(max(20, articles))]
        self._places = [self._news.place(f"Town {n}") for n in range(max(20, articles // 4))]
        self._offices = [self._news.office(t, of) for of in countries for t in TITLES]
        self._parties = [_Tail(people, 6), _Tail(countries, 3), _Tail(bodies, 1)]
        self._recent: list[tuple[str, _What]] = []
        for number in range(articles):
            self._article(number, articles)

    def knowledge(self) -> Knowledge:
        """All of it."""
        return self._news.knowledge()

    def _article(self, number: int, of: int) -> None:
        chance = self._chance
        published = _FIRST + timedelta(days=_DAYS * number // of)
        kinds = [chance.choice(TYPES) for _ in range(SENTENCES)]
        sentences = self._news.article(
            *(self._sentence(trigger) for _, _, trigger in kinds),
            id=f"story-{number}",
            title=self._sentence("told"),
            published=published.isoformat(),
            publisher=f"Paper {chance.randrange(40)}",
        )
        for sentence, kind in list(zip(sentences, kinds, strict=True))[:REPORTS]:
            self._report(sentence, kind, published)
        claims = [self._fact(chance.choice(sentences)) for _ in range(CLAIMS)]
        if number % 40 == 0:
            who = self._party()
            sides = {"it_is_so": claims[:1], "it_is_not_so": claims[1:2]}
            self._news.conflict("denial", who, f"Conflict {number} told and denied.", **sides)

    def _sentence(self, trigger: str) -> str:
        # The nth word comes about as often as 1/n, as in any language.
        ranks = (int(len(self._words) ** self._chance.random()) for _ in range(16))
        words = [self._words[rank - 1] for rank in ranks]
        return f"{' '.join(words[:8]).capitalize()} {trigger} {' '.join(words[8:])}."

    def _report(
        self, sentence: Sentence, kind: tuple[str, str | None, str], published: date
    ) -> None:
        chance = self._chance
        type_, mode, trigger = kind
        if self._recent and chance.random() < 0.15:
            event, what = chance.choice(self._recent[-60:])
        else:
            actors = [self._party(), *([self._party()] if chance.random() < 0.15 else [])]
            recipients = [self._party() if chance.random() < 0.8 else "protesters"]
            day = published - timedelta(days=chance.randrange(4))
            what = _What(actors, recipients, day.isoformat())
            event = ""
        if chance.random() < 0.5:
            what = what._replace(day=None)
        event = self._news.report(
            sentence,
            type_,
            trigger,
            mode=mode,
            event=event or None,
            place=chance.choice(self._places) if chance.random() < 0.15 else None,
            label=f"Event of {sentence.id[-40:]}",
            actors=what.actors,
            recipients=what.recipients,
            day=what.day,
            **self._told(),
        )
        self._recent.append((event, what))

    def _fact(self, sentence: Sentence) -> str:
        predicate = self._chance.choice(FACTS)
        object_ = {
            "holdsOffice": lambda: self._chance.choice(self._offices),
            "nationality": lambda: self._parties[1].draw(self._chance),
            "affiliation": lambda: self._parties[2].draw(self._chance),
        }[predicate]()
        subject = self._parties[0].draw(self._chance)
        return self._news.fact(sentence, subject, predicate, object_, **self._told())

    def _told(self) -> dict[str, Any]:
        """How sure, of when, and on whose word."""
        chance = self._chance
        told: dict[str, Any] = {"tense": chance.choices(["past", "future"], [88, 12])[0]}
        told["polarity"] = chance.choices(["affirmed", "denied"], [96, 4])[0]
        told["certainty"] = chance.choices(["certain", "possible"], [92, 8])[0]
        if chance.random() < 0.3:
            named = chance.random() < 0.75
            speaker = said(speaker=self._party()) if named else said("officials")
            told["speakers"] = (speaker,) if chance.random() < 0.9 else (speaker, said("a source"))
        return told

    def _party(self) -> str:
        (kind,) = self._chance.choices(self._parties, [55, 30, 15])
        return kind.draw(self._chance)


class _Tail:
    """Draws the nth of its members in proportion to 1 / (n + flat)."""

    def __init__(self, members: list[str], flat: int) -> None:
        self._members = members
        total, self._weights = 0.0, []
        for number in range(len(members)):
            total += 1 / (number + flat)
            self._weights.append(total)

    def draw(self, chance: random.Random) -> str:
        return chance.choices(self._members, cum_weights=self._weights)[0]


def world(articles: int) -> Knowledge:
    """The knowledge of that many invented articles; 1,000 make about 600,000 statements."""
    return Newsroom(articles).knowledge()
