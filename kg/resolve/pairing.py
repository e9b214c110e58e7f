"""Whether two groups of tellings can be one event, and how many points speak for it.

Points come from who takes part (``parties``), from told dates, the place, the words for the event
and the other words of the sentences. What contradicts, rules out: named parties of one role that
are different, told dates too far apart, publication too far apart for an undated event.
How many points are needed is a matter of the family of event types: see families.tsv.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import sqrt

from kg.resolve.families import Family
from kg.resolve.numbers import Count
from kg.resolve.parties import SAME_BODY, Party, affinity, rivals, without_carried

VAGUE = -2.0  # a telling of some decade, one of no time
SAME_DAY = 3.0
SAME_PERIOD = 1.0
SAME_PLACE = 1.0
SAME_TRIGGER = 1.0
WORDING = 4.0  # times the cosine of the other words,
CLOSE_WORDING = 4.0  # and what it has above this, again: the same sentence, rewritten
CLOSE = 0.5
OTHER_CONTENT = -2.0  # what is promised, asked for or refused is of different types
FURTHER = 0.5  # for each further party that both have
FURTHER_AT_MOST = 2.0
_YEAR = 366  # days
_PARTIES = 16  # of a role,
_CASTS = 8  # and
_SENTENCES = 8  # that a group keeps: enough to know a further telling by

Span = tuple[int, int]
"""First and last day, inclusive, as ordinals."""


@dataclass(frozen=True, slots=True)
class Words:
    """The content words of a sentence, besides the names of who takes part and the trigger."""

    sentence: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cast:
    """Actors and recipients of a telling or of several."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    parties: tuple[Party, ...]
    """Both together; a country that a person stands for is left out."""


