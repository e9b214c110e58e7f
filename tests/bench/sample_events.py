"""Events drawn at random, to read: ``python tests/bench/sample_events.py ARTICLES.jsonl 100 7``.

ARTICLES holds one article a line: ``id``, ``text`` and optionally ``date``. The draw is over
affirmed and certain events that are not still to come, the ones that become plain triples; the
same file, number and seed give the same draw as long as the extraction is the same. Each event
is printed with its sentence, type, participants (form and entity) and rule, for a person to
judge whether type and participants are right.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.model import Article, Event, Extraction
from kg.text import pipeline
from kg.text.extract import extract


def articles(path: Path) -> Iterator[Article]:
    """The articles of a JSON Lines file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield Article(id=record["id"], digest="", text=record["text"], published=record.get("date"))


def told_as_facts(extraction: Extraction) -> Iterator[Event]:
    """Events that are told as having happened or going on, for sure."""
    for event in extraction.events:
        told = event.assertion
        if (told.polarity, told.certainty) == ("affirmed", "certain") and told.tense != "future":
            yield event


def described(article: Article, extraction: Extraction, event: Event) -> str:
    """An event in a few lines of text."""
    told = event.assertion.evidence
    lines = [
        f"{event.type}/{event.mode or '-'}/{event.content or '-'}"
        f"  {article.text[event.trigger.start : event.trigger.end]!r}"
        f"  {event.assertion.rule} {event.assertion.tense}",
        "  " + " ".join(article.text[told.start : told.end].split()),
    ]
    for argument in event.arguments:
        mention = extraction.mentions[argument.mention]
        entity = extraction.entities[mention.entity]
        lines.append(
            f"    {argument.role:9} {article.text[mention.start : mention.end]!r}"
            f"  {mention.type} {mention.form} = {entity.key or entity.name}"
        )
    return "\n".join(lines)


def draw(path: Path, number: int, seed: int) -> tuple[list[str], int]:
    """The events drawn, described, and the number that they are drawn from."""
    found = [
        described(article, extraction, event)
        for article, extraction in extract(pipeline.load(), articles(path))
        for event in told_as_facts(extraction)
    ]
    return random.Random(seed).sample(found, min(number, len(found))), len(found)


if __name__ == "__main__":
    drawn, total = draw(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    print(f"{len(drawn)} of {total} events")
    for number, text in enumerate(drawn, start=1):
        print(f"{number:3} {text}")
