"""What a reader wants to know first of a graph: whom and what it mostly tells of."""

from __future__ import annotations

from collections import Counter

from kg.model import Happening, Knowledge

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
    """The accepted events that most articles tell, then most sentences, in the order of time.

    Of those told alike, who names both sides and the day comes first; undated ones stand last.
    """
    reports = {r.id: r for r in knowledge.reports}

    def rank(event: Happening) -> tuple[int, int, int, bool, str]:
        sentences = {reports[id_].telling.sentence for id_ in event.reports}
        best = reports[event.reports[0]]
        sides = {p.role for p in best.participants if p.node}
        # A sentence's IRI is a fragment of its article's.
        articles = {sentence.partition("#")[0] for sentence in sentences}
        return -len(articles), -len(sentences), -len(sides), best.when is None, event.label

    def day(event: Happening) -> str:
        times = (w.begin for id_ in event.reports if (w := reports[id_].when))
        return next(times, "~")

    accepted = [e for e in knowledge.events if reports[e.reports[0]].telling.accepted]
    told: dict[str, Happening] = {}
    for event in sorted(accepted, key=rank):
        told.setdefault(event.label, event)
    return tuple(e.label for e in sorted(list(told.values())[:_TOP], key=day))