def cast(actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> Cast:
    """A cast of these."""
    return Cast(actors, recipients, without_carried(actors + recipients))


@dataclass(slots=True)
class Group:
    """Tellings taken as one event, and what they tell together."""

    id: str
    """The smallest id of its reports."""
    family: Family
    casts: tuple[Cast, ...]
    """Who takes part, as each telling has it."""
    told: Span | None
    """The days that all told times have in common; begins after it ends where they differ."""
    daily: bool
    """Whether a telling names the day."""
    window: Span | None
    """When it must have been: by the told times, or by publication and the family's reach."""
    ahead: bool
    """Whether it is only planned."""
    places: frozenset[str]
    triggers: frozenset[str]
    contents: frozenset[str]
    sentences: tuple[Words, ...]
    stands: Span
    """Where in its article the first and the last telling start; means nothing across articles."""
    counts: frozenset[Count] = frozenset()
    """Exact numbers of those whom it befalls, as the tellings have them."""
    opens: bool = False
    """Whether a telling is its article's headline or first sentence."""
    definite: bool = False
    """Whether it is one telling that takes the event as known: "the talks", "this attack"."""
    cast: Cast = field(init=False)
    """Who takes part, as all tellings together have it."""

    def __post_init__(self) -> None:
        self.cast = _whole(self.casts)


def joined(one: Group, other: Group) -> Group:
    """Both groups as one."""
    return Group(
        id=min(one.id, other.id),
        family=one.family,
        casts=_first(one.casts + other.casts),
        told=_common(one.told, other.told),
        daily=one.daily or other.daily,
        window=_common(one.window, other.window),
        ahead=one.ahead and other.ahead,
        places=one.places | other.places,
        triggers=one.triggers | other.triggers,
        contents=one.contents | other.contents,
        sentences=_least(one.sentences + other.sentences),
        stands=(min(one.stands[0], other.stands[0]), max(one.stands[1], other.stands[1])),
        counts=one.counts | other.counts,
        opens=one.opens or other.opens,
    )


def points(one: Group, other: Group) -> float | None:
    """How much speaks for one event; None when something rules it out."""
    when = _when(one, other)
    if when is None:
        return None
    compare = _WHO[one.family.sides]
    who = compare(one.cast, other.cast)
    if who is None:
        return None
    # A telling that mixes up two events must not bring them together.
    if any(compare(cast, whole) is None for cast, whole in _each_with_the_other(one, other)):
        return None
    total = who + when
    if one.places & other.places:
        total += SAME_PLACE
    if one.triggers & other.triggers:
        total += SAME_TRIGGER
    if one.contents and other.contents and not one.contents & other.contents:
        total += OTHER_CONTENT
    cosine = _cosine(one, other)
    return total + WORDING * cosine + max(0.0, cosine - CLOSE) * CLOSE_WORDING


def _each_with_the_other(one: Group, other: Group) -> Iterator[tuple[Cast, Cast]]:
    """Who takes part by one telling of a group, with who does by all of the other group.

    One side of an encounter alone says nothing against whoever else comes to it.
    """
    least = 2 if one.family.sides == "mutual" else 1
    for group, whole in ((one, other.cast), (other, one.cast)):
        if len(group.casts) > 1:
            yield from ((c, whole) for c in group.casts if len(c.parties) >= least)


def differ_in_cast(one: Group, other: Group) -> bool:
    """Whether both name persons or countries who do it to each other, and none in common."""
    if one.family.sides != "directed":
        return False
    mine, theirs = one.cast.parties, other.cast.parties
    known = all(any(p.kind in ("person", "country") for p in side) for side in (mine, theirs))
    return known and not _side(mine, theirs)


def points_between(one: Group, other: Group) -> float | None:
    """The same for groups of different articles.

    States meet, threaten and help each other every week, and a minister meets somebody every day:
    states alone and no time to go by, or one side of what takes two, are one event only if a told
    time, the place or close wording ties them, or if it is of a kind that is done once.
    """
    found = points(one, other)
    if found is None or one.family.once:
        return found
    if not _when(one, other) and not _share_a_name(one, other):
        return found if _cosine(one, other) >= CLOSE else None
    return found if _share_both_sides(one, other) or _is_anchored(one, other) else None


def _share_both_sides(one: Group, other: Group) -> bool:
    return len(_side(one.cast.parties, other.cast.parties) or ()) > 1


def _is_anchored(one: Group, other: Group) -> bool:
    """Whether both tell a time or a place that they have in common, or tell it in like words."""
    if one.told is not None and other.told is not None and _gap(one.told, other.told) <= 0:
        return True
    return bool(one.places & other.places) or _cosine(one, other) >= CLOSE


def _cosine(one: Group, other: Group) -> float:
    """Of the two sentences most alike, names and triggers left out.

    Two events of one sentence have all its words in common: that says nothing.
    """
    return max(
        (
            len(a.stems & b.stems) / sqrt(len(a.stems) * len(b.stems))
            for a in one.sentences
            for b in other.sentences
            if a.sentence != b.sentence and not a.stems.isdisjoint(b.stems)
        ),
        default=0.0,
    )


def _share_a_name(one: Group, other: Group) -> bool:
    return any(affinity(p, q) >= SAME_BODY for p in one.cast.parties for q in other.cast.parties)


# --- who ---------------------------------------------------------------------------------------


def _by_role(one: Cast, other: Cast) -> float | None:
    """Actors against actors, recipients against recipients; each side may be untold."""
    total = 0.0
    for mine, theirs in ((one.actors, other.actors), (one.recipients, other.recipients)):
        found = _side(mine, theirs)
        if found is None:
            return None
        total += sum(found[:1]) + min(FURTHER * len(found[1:]), FURTHER_AT_MOST)
    return total


def _pooled(one: Cast, other: Cast) -> float | None:
    """Everyone against everyone, one party being enough."""
    found = _side(one.parties, other.parties)
    return (
        None if found is None else sum(found[:1]) + min(FURTHER * len(found[1:]), FURTHER_AT_MOST)
    )


def _together(one: Cast, other: Cast) -> float | None:
    """Everyone against everyone: two parties make an encounter, and some party must be shared."""
    mine, theirs = one.parties, other.parties
    found = _side(mine, theirs, strict=True)
    if found is None or (not found and _named(mine) and _named(theirs)):
        return None
    return sum(found[:2]) + min(FURTHER * len(found[2:]), FURTHER_AT_MOST)


def _named(parties: tuple[Party, ...]) -> bool:
    return any(p.kind is not None for p in parties)


_WHO = {"directed": _by_role, "pooled": _pooled, "mutual": _together}


def _side(
    mine: tuple[Party, ...], theirs: tuple[Party, ...], strict: bool = False
) -> list[float] | None:
    """Points of each match, best first; None when the parties left over cannot be one.

    One person, office or body on both sides settles a side: the others are company. ``strict``
    asks that no rivals are left over even then.
    """
    if not mine or not theirs:
        return []
    pairs = [
        (-value, i, j)
        for i, p in enumerate(mine)
        for j, q in enumerate(theirs)
        if (value := affinity(p, q))
    ]
    found: list[float] = []
    left, free = set(range(len(mine))), set(range(len(theirs)))
    for value, i, j in sorted(pairs):
        if i in left and j in free:
            left.remove(i)
            free.remove(j)
            found.append(-value)
    settled = bool(found) and found[0] >= SAME_BODY and not strict
    if settled or not left or not free:
        return found
    return None if any(rivals(mine[i], theirs[j]) for i in left for j in free) else found


# --- when --------------------------------------------------------------------------------------


def _when(one: Group, other: Group) -> float | None:
    if one.told is not None and other.told is not None:
        gap = _gap(one.told, other.told)
        if gap > one.family.slack:
            return None
        if gap > 0:
            return 0.0
        return SAME_DAY if one.daily and other.daily else SAME_PERIOD
    if one.window is None or other.window is None:
        told = one.told or other.told
        return VAGUE if told is not None and told[1] - told[0] > _YEAR else 0.0
    common = 1 - _gap(one.window, other.window)
    if common <= 0:
        return None
    shorter = min(w[1] - w[0] + 1 for w in (one.window, other.window))
    return SAME_PERIOD * min(1.0, common / max(1, shorter))


def _gap(one: Span, other: Span) -> int:
    """Days by which the two lack a common day; 0 or less when they have one."""
    return max(one[0], other[0]) - min(one[1], other[1])


def _meet(one: Span, other: Span) -> Span:
    return max(one[0], other[0]), min(one[1], other[1])


def _common(one: Span | None, other: Span | None) -> Span | None:
    return one or other if one is None or other is None else _meet(one, other)


def _whole(casts: tuple[Cast, ...]) -> Cast:
    if len(casts) == 1:
        return casts[0]
    actors = dict.fromkeys(p for c in casts for p in c.actors)
    recipients = dict.fromkeys(p for c in casts for p in c.recipients)
    return cast(_named_first(actors), _named_first(recipients))


def _named_first(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Those with a name are what a further telling is compared with."""
    return tuple(sorted(parties, key=lambda p: p.kind is None))[:_PARTIES]


def _first(casts: tuple[Cast, ...]) -> tuple[Cast, ...]:
    """Different casts, the fullest first."""
    return tuple(sorted(dict.fromkeys(casts), key=lambda c: -len(c.parties))[:_CASTS])


def _least(sentences: tuple[Words, ...]) -> tuple[Words, ...]:
    return tuple(sorted(set(sentences), key=lambda w: w.sentence)[:_SENTENCES])
