"""What follows from the statements of a graph, read line by line: memory does not grow with it.

A store holds these beside what is stated, so that simple questions stay simple: the classes above
a class, who takes part in an event in whatever role, and relations that hold the other way round.
``ontology/kg.ttl`` says the same in OWL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg.graph import vocabulary as v
from kg.graph.lines import Line
from kg.graph.ntriples import iri, line
from kg.graph.triples import Term, Triples
from kg.iris import RDFS, SCHEMA, SEM

_TYPE, _EVENT, _TAKES_PART = iri(v.TYPE), iri(SEM + "Event"), iri(SEM + "hasActor")
_ROLES = frozenset({iri(v.ACTOR), iri(v.RECIPIENT)})
_INVERSES = {
    iri(SCHEMA + "parent"): iri(SCHEMA + "children"),
    iri(SCHEMA + "spouse"): iri(SCHEMA + "spouse"),
}
PROPERTIES = frozenset({_TYPE, *_ROLES, *_INVERSES})
"""What something follows from, as N-Triples writes it."""
MUTUAL = frozenset({*_INVERSES, *_INVERSES.values()})
"""What holds, or follows, the other way round: the only statements that follow of other things."""

_SUBCLASS = ox.NamedNode(RDFS + "subClassOf")

Above = Mapping[str, Sequence[str]]
"""The classes above a class, as N-Triples writes them."""


def above(vocabulary: Triples) -> Above:
    """All classes above each class that has any."""
    parents: dict[Term, list[Term]] = {}
    for class_, parent in vocabulary.pairs(_SUBCLASS):
        parents.setdefault(class_, []).append(parent)
    return {str(class_): sorted(map(str, _ancestors(class_, parents))) for class_ in parents}


def following(lines: Iterable[Line], above: Above) -> Iterator[str]:
    """What follows from lines of N-Quads, a line each; some may come more than once.

    That somebody takes part follows for events whose type is stated in a line before, as it is
    where lines are sorted. Reports keep their roles only.
    """
    event = ""
    for subject, property_, rest in lines:
        if property_ not in PROPERTIES:
            continue
        object_ = rest.rpartition(" .")[0]
        if property_ == _TYPE:
            event = subject if object_ == _EVENT else event
            for class_ in above.get(object_, ()):
                yield line(subject, _TYPE, class_)
        elif property_ in _INVERSES:
            yield line(object_, _INVERSES[property_], subject)
        elif subject == event:
            yield line(subject, _TAKES_PART, object_)


def _ancestors(class_: Term, parents: Mapping[Term, Sequence[Term]]) -> set[Term]:
    found: set[Term] = set()
    waiting = [class_]
    while waiting:
        new = set(parents.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found
