"""An article that speaks of two governments of one country at a time contradicts itself.

"The Silva administration" says that Silva governs. Whoever heads the government by office governs
too: the prime minister or chancellor, and the president of a state that has neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.model import Claim, Conflict
from kg.resolve.event_conflicts import conflict
from kg.resolve.ground import Ground, one_person
from kg.resolve.posts import Post
from kg.resolve.wording import with_article

_NAMED = "relations.administration"  # the rule that reads "the Silva administration"
_HEADS = ("prime minister", "chancellor", "president")

Governed = tuple[str, str]
"""An article and a country."""


def two_governments(ground: Ground, present: Sequence[Claim]) -> Iterator[Conflict]:
    """Conflicts within articles; ``present`` are claims of offices that are held."""
    told: defaultdict[Governed, defaultdict[str, list[Claim]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for country, claim in _governing(ground, present):
        told[ground.sentence(claim).article, country][claim.subject].append(claim)
    for (_, country), persons in sorted(told.items()):
        for one, other in combinations(sorted(persons), 2):
            claims = persons[one] + persons[other]
            named = any(c.telling.rule == _NAMED for c in claims)
            if named and not one_person(ground, one, other):
                yield _conflict(ground, country, {one: persons[one], other: persons[other]})


def _governing(ground: Ground, present: Sequence[Claim]) -> Iterator[tuple[str, Claim]]:
    """Countries with the claims that say who governs them now."""
    posts = [(ground.posts[c.object], c) for c in present]
    yield from ((p.of, c) for p, c in posts if c.telling.rule == _NAMED)
    heads = [(p, c) for p, c in posts if p.title in _HEADS and not p.passing]
    first = {p.of: _HEADS.index(p.title) for p, _ in sorted(heads, key=_least, reverse=True)}
    yield from ((p.of, c) for p, c in heads if _HEADS.index(p.title) == first[p.of])


def _least(head: tuple[Post, Claim]) -> int:
    return _HEADS.index(head[0].title)


def _conflict(ground: Ground, country: str, told: dict[str, list[Claim]]) -> Conflict:
    (one, mine), (other, _) = told.items()
    label = (
        f"{ground.voice(mine[0])} speaks of two governments of "
        f"{with_article(ground.nodes[country])} at a time: "
        f"of {ground.label(one)} and of {ground.label(other)}."
    )
    sides = [(ground.label(p), [c.id for c in claims]) for p, claims in told.items()]
    return conflict("holder", country, label, sides)
