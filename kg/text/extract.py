"""Articles → extractions: the order of the steps, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from spacy.language import Language

from kg.model import Article, Event, Extraction, Mention, Relation, Title
from kg.text import attribution, coreference, events, mentions, pipeline, relations, times
from kg.text.blocks import blocks
from kg.text.files import shown
from kg.text.pipeline import Failed
from kg.text.reading import Reading
from kg.text.sources import called
from kg.text.tokens import Doc

_WHY = 200  # code points of an error that are told


def extract(
    nlp: Language, articles: Iterable[Article], failed: Failed | None = None
) -> Iterator[tuple[Article, Extraction]]:
    """Read articles one after another, in order; memory does not grow with their number.

    ``failed`` is told of an article in which something unforeseen goes wrong, and the others go
    on; without it the error is raised.
    """
    for article, doc in pipeline.parse(nlp, articles, failed):
        try:
            extraction = read(article, doc)
        except Exception as error:  # of any kind: one strange text must not cost all the others
            if failed is None:
                raise
            failed(article, error)
        else:
            yield article, extraction


def failure(article: Article, error: Exception) -> str:
    """The line that names an article in which something unforeseen went wrong."""
    why = shown(" ".join(f"{type(error).__name__}: {error}".split())[:_WHY])
    return f"{called(article)}: cannot be read, an error of kg ({why}); left out"


def read(article: Article, doc: Doc) -> Extraction:
    """All that one parsed article says."""
    reading = Reading(doc=doc, blocks=blocks(article.text), published=_day(article.published))
    mentions.find(reading)
    coreference.resolve(reading)
    times.find(reading)
    attribution.find(reading)
    facts, titles = relations.find(reading)
    happenings = events.find(reading, facts)
    return _extraction(article.id, reading, facts, titles, happenings)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _extraction(
    article: str,
    reading: Reading,
    facts: Sequence[Relation],
    titles: Sequence[Title],
    happenings: Sequence[Event],
) -> Extraction:
    """Put mentions and entities into text order and drop entities that nothing mentions."""
    order = sorted(range(len(reading.mentions)), key=lambda i: _place(reading.mentions[i], i))
    new_mention = {old: new for new, old in enumerate(order)}
    new_entity: dict[int, int] = {}
    for old in order:
        new_entity.setdefault(reading.mentions[old].entity, len(new_entity))
    return Extraction(
        article=article,
        entities=tuple(reading.entities[old] for old in new_entity),
        mentions=tuple(
            replace(reading.mentions[old], entity=new_entity[reading.mentions[old].entity])
            for old in order
        ),
        times=tuple(reading.times),
        attributions=tuple(reading.attributions),
        relations=tuple(
            replace(f, subject=new_mention[f.subject], object=new_mention[f.object])
            for f in sorted(facts, key=lambda f: (reading.mentions[f.subject].start, f.predicate))
        ),
        events=tuple(
            replace(
                e,
                arguments=tuple(replace(a, mention=new_mention[a.mention]) for a in e.arguments),
                place=None if e.place is None else new_mention[e.place],
            )
            for e in happenings
        ),
        titles=tuple(
            replace(t, person=new_mention[t.person])
            for t in sorted(titles, key=lambda t: (reading.mentions[t.person].start, t.title))
        ),
    )


def _place(mention: Mention, index: int) -> tuple[int, int, int]:
    return mention.start, -mention.end, index
