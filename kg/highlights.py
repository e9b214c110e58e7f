"""What a reader wants to know first of a graph: whom and what it mostly tells of."""

from __future__ import annotations

from collections import Counter

from kg.model import Knowledge

_TOP = 8


def persons(knowledge: Knowledge) -> tuple[str, ...]:
    """The persons most told of, each with the office that is claimed most."""
    told = Counter(p.node for r in knowledge.reports for p in r.participants if p.node)
    told.update(c.subject for c in knowledge.claims)
    offices = {o.id: o.label for o in knowledge.offices}
    held: dict[str, Counter[str]] = {}
    for claim in knowledge.claims:
        if claim.predicate == "holdsOffice" and claim.telling.polarity == "affirmed":
            held.setdefault(claim.subject, Counter())[offices[claim.object]] += 1
    named = sorted(
        (n for n in knowledge.nodes if n.kind == "person"), key=lambda n: (-told[n.id], n.id)
    )
    return tuple(_described(n.label, held.get(n.id)) for n in named[:_TOP] if told[n.id])


def _described(label: str, offices: Counter[str] | None) -> str:
    if not offices:
        return label
    return f"{label}, {min(offices, key=lambda o: (-offices[o], o))}"


def events(knowledge: Knowledge) -> tuple[str, ...]:
    """Accepted events that name both sides, those with a date first."""
    reports = {r.id: r for r in knowledge.reports}

    def rank(label_and_report: tuple[str, str]) -> tuple[bool, int, str]:
        report = reports[label_and_report[1]]
        sides = len({p.role for p in report.participants if p.node})
        return report.when is None, -sides, label_and_report[0]

    accepted = [
        (e.label, e.reports[0]) for e in knowledge.events if reports[e.reports[0]].telling.accepted
    ]
    return tuple(dict.fromkeys(label for label, _ in sorted(accepted, key=rank)))[:_TOP]
