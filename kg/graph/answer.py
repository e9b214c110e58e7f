"""The worker behind the SPARQL endpoint: one process, one read-only store, one query at a time.

``python -m kg.graph.answer STORE`` reads requests from standard input and writes the frames of
``kg.graph.frames`` to standard output, so that whoever started it can end it at any moment, and
with it a query that takes too long. A request is four bytes of length, then a JSON object:

* ``query`` and ``base`` (an IRI), ``default_graphs``, ``named_graphs`` (IRIs, protocol level),
  or ``named`` and ``values``, a query of the package with what narrows it; or ``thing``, an IRI
  to be described;
* ``table``, ``truth`` and ``graph``: the media type to answer in, by kind of result, or null for
  none; a thing without ``graph`` is described as the JSON of ``kg.graph.things``;
* ``rows``: how many rows or triples an answer may have, or null;
* ``seconds``: how long to compute without a word before the worker ends itself.

The kinds of error are ``syntax``, ``refused``, ``format``, ``unknown`` and ``failed``; a named
query that there is not is ``unknown``, one that cannot be narrowed so is of ``syntax``.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import named, parameters, things
from kg.graph.complaint import complaint
from kg.graph.embedded import Embedded
from kg.graph.frames import LENGTH, Frames
from kg.graph.guard import refuse_service, refuse_unknown_graphs
from kg.graph.rowcount import Held, at_most
from kg.graph.tables import FORMATS as TABLES
from kg.graph.tables import write as write_table
from kg.graph.turtle import turtle
from kg.graph.words import Words
from kg.iris import PREFIXES

GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/json": ox.RdfFormat.JSON_LD,
}


def command(store: Path, megabytes: int | None = 2000) -> list[str]:
    """The command line that starts a worker on a store folder.

    ``megabytes`` caps the memory that queries may take beyond what the open store takes
    (Linux only; elsewhere there is no cap, as with None). One that needs more is ended by the
    system.
    """
    limit = [] if megabytes is None else ["--megabytes", str(megabytes)]
    # -P: a folder named "kg" where the user happens to stand is not this package.
    return [sys.executable, "-P", "-m", "kg.graph.answer", str(store), *limit]


def serve(store: ox.Store, requests: BinaryIO, frames: Frames, index: Words | None = None) -> None:
    """Answer requests until their stream ends; with the store's index of words, if it has one."""
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        request = json.loads(requests.read(*LENGTH.unpack(head)))
        frames.begin(request["seconds"])
        answer(store, request, frames, index)
        frames.begin(0)


def answer(
    store: ox.Store, request: dict[str, Any], frames: Frames, index: Words | None = None
) -> None:
    """Run one request and send its answer, or the error it meets."""
    try:
        if "named" in request:
            request = {**request, "query": _bound(Embedded(store, index), request)}
        media, write = _described(store, request) if "thing" in request else _run(store, request)
        frames.send(b"H", media.encode())
        write(frames)
        frames.flush()
        frames.send(b"Z")
    except SyntaxError as error:
        frames.fail("syntax", complaint(request.get("query", ""), str(error)))
    except things.Unknown as error:
        frames.fail("unknown", str(error), close=error.close)
    except _Unbound as error:
        frames.fail(error.kind, str(error))
    except QueryError as error:
        frames.fail("refused", str(error))
    except _NoFormat as error:
        frames.fail("format", str(error))
    except RuntimeError as error:  # it is well formed, but asks for what the engine has not
        frames.fail("syntax", f"the query cannot be answered: {error}")
    except (OSError, ValueError) as error:
        frames.fail("failed", str(error))


_Write = Callable[[Frames], object]


class _NoFormat(Exception):
    """The result is of a kind that the client has no format for."""


class _Unbound(Exception):
    """The package has no query of this name, or it cannot be narrowed by these values."""

    def __init__(self, kind: str, why: QueryError) -> None:
        super().__init__(str(why))
        self.kind = kind


def _bound(store: Embedded, request: dict[str, Any]) -> str:
    try:
        query = named.query(request["named"])
    except QueryError as error:
        raise _Unbound("unknown", error) from error
    try:
        return parameters.bind(query, request["values"], store)
    except QueryError as error:
        raise _Unbound("syntax", error) from error


def _described(store: ox.Store, request: dict[str, Any]) -> tuple[str, _Write]:
    media, iri = request["graph"], request["thing"]
    if media is None:
        page = json.dumps(things.page(store, iri)).encode()
        return "application/json", lambda out: out.write(page)
    return media, _graph_writer(things.triples(store, iri), media, request.get("rows"))


def _run(store: ox.Store, request: dict[str, Any]) -> tuple[str, _Write]:
    results, rows = _results(store, request), request.get("rows")
    if isinstance(results, ox.QueryTriples):
        if (media := request["graph"]) is None:
            raise _NoFormat(f"a CONSTRUCT or DESCRIBE answers in {', '.join(GRAPHS)}")
        return media, _graph_writer(results, media, rows)
    media = request["truth" if isinstance(results, ox.QueryBoolean) else "table"]
    if media is None:
        raise _NoFormat(f"a SELECT or ASK answers in {', '.join(TABLES)}")
    if isinstance(results, ox.QueryBoolean):
        return media, lambda out: results.serialize(cast(BinaryIO, out), format=TABLES[media])
    if rows is None:
        return media, lambda out: write_table(results, TABLES[media], out)
    return _held(results, media, rows)


def _held(results: ox.QuerySolutions, media: str, rows: int) -> tuple[str, _Write]:
    """The table, kept back until it is whole and known to have no more rows than it may."""
    kept = io.BytesIO()
    table = Held(kept, TABLES[media], rows)
    write_table(results, TABLES[media], table)
    table.release()
    return media, lambda out: out.write(kept.getvalue())


def _graph_writer(triples: Iterable[ox.Triple], media: str, most: int | None) -> _Write:
    triples = triples if most is None else at_most(triples, most)
    if GRAPHS[media] == ox.RdfFormat.TURTLE:
        return lambda out: turtle(triples, cast(BinaryIO, out))
    return lambda out: ox.serialize(triples, cast(BinaryIO, out), format=GRAPHS[media])


def _results(
    store: ox.Store, request: dict[str, Any]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    query, base = request["query"], request["base"]
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
    graphs: list[ox.NamedNode | ox.BlankNode]
    default = [_node(iri) for iri in request["default_graphs"]]
    graphs = [_node(iri) for iri in request["named_graphs"]]
    refuse_service(query)
    if default or graphs:  # the protocol's dataset stands in place of the query's own
        return store.query(
            query, base_iri=base, prefixes=PREFIXES, default_graph=default, named_graphs=graphs
        )
    refuse_unknown_graphs(query, base, lambda iri: store.contains_named_graph(_node(iri)))
    return store.query(query, base_iri=base, prefixes=PREFIXES)


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise SyntaxError(f"<{iri}> is no absolute IRI") from error


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
    serve(store, sys.stdin.buffer, frames, Words.beside(options.store))


if __name__ == "__main__":
    main()
