"""One person, country, organization or place in a notebook: what the graph says of it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kg.graph import vocabulary as v
from kg.graph.rows import look_up
from kg.graph.store import IRI, Store
from kg.iris import ID, SKOS

if TYPE_CHECKING:
    import pandas

    from kg.notebook.graph import Graph

_FACTS = """
SELECT ?predicate ?object (COUNT(DISTINCT ?claim) AS ?sentences)
WHERE {
  ?claim rdf:subject ?thing ; rdf:predicate ?p ; rdf:object ?o ;
         kg:polarity "affirmed" ; kg:certainty "certain" ; kg:tense ?tense .
  FILTER(?tense != "future")
  FILTER NOT EXISTS { ?claim kg:rejected true }
  ?thing ?p ?o .
  ?p rdfs:label ?predicate .
  ?o rdfs:label ?object .
}
GROUP BY ?thing ?predicate ?object
ORDER BY ?predicate ?object"""
_COUNT = """
SELECT ?status (COUNT(DISTINCT ?event) AS ?events) WHERE {
  ?report kg:actor|kg:recipient|sem:hasPlace ?thing ; kg:about ?event . ?event kg:status ?status
} GROUP BY ?thing ?status ORDER BY ?status"""


class Card:
    """A thing of the graph: ``iri``, ``kind``, ``label``, ``aliases`` and ``codes``.

    A notebook shows it with its accepted facts and how many events it takes part in.
    """

    def __init__(self, graph: Graph, store: Store, iri: IRI) -> None:
        row = look_up(store, iri)
        self._graph = graph
        self._store = store
        self.iri = iri
        self.kind = str(iri).removeprefix(ID).partition("/")[0]
        self.label = str(row.one(v.LABEL) or iri)
        self.aliases: list[str] = [str(alias) for alias in row.all(v.ALT_LABEL)]
        self.codes: list[str] = [str(code) for code in row.all(SKOS + "notation")]

    def facts(self) -> pandas.DataFrame:
        """Its accepted facts, and how many sentences say each."""
        return self._graph.sparql(_bound(_FACTS, self.iri))

    def claims(self) -> pandas.DataFrame:
        """Every claim about it, accepted or not, with its sentence."""
        return self._graph.claims(about=self.iri)

    def timeline(self) -> pandas.DataFrame:
        """What it takes part in, in order of time."""
        return self._graph.timeline(self.iri)

    def conflicts(self) -> pandas.DataFrame:
        """Where sources contradict each other on it."""
        return self._graph.conflicts(about=self.iri)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.label!r}>"

    def _repr_html_(self) -> str:
        also = "; ".join([*self.codes, *(a for a in self.aliases if a != self.label)])
        rows = [(str(p), str(o)) for p, o, _ in self._store.select(_bound(_FACTS, self.iri))]
        counted = self._store.select(_bound(_COUNT, self.iri))
        rows += [("events", f"{number} {status}") for status, number in counted]
        cells = "".join(f"<tr><th>{escape(a)}</th><td>{escape(b)}</td></tr>" for a, b in rows)
        return (
            f"<table><caption><b>{escape(self.label)}</b>, {escape(self.kind)}"
            f"{'<br>' + escape(also) if also else ''}</caption>{cells}</table>"
        )


def _bound(query: str, thing: IRI) -> str:
    from kg.graph.binding import bind

    return bind(query, {"thing": thing})
