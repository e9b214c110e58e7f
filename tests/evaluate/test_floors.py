"""The extraction keeps the figures it has reached on our own gold; they may only rise."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language

from kg.evaluate import check_floors, evaluate
from kg.model import Article, Extraction
from kg.text.extract import extract

GOLD = Path(__file__).parents[1] / "gold"


def test_no_figure_is_below_its_floor(nlp: Language) -> None:
    def ours(articles: Sequence[Article]) -> Iterator[Extraction]:
        return (extraction for _, extraction in extract(nlp, articles))

    report = evaluate(GOLD, ours)
    floors = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))
    assert check_floors(report, floors) == [], "\n".join([report.table(), *report.mistakes])
