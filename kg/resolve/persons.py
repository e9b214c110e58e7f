"""Persons of all articles → one group of bearers per person, its id, and open questions.

Every article's person is a profile; profiles of one name and one context are a bearer; bearers
whose names are alike are one person where context agrees; names alone come last. What a human
decided goes before what the rules say. The order of the articles has no effect, and a person is
touched only by articles that have a word of the name in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import Proposal
from kg.resolve.bearers import Bearer, Match, matches, score, why
from kg.resolve.context import Place, Profile, Surfaces, Tie, add
from kg.resolve.groups import Groups
from kg.resolve.identifiers import ids, shortness
from kg.resolve.lone import lone_matches
from kg.resolve.namesakes import split

_MOST_PROPOSALS = 10  # of one person
Places = frozenset[Place]


@dataclass(frozen=True, slots=True)
class Constraint:
    """That the profiles on the left and on the right are one person, are two, or are open."""

    kind: str
    left: Places
    right: Places


@dataclass(frozen=True, slots=True)
class Person:
    """One person: an IRI and everything told under any name."""

    id: str
    bearers: tuple[Bearer, ...]

    @property
    def places(self) -> Places:
        """The person's entity in every article."""
        return frozenset(p.place for b in self.bearers for p in b.profiles)

    @property
    def surfaces(self) -> Surfaces:
        """All names as written, with counts. A lone name counts only if there is no other."""
        full = [b for b in self.bearers if not b.name.is_lone] or self.bearers
        total: Surfaces = {}
        for bearer in full:
            for profile in bearer.profiles:
                add(total, profile.surfaces)
        return total


@dataclass(frozen=True, slots=True)
class Persons:
    """All persons by id, open proposals by falling score, and decisions that could not be kept."""

    persons: tuple[Person, ...]
    proposals: tuple[Proposal, ...]
    refused: tuple[Constraint, ...]


def link(
    profiles: Sequence[Profile],
    names: Mapping[str, str],
    published: Mapping[str, str],
    constraints: Sequence[Constraint] = (),
) -> Persons:
    """Bring the profiles together.

    ``names`` shows persons by name key and countries by code; ``published`` dates articles by
    digest.
    """
    bearers = _bearers(profiles, constraints)
    groups = Groups(len(bearers))
    at = {p.place: i for i, b in enumerate(bearers) for p in b.profiles}
    _keep_apart(groups, at, constraints)
    found = _join(groups, bearers)
    members = [[bearers[i] for i in m] for m in groups.members()]
    named = dict(zip(ids(members, published), members, strict=True))
    separate = [Person(id_, tuple(named[id_])) for id_ in sorted(named)]
    persons, refused = _united(separate, constraints)
    owner = {place: person.id for person in persons for place in person.places}
    decided = {
        frozenset((a, b))
        for c in constraints
        for a in {owner[p] for p in c.left}
        for b in {owner[p] for p in c.right}
    }
    id_of = [owner[b.profiles[0].place] for b in bearers]
    open_ = [m for m in found if m.is_worth_asking]
    return Persons(
        tuple(persons), tuple(_proposals(open_, bearers, id_of, names, decided)), tuple(refused)
    )


def _keep_apart(groups: Groups, at: Mapping[Place, int], constraints: Sequence[Constraint]) -> None:
    for c in constraints:
        if c.kind == "different":
            groups.keep_apart({at[p] for p in c.left}, {at[p] for p in c.right})


def _united(
    persons: Sequence[Person], constraints: Sequence[Constraint]
) -> tuple[list[Person], list[Constraint]]:
    """Persons, by id, whom a human calls one made one, and what contradicts other decisions.

    The one keeps the id of the part with the shortest full name, and no other person's id
    changes.
    """
    if not constraints:
        return list(persons), []
    at = {place: n for n, person in enumerate(persons) for place in person.places}
    groups = Groups(len(persons))
    _keep_apart(groups, at, constraints)
    refused = []
    for c in constraints:
        if c.kind == "same":
            first, *others = sorted({at[p] for p in c.left | c.right})
            joined = [groups.join(first, n) for n in others]
            if not all(joined):
                refused.append(c)
    united = []
    for members in groups.members():
        parts = [persons[n] for n in members]
        best = min(parts, key=lambda p: (min(map(shortness, p.bearers)), p.id))
        united.append(Person(best.id, tuple(b for p in parts for b in p.bearers)))
    return sorted(united, key=lambda p: p.id), refused


def _bearers(profiles: Sequence[Profile], constraints: Sequence[Constraint]) -> list[Bearer]:
    """Bearers in the order of their names. The right side of a "different" leaves its bearer."""
    leaves: defaultdict[Place, list[int]] = defaultdict(list)
    for number, constraint in enumerate(constraints):
        for place in constraint.right if constraint.kind == "different" else ():
            leaves[place].append(number)
    by_name: defaultdict[tuple[str, tuple[int, ...]], list[Profile]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda p: p.place):
        by_name[profile.name.key, tuple(leaves.get(profile.place, ()))].append(profile)
    found = [Bearer.of(group) for _, some in sorted(by_name.items()) for group in split(some)]
    return sorted(found, key=lambda b: (b.name, b.profiles[0].place))


def _join(groups: Groups, bearers: Sequence[Bearer]) -> list[Match]:
    """Join what context settles, the surest first; returns all matches."""
    full = [i for i, b in enumerate(bearers) if not b.name.is_lone]
    found = [
        Match(full[m.left], full[m.right], m.kind, m.tie, m.joins)
        for m in matches([bearers[i] for i in full])
    ]
    for match in found:
        if match.tie <= Tie.DOUBTFUL or match.kind == "namesake":
            groups.keep_apart((match.left,), (match.right,))
    for match in sorted(found, key=lambda m: (-m.tie, m.rank, m.left, m.right)):
        if match.joins:
            groups.join(match.left, match.right)
    return found + _join_lone(groups, bearers, full)


def _join_lone(groups: Groups, bearers: Sequence[Bearer], full: Sequence[int]) -> list[Match]:
    lone = {i: b for i, b in enumerate(bearers) if b.name.is_lone}
    persons: defaultdict[int, list[Bearer]] = defaultdict(list)
    for i in full:
        persons[groups.find(i)].append(bearers[i])
    found = list(lone_matches(lone, persons))
    for match in found:
        if match.joins:
            groups.join(match.left, match.right)
    return found


def _proposals(
    found: Sequence[Match],
    bearers: Sequence[Bearer],
    id_of: Sequence[str],
    names: Mapping[str, str],
    decided: set[frozenset[str]],
) -> list[Proposal]:
    """The best question on each pair of persons, no more than some for one person."""
    scored: list[tuple[float, str, str, Match]] = []
    for match in found:
        left, right = sorted((id_of[match.left], id_of[match.right]))
        if left != right and frozenset((left, right)) not in decided:
            value = score(bearers[match.left], bearers[match.right], match.tie)
            scored.append((value, left, right, match))
    scored.sort(key=lambda s: (-s[0], s[1], s[2], s[3].left, s[3].right))
    asked: Counter[str] = Counter()
    kept: dict[tuple[str, str], Proposal] = {}
    for value, left, right, match in scored:
        if (left, right) not in kept and max(asked[left], asked[right]) < _MOST_PROPOSALS:
            asked.update((left, right))
            reasons = why(bearers[match.left], bearers[match.right], match.kind, names)
            kept[left, right] = Proposal(left=left, right=right, score=value, reasons=reasons)
    return list(kept.values())
