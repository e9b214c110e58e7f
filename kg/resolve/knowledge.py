"""All extractions together → what the graph holds. Independent of the order of the articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from kg import iris
from kg.model import (
    Article,
    Claim,
    Decision,
    Extraction,
    Knowledge,
    Link,
    Naming,
    Node,
    Office,
    Report,
    Run,
    Sentence,
)
from kg.resolve import clusters, conflicts, entities, events, facts, located, origins
from kg.resolve.entities import Entities
from kg.resolve.links import decided
from kg.resolve.tellings import Teller
from kg.uncollected import uncollected

T = TypeVar("T", Claim, Report)
Warn = Callable[[str], None]


@uncollected()
def resolve(
    pairs: Iterable[tuple[Article, Extraction]],
    run: Run,
    decisions: Sequence[Decision] = (),
    warn: Warn = lambda _line: None,
    links: Iterable[Link] = (),
    spread: clusters.Spread = map,
) -> Knowledge:
    """Bring the articles together, as a human decided; every tuple is sorted by id.

    Only ``proposals`` come by falling score. ``links`` are those proposed by ``kg link``. ``warn``
    gets a line for each decision on a person or claim that is not there, or that contradicts
    another. ``spread`` may be the ``map`` of an executor, for the clustering of events.
    """
    told = tell(pairs, run, decisions, warn, links)
    return conflicts.judge(origins.count(clusters.cluster(told, spread)))


def tell(
    pairs: Iterable[tuple[Article, Extraction]],
    run: Run,
    decisions: Sequence[Decision],
    warn: Warn,
    links: Iterable[Link],
) -> Knowledge:
    """What all articles tell, with one node for each thing; each report is an event of its own."""
    ordered = sorted(pairs, key=lambda pair: pair[0].digest)
    linked = entities.link(ordered, decisions, warn)
    offices: dict[str, Office] = {}
    sentences: dict[str, Sentence] = {}
    claims: dict[str, Claim] = {}
    reports: dict[str, Report] = {}
    tellers = [Teller(article, extraction, linked) for article, extraction in ordered]
    for teller in tellers:
        claims.update((c.id, c) for c in facts.claims(teller, offices))
        reports.update((r.id, r) for r in events.reports(teller))
    claims.update((c.id, c) for c in [*located.claims(tellers, claims.values(), offices)])
    for teller in tellers:
        sentences.update(teller.sentences)
    _reject(decisions, claims, reports, warn)
    used = _used(claims.values(), reports.values(), offices.values())
    nodes = tuple(n for i, n in sorted(linked.nodes.items()) if i in used or _is_known(n))
    return Knowledge(
        run=run,
        articles=tuple(a for a, _ in ordered),
        sentences=tuple(sentences[i] for i in sorted(sentences)),
        nodes=nodes,
        namings=_namings(linked, nodes),
        offices=tuple(offices[i] for i in sorted(offices)),
        claims=tuple(claims[i] for i in sorted(claims)),
        reports=tuple(reports[i] for i in sorted(reports)),
        proposals=linked.proposals,
        links=decided(links, decisions, linked.nodes, warn),
    )


def _namings(linked: Entities, nodes: Sequence[Node]) -> tuple[Naming, ...]:
    """Which of the nodes each article names."""
    kept = {n.id for n in nodes}
    by_article: defaultdict[str, set[str]] = defaultdict(set)
    for (digest, _), node in linked.of.items():
        if node in kept:
            by_article[digest].add(str(node))
    return tuple(
        Naming(article=iris.article(digest), nodes=tuple(sorted(named)))
        for digest, named in sorted(by_article.items())
    )


def _reject(
    decisions: Sequence[Decision], claims: dict[str, Claim], reports: dict[str, Report], warn: Warn
) -> None:
    for number, decision in enumerate(decisions, start=1):
        if decision.kind == "reject" and decision.claim is not None:
            if decision.claim in claims:
                claims[decision.claim] = _rejected(claims[decision.claim])
            elif decision.claim in reports:
                reports[decision.claim] = _rejected(reports[decision.claim])
            else:
                warn(f"decision {number}: there is no claim {decision.claim!r}; left out")


def _rejected(told: T) -> T:
    return replace(told, telling=replace(told.telling, rejected=True))


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
