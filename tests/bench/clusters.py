"""Events across articles against gold: ``python tests/bench/clusters.py GOLD.jsonl``.

GOLD holds one article a line: ``id``, ``topic``, ``text`` and ``events``, a list of
``{"start", "end", "id"}`` with ids that hold across the articles of a topic. All articles are
read and resolved together by the real pipeline. B-cubed counts the gold mentions that hold the
trigger of a report. Beside it stand every report alone, and the baseline of the field: one
cluster for all triggers of a topic with the same lemma.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import iris
from kg.evaluate.clusters import Clustering, align, b_cubed
from kg.model import Article, Knowledge, Report, Run, Span
from kg.resolve import resolve
from kg.text import pipeline
from kg.text.extract import extract

Key = tuple[str, int]  # an article's id and the index of a gold mention
RUN = Run(id="run", software="-", rules="-", model="-")


def measure(path: Path) -> Iterator[tuple[str, Clustering]]:
    """What is scored, and its figures."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [Article(id=r["id"], digest=iris.digest(r["id"]), text=r["text"]) for r in records]
    nlp = pipeline.load()
    knowledge = resolve(extract(nlp, articles), RUN)
    lemmas = dict(_lemmas(nlp, articles, knowledge))
    gold: dict[Key, str] = {}
    found: dict[str, dict[Key, str]] = defaultdict(dict)
    for record, article in zip(records, articles, strict=True):
        reports = _reports(knowledge, article)
        for g, f in _matched(record, reports).items():
            key, report = (record["id"], g), reports[f]
            gold[key] = record["events"][g]["id"]
            found["resolved"][key] = f"{record['topic']} {report.event}"
            found["same lemma"][key] = f"{record['topic']} {lemmas[report.id]}"
            found["every report alone"][key] = report.id
    for what, clusters in found.items():
        yield what, b_cubed(gold, clusters)


def _matched(record: dict[str, Any], reports: list[Report]) -> dict[int, int]:
    spans = [Span(start=m["start"], end=m["end"]) for m in record["events"]]
    return align(spans, [Span(start=r.telling.start, end=r.telling.end) for r in reports])


def _reports(knowledge: Knowledge, article: Article) -> list[Report]:
    iri = iris.article(article.digest)
    inside = {s.id for s in knowledge.sentences if s.article == iri}
    return [r for r in knowledge.reports if r.telling.sentence in inside]


def _lemmas(nlp: Any, articles: list[Article], knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """The lemma of the head of each report's trigger."""
    for article, doc in pipeline.parse(nlp, articles):
        for report in _reports(knowledge, article):
            telling = report.telling
            span = doc.char_span(telling.start, telling.end, alignment_mode="expand")
            yield report.id, span.root.lemma_.lower()


def main(arguments: list[str]) -> int:
    """Print the table; returns the exit code."""
    if len(arguments) != 1:
        print("usage: python tests/bench/clusters.py GOLD.jsonl", file=sys.stderr)
        return 2
    print(f"{'clusters':20} {'P':>6} {'R':>6} {'F1':>6} {'mentions':>9}")
    for what, score in measure(Path(arguments[0])):
        figures = f"{score.precision:6.1f} {score.recall:6.1f} {score.f1:6.1f} {score.mentions:9}"
        print(f"{what:20} {figures}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
