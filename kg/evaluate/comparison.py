"""One extraction against one gold text: what is right, missed and wrong, task by task."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kg.evaluate import gold
from kg.evaluate.gold import GoldAttribution, GoldEvent, GoldOffice, GoldText, GoldTime
from kg.model import Assertion, Attribution, Event, Extraction, Mention, Span, Telling, Time

G = TypeVar("G")
F = TypeVar("F")

TASKS = (
    "persons",
    "countries",
    "offices",
    "event type",
    "event participants",
    "event status",
    "time value",
    "attribution cue",
    "attribution source",
)
NONE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one text gives for one task."""

    text: str
    task: str
    right: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]

    def mistakes(self) -> Iterator[str]:
        """One line for each thing that was missed or wrongly found."""
        for words in self.missed:
            yield f"{self.task}, {self.text}: missed {words}"
        for words in self.extra:
            yield f"{self.task}, {self.text}: wrong {words}"


def compare(text: GoldText, x: Extraction) -> Iterator[Result]:
    """The results of every task that the text counts for."""
    if text.persons is not None:
        names = [_span(m) for m in x.mentions if m.type == "person" and m.form == "name"]
        yield _result(text, "persons", text.persons, names, _pairs(text.persons, names, _same))
    if text.countries is not None:
        yield _of_sets(text, "countries", text.countries, {e.key for e in x.entities if e.key})
    if text.offices is not None:
        wanted = {_office(o.person, o.title, o.of, o.tense, o.polarity) for o in text.offices}
        yield _of_sets(text, "offices", wanted, set(_offices(text.offices, text, x)))
    if text.events is not None:
        yield from _events(text.events, text, x)
    if text.times is not None:
        spans = _pairs(text.times, x.times, lambda g, t: _overlap(g.span, t) and g.value == t.value)
        yield _result(text, "time value", text.times, x.times, spans)
    if text.attributions is not None:
        yield from _attributions(text.attributions, text, x)


# --- pairing -------------------------------------------------------------------------------


