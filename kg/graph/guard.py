"""What a query may not ask of the endpoint: anything that lies outside its own store.

The engine would answer ``SERVICE`` by a request to whatever address the query names, and
nothing in its interface turns that off, so such a query must be told from its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import urljoin

from kg.errors import QueryError
from kg.iris import PREFIXES

# SPARQL 1.1 grammar: 'SERVICE' 'SILENT'? VarOrIri '{', with white space or comments between.
# Searched for in the whole text, strings and comments too: which "<" opens an IRI and which
# "#" a comment depends on the parser, and the engine reads SERVICEex:a as SERVICE ex:a.
# The gap is wider than SPARQL's white space and the names are too, so that all it allows is
# found; the repeats are possessive, so that no text makes the search backtrack.
_GAP = r"(?:\s|\#[^\n\r]*+)*+"
_SERVICE = re.compile(
    rf"""SERVICE {_GAP} (?:SILENT {_GAP})?
         (?: <[^>]*+>
           | [?$][^ \t\n\r<>{{}}\#]*+
           | [^ \t\n\r<>{{}}\#\\:]*+ : (?:[^ \t\n\r<>{{}}\#\\]|\\.)*+ )
         {_GAP} \{{""",
    re.IGNORECASE | re.VERBOSE,
)
_TOKEN = re.compile(
    r"""(?P<skip> \#[^\n\r]*+ | \"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
                | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+' | [?$]\w+ )
      | <(?P<iri> [^<>"{}|^`\\\x00-\x20]*+ )>
      | (?P<prefix> [\w.-]*+ ) : (?P<local> (?:[\w.:%-]|\\.)*+ )
      | (?P<word> \w+ )""",
    re.VERBOSE | re.DOTALL,
)


def refuse_service(query: str) -> None:
    """Raise if the query would ask another endpoint.

    Raises:
        QueryError: it has a ``SERVICE`` clause, or text that reads like one with its braces.
    """
    if _SERVICE.search(query):
        raise QueryError("SERVICE is refused: this endpoint answers from its own graph only")


def refuse_unknown_graphs(query: str, base: str, known: Callable[[str], bool]) -> None:
    """Raise if a ``FROM`` clause names a graph that the store has not.

    ``known`` tells whether it has the graph of that IRI; ``base`` resolves relative IRIs. No
    graph is ever fetched, so without this the answer would be empty and say nothing.

    Raises:
        QueryError: it has not.
    """
    for graph in _graphs(query, base):
        if not known(graph):
            raise QueryError(
                f"FROM <{graph}> is refused: no such graph here, and none is fetched; "
                "every fact is in the default graph, so leave FROM out"
            )


def _graphs(query: str, base: str) -> list[str]:
    """The IRIs that FROM clauses name, as far as they can be told from the text."""
    tokens = [token for token in _TOKEN.finditer(query) if token["skip"] is None]
    prefixes: dict[str, str] = {}
    graphs = []
    for before, token in pairwise(tokens):
        keyword = str(before["word"]).upper()
        if keyword in ("FROM", "NAMED"):
            graphs.append(_iri(token, base, PREFIXES | prefixes))
        elif token["iri"] is not None and keyword == "BASE":
            base = _join(base, token["iri"])
        elif token["iri"] is not None and before["local"] == "":
            prefixes.setdefault(before["prefix"], _join(base, token["iri"]))
    return [graph for graph in graphs if graph is not None]


def _iri(token: re.Match[str], base: str, prefixes: dict[str, str]) -> str | None:
    if token["iri"] is not None:
        return _join(base, token["iri"])
    if token["prefix"] in prefixes:
        return prefixes[token["prefix"]] + re.sub(r"\\(.)", r"\1", str(token["local"]))
    return None


def _join(base: str, iri: str) -> str:
    try:
        return urljoin(base, iri)
    except ValueError:  # the engine finds it unreadable too, and says so better
        return iri
