"""Claims as they stand in a store, with their sentences: what readers of a graph work from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.graph.rows import Row, look_up
from kg.graph.store import Store, Value
from kg.graph.vocabulary import LABEL
from kg.iris import DCTERMS, KG, SCHEMA
from kg.model import Speech, Telling

_REJECTED = KG + "rejected"
_EVIDENCE, _START, _END = KG + "evidence", KG + "start", KG + "end"
_POLARITY, _CERTAINTY, _TENSE, _RULE = KG + "polarity", KG + "certainty", KG + "tense", KG + "rule"
_ATTRIBUTION, _ORDER, _CUE = KG + "attribution", KG + "order", KG + "cue"
_SPEAKER, _SPEAKER_TEXT = KG + "speaker", KG + "speakerText"
_TEXT, _ARTICLE = KG + "text", KG + "article"
_IDENTIFIER, _HEADLINE, _URL = DCTERMS + "identifier", SCHEMA + "headline", SCHEMA + "url"
_PUBLISHER, _PUBLISHED = SCHEMA + "publisher", SCHEMA + "datePublished"

PROPERTIES = (
    *(_EVIDENCE, _START, _END, _POLARITY, _CERTAINTY, _TENSE, _RULE, _REJECTED),
    *(_ATTRIBUTION, _ORDER, _CUE, _SPEAKER, _SPEAKER_TEXT),
    *(_TEXT, _ARTICLE, _IDENTIFIER, _HEADLINE, _URL, _PUBLISHER, _PUBLISHED, LABEL),
)
"""What must be read of claims, sentences, articles and speakers for their records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How one sentence tells a claim, and the article it stands in.

    ``offset`` is where the sentence starts in the article; ``telling.start`` counts from the
    article's start too. ``published`` is an ISO 8601 date, or what the article had in its place.
    """

    claim: str
    telling: Telling
    text: str
    offset: int
    article: str
    identifier: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None

    @property
    def speakers(self) -> tuple[str, ...]:
        """The chain of speakers by name, outermost first; a cue stands for one without a name."""
        return tuple(speech.name or f"({speech.cue})" for speech in self.telling.speakers)

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Reading order: by date, then article, then place in the article."""
        return (self.published or "", self.article, self.telling.start, self.claim)


def records(rows: Mapping[str, Row]) -> dict[str, Record]:
    """The record of every claim among the rows, by its IRI."""
    claims = [subject for subject, row in rows.items() if row.one(_EVIDENCE)]
    return {claim: as_told(claim, rows.__getitem__) for claim in claims}


def record(store: Store, claim: str) -> Record:
    """The record of one claim."""
    return as_told(claim, cache(lambda subject: look_up(store, subject)))


def text_of(value: Value | None) -> str | None:
    """A value in words: dates after ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)


def as_told(claim: str, row_of: Callable[[str], Row]) -> Record:
    """The record of a claim; ``row_of`` reads a subject."""
    row = row_of(claim)
    sentence = row_of(row.one(_EVIDENCE))
    article = row_of(sentence.one(_ARTICLE))
    publisher = article.one(_PUBLISHER)
    return Record(
        claim=claim,
        telling=_telling(row, row_of),
        text=sentence.one(_TEXT),
        offset=sentence.one(_START),
        article=str(sentence.one(_ARTICLE)),
        identifier=article.one(_IDENTIFIER),
        title=article.one(_HEADLINE),
        publisher=row_of(publisher).one(LABEL) if publisher else None,
        published=text_of(article.one(_PUBLISHED)),
        url=article.one(_URL),
    )


def _telling(row: Row, row_of: Callable[[str], Row]) -> Telling:
    links = sorted(map(row_of, row.all(_ATTRIBUTION)), key=lambda link: int(link.one(_ORDER)))
    return Telling(
        sentence=str(row.one(_EVIDENCE)),
        start=row.one(_START),
        end=row.one(_END),
        polarity=row.one(_POLARITY),
        certainty=row.one(_CERTAINTY),
        tense=row.one(_TENSE),
        speakers=tuple(_speech(link, row_of) for link in links),
        rule=row.one(_RULE),
        rejected=bool(row.one(_REJECTED)),
    )


def _speech(link: Row, row_of: Callable[[str], Row]) -> Speech:
    speaker = link.one(_SPEAKER)
    name = row_of(speaker).one(LABEL) if speaker else link.one(_SPEAKER_TEXT)
    return Speech(speaker=speaker, name=name, cue=link.one(_CUE))
