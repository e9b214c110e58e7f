"""The worker behind the SPARQL endpoint: one process, one read-only store, one query at a time.

``python -m kg.graph.answer STORE`` reads requests from standard input and writes frames to
standard output, so that whoever started it can end it at any moment, and with it a query
that takes too long. A request is four bytes of length, then a JSON object:

* ``query``, ``base`` (an IRI), ``default_graphs``, ``named_graphs`` (IRIs, protocol level);
* ``table`` and ``graph``: the media type to answer in, by kind of result, or null for none;
* ``seconds``: how long to compute without a word before the worker ends itself.

A frame is one byte of kind, four bytes of length, then the payload: ``R`` the store is open,
``H`` the media type of the answer, ``D`` a piece of it, ``Z`` its end, ``E`` an error as JSON
with ``kind`` (``syntax``, ``refused``, ``format`` or ``failed``) and ``message``.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.guard import refuse_service, refuse_unknown_graphs
from kg.graph.turtle import turtle
from kg.iris import PREFIXES

TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/json": ox.RdfFormat.JSON_LD,
}
_PIECE = 1 << 16
_LENGTH = struct.Struct("!I")
_HAS_ALARM = hasattr(signal, "setitimer")
_POSITION = re.compile(r"error at (\d+):(\d+)")


def command(store: Path, megabytes: int | None = 2000) -> list[str]:
    """The command line that starts a worker on a store folder.

    ``megabytes`` caps the memory that queries may take beyond what the open store takes
    (Linux only; elsewhere there is no cap, as with None). One that needs more is ended by the
    system.
    """
    limit = [] if megabytes is None else ["--megabytes", str(megabytes)]
    # -P: a folder named "kg" where the user happens to stand is not this package.
    return [sys.executable, "-P", "-m", "kg.graph.answer", str(store), *limit]


class Frames:
    """Binary file that cuts what is written to it into frames.

    The alarm stands only while the worker computes: a reader may be slow, but a worker whose
    reader has ended would otherwise compute on for nobody.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._pending = bytearray()
        self._seconds = 0.0

    def begin(self, seconds: float) -> None:
        """Allow the worker ``seconds`` of silence from now on; 0 is for ever."""
        self._seconds = seconds
        _alarm(seconds)

    def write(self, data: bytes) -> int:
        """Take a piece of the answer, and send on what has filled a frame."""
        self._pending += data
        if len(self._pending) >= _PIECE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Send on everything taken so far."""
        if self._pending:
            self.send(b"D", bytes(self._pending))
            self._pending.clear()

    def send(self, kind: bytes, payload: bytes = b"") -> None:
        """Send one frame at once."""
        _alarm(0)
        self._out.write(kind + _LENGTH.pack(len(payload)) + payload)
        self._out.flush()
        _alarm(self._seconds)

    def fail(self, kind: str, message: str) -> None:
        """Send an error in place of the answer, or of the rest of it."""
        self._pending.clear()
        self.send(b"E", json.dumps({"kind": kind, "message": message}).encode())


def serve(store: ox.Store, requests: BinaryIO, frames: Frames) -> None:
    """Answer requests until their stream ends."""
    while len(head := requests.read(_LENGTH.size)) == _LENGTH.size:
        request = json.loads(requests.read(*_LENGTH.unpack(head)))
        frames.begin(request["seconds"])
        answer(store, request, frames)
        frames.begin(0)


def answer(store: ox.Store, request: dict[str, Any], frames: Frames) -> None:
    """Run one request and send its answer, or the error it meets."""
    try:
        results = _results(store, request)
        media, write = _writer(results, request)
        frames.send(b"H", media.encode())
        write(frames)
        frames.flush()
        frames.send(b"Z")
    except SyntaxError as error:
        frames.fail("syntax", _complaint(request["query"], str(error)))
    except QueryError as error:
        frames.fail("refused", str(error))
    except _NoFormat as error:
        frames.fail("format", str(error))
    except RuntimeError as error:  # it is well formed, but asks for what the engine has not
        frames.fail("syntax", f"the query cannot be answered: {error}")
    except (OSError, ValueError) as error:
        frames.fail("failed", str(error))


class _NoFormat(Exception):
    """The result is of a kind that the client has no format for."""


def _results(
    store: ox.Store, request: dict[str, Any]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    query, base = request["query"], request["base"]
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
    named: list[ox.NamedNode | ox.BlankNode]
    default = [_node(iri) for iri in request["default_graphs"]]
    named = [_node(iri) for iri in request["named_graphs"]]
    refuse_service(query)
    if default or named:  # the protocol's dataset stands in place of the query's own
        return store.query(
            query, base_iri=base, prefixes=PREFIXES, default_graph=default, named_graphs=named
        )
    refuse_unknown_graphs(query, base, lambda iri: store.contains_named_graph(_node(iri)))
    return store.query(query, base_iri=base, prefixes=PREFIXES)


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise SyntaxError(f"<{iri}> is no absolute IRI") from error


def _writer(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, request: dict[str, Any]
) -> tuple[str, Callable[[Frames], object]]:
    if isinstance(results, ox.QueryTriples):
        media = request["graph"]
        if media is None:
            raise _NoFormat(f"a CONSTRUCT or DESCRIBE answers in {', '.join(GRAPHS)}")
        return media, lambda out: _write_graph(results, GRAPHS[media], out)
    media = request["table"]
    if media is None:
        raise _NoFormat(f"a SELECT or ASK answers in {', '.join(TABLES)}")
    table = TABLES[media]
    return media, lambda out: results.serialize(cast(BinaryIO, out), format=table)


def _write_graph(results: ox.QueryTriples, form: ox.RdfFormat, out: Frames) -> None:
    if form == ox.RdfFormat.TURTLE:
        turtle(results, cast(BinaryIO, out))
    else:
        results.serialize(cast(BinaryIO, out), format=form)


def _complaint(query: str, error: str) -> str:
    """The engine's message, cut short, under the line of the query it points at."""
    found = _POSITION.search(error)
    if not found:
        return f"the query cannot be read: {error[:300]}"
    line, column = int(found[1]), int(found[2])
    lines = query.split("\n")
    shown = lines[line - 1][:200] if line <= len(lines) else ""
    mark = f"\n{shown}\n{' ' * (column - 1)}^" if column <= len(shown) + 1 else ""
    return f"the query cannot be read at line {line}, column {column}{mark}"


def _alarm(seconds: float) -> None:
    """Let the system end this process after that time; the signal's default is to do so."""
    if _HAS_ALARM:
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _cap(megabytes: int) -> None:
    """Cap the address space, which only Linux counts and holds to."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main(arguments: list[str] | None = None) -> None:
    """Open the store and serve standard input until it ends."""
    parser = argparse.ArgumentParser(prog="python -m kg.graph.answer", description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--megabytes", type=int)
    options = parser.parse_args(arguments)
    frames = Frames(sys.stdout.buffer)
    try:
        store = ox.Store.read_only(str(options.store))
    except OSError as error:
        frames.fail("failed", f"{options.store}: {error}")
        return
    if options.megabytes is not None:
        _cap(options.megabytes)
    frames.send(b"R")
    serve(store, sys.stdin.buffer, frames)


if __name__ == "__main__":
    main()
