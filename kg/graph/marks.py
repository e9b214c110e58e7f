"""Where a sentence names someone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def nearest(text: str, names: Iterable[str], position: int) -> tuple[int, int] | None:
    """The place of the first of these names, longest first, that the text has as whole words.

    Of several places the one nearest to ``position``. Pronouns and descriptions are not found.

    >>> nearest("Chile hosted talks with Chile's neighbours", ["Chile", "the Chileans"], 20)
    (24, 29)
    """
    for name in sorted(names, key=lambda name: (-len(name), name)):
        spans = list(_places(text, name))
        if spans:
            return min(spans, key=lambda span: (abs(span[0] - position), span))
    return None


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where the name stands with no letter, digit or underscore on either side."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not _in_word(text[max(0, start - 1) : start]) and not _in_word(text[end : end + 1]):
            yield start, end
            start = end
        else:
            start += 1
        start = text.find(name, start)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
