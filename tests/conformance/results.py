"""Compares answers with the expected ones: the same but for the names of blank nodes."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}
ROW = ox.NamedNode("http://e/row")
TABLES = {
    "srx": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    "srj": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    "tsv": ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
}
GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}

Row = Mapping[str, Any]


def triples(path: Path, base: str | None = None) -> list[ox.Quad]:
    """The triples of a file, its format told from its name."""
    form = GRAPHS[path.suffix[1:]]
    return list(ox.parse(path=str(path), format=form, base_iri=base or path.as_uri()))


def table(data: bytes, form: ox.QueryResultsFormat) -> bool | list[Row]:
    """A truth value or the rows of a table."""
    parsed = ox.parse_query_results(data, format=form)
    if isinstance(parsed, ox.QueryBoolean):
        return bool(parsed)
    names = [variable.value for variable in parsed.variables]
    return [{name: row[name] for name in names if row[name] is not None} for row in parsed]


def listed(quads: Iterable[ox.Quad]) -> bool | list[Row] | None:
    """A table that is written as a graph; None if the graph is none."""
    about: defaultdict[Any, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        about[quad.subject][quad.predicate.value].append(quad.object)
    result = ox.NamedNode(RS + "ResultSet")
    node = next((node for node, of in about.items() if result in of[TYPE.value]), None)
    if node is None:
        return None
    if truth := about[node][RS + "boolean"]:
        return bool(truth[0].value == "true")
    return [
        {
            about[cell][RS + "variable"][0].value: about[cell][RS + "value"][0]
            for cell in about[row][RS + "binding"]
        }
        for row in about[node][RS + "solution"]
    ]


def same_rows(expected: Iterable[Row], found: Iterable[Row], *, lax: bool) -> bool:
    """Whether two tables have the same rows; how often does not count if ``lax``."""
    return bool(_rows(expected, lax) == _rows(found, lax))


def same_graph(expected: Iterable[ox.Quad], found: Iterable[ox.Quad]) -> bool:
    """Whether two graphs are isomorphic, numbers by their value."""
    return _canonical(expected) == _canonical(found)


def same_csv(expected: bytes, found: bytes) -> bool:
    """Whether two CSV files have the same rows; blank nodes are all alike."""
    return _cells(expected) == _cells(found)


def _rows(rows: Iterable[Row], lax: bool) -> tuple[Counter[Any], ox.Dataset]:
    """Rows without blank nodes, counted, and all others as a graph in canonical form."""
    plain: Counter[Any] = Counter()
    linked = []
    for row in rows:
        if any(isinstance(value, ox.BlankNode | ox.Triple) for value in row.values()):
            node = ox.BlankNode()
            linked.append(ox.Quad(node, TYPE, ROW))
            linked += [ox.Quad(node, ox.NamedNode("v:" + k), v) for k, v in row.items()]
        else:
            plain[frozenset((k, str(_value(v))) for k, v in row.items())] += 1
    return Counter(dict.fromkeys(plain, 1)) if lax else plain, _canonical(linked)


def _canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(q.subject, q.predicate, _value(q.object)) for q in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def _value(term: Any) -> Any:
    """The term as it is compared: numbers by value, language tags and truth in one spelling."""
    if not isinstance(term, ox.Literal):
        return term
    if term.language:
        return ox.Literal(term.value, language=term.language.lower())
    kind = term.datatype.value
    if kind in NUMBERS:
        try:
            return ox.Literal(repr(round(float(term.value), 9)), datatype=term.datatype)
        except ValueError:
            return term
    if kind == XSD + "boolean":
        return ox.Literal(term.value in ("1", "true"))
    return term


def _cells(data: bytes) -> tuple[list[str], Counter[tuple[str, ...]]]:
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8")))
    order = sorted(range(len(head)), key=head.__getitem__)
    masked = (
        tuple("_:" if row[i].startswith("_:") else row[i] for i in order) for row in rows if row
    )
    return sorted(head), Counter(masked)
