"""Holds an answer back until it is known to have no more rows than it may have.

The engine writes a table itself, in one call, so its rows are counted in what it writes; and
an answer with a limit of rows is sent only when it is whole, so that one with more is refused
and not cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import QueryError

# What ends or parts rows, by format; what may hide something that looks like it; and how many
# rows there are beyond the separators. In TSV and XML nothing hides: line ends and angle
# brackets are escaped in values.
_QUOTED_JSON = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_QUOTED_CSV = re.compile(rb'"[^"]*+"')
_ROWS = {
    ox.QueryResultsFormat.JSON: (_QUOTED_JSON, b"},{", 1),
    ox.QueryResultsFormat.XML: (None, b"<result>", 0),
    ox.QueryResultsFormat.CSV: (_QUOTED_CSV, b"\n", -1),
    ox.QueryResultsFormat.TSV: (None, b"\n", -1),
}
_FIRST_LOOK = 1 << 16


class TooManyRows(QueryError):
    """The answer has more rows than an answer may have."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"the answer has more than {most:,} rows, the most that this server gives; "
            "ask for a part of it with LIMIT and OFFSET, or for a count"
        )


class Held:
    """Binary file that keeps a table until ``release``.

    Raises ``TooManyRows`` from ``write`` or ``release``.
    """

    def __init__(self, out: BinaryIO, form: ox.QueryResultsFormat, most: int) -> None:
        self._out = out
        self._hiding, self._separator, self._beyond = _ROWS[form]
        self._most = most
        self._data = bytearray()
        self._next_look = _FIRST_LOOK

    def write(self, data: bytes) -> int:
        """Keep a piece."""
        self._data += data
        if len(self._data) > self._next_look:
            self._look()
            self._next_look *= 2
        return len(data)

    def flush(self) -> None:
        """Nothing: the answer is kept."""

    def release(self) -> None:
        """Write what was kept."""
        self._look()
        self._out.write(bytes(self._data))

    def _look(self) -> None:
        data = bytes(self._data)
        if self._hiding:  # what remains of a value that is not yet at its end goes too
            data = self._hiding.sub(b"", data).partition(b'"')[0]
        if data.count(self._separator) + self._beyond > self._most:
            raise TooManyRows(self._most)


def at_most(triples: Iterable[ox.Triple], most: int) -> Iterator[ox.Triple]:
    """The triples, kept until it is known that they are no more than ``most``.

    Raises:
        TooManyRows: they are.
    """
    kept = []
    for triple in triples:
        kept.append(triple)
        if len(kept) > most:
            raise TooManyRows(most)
    return iter(kept)
