"""What a build costs beside the language model: CPU seconds and the ratio, stage by stage.

    python tests/bench/build.py                           # the samples, repeated
    python tests/bench/build.py news.jsonl --articles 500 # texts of your own

The floor is the bare spaCy pipeline over the same texts in the same run.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

import spacy

from kg import build as builds
from kg import codec, iris
from kg.graph import embedded, mapping, network, validate
from kg.model import Article
from kg.resolve import resolve
from kg.text import pipeline, sources
from kg.text.extract import extract
from kg.view import page


def texts(paths: Sequence[str], count: int) -> list[str]:
    """``count`` texts, cycled with a number in front so that no two are the same article."""
    if paths:
        records = [
            json.loads(line) for p in paths for line in Path(p).read_text("utf-8").splitlines()
        ]
        found = [r["text"] for r in records]
    else:
        found = [a.text for a in sources.read([str(builds.samples())], warn=lambda _line: None)]
    return [f"Report {n}.\n\n{text}" for n, text in enumerate(islice(cycle(found), count), start=1)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("jsonl", nargs="*", help="JSON Lines with a text in each record")
    parser.add_argument("--articles", type=int, default=500)
    options = parser.parse_args()
    found = texts(options.jsonl, options.articles)
    articles = [Article(id=str(n), digest=iris.digest(t), text=t) for n, t in enumerate(found)]
    seconds: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], object]) -> object:
        start = time.process_time()
        result = work()
        seconds[stage] = time.process_time() - start
        return result

    bare = spacy.load(pipeline.DEFAULT_MODEL)
    timed("spaCy alone", lambda: [None for _ in bare.pipe(found, batch_size=64)])
    nlp = pipeline.load()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "in.jsonl").write_text(
            "".join(json.dumps({"text": t}) + "\n" for t in found), encoding="utf-8"
        )
        timed("read", lambda: sources.unique(sources.read([str(here / "in.jsonl")], warn=sys.exit)))
        pairs = timed("extract", lambda: list(extract(nlp, articles)))
        run = builds._run(None)
        knowledge = timed("resolve", lambda: resolve(pairs, run))
        timed("map", lambda: mapping.write(knowledge, here / "graph.nq"))
        timed("load", lambda: embedded.load(here / "graph.nq", here / "store"))
        drawn = timed("network", lambda: network.network(embedded.Embedded.open(here / "store")))
        timed("page", lambda: page.write(drawn, here / "page.html", title="bench"))
        whole = sum(v for k, v in seconds.items() if k != "spaCy alone")
        timed("validate", lambda: validate.validate(here / "graph.nq", articles))
        size = sum(len(codec.line(x)) for _, x in pairs)
    floor = seconds["spaCy alone"]
    sys.stdout.write(
        f"{len(found)} articles, {sum(len(t.split()) for t in found)} words, {size} bytes of extractions\n"
    )
    for stage, cost in {**seconds, "build in all": whole}.items():
        sys.stdout.write(f"{stage:14}{cost:9.2f} s CPU {cost / floor:8.2f} of spaCy\n")


if __name__ == "__main__":
    main()
