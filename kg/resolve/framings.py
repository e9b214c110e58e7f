"""Which words tell one event so differently that a reader should see both: framings.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.model import Report
from kg.resolve.families import act
from kg.resolve.tables import rows

_ANY = "-"


@dataclass(frozen=True, slots=True)
class Framing:
    """An event type and the beginnings of the words that tell it in this way; none for any."""

    type: str
    words: tuple[str, ...]
    told_as: str

    def fits(self, report: Report) -> bool:
        """Whether a report tells its event so."""
        return act(report) == self.type and (not self.words or self._in_words(report))

    def _in_words(self, report: Report) -> bool:
        said = report.trigger.casefold().replace("-", " ").split()
        return any(word.startswith(self.words) for word in said)


@cache
def framings() -> tuple[tuple[Framing, Framing], ...]:
    """Pairs of framings that differ.

    >>> [(one.told_as, other.told_as) for one, other in framings()][:2]
    [('an arrest', 'an abduction'), ('a capture', 'an abduction')]
    """
    return tuple(
        (_framing(*first), _framing(*second))
        for *both, _ in rows("framings.tsv", 7)
        for first, second in [(both[:3], both[3:])]
    )


def _framing(type_: str, words: str, told_as: str) -> Framing:
    return Framing(type_, () if words == _ANY else tuple(words.split("|")), told_as)
