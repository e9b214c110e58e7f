"""How long the most used named queries take on a synthetic graph; one JSON object.

    python tests/bench/queries.py [REPORTS]

25,000 reports make about a million statements: nearly as many events, persons by a long-tailed
draw, two thousand articles of forty publishers over two years. The median of five runs counts.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from kg.graph import embedded, mapping, named, parameters
from kg.graph.embedded import Embedded
from kg.model import Knowledge, Sentence
from tests.factories import World, said

TYPES = [
    ("CONSULT", "visit"),
    ("CONSULT", None),
    ("COERCE", "arrest"),
    ("ACCUSE", None),
    ("AID", None),
]
QUERIES = {
    "who-met-whom": {"period": "2024-03"},
    "about": {"who": "Person 7"},
    "tellings": {"who": "Person 40"},
    "dyad": {"one": "Person 3", "other": "Person 5"},
    "ties": {"who": "Person 7"},
    "articles-about": {"who": "Person 40"},
    "said-by": {"speaker": "Person 11"},
    "conflicts": {},
    "offices-over-time": {"country": "Peru"},
    "contents": {},
    "together": {"who": "Person 40"},
    "told-by-one-source": {"source": "Paper 3"},
    "first-reports": {"who": "Person 40"},
    "of-type": {"type": "COERCE.arrest", "period": "2024-03"},
}


def world(reports: int) -> Knowledge:
    """Invented news with as many reports."""
    chance, news = random.Random(7), World()
    people = [news.person(f"Person {n}") for n in range(max(60, reports // 10))]
    countries = [news.country("PER", "Peru"), news.country("CHL", "Chile")]
    weights = [1 / (n + 5) for n in range(len(people))]
    events: dict[int, str] = {}
    per_article = 15
    for article in range(reports // per_article):
        day = f"{2023 + article % 2}-{1 + article % 12:02}-{1 + article % 28:02}"
        sentences = news.article(
            *(f"Sentence {article} {n} tells that they met somewhere." for n in range(per_article)),
            published=day,
            publisher=f"Paper {article % 40}",
        )
        for sentence in sentences:
            _tell(news, chance, sentence, day, events, chance.choices(people, weights, k=3))
        office = news.office(f"minister {article % 50}", countries[article % 2])
        news.fact(sentences[0], chance.choices(people, weights)[0], "holdsOffice", office)
    return news.knowledge()


def _tell(
    news: World,
    chance: random.Random,
    sentence: Sentence,
    day: str,
    events: dict[int, str],
    who: list[str],
) -> None:
    number = (
        chance.randrange(len(events), len(events) + 4)
        if chance.random() < 0.8
        else max(0, len(events) - chance.randrange(20))
    )
    type_, mode = TYPES[number % len(TYPES)]
    events[number] = news.report(
        sentence,
        type_,
        "met",
        mode=mode,
        actors=who[:1],
        recipients=who[1:2],
        day=day,
        event=events.get(number),
        speakers=(said(cue="said", speaker=who[2]),),
        tense="future" if number % 9 == 0 else "past",
    )


def measure(store: Embedded) -> dict[str, dict[str, float]]:
    """Milliseconds and rows of each query, looking up its values apart."""
    found = {}
    for name, values in QUERIES.items():
        text = parameters.bind(named.query(name), values, store)
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            rows = len(store.select(text))
            times.append((time.perf_counter() - begun) * 1000)
        found[name] = {"ms": round(statistics.median(times), 1), "rows": rows}
    return found


def main() -> None:
    """Build the graph and print the figures."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nq"
        mapping.write(world(reports), path)
        statements = embedded.load(path, Path(folder) / "store")
        figures = measure(Embedded.open(Path(folder) / "store"))
    print(json.dumps({"reports": reports, "statements": statements, "queries": figures}, indent=1))


if __name__ == "__main__":
    main()
