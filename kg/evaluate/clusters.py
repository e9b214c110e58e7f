"""Clusters of mentions against gold clusters: B-cubed, over the mentions that both sides have.

Each mention scores what share of its found cluster is right (precision) and what share of its
gold cluster was found (recall); the figures are means over mentions, after Bagga & Baldwin,
"Entity-Based Cross-Document Coreferencing Using the Vector Space Model" (1998).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.model import Span

M = TypeVar("M", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """B-cubed figures in per cent, and the number of mentions that they rest on."""

    precision: float
    recall: float
    mentions: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed(gold: Mapping[M, str], found: Mapping[M, str]) -> Clustering:
    """Score the cluster that each mention is in. Mentions that only one side has do not count.

    >>> gold = {1: "a", 2: "a", 3: "b"}
    >>> score = b_cubed(gold, {1: "x", 2: "x", 3: "x", 4: "y"})
    >>> round(score.precision, 1), round(score.recall, 1), score.mentions
    (55.6, 100.0, 3)
    """
    both = [(gold[m], found[m]) for m in gold if m in found]
    if not both:
        return Clustering(precision=0.0, recall=0.0, mentions=0)
    right = Counter(both)
    in_gold, in_found = Counter(g for g, _ in both), Counter(f for _, f in both)
    # A pair of clusters with n common mentions adds n times n / size.
    precision = sum(n * n / in_found[f] for (_, f), n in sorted(right.items()))
    recall = sum(n * n / in_gold[g] for (g, _), n in sorted(right.items()))
    return Clustering(
        precision=100 * precision / len(both),
        recall=100 * recall / len(both),
        mentions=len(both),
    )


def align(gold: Sequence[Span], found: Sequence[Span]) -> dict[int, int]:
    """Index of a gold span → index of the found span that is the same mention.

    Two spans are one mention when one lies within the other ("Mr. Kim" and "Kim"). Each span
    is used once; those that differ least in length are paired first.

    >>> align([Span(start=0, end=7), Span(start=9, end=12)], [Span(start=4, end=7)])
    {0: 0}
    """
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, g, f in sorted(_nested(gold, found)):
        if g not in pairs and f not in used:
            pairs[g] = f
            used.add(f)
    return dict(sorted(pairs.items()))


def _nested(gold: Sequence[Span], found: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """Pairs of spans of which one holds the other, each with the difference in length."""
    for g, a in enumerate(gold):
        for f, b in enumerate(found):
            inner, outer = (a, b) if a.end - a.start <= b.end - b.start else (b, a)
            if outer.start <= inner.start < inner.end <= outer.end:
                yield (outer.end - outer.start) - (inner.end - inner.start), g, f
