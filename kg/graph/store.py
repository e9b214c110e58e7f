"""The boundary to pyoxigraph: a store folder is built once and then only read.

Values go in and out as plain Python; a query's variables are bound to them, never pasted into
its text. Every error of the engine becomes a ``QueryError`` or a ``WorkspaceError`` here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError, WorkspaceError
from kg.graph.guard import refuse_service
from kg.graph.ontology import vocabulary_files
from kg.graph.turtle import turtle
from kg.iris import PREFIXES, XSD


class IRI(str):
    """An IRI among the values of a query, to tell it from a string."""

    __slots__ = ()


Value = IRI | str | bool | int | float | date | datetime
"""What a variable may be bound to, and what a result holds."""


_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: rows in the order of ``variables``, None where unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]

    def __iter__(self) -> Iterator[tuple[Value | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def load(nquads: Path, folder: Path) -> int:
    """Build a new store of a graph, the ontology and what follows from them.

    Returns the number of statements in the store, derived ones included.

    Raises:
        WorkspaceError: the folder exists and is not empty, cannot be written, or the file
            is not N-Quads.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(f"{folder}: a store is built in a new folder, this one is not empty")
    try:
        store = ox.Store(str(folder))
        store.bulk_load(path=str(nquads), format=ox.RdfFormat.N_QUADS)
        for file in vocabulary_files():
            store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
        for rule in _rules():
            store.update(rule, prefixes=PREFIXES)
        store.flush()
        return len(store)
    except (OSError, SyntaxError, ValueError) as error:
        raise WorkspaceError(f"{folder}: the store cannot be built: {error}") from error


class Store:
    """A store opened for reading. Any number of readers may have it open at once."""

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Open a store folder.

        Raises:
            WorkspaceError: it is none.
        """
        try:
            return cls(ox.Store.read_only(str(folder)))
        except (OSError, ValueError) as error:
            raise WorkspaceError(f"{folder}: not a store; build one with kg build") from error

    def select(self, query: str, bindings: Mapping[str, Value] | None = None) -> Rows:
        """The rows of a SELECT, its variables bound beforehand where ``bindings`` says so.

        Only variables that the SELECT projects can be bound.

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

    def pairs(self, property_: str) -> Iterator[tuple[str, Value]]:
        """Subject and value of every statement with a property, by one scan of an index.

        To read several properties of all subjects so, and to join them oneself, is several
        times faster than one large query.
        """
        for quad in self._engine.quads_for_pattern(None, ox.NamedNode(property_), None):
            subject, value = _value(quad.subject), _value(quad.object)
            if subject is not None and value is not None:
                yield str(subject), value

    def query(self, query: str, bindings: Mapping[str, Value] | None = None) -> Rows | bool | str:
        """The answer to any query: rows, a truth value, or a graph as Turtle.

        The prefixes of ``kg.iris`` need no declaration. Without ORDER BY rows come in an
        order of the engine's own.

        Raises:
            QueryError: the query is malformed, fails, or asks another endpoint.
        """
        refuse_service(query)
        with _query_errors():
            results = self._engine.query(query, prefixes=PREFIXES, substitutions=_bound(bindings))
            return _answer(results)


def _answer(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Rows | bool | str:
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    if isinstance(results, ox.QueryTriples):
        out = BytesIO()
        turtle(sorted(results, key=str), out)
        return out.getvalue().decode("utf-8")
    variables = tuple(variable.value for variable in results.variables)
    return Rows(variables, tuple(tuple(map(_value, row)) for row in results))


@contextmanager
def _query_errors() -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise QueryError(f"the query cannot be read: {error}") from error
    except (OSError, RuntimeError, TypeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from error


def _rules() -> Iterable[str]:
    """The rules of derivation in the order of their file names."""
    folder = files("kg.graph").joinpath("rules")
    found = (file for file in folder.iterdir() if file.name.endswith(".ru"))
    return [file.read_text("utf-8") for file in sorted(found, key=lambda file: file.name)]


# --- values -------------------------------------------------------------------------------


def _bound(bindings: Mapping[str, Value] | None) -> dict[ox.Variable, _Term]:
    return {ox.Variable(name): _term(value) for name, value in (bindings or {}).items()}


def _term(value: Value) -> _Term:
    if isinstance(value, IRI):
        return ox.NamedNode(value)
    if isinstance(value, datetime):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + "dateTime"))
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    return ox.Literal(value)


def _value(term: Any) -> Value | None:
    if isinstance(term, ox.NamedNode):
        return IRI(term.value)
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    convert = _CONVERSIONS.get(term.datatype.value)
    try:
        return convert(term.value) if convert else term.value
    except ValueError:
        return term.value


_CONVERSIONS: dict[str, Callable[[str], Value]] = {
    XSD + "integer": int,
    XSD + "decimal": float,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda value: value in ("true", "1"),
    XSD + "date": date.fromisoformat,
    XSD + "dateTime": datetime.fromisoformat,
}
