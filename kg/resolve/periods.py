"""Whether articles without a publication date speak of one time.

What an undated article says may have been so in any year. It stands beside another article only
if something ties the two to one time: an event that both tell of, or a person besides those in
question whom both name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from kg.resolve.ground import Ground, Told


class Periods:
    """The persons and events that each article tells of."""

    def __init__(self, ground: Ground) -> None:
        knowledge = ground.knowledge
        persons = {n.id for n in knowledge.nodes if n.kind == "person"}
        self._events: defaultdict[str, set[str]] = defaultdict(set)
        self._persons: defaultdict[str, set[str]] = defaultdict(set)
        for report in knowledge.reports:
            article = ground.sentence(report).article
            self._events[article].add(report.event)
            named = {p.node for p in report.participants if p.node} | _speakers(report)
            self._persons[article].update(named & persons)
        for claim in knowledge.claims:
            named = {claim.subject, claim.object} | _speakers(claim)
            self._persons[ground.sentence(claim).article].update(named & persons)

    def are_one(self, article: str, other: str, besides: Collection[str], least: int) -> bool:
        """Whether two articles share an event, or ``least`` persons who are none of ``besides``."""
        if article == other or self._events[article] & self._events[other]:
            return True
        shared = self._persons[article] & self._persons[other]
        return len(shared.difference(besides)) >= least


def _speakers(told: Told) -> set[str]:
    return {s.speaker for s in told.telling.speakers if s.speaker}
