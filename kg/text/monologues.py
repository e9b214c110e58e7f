"""Attributions + quotations → attributions that also cover speech without a cue of its own.

A speaker is often named once: '"We won," said the mayor. "The count is over."', or 'The mayor was
tired. "We won."' A quotation that nobody is yet said to have spoken belongs to the report just
before it, or to the person whom the sentence before it is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.model import Attribution, Span
from kg.text.clauses import child, is_verb
from kg.text.quotations import Quotations
from kg.text.reading import Reading
from kg.text.speakers import phrase
from kg.text.tokens import Span as Words

_SENTENCE_LENGTH = 30  # code points from which an unclaimed quotation is somebody's speech
_GAP = 4  # code points of white space between a report and the speech that goes on
_PRONOUNS = frozenset({"he", "she", "they"})


def complete(reading: Reading, found: list[Attribution], quotes: Quotations) -> list[Attribution]:
    """The attributions with unclaimed speech given to the speaker before it."""
    known = sorted(found, key=lambda a: a.cue)
    for quote in quotes:
        if any(_covers(a, quote) for a in known):
            continue
        before = _sentence_before(reading, quote)
        if before is None:
            continue
        report = next((i for i in reversed(range(len(known))) if _in(known[i], before)), None)
        if report is not None:
            known[report] = _extended(known[report], quote)
        elif quote.end - quote.start >= _SENTENCE_LENGTH:
            known.extend(_of_person(before, quote))
    return known


def _covers(attribution: Attribution, quote: Span) -> bool:
    content = attribution.content
    return (content is not None and content.start < quote.end and quote.start < content.end) or (
        quote.start <= attribution.cue.start < quote.end
    )


def _sentence_before(reading: Reading, quote: Span) -> Words | None:
    """The sentence that ends just before a quotation which begins a sentence itself."""
    first = reading.doc.char_span(quote.start, quote.start + 1, alignment_mode="expand")
    if first is None or first.start == 0:
        return None
    i = first.start - 1
    while i > 0 and reading.doc[i].is_space:
        i -= 1
    last = reading.doc[i]
    if quote.start - (last.idx + len(last)) > _GAP or last.text in (",", ":", "(", "—", "–"):
        return None
    return last.sent if last.is_punct else None


def _in(attribution: Attribution, sentence: Words) -> bool:
    content = attribution.content or attribution.cue
    return (
        sentence.start_char <= attribution.cue.start < sentence.end_char
        or sentence.start_char < content.end <= sentence.end_char
    )


def _extended(attribution: Attribution, quote: Span) -> Attribution:
    content = attribution.content or quote
    return replace(attribution, content=Span(start=content.start, end=quote.end))


def _of_person(sentence: Words, quote: Span) -> Iterator[Attribution]:
    """Speech after a sentence about a person; its verb stands for the cue."""
    verb = sentence.root
    subject = child(verb, "nsubj") if is_verb(verb) else None
    if subject is None or (subject.ent_type_ != "PERSON" and subject.lower_ not in _PRONOUNS):
        return
    start, end = phrase(subject)
    words = sentence.doc[start:end]
    yield Attribution(
        source=Span(start=words.start_char, end=words.end_char),
        cue=Span(start=verb.idx, end=verb.idx + len(verb)),
        content=quote,
        quoted=True,
    )
