"""Between the engine's terms and plain Python: the one place where values are converted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pyoxigraph as ox

from kg.graph.store import IRI, Rows, Value
from kg.graph.turtle import turtle
from kg.iris import XSD

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def answer(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Rows | bool | str:
    """Results as a store gives them: rows, a truth value, or a graph as Turtle, sorted."""
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    if isinstance(results, ox.QueryTriples):
        return graph(results)
    variables = tuple(variable.value for variable in results.variables)
    return Rows(variables, tuple(tuple(map(value, row)) for row in results))


def graph(triples: Iterable[ox.Triple]) -> str:
    """Triples as Turtle, sorted."""
    out = BytesIO()
    turtle(sorted(triples, key=str), out)
    return out.getvalue().decode("utf-8")


def term(value: Value) -> Term:
    """The term for a value.

    Raises:
        ValueError: it is an IRI that is none.

    >>> str(term(date(2026, 1, 8))), str(term('a "b"'))
    ('"2026-01-08"^^<http://www.w3.org/2001/XMLSchema#date>', '"a \\\\"b\\\\""')
    """
    if isinstance(value, IRI):
        return ox.NamedNode(value)
    if isinstance(value, datetime):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + "dateTime"))
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    return ox.Literal(value)


def value(term: Any) -> Value | None:
    """The value of a term, None of none."""
    if isinstance(term, ox.NamedNode):
        return IRI(term.value)
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    return literal(term.value, term.datatype.value)


def literal(text: str, datatype: str) -> Value:
    """The value of a literal; one that its type does not allow is a string.

    >>> literal("3", XSD + "integer"), literal("2026-02-30", XSD + "date")
    (3, '2026-02-30')
    """
    convert = _CONVERSIONS.get(datatype)
    try:
        return convert(text) if convert else text
    except ValueError:
        return text


_CONVERSIONS: dict[str, Callable[[str], Value]] = {
    XSD + "integer": int,
    XSD + "decimal": float,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda value: value in ("true", "1"),
    XSD + "date": date.fromisoformat,
    XSD + "dateTime": datetime.fromisoformat,
}
