"""RDF 1.2: each claim reifies the triples that it tells, whether or not they are stated.

N-Quads 1.2 with triple terms. Of the parsers that the tests know, Oxigraph 0.5 and N3.js 2 read
it; rdflib 7 and Raptor 2 do not. See https://www.w3.org/TR/rdf12-concepts/#section-triple-terms-reification.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph.ntriples import iri
from kg.graph.profiles.statements import Statements, quad
from kg.iris import RDF


def reifiers(quads: Iterable[str]) -> list[str]:
    """The graph with an ``rdf:reifies`` for each triple that a claim tells, sorted."""
    lines = [line.rstrip("\n") for line in quads]
    statements = Statements(lines)
    reifies = iri(RDF + "reifies")
    told = {
        quad((claim, reifies, f"<<( {' '.join(triple)} )>>"))
        for claim in statements.claims()
        for triple in statements.told(claim)
    }
    return sorted({*lines, *told})
