"""Where a sentence names someone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def nearest(text: str, names: Iterable[str], position: int) -> tuple[int, int] | None:
    """The place of the first of these names, longest first, that the text has as whole words.

    Of several places the one nearest to ``position``. Pronouns and descriptions are not found.

    >>> nearest("Chile hosted talks with Chile's neighbours", ["Chile", "the Chileans"], 20)
    (24, 29)
    """
    for name in sorted(names, key=lambda name: (-len(name), name)):
        spans = [match.span() for match in _pattern(name).finditer(text)] if name in text else []
        if spans:
            return min(spans, key=lambda span: (abs(span[0] - position), span))
    return None


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
