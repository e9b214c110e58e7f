"""The store as an rdflib graph: for programs that speak rdflib. Read-only, nothing is copied.

SPARQL runs in the store's own engine; only queries with initial bindings fall back to
rdflib's, which is some hundred times slower.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
import rdflib.store
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result
from rdflib.term import Node
from requests.utils import get_netrc_auth

from kg.errors import QueryError, WorkspaceError
from kg.graph.client import address, bearer
from kg.graph.guard import refuse_service
from kg.iris import PREFIXES

_Pattern = tuple[Node | None, Node | None, Node | None]
_Found = tuple[tuple[Node, Node, Node], Iterator[None]]


def graph(folder: Path) -> rdflib.Graph:
    """A store folder as an rdflib graph, with the prefixes of ``kg.iris``.

    Raises:
        WorkspaceError: it is no store.
    """
    try:
        engine = ox.Store.read_only(str(folder))
    except (OSError, ValueError) as error:
        raise WorkspaceError(f"{folder}: not a store; build one with kg build") from error
    found = rdflib.Graph(_Oxigraph(engine), bind_namespaces="none")
    for name, iri in sorted(PREFIXES.items()):
        found.bind(name, iri)
    return found


def remote(url: str) -> rdflib.Graph:
    """The graph of a SPARQL endpoint as an rdflib graph, with the prefixes of ``kg.iris``.

    rdflib itself asks the endpoint; credentials are those of ``kg.graph.client``.

    Raises:
        EndpointError: the address is none, or a token would go in the clear.
    """
    token = bearer(address(url))
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    login = None if token else get_netrc_auth(url)
    store = SPARQLStore(url, method="POST", returnFormat="json", headers=headers, auth=login)
    found = rdflib.Graph(store, bind_namespaces="none")
    for name, iri in sorted(PREFIXES.items()):
        found.bind(name, iri)
    return found


class _Oxigraph(rdflib.store.Store):
    """rdflib's view of an engine. What rdflib calls a context does not exist here."""

    def __init__(self, engine: ox.Store) -> None:
        super().__init__()
        self._engine = engine
        self._iris: dict[str, rdflib.URIRef] = {}
        self._prefixes: dict[rdflib.URIRef, str] = {}

    def triples(self, triple_pattern: _Pattern, *_: Any, **__: Any) -> Iterator[_Found]:
        """What matches; None matches everything."""
        subject, predicate, object_ = (_to_engine(term) for term in triple_pattern)
        if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode | None):
            return
        default = ox.DefaultGraph()
        for quad in self._engine.quads_for_pattern(subject, predicate, object_, default):
            terms = (quad.subject, quad.predicate, quad.object)
            found = (from_engine(terms[0]), from_engine(terms[1]), from_engine(terms[2]))
            yield found, iter(())

    def __len__(self, *_: Any, **__: Any) -> int:
        return len(self._engine)

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Any],  # noqa: N803
        *_: Any,
        **__: Any,
    ) -> Result:
        """The answer of the store's engine.

        Raises:
            NotImplementedError: rdflib is to answer this itself.
            QueryError: the query is malformed, or asks another endpoint.
        """
        if initBindings or not isinstance(query, str):
            raise NotImplementedError
        refuse_service(query)
        prefixes = {name: str(iri) for name, iri in {**dict(self.namespaces()), **initNs}.items()}
        try:
            return _result(self._engine.query(query, prefixes=prefixes))
        except (OSError, RuntimeError, SyntaxError, ValueError) as error:
            raise QueryError(f"the query failed: {error}") from error

    def bind(self, prefix: str, namespace: rdflib.URIRef, override: bool = True) -> None:
        """Remember a prefix."""
        if override or prefix not in self._iris:
            self._iris[prefix] = namespace
            self._prefixes[namespace] = prefix

    def namespace(self, prefix: str) -> rdflib.URIRef | None:
        """The IRI of a prefix."""
        return self._iris.get(prefix)

    def prefix(self, namespace: rdflib.URIRef) -> str | None:
        """The prefix of an IRI."""
        return self._prefixes.get(namespace)

    def namespaces(self) -> Iterator[tuple[str, rdflib.URIRef]]:
        """All prefixes."""
        return iter(self._iris.items())

    def add(self, *_: Any, **__: Any) -> None:
        """Refuse: the store is built by ``kg build``.

        Raises:
            WorkspaceError: always.
        """
        raise WorkspaceError("the graph is read-only: copy it with rdflib.Graph() + g.rdf()")

    remove = add


def _result(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    if not isinstance(answer, ox.QueryTriples):
        data = answer.serialize(format=ox.QueryResultsFormat.JSON)
        return Result.parse(BytesIO(data or b""), format="json")
    built = rdflib.Graph()
    for triple in answer:
        built.add(
            (
                from_engine(triple.subject),
                from_engine(triple.predicate),
                from_engine(triple.object),
            )
        )
    result = Result("CONSTRUCT")
    result.graph = built
    return result


def _to_engine(term: Node | None) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if not isinstance(term, rdflib.Literal):
        raise QueryError(f"a graph has no such term: {term!r}")
    if term.language:
        return ox.Literal(str(term), language=term.language)
    datatype = None if term.datatype is None else ox.NamedNode(str(term.datatype))
    return ox.Literal(str(term), datatype=datatype)


def from_engine(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """The rdflib term for a term of the engine.

    Raises:
        QueryError: rdflib has none: it is a quoted triple.
    """
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise QueryError(f"rdflib has no such term: {term}")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value == str(rdflib.XSD.string)
    return rdflib.Literal(term.value, datatype=None if plain else term.datatype.value)
