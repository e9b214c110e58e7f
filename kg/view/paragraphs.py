"""The paragraph around a sentence, as far as the text of an article shows it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, partial

from kg.model import Evidence

LONGEST = 1600
"""Code points of a paragraph at most; a longer one is cut around the sentence."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"\s*\n\s*")


class Paragraphs:
    """The paragraphs of one text: between blank lines or, where they would be long, line ends."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = cache(partial(_ends, text))

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the paragraph that holds the range, in code points.

        >>> Paragraphs("One. Two.\\n\\nThree. Four.").around(11, 17)
        (11, 23)
        """
        for pattern in (_BLANK_LINE, _LINE_END):
            first, last = _between(self._breaks(pattern), start, end, len(self._text))
            if last - first <= LONGEST:
                return first, last
        return self._cut(first, last, start, end)

    def of(self, item: Evidence) -> tuple[str, int]:
        """The paragraph of a sentence, and where in it the sentence begins.

        A sentence that is not what stands there is its own paragraph.
        """
        end = item.start + len(item.text)
        if item.start < 0 or self._text[item.start : end] != item.text:
            return item.text, 0
        first, last = self.around(item.start, end)
        return self._text[first:last], item.start - first

    def _cut(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """As much as is allowed on both sides, in whole words."""
        room = max(0, LONGEST - (end - start)) // 2
        first, last = max(first, start - room), min(last, end + room)
        before = self._text.find(" ", first, start)
        after = self._text.rfind(" ", end, last)
        return (before + 1 if before >= 0 else start), (after if after >= 0 else end)


def _ends(text: str, pattern: re.Pattern[str]) -> tuple[list[int], list[int]]:
    """Where each match begins, and where each stops."""
    spans = [found.span() for found in pattern.finditer(text)]
    return [begin for begin, _ in spans], [stop for _, stop in spans]


def _between(
    breaks: tuple[list[int], list[int]], start: int, end: int, length: int
) -> tuple[int, int]:
    """From the last break that stops before ``start`` to the first that begins after ``end``."""
    begins, stops = breaks
    before, after = bisect_right(stops, start), bisect_left(begins, end)
    first = stops[before - 1] if before else 0
    last = begins[after] if after < len(begins) else length
    return min(first, start), max(last, end)
