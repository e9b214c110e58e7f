"""What of a graph breaks the shapes of the ontology, as pySHACL finds it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from kg.graph.ontology import shapes_file
from kg.graph.rdf import from_engine
from kg.graph.triples import Term, Triples

_TARGETS = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)


def violations(triples: Triples) -> Iterator[tuple[Term, Term | None, str]]:
    """Node, value if it is one value that is wrong, and the message of the shape."""
    graph, shapes = _graph(triples), _flat(Graph().parse(str(shapes_file())))
    conforms, results, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    if conforms:
        return
    for result in results.subjects(RDF.type, SH.ValidationResult):
        focus, value = results.value(result, SH.focusNode), results.value(result, SH.value)
        message = results.value(result, SH.resultMessage)
        yield _term(focus), None if value is None else _term(value), str(message)


def _graph(triples: Triples) -> Graph:
    term = cache(from_engine)
    graph = Graph()
    for subject, predicate, object_ in triples:
        graph.add((term(subject), term(predicate), term(object_)))
    return graph


def _flat(shapes: Graph) -> Graph:
    """The same shapes, with those of properties given the targets of the shape they are in.

    A shape with targets is checked for all its nodes at once, one within another for each node
    by itself, which takes pySHACL three times as long.
    """
    for outer, inner in list(shapes.subject_objects(SH.property)):
        targets = [(way, target) for way in _TARGETS for target in shapes.objects(outer, way)]
        for way, target in targets:
            shapes.add((inner, way, target))
        if targets:
            shapes.remove((outer, SH.property, inner))
            shapes.add((inner, RDF.type, SH.PropertyShape))
    return shapes


def _term(node: Node | None) -> Term:
    return ox.NamedNode(node) if isinstance(node, URIRef) else ox.Literal(str(node))
