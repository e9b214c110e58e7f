"""Finding many known phrases in a text: case-sensitive, whole words, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+")


class Surfaces(Generic[T]):
    """Phrases with what they stand for; the last one given for a phrase holds.

    >>> list(Surfaces([("South Sudan", "SSD"), ("Sudan", "SDN")]).find("In South Sudan, Sudan"))
    [(3, 14, 'SSD'), (16, 21, 'SDN')]
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        by_word: dict[str, dict[str, T]] = {}
        for phrase, value in phrases:
            if word := _WORD.search(phrase):
                by_word.setdefault(word.group(), {})[phrase[word.start() :]] = value
        self._by_word = {
            word: sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))
            for word, found in by_word.items()
        }

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """(start, end, value) of non-overlapping phrases in text order."""
        done = 0
        for word in _WORD.finditer(text):
            phrases = self._by_word.get(word.group())
            if phrases is None or (start := word.start()) < done:
                continue
            for phrase, value in phrases:
                end = start + len(phrase)
                if text.startswith(phrase, start) and _ends_word(text, end):
                    yield start, end, value
                    done = end
                    break


def _ends_word(text: str, end: int) -> bool:
    return not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
