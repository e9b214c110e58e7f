"""Denials that point back: "Eritrea shelled the village, Djibouti says. Eritrea has denied this."

The denying sentence names no event of its own, so its report is an event of saying no. What it
denies is what the sentence right before it told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.model import Report
from kg.resolve.ground import Ground

_POINTING = re.compile(
    r"\b(den(y|ies|ied)\s+(it|this|that(?!\s+\w)|them|doing so)"
    r"|(den(y|ies|ied)|reject(s|ed)?|dismiss(es|ed)?)\s+(the|these|those|all|both|such)\s+"
    r"(accusation|allegation|charge|claim|report|account)s?)\b(?!\s+(that|of|by|about)\b)",
    re.IGNORECASE,
)
_ADJACENT = 4  # code points between two sentences, at most: spaces, line ends, a closing quote


def pointing_back(ground: Ground) -> Iterator[tuple[Report, Report]]:
    """Pairs of a report and the report that denies it from the next sentence."""
    told: defaultdict[tuple[str, int], list[Report]] = defaultdict(list)
    for report in ground.knowledge.reports:
        sentence = ground.sentence(report)
        told[sentence.article, sentence.end].append(report)
    for report in ground.knowledge.reports:
        if report.type != "REJECT" or report.telling.status in ("denied", "rejected"):
            continue
        sentence = ground.sentence(report)
        if not _POINTING.search(sentence.text, report.telling.start - sentence.start):
            continue
        for gap in range(_ADJACENT + 1):
            before = told.get((sentence.article, sentence.start - gap), [])
            yield from ((denied, report) for denied in before if _deniable(denied, report))


def _deniable(denied: Report, by: Report) -> bool:
    """Nobody denies with "this" a denial, a plan, or what they said themselves."""
    speakers = {s.speaker for s in denied.telling.speakers if s.speaker}
    deniers = {p.node for p in by.participants if p.role == "actor" and p.node}
    told = denied.type != "REJECT" and denied.telling.status in ("happened", "possible")
    return told and not speakers & deniers
