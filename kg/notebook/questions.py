"""The questions that a notebook asks, as SPARQL made of parts.

What a caller gives enters as terms that the engine's own serialiser has written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import get_args

from kg.errors import QueryError
from kg.graph import terms
from kg.graph.store import IRI, Store, Value
from kg.iris import EVENT_TYPE
from kg.model import Status
from kg.timex import bounds

STATUSES: tuple[str, ...] = get_args(Status)

_EVENTS = """
SELECT ?event ?what ?status ?types ?begin ?end ?actors ?recipients ?places ?reports
WHERE {
  ?event a sem:Event ; rdfs:label ?what ; kg:status ?status .
  %s
  {
    SELECT ?event (GROUP_CONCAT(DISTINCT ?type; SEPARATOR=", ") AS ?types) (COUNT(DISTINCT ?report) AS ?reports)
    WHERE { ?report kg:about ?event ; sem:eventType/skos:notation ?type }
    GROUP BY ?event
  }
  OPTIONAL {
    SELECT ?event (MIN(?first) AS ?begin) (MAX(?last) AS ?end)
    WHERE { ?timed kg:about ?event ; sem:hasBeginTimeStamp ?first ; sem:hasEndTimeStamp ?last }
    GROUP BY ?event
  }
  OPTIONAL {
    SELECT ?event (GROUP_CONCAT(DISTINCT ?actor; SEPARATOR=", ") AS ?actors)
    WHERE { ?acted kg:about ?event ; kg:actor/rdfs:label ?actor } GROUP BY ?event
  }
  OPTIONAL {
    SELECT ?event (GROUP_CONCAT(DISTINCT ?recipient; SEPARATOR=", ") AS ?recipients)
    WHERE { ?received kg:about ?event ; kg:recipient/rdfs:label ?recipient } GROUP BY ?event
  }
  OPTIONAL {
    SELECT ?event (GROUP_CONCAT(DISTINCT ?place; SEPARATOR=", ") AS ?places)
    WHERE { ?placed kg:about ?event ; sem:hasPlace/rdfs:label ?place } GROUP BY ?event
  }
}
ORDER BY (!BOUND(?begin)) ?begin ?what ?event"""

_CLAIMS = """
SELECT ?subject ?predicate ?object ?status ?sentence ?published ?publisher ?polarity ?certainty ?tense ?claim
WHERE {
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:evidence ?evidence ;
         kg:polarity ?polarity ; kg:certainty ?certainty ; kg:tense ?tense .
  ?s rdfs:label ?subject . ?p rdfs:label ?predicate . ?o rdfs:label ?object .
  ?evidence kg:text ?sentence ; kg:article ?article .
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article schema:publisher/rdfs:label ?publisher }
  BIND(IF(?polarity = "denied", "denied", IF(?tense = "future", "planned",
       IF(?certainty = "certain", "happened", "possible"))) AS ?status)
  %s
}
ORDER BY ?subject ?predicate ?object (!BOUND(?published)) ?published ?claim"""

_TIMELINE = """
SELECT DISTINCT ?begin ?end ?precision ?what ?role ?type ?status ?sentence ?published ?event
WHERE {
  VALUES (?property ?role) {
    (kg:actor "actor") (kg:recipient "recipient") (sem:hasPlace "place")
  }
  ?report ?property %s ; kg:about ?event ; sem:eventType/skos:notation ?type ; kg:evidence ?evidence .
  ?event rdfs:label ?what ; kg:status ?status .
  ?evidence kg:text ?sentence ; kg:article ?article .
  OPTIONAL { ?report sem:hasBeginTimeStamp ?begin ; sem:hasEndTimeStamp ?end ; kg:timePrecision ?precision }
  OPTIONAL { ?article schema:datePublished ?published }
}
ORDER BY (!BOUND(?begin)) ?begin ?end (!BOUND(?published)) ?published ?what ?role ?sentence ?type"""

_CONCERNED = """
SELECT DISTINCT ?conflict WHERE {
  { ?conflict kg:concerns %(thing)s }
  UNION { ?conflict kg:concerns/kg:officeOf %(thing)s }
  UNION { ?conflict kg:side/kg:states ?claim . ?claim rdf:subject|rdf:object|kg:actor|kg:recipient %(thing)s }
}"""
_CONCEPTS = "SELECT ?concept WHERE { ?concept skos:inScheme et: } ORDER BY ?concept"


def events(
    between: Sequence[IRI],
    since: str | None,
    until: str | None,
    status: Sequence[str],
    type_: IRI | None,
) -> str:
    """Events in which all of ``between`` take part in one telling, and so on."""
    parts = []
    if status:
        parts.append(f"VALUES ?status {{ {' '.join(map(_text, status))} }}")
    if between:
        told = " , ".join(map(_text, between))
        parts.append(f"FILTER EXISTS {{ ?told kg:about ?event ; kg:actor|kg:recipient {told} }}")
    if type_:
        parts.append(
            "FILTER EXISTS { ?kind kg:about ?event ; sem:eventType/skos:broader* "
            + f"{_text(type_)} }}"
        )
    if since or until:
        parts.append(_dated(since, until))
    return _EVENTS % "\n  ".join(parts)


def _dated(since: str | None, until: str | None) -> str:
    """Events that may have been on these days; those without a date are left out."""
    tests = []
    if since:
        tests.append(f"?ended >= {_text(date.fromisoformat(day(since, 0)))}")
    if until:
        tests.append(f"?begun <= {_text(date.fromisoformat(day(until, 1)))}")
    return (
        "FILTER EXISTS { ?dated kg:about ?event ; sem:hasBeginTimeStamp ?begun ; "
        f"sem:hasEndTimeStamp ?ended FILTER({' && '.join(tests)}) }}"
    )


def claims(about: IRI | None, predicate: IRI | None, status: Sequence[str]) -> str:
    """Claims of facts about a thing, of a property, of a status."""
    parts = []
    if about:
        parts.append(f"FILTER(?s = {_text(about)} || ?o = {_text(about)})")
    if predicate:
        parts.append(f"FILTER(?p = {_text(predicate)})")
    if status:
        parts.append(f"FILTER(?status IN ({', '.join(map(_text, status))}))")
    return _CLAIMS % "\n  ".join(parts)


def timeline(who: IRI) -> str:
    """What one person, country, organization or place takes part in, telling by telling."""
    return _TIMELINE % _text(who)


def concerned(thing: IRI) -> str:
    """The conflicts that are about a thing."""
    return _CONCERNED % {"thing": _text(thing)}


def chosen(given: str | Sequence[str] | None, known: Sequence[str], what: str) -> list[str]:
    """What was given, each one of what is known.

    Raises:
        QueryError: one is not; the message has what comes close.

    >>> chosen("happend", ["happened", "denied"], "status")
    Traceback (most recent call last):
    kg.errors.QueryError: no status 'happend'; did you mean 'happened'?
    """
    wanted = [given] if isinstance(given, str) else list(given or ())
    folded = {name.casefold(): name for name in known}
    for name in wanted:
        if name.casefold() not in folded:
            raise QueryError(f"no {what} {name!r}{meant(name, known)}")
    return [folded[name.casefold()] for name in wanted]


def meant(word: str, known: Sequence[str]) -> str:
    """The end of an error message: what may have been meant, or all there is if it is little."""
    close = get_close_matches(word, known, n=3, cutoff=0.5)
    if close:
        return f"; did you mean {' or '.join(map(repr, close))}?"
    return f"; there are {', '.join(known)}" if len(known) <= 20 else ""


def concept(store: Store, name: str) -> IRI:
    """The type of event with a name such as CONSULT, ``CONSULT.visit`` or ``verbal-conflict``.

    Raises:
        QueryError: there is none.
    """
    known = {str(iri).removeprefix(EVENT_TYPE): iri for (iri,) in store.select(_CONCEPTS)}
    (found,) = chosen(name, list(known), "type of event")
    return IRI(str(known[found]))


def _text(value: Value) -> str:
    return str(terms.term(value))


def day(moment: str, end: int) -> str:
    """The first (``end`` 0) or last (1) day of a day, month, quarter or year.

    Raises:
        QueryError: it is none of them.
    """
    found = bounds(str(moment))
    if found is None:
        raise QueryError(f"{moment!r} is no date such as 2026-01-31, 2026-01 or 2026")
    return str(found[end])
