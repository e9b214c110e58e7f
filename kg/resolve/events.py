"""Events of the extractions → reports and events. So far every report is an event of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import iris
from kg.model import Argument, Event, Happening, Node, Participant, Report, When
from kg.resolve.tellings import Teller
from kg.timex import bounds

_YEAR = re.compile(r"\d{4}|\d{2}/\d{2}/\d{2}")
_SHOWN = 3  # participants named in a label


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


def happening(report: Report, nodes: dict[str, Node]) -> Happening:
    """The event that a report tells, labelled by who, what, to whom and when.

    Actors, then the trigger, then the recipients behind an arrow.
    """
    actors = _names(report, "actor", nodes)
    others = _names(report, "recipient", nodes)
    label = f"{actors}: {report.trigger}" if actors else report.trigger
    if others:
        label += f" → {others}"
    if report.when:
        label += f" ({report.when.begin if report.when.begin == report.when.end else _period(report.when)})"
    return Happening(id=report.event, label=" ".join(label.split()), reports=(report.id,))


def _names(report: Report, role: str, nodes: dict[str, Node]) -> str:
    names = list(
        dict.fromkeys(
            nodes[p.node].label if p.node else p.text for p in report.participants if p.role == role
        )
    )
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _period(when: When) -> str:
    """A month or year by its own name, other spans by both ends."""
    if when.precision == "year":
        return when.begin[:4]
    return when.begin[:7] if when.precision == "month" else f"{when.begin} to {when.end}"
