"""How many independent origins stand behind what is told.

Articles have one origin for the same thing when they share text, when their sentences about it
are the same, when they have one publisher, or when they cite the same agency or person for it;
citing a publisher is having the origin of that publisher's own articles. Whoever is cited
without a name ("two officials") makes nothing one. So the count is a lower bound.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from kg import iris
from kg.model import STATUSES, Claim, Happening, Knowledge, Speech, Telling
from kg.resolve.copies import copies
from kg.resolve.groups import Groups

Key = tuple[str, str]
T = TypeVar("T", Claim, Happening)
_PARTS = re.compile(r"\s*,\s*|\s+and\s+")


def count(knowledge: Knowledge) -> Knowledge:
    """The same knowledge with the origins of every claim and event counted."""
    counter = _Counter(knowledge)
    told: defaultdict[tuple[str, ...], list[Telling]] = defaultdict(list)
    for claim in knowledge.claims:
        told[claim.subject, claim.predicate, claim.object, claim.telling.polarity].append(
            claim.telling
        )
    facts = {fact: counter.origins(tellings) for fact, tellings in told.items()}
    of_event: defaultdict[str, list[Telling]] = defaultdict(list)
    for report in knowledge.reports:
        of_event[report.event].append(report.telling)
    return replace(
        knowledge,
        claims=tuple(
            _counted(c, facts[c.subject, c.predicate, c.object, c.telling.polarity])
            for c in knowledge.claims
        ),
        events=tuple(
            _counted(e, counter.origins(_supporting(of_event[e.id]))) for e in knowledge.events
        ),
    )


def _counted(told: T, origins: int) -> T:
    return told if told.origins == origins else replace(told, origins=origins)


def _supporting(tellings: list[Telling]) -> list[Telling]:
    """Those that tell the event with the best supported status."""
    best = min((t.status for t in tellings), key=STATUSES.index)
    return [t for t in tellings if t.status == best]


class _Counter:
    """Counts origins of tellings; knows the articles and what they share."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._sentences = {s.id: s for s in knowledge.sentences}
        self._copies = copies(knowledge.articles)
        # "A judge in Arica" is nobody known.
        self._places = {n.id for n in knowledge.nodes if n.kind == "place"}
        self._publishers = {
            iris.article(a.digest): iris.named("organization", a.publisher)
            for a in knowledge.articles
            if a.publisher
        }

    def origins(self, tellings: Iterable[Telling]) -> int:
        """The number of groups of articles that share no origin."""
        told = [(self._sentences[telling.sentence], telling) for telling in tellings]
        if len({sentence.article for sentence, _ in told}) == 1:
            return 1
        keys: defaultdict[str, set[Key]] = defaultdict(set)
        for sentence, telling in told:
            keys[sentence.article].update(self._keys(sentence.article, sentence.text, telling))
        groups = Groups(len(keys))
        first: dict[Key, int] = {}
        for number, shared in enumerate(keys.values()):
            for key in shared:
                groups.join(first.setdefault(key, number), number)
        return len(groups.members())

    def _keys(self, article: str, text: str, telling: Telling) -> Iterator[Key]:
        yield "text", self._copies[article]
        yield "sentence", " ".join(text.casefold().split())
        if article in self._publishers:
            yield "said by", self._publishers[article]
        for speech in telling.speakers:
            if speech.speaker not in self._places:
                yield from _named(speech)


def _named(speech: Speech) -> Iterator[Key]:
    """Speakers with a name: a node, or words of which each begins with a capital."""
    if speech.speaker:
        yield "said by", speech.speaker
    elif speech.name:
        parts = _PARTS.split(speech.name.removeprefix("the ").removeprefix("The "))
        for part in parts:
            words = part.split()
            # One word alone may be capital for opening its sentence: "Police", "Witnesses".
            if all(w[0].isupper() for w in words) and (len(words) > 1 or len(parts) > 1):
                yield "said by", iris.named("organization", part)
