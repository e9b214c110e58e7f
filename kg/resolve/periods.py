"""Whether articles without a publication date speak of one time.

What an undated article says may have been so in any year. It stands beside another article only
if something ties the two to one time: an event that both tell of, or that both tell one story,
naming the same persons in much the same words.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from math import sqrt

from kg import iris
from kg.model import Knowledge
from kg.resolve.ground import Ground
from kg.resolve.wording import stems

_PERSONS = 2  # that both articles of one story name,
_SHARE = 0.5  # and of the persons that the one with fewer names
_WORDING = 0.23  # cosine of the content words of two articles: one story from here on


class Periods:
    """The persons, events and words of each article."""

    def __init__(self, ground: Ground) -> None:
        self._knowledge: Knowledge = ground.knowledge
        self._events: defaultdict[str, set[str]] = defaultdict(set)
        for report in self._knowledge.reports:
            self._events[ground.sentence(report).article].add(report.event)
        self._stems: dict[str, frozenset[str]] = {}

    def are_one(self, article: str, other: str) -> bool:
        """Whether two articles share an event or tell one story."""
        if article == other or self._events[article] & self._events[other]:
            return True
        return self._share_persons(article, other) and self._alike(article, other)

    def _share_persons(self, article: str, other: str) -> bool:
        mine, theirs = (self._persons.get(a, frozenset()) for a in (article, other))
        shared = len(mine & theirs)
        return shared >= _PERSONS and shared >= _SHARE * min(len(mine), len(theirs))

    def _alike(self, article: str, other: str) -> bool:
        mine, theirs = self._words(article), self._words(other)
        return len(mine & theirs) >= _WORDING * sqrt(len(mine) * len(theirs))

    def _words(self, article: str) -> frozenset[str]:
        if article not in self._stems:
            self._stems[article] = stems(self._texts[article])
        return self._stems[article]

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {iris.article(a.digest): a.text for a in self._knowledge.articles}

    @cached_property
    def _persons(self) -> dict[str, frozenset[str]]:
        persons = frozenset(n.id for n in self._knowledge.nodes if n.kind == "person")
        return {n.article: persons.intersection(n.nodes) for n in self._knowledge.namings}
