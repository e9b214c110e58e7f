"""Whether a graph keeps its promises: shapes, quoted characters, and claims behind plain triples.

Independent of the store and of the code that wrote the graph: everything is read from the file.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg import iris
from kg.graph import shapes, stated
from kg.graph import vocabulary as v
from kg.graph.ontology import vocabulary_files
from kg.graph.stated import ABOUT, ABOUT_EVENTS, CLAIM, REPORT, Triple
from kg.graph.triples import Term, Triples
from kg.iris import ID, KG, PREFIXES
from kg.model import STATUSES, Article

_SURROGATE = re.compile("[\ud800-\udfff]")
_FRAGMENT = re.compile(r"(.*)#char=(\d+),(\d+)")
Texts = Mapping[str, str]
"""The text of each article by its IRI."""


def _kg(name: str) -> ox.NamedNode:
    return ox.NamedNode(KG + name)


_SENTENCE, _ARTICLE, _EVIDENCE = _kg("Sentence"), _kg("article"), _kg("evidence")
_START, _END, _STATUS = _kg("start"), _kg("end"), _kg("status")
_SPOUSE = ox.NamedNode(v.PREDICATES["spouse"])
_VIEW = (*map(ox.NamedNode, v.PREDICATES.values()), *ABOUT_EVENTS)


def validate(nquads: Path, articles: Iterable[Article]) -> list[str]:
    """What is wrong with a graph and the articles it was made from, one line a problem, sorted.

    An empty list means that the graph conforms to the shapes; that the articles are those it
    was made from; that every sentence and trigger is, character by character, what its article
    has at these offsets; that every sentence is evidence of something; that events have the
    status that their reports give them; and that the plain triples are those of the accepted
    claims, no more and no fewer.

    Raises:
        InputError: the file cannot be read.
    """
    graph = Triples.read(nquads, *vocabulary_files())
    texts = {iris.article(article.digest): article.text for article in articles}
    return sorted(
        {
            *_shape_problems(graph),
            *_article_problems(graph, texts),
            *_offset_problems(graph, texts),
            *_view_problems(graph),
            *_status_problems(graph),
        }
    )


def validate_alone(statements: Iterable[ox.Triple]) -> list[str]:
    """What is wrong with a graph whose articles are not at hand, one line a problem, sorted.

    ``statements`` are those of a store: the graph, the ontology and what follows from them.
    Checked is what ``validate`` checks, but that articles and sentences are what was published;
    triggers are compared with their sentences.
    """
    graph = Triples(statements)
    return sorted(
        {
            *_shape_problems(graph),
            *_bound_and_trigger_problems(graph),
            *_view_problems(graph, _mirrored),
            *_status_problems(graph),
        }
    )


# --- shapes --------------------------------------------------------------------------------


def _shape_problems(graph: Triples) -> Iterator[str]:
    for focus, value, message in shapes.violations(graph):
        found = f", found {_short(value)}" if value is not None and value != focus else ""
        yield f"{_short(focus)}: {message}{found}"


# --- quotes --------------------------------------------------------------------------------


def _article_problems(graph: Triples, texts: Texts) -> Iterator[str]:
    for article, digest in graph.pairs(_kg("sha256")):
        text = texts.get(article.value)
        if text is None:
            yield f"{_short(article)}: there is no such article"
        elif digest.value != hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest():
            yield f"{_short(article)}: its text is not the one that the graph was made from"


def _offset_problems(graph: Triples, texts: Texts) -> Iterator[str]:
    for sentence in graph.members(_SENTENCE):
        yield from _sentence_problems(graph, sentence)
        yield from _quote_problems(graph, sentence, sentence, "text", texts)
    for claim in graph.members(CLAIM):
        yield from _bound_problems(graph, claim, graph.one(claim, _EVIDENCE))
    for report in graph.members(REPORT):
        yield from _quote_problems(graph, report, graph.one(report, _EVIDENCE), "trigger", texts)


def _bound_and_trigger_problems(graph: Triples) -> Iterator[str]:
    """Whether claims lie in their sentences, and the sentences have the triggers."""
    for sentence in graph.members(_SENTENCE):
        yield from _sentence_problems(graph, sentence)
    for claim in graph.members(CLAIM):
        yield from _bound_problems(graph, claim, graph.one(claim, _EVIDENCE))
    for report in graph.members(REPORT):
        within = graph.one(report, _EVIDENCE)
        text = graph.one(within, _kg("text")) if within else None
        offset = _number(graph, within, _START) if within else None
        article = graph.one(within, _ARTICLE) if within else None
        if text is not None and offset is not None and article is not None:
            texts = {article.value: " " * offset + text.value}
            yield from _quote_problems(graph, report, within, "trigger", texts)


def _sentence_problems(graph: Triples, sentence: Term) -> Iterator[str]:
    if not graph.subjects(_EVIDENCE, sentence):
        yield f"{_short(sentence)}: it is evidence of nothing"
    told = [graph.one(sentence, property_) for property_ in (_ARTICLE, _START, _END)]
    written = _FRAGMENT.fullmatch(sentence.value)
    if written and None not in told and written.groups() != tuple(t.value for t in told if t):
        yield f"{_short(sentence)}: its IRI and its kg:article, kg:start and kg:end differ"


def _quote_problems(
    graph: Triples, node: Term, sentence: Term | None, quote: str, texts: Texts
) -> Iterator[str]:
    """Whether the article has, between the node's start and end, the quote it has."""
    article = graph.one(sentence, _ARTICLE) if sentence else None
    quoted = graph.one(node, _kg(quote))
    start, end = _number(graph, node, _START), _number(graph, node, _END)
    if article is None or quoted is None or start is None or end is None:
        return  # the shapes tell
    text = texts.get(article.value)
    if text is None:
        yield f"{_short(node)}: there is no {_short(article)} to quote from"
    elif _writable(text[start:end]) != quoted.value:
        yield f"{_short(node)}: kg:{quote} is {quoted.value!r}, but the article has {text[start:end]!r}"


