"""What a build costs beside the language model: CPU seconds and the ratio, stage by stage.

    python tests/bench/build.py                            # the samples, repeated
    python tests/bench/build.py news.jsonl --articles 1000 # texts of your own, repeated if need be

The floor is the bare spaCy pipeline over the same texts, a shard of it and a shard of the
extraction in turn. The last lines compare how long one process and two take to read them all
(wall seconds, so the machine should be idle), and say how memory grows while they are read.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import TypeVar

import spacy

from kg import build as builds
from kg import readers, runs
from kg.graph import embedded, mapping, network, ontology, validate
from kg.graph.statements import Statements
from kg.model import Article, Extraction
from kg.resolve import resolve
from kg.text import pipeline, shards, sources
from kg.view import page

T = TypeVar("T")


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


class Clock:
    """CPU and wall seconds by stage."""

    def __init__(self) -> None:
        self.cpu: dict[str, float] = {}
        self.wall: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], T]) -> T:
        """The result of some work."""
        cpu, wall = time.process_time(), time.monotonic()
        result = work()
        self.cpu[stage] = self.cpu.get(stage, 0) + time.process_time() - cpu
        self.wall[stage] = self.wall.get(stage, 0) + time.monotonic() - wall
        return result


def peak() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _read(articles: Sequence[Article], processes: int) -> list[tuple[Article, Extraction]]:
    pairs = readers.Crew(processes=processes).read(articles, pipeline.DEFAULT_MODEL)
    return [(a, found) for a, found in pairs if isinstance(found, Extraction)]


def _taking_turns(clock: Clock, articles: Sequence[Article]) -> list[tuple[Article, Extraction]]:
    """The bare pipeline and the extraction, shard by shard: a machine's speed changes by the minute."""
    bare, nlp = spacy.load(pipeline.DEFAULT_MODEL), pipeline.load()
    pairs: list[tuple[Article, Extraction]] = []
    for shard in shards.cut(articles):
        texts = [article.text for article in shard]
        clock.time("spaCy alone", lambda texts=texts: [None for _ in bare.pipe(texts)])
        found = clock.time("extract", lambda shard=shard: shards.read_with(nlp, shard))
        pairs.extend((a, e) for a, e in zip(shard, found, strict=True) if isinstance(e, Extraction))
    return pairs


def _stages(clock: Clock, found: Sequence[str], here: Path) -> tuple[list[Article], int]:
    """Every stage of a build of the texts, timed; the articles, and the number of quads."""
    source = here / "in.jsonl"
    source.write_text("".join(json.dumps({"text": t}) + "\n" for t in found), encoding="utf-8")
    articles = clock.time(
        "read", lambda: sources.unique(sources.read([str(source)], warn=sys.exit, language="en"))
    )
    pairs = _taking_turns(clock, articles)
    knowledge = clock.time("resolve", lambda: resolve(pairs, runs.current(None)))
    quads = clock.time("map", lambda: mapping.write(knowledge, here / "graph.nq"))
    clock.time("load", lambda: embedded.load(here / "graph.nq", here / "store"))
    clock.time("page", lambda: _draw(here))
    clock.time("validate", lambda: validate.validate(here / "graph.nq", articles))
    return articles, quads


def _draw(here: Path) -> None:
    statements = Statements.read(here / "graph.nq", *ontology.vocabulary_files())
    page.write(network.network(statements), here / "page.html", title="bench")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("jsonl", nargs="*", help="JSON Lines with a text in each record")
    parser.add_argument("--articles", type=int, default=500)
    options = parser.parse_args()
    found = texts(options.jsonl, options.articles)
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        articles, quads = _stages(clock, found, Path(folder))
    memory = peak()
    for processes in (1, 2):
        clock.time(f"{processes}", lambda processes=processes: _read(articles, processes))
    _print(clock, len(found), sum(len(t.split()) for t in found), quads, memory)


def _print(clock: Clock, count: int, words: int, quads: int, memory: float) -> None:
    sys.stdout.write(f"{count} articles, {words} words, {quads} quads\n")
    floor = clock.cpu["spaCy alone"]
    stages = ["read", "extract", "resolve", "map", "load", "page"]
    whole = sum(clock.cpu[stage] for stage in stages)
    rules = {"rules of the extraction": clock.cpu["extract"] - floor, "build in all": whole}
    rules["all but the language model"] = whole - floor
    names = ["spaCy alone", *stages, "validate"]
    for stage, cost in {**{name: clock.cpu[name] for name in names}, **rules}.items():
        sys.stdout.write(f"{stage:27}{cost:9.2f} s CPU {cost / floor:7.1%} of spaCy\n")
    one, two = clock.wall["1"], clock.wall["2"]
    sys.stdout.write(
        f"loading    {quads / clock.wall['load']:,.0f} quads a second\n"
        f"reading    one process {one:.1f} s, two {two:.1f} s: {one / two:.2f} times as fast\n"
        f"memory     {memory:,.0f} MB at most in the process that did all of this\n"
    )


if __name__ == "__main__":
    main()
