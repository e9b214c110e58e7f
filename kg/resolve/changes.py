"""What a decision changes, told before it is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import Article, Decision, Extraction
from kg.resolve.context import Place
from kg.resolve.entities import Entities, link

Pairs = Sequence[tuple[Article, Extraction]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Persons before and after a decision, by label and id, and what speaks of another one then.

    ``merged`` has the persons that become one and that one; ``split`` the person and those it
    becomes; ``renamed`` the old label and the new. ``claims`` and ``events`` count the facts
    and the tellings of events that name a person whose id changes.
    """

    merged: tuple[tuple[tuple[str, ...], str], ...] = ()
    split: tuple[tuple[str, tuple[str, ...]], ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    claims: int = 0
    events: int = 0

    def lines(self) -> list[str]:
        """In words, one change a line; a single line if nothing changes."""
        found = [f"{' + '.join(before)} → {after}" for before, after in self.merged]
        found += [f"{before} → {' + '.join(after)}" for before, after in self.split]
        found += [f"{before} is called {after}" for before, after in self.renamed]
        if self.claims or self.events:
            found.append(f"{self.claims} facts and {self.events} tellings of events move")
        return found or ["nothing changes"]


def changes(
    pairs: Pairs,
    decisions: Sequence[Decision],
    decision: Decision,
    before: Entities | None = None,
) -> Changes:
    """What taking one more decision would change; ``before`` saves linking twice."""
    before = before or link(pairs, decisions)
    after = link(pairs, (*decisions, decision))
    moved = {place for place, node in before.of.items() if after.of[place] != node}
    return Changes(
        merged=tuple(
            (tuple(_shown(before, n) for n in old), _shown(after, new))
            for new, old in _met(after.of, before.of)
        ),
        split=tuple(
            (_shown(before, old), tuple(_shown(after, n) for n in new))
            for old, new in _met(before.of, after.of)
        ),
        renamed=tuple(
            (node.label, after.nodes[id_].label)
            for id_, node in sorted(before.nodes.items())
            if id_ in after.nodes and after.nodes[id_].label != node.label and not moved
        ),
        claims=sum(
            any((article.digest, _entity(extraction, m)) in moved for m in (r.subject, r.object))
            for article, extraction in pairs
            for r in extraction.relations
        ),
        events=sum(
            any((article.digest, _entity(extraction, a.mention)) in moved for a in event.arguments)
            for article, extraction in pairs
            for event in extraction.events
        ),
    )


def _entity(extraction: Extraction, mention: int) -> int:
    return extraction.mentions[mention].entity


def _met(
    one: Mapping[Place, str | None], other: Mapping[Place, str | None]
) -> list[tuple[str, list[str]]]:
    """Nodes of the one side whose places are those of several nodes of the other."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for place, node in one.items():
        partner = other[place]
        if node is not None and partner is not None:
            found[node].add(partner)
    return [
        (node, sorted(partners)) for node, partners in sorted(found.items()) if len(partners) > 1
    ]


def _shown(entities: Entities, id_: str) -> str:
    return f"{entities.nodes[id_].label} <{id_}>"
