"""Facts between two mentions of one article, from the modules that read each kind of fact.

A fact is stated of every mention that its sentence has of the two, so that "Omar, who was born
in Lima," and "his wife Ana" can be marked wherever a reader looks. Offices are stated once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from kg.model import Relation, Span, Title
from kg.text import affiliations, births, holders, kinship, nationality, relatives
from kg.text.reading import Reading

_SPREAD = frozenset({"person", "organization", "place"})


def find(reading: Reading) -> tuple[list[Relation], list[Title]]:
    """Facts in text order, one for each pair of mentions, offices one for each sentence.

    Beside them the titles of persons of which no country is known.
    """
    held, titles = holders.find(reading)
    said = [
        *nationality.find(reading),
        *kinship.find(reading),
        *births.find(reading),
        *affiliations.find(reading),
    ]
    stated = _first_of_each(reading, [*held, *said])
    return list(_spread(reading, stated)), titles


def _first_of_each(reading: Reading, relations: list[Relation]) -> list[Relation]:
    """One relation per sentence and content."""
    unique: dict[tuple[object, ...], Relation] = {}
    for relation in relations:
        unique.setdefault(_content(reading, relation), relation)
    return list(unique.values())


def _content(reading: Reading, r: Relation) -> tuple[object, ...]:
    subject, object_ = reading.mentions[r.subject].entity, reading.mentions[r.object].entity
    return r.predicate, subject, object_, r.title, r.assertion.evidence


# --- every mention of the two in the sentence ------------------------------------------------


def _spread(reading: Reading, relations: list[Relation]) -> Iterator[Relation]:
    spread = [r for r in relations if r.predicate != "holdsOffice"]
    offsets = [token.idx for token in reading.tokens] if spread else []
    for evidence in sorted({r.assertion.evidence for r in spread}):
        start, end = bisect_left(offsets, evidence.start), bisect_left(offsets, evidence.end)
        relatives.add(reading, start, end)
    inside = _by_sentence(reading, {r.assertion.evidence for r in spread})
    seen: set[tuple[str, int, int]] = set()
    for relation in relations:
        if relation.predicate == "holdsOffice":
            yield relation
            continue
        mentions = inside[relation.assertion.evidence]
        for subject in _same(reading, mentions, relation.subject):
            for object_ in _same(reading, mentions, relation.object):
                # "their" stands for two persons with a mention for each
                key = (relation.predicate, *_starts(reading, subject, object_))
                if key not in seen:
                    seen.add(key)
                    yield replace(relation, subject=subject, object=object_)


def _starts(reading: Reading, subject: int, object_: int) -> tuple[int, int]:
    return reading.mentions[subject].start, reading.mentions[object_].start


def _by_sentence(reading: Reading, sentences: set[Span]) -> dict[Span, list[int]]:
    """Mentions of persons, organizations and places within each sentence."""
    found: defaultdict[Span, list[int]] = defaultdict(list)
    ordered = sorted(sentences)
    starts = [s.start for s in ordered]
    for index, mention in enumerate(reading.mentions):
        at = bisect_left(starts, mention.start + 1) - 1
        if at >= 0 and mention.end <= ordered[at].end and mention.type in _SPREAD:
            found[ordered[at]].append(index)
    return found


def _same(reading: Reading, mentions: list[int], mention: int) -> list[int]:
    """The mention and the others of its entity; a country's stands for itself."""
    if reading.mentions[mention].type not in _SPREAD:
        return [mention]
    entity = reading.mentions[mention].entity
    found = [m for m in mentions if reading.mentions[m].entity == entity]
    return found if mention in found else [mention, *found]
