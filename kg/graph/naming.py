"""From what a user types to the thing meant: an IRI, a short IRI, a name, an alias or a code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.errors import QueryError
from kg.graph.ntriples import iri
from kg.graph.store import IRI, Store
from kg.graph.vocabulary import CLASSES
from kg.graph.words import folded
from kg.iris import ID, PREFIXES

_NAMES = """
SELECT DISTINCT ?thing ?name ?first
WHERE {
  %s
  VALUES ?class { %s }
  ?thing a ?class .
  { ?thing rdfs:label ?name BIND(true AS ?first) }
  UNION { ?thing a schema:Country ; skos:notation ?name BIND(true AS ?first) }
  UNION { ?thing skos:altLabel ?name BIND(false AS ?first) }
}"""
_ALL = "schema:Person schema:Country schema:Organization schema:Place kg:Office sem:Event"
_KNOWN = "ASK { { ?thing ?p ?o } UNION { ?s ?p ?thing } }"
_SHOWN = 5
_MEANT = 3
_CODE = 3
_CLOSE = 60


def find(store: Store, words: str, kind: str | None = None) -> IRI:
    """The one thing that is meant; with ``kind``, one of ``person``, ``country`` and so on.

    Case, accents and punctuation of names do not count. A label or code goes before an
    alias that is spelled the same.

    Raises:
        QueryError: nothing in the store is called so, or several things are.
    """
    return _by_iri(store, words) or _by_name(store, words, kind)


def expand(words: str) -> str | None:
    """The IRI that words spell out, in full, with a prefix, or after the base of all ids.

    >>> expand("schema:spouse"), expand("country/VEN"), expand("Ana Silva")
    ('https://schema.org/spouse', 'https://w3id.org/newsgraph/id/country/VEN', None)
    """
    words = words.strip()
    if words.startswith("<") and words.endswith(">"):
        return words[1:-1]
    if "://" in words:
        return words
    prefix, colon, local = words.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return ID + words if "/" in words and " " not in words else None


def _by_iri(store: Store, words: str) -> IRI | None:
    iri = expand(words)
    if iri is None:
        return None
    if store.ask(_KNOWN, {"thing": IRI(iri)}):
        return IRI(iri)
    raise QueryError(f"nothing is known of <{iri}>")


def _by_name(store: Store, words: str, kind: str | None) -> IRI:
    names = Names(store, kind, store.called(words))
    found = names.called(words)
    if not found:
        names = Names(store, kind)
        found = names.called(words)
    if not found and kind:
        labels = dict.fromkeys(names.label(thing) for thing, _ in names.closest(words))
        close = " or ".join(map(repr, list(labels)[:_MEANT]))
        raise QueryError(f"no {kind} {words!r}" + (f"; did you mean {close}?" if close else ""))
    if not found:
        raise QueryError(f"nothing is called {words!r}{names.suggestions(words)}")
    if len(found) > 1:
        # The last part of an IRI of several words, letter for letter, is no name but means that one.
        own = {thing for thing in found if thing.rsplit("/", 1)[1] == words.strip()}
        found = own if own and "-" in words else found
    if len(found) > 1:
        listed = "; ".join(names.shown(thing) for thing in sorted(found))
        raise QueryError(f"{words!r} can be {listed}: give the last part of the one you mean")
    return found.pop()


class Names:
    """What everything in a store is called, or everything of a kind, or ``among`` these things."""

    def __init__(
        self, store: Store, kind: str | None = None, among: Iterable[IRI] | None = None
    ) -> None:
        self._first: defaultdict[str, set[IRI]] = defaultdict(set)
        self._aliases: defaultdict[str, set[IRI]] = defaultdict(set)
        self._spelled: dict[str, str] = {}
        self._label: dict[IRI, str] = {}
        classes = f"<{CLASSES[kind]}>" if kind else _ALL
        only = "" if among is None else f"VALUES ?thing {{ {' '.join(map(iri, among))} }}"
        for thing, name, first in store.select(_NAMES % (only, classes)):
            if isinstance(thing, IRI) and isinstance(name, str):
                self._add(thing, name, bool(first))

    def called(self, words: str) -> set[IRI]:
        """Everything with this label or code, or else with this alias."""
        key = folded(words)
        return set(self._first.get(key) or self._aliases.get(key) or ())

    def shown(self, thing: IRI) -> str:
        """A thing in a list of choices."""
        return f"{self.label(thing)} ({thing.removeprefix(ID)})"

    def label(self, thing: IRI) -> str:
        """The label of a thing, the longest if it has several."""
        return self._label.get(thing, "")

    def labels(self) -> list[str]:
        """The label of each thing, sorted."""
        return sorted(set(self._label.values()))

    def suggestions(self, words: str) -> str:
        """The names that come closest, as a message goes on."""
        names = [name for _, name in self.closest(words)]
        return f"; close to it: {', '.join(names)}" if names else ""

    def closest(self, words: str) -> list[tuple[IRI, str]]:
        """The things whose names come closest, with these names, the closest first."""
        from rapidfuzz import fuzz, process  # a quarter of a query worker's start

        key = folded(words)
        # Codes are close to every word that has their letters.
        known = (name for name in self._spelled if len(name) > _CODE or len(key) <= _CODE)
        close = process.extract(
            key,
            sorted(known),
            scorer=fuzz.WRatio,
            limit=_SHOWN,
            score_cutoff=_CLOSE,
        )
        return [(min(self._things(key)), self._spelled[key]) for key, _, _ in close]

    def _things(self, key: str) -> set[IRI]:
        return self._first.get(key) or self._aliases[key]

    def _add(self, thing: IRI, name: str, first: bool) -> None:
        key = folded(name)
        (self._first if first else self._aliases)[key].add(thing)
        self._spelled[key] = min(name, self._spelled.get(key, name))
        if first:
            tail = thing.rsplit("/", 1)[1]
            self._first[folded(tail)].add(thing)
            self._label[thing] = max(name, self._label.get(thing, ""), key=len)
