"""Where claims of facts contradict each other: offices above all, and what is denied.

An office of one holder cannot have two at a time, and nobody is president and former president
at a time. Time decides: when all that is told of one holder was published before all that is told
of the other, an office passed on. An article without a date contradicts those that speak of the
same time (``periods``); but an article that itself tells of the change does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Claim, Supersession
from kg.resolve.departures import Departures
from kg.resolve.event_conflicts import Found, conflict
from kg.resolve.governments import two_governments
from kg.resolve.ground import Ground, listed, one_person
from kg.resolve.periods import Periods
from kg.resolve.posts import Post

_RETURN = 30  # days within which nobody comes back to an office that is told as lost
_NEXT = 8
_LOOKED_AT = 60  # articles of a holder that are compared one by one
_BEGINNING = re.compile(
    r"\b(new|newly|incoming|elect|successor|succe(ed|ssion)\w*|replac\w+|took over|sworn in"
    r"|swear\w*|inaugurat\w+|takes? office|took office|brought down|ousted|toppled)\b",
    re.IGNORECASE,
)
_SAME_STATE = 7  # days within which a fact that is denied and affirmed is the same state
_ASSERTED = ("relations.copula", "relations.rule")  # rules that read a verb
_YEAR = re.compile(r"\d{4}")
_BYGONE = re.compile(
    r"\b(?:in|since|from|until|during|by|early|late|mid|of)[\s-]+(?:\w+\s+)?((?:1[5-9]|20)\d\d)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A claim about an office, as far as it speaks of the present of its article."""

    claim: Claim
    person: str
    post: Post
    article: str
    day: int | None


def in_facts(ground: Ground) -> Iterator[Found]:
    """Conflicts and histories between claims of facts."""
    departures, periods = Departures(ground), Periods(ground)
    present = [h for c in ground.knowledge.claims if (h := _held(ground, c, "holdsOffice"))]
    former = [h for c in ground.knowledge.claims if (h := _held(ground, c, "heldOffice"))]
    yield from _denied(ground)
    yield from _holders(ground, present, former, departures, periods)
    yield from _standing(ground, present, former, departures, periods)
    yield from two_governments(ground, [h.claim for h in present])


def _held(ground: Ground, claim: Claim, predicate: str) -> _Held | None:
    telling = claim.telling
    if claim.predicate != predicate or telling.polarity == "denied" or telling.rejected:
        return None
    if telling.certainty == "possible" or telling.tense == "future":
        return None
    if predicate == "holdsOffice" and (claim.end is not None or _is_bygone(ground, claim)):
        return None
    article, day = ground.sentence(claim).article, ground.day(claim)
    return _Held(claim, claim.subject, ground.posts[claim.object], article, day)


def _is_bygone(ground: Ground, claim: Claim) -> bool:
    """Whether the sentence speaks of a year before its article's, or of any if that has none."""
    published = ground.article(claim).published
    text = ground.sentence(claim).text
    years = _BYGONE.findall(text) if _YEAR.search(text) else ()  # few have one, as is soon seen
    return any(published is None or year < published[:4] for year in years)


# --- denied ------------------------------------------------------------------------------------


def _denied(ground: Ground) -> Iterator[Found]:
    told: defaultdict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in ground.knowledge.claims:
        if not claim.telling.rejected and claim.telling.tense != "future":
            told[claim.subject, claim.predicate, claim.object].append(claim)
    denied = {fact for fact, claims in told.items() if any(map(_is_denied, claims))}
    for subject, predicate, object_ in sorted(denied):
        claims = told[subject, predicate, object_]
        no = [c for c in claims if _is_denied(c)]
        yes = [
            c
            for c in claims
            if c.telling.polarity == "affirmed"
            and c.telling.certainty != "possible"
            and not _is_guessed(c)
            and any(_one_state(ground, c, d) for d in no)
        ]
        if yes:
            words = f"{ground.label(subject)} as {_said(ground, predicate, object_)}"
            label = f"{words}: told by {ground.sources(yes)}, denied by {ground.sources(no)}."
            sides = [("it is so", [c.id for c in yes]), ("it is not so", [c.id for c in no])]
            yield conflict("denial", subject, label, sides)


def _is_denied(claim: Claim) -> bool:
    return claim.telling.polarity == "denied"


def _is_guessed(claim: Claim) -> bool:
    """An office suggests a nationality; no sentence says it."""
    return claim.predicate == "nationality" and claim.telling.certainty == "probable"


