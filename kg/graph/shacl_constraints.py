"""The constraint components of SHACL Core, one row each (SHACL, section 4)."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox
import rdflib

from kg.graph.shacl_paths import Values, sh
from kg.graph.triples import Term, Triples

Test = Callable[[Term, Values], Iterable[Term | None]]
"""Yields the values of a focus node that break a constraint, or None when they all do."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a constraint may look at: data, shapes, and whether a node conforms to a shape."""

    data: Triples
    shapes: Triples
    conforms: Callable[[Term, Term], bool]


_Holds = Callable[[Term], bool]
_Maker = Callable[[Context, Term, Term], Test]
"""Makes the test of a shape from the value of the constraint's property."""

_ANY_TEXT = (str(rdflib.XSD.string), str(rdflib.RDF.langString))
_KINDS = {
    "IRI": (ox.NamedNode,),
    "BlankNode": (ox.BlankNode,),
    "Literal": (ox.Literal,),
    "BlankNodeOrIRI": (ox.BlankNode, ox.NamedNode),
    "BlankNodeOrLiteral": (ox.BlankNode, ox.Literal),
    "IRIOrLiteral": (ox.NamedNode, ox.Literal),
}


# --- kinds of constraint -------------------------------------------------------------------


def _each(holds: Callable[[Context, Term, Term], _Holds]) -> _Maker:
    """A constraint that each value keeps or breaks for itself."""

    def make(context: Context, shape: Term, parameter: Term) -> Test:
        holds_of = holds(context, shape, parameter)
        return lambda _, values: (value for value in values if not holds_of(value))

    return make


def _count(holds: Callable[[int, int], bool]) -> _Maker:
    """A constraint on the number of values."""

    def make(_context: Context, _shape: Term, parameter: Term) -> Test:
        bound = int(parameter.value)
        return lambda _, values: () if holds(len(values), bound) else (None,)

    return make


def _bound(holds: Callable[[Any, Any], bool]) -> _Maker:
    """A constraint on the order of each value and a literal."""
    return _each(lambda _c, _s, bound: lambda value: _ordered(holds, value, bound))


def _than(holds: Callable[[Any, Any], bool]) -> _Maker:
    """A constraint on the order of each value and each value of another property."""

    def make(context: Context, _shape: Term, property_: Term) -> Test:
        def test(focus: Term, values: Values) -> Iterator[Term]:
            others = context.data.objects(focus, property_)
            return (v for v in values for o in others if not _ordered(holds, v, o))

        return test

    return make


def _length(holds: Callable[[int, int], bool]) -> _Maker:
    """A constraint on the length of each value as a string."""
    return _each(
        lambda _c, _s, bound: (
            lambda value: _has_text(value) and holds(len(value.value), int(bound.value))
        )
    )


def _several(enough: Callable[[int, int], bool]) -> _Maker:
    """A constraint on how many shapes of a list each value conforms to."""

    def holds(context: Context, _shape: Term, items: Term) -> _Holds:
        shapes = list(context.shapes.items(items))
        return lambda v: enough(sum(context.conforms(s, v) for s in shapes), len(shapes))

    return _each(holds)


def _never(_focus: Term, _values: Values) -> Iterable[Term | None]:
    return ()


# --- constraints ---------------------------------------------------------------------------


def _class(context: Context, _shape: Term, class_: Term) -> _Holds:
    return context.data.members(class_).__contains__


def _datatype(_context: Context, _shape: Term, datatype: Term) -> _Holds:
    return lambda v: isinstance(v, ox.Literal) and v.datatype == datatype and _well_formed(v)


def _node_kind(_context: Context, _shape: Term, kind: Term) -> _Holds:
    kinds = _KINDS[kind.value.rsplit("#")[-1]]
    return lambda value: isinstance(value, kinds)


def _pattern(context: Context, shape: Term, pattern: Term) -> _Holds:
    flags = "".join(f"(?{flags.value})" for flags in context.shapes.objects(shape, sh("flags")))
    search = re.compile(flags + pattern.value).search
    return lambda value: _has_text(value) and search(value.value) is not None


