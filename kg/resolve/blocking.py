"""Which full names are worth comparing: those that meet in a block.

A block holds the names with one key, a pair of consonant skeletons or of beginnings. A pair of
words says enough that blocks stay small; one that does not is compared with near neighbours
only, so that the work grows with the number of names and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.names import Name, romanised, skeleton

_MOST = 40  # names in a block that are compared each with each
_NEIGHBOURS = 5  # names on either side in a larger block


def candidates(names: Sequence[Name]) -> list[tuple[int, int]]:
    """Pairs of indexes of full names that may be alike, each once, in ascending order."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(names):
        for key in set(_keys(name)):
            blocks[key].append(i)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) > 1:
            pairs.update(_pairs(members, names))
    return sorted(pairs)


def _keys(name: Name) -> Iterator[str]:
    words = name.words
    bones = [skeleton(w) for w in words]
    yield f"same {' '.join(words)}"  # bearers of one name that context set apart, and generations
    # Both ends and every word between with either end: middle names, other orders.
    for i in range(1, len(words)):
        yield "sound " + " ".join(sorted((bones[0], bones[i])))
        yield "sound " + " ".join(sorted((bones[i - 1], bones[-1])))
    yield f"initial {words[0][0]} {bones[-1]}"
    if len(words[0]) > 1:
        yield f"slip {romanised(words[0])} {words[-1][:2]}"


def _pairs(members: list[int], names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    if len(members) <= _MOST:
        reach, ordered = _MOST, members
    else:
        reach, ordered = _NEIGHBOURS, sorted(members, key=lambda i: (names[i].words, i))
    for n, i in enumerate(ordered):
        for j in ordered[n + 1 : n + 1 + reach]:
            yield min(i, j), max(i, j)
