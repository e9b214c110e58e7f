"""Events with their labels: who did what to whom and when, as the best telling has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.model import STATUSES, Happening, Knowledge, Node, Participant, Report, Status, When
from kg.names import fold

_LINKS = frozenset("who whom whose which that it he she they".split())
_SHOWN = 3  # participants named in a label


def happenings(knowledge: Knowledge) -> Iterator[Happening]:
    """The events of the reports, by id; each with its best report first."""
    nodes = {n.id: n for n in knowledge.nodes}
    told: defaultdict[str, list[Report]] = defaultdict(list)
    for report in knowledge.reports:
        told[report.event].append(report)
    for event, reports in sorted(told.items()):
        if len(reports) > 1:
            reports.sort(key=lambda r: (_rank(r), r.id))
        yield Happening(
            id=event,
            label=_label(reports, nodes),
            reports=(reports[0].id, *sorted(r.id for r in reports[1:])),
        )


def _rank(report: Report) -> tuple[int, bool, int, bool, int]:
    """Best supported first; then both sides named, most participants named, dated, few words."""
    named = {(p.role, p.node) for p in report.participants if p.node}
    return (
        STATUSES.index(report.telling.status),
        len({role for role, _ in named}) < 2,
        -len(named),
        report.when is None,
        len(report.trigger.split()),
    )


def _label(ordered: list[Report], nodes: Mapping[str, Node]) -> str:
    """Actors, then the trigger, then the recipients behind an arrow, and the time told best."""
    best = ordered[0]
    actors, others = _names(best, "actor", nodes), _names(best, "recipient", nodes)
    act = _act(best, nodes)
    label = f"{actors}: {act}" if actors else act
    if others:
        label += f" → {others}"
    when = best.when or _finest(ordered, best.telling.status)
    if when:
        label += f" ({when.begin if when.begin == when.end else _period(when)})"
    return " ".join(label.split())


def _act(report: Report, nodes: Mapping[str, Node]) -> str:
    """The trigger without who takes part where they open or end it: "Silva, whom it accused"."""
    words = report.trigger.split()
    if len(words) == 1:
        return words[0]
    named = {w for p in report.participants for w in fold(_name(p, nodes))}
    while len(words) > 1 and _is_of(words[-1], named):
        words.pop()
    start = 0
    while start < len(words) - 1 and (_is_of(words[start], named) or words[start] in _LINKS):
        start += 1
    return " ".join(words[start:] if start and _is_of(words[0], named) else words)


def _is_of(word: str, named: set[str]) -> bool:
    folded = fold(word)
    return bool(folded) and named.issuperset(folded)


def _name(participant: Participant, nodes: Mapping[str, Node]) -> str:
    node = nodes.get(participant.node or "")
    return node.label if node else participant.text


def _finest(ordered: list[Report], status: Status) -> When | None:
    """The time of the first report that tells one and tells it of the same status."""
    return next((r.when for r in ordered if r.when and r.telling.status == status), None)


def _names(report: Report, role: str, nodes: Mapping[str, Node]) -> str:
    names = list(dict.fromkeys(_name(p, nodes) for p in report.participants if p.role == role))
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _period(when: When) -> str:
    """A month or year by its own name, other spans by both ends."""
    if when.precision == "year":
        return when.begin[:4]
    return when.begin[:7] if when.precision == "month" else f"{when.begin} to {when.end}"
