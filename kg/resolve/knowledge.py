"""All extractions together → what the graph holds. Independent of the order of the articles."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Article, Claim, Extraction, Knowledge, Node, Office, Report, Run, Sentence
from kg.resolve import clusters, entities, events, facts
from kg.resolve.tellings import Teller


def resolve(pairs: Iterable[tuple[Article, Extraction]], run: Run) -> Knowledge:
    """Bring the articles together; every tuple of the result is sorted by id."""
    ordered = sorted(pairs, key=lambda pair: pair[0].digest)
    linked = entities.link(ordered)
    offices: dict[str, Office] = {}
    sentences: dict[str, Sentence] = {}
    claims: dict[str, Claim] = {}
    reports: dict[str, Report] = {}
    for article, extraction in ordered:
        teller = Teller(article, extraction, linked)
        claims.update((c.id, c) for c in facts.claims(teller, offices))
        reports.update((r.id, r) for r in events.reports(teller))
        sentences.update(teller.sentences)
    used = _used(claims.values(), reports.values(), offices.values())
    told = Knowledge(
        run=run,
        articles=tuple(a for a, _ in ordered),
        sentences=tuple(sentences[i] for i in sorted(sentences)),
        nodes=tuple(n for i, n in sorted(linked.nodes.items()) if i in used or _is_known(n)),
        offices=tuple(offices[i] for i in sorted(offices)),
        claims=tuple(claims[i] for i in sorted(claims)),
        reports=tuple(reports[i] for i in sorted(reports)),
    )
    return clusters.cluster(told)


def _is_known(node: Node) -> bool:
    """Organizations and places matter only for what they take part in."""
    return node.kind in ("person", "country")


def _used(
    claims: Iterable[Claim], reports: Iterable[Report], offices: Iterable[Office]
) -> set[str]:
    used = {o.of for o in offices}
    for claim in claims:
        used.update((claim.subject, claim.object))
        used.update(s.speaker for s in claim.telling.speakers if s.speaker)
    for report in reports:
        used.update(p.node for p in report.participants if p.node)
        used.update(s.speaker for s in report.telling.speakers if s.speaker)
        if report.place:
            used.add(report.place)
    return used
