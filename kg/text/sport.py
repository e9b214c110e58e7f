"""Sport: where "attacked" and "beat" are moves of a game.

A sentence is about sport when it has a word of nothing but sport, two words that sport shares
with others, or one in an article that is about sport throughout. Only acts that are moves of
a game are left out there: a club that is fined, or a boycott of the games, is an event.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.text.clauses import lemma
from kg.text.frames import Match
from kg.text.reading import Reading
from kg.text.tokens import Span
from kg.text.triggers import words

_MOVES = frozenset({"ASSAULT", "MOBILIZE", "THREATEN", "REJECT", "CONSULT"})
_MOVE_ROWS = frozenset({"defend", "surrender", "release", "give", "host", "sell", "buy"})
_SHARE_OF_SPORT = 0.25  # of an article's sentences


def sport_sentences(reading: Reading) -> Iterator[tuple[Span, bool]]:
    """Every sentence, and whether it reports sport."""
    sentences = [(s, *_words_of_sport(s)) for s in reading.doc.sents]
    marked = sum(sure + shared > 0 for _, sure, shared in sentences)
    throughout = len(sentences) > 1 and marked >= _SHARE_OF_SPORT * len(sentences)
    for sentence, sure, shared in sentences:
        yield sentence, sure > 0 or shared > 1 or (throughout and shared > 0)


def is_contest(found: Match) -> bool:
    """Whether an act would be a move of the game in a report of sport."""
    return found.row.type in _MOVES or found.row.id in _MOVE_ROWS


def _words_of_sport(sentence: Span) -> tuple[int, int]:
    """The number of words of nothing but sport, and of different words that it shares."""
    forms = {form for t in sentence for form in (t.lower_, lemma(t))}
    return len(forms & words("sport")), len(forms & words("sport-shared"))
