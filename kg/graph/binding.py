"""Values into the text of a query, for engines that take nothing but text.

A value enters as an RDF term that the engine's own serialiser has written, in a ``VALUES``
block at the head of the query's WHERE; it is never read as SPARQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.errors import QueryError
from kg.graph import terms
from kg.graph.store import Value
from kg.iris import PREFIXES

_TOKEN = re.compile(
    r"""\#[^\n\r]*+ | \"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
      | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+' | <[^<>"{}|^`\\\x00-\x20]*+> | [?$]\w++
      | [\w.-]*+ : (?:[\w.:%-]|\\.)*+ | (?P<mark> [{}()] ) | (?P<word> \w++ )""",
    re.VERBOSE | re.DOTALL,
)
_VARIABLE = re.compile(r"[A-Za-z_]\w*")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def form(query: str) -> str:
    """The form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Raises:
        QueryError: it is none of them.

    >>> form("# SELECT\\nPREFIX ask: <x:> ask { ?s ask:ask ?o }")
    'ASK'
    """
    for token in _TOKEN.finditer(query):
        word = str(token["word"]).upper()
        if word in _FORMS:
            return word
    raise QueryError("the query cannot be read: it is no SELECT, ASK, CONSTRUCT or DESCRIBE")


def declared(query: str) -> str:
    """A query with the prefixes of ``kg.iris`` that it may use declared, on its first line.

    >>> declared("ASK { ?p a schema:Person }")
    'PREFIX schema: <https://schema.org/> ASK { ?p a schema:Person }'
    """
    used = {name: iri for name, iri in PREFIXES.items() if f"{name}:" in query}
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in used.items()) + query


def bind(query: str, bindings: Mapping[str, Value]) -> str:
    """A query with variables bound to values.

    Raises:
        QueryError: a name or value cannot be, or there is no WHERE to bind in.

    >>> bind("SELECT ?n { ?p rdfs:label ?n }", {"n": 'Ana "A" Silva'})
    'SELECT ?n { VALUES (?n) { ("Ana \\\\"A\\\\" Silva") } ?p rdfs:label ?n }'
    """
    if not bindings:
        return query
    start = _body(query)
    names = " ".join(f"?{_name(name)}" for name in bindings)
    values = " ".join(map(_text, bindings.values()))
    block = f" VALUES ({names}) {{ ({values}) }}"
    if not _is_subselect(query, start):
        return f"{query[:start]}{block}{query[start:]}"
    end = _closing(query, start)
    return f"{query[:start]}{block} {{{query[start:end]}}}{query[end:]}"


def _body(query: str) -> int:
    """Where the WHERE group begins, after its brace. That of a CONSTRUCT's template is not it."""
    before = ""
    template = form(query) == "CONSTRUCT"
    for mark, word, end, depth in _structure(query):
        if mark == "{" and depth == 1 and not (template and before == "CONSTRUCT"):
            return end
        before = word.upper() or before
        if mark == "}" and depth == 0:
            template = False
    raise QueryError("this query has no WHERE in which a variable could be bound")


def _structure(query: str) -> Iterator[tuple[str, str, int, int]]:
    """Brackets and words with where they end and how deep it is after them."""
    depth = 0
    for token in _TOKEN.finditer(query):
        mark, word = token["mark"] or "", token["word"] or ""
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(mark, 0)
        if mark or word:
            yield mark, word, token.end(), depth


def _is_subselect(query: str, start: int) -> bool:
    first = next(_structure(query[start:]), ("", "", 0, 0))
    return first[1].upper() == "SELECT"


def _closing(query: str, start: int) -> int:
    for mark, _, end, depth in _structure(query[start:]):
        if mark == "}" and depth == -1:
            return start + end - 1
    raise QueryError("the query cannot be read: a brace is not closed")


def _name(name: str) -> str:
    if not _VARIABLE.fullmatch(name):
        raise QueryError(f"{name!r} is no name of a variable")
    return name


def _text(value: Value) -> str:
    try:
        return str(terms.term(value))
    except ValueError as error:
        raise QueryError(f"{value!r} cannot be bound: {error}") from error
