"""Reads the manifests of the W3C test suite: plain values out of RDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

TESTS = "http://www.w3.org/2001/sw/DataAccess/tests/"
MF = rdflib.Namespace(TESTS + "test-manifest#")
QT = rdflib.Namespace(TESTS + "test-query#")
DAWGT = rdflib.Namespace(TESTS + "test-dawg#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")


@dataclass(frozen=True, slots=True)
class Case:
    """A node of a manifest's graph that is a test."""

    graph: rdflib.Graph
    node: Node
    folder: str

    @property
    def name(self) -> str:
        return f"{self.folder}/{fragment(self.node)}"

    @property
    def kind(self) -> str:
        return fragment(self.value(RDF.type))

    @property
    def lax(self) -> bool:
        """Whether the number of equal rows is left open."""
        return (self.node, MF.resultCardinality, MF.LaxCardinality) in self.graph

    def value(self, *path: Node) -> Node:
        """What a path of properties leads to; the last step that leads nowhere ends it."""
        node = self.node
        for step in path:
            node = self.graph.value(node, step) or node
        return node

    def data(self, node: Node, space: rdflib.Namespace) -> Iterator[tuple[str | None, Node]]:
        """Name and file of every graph that a node gives as data; None is the default graph."""
        for file in self.graph.objects(node, space.data):
            yield None, file
        for file in self.graph.objects(node, space.graphData):
            if isinstance(file, rdflib.BNode):
                name = str(self.graph.value(file, RDFS.label))
                yield name, self.graph.value(file, space.graph) or file
            else:
                yield str(file), file

    def items(self, node: Node | None) -> list[Node]:
        """The items of an RDF list."""
        return [] if node is None else list(Collection(self.graph, node))


def fragment(node: Node) -> str:
    """The part of an IRI behind the number sign."""
    return str(node).rsplit("#", 1)[-1]


def path(file: Node) -> Path:
    """Where a ``file:`` IRI lies."""
    return Path(unquote(urlsplit(str(file)).path))


def tests(manifest: Path) -> Iterator[Case]:
    """The tests of a manifest that are not withdrawn, in its order."""
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    for entries in graph.objects(None, MF.entries):
        for node in Collection(graph, entries):
            if (node, DAWGT.approval, DAWGT.Withdrawn) not in graph:
                yield Case(graph, node, manifest.parent.name)
