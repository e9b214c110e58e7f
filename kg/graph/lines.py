"""The lines of a graph's file that have one of some properties; most lines are passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

Line = tuple[str, str, str]
"""Subject, property and object as N-Quads writes them, the object with the end of its line."""

_AT_ONCE = 1 << 20


def with_properties(nquads: Path, properties: Iterable[str]) -> Iterator[Line]:
    """The lines with one of the properties, in order.

    Nothing is checked. What is not N-Quads is passed over, or comes out as it stands.
    """
    wanted = {property_.encode(): property_ for property_ in properties}
    with nquads.open("rb", buffering=_AT_ONCE) as lines:
        for line in lines:  # decoded only when wanted: a graph has millions
            terms = line.split(b" ", 2)
            if len(terms) == 3 and terms[1] in wanted:
                yield terms[0].decode(), wanted[terms[1]], terms[2].decode()
