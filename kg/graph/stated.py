"""What claims state as plain triples, and with which status: the reading of a graph's claims."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph import vocabulary as v
from kg.graph.triples import Term, Triples
from kg.iris import KG, RDF
from kg.model import Status

Triple = tuple[Term, Term, Term]

CLAIM, REPORT = ox.NamedNode(KG + "Claim"), ox.NamedNode(KG + "Report")
ABOUT = ox.NamedNode(KG + "about")
ABOUT_EVENTS = tuple(map(ox.NamedNode, v.EVENT_PROPERTIES))
_TERMS = tuple(ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object"))


def claims(graph: Triples) -> frozenset[Term]:
    """All claims, reports among them."""
    return graph.members(CLAIM) | graph.members(REPORT)


def stated(graph: Triples, claim: Term) -> Iterator[Triple]:
    """The plain triples that a claim of a fact, or a report of its event, states."""
    subject, property_, object_ = (graph.one(claim, term) for term in _TERMS)
    if subject and property_ and object_:
        yield subject, property_, object_
    for event in graph.objects(claim, ABOUT):
        for property_ in ABOUT_EVENTS:
            for told in graph.objects(claim, property_):
                yield event, property_, told


def status(graph: Triples, claim: Term) -> Status:
    """The status of a claim, as ``kg.model.Telling.status`` defines it."""
    if _told(graph, claim, "rejected") == "true":
        return "rejected"
    if _told(graph, claim, "polarity") == "denied":
        return "denied"
    if _told(graph, claim, "tense") == "future":
        return "planned"
    return "happened" if _told(graph, claim, "certainty") == "certain" else "possible"


def _told(graph: Triples, claim: Term, name: str) -> str | None:
    value = graph.one(claim, ox.NamedNode(KG + name))
    return value.value if value else None
