"""Names and words in a store that has no index of them, by SPARQL that every engine answers."""

from __future__ import annotations

from kg.graph.ntriples import text
from kg.graph.store import IRI, Store
from kg.graph.words import terms
from kg.iris import ID

_CALLED = """
SELECT DISTINCT ?thing WHERE {
  VALUES ?name { %s }
  VALUES ?property { rdfs:label skos:altLabel skos:notation }
  ?thing ?property ?name
} ORDER BY ?thing"""
_SEARCH = """
SELECT ?thing ?text WHERE {
  VALUES ?property { rdfs:label skos:altLabel schema:headline kg:text }
  ?thing ?property ?text
  FILTER(%s)
} ORDER BY STRLEN(STR(?text)) ?thing LIMIT %d"""


def called(store: Store, name: str) -> list[IRI]:
    """The things with a name that is spelled just so. See ``Store.called``."""
    return _things(store, _CALLED % f"{text(name)} {text(name, 'en')}")


def search(store: Store, words: str, most: int) -> list[IRI]:
    """Things whose texts contain all the words. See ``Store.search``."""
    has = (f"CONTAINS(LCASE(STR(?text)), {text(term.strip('*').lower())})" for term in terms(words))
    tests = " && ".join([f"STRSTARTS(STR(?thing), {text(ID)})", *has])
    return _things(store, _SEARCH % (tests, most))


def _things(store: Store, query: str) -> list[IRI]:
    found = (row[0] for row in store.select(query))
    return list(dict.fromkeys(thing for thing in found if isinstance(thing, IRI)))
