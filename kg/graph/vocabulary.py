"""The terms that the graph is written in and read by, as ``ontology/kg.ttl`` declares them."""

from __future__ import annotations

from kg.iris import EVENT_TYPE, KG, RDF, RDFS, SCHEMA, SEM, SKOS
from kg.model import STATUSES, Status, Telling

TYPE = RDF + "type"
LABEL = RDFS + "label"
ALT_LABEL = SKOS + "altLabel"

CLASSES = {
    "person": SCHEMA + "Person",
    "country": SCHEMA + "Country",
    "organization": SCHEMA + "Organization",
    "place": SCHEMA + "Place",
}
"""The class of each kind of node."""

PREDICATES = {
    "nationality": SCHEMA + "nationality",
    "holdsOffice": KG + "holdsOffice",
    "heldOffice": KG + "heldOffice",
    "memberOfParty": SCHEMA + "memberOf",
    "affiliation": SCHEMA + "affiliation",
    "spouse": SCHEMA + "spouse",
    "childOf": SCHEMA + "parent",
    "birthPlace": SCHEMA + "birthPlace",
}
"""The property of each predicate of a claim."""

ACTOR = KG + "actor"
RECIPIENT = KG + "recipient"
EVENT_TYPE_OF = SEM + "eventType"
PLACE = SEM + "hasPlace"
BEGIN = SEM + "hasBeginTimeStamp"
END = SEM + "hasEndTimeStamp"
CONTEXT = KG + "context"
PRECISION = KG + "timePrecision"
EVENT_PROPERTIES = (EVENT_TYPE_OF, CONTEXT, ACTOR, RECIPIENT, PLACE, BEGIN, END, PRECISION)
"""What an accepted report also states of its event."""


def event_type(root: str, mode: str | None = None) -> str:
    """The concept of a PLOVER root or of its mode.

    >>> event_type("CONSULT", "visit")
    'https://w3id.org/newsgraph/event-type/CONSULT.visit'
    """
    return f"{EVENT_TYPE}{root}.{mode}" if mode else EVENT_TYPE + root


def context(name: str) -> str:
    """The concept of a PLOVER context.

    >>> context("military")
    'https://w3id.org/newsgraph/event-type/context/military'
    """
    return f"{EVENT_TYPE}context/{name}"


def best_status(tellings: list[Telling]) -> Status:
    """The best supported status among several tellings of one thing."""
    return min((t.status for t in tellings), key=STATUSES.index)
