"""Bearers of one and the same name → one group per person.

A full name is strong evidence by itself, so its bearers are one person unless context says
otherwise: whoever is named beside the same persons, holds the same office or is of the same
country is one; different countries and different roles set apart. A lone name is no evidence, so
its bearers are one only where an office is common. One article speaks of one bearer of a name.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from kg.resolve.context import Context, Profile, Tie, tie, together
from kg.resolve.groups import Groups

_MOST = 40  # groups of one name that are compared pair by pair

Features = Callable[[Context], Iterable[Hashable]]


def split(profiles: Sequence[Profile]) -> list[list[Profile]]:
    """Profiles of one name, in groups of one person each, in the order of the profiles."""
    if len(profiles) == 1:
        return [list(profiles)]
    groups = Groups(len(profiles))
    _join_by(groups, profiles, lambda c: c.articles)
    _join_by(groups, profiles, lambda c: c.offices)
    if not profiles[0].name.is_lone:
        _join_by(groups, profiles, lambda c: c.companions)
        _join_by(groups, profiles, lambda c: c.countries)
        _join_by_place(groups, profiles)
    return [[profiles[i] for i in members] for members in groups.members()]


def _join_by(groups: Groups, profiles: Sequence[Profile], features: Features) -> None:
    """Join all profiles that share a feature; a name's bearers are all beside that name."""
    first: dict[Hashable, int] = {}
    for i, profile in enumerate(profiles):
        for feature in features(profile.context):
            if feature != profile.name.key:
                groups.join(first.setdefault(feature, i), i)


def _join_by_place(groups: Groups, profiles: Sequence[Profile]) -> None:
    """Join groups of common countries as long as no two of different origin come together."""
    members = groups.members()
    if len(members) == 1:
        return
    contexts = {m[0]: together([profiles[i].context for i in m]) for m in members}
    settled = [i for i in contexts if contexts[i].own]
    vague = [i for i in contexts if not contexts[i].own]
    if len(settled) <= _MOST:
        _join_slips(groups, contexts, settled, profiles[0].name.key)
    roots = {groups.find(i) for i in settled}
    if len(roots) > 1:
        whole = {
            r: together([contexts[i] for i in settled if groups.find(i) == r])
            for r in sorted(roots)
        }
        for i in vague:
            near = [r for r, c in whole.items() if not c.spoken.isdisjoint(contexts[i].spoken)]
            if len(near) == 1:
                groups.join(near[0], i)
        vague = [i for i in vague if groups.find(i) not in {groups.find(r) for r in roots}]
        _join_spoken(groups, contexts, vague)
    else:
        _join_spoken(groups, contexts, [*settled, *vague])


def _join_slips(
    groups: Groups, contexts: dict[int, Context], settled: Sequence[int], key: str
) -> None:
    """Where a role is unknown, a country that the other side's articles speak of is no bar."""
    for n, i in enumerate(settled):
        for j in settled[:n]:
            a, b = contexts[i], contexts[j]
            crossed = a.countries & b.spoken or b.countries & a.spoken
            if crossed and tie(a, b, (key,)) is Tie.DOUBTFUL:
                groups.join(i, j)


def _join_spoken(groups: Groups, contexts: dict[int, Context], some: Sequence[int]) -> None:
    """Join what shares any country; what speaks of none goes with the others if they are one."""
    first: dict[str, int] = {}
    silent = [i for i in some if not contexts[i].spoken]
    for i in some:
        for country in contexts[i].spoken:
            groups.join(first.setdefault(country, i), i)
    others = {groups.find(i) for i in some if contexts[i].spoken}
    anchor = silent[:1] if not others else [*others] if len(others) == 1 else []
    for i in silent:
        for j in anchor:
            groups.join(i, j)
