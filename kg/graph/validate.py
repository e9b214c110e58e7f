"""Whether a graph keeps its promises: shapes, quoted characters, and claims behind plain triples.

Reads the whole graph into memory with rdflib and checks it with pySHACL: slow (some thousand
quads a second) but independent of the store and of the code that wrote the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyshacl
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg import iris
from kg.errors import InputError
from kg.graph import vocabulary as v
from kg.graph.ontology import shapes_file, vocabulary_files
from kg.iris import ID, KG, PREFIXES
from kg.model import Article

_SURROGATE = re.compile("[\ud800-\udfff]")
_Triple = tuple[Node, Node, Node]
_CLAIM, _REPORT = URIRef(KG + "Claim"), URIRef(KG + "Report")
_ABOUT, _ARTICLE, _EVIDENCE = URIRef(KG + "about"), URIRef(KG + "article"), URIRef(KG + "evidence")
_START, _END = URIRef(KG + "start"), URIRef(KG + "end")
_VIEW = tuple(URIRef(iri) for iri in (*v.PREDICATES.values(), *v.EVENT_PROPERTIES))
_ABOUT_EVENTS = tuple(URIRef(iri) for iri in v.EVENT_PROPERTIES)


def validate(nquads: Path, articles: Iterable[Article]) -> list[str]:
    """What is wrong with a graph and the articles it was made from, one line a problem, sorted.

    An empty list means that the graph conforms to the shapes; that every sentence and trigger
    is, character by character, what its article has at these offsets; and that the plain
    triples are those of the accepted claims, no more and no fewer.

    Raises:
        InputError: the file cannot be read.
    """
    graph = _read(nquads)
    texts = {iris.article(article.digest): article.text for article in articles}
    problems = {*_shape_problems(graph), *_offset_problems(graph, texts), *_view_problems(graph)}
    return sorted(problems)


def _read(nquads: Path) -> Graph:
    try:
        # N-Quads in the default graph only are N-Triples.
        return Graph().parse(str(nquads), format="nt")
    except FileNotFoundError as error:
        raise InputError(f"{nquads}: no such file; build the graph first") from error
    except Exception as error:
        raise InputError(f"{nquads}: not N-Quads: {error}") from error


# --- shapes --------------------------------------------------------------------------------


def _shape_problems(graph: Graph) -> Iterator[str]:
    ontology = Graph()
    for file in vocabulary_files():
        ontology.parse(str(file))
    shapes = Graph().parse(str(shapes_file()))
    conforms, results, _ = pyshacl.validate(graph + ontology, shacl_graph=shapes)
    if conforms:
        return
    for result in results.subjects(RDF.type, SH.ValidationResult):
        yield _shown(result, results)


def _shown(result: Node, results: Graph) -> str:
    focus, value = results.value(result, SH.focusNode), results.value(result, SH.value)
    message = results.value(result, SH.resultMessage)
    found = f", found {_short(value)}" if value is not None and value != focus else ""
    return f"{_short(focus)}: {message}{found}"


# --- offsets -------------------------------------------------------------------------------


def _offset_problems(graph: Graph, texts: dict[str, str]) -> Iterator[str]:
    for sentence in graph.subjects(RDF.type, URIRef(KG + "Sentence")):
        yield from _quote_problems(graph, sentence, sentence, "text", texts)
    for class_ in (_CLAIM, _REPORT):
        for claim in graph.subjects(RDF.type, class_):
            yield from _bound_problems(graph, claim, graph.value(claim, _EVIDENCE))
    for report in graph.subjects(RDF.type, _REPORT):
        yield from _quote_problems(graph, report, graph.value(report, _EVIDENCE), "trigger", texts)


def _quote_problems(
    graph: Graph, node: Node, sentence: Node | None, quote: str, texts: dict[str, str]
) -> Iterator[str]:
    """Whether the article has, between the node's start and end, the quote it has."""
    article, quoted = graph.value(sentence, _ARTICLE), graph.value(node, URIRef(KG + quote))
    start, end = _number(graph, node, _START), _number(graph, node, _END)
    if article is None or quoted is None or start is None or end is None:
        return  # the shapes tell
    text = texts.get(str(article))
    if text is None:
        yield f"{_short(node)}: there is no {_short(article)} to quote from"
    elif _writable(text[start:end]) != str(quoted):
        yield f"{_short(node)}: kg:{quote} is {str(quoted)!r}, but the article has {text[start:end]!r}"


def _bound_problems(graph: Graph, claim: Node, sentence: Node | None) -> Iterator[str]:
    if sentence is None:
        return
    numbers = [_number(graph, node, end) for node in (sentence, claim) for end in (_START, _END)]
    if None in numbers:
        return
    first, last, start, end = numbers
    if not first <= start <= end <= last:  # type: ignore[operator]
        yield f"{_short(claim)}: {start} to {end} is outside its sentence, {first} to {last}"


def _number(graph: Graph, node: Node, property_: URIRef) -> int | None:
    value = graph.value(node, property_)
    number = value.toPython() if isinstance(value, Literal) else None
    return number if isinstance(number, int) else None


def _writable(text: str) -> str:
    """As the graph has it: lone surrogates cannot be written."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


# --- plain triples -------------------------------------------------------------------------


def _view_problems(graph: Graph) -> Iterator[str]:
    stated, claimed = set(_stated(graph)), set(_claimed(graph))
    for triple in stated - claimed:
        yield f"{_statement(triple)}: no accepted claim says so"
    for triple in claimed - stated:
        yield f"{_statement(triple)}: an accepted claim says so, but the plain triple is missing"


def _stated(graph: Graph) -> Iterator[_Triple]:
    reports = set(graph.subjects(RDF.type, _REPORT))
    for property_ in _VIEW:
        for subject, object_ in graph.subject_objects(property_):
            if subject not in reports:
                yield subject, property_, object_


def _claimed(graph: Graph) -> Iterator[_Triple]:
    for claim in graph.subjects(RDF.type, _CLAIM):
        terms = [graph.value(claim, term) for term in (RDF.subject, RDF.predicate, RDF.object)]
        if _accepted(graph, claim) and None not in terms:
            yield terms[0], terms[1], terms[2]  # type: ignore[misc]
    for report, event in graph.subject_objects(_ABOUT):
        if _accepted(graph, report):
            for property_ in _ABOUT_EVENTS:
                for object_ in graph.objects(report, property_):
                    yield event, property_, object_


def _accepted(graph: Graph, claim: Node) -> bool:
    def told(name: str) -> str:
        return str(graph.value(claim, URIRef(KG + name)))

    sure = (told("polarity"), told("certainty")) == ("affirmed", "certain")
    return sure and told("tense") != "future" and told("rejected") != "true"


# --- words ---------------------------------------------------------------------------------


def _statement(triple: _Triple) -> str:
    return " ".join(_short(term) for term in triple)


def _short(term: Any) -> str:
    """A term for readers: ids without the base, other IRIs with their prefix."""
    if not isinstance(term, URIRef):
        return repr(str(term))
    if term.startswith(ID):
        return term.removeprefix(ID)
    for name, space in PREFIXES.items():
        if term.startswith(space):
            return f"{name}:{term.removeprefix(space)}"
    return f"<{term}>"
