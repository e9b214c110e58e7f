"""Properties of subjects, read one property or one subject at a time and joined by the reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from kg.graph.store import IRI, Store, Value

_STATEMENTS = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"


class Row:
    """What is stated of one subject, by property."""

    __slots__ = ("_values",)

    def __init__(self) -> None:
        self._values: dict[str, list[Any]] = {}

    def add(self, property_: str, value: Any) -> None:
        """Add a value."""
        self._values.setdefault(property_, []).append(value)

    def properties(self) -> list[str]:
        """The properties, sorted."""
        return sorted(self._values)

    def all(self, property_: str) -> list[Any]:
        """The values of a property, sorted."""
        values = self._values.get(property_, ())
        return sorted(values) if len(values) > 1 else list(values)

    def one(self, property_: str) -> Any:
        """The value of a property, the first if there are several, None if there is none."""
        values = self._values.get(property_)
        if not values:
            return None
        return values[0] if len(values) == 1 else min(values)


class Source(Protocol):
    """What can be read one property at a time: a store, or a file."""

    def pairs(self, property_: str) -> Iterator[tuple[str, Value]]:
        """Subject and value of every statement with a property."""


def scan(store: Source, properties: Iterable[str]) -> defaultdict[str, Row]:
    """These properties of all subjects that have one of them."""
    rows: defaultdict[str, Row] = defaultdict(Row)
    for property_ in properties:
        for subject, value in store.pairs(property_):
            rows[subject].add(property_, value)
    return rows


def look_up(store: Store, subject: str) -> Row:
    """All properties of one subject."""
    row = Row()
    for _, property_, value in store.select(_STATEMENTS, {"s": IRI(subject)}):
        row.add(str(property_), value)
    return row
