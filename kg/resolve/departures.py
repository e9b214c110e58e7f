"""Which articles tell that somebody loses or leaves an office, and when."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from kg.model import Report
from kg.resolve.ground import Ground, ordinal
from kg.resolve.tables import rows


class Departures:
    """Tellings of departures, by person."""

    def __init__(self, ground: Ground) -> None:
        self._told: defaultdict[str, list[tuple[str, int | None]]] = defaultdict(list)
        for report in ground.knowledge.reports:
            for person in _leaving(report):
                day = ordinal(report.when.begin) if report.when else None
                self._told[person].append((ground.sentence(report).article, day))

    def told_in(self, person: str, article: str) -> bool:
        """Whether an article tells that a person leaves office."""
        return any(where == article for where, _ in self._told.get(person, ()))

    def told_between(self, person: str, first: int, last: int) -> bool:
        """Whether any article dates a departure to these days, both included."""
        return any(
            day is not None and first <= day <= last for _, day in self._told.get(person, ())
        )


def _leaving(report: Report) -> set[str]:
    if report.telling.polarity == "denied" or report.telling.rejected:
        return set()
    said = f" {report.trigger.casefold()}"
    return {
        p.node
        for role, beginnings in _words()
        if any(map(said.__contains__, beginnings))
        for p in report.participants
        if p.role == role and p.node
    }


@cache
def _words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """By role: how words begin that tell of its departure, each behind a space."""
    return tuple(
        (role, tuple(f" {beginning}" for beginning in words.split("|")))
        for role, words, _ in rows("departures.tsv", 3)
    )
