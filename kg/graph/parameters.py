"""Values for the parameters of a query: from a user's words to terms, and the terms into it.

Words never reach the query's text. An entity becomes the IRI of the one thing in the store
that is called so, a period two dates, a type a concept, words
what is found by them; these terms, written as N-Triples
writes them, stand in a VALUES clause. So the text can be run by any engine as it is.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date

from kg.errors import QueryError
from kg.graph.naming import find
from kg.graph.ntriples import integer, iri, typed
from kg.graph.store import IRI, Store
from kg.iris import EVENT_TYPE, ID
from kg.questions import Parameter, Query

Terms = dict[str, list[str]]
"""Written terms by variable, as many of each: the columns of a table."""

_WITH = re.compile(r"^( *)# with (\w+):(.*)$", re.MULTILINE)
_PERIOD = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_MOST_FOUND = 200
_BY_IDENTIFIER = (
    "SELECT ?article ?name { ?article dcterms:identifier ?name ; a schema:NewsArticle }"
)
_IS_TYPE = "ASK { ?type skos:notation ?code ; skos:inScheme et: }"


def bind(query: Query, given: Mapping[str, str], store: Store) -> str:
    """The SPARQL of a query in which these parameters have a value.

    Raises:
        QueryError: there is no such parameter, one that is required is missing, or a value
            is not of its kind or names nothing in the store.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise QueryError(f"the query has no parameter {name!r}; it has {listed}")
    for parameter in query.parameters:
        if parameter.required and parameter.name not in given:
            raise QueryError(
                f"the query needs {parameter.name}={parameter.kind.upper()}: {parameter.about}"
            )
    terms = {name: _terms(known[name], value, store) for name, value in given.items()}
    return _WITH.sub(lambda line: _active(line, terms), query.text)


def _active(line: re.Match[str], terms: Mapping[str, Terms]) -> str:
    """A conditional line: what it says where its parameter has a value, else the comment."""
    bound = terms.get(line[2])
    if bound is None:
        return line[0]
    variables = " ".join(f"?{name}" for name in bound)
    rows = "".join(f" ({' '.join(row)})" for row in zip(*bound.values(), strict=True))
    return f"{line[1]}VALUES ({variables}) {{{rows} }}{line[3]}"


def _terms(parameter: Parameter, value: str, store: Store) -> Terms:
    try:
        return KINDS[parameter.kind](parameter.name, value.strip(), store)
    except KeyError:
        raise QueryError(
            f"no kind of parameter {parameter.kind!r}: use {', '.join(KINDS)}"
        ) from None


def _entity(name: str, value: str, store: Store) -> Terms:
    return {name: [iri(find(store, value))]}


def _source(name: str, value: str, store: Store) -> Terms:
    """A publisher by its name, or an article by its identifier."""
    found = store.select(_BY_IDENTIFIER, {"name": value})
    articles = sorted(str(article) for article, _ in found)
    return {name: [iri(articles[0] if articles else find(store, value))]}


def _type(name: str, value: str, store: Store) -> Terms:
    concept = value if value.startswith(EVENT_TYPE) else EVENT_TYPE + value
    if not re.fullmatch(r"[\w:/.-]+", concept) or not store.ask(_IS_TYPE, {"type": IRI(concept)}):
        raise QueryError(f"{value!r} is no event type: give one such as CONSULT or COERCE.arrest")
    return {name: [iri(concept)]}


def _words(_name: str, value: str, store: Store) -> Terms:
    """What is found by words, as ``?thing`` with its ``?rank``."""
    # Not every engine takes an empty table; the base of all ids names nothing.
    found = store.search(value, _MOST_FOUND) or [IRI(ID)]
    return {"thing": list(map(iri, found)), "rank": [integer(n) for n in range(1, len(found) + 1)]}


def _period(_name: str, value: str, _store: Store) -> Terms:
    """The first and the last day, both included, as ``?from`` and ``?until``."""
    first, dots, last = value.partition("..")
    begin, end = _days(first)[0], _days(last if dots else first)[1]
    if begin > end:
        raise QueryError(f"the period {value!r} ends before it begins")
    return {"from": [typed(begin.isoformat(), "date")], "until": [typed(end.isoformat(), "date")]}


def _days(value: str) -> tuple[date, date]:
    """First and last day of a year, a month or a day."""
    found = _PERIOD.fullmatch(value.strip())
    try:
        if found is None:
            raise ValueError
        year, months, days = int(found[1]), found[2], found[3]
        first, last = int(months or 1), int(months or 12)
        end = int(days or calendar.monthrange(year, last)[1])
        return date(year, first, int(days or 1)), date(year, last, end)
    except ValueError:
        raise QueryError(
            f"{value!r} is no period: give a year, a month (2026-01), a day, or two joined by .."
        ) from None


KINDS: dict[str, Callable[[str, str, Store], Terms]] = {
    "entity": _entity,
    "source": _source,
    "type": _type,
    "period": _period,
    "words": _words,
}
"""What a parameter may be."""
