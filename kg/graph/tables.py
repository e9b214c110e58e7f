"""Rows of a SELECT in the formats that SPARQL has for them."""

from __future__ import annotations

import csv
from typing import BinaryIO, Protocol, cast

import pyoxigraph as ox

FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}


class Out(Protocol):
    """What takes bytes."""

    def write(self, data: bytes, /) -> int:
        """Take some."""


def write(results: ox.QuerySolutions, format_: ox.QueryResultsFormat, out: Out) -> None:
    """Write a table.

    The engine writes all formats but CSV, where it does not quote an IRI that has a comma, as
    those of our sentences have.
    """
    if format_ != ox.QueryResultsFormat.CSV:
        results.serialize(cast(BinaryIO, out), format=format_)
        return
    rows = csv.writer(_Encoded(out))
    rows.writerow(variable.value for variable in results.variables)
    for row in results:
        rows.writerow(map(_cell, row))


class _Encoded:
    """Takes text for what takes bytes."""

    def __init__(self, out: Out) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode())


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    """A term as SPARQL 1.1 CSV has it: without marks of its kind, but for blank nodes."""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return "" if term is None else str(term)