def _language_in(context: Context, _shape: Term, languages: Term) -> _Holds:
    ranges = [item.value.lower() for item in context.shapes.items(languages)]

    def holds(value: Term) -> bool:
        tag = (value.language or "").lower() if isinstance(value, ox.Literal) else ""
        return any(tag == range_ or tag.startswith(range_ + "-") for range_ in ranges)

    return holds


def _in(context: Context, _shape: Term, items: Term) -> _Holds:
    return frozenset(context.shapes.items(items)).__contains__


def _not(context: Context, _shape: Term, inner: Term) -> _Holds:
    return lambda value: not context.conforms(inner, value)


def _has_value(_context: Context, _shape: Term, wanted: Term) -> Test:
    return lambda _, values: () if wanted in values else (None,)


def _equals(context: Context, _shape: Term, property_: Term) -> Test:
    return lambda focus, values: set(values) ^ set(context.data.objects(focus, property_))


def _disjoint(context: Context, _shape: Term, property_: Term) -> Test:
    return lambda focus, values: set(values) & set(context.data.objects(focus, property_))


def _unique_lang(_context: Context, _shape: Term, switch: Term) -> Test:
    def test(_: Term, values: Values) -> Iterable[None]:
        tags = [v.language for v in values if isinstance(v, ox.Literal) and v.language]
        return (None,) if len(tags) > len(set(tags)) else ()

    return test if switch.value == "true" else _never


def _closed(context: Context, shape: Term, switch: Term) -> Test:
    shapes = context.shapes
    inner = shapes.objects(shape, sh("property"))
    allowed = {path for one in inner for path in shapes.objects(one, sh("path"))}
    ignored = shapes.objects(shape, sh("ignoredProperties"))
    allowed |= {property_ for items in ignored for property_ in shapes.items(items)}

    def test(focus: Term, _: Values) -> Iterator[Term]:
        others = (p for p in context.data.properties(focus) if p not in allowed)
        return (value for p in others for value in context.data.objects(focus, p))

    return test if switch.value == "true" else _never


CONSTRAINTS: dict[str, _Maker] = {
    "class": _each(_class),
    "datatype": _each(_datatype),
    "nodeKind": _each(_node_kind),
    "minCount": _count(lambda n, bound: n >= bound),
    "maxCount": _count(lambda n, bound: n <= bound),
    "minExclusive": _bound(lambda value, bound: value > bound),
    "minInclusive": _bound(lambda value, bound: value >= bound),
    "maxExclusive": _bound(lambda value, bound: value < bound),
    "maxInclusive": _bound(lambda value, bound: value <= bound),
    "minLength": _length(lambda n, bound: n >= bound),
    "maxLength": _length(lambda n, bound: n <= bound),
    "pattern": _each(_pattern),
    "languageIn": _each(_language_in),
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _than(lambda value, other: value < other),
    "lessThanOrEquals": _than(lambda value, other: value <= other),
    "not": _each(_not),
    "and": _several(lambda kept, of: kept == of),
    "or": _several(lambda kept, _of: kept > 0),
    "xone": _several(lambda kept, _of: kept == 1),
    "closed": _closed,
    "hasValue": _has_value,
    "in": _each(_in),
}
"""How to make the test of a shape, by the local name of the constraint's property."""


# --- literals ------------------------------------------------------------------------------


def _has_text(value: Term) -> bool:
    return not isinstance(value, ox.BlankNode)


@cache
def _literal(value: ox.Literal) -> rdflib.Literal:
    """As rdflib has it, which knows the lexical forms and the order of XML Schema types."""
    logger = logging.getLogger("rdflib.term")
    was, logger.disabled = logger.disabled, True  # it reports ill-typed literals: so do the shapes
    try:
        return rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype.value))
    finally:
        logger.disabled = was


def _well_formed(value: ox.Literal) -> bool:
    return value.datatype.value in _ANY_TEXT or not _literal(value).ill_typed


def _ordered(holds: Callable[[Any, Any], bool], one: Term, other: Term) -> bool:
    """Whether two literals are of one order and in this relation of it."""
    if not isinstance(one, ox.Literal) or not isinstance(other, ox.Literal):
        return False
    try:
        return holds(_literal(one).value, _literal(other).value)
    except TypeError:
        return False
