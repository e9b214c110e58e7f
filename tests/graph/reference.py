"""pySHACL, the reference that the project's own SHACL engine is held against."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import SH

from kg.graph import shacl
from kg.graph.ontology import shapes_file, vocabulary_files
from kg.graph.triples import Term, Triples

Found = set[tuple[str, str | None]]
"""Focus nodes with the values that break a shape, None where it is not one value.

Blank nodes are alike: each parser names them as it likes.
"""


def reference(data: Iterable[Path], shapes: Path) -> Found:
    """What pySHACL finds, with the findings inside a ``sh:node`` in place of its own."""
    graph = rdflib.Graph()
    for file in data:
        graph.parse(str(file), format="nt" if file.suffix == ".nq" else "turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(str(shapes)))
    results = set(report.subjects(rdflib.RDF.type, SH.ValidationResult))
    by_node = {
        r
        for r in results
        if (r, SH.sourceConstraintComponent, SH.NodeConstraintComponent) in report
    }
    return {
        (str(_words(report.value(r, SH.focusNode))), _words(report.value(r, SH.value)))
        for r in results - by_node
    }


def own(data: Iterable[Path], shapes: Path) -> Found:
    """What ``kg.graph.shacl`` finds."""
    found = shacl.violations(Triples.read(*data), Triples.read(shapes))
    return {(str(_words(v.focus)), _words(v.value)) for v in found}


def _words(term: Term | rdflib.term.Node | None) -> str | None:
    if isinstance(term, ox.BlankNode | rdflib.BNode):
        return "_:"
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return None if term is None else str(term)


def agrees(nquads: Path) -> bool:
    """Whether both find the same in a graph under the project's shapes."""
    data = (nquads, *vocabulary_files())
    return own(data, shapes_file()) == reference(data, shapes_file())
