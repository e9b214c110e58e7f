"""SHACL property paths: from a focus node to its values (SHACL, section 2.3.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pyoxigraph as ox

from kg.graph.triples import Term, Triples
from kg.iris import SH

Values = Sequence[Term]
Path = Callable[[Term], Values]

OPERATORS = ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
"""The local names of the properties that a path is written with, beside lists for sequences."""


def sh(name: str) -> ox.NamedNode:
    """A term of SHACL by its local name."""
    return ox.NamedNode(SH + name)


def path(data: Triples, shapes: Triples, written: Term) -> Path:
    """What gets the values of a focus node, each once, from a path as a shape has it."""
    if isinstance(written, ox.NamedNode):
        return lambda focus: data.objects(focus, written)
    if steps := list(shapes.items(written)):
        return partial(_along, [path(data, shapes, step) for step in steps])
    [(name, inner)] = [(n, o) for n in OPERATORS for o in shapes.objects(written, sh(n))]
    if name == "inversePath":
        return lambda focus: data.subjects(inner, focus)
    if name == "alternativePath":
        return partial(_either, [path(data, shapes, item) for item in shapes.items(inner)])
    step = path(data, shapes, inner)
    if name == "zeroOrOnePath":
        return partial(_either, [lambda focus: (focus,), step])
    return partial(_again, step, name == "zeroOrMorePath")


def _along(steps: Sequence[Path], focus: Term) -> Values:
    found: Values = (focus,)
    for step in steps:
        found = list(dict.fromkeys(value for one in found for value in step(one)))
    return found


def _either(ways: Sequence[Path], focus: Term) -> Values:
    return list(dict.fromkeys(value for way in ways for value in way(focus)))


def _again(step: Path, with_start: bool, focus: Term) -> Values:
    found, waiting = dict.fromkeys([focus] if with_start else ()), [focus]
    while waiting:
        fresh = [value for value in step(waiting.pop()) if value not in found]
        found |= dict.fromkeys(fresh)
        waiting += fresh
    return list(found)
