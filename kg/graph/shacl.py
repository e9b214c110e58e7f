"""SHACL Core over a graph in memory, many times faster than pySHACL, which the tests hold it
against.

Qualified value shapes, SPARQL and JavaScript are left out: shapes that use them are refused,
so that nothing goes unchecked in silence. See the W3C recommendation "Shapes Constraint
Language" (2017), section 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.shacl_constraints import CONSTRAINTS, Context, Test
from kg.graph.shacl_paths import OPERATORS, Path, path, sh
from kg.graph.triples import Term, Triples
from kg.graph.vocabulary import TYPE
from kg.iris import RDFS, SH

_TYPE, _CLASS = ox.NamedNode(TYPE), ox.NamedNode(RDFS + "Class")
_INNER = ("property", "node")
_TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_READ_WITH_ANOTHER = ("flags", "ignoredProperties")
_NO_CONSTRAINT = ("path", "message", "severity", "deactivated", "name", "description", "order")
_KNOWN = frozenset(
    (*CONSTRAINTS, *OPERATORS, *_INNER, *_TARGETS, *_READ_WITH_ANOTHER, *_NO_CONSTRAINT)
)


@dataclass(frozen=True, slots=True)
class Violation:
    """That a node breaks a constraint of a shape, in the words of the shape's message."""

    focus: Term
    value: Term | None
    message: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape made ready: how to reach its values, what holds of them, the shapes of each."""

    path: Path | None
    tests: tuple[tuple[str, Test], ...]
    inner: tuple[Term, ...]
    message: str | None


def violations(data: Triples, shapes: Triples) -> Iterator[Violation]:
    """What in the data breaks the shapes; what a shape in ``sh:node`` finds is told as its own.

    Raises:
        QueryError: the shapes use more of SHACL than this checks.
    """
    used = {iri.removeprefix(SH) for iri in shapes.vocabulary() if iri.startswith(SH)}
    if unknown := sorted(used - _KNOWN):
        raise QueryError(f"the shapes use what cannot be checked: {', '.join(unknown)}")
    checker = _Checker(data, shapes)
    for shape in sorted(checker.targeted(), key=str):
        for focus in sorted(checker.targets(shape), key=str):
            yield from checker.check(shape, focus)


class _Checker:
    """One shapes graph applied to one data graph; a shape is made ready when first used."""

    def __init__(self, data: Triples, shapes: Triples) -> None:
        self._data = data
        self._shapes = shapes
        self._ready = cache(self._prepare)

    def targeted(self) -> set[Term]:
        """The shapes that say themselves which nodes they are for."""
        found = {shape for name in _TARGETS for shape, _ in self._shapes.pairs(sh(name))}
        return found | (self._shapes.members(_CLASS) & self._shapes.members(sh("NodeShape")))

    def targets(self, shape: Term) -> set[Term]:
        """The focus nodes of a shape (section 2.1.3)."""
        data, of = self._data, partial(self._shapes.objects, shape)
        found = set(of(sh("targetNode")))
        implicit = [shape] if _CLASS in of(_TYPE) else []
        for class_ in (*of(sh("targetClass")), *implicit):
            found |= data.members(class_)
        for property_ in of(sh("targetSubjectsOf")):
            found |= {subject for subject, _ in data.pairs(property_)}
        for property_ in of(sh("targetObjectsOf")):
            found |= {object_ for _, object_ in data.pairs(property_)}
        return found

    def check(self, shape: Term, focus: Term) -> Iterator[Violation]:
        """What a focus node breaks of a shape."""
        ready = self._ready(shape)
        values = ready.path(focus) if ready.path else (focus,)
        for default, test in ready.tests:
            for value in test(focus, values):
                yield Violation(focus, value, ready.message or default)
        for inner in ready.inner:
            for value in values:
                yield from self.check(inner, value)

    def _conforms(self, shape: Term, node: Term) -> bool:
        return next(self.check(shape, node), None) is None

    def _prepare(self, shape: Term) -> _Shape:
        of = partial(self._shapes.objects, shape)
        if any(switch.value == "true" for switch in of(sh("deactivated"))):
            return _Shape(path=None, tests=(), inner=(), message=None)
        context = Context(self._data, self._shapes, self._conforms)
        return _Shape(
            path=next((path(self._data, self._shapes, way) for way in of(sh("path"))), None),
            tests=tuple(
                (f"sh:{name} {parameter.value} does not hold", make(context, shape, parameter))
                for name, make in CONSTRAINTS.items()
                for parameter in of(sh(name))
            ),
            inner=tuple(inner for name in _INNER for inner in of(sh(name))),
            message=next((message.value for message in of(sh("message"))), None),
        )
