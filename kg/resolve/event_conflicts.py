"""Where the tellings of one event contradict each other, and where dates show that they do not.

Only what is told as having happened, or is denied, can be in conflict: plans and possibilities
agree with everything. What a later article tells of a later day is history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from kg import iris
from kg.model import Conflict, ConflictKind, ConflictSide, Happening, Report, Supersession
from kg.resolve.denials import pointing_back
from kg.resolve.families import family_of
from kg.resolve.framings import framings
from kg.resolve.ground import Ground, in_words, lowered, ordinal
from kg.resolve.numbers import Count, counted
from kg.resolve.wording import stems

_DATED = 3  # days of slack from which on an event has no day of its own
_RISING = ("attack", "violence")  # tolls rise: a later, larger number is news
Found = Conflict | Supersession
K = TypeVar("K", bound=Hashable)


def in_event(ground: Ground) -> Iterator[Found]:
    """Conflicts and histories within each event."""
    reports = {r.id: r for r in ground.knowledge.reports}
    denied_by: defaultdict[str, set[str]] = defaultdict(set)
    for report, denial in pointing_back(ground):
        denied_by[report.event].add(denial.id)
    for event in ground.knowledge.events:
        told = [r for i in event.reports if not (r := reports[i]).telling.rejected]
        pointing = [reports[i] for i in sorted(denied_by[event.id])]
        if len(told) + len(pointing) < 2:
            continue
        happened = [r for r in told if _happened(r)]
        yield from _denial(ground, event, happened, [r for r in told if _denied(r)] + pointing)
        yield from _plans(ground, happened, [r for r in told if r.telling.status == "planned"])
        yield from _framing(ground, event, happened)
        if happened and family_of(happened[0]).once:
            yield from _dates(ground, event, happened)
            yield from _places(ground, event, happened)
        yield from _numbers(ground, event, happened)


def conflict(
    kind: ConflictKind, about: str, label: str, sides: Iterable[tuple[str, Iterable[str]]]
) -> Conflict:
    """A conflict whose id comes from its kind, what it is about and one claim of each side."""
    made = tuple(ConflictSide(label=words, claims=tuple(sorted(ids))) for words, ids in sides)
    id_ = iris.hashed("conflict", kind, about, *sorted(side.claims[0] for side in made))
    return Conflict(id=id_, kind=kind, about=about, label=label, sides=made)


def _happened(report: Report) -> bool:
    telling = report.telling
    told = telling.polarity == "affirmed" and telling.certainty != "possible"
    return told and telling.tense != "future"


def _denied(report: Report) -> bool:
    return report.telling.polarity == "denied" and report.telling.tense != "future"


# --- denied, planned ---------------------------------------------------------------------------


def _denial(
    ground: Ground, event: Happening, happened: list[Report], denied: list[Report]
) -> Iterator[Found]:
    """Who says that it was against who says that it was not, unless it was after the denial."""
    opposed: set[str] = set()
    for denial in denied:
        later = [r for r in happened if _after(ground, r, denial)]
        yield from (Supersession(newer=r.id, older=denial.id) for r in later[:1])
        if not later:
            opposed.add(denial.id)
    against = [d for d in denied if d.id in opposed]
    for_it = [r for r in happened if any(_can_oppose(ground, r, d) for d in against)]
    if not against or not for_it:
        return
    deniers = " and ".join(dict.fromkeys(_denier(ground, d) for d in against))
    label = f"{event.label}: told by {ground.sources(for_it)}, denied by {deniers}."
    sides = (("it is so", [r.id for r in for_it]), ("it is not so", sorted(opposed)))
    yield conflict("denial", event.id, label, sides)


def _can_oppose(ground: Ground, report: Report, denial: Report) -> bool:
    """Nobody says yes and no within one article: that would be a misreading.

    A denial of what is done often must be of the same act: a meeting is no phone call.
    """
    if denial.type != "REJECT":
        one_sentence = report.telling.sentence == denial.telling.sentence
        if one_sentence or not _one_act(report, denial):
            return False
    same = ground.sentence(report).article == ground.sentence(denial).article
    voices = ground.source(report) != ground.source(denial) or denial.type == "REJECT"
    return not same or voices


def _one_act(report: Report, denial: Report) -> bool:
    if family_of(report).once or stems(report.trigger) & stems(denial.trigger):
        return True
    days = {(r.when.begin, r.when.end) if r.when else None for r in (report, denial)}
    return len(days) == 1 and None not in days and report.mode == denial.mode


def _after(ground: Ground, report: Report, earlier: Report) -> bool:
    """Whether dates prove that a report tells of a later state than an earlier article's."""
    published, told = ground.day(earlier), ordinal(report.when.begin) if report.when else None
    mine = ground.day(report)
    if published is None or mine is None or mine <= published:
        return False
    return told is None or told > published or earlier.telling.status == "planned"


