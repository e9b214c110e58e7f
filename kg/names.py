"""Personal names as strings: folding, parts and comparison. Knows nothing of texts or graphs."""

from __future__ import annotations

import unicodedata

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Letters that Unicode does not decompose but that news agencies write plainly.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"}
)


def fold(name: str) -> tuple[str, ...]:
    """The words of a name without accents, case, punctuation and generational suffixes.

    A hyphen joins, so that a hyphenated name stays one word.

    >>> fold("Nicolás  Maduro Moros"), fold("Kim Jong-un"), fold("J. O'Neill, Jr.")
    (('nicolas', 'maduro', 'moros'), ('kim', 'jongun'), ('j', 'oneill'))
    """
    text = unicodedata.normalize("NFKD", name.casefold()).translate(_PLAIN)
    text = text.replace(" - ", "-")
    kept = "".join(c for c in text if c.isalnum() or c.isspace())
    words = tuple(kept.split())
    solid = tuple(w for w in words if w not in _SUFFIXES)
    return solid or words


def is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether folded ``short`` can name the bearer of folded ``full``.

    Every word of the short form must stand in the full one in order, an initial standing for
    its word, and the two must share the surname at the end or, where the family name comes
    first or a person goes by the given name, the first word.

    >>> full = fold("Nicolás Maduro Moros")
    >>> [is_short_for(fold(s), full) for s in ("Maduro", "Nicolas Maduro", "N. Maduro", "Rosa Maduro")]
    [True, True, True, False]
    """
    if not short or len(short) > len(full):
        return False
    position = 0
    for word in short:
        while position < len(full) and not _stands_for(word, full[position]):
            position += 1
        if position == len(full):
            return False
        position += 1
    return len(short[-1]) > 1


def _stands_for(word: str, whole: str) -> bool:
    return word == whole or (len(word) == 1 and whole.startswith(word))
