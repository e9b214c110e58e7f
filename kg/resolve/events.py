"""Events of one extraction → reports, each still an event of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import iris
from kg.model import Argument, Event, Participant, Report, When
from kg.resolve.tellings import Teller
from kg.timex import bounds

_YEAR = re.compile(r"\d{4}|\d{2}/\d{2}/\d{2}")


def reports(teller: Teller) -> Iterator[Report]:
    """The reports of one article in text order."""
    for event in teller.extraction.events:
        yield _report(teller, event)


def _report(teller: Teller, event: Event) -> Report:
    start, end = event.trigger.start, event.trigger.end
    id_ = iris.hashed("report", teller.article.digest, start, end, event.type, event.assertion.rule)
    return Report(
        id=id_,
        event=iris.hashed("event", id_),
        type=event.type,
        mode=event.mode,
        content=event.content,
        trigger=teller.article.text[start:end],
        participants=tuple(sorted({_participant(teller, a) for a in event.arguments}, key=_place)),
        place=None if event.place is None else teller.node(event.place),
        when=None if event.time is None else _when(teller, event.time),
        telling=teller.telling(event.assertion, start, end),
        contexts=event.contexts,
    )


def _participant(teller: Teller, argument: Argument) -> Participant:
    return Participant(
        role=argument.role,
        node=teller.node(argument.mention),
        text=teller.mention_words(argument.mention),
    )


def _place(p: Participant) -> tuple[str, str, str]:
    return p.role, p.node or "", p.text


def _when(teller: Teller, index: int) -> When | None:
    time = teller.extraction.times[index]
    found = bounds(time.value) if time.value and time.type in ("DATE", "TIME") else None
    if found is None:
        return None
    words = teller.article.text[time.start : time.end]
    begin, end, precision = found
    return When(
        begin=begin,
        end=end,
        precision=precision,
        basis="absolute" if _YEAR.search(words) else "relative",
    )
