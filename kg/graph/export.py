"""The graph in other formats, the same bytes every time."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.errors import InputError, QueryError
from kg.graph import views
from kg.graph.rdfxml import rdf_xml
from kg.graph.turtle import trig, turtle
from kg.graph.vocabulary import TYPE
from kg.iris import PREFIXES, XSD

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")


def export(nquads: Path, format_: str, out: BinaryIO, *, by_view: bool = False) -> None:
    """Write the graph of a sorted N-Quads file in one of ``FORMATS``, streaming.

    ``by_view`` puts what is claimed into the named graphs of ``kg.graph.views``; only formats
    with named graphs can.

    Raises:
        QueryError: there is no such format.
        InputError: the file cannot be read.
    """
    formats = WITH_VIEWS if by_view else FORMATS
    if format_ not in formats:
        raise QueryError(f"no format {format_!r}: choose one of {', '.join(formats)}")
    try:
        formats[format_](nquads, out)
    except FileNotFoundError as error:
        raise InputError(f"{nquads}: no such file; build the graph first") from error
    except SyntaxError as error:
        raise InputError(f"{nquads}: not N-Quads: {error}") from error


def _nquads(nquads: Path, out: BinaryIO) -> None:
    with nquads.open("rb") as file:
        out.writelines(file)


def _turtle(nquads: Path, out: BinaryIO) -> None:
    turtle((quad.triple for quad in _quads(nquads)), out)


def _rdf_xml(nquads: Path, out: BinaryIO) -> None:
    rdf_xml((quad.triple for quad in _quads(nquads)), out)


def _json_ld(nquads: Path, out: BinaryIO) -> None:
    """One node object a line, its properties by short IRI under a context of prefixes."""
    context = json.dumps(PREFIXES, sort_keys=True)
    out.write(f'{{"@context": {context},\n"@graph": [\n'.encode())
    before = ""
    for node in _nodes(nquads):
        out.write(f"{before}{json.dumps(node, ensure_ascii=False)}".encode())
        before = ",\n"
    out.write(b"\n]}\n")


FORMATS: dict[str, Callable[[Path, BinaryIO], None]] = {
    "turtle": _turtle,
    "trig": _turtle,  # all is in the default graph, and Turtle is TriG
    "nquads": _nquads,
    "ntriples": _nquads,  # without graph names N-Quads is N-Triples
    "rdfxml": _rdf_xml,
    "jsonld": _json_ld,
}


def _trig_views(nquads: Path, out: BinaryIO) -> None:
    trig(views.quads(nquads), out)


def _nquads_views(nquads: Path, out: BinaryIO) -> None:
    ox.serialize(views.quads(nquads), out, format=ox.RdfFormat.N_QUADS)


WITH_VIEWS: dict[str, Callable[[Path, BinaryIO], None]] = {
    "trig": _trig_views,
    "nquads": _nquads_views,
}


def _quads(nquads: Path) -> Iterable[ox.Quad]:
    return ox.parse(path=str(nquads), format=ox.RdfFormat.N_QUADS)


def _nodes(nquads: Path) -> Iterator[dict[str, Any]]:
    for subject, quads in groupby(_quads(nquads), key=lambda quad: quad.subject):
        node: defaultdict[str, list[Any]] = defaultdict(list)
        for quad in quads:
            node[_short(quad.predicate.value)].append(quad.object)
        types = [_short(term.value) for term in node.pop(_short(TYPE), [])]
        rest = {key: [_json(term) for term in terms] for key, terms in node.items()}
        yield {"@id": _node_id(subject), "@type": types, **rest}


def _json(term: Any) -> Any:
    """A value: strings and whole numbers as JSON has them, all else with its type."""
    if not isinstance(term, ox.Literal):
        return {"@id": _node_id(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == XSD + "integer" and _INTEGER.fullmatch(term.value):
        return int(term.value)
    if datatype == XSD + "string":
        return term.value
    return {"@value": term.value, "@type": _short(datatype)}


def _node_id(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _short(iri: str) -> str:
    """A compact IRI where a prefix fits and what follows has no slash."""
    for name, space in PREFIXES.items():
        local = iri.removeprefix(space)
        if local != iri and "/" not in local:
            return f"{name}:{local}"
    return iri
