"""Properties of subjects, read one property or one subject at a time and joined by the reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kg.graph.store import IRI, Store
from kg.graph.vocabulary import TYPE

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
        return sorted(self._values.get(property_, ()))

    def one(self, property_: str) -> Any:
        """The value of a property, the first if there are several, None if there is none."""
        return next(iter(self.all(property_)), None)


def scan(store: Store, properties: Iterable[str]) -> defaultdict[str, Row]:
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


def members(store: Store, class_: str) -> list[str]:
    """What is of a class, sorted."""
    answer = store.select(_STATEMENTS, {"p": IRI(TYPE), "o": IRI(class_)})
    return sorted(str(subject) for subject, _, _ in answer)
