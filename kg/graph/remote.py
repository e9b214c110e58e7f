"""A store behind any SPARQL 1.1 endpoint: what it answers is checked for being whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.errors import EndpointError
from kg.graph import terms, unindexed
from kg.graph.binding import bind, declared, form
from kg.graph.client import Client, Reply, address
from kg.graph.store import IRI, Rows, Store, Value
from kg.iris import XSD

_TABLE = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
_GRAPH = "application/n-triples, text/turtle;q=0.7"
_FORM = "application/x-www-form-urlencoded"
_TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "text/rdf+n3": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
# Virtuoso says by these headers that an answer is not whole.
_CUT = ("X-SPARQL-MaxRows", "X-SQL-State")
_VIRTUOSO_ASK = "__ASK_RETVAL"


class Remote(Store):
    """The graph of a SPARQL 1.1 endpoint. Nothing is sent before the first question.

    The address may carry parameters of the protocol: ``...?default-graph-uri=IRI`` asks one
    named graph of a store that has several.
    """

    def __init__(self, url: str, client: Client | None = None) -> None:
        """Take an address.

        Raises:
            EndpointError: it is none.
        """
        self.url = address(url)
        self._client = client or Client()

    def query(self, query: str, bindings: Mapping[str, Value] | None = None) -> Rows | bool | str:
        """The endpoint's answer. See ``Store.query``.

        Raises:
            QueryError: the query is malformed, or refused as such.
            EndpointError: the endpoint cannot be asked, or its answer is not whole.
        """
        reply = self._reply(query, bindings or {})
        for header in _CUT:
            if header in reply.headers:
                raise EndpointError(
                    f"{self.url} cuts this answer short ({header}: {reply.headers[header]}): "
                    "ask for less by LIMIT, or raise the endpoint's own limit"
                )
        return _read(reply, self.url, form(query))

    def called(self, name: str) -> list[IRI]:
        """The things with a name that is spelled just so. See ``Store.called``."""
        return unindexed.called(self, name)

    def search(self, words: str, most: int) -> list[IRI]:
        """Things whose texts contain all the words. See ``Store.search``."""
        return unindexed.search(self, words, most)

    def pairs(self, property_: str) -> Iterator[tuple[str, Value]]:
        """Subject and value of every statement with a property, in pages where need be."""
        for subject, object_ in self._all(("s", "o"), f"?s <{ox.NamedNode(property_).value}> ?o"):
            name, value = terms.value(subject), terms.value(object_)
            if name is not None and value is not None:
                yield str(name), value

    def statements(self) -> Iterator[ox.Triple]:
        """Every statement, in no order."""
        for subject, predicate, object_ in self._all(("s", "p", "o"), "?s ?p ?o"):
            yield ox.Triple(subject, predicate, _canonical(object_))

    def __len__(self) -> int:
        return self._count("?s ?p ?o")

    def _count(self, pattern: str) -> int:
        ((number,),) = self.select(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}").rows
        return int(str(number))

    def _all(self, names: tuple[str, ...], pattern: str) -> Iterator[tuple[Any, ...]]:
        """Every solution of a pattern; an endpoint may cut answers at some number of rows.

        Raises:
            EndpointError: the pages do not add up.
        """
        wanted, shown = self._count(pattern), " ".join(f"?{name}" for name in names)
        rows = self._page(f"SELECT {shown} {{ {pattern} }}")
        if len(rows) == wanted:
            yield from rows
            return
        size, found = len(rows), 0
        ordered = f"SELECT {shown} {{ {{ SELECT {shown} {{ {pattern} }} ORDER BY {shown} }} }}"
        for offset in range(0, wanted if size else 0, size):
            page = self._page(f"{ordered} LIMIT {size} OFFSET {offset}")
            found += len(page)
            yield from page
        if found != wanted:
            raise EndpointError(f"{self.url} has {wanted} rows but gives {found}: try again")

    def _page(self, query: str) -> list[tuple[Any, ...]]:
        found = _table(self._reply(query, {}), self.url)
        if isinstance(found, bool):
            raise EndpointError(f"{self.url} answers a SELECT as if it were an ASK")
        return found[1]

    def _reply(self, query: str, bindings: Mapping[str, Value]) -> Reply:
        text = declared(bind(query, bindings))
        accept = _TABLE if form(query) in ("SELECT", "ASK") else _GRAPH
        return self._client.send(
            "POST",
            self.url,
            body=urlencode({"query": text}).encode(),
            headers={"Content-Type": _FORM, "Accept": accept},
        )


def _canonical(term: Any) -> Any:
    """Truth values as they were written: Virtuoso gives them back as 0 and 1."""
    if isinstance(term, ox.Literal) and term.datatype.value == XSD + "boolean":
        return ox.Literal(bool(terms.value(term)))
    return term


def _read(reply: Reply, url: str, form_: str) -> Rows | bool | str:
    if form_ not in ("SELECT", "ASK"):
        return terms.graph(_triples(reply, url))
    found = _table(reply, url)
    if isinstance(found, bool):
        return found
    names, rows = found
    if names == (_VIRTUOSO_ASK,):
        return bool(rows and terms.value(rows[0][0]))
    return Rows(names, tuple(tuple(map(terms.value, row)) for row in rows))


_Table = tuple[tuple[str, ...], list[tuple[Any, ...]]]


def _table(reply: Reply, url: str) -> _Table | bool:
    if reply.media not in _TABLES:
        raise _not_sparql(reply, url)
    try:
        found = ox.parse_query_results(reply.body, format=_TABLES[reply.media])
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        return tuple(variable.value for variable in found.variables), list(map(tuple, found))
    except (SyntaxError, ValueError) as error:
        raise EndpointError(f"{url} gives broken or unfinished results: {error}") from error


def _triples(reply: Reply, url: str) -> Iterable[ox.Triple]:
    if reply.media not in _GRAPHS:
        raise _not_sparql(reply, url)
    try:
        return [quad.triple for quad in ox.parse(reply.body, format=_GRAPHS[reply.media])]
    except (SyntaxError, ValueError) as error:
        raise EndpointError(f"{url} gives a broken or unfinished graph: {error}") from error


def _not_sparql(reply: Reply, url: str) -> EndpointError:
    return EndpointError(
        f"{url} does not answer as SPARQL does but with {reply.media or 'no media type'}: "
        "give the address of the endpoint itself, such as http://127.0.0.1:7878/sparql"
    )
