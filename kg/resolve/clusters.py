"""Reports → events: which tellings, within an article and across articles, are of one event.

Tellings of one article come together first, so that what they tell together can be compared
with other articles. Both steps work alike: pairs that share enough points become edges, and
the strongest edges join first. Two groups join only if the groups as wholes still match and
nothing in them contradicts, so tellings do not chain from one event to the next.

Candidates come from lists of groups that share a party or a day; within a list, sorted by time,
each group is compared with its neighbours only. The work grows with the number of reports.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain, combinations

from kg import iris
from kg.model import Article, Knowledge, Node, Report, Sentence
from kg.resolve import labels
from kg.resolve.families import family_of
from kg.resolve.numbers import Count, counted
from kg.resolve.pairing import (
    Group,
    Span,
    Words,
    cast,
    differ_in_cast,
    joined,
    points,
    points_between,
)
from kg.resolve.parties import Directory, directory
from kg.resolve.wording import name_stems, stems

_NEIGHBOURS = 8  # in a list of candidates
_INSIDE = 64  # the same within one article: all but the longest have fewer tellings of a family
_KEYED = 6  # parties of a group that make keys
_WEEK = 7
_AHEAD = 10  # plans reach so many times further than memory
_TO_COME = -1.0  # one article tells of one that happened and of one to come
_OPENING = 2.0  # headline and lead tell what the article is about,
_OPENING_BOTH = 1.0  # above all both of them
_LEAD = 500  # code points
_KNOWN = 2.0  # "the talks" are some that the article told of
_DEFINITE = re.compile(r"\b(the|this|that|these|those|such)\s+(\S+\s+){0,2}$", re.IGNORECASE)
_NEAR = 0.5  # side by side, less with every code point up to
_FAR = 2000
_BEFORE = 30  # code points that a determiner may stand before its noun

Score = Callable[[Group, Group], float | None]
Spread = Callable[
    [Callable[[list[Group]], list[tuple[str, str]]], Iterable[list[Group]]],
    Iterable[list[tuple[str, str]]],
]
"""``map``, or that of an executor."""


def cluster(knowledge: Knowledge, spread: Spread = map) -> Knowledge:
    """The same knowledge with every report assigned to its event, and the events.

    Tellings of different families never meet: ``spread`` may have each family's worked on
    elsewhere.
    """
    sets = _Sets(r.id for r in knowledge.reports)
    for one, other in _across(_within(knowledge, sets), spread):
        sets.join(one, other)
    # Of its reports, that with the smallest id names an event: stable while that report stays.
    events = {r.id: r.event for r in knowledge.reports}
    told = ((r, events[sets.first(r.id)]) for r in knowledge.reports)
    reports = tuple(r if r.event == event else replace(r, event=event) for r, event in told)
    known = replace(knowledge, reports=reports)
    return replace(known, events=tuple(labels.happenings(known)))


class _Sets:
    """Disjoint sets of report ids, each named by its smallest."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {id_: id_ for id_ in ids}
        self.joined: list[tuple[str, str]] = []
        """What was joined, in order."""

    def first(self, id_: str) -> str:
        """The smallest id of the set that an id is in."""
        while self._parent[id_] != id_:
            self._parent[id_] = self._parent[self._parent[id_]]
            id_ = self._parent[id_]
        return id_

    def join(self, one: str, other: str) -> None:
        """Make one set of two, given by their smallest ids."""
        self._parent[max(one, other)] = min(one, other)
        self.joined.append((one, other))


# --- within an article -------------------------------------------------------------------------


def _within(knowledge: Knowledge, sets: _Sets) -> list[Group]:
    """Groups of tellings of one article each."""
    sentences = {s.id: s for s in knowledge.sentences}
    articles = {iris.article(a.digest): a for a in knowledge.articles}
    maker = _Maker(directory(knowledge), knowledge)
    by_article: defaultdict[tuple[str, str], list[tuple[int, Group]]] = defaultdict(list)
    for report in knowledge.reports:
        sentence = sentences[report.telling.sentence]
        group = maker.group(report, sentence, articles[sentence.article])
        by_article[sentence.article, group.family.name].append((report.telling.start, group))
    found: list[Group] = []
    for _, placed in sorted(by_article.items()):
        groups = [g for _, g in sorted(placed, key=lambda p: (p[0], p[1].id))]
        pairs = (
            (i, j) for i in range(len(groups)) for j in range(i + 1, min(i + _INSIDE, len(groups)))
        )
        found += _agglomerated(groups, pairs, _inside, groups[0].family.inside, sets)
    return found


def _inside(one: Group, other: Group) -> float | None:
    found = points(one, other)
    if found is None or _count_differently(one, other) or differ_in_cast(one, other):
        return None
    if one.ahead != other.ahead:
        found += _TO_COME
    if one.triggers & other.triggers:
        if one.opens or other.opens:
            both = max(one.stands[0], other.stands[0]) < _LEAD
            found += _OPENING + _OPENING_BOTH * both
        found += _KNOWN * (one.definite or other.definite)
    apart = max(one.stands[0], other.stands[0]) - min(one.stands[1], other.stands[1])
    return found + _NEAR * max(0.0, 1 - max(0, apart) / _FAR)


def _count_differently(one: Group, other: Group) -> bool:
    """32 people and 84 people: to one article these are two events."""
    things = {c.of for c in one.counts} & {c.of for c in other.counts}
    return bool(things) and not one.counts & other.counts


