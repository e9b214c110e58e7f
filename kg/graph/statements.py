"""The statements of files in memory, property by property: what is drawn while a store loads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.graph.store import Value
from kg.graph.terms import value
from kg.graph.triples import quads


class Statements:
    """Subjects and values by property; derived statements are not among them."""

    def __init__(self) -> None:
        self._pairs: defaultdict[str, list[tuple[str, Value]]] = defaultdict(list)

    @classmethod
    def read(cls, *paths: Path) -> Statements:
        """Read N-Quads (``.nq``) and Turtle (``.ttl``) files; none states what another does.

        Raises:
            InputError: a file cannot be read.
        """
        statements = cls()
        for path in paths:
            for quad in quads(path):
                told = value(quad.object)
                if told is not None:
                    pair = str(value(quad.subject)), told
                    statements._pairs[quad.predicate.value].append(pair)
        return statements

    def pairs(self, property_: str) -> Iterator[tuple[str, Value]]:
        """Subject and value of every statement with a property."""
        return iter(self._pairs.get(property_, ()))
