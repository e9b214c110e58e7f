"""Identity across articles against gold: ``python tests/bench/identity.py GOLD.jsonl``.

GOLD holds one article a line: ``id``, ``topic``, ``text`` and the lists ``persons`` and
``countries`` of ``{"start", "end", "id"}``, with ids that hold across the articles of a topic.
All articles are read and resolved together by the real pipeline; B-cubed counts the mentions
that both sides have, names and nominals alike. The last line of each kind scores the gold
against clusters that stop at the end of each article, to show what the resolution adds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from kg import iris
from kg.evaluate.clusters import Clustering, align, b_cubed
from kg.model import Article, Extraction, Span
from kg.resolve import entities
from kg.text import pipeline
from kg.text.extract import extract

Key = tuple[str, int]  # an article's id and the index of a gold mention
KINDS = {"persons": "person", "countries": "country"}


def measure(path: Path) -> Iterator[tuple[str, str, Clustering]]:
    """Kind, what is scored, and its figures."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [
        Article(id=r["id"], digest=iris.digest(r["id"]), text=r["text"], publisher=r.get("source"))
        for r in records
    ]
    pairs = list(extract(pipeline.load(), articles))
    linked = entities.link(pairs)
    for kind, type_ in KINDS.items():
        gold: dict[Key, str] = {}
        found: dict[Key, str] = {}
        alone: dict[Key, str] = {}
        for record, (article, extraction) in zip(records, pairs, strict=True):
            mentions = _mentions(extraction, type_)
            spans = [Span(start=m["start"], end=m["end"]) for m in record[kind]]
            for g, f in align(spans, [span for span, _ in mentions]).items():
                key, entity = (record["id"], g), mentions[f][1]
                gold[key] = record[kind][g]["id"]
                alone[key] = f"{record['id']} {entity}"
                # A cluster counts within its topic: the gold ids do not reach further.
                node = linked.of[article.digest, entity]
                found[key] = f"{record['topic']} {node or alone[key]}"
        yield kind, "resolved", b_cubed(gold, found)
        yield kind, "article by article", b_cubed(gold, alone)


def _mentions(extraction: Extraction, type_: str) -> list[tuple[Span, int]]:
    return [
        (Span(start=m.start, end=m.end), m.entity) for m in extraction.mentions if m.type == type_
    ]


def main(arguments: list[str]) -> int:
    """Print the table; returns the exit code."""
    if len(arguments) != 1:
        print("usage: python tests/bench/identity.py GOLD.jsonl", file=sys.stderr)
        return 2
    print(f"{'kind':10} {'clusters':20} {'P':>6} {'R':>6} {'F1':>6} {'mentions':>9}")
    for kind, what, score in measure(Path(arguments[0])):
        figures = f"{score.precision:6.1f} {score.recall:6.1f} {score.f1:6.1f} {score.mentions:9}"
        print(f"{kind:10} {what:20} {figures}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
