"""A graph into a remote store: batch by batch, resumed after a break, counted at the end.

What is sent is what the embedded store holds: the graph, the ontology and what follows from
them, so that the same queries have the same answers there. No statement has a blank node,
so a batch may be sent twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit

import pyoxigraph as ox

from kg import iris
from kg.errors import EndpointError, WorkspaceError
from kg.graph.client import Client, Limits, address
from kg.graph.embedded import Embedded
from kg.graph.remote import Remote

How = Literal["update", "graph-store"]
Progress = Callable[[Iterable[Any], int | None, str], Iterable[Any]]

PATIENCE = Limits(tries=8, pause=0.5, longest=60.0)
"""A load goes on after a minute without the server."""
_SIZE = {"update": 1_000, "graph-store": 20_000}  # statements in one request
_KNOWN: tuple[tuple[str, How, str], ...] = (
    ("/sparql-graph-crud-auth", "graph-store", "/sparql"),  # Virtuoso
    ("/sparql-graph-crud", "graph-store", "/sparql"),
    ("/sparql-auth", "update", "/sparql"),
    ("/rdf-graphs/service", "graph-store", ""),  # RDF4J, GraphDB
    ("/statements", "update", ""),
    ("/store", "graph-store", "/query"),  # Oxigraph
    ("/data", "graph-store", "/query"),  # Fuseki
    ("/update", "update", "/query"),  # both, and Stardog
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a graph goes: the address that takes it, the one that answers, the named graph."""

    url: str
    how: How
    query: str
    graph: str | None

    @property
    def key(self) -> str:
        """A short name of the target, for a file."""
        return iris.digest(self.url, self.graph)


def target(
    url: str, *, graph: str | None = None, how: How | None = None, query: str | None = None
) -> Target:
    """Where an address leads; how it takes a graph and what answers for it go by its path.

    Raises:
        EndpointError: the address, or the name of the graph, is none.

    >>> found = target("http://127.0.0.1:3030/news/data")
    >>> found.how, found.query
    ('graph-store', 'http://127.0.0.1:3030/news/query')
    >>> target("https://news.example/sparql").how
    'update'
    """
    parts = urlsplit(address(url))
    known = next((row for row in _KNOWN if parts.path.endswith(row[0])), ("", "update", ""))
    path = parts.path.removesuffix(known[0]) + known[2]
    if graph is not None and not _is_iri(graph):
        raise EndpointError(
            f"{graph!r} is no name of a graph: give an IRI like http://me.example/g"
        )
    return Target(
        url=url,
        how=how or known[1],
        query=address(query or urlunsplit(parts._replace(path=path))),
        graph=graph,
    )


def push(
    store: Embedded,
    digest: str,
    to: Target,
    state: Path,
    *,
    replace: bool = False,
    progress: Progress = lambda items, _total, _what: items,
    client: Client | None = None,
) -> int:
    """Send all statements of a store, and return how many requests it took.

    ``digest`` names the content. ``state`` is the file that remembers how far it came: the same
    call goes on from there. ``replace`` empties the target first.

    Raises:
        EndpointError: the target is not there, refuses, holds something else already, or does
            not hold every statement in the end.
        WorkspaceError: the state cannot be written.
    """
    load = _Load(to, client or Client(PATIENCE))
    begun = _begun(state, digest)
    if begun is None:
        load.make_room(replace)
        begun = 0
        _remember(state, digest, to, begun)
    size, total = _SIZE[to.how], len(store)
    left = islice(store.statements(), begun, None)
    batches = iter(lambda: list(islice(left, size)), [])
    requests = 0
    for batch in progress(batches, -(-(total - begun) // size), "batches sent"):
        load.add(batch)
        begun += len(batch)
        requests += 1
        _remember(state, digest, to, begun)
    held = load.count()
    if held != total:
        state.unlink(missing_ok=True)
        raise EndpointError(
            f"{to.query} holds {held} statements, not the {total} that were sent: "
            "push again with --replace"
        )
    return requests


class _Load:
    """The requests of a load."""

    def __init__(self, to: Target, client: Client) -> None:
        self._to = to
        self._client = client
        self._there = Remote(to.query, client)

    def count(self) -> int:
        """How many statements the target holds."""
        group = f"GRAPH <{self._to.graph}> {{ ?s ?p ?o }}" if self._to.graph else "?s ?p ?o"
        ((number,),) = self._there.select(f"SELECT (COUNT(*) AS ?n) {{ {group} }}").rows
        return int(str(number))

    def make_room(self, replace: bool) -> None:
        """See to it that the target is empty."""
        held = self.count()
        if not held:
            return
        if not replace:
            where = f"graph {self._to.graph}" if self._to.graph else "the default graph"
            raise EndpointError(
                f"{where} at {self._to.query} already holds {held} statements: "
                "--replace empties it first, --graph IRI takes another one"
            )
        if self._to.how == "graph-store":
            self._send("DELETE", b"")
        else:
            self._update(
                f"CLEAR SILENT {f'GRAPH <{self._to.graph}>' if self._to.graph else 'DEFAULT'}"
            )

    def add(self, batch: Iterable[ox.Triple]) -> None:
        """Add statements."""
        lines = "".join(f"{triple} .\n" for triple in batch)
        if self._to.how == "graph-store":
            self._send("POST", lines.encode())
        elif self._to.graph:
            self._update(f"INSERT DATA {{ GRAPH <{self._to.graph}> {{\n{lines}}} }}")
        else:
            self._update(f"INSERT DATA {{\n{lines}}}")

    def _update(self, text: str) -> None:
        headers = {"Content-Type": "application/sparql-update"}
        self._client.send("POST", self._to.url, body=text.encode(), headers=headers, patient=True)

    def _send(self, method: str, body: bytes) -> None:
        which = f"graph={quote(self._to.graph, safe='')}" if self._to.graph else "default"
        url = f"{self._to.url}{'&' if '?' in self._to.url else '?'}{which}"
        headers = {"Content-Type": "application/n-triples"}
        self._client.send(method, url, body=body, headers=headers, patient=True)


def _begun(state: Path, digest: str) -> int | None:
    """How many statements of this content the target has taken; None if none was begun."""
    try:
        found = json.loads(state.read_text(encoding="utf-8"))
        return int(found["sent"]) if found["digest"] == digest else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remember(state: Path, digest: str, to: Target, sent: int) -> None:
    part = state.with_name(f".{state.name}.part")
    record: Mapping[str, Any] = {
        "digest": digest,
        "endpoint": to.url,
        "graph": to.graph,
        "sent": sent,
    }
    try:
        part.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        part.replace(state)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise WorkspaceError(f"{state} cannot be written: {error.strerror or error}") from error


def _is_iri(text: str) -> bool:
    try:
        return ":" in ox.NamedNode(text).value
    except ValueError:
        return False