class _Ranged(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def _pairs(
    wanted: Iterable[G], found: Iterable[F], fits: Callable[[G, F], int]
) -> list[tuple[G, F]]:
    """Each wanted item with the free found item that fits it best, if any fits at all."""
    free = list(found)
    pairs = []
    for item in wanted:
        best = max(free, key=lambda f: fits(item, f), default=None)
        if best is not None and fits(item, best) > 0:
            free.remove(best)
            pairs.append((item, best))
    return pairs


def _result(
    text: GoldText, task: str, wanted: Sequence[G], found: Sequence[F], pairs: Sequence[tuple[G, F]]
) -> Result:
    """A result whose mistakes are what is in no pair, quoted from the text."""
    wanted_left, found_left = list(wanted), list(found)
    for item, match in pairs:
        wanted_left.remove(item)
        found_left.remove(match)
    return Result(
        text=text.article.id,
        task=task,
        right=len(pairs),
        missed=tuple(_quoted(text, item) for item in wanted_left),
        extra=tuple(_quoted(text, item) for item in found_left),
    )


def _of_sets(text: GoldText, task: str, wanted: Collection[str], found: Collection[str]) -> Result:
    return Result(
        text=text.article.id,
        task=task,
        right=len(set(wanted) & set(found)),
        missed=tuple(sorted(set(wanted) - set(found))),
        extra=tuple(sorted(set(found) - set(wanted))),
    )


def _span(ranged: _Ranged) -> Span:
    return Span(start=ranged.start, end=ranged.end)


def _same(a: _Ranged, b: _Ranged) -> bool:
    return (a.start, a.end) == (b.start, b.end)


def _overlap(a: _Ranged, b: _Ranged) -> bool:
    return a.start < b.end and b.start < a.end


def _quoted(text: GoldText, item: object) -> str:
    """An item of the gold or of an extraction in the words of the text."""
    if isinstance(item, GoldEvent | Event):
        kind = "|".join(item.types) if isinstance(item, GoldEvent) else item.type
        return f"{kind} {text.article.text[item.trigger.start : item.trigger.end]!r}"
    if isinstance(item, GoldAttribution | Attribution):
        return repr(text.article.text[item.cue.start : item.cue.end])
    if isinstance(item, GoldTime | Time):
        place = item.span if isinstance(item, GoldTime) else item
        return f"{text.article.text[place.start : place.end]!r} = {item.value}"
    return repr(text.article.text[item.start : item.end]) if isinstance(item, Span) else str(item)


# --- tasks with parts ----------------------------------------------------------------------


def _office(person: str, title: str, of: str, tense: str, polarity: str) -> str:
    return " / ".join((person, title.casefold(), of, tense, polarity))


def _offices(offices: Iterable[GoldOffice], text: GoldText, x: Extraction) -> Iterator[str]:
    names = {office.person for office in offices}
    for r in x.relations:
        if r.predicate == "holdsOffice":
            person = _called(text, x, r.subject, names) or ""
            office = x.entities[x.mentions[r.object].entity]
            yield _office(
                person,
                r.title or "",
                office.key or office.name,
                r.assertion.tense,
                r.assertion.polarity,
            )


def _called(text: GoldText, x: Extraction, mention: int, names: Iterable[str]) -> str | None:
    """What the gold calls the entity of a mention; None for what only the gold could name."""
    words, index = x.mentions[mention], x.mentions[mention].entity
    entity = x.entities[index]
    if name := _named(text, [words], names):
        return name
    if entity.type == "country" and entity.key:
        return entity.key
    mentions = [m for m in x.mentions if m.entity == index]
    is_person = entity.type == "person" and any(m.form == "name" for m in mentions)
    return _named(text, mentions, names) or (entity.name if is_person else None)


def _named(text: GoldText, mentions: Iterable[Mention], names: Iterable[str]) -> str | None:
    """The first name of the gold, in alphabetical order, that one of the mentions touches."""
    for name in sorted(names):
        places = list(gold.occurrences(text.article.text, name))
        if any(_overlap(place, m) for place in places for m in mentions):
            return name
    return None


def _events(events: Sequence[GoldEvent], text: GoldText, x: Extraction) -> Iterator[Result]:
    """Type alone, type with the right participants, type with the right status."""

    def by_type(wanted: GoldEvent, found: Event) -> int:
        if not _overlap(wanted.trigger, found.trigger) or found.type not in wanted.types:
            return 0
        return 1 + _has_parties(wanted, found, text, x) + _has_status(wanted, found)

    typed = _pairs(events, x.events, by_type)
    yield _result(text, "event type", events, x.events, typed)
    whole = [(g, e) for g, e in typed if _has_parties(g, e, text, x)]
    yield _result(text, "event participants", events, x.events, whole)
    stated = [(g, e) for g, e in typed if _has_status(g, e)]
    yield _result(text, "event status", events, x.events, stated)


def coded(text: GoldText, x: Extraction) -> Iterator[tuple[str, str]]:
    """Gold type and found type of each event of a text, ``-`` where the other side has none.

    Events meet by their triggers. A gold event with several types that may be given counts as
    the one that was found, or else as its first.
    """
    if text.events is None:
        return

    def by_trigger(wanted: GoldEvent, found: Event) -> int:
        return _overlap(wanted.trigger, found.trigger) and 1 + (found.type in wanted.types)

    pairs = _pairs(text.events, x.events, by_trigger)
    matched = {id(g): e for g, e in pairs}
    for wanted in text.events:
        event = matched.get(id(wanted))
        found = event.type if event is not None else NONE
        yield (found if found in wanted.types else wanted.types[0]), found
    taken = {id(e) for _, e in pairs}
    yield from ((NONE, e.type) for e in x.events if id(e) not in taken)


def _has_parties(wanted: GoldEvent, found: Event, text: GoldText, x: Extraction) -> bool:
    """Whether all that must take part do, in their roles, and nobody else does."""
    names = {p.who for p in wanted.parties}
    roles = any(p.role for p in wanted.parties)
    got = {
        (a.role if roles else None, who)
        for a in found.arguments
        if (who := _called(text, x, a.mention, names)) is not None
    }
    required = {(p.role, p.who) for p in wanted.parties if not p.optional}
    return required <= got <= {(p.role, p.who) for p in wanted.parties}


def _has_status(wanted: GoldEvent, found: Event) -> bool:
    return _status(found.assertion) == wanted.status


def _status(a: Assertion) -> str:
    telling = Telling(
        sentence="",
        start=a.evidence.start,
        end=a.evidence.end,
        polarity=a.polarity,
        certainty=a.certainty,
        tense=a.tense,
        speakers=(),
        rule=a.rule,
    )
    return telling.status


def _attributions(
    attributions: Sequence[GoldAttribution], text: GoldText, x: Extraction
) -> Iterator[Result]:
    """The cue alone, and the cue with the right source."""

    def by_cue(wanted: GoldAttribution, found: Attribution) -> int:
        return _overlap(wanted.cue, found.cue) and 1 + _has_source(wanted, found)

    cued = _pairs(attributions, x.attributions, by_cue)
    yield _result(text, "attribution cue", attributions, x.attributions, cued)
    sourced = [(g, a) for g, a in cued if _has_source(g, a)]
    yield _result(text, "attribution source", attributions, x.attributions, sourced)


def _has_source(wanted: GoldAttribution, found: Attribution) -> bool:
    if wanted.source is None or found.source is None:
        return wanted.source is found.source
    return _overlap(wanted.source, found.source)
