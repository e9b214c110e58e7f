"""Text → direct quotations: what stands between quotation marks, marks included.

A quotation ends with its paragraph at the latest. One or two quoted words without a stop are a
label at arm's length ("the so-called 'green line'"), not speech, and are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from kg.model import Block, Span

_QUOTATION = re.compile(
    r"“[^“”\n]*(?:“[^“”\n]*”[^“”\n]*)*(?:”|(?=\n)|\Z)"
    r"|(?<![\w.,!?;:%])\"(?=\S)[^\"\n]*(?:\"|(?=\n)|\Z)"
    r"|(?:``|'')(?!')[^`\n]*?(?:''|(?=\n)|\Z)"
    r"|«[^»\n]*(?:»|(?=\n)|\Z)"
    r"|(?<!\w)‘(?=\w)[^‘’\n]*(?:’(?=\w)[^‘’\n]*)*’(?!\w)"
)
_SPEECH_LENGTH = 15  # code points, marks included
_SHORT_SPEECH = re.compile(r"[,.!?](?:[\"”’»]|'')\Z")  # "No," he said
MARKS = "\"“”«»‘'`"


class Quotations:
    """The quotations of a text in order, none inside another, found by code point."""

    def __init__(self, text: str, blocks: Iterable[Block]) -> None:
        self.text = text  # spaCy builds Doc.text anew each time it is asked for
        self._spans = [
            Span(start=m.start(), end=m.end())
            for block in blocks
            for m in _QUOTATION.finditer(text, block.start, block.end)
            if m.end() - m.start() >= _SPEECH_LENGTH or _SHORT_SPEECH.search(m[0])
        ]
        self._starts = [s.start for s in self._spans]

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def around(self, offset: int) -> Span | None:
        """The quotation that an offset lies in."""
        at = bisect_right(self._starts, offset) - 1
        return self._spans[at] if at >= 0 and offset < self._spans[at].end else None

    def before(self, offset: int) -> Span | None:
        """The last quotation, if it ends at or before an offset."""
        at = bisect_right(self._starts, offset - 1) - 1
        return self._spans[at] if at >= 0 and self._spans[at].end <= offset else None

    def after(self, offset: int) -> Span | None:
        """The first quotation that begins at or after an offset."""
        at = bisect_right(self._starts, offset - 1)
        return self._spans[at] if at < len(self._spans) else None
