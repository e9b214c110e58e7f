"""A graph as named graphs, one for each way of telling: what ``kg export --views`` writes.

The default graph keeps what is no claim: articles, sentences, persons, countries, events with
label and status. ``accepted``, ``planned`` and ``denied`` have the plain triples that claims of
this status state, ``disputed`` those of the claims on the sides of conflicts and the conflicts
themselves, and ``claims`` every claim with its speakers. What a human rejected, and what is only
possible, stands in ``claims`` alone; a triple may stand in several views.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.graph import stated
from kg.graph.stated import Triple
from kg.graph.triples import Term, Triples
from kg.iris import ID, KG
from kg.model import Status

VIEWS = ("accepted", "claims", "denied", "disputed", "planned")
"""The views by the last part of their names; see ``name``."""

_OF_STATUS: dict[Status, str] = {"happened": "accepted", "planned": "planned", "denied": "denied"}
_ATTRIBUTION, _SIDE, _STATES, _CONFLICT = (
    ox.NamedNode(KG + local) for local in ("attribution", "side", "states", "Conflict")
)


def name(view: str) -> str:
    """The IRI of the named graph of a view.

    >>> name("accepted")
    'https://w3id.org/newsgraph/id/view/accepted'
    """
    return f"{ID}view/{view}"


def quads(nquads: Path) -> Iterator[ox.Quad]:
    """The statements of a graph in their views, the default graph first, each sorted.

    Raises:
        InputError: the file cannot be read.
    """
    graph = Triples.read(nquads)
    views = _views(graph)
    beside = set().union(*views.values())
    yield from map(_quad, _sorted(triple for triple in graph if triple not in beside))
    for view in VIEWS:
        yield from (_quad(triple, name(view)) for triple in _sorted(views[view]))


def _views(graph: Triples) -> dict[str, set[Triple]]:
    views: dict[str, set[Triple]] = {view: set() for view in VIEWS}
    of_node: dict[Term, str] = {}
    for claim in stated.claims(graph):
        of_node |= dict.fromkeys((claim, *graph.objects(claim, _ATTRIBUTION)), "claims")
        if view := _OF_STATUS.get(stated.status(graph, claim)):
            views[view] |= set(stated.stated(graph, claim))
    for conflict in graph.members(_CONFLICT):
        sides = graph.objects(conflict, _SIDE)
        of_node |= dict.fromkeys((conflict, *sides), "disputed")
        for claim in (claim for side in sides for claim in graph.objects(side, _STATES)):
            views["disputed"] |= set(stated.stated(graph, claim))
    for triple in graph:
        if view := of_node.get(triple[0]):
            views[view].add(triple)
    return views


def _sorted(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(triples, key=lambda triple: tuple(map(str, triple)))


def _quad(triple: Triple, graph: str | None = None) -> ox.Quad:
    subject, property_, object_ = triple
    assert not isinstance(subject, ox.Literal) and isinstance(property_, ox.NamedNode)
    where = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    return ox.Quad(subject, property_, object_, where)
