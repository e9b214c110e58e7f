"""Pairs of names that one person may bear: what joins by itself and what a human should see.

For each way in which two names are alike there is the least tie of context at which they are
one person, and the least at which the question is worth asking. A short name that fits several
persons, none of them better than the rest, joins none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import token_sort_ratio

from kg.names import Name, romanised
from kg.resolve.blocking import candidates
from kg.resolve.context import Context, Profile, Tie, reasons, tie, together
from kg.resolve.likeness import IN_WORDS, Kind, compare

_RULES: dict[str, tuple[Tie | None, Tie]] = {
    "spelling": (Tie.SPOKEN, Tie.DOUBTFUL),
    "middle": (Tie.SPOKEN, Tie.NONE),
    "order": (Tie.SPOKEN, Tie.NONE),
    "longer": (Tie.SPOKEN, Tie.NONE),
    "extended": (Tie.COUNTRY, Tie.SPOKEN),
    "sound": (Tie.COMPANION, Tie.SPOKEN),
    "initials": (Tie.COMPANION, Tie.COUNTRY),
    "generation": (None, Tie.COUNTRY),
    "close": (None, Tie.COUNTRY),
    "nickname": (None, Tie.COMPANION),
    "namesake": (None, Tie.DOUBTFUL),
}
_PHRASES: Mapping[str, str] = IN_WORDS | {
    "namesake": "the same name",
    "lone": "a name alone that fits",
}
_VARIANTS = ("spelling", "middle", "order")  # one article may well use two of these for one person
_SHORTENED = ("longer", "extended", "initials")
_TOGETHER = 5  # two who share more than one in this many articles are two
_MOST_FITS = 12  # a short name that fits more persons fits none
_WEIGHT = {
    Tie.OFFICE: 1.0,
    Tie.COMPANY: 0.97,
    Tie.COMPANION: 0.94,
    Tie.COUNTRY: 0.9,
    Tie.SPOKEN: 0.8,
    Tie.NONE: 0.6,
    Tie.DOUBTFUL: 0.4,
    Tie.APART: 0.3,
}


@dataclass(slots=True)
class Bearer:
    """Everything told of one person under one name."""

    name: Name
    profiles: list[Profile]
    context: Context

    @classmethod
    def of(cls, profiles: list[Profile]) -> Bearer:
        """The bearer of these profiles; the fullest spelling of the name stands for it."""
        name = min((p.name for p in profiles), key=lambda n: (-len(n.full), n))
        return cls(name, profiles, together([p.context for p in profiles]))


@dataclass(frozen=True, slots=True)
class Match:
    """That two bearers, by index, may be one person; ``joins`` when context settles it."""

    left: int
    right: int
    kind: Kind | str
    tie: Tie
    joins: bool

    @property
    def rank(self) -> int:
        """Ways of being alike by their strength, the strongest first."""
        return list(_PHRASES).index(self.kind)

    @property
    def is_worth_asking(self) -> bool:
        """Whether a human should see the pair if it is not joined."""
        return self.kind == "lone" or self.tie >= _RULES[self.kind][1]


def matches(bearers: Sequence[Bearer]) -> list[Match]:
    """All pairs of bearers of full names that are alike, even those that context sets apart."""
    found = []
    for i, j in candidates([b.name for b in bearers]):
        a, b = bearers[i], bearers[j]
        kind = "namesake" if a.name.key == b.name.key else compare(a.name, b.name)
        if kind and not _stand_together(a, b, kind):
            bond = tie(a.context, b.context, (a.name.key, b.name.key))
            least = _RULES[kind][0]
            found.append(Match(i, j, kind, bond, joins=least is not None and bond >= least))
    return _without_ambiguous(found, bearers)


def _stand_together(a: Bearer, b: Bearer, kind: str) -> bool:
    """Whether the articles that have one usually have the other as well, as somebody else."""
    one, two = a.context.articles, b.context.articles
    common = len(one & two)
    return kind not in _VARIANTS and common * _TOGETHER > min(len(one), len(two))


def _without_ambiguous(found: list[Match], bearers: Sequence[Bearer]) -> list[Match]:
    """Take back joins of a short name with several persons who cannot all be one.

    Fuller names of a stronger kind are not put in doubt by those of a weaker one.
    """
    fits: defaultdict[int, list[Match]] = defaultdict(list)
    for match in found:
        if match.joins and match.kind in _SHORTENED:
            fits[_short_side(match, bearers)].append(match)
    taken_back: set[Match] = set()
    for short, some in fits.items():
        for kind in _SHORTENED:
            here = [m for m in some if m.kind == kind]
            sure = [m for m in some if m.rank <= here[0].rank] if here else []
            best = [m for m in sure if m.tie == max(x.tie for x in sure)]
            if not _are_one(short, sure, bearers):
                clear = _are_one(short, best, bearers)
                taken_back.update(m for m in here if not clear or m not in best)
    return [replace(m, joins=False) if m in taken_back else m for m in found]


def _short_side(match: Match, bearers: Sequence[Bearer]) -> int:
    def fullness(i: int) -> tuple[int, int]:
        words = bearers[i].name.words
        return len(words), len(words[0])

    return min(match.left, match.right, key=fullness)


def _are_one(short: int, fits: Sequence[Match], bearers: Sequence[Bearer]) -> bool:
    """Whether the fuller names that a short one fits are alike among themselves."""
    fuller = [bearers[m.left if m.right == short else m.right] for m in fits]
    if len(fuller) > _MOST_FITS:
        return False
    kinds = [
        "namesake" if a.name.key == b.name.key else compare(a.name, b.name)
        for n, a in enumerate(fuller)
        for b in fuller[:n]
    ]
    return all(k and _RULES[k][0] is not None for k in kinds)


def score(a: Bearer, b: Bearer, bond: Tie) -> float:
    """Likeness of two names, weighted by context: from 0 to 1, a rank and no probability."""
    one, two = (" ".join(map(romanised, x.name.words)) for x in (a, b))
    return round(token_sort_ratio(one, two) / 100 * _WEIGHT[bond], 2)


def why(a: Bearer, b: Bearer, kind: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """In words, what speaks for one person; ``names`` of persons by key, of countries by code."""
    keys = (a.name.key, b.name.key)
    return (_PHRASES[kind], *reasons(a.context, b.context, keys, names))