def _one_state(ground: Ground, one: Claim, other: Claim) -> bool:
    a, b = ground.day(one), ground.day(other)
    return a is None or b is None or abs(a - b) <= _SAME_STATE


_RELATIONS = {
    "nationality": "national of",
    "memberOfParty": "member of",
    "affiliation": "of",
    "spouse": "spouse of",
    "childOf": "child of",
    "birthPlace": "born in",
    "heldOffice": "former",
}


def _said(ground: Ground, predicate: str, object_: str) -> str:
    return f"{_RELATIONS.get(predicate, '')} {ground.label(object_)}".strip()


# --- one office, two holders -------------------------------------------------------------------


def _holders(
    ground: Ground,
    present: Sequence[_Held],
    former: Sequence[_Held],
    departures: Departures,
    periods: Periods,
) -> Iterator[Found]:
    by_post: defaultdict[Post, dict[str, list[_Held]]] = defaultdict(dict)
    for held in present:
        if held.post.sole and not held.post.passing and held.claim.telling.certainty == "certain":
            by_post[held.post].setdefault(held.person, []).append(held)
    gone = {(h.person, h.post) for h in former}
    for post, persons in sorted(by_post.items()):
        ordered = sorted(persons, key=lambda p: min(_by_day(h) for h in persons[p]))
        for one, other in _neighbours(ordered):
            if not one_person(ground, one, other):
                changed = (one, post) in gone or (other, post) in gone
                sides = persons[one], persons[other]
                yield from _rivals(ground, *sides, departures, None if changed else periods)