def _bound_problems(graph: Triples, claim: Term, sentence: Term | None) -> Iterator[str]:
    if sentence is None:
        return
    numbers = [_number(graph, node, end) for node in (sentence, claim) for end in (_START, _END)]
    if None in numbers:
        return
    first, last, start, end = numbers
    if not first <= start <= end <= last:  # type: ignore[operator]
        yield f"{_short(claim)}: {start} to {end} is outside its sentence, {first} to {last}"


def _number(graph: Triples, node: Term, property_: Term) -> int | None:
    value = graph.one(node, property_)
    try:
        return int(value.value) if value else None
    except ValueError:
        return None


def _writable(text: str) -> str:
    """As the graph has it: lone surrogates cannot be written."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


# --- plain triples -------------------------------------------------------------------------


def _view_problems(
    graph: Triples, derived: Callable[[set[Triple]], set[Triple]] = lambda _: set()
) -> Iterator[str]:
    """Plain triples and accepted claims side by side; ``derived`` follows from the latter."""
    plain, accepted = set(_plain(graph)), set(_claimed(graph))
    claimed = accepted | derived(accepted)
    for triple in plain - claimed:
        yield f"{_statement(triple)}: no accepted claim says so"
    for triple in claimed - plain:
        yield f"{_statement(triple)}: an accepted claim says so, but the plain triple is missing"


def _mirrored(claimed: set[Triple]) -> set[Triple]:
    return {(other, spouse, one) for one, spouse, other in claimed if spouse == _SPOUSE}


def _plain(graph: Triples) -> Iterator[Triple]:
    reports = graph.members(REPORT)
    for property_ in _VIEW:
        for subject, object_ in graph.pairs(property_):
            if subject not in reports:
                yield subject, property_, object_


def _claimed(graph: Triples) -> Iterator[Triple]:
    for claim in stated.claims(graph):
        if stated.status(graph, claim) == "happened":
            yield from stated.stated(graph, claim)


def _status_problems(graph: Triples) -> Iterator[str]:
    told: defaultdict[Term, set[str]] = defaultdict(set)
    for report, event in graph.pairs(ABOUT):
        told[event].add(stated.status(graph, report))
    for event, status in graph.pairs(_STATUS):
        best = next((s for s in STATUSES if s in told[event]), None)
        if best and status.value != best:
            yield f"{_short(event)}: kg:status is {status.value!r}, but its reports make it {best!r}"


# --- words ---------------------------------------------------------------------------------


def _statement(triple: Triple) -> str:
    return " ".join(_short(term) for term in triple)


def _short(term: Term) -> str:
    """A term for readers: ids without the base, other IRIs with their prefix."""
    if not isinstance(term, ox.NamedNode):
        return repr(term.value)
    if term.value.startswith(ID):
        return term.value.removeprefix(ID)
    for name, space in PREFIXES.items():
        if term.value.startswith(space):
            return f"{name}:{term.value.removeprefix(space)}"
    return f"<{term.value}>"
