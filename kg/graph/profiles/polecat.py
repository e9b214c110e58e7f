"""Events as political scientists code them: a row for each report, actor and recipient.

The columns are those of POLECAT, the event data set in PLOVER
(https://doi.org/10.7910/DVN/AJGVIT), as far as a graph can fill them; own columns come last.
Only what is told as certain and as having happened is a row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import product

import pyoxigraph as ox

from kg.cells import guarded
from kg.graph import vocabulary as v
from kg.graph.ontology import vocabulary_files
from kg.graph.profiles.statements import Statements
from kg.iris import DCTERMS, EVENT_TYPE, KG, SCHEMA, SEM, SKOS

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor Title"),
    *("Recipient Name", "Recipient Country", "Recipient Title"),
    *("Placename", "Country", "Source", "Publication Date", "Headline", "Language"),
    *("Event End Date", "Date Precision", "Sentence", "Article", "Report ID"),
)
_COUNTRY = f"<{SCHEMA}Country>"
_OF_PERSONS = (SCHEMA + "nationality", SCHEMA + "affiliation")


def polecat(quads: Iterable[str]) -> str:
    """The table as CSV (RFC 4180), sorted by date and event.

    No cell is a formula: see ``kg.cells``.
    """
    statements, scores = Statements(quads), _scores()
    rows = [
        row
        for report in statements.claims()
        if statements.one(report, KG + "about") and statements.accepted(report)
        for row in _rows(statements, report, scores)
    ]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(guarded, row) for row in sorted(rows, key=_by_date))
    return out.getvalue()


def _rows(
    statements: Statements, report: str, scores: dict[str, tuple[str, str]]
) -> Iterator[list[str]]:
    sentence = statements.one(report, KG + "evidence") or ""
    article = statements.article(report)
    concept = (statements.one(report, SEM + "eventType") or "<>")[1:-1]
    root, _, mode = concept.removeprefix(EVENT_TYPE).partition(".")
    place = statements.one(report, SEM + "hasPlace")
    contexts = [c[1:-1].rsplit("/", 1)[1] for c in statements.all(report, KG + "context")]

    def value(subject: str, property_: str) -> str:
        return _value(statements.one(subject, property_))

    event = statements.one(report, KG + "about") or ""
    for actor, recipient in product(
        _parties(statements, report, "actor"), _parties(statements, report, "recipient")
    ):
        yield [
            event[1:-1].rsplit("/", 1)[1],
            value(report, SEM + "hasBeginTimeStamp"),
            root,
            mode,
            *scores.get(concept, ("", "")),
            ";".join(sorted(contexts)),
            *actor,
            *recipient,
            value(place, v.LABEL) if place else "",
            _country_of(statements, place) if place else "",
            value(statements.one(article, SCHEMA + "publisher") or "", v.LABEL),
            value(article, SCHEMA + "datePublished"),
            value(article, SCHEMA + "headline"),
            value(article, SCHEMA + "inLanguage"),
            value(report, SEM + "hasEndTimeStamp"),
            value(report, KG + "timePrecision"),
            value(sentence, KG + "text"),
            value(article, DCTERMS + "identifier"),
            report[1:-1].rsplit("/", 1)[1],
        ]


def _parties(statements: Statements, report: str, role: str) -> list[tuple[str, str, str]]:
    """Name, country and title of everyone in a role; one empty party if there is nobody."""
    named = [_party(statements, node) for node in statements.all(report, KG + role)]
    words = [(_value(text), "", "") for text in statements.all(report, f"{KG}{role}Text")]
    return sorted(named + words) or [("", "", "")]


def _party(statements: Statements, node: str) -> tuple[str, str, str]:
    offices = [_value(statements.one(o, v.LABEL)) for o in statements.all(node, KG + "holdsOffice")]
    name = _value(statements.one(node, v.LABEL))
    return name, _country_of(statements, node), ";".join(sorted(offices))


def _country_of(statements: Statements, node: str) -> str:
    """The alpha-3 code of a country, or of the one that a person belongs or speaks for."""
    if _COUNTRY in statements.all(node, v.TYPE):
        codes = map(_value, statements.all(node, SKOS + "notation"))
        return next((code for code in sorted(codes) if len(code) == 3), "")
    for property_ in _OF_PERSONS:
        for other in sorted(statements.all(node, property_)):
            if other != node and _COUNTRY in statements.all(other, v.TYPE):
                return _country_of(statements, other)
    return ""


def _scores() -> dict[str, tuple[str, str]]:
    """PLOVER's score and the quad code of each event type, by its IRI."""
    of: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=str(vocabulary_files()[1]), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            of.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    return {
        concept: (found.get(KG + "conflictScore", ""), _quad(concept, of))
        for concept, found in of.items()
    }


def _quad(concept: str, of: dict[str, dict[str, str]]) -> str:
    """The digit of the quad class above a concept: 1 to 4."""
    while broader := of[concept].get(SKOS + "broader"):
        concept = broader
    return of[concept].get(SKOS + "notation", "").removeprefix("Q")


def _value(written: str | None) -> str:
    """The text of a literal as written."""
    if written is None:
        return ""
    parsed = next(iter(ox.parse(f"<x:s> <x:p> {written} .", format=ox.RdfFormat.N_TRIPLES)))
    return parsed.object.value if isinstance(parsed.object, ox.Literal) else ""


def _by_date(row: list[str]) -> tuple[str, list[str]]:
    return row[1], row
