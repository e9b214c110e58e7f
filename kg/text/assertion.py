"""How a sentence says a thing: whether it holds, how surely, when, and on whose word."""

from __future__ import annotations

from kg.model import Assertion, Polarity, Span, Tense
from kg.text.reading import Reading
from kg.text.scope import mood
from kg.text.tokens import Token


def assess(reading: Reading, token: Token, rule: str) -> Assertion:
    """The assertion of what a verb or noun states, with its whole sentence as evidence."""
    found = mood(token)
    tense: Tense = found.tense or "present"
    if reading.kind_at(token) == "heading" and tense == "present":
        tense = "past"
    polarity: Polarity = "denied" if found.denied else "affirmed"
    return Assertion(
        evidence=reading.sentence(token),
        polarity=polarity,
        certainty=found.certainty,
        tense=tense,
        attributions=_speakers(reading, token),
        rule=rule,
    )


def _speakers(reading: Reading, token: Token) -> tuple[int, ...]:
    """Attributions whose content holds the token, the longest content first."""
    found = []
    for index, attribution in enumerate(reading.attributions):
        content = attribution.content
        if content is None or _within(token.idx, attribution.cue):
            continue
        if _within(token.idx, content):
            found.append((content.start - content.end, index))
    return tuple(index for _, index in sorted(found))


def _within(offset: int, span: Span) -> bool:
    return span.start <= offset < span.end