class _Maker:
    """Makes a group of one report."""

    def __init__(self, known: Directory, knowledge: Knowledge) -> None:
        self._directory = known
        nodes = {node.id: node for node in knowledge.nodes}
        self._stems = cache(stems)
        self._named = cache(lambda id_: _named(nodes.get(id_)))

    def group(self, report: Report, sentence: Sentence, article: Article) -> Group:
        family = family_of(report)
        actors, recipients = self._directory.sides(report, sentence.article)
        triggers = self._stems(report.trigger)
        ahead = report.telling.status == "planned"
        told = _told(report)
        start = report.telling.start
        before = article.text[max(sentence.start, start - _BEFORE) : start]
        return Group(
            id=report.id,
            family=family,
            casts=(cast(actors, recipients),),
            told=told,
            daily=report.when is not None and report.when.precision == "day",
            window=_window(told, article.published, ahead, family.slack, family.reach),
            ahead=ahead,
            places=frozenset([report.place] if report.place else []),
            triggers=triggers,
            contents=frozenset([report.content] if report.content else []),
            sentences=(Words(sentence.id, self._words(report, sentence) - triggers),),
            stands=(start, start),
            definite=bool(_DEFINITE.search(before)),
            counts=frozenset(_counts(report)),
            opens=sentence.start == 0 or sentence.text.strip() == article.title,
        )

    def _words(self, report: Report, sentence: Sentence) -> frozenset[str]:
        """The sentence's content words without the names of those who take part."""
        named = (self._named(p.node) for p in report.participants if p.node)
        return self._stems(sentence.text).difference(*named)


def _named(node: Node | None) -> frozenset[str]:
    """The words of a node's names."""
    return name_stems((node.label, *node.aliases)) if node else frozenset()


def _counts(report: Report) -> Iterator[Count]:
    for participant in report.participants:
        if participant.role == "recipient" and not participant.node:
            count = counted(participant.text)
            if count is not None:
                yield count


def _told(report: Report) -> Span | None:
    if report.when is None:
        return None
    return _ordinal(report.when.begin), _ordinal(report.when.end)


def _window(
    told: Span | None, published: str | None, ahead: bool, slack: int, reach: int
) -> Span | None:
    """When the event must have been, as far as one telling says."""
    if told is not None:
        return told[0] - slack, told[1] + slack
    day = _day(published)
    if day is None:
        return None
    return (day, day + _AHEAD * reach) if ahead else (day - reach, day)


def _day(published: str | None) -> int | None:
    try:
        return _ordinal(published[:10]) if published else None
    except ValueError:
        return None  # a month or a year is no day


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


# --- across articles ---------------------------------------------------------------------------


def _across(groups: list[Group], spread: Spread) -> Iterator[tuple[str, str]]:
    """The ids of groups that are one event over all articles, family by family."""
    by_family: defaultdict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_family[group.family.name].append(group)
    blocks = [by_family[name] for name in sorted(by_family)]
    return chain.from_iterable(spread(joins, blocks))


def joins(members: list[Group]) -> list[tuple[str, str]]:
    """Which groups of one family are one event: pairs of ids in the order of joining."""
    members = sorted(members, key=_in_time)
    sets = _Sets(group.id for group in members)
    need = members[0].family.need
    _agglomerated(members, _candidates(members), points_between, need, sets)
    return sets.joined


def _in_time(group: Group) -> tuple[int, str]:
    return min(group.window) if group.window else 0, group.id


def _candidates(groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """Pairs of neighbours in the list of a key, once each; ``groups`` are sorted by time."""
    lists: defaultdict[tuple[str | int, ...], list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        for key in _keys(group):
            lists[key].append(index)
    seen: set[tuple[int, int]] = set()
    for members in lists.values():
        for place, i in enumerate(members):
            for j in members[place + 1 : place + 1 + _NEIGHBOURS]:
                if _is_over(groups[i], groups[j]):
                    break
                if (i, j) not in seen:
                    seen.add((i, j))
                    yield i, j


def _is_over(one: Group, later: Group) -> bool:
    """Whether an event must have been before another can have begun, and all that follow it."""
    if one.window is None or later.window is None:
        return False
    return max(one.window) < min(later.window)


def _keys(group: Group) -> Iterator[tuple[str | int, ...]]:
    """What another telling of the event is likely to share: a name, two countries, a day."""
    parties = group.cast.parties[:_KEYED]
    names = sorted({p.node for p in parties if p.node and p.kind != "country"})
    posts = {q for p in parties for q in p.posts}
    countries = sorted({c for p in parties for c in p.countries})
    yield from ((name,) for name in names)
    yield from {p.ends for p in parties if p.ends}
    yield from (("post", q.title, q.of) for q in posts)
    yield from combinations(names, 2)
    yield from combinations(countries, 2)
    if group.told is not None and group.daily:
        for where in (*countries, *sorted(group.places)):
            for week in {(day // _WEEK) for day in (min(group.told), max(group.told))}:
                yield where, week


# --- joining -----------------------------------------------------------------------------------


def _agglomerated(
    groups: Sequence[Group],
    pairs: Iterable[tuple[int, int]],
    score: Score,
    need: float,
    sets: _Sets,
) -> list[Group]:
    """The groups, those joined that share ``need`` points; the strongest pairs join first.

    The order of the pairs has no effect.
    """
    if len(groups) < 2:
        return list(groups)
    edges: list[tuple[float, str, str]] = []
    for i, j in pairs:
        found = score(groups[i], groups[j])
        if found is not None and found >= need:
            # Equal scores are decided by content, not by the order in which the groups came.
            a, b = groups[i].id, groups[j].id
            edges.append((-found, min(a, b), max(a, b)))
    current = {group.id: group for group in groups}
    for _, a, b in sorted(edges):
        one, other = sets.first(a), sets.first(b)
        if one == other:
            continue
        again = score(current[one], current[other])
        if again is not None and again >= need:
            sets.join(one, other)
            current[min(one, other)] = joined(current.pop(one), current.pop(other))
    return list(current.values())