def _neighbours(ordered: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of persons close in time: all of them unless an office has very many holders."""
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + _NEXT]:
            yield min(one, other), max(one, other)


def _rivals(
    ground: Ground,
    mine: list[_Held],
    theirs: list[_Held],
    departures: Departures,
    periods: Periods | None,
) -> Iterator[Found]:
    """Two persons in one office: at a time a conflict, one after the other a history.

    Without ``periods`` articles that have no date contradict nobody.
    """
    changing = {
        h.article
        for h in (*mine, *theirs)
        if departures.told_in(mine[0].person, h.article)
        or departures.told_in(theirs[0].person, h.article)
        or _BEGINNING.search(ground.sentence(h.claim).text)
    }
    first, second = ([h for h in side if h.article not in changing] for side in (mine, theirs))
    meeting = _meeting(first, second, periods)
    if meeting:
        yield _at_once(ground, *meeting)
    elif (ends := _passed_on(mine, theirs)) is not None:
        older, newer = ends
        yield Supersession(newer=newer.claim.id, older=older.claim.id)


def _meeting(
    mine: list[_Held], theirs: list[_Held], periods: Periods | None
) -> tuple[list[_Held], list[_Held]] | None:
    """The claims of either side that are of one time: one article, one day, or between days."""
    shared = {h.article for h in mine} & {h.article for h in theirs}
    if shared:
        return [h for h in mine if h.article in shared], [h for h in theirs if h.article in shared]
    if periods is not None and (undated := _undated(mine, theirs, periods)):
        return undated
    mine, theirs = ([h for h in side if h.day is not None] for side in (mine, theirs))
    days = [[h.day for h in side if h.day is not None] for side in (mine, theirs)]
    if not all(days):
        return None
    begin, end = max(map(min, days)), min(map(max, days))
    if begin > end:
        return None
    sides = [[h for h in s if h.day is not None and begin <= h.day <= end] for s in (mine, theirs)]
    return (sides[0] or mine, sides[1] or theirs)


def _undated(
    mine: list[_Held], theirs: list[_Held], periods: Periods
) -> tuple[list[_Held], list[_Held]] | None:
    """The claims that articles of one time make though not both have a date."""
    pairs = [
        (h, t)
        for h in _first_of_each(mine)
        for t in _first_of_each(theirs)
        if (h.day is None or t.day is None) and periods.are_one(h.article, t.article)
    ]
    articles = [{pair[side].article for pair in pairs} for side in (0, 1)]
    sides = zip((mine, theirs), articles, strict=True)
    here, there = ([h for h in side if h.article in told] for side, told in sides)
    return (here, there) if pairs else None


def _first_of_each(side: list[_Held]) -> list[_Held]:
    """One claim of each article, of some articles."""
    by_article = {h.article: h for h in sorted(side, key=_by_day, reverse=True)}
    return [by_article[article] for article in sorted(by_article)[:_LOOKED_AT]]


def _passed_on(mine: list[_Held], theirs: list[_Held]) -> tuple[_Held, _Held] | None:
    """The last claim of the earlier holder and the first of the later one, if dates tell."""
    dated = [sorted((h for h in s if h.day is not None), key=_by_day) for s in (mine, theirs)]
    if not all(dated):
        return None
    earlier, later = sorted(dated, key=lambda side: _by_day(side[-1]))
    return (earlier[-1], later[0]) if _by_day(earlier[-1])[0] < _by_day(later[0])[0] else None


def _by_day(held: _Held) -> tuple[int, str]:
    return held.day or 0, held.claim.id


def _at_once(ground: Ground, mine: list[_Held], theirs: list[_Held]) -> Found:
    office = ground.offices[mine[0].claim.object]
    told = [
        f"{ground.label(side[0].person)} by {_tellers(ground, side)}" for side in (mine, theirs)
    ]
    label = f"Two at a time are called {office.label}: {' and '.join(told)}."
    sides = [(ground.label(s[0].person), [h.claim.id for h in s]) for s in (mine, theirs)]
    return conflict("holder", office.id, label, sides)


def _tellers(ground: Ground, told: Sequence[_Held]) -> str:
    """Who says it: a title beside a name may be its article's own word, whoever is quoted."""
    return listed(
        ground.source(h.claim) if h.claim.telling.rule in _ASSERTED else ground.quoting(h.claim)
        for h in told
    )


# --- in office or no longer --------------------------------------------------------------------


def _standing(
    ground: Ground,
    present: Sequence[_Held],
    former: Sequence[_Held],
    departures: Departures,
    periods: Periods,
) -> Iterator[Found]:
    """The same person as holder here and as former holder there."""
    held: defaultdict[tuple[str, Post], list[_Held]] = defaultdict(list)
    lost: defaultdict[tuple[str, Post], list[_Held]] = defaultdict(list)
    holders: defaultdict[tuple[str, Post], set[str]] = defaultdict(set)
    for h in present:
        held[h.person, h.post.full].append(h)
        holders[h.article, h.post.full].add(h.person)
    for h in former:
        lost[h.person, h.post.full].append(h)
    for key in sorted(held.keys() & lost.keys()):
        person, post = key
        settled = [
            h
            for h in held[key]
            if departures.told_in(person, h.article)
            or (post.sole and holders[h.article, post] - {person})
        ]
        open_ = [h for h in held[key] if h not in settled]
        pairs = [(h, f) for h in open_ for f in lost[key] if _contradict(h, f, departures, periods)]
        if pairs:
            yield _in_and_out(ground, pairs)
        disputed = {h.claim.id for pair in pairs for h in pair}
        yield from _lost_since(held[key], lost[key], disputed)


def _contradict(held: _Held, lost: _Held, departures: Departures, periods: Periods) -> bool:
    """Whether no change from one to the other is possible or told."""
    if held.article == lost.article:
        # Former presidents keep the title: "President Quispe" beside "former president" is one.
        return held.claim.telling.rule in _ASSERTED
    if held.day is None or lost.day is None:
        return periods.are_one(held.article, lost.article)
    if held.day == lost.day:
        return True
    if held.day > lost.day:
        return held.day - lost.day <= _RETURN
    return departures.told_between(held.person, held.day - _RETURN, held.day - 1)


def _in_and_out(ground: Ground, pairs: list[tuple[_Held, _Held]]) -> Found:
    here = sorted({h.claim.id: h for h, _ in pairs}.values(), key=_by_day)
    there = sorted({f.claim.id: f for _, f in pairs}.values(), key=_by_day)
    person, office = ground.label(here[0].person), ground.label(here[0].claim.object)
    left = ground.label(there[0].claim.object)
    label = (
        f"{person} is {office} according to {_tellers(ground, here)}, "
        f"but former {left} according to {_tellers(ground, there)}."
    )
    sides = [
        (office, [h.claim.id for h in here]),
        (f"former {left}", [f.claim.id for f in there]),
    ]
    return conflict("standing", here[0].person, label, sides)


def _lost_since(held: list[_Held], lost: list[_Held], disputed: set[str]) -> Iterator[Supersession]:
    """The first telling of somebody as former supersedes what was published before it."""
    free = [f for f in lost if f.day is not None and f.claim.id not in disputed]
    if free:
        first = min(free, key=_by_day)
        for h in held:
            if h.claim.id not in disputed and h.day is not None and h.day < _by_day(first)[0]:
                yield Supersession(newer=first.claim.id, older=h.claim.id)
