"""Turtle with the same bytes every time: sorted prefixes, statements in the order given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, cast

import pyoxigraph as ox

from kg.iris import ID, PREFIXES

_KINDS = (
    "article",
    "claim",
    "country",
    "event",
    "office",
    "organization",
    "person",
    "place",
    "report",
    "run",
)


def turtle(triples: Iterable[ox.Triple], out: BinaryIO) -> None:
    """Write triples as Turtle. Neighbours with one subject are written together."""
    _write(triples, out, ox.RdfFormat.TURTLE)


def trig(quads: Iterable[ox.Quad], out: BinaryIO) -> None:
    """Write quads as TriG. Neighbours in one graph, and with one subject, stand together."""
    _write(quads, out, ox.RdfFormat.TRIG)


def _write(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad], out: BinaryIO, form: ox.RdfFormat
) -> None:
    prefixes = {name: iri for name, iri in PREFIXES.items() if name != "id"}
    prefixes |= {kind: f"{ID}{kind}/" for kind in _KINDS}
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))
    out.write(head.encode())
    body = cast(BinaryIO, _After(len(head.encode()), out))
    ox.serialize(statements, body, format=form, prefixes=prefixes)


class _After:
    """Drops the serialiser's own prefix lines: as many bytes, but in no fixed order."""

    def __init__(self, dropped: int, out: BinaryIO) -> None:
        self._left = dropped
        self._out = out

    def write(self, data: bytes) -> int:
        self._out.write(data[self._left :])
        self._left = max(0, self._left - len(data))
        return len(data)

    def flush(self) -> None:
        self._out.flush()