def _denier(ground: Ground, denial: Report) -> str:
    """Whoever says no in a sentence of denial; else whoever says that it is not so."""
    actors = [p for p in denial.participants if p.role == "actor"]
    if denial.type != "REJECT" or not actors:
        return ground.source(denial)
    named = [p for p in actors if p.node in ground.nodes and ground.nodes[p.node].kind == "person"]
    first = (named or actors)[0]
    return ground.label(first.node) if first.node else lowered(first.text)


def _plans(ground: Ground, happened: list[Report], planned: list[Report]) -> Iterator[Found]:
    """A plan that came true is history."""
    for plan in planned:
        later = [r for r in happened if _after(ground, r, plan)]
        yield from (Supersession(newer=r.id, older=plan.id) for r in later[:1])


# --- told differently --------------------------------------------------------------------------


def _framing(ground: Ground, event: Happening, happened: list[Report]) -> Iterator[Found]:
    for one, other in framings():
        mine, theirs = ([r for r in happened if f.fits(r)] for f in (one, other))
        if {_voice(ground, r) for r in mine} != {_voice(ground, r) for r in theirs}:
            sides = {
                one.told_as: _alone(ground, mine, theirs),
                other.told_as: _alone(ground, theirs, mine),
            }
            if all(sides.values()):
                yield _told_as(ground, "framing", event, sides, "")


def _alone(ground: Ground, side: list[Report], other: list[Report]) -> list[Report]:
    """Without those who also tell it the other way, unless nobody else is on the side."""
    both = {_voice(ground, r) for r in other}
    return [r for r in side if _voice(ground, r) not in both] or side


def _voice(ground: Ground, report: Report) -> tuple[str, str]:
    return ground.sentence(report).article, ground.source(report)


def _dates(ground: Ground, event: Happening, happened: list[Report]) -> Iterator[Found]:
    """Days that exclude each other; a month or a week that holds the day does not."""
    if family_of(happened[0]).slack > _DATED:
        return
    dated = _grouped(happened, lambda r: (r.when.begin, r.when.end) if r.when else None)
    apart = {
        span: told
        for span, told in dated.items()
        if any(max(span[0], o[0]) > min(span[1], o[1]) for o in dated)
    }
    if len(apart) > 1:
        sides = {in_words(*span): apart[span] for span in sorted(apart)}
        yield _told_as(ground, "date", event, sides, "on ")


def _places(ground: Ground, event: Happening, happened: list[Report]) -> Iterator[Found]:
    """Different countries; a city may lie in another place's region, so cities say nothing."""
    placed = _grouped(happened, lambda r: _country(ground, r.place))
    if len(placed) > 1:
        sides = {ground.label(country): placed[country] for country in sorted(placed)}
        yield _told_as(ground, "place", event, sides, "in ")


def _country(ground: Ground, place: str | None) -> str | None:
    node = ground.nodes.get(place or "")
    if node is None or not node.key:
        return None
    return iris.country(node.key)


def _numbers(ground: Ground, event: Happening, happened: list[Report]) -> Iterator[Found]:
    """Exact numbers of the same things; a toll that rises from article to article is history."""
    by_count = _grouped(happened, _count)
    for things in sorted({count.of for count in by_count}):
        counts = sorted(c for c in by_count if c.of == things)
        if len(counts) < 2:
            continue
        ordered = [by_count[c] for c in counts]
        if family_of(happened[0]).name in _RISING and _rising(ground, ordered):
            for less, more in pairwise(ordered):
                yield from (Supersession(newer=more[0].id, older=r.id) for r in less)
            continue
        sides = {f"{c.number} {things}": by_count[c] for c in counts}
        yield _told_as(ground, "number", event, sides, "")


def _count(report: Report) -> Count | None:
    counts = (counted(p.text) for p in report.participants if p.role == "recipient" and not p.node)
    return next((c for c in counts if c is not None), None)


def _rising(ground: Ground, ordered: Sequence[Sequence[Report]]) -> bool:
    """Whether every larger number was published after every smaller one."""
    days = [[ground.day(r) for r in told] for told in ordered]
    if any(day is None for told in days for day in told):
        return False
    known = [[d for d in told if d is not None] for told in days]
    return all(max(less) < min(more) for less, more in pairwise(known))


def _told_as(
    ground: Ground,
    kind: ConflictKind,
    event: Happening,
    sides: Mapping[str, list[Report]],
    before: str,
) -> Conflict:
    """A conflict between values, each with who tells it."""
    told = [
        f"{before}{value} according to {ground.sources(reports)}"
        for value, reports in sides.items()
    ]
    label = f"{event.label}: {', '.join(told)}."
    return conflict(
        kind, event.id, label, [(value, [r.id for r in told]) for value, told in sides.items()]
    )


def _grouped(
    happened: Iterable[Report], key: Callable[[Report], K | None]
) -> dict[K, list[Report]]:
    found: defaultdict[K, list[Report]] = defaultdict(list)
    for report in happened:
        value = key(report)
        if value is not None:
            found[value].append(report)
    return dict(found)
