"""The assertion of what a phrase takes for granted: it holds even where its sentence is denied."""

from __future__ import annotations

from kg.model import Assertion, Tense
from kg.text.assertion import assess
from kg.text.reading import Reading
from kg.text.tokens import Token


def presupposed(reading: Reading, token: Token, rule: str, tense: Tense = "present") -> Assertion:
    """Affirmed and certain, on the word of those whose speech the phrase stands in."""
    chain = assess(reading, token, rule).attributions
    return Assertion(evidence=reading.sentence(token), tense=tense, attributions=chain, rule=rule)
