"""How many a telling counts: "at least 14 people", "Forty civilians"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.names import fold

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {w: n for n, w in enumerate(_UNITS)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_VAGUE = re.compile(
    r"\b(at least|at most|more than|less than|fewer than|over|under|up to|about|around|nearly|almost"
    r"|some|roughly|approximately|dozens?|scores|hundreds|thousands|several|many)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d{1,3}(,\d{3})+|\d+")


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """An exact number of something, by the last word for it."""

    number: int
    of: str


def counted(text: str) -> Count | None:
    """The exact number that a text counts; None when it is vague or counts nothing.

    >>> counted("Five of his bodyguards"), counted("forty-one people"), counted("At least 14 people")
    (Count(number=5, of='bodyguards'), Count(number=41, of='people'), None)
    """
    if _VAGUE.search(text):
        return None
    words = text.casefold().replace("-", " ").split()
    number = _number(words)
    last = fold(words[-1]) if len(words) > 1 else ()
    return Count(number, last[0]) if number is not None and last else None


def _number(words: list[str]) -> int | None:
    for place, word in enumerate(words):
        if _FIGURE.fullmatch(word):
            return int(word.replace(",", ""))
        if word in _WORDS:
            following = words[place + 1] if place + 1 < len(words) else ""
            unit = _WORDS.get(following, 0) if _WORDS[word] >= 20 else 0
            return _WORDS[word] + (unit if unit < 10 else 0)
    return None
