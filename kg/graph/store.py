"""A store that answers queries, wherever it is: what all readers of a graph work with.

``kg.graph.embedded`` answers from a folder, ``kg.graph.remote`` from a SPARQL endpoint. Values
go in and out as plain Python; a query's variables are bound to them, never pasted into its text.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from kg.errors import QueryError


class IRI(str):
    """An IRI among the values of a query, to tell it from a string."""

    __slots__ = ()


Value = IRI | str | bool | int | float | date | datetime
"""What a variable may be bound to, and what a result holds."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: rows in the order of ``variables``, None where unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]

    def __iter__(self) -> Iterator[tuple[Value | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class Store(Protocol):
    """A graph that can be asked. What it answers is whole: an answer cut short is an error."""

    @abstractmethod
    def query(self, query: str, bindings: Mapping[str, Value] | None = None) -> Rows | bool | str:
        """The answer to any query: rows, a truth value, or a graph as Turtle, sorted.

        The prefixes of ``kg.iris`` need no declaration. Only variables that the SELECT projects
        can be bound. Without ORDER BY rows come in an order of the engine's own.

        Raises:
            QueryError: the query is malformed, refused, or fails.
        """

    @abstractmethod
    def pairs(self, property_: str) -> Iterator[tuple[str, Value]]:
        """Subject and value of every statement with a property.

        To read several properties of all subjects so, and to join them oneself, is several
        times faster than one large query.
        """

    @abstractmethod
    def called(self, name: str) -> list[IRI]:
        """The things with this label, alias or code, sorted. Without an index of words only
        those spelled just so.
        """

    @abstractmethod
    def search(self, words: str, most: int) -> list[IRI]:
        """Things whose name or text has all of the words, the best match first.

        A phrase may stand in quotes, and * behind the beginning of a word. Without an index of
        words every text is read, and the shortest is the best match.

        Raises:
            QueryError: there is no word in them.
        """

    def select(self, query: str, bindings: Mapping[str, Value] | None = None) -> Rows:
        """The rows of a SELECT, its variables bound beforehand where ``bindings`` says so.

        Raises:
            QueryError: the query is not a SELECT, is malformed, or fails.
        """
        answer = self.query(query, bindings)
        if not isinstance(answer, Rows):
            raise QueryError("this query is not a SELECT")
        return answer

    def ask(self, query: str, bindings: Mapping[str, Value] | None = None) -> bool:
        """The answer to an ASK.

        Raises:
            QueryError: the query is not an ASK, is malformed, or fails.
        """
        answer = self.query(query, bindings)
        if not isinstance(answer, bool):
            raise QueryError("this query is not an ASK")
        return answer

    def construct(self, query: str, bindings: Mapping[str, Value] | None = None) -> str:
        """The graph of a CONSTRUCT or DESCRIBE as Turtle, sorted.

        Raises:
            QueryError: the query is neither, is malformed, or fails.
        """
        answer = self.query(query, bindings)
        if not isinstance(answer, str):
            raise QueryError("this query is not a CONSTRUCT or DESCRIBE")
        return answer
