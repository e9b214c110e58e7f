"""One thing of the graph and all that is known of it: for the page that its address opens.

The page is plain data: names, facts, events in time order, conflicts, and sentences cut into
pieces, of which some are marked. What is long is cut, and says how much there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import terms
from kg.graph import vocabulary as v
from kg.graph.dates import short
from kg.graph.embedded import Embedded
from kg.graph.naming import Names
from kg.graph.records import text_of
from kg.graph.rows import Row
from kg.graph.sentences import Told, pieces, tell
from kg.graph.store import IRI, Value
from kg.iris import DCTERMS, KG, PREFIXES, RDFS, SCHEMA, SEM, SKOS

MOST_EVENTS = 500
MOST_SENTENCES = 100
MOST_VALUES = 100

_TRIPLES = """
CONSTRUCT { ?s ?p ?o . ?other rdfs:label ?label }
WHERE {
  { BIND(THING AS ?s) ?s ?p ?o } UNION { BIND(THING AS ?o) ?s ?p ?o }
  UNION { ?s kg:article THING ; ?p ?o }
  UNION { { THING ?any ?other } UNION { ?other ?any THING } ?other rdfs:label ?label }
}"""
_EVENTS = """
SELECT ?event ?label ?status ?begin ?end ?precision ?who WHERE {
  VALUES ?role { kg:actor kg:recipient sem:hasPlace }
  ?report ?role ?who ; kg:about ?event .
  ?event rdfs:label ?label ; kg:status ?status .
  OPTIONAL {
    ?report sem:hasBeginTimeStamp ?begin ; sem:hasEndTimeStamp ?end ; kg:timePrecision ?precision
  }
}"""
_CLAIMS = """
SELECT DISTINCT ?claim ?thing WHERE {
  { ?claim rdf:subject|rdf:object|kg:about ?thing }
  UNION { ?thing kg:side/kg:states ?claim }
  UNION { ?claim kg:evidence/kg:article ?thing }
  UNION { ?thing kg:states ?claim }
  ?claim kg:evidence ?sentence
}"""
_CONFLICTS = """
SELECT DISTINCT ?conflict ?label ?kind ?thing WHERE {
  { ?conflict kg:concerns ?thing }
  UNION { ?claim rdf:subject|rdf:object|kg:about ?thing . ?conflict kg:side/kg:states ?claim }
  UNION { ?conflict kg:side/kg:states ?thing }
  ?conflict a kg:Conflict ; rdfs:label ?label ; kg:kind ?kind
}"""
_SPOKEN = """
SELECT DISTINCT ?claim ?speaker WHERE {
  ?link kg:speaker ?speaker . ?claim kg:attribution ?link ; kg:evidence ?sentence
}"""
_SENTENCES = "SELECT ?sentence ?article ?start ?text WHERE { ?sentence kg:article ?article ; kg:start ?start ; kg:text ?text }"
_INCOMING = """
SELECT ?other ?property ?thing WHERE {
  ?other ?property ?thing
  FILTER NOT EXISTS { ?other kg:evidence ?sentence }
  FILTER(?property NOT IN (kg:actor, kg:recipient, sem:hasPlace, sem:hasActor, kg:concerns,
    kg:article, kg:speaker, kg:states, kg:side))
}"""

_NAMES = (
    *(v.LABEL, SKOS + "prefLabel", SCHEMA + "headline", DCTERMS + "title"),
    DCTERMS + "identifier",  # of an article without a headline
)
_HIDDEN = {
    *(v.TYPE, v.LABEL, v.ALT_LABEL, SEM + "hasActor", SCHEMA + "headline"),
    *(KG + "text", KG + "side", KG + "states", KG + "attribution"),
}


class Unknown(QueryError):
    """Nothing is known of an IRI; ``close`` has the things whose names come close."""

    def __init__(self, iri: str, close: list[dict[str, str]]) -> None:
        super().__init__(f"nothing is known of <{iri}>")
        self.close = close


def triples(engine: ox.Store, iri: str) -> list[ox.Triple]:
    """What is stated of a thing and with it, sorted, and what its neighbours are called.

    The sentences of an article are part of it: their addresses differ in the fragment alone.

    Raises:
        Unknown: nothing is.
    """
    node = _known(engine, iri)
    results = engine.query(_TRIPLES.replace("THING", str(node)), prefixes=PREFIXES)
    assert isinstance(results, ox.QueryTriples)
    return sorted(results, key=str)


def page(engine: ox.Store, iri: str) -> dict[str, Any]:
    """What the page of a thing shows, as JSON has it.

    Raises:
        Unknown: nothing is known of it.
    """
    _known(engine, iri)
    return _Page(engine, iri).data()


def _known(engine: ox.Store, iri: str) -> ox.NamedNode:
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        raise Unknown(iri, []) from None
    for pattern in ((node, None, None), (None, None, node)):
        if next(iter(engine.quads_for_pattern(*pattern)), None):
            return node
    words = iri.rstrip("/").rsplit("/", 1)[-1].replace("-", " ")
    close = _names(engine).closest(words)
    raise Unknown(iri, [{"iri": thing, "label": name} for thing, name in close])


@lru_cache(maxsize=1)
def _names(engine: ox.Store) -> Names:
    return Names(Embedded(engine))


class _Page:
    """The page of one thing, read from a store."""

    def __init__(self, engine: ox.Store, iri: str) -> None:
        self._store = Embedded(engine)
        self._iri = IRI(iri)
        self._row_of = cache(lambda subject: _row(engine, subject))
        self._row = self._row_of(iri)

    def data(self) -> dict[str, Any]:
        """All parts; those that the thing has not are empty."""
        claims = self._claims()
        article = SCHEMA + "NewsArticle" in self._row.all(v.TYPE)
        return {
            "iri": self._iri,
            "label": self._label(self._iri),
            "class": self._class(),
            "aliases": self._row.all(v.ALT_LABEL),
            "status": self._row.one(KG + "status"),
            "facts": list(self._facts()),
            "events": self._events(),
            "conflicts": self._conflicts(),
            "sides": self._sides(claims),
            "text": self._text(claims) if article else [],
            "sentences": _shown([] if article else self._told(claims)),
            "spoken": _shown(self._told(self._found(_SPOKEN, "speaker"))),
            "counts": {"sentences": len(claims)},
            "incoming": list(self._incoming()),
        }

    # --- names ---

    def _label(self, value: Value) -> str:
        if not isinstance(value, IRI):
            return text_of(value) or ""
        row = self._row_of(value)
        name = next((row.one(property_) for property_ in _NAMES if row.one(property_)), None)
        return str(name) if name else _tail(value)

    def _value(self, value: Value) -> dict[str, str]:
        iri = {"iri": str(value)} if isinstance(value, IRI) else {}
        return {"label": self._label(value), **iri}

    def _class(self) -> str:
        """The name of the most special class."""
        types = {IRI(type_) for type_ in self._row.all(v.TYPE)}
        above = {up for type_ in types for up in self._row_of(type_).all(RDFS + "subClassOf")}
        return next((self._label(type_) for type_ in sorted(types - above)), "")

    # --- facts ---

    def _facts(self) -> Iterator[dict[str, Any]]:
        for property_ in self._row.properties():
            if property_ not in _HIDDEN:
                yield self._fact(property_, self._row.all(property_))

    def _incoming(self) -> Iterator[dict[str, Any]]:
        found: defaultdict[str, list[Value]] = defaultdict(list)
        for other, property_, _ in self._store.select(_INCOMING, {"thing": self._iri}):
            if other is not None:
                found[str(property_)].append(other)
        for property_, others in sorted(found.items()):
            yield self._fact(property_, sorted(others, key=str))

    def _fact(self, property_: str, values: list[Value]) -> dict[str, Any]:
        return {
            "property": self._value(IRI(property_)),
            "values": [self._value(value) for value in values[:MOST_VALUES]],
            "more": max(0, len(values) - MOST_VALUES),
        }

    # --- events and conflicts ---

    def _events(self) -> dict[str, Any]:
        """Events in time order, those without a date last; of many the latest."""
        events: dict[str, dict[str, str]] = {}
        for event, label, status, begin, end, precision, _ in self._store.select(
            _EVENTS, {"who": self._iri}
        ):
            when = short(begin, end, str(precision)) if begin and end else ""  # type: ignore[arg-type]
            told = {
                "iri": str(event),
                "label": str(label),
                "status": str(status),
                "when": when,
                "begin": text_of(begin) or "",
            }
            known = events.setdefault(str(event), told)
            if (told["begin"] or "~") < (known["begin"] or "~"):
                events[str(event)] = told
        ordered = sorted(events.values(), key=lambda e: (e["begin"] or "~", e["label"], e["iri"]))
        dated = sum(1 for event in ordered if event["begin"])
        first = max(0, min(dated, len(ordered) - MOST_EVENTS))
        return {"all": len(ordered), "shown": ordered[first : first + MOST_EVENTS]}

    def _conflicts(self) -> list[dict[str, Any]]:
        found = self._store.select(_CONFLICTS, {"thing": self._iri})
        return [
            {"iri": conflict, "label": label, "kind": kind}
            for conflict, label, kind in sorted({row[:3] for row in found}, key=str)
        ]

    # --- sentences ---

    def _claims(self) -> list[str]:
        if self._row.one(KG + "evidence"):
            return [self._iri]
        return self._found(_CLAIMS, "thing")

    def _found(self, query: str, name: str) -> list[str]:
        return sorted({str(row[0]) for row in self._store.select(query, {name: self._iri})})

    def _told(self, claims: Iterable[str]) -> list[Told]:
        some = sorted(claims)[: 5 * MOST_SENTENCES]
        return sorted((tell(claim, self._row_of) for claim in some), key=_order)

    def _sides(self, claims: list[str]) -> list[dict[str, Any]]:
        """What each side of a conflict says, in which sentences."""
        sides = [self._row_of(side) for side in self._row.all(KG + "side")]
        ordered = sorted(sides, key=lambda side: int(side.one(KG + "order") or 0))
        return [
            {
                "label": side.one(v.LABEL),
                "sentences": _shown(self._told(set(claims) & set(side.all(KG + "states")))),
            }
            for side in ordered
        ]

    def _text(self, claims: list[str]) -> list[dict[str, Any]]:
        """The sentences of an article in their order, each with what it tells."""
        by_sentence: defaultdict[str, list[Told]] = defaultdict(list)
        for told in (tell(claim, self._row_of) for claim in claims):
            by_sentence[told.record.telling.sentence].append(told)
        rows = self._store.select(_SENTENCES, {"article": self._iri})
        ordered = sorted(rows, key=lambda row: (int(str(row[2])), str(row[0])))
        return [
            {
                "id": str(sentence).partition("#")[2],
                "pieces": pieces(
                    str(text), [m for told in by_sentence[str(sentence)] for m in told.marks]
                ),
                "claims": [told.claim() for told in sorted(by_sentence[str(sentence)], key=_order)],
            }
            for sentence, _, _, text in ordered
        ]


def _order(told: Told) -> tuple[str, str, int, str]:
    return told.record.order


def _row(engine: ox.Store, subject: str) -> Row:
    """All properties of a subject, straight from the index."""
    row = Row()
    for quad in engine.quads_for_pattern(ox.NamedNode(subject), None, None):
        row.add(quad.predicate.value, terms.value(quad.object))
    return row


def _shown(told: list[Told]) -> dict[str, Any]:
    """The sentences of these claims, each once, with all that it tells."""
    by_sentence: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_sentence[one.record.telling.sentence].append(one)
    groups = list(by_sentence.values())
    return {"all": len(groups), "shown": [_sentence(group) for group in groups[:MOST_SENTENCES]]}


def _sentence(told: list[Told]) -> dict[str, Any]:
    marks = [mark for one in told for mark in one.marks]
    return {
        **told[0].source(),
        "pieces": pieces(told[0].record.text, marks),
        "claims": [one.claim() for one in told],
    }


def _tail(iri: str) -> str:
    short_ = next(
        (f"{n}:{iri.removeprefix(s)}" for n, s in PREFIXES.items() if iri.startswith(s)), iri
    )
    return short_.removeprefix("id:")
