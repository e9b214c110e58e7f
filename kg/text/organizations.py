"""Organizations that need no recogniser: ``data/organizations.tsv``, names and acronyms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.text.rows import rows
from kg.text.surfaces import Surfaces


@cache
def _known() -> Surfaces[str]:
    return Surfaces(
        (surface, name)
        for name, others, _example in rows("organizations.tsv", 3)
        for surface in (name, *filter(None, others.split("|")))
    )


def matches(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, full name) of well-known organizations in text order."""
    return _known().find(text)
