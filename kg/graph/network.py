"""The network that pages and notebooks draw, read out of a store.

Events are nodes; whoever takes part in one is linked to it by role. Binary facts are links
of their own; an office is a link from its holder to the country or organization. What takes
part in nothing is left out, and so is what a human rejected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kg.graph import disputes
from kg.graph import vocabulary as v
from kg.graph.dates import short
from kg.graph.marks import nearest
from kg.graph.records import PROPERTIES, Record, records, text_of
from kg.graph.rows import Row, Source, scan
from kg.iris import DCTERMS, EVENT_TYPE, KG, RDF, SKOS
from kg.model import STATUSES, Evidence, Network, NetworkLink, NetworkNode, Status

_ABOUT, _TRIGGER, _STATUS = KG + "about", KG + "trigger", KG + "status"
_SUBJECT, _PREDICATE, _OBJECT = RDF + "subject", RDF + "predicate", RDF + "object"
_OFFICE_OF, _TITLE = KG + "officeOf", DCTERMS + "title"
_ORIGINS = KG + "origins"
_CODE, _BROADER, _TOP = SKOS + "notation", SKOS + "broader", SKOS + "topConceptOf"
_ROLES = {"actor": v.ACTOR, "recipient": v.RECIPIENT, "place": v.PLACE}
_READ = (
    *dict.fromkeys((*PROPERTIES, *disputes.PROPERTIES)),
    *(_ABOUT, _TRIGGER, _STATUS, _ORIGINS, *v.EVENT_PROPERTIES),
    *(v.TYPE, _PREDICATE, _OBJECT, _TITLE),
    *(v.ALT_LABEL, _CODE, _BROADER, _TOP),
)

Rows = Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class _Tie:
    """A line to be drawn, as one claim states it."""

    source: str
    predicate: str
    target: str
    label: str
    claim: str


def network(store: Source) -> Network:
    """Everything that takes part in something, with all evidence, sorted."""
    rows = scan(store, _READ)
    told = records(rows)
    things = dict(_things(rows))
    kept = {claim: record for claim, record in told.items() if not record.telling.rejected}
    ties = [tie for claim in kept for tie in _ties(claim, rows)]
    evidence = _evidence(told, rows, things)
    links = _links(ties, rows, told, evidence)
    ends = {end for link in links for end in (link.source, link.target)}
    nodes = {**things, **_events(rows, kept)}
    return Network(
        nodes=tuple(nodes[end] for end in sorted(ends)),
        links=links,
        conflicts=disputes.disputes(rows, evidence, ends),
    )


# --- nodes ---------------------------------------------------------------------------------


def _things(rows: Rows) -> Iterator[tuple[str, NetworkNode]]:
    """Persons, organizations, places and countries; a country last, as it is a place too."""
    of_class = defaultdict(list)
    for id_, row in rows.items():
        for class_ in row.all(v.TYPE):
            of_class[class_].append(id_)
    for kind in ("person", "organization", "place", "country"):
        for id_ in sorted(of_class[v.CLASSES[kind]]):
            row = rows[id_]
            codes = (code for code in row.all(_CODE) if len(code) == 3)
            yield (
                id_,
                NetworkNode(
                    id=id_,
                    kind=kind,
                    label=row.one(v.LABEL),
                    aliases=tuple(row.all(v.ALT_LABEL)),
                    key=next(codes, None),
                ),
            )


def _events(rows: Rows, told: Mapping[str, Record]) -> dict[str, NetworkNode]:
    """Events by IRI, each as its best supported and earliest report tells it."""
    by_event = defaultdict(list)
    for claim in told:
        if event := rows[claim].one(_ABOUT):
            by_event[str(event)].append(claim)
    return {event: _event(event, claims, rows, told) for event, claims in by_event.items()}


def _event(event: str, claims: list[str], rows: Rows, told: Mapping[str, Record]) -> NetworkNode:
    ordered = sorted(claims, key=lambda claim: _support(told[claim]))
    best = rows[ordered[0]]
    when = next((rows[claim] for claim in ordered if rows[claim].one(v.BEGIN)), best)
    words = (best.one(_TRIGGER), _time(when))
    return NetworkNode(
        id=event,
        kind="event",
        label=", ".join(word for word in words if word),
        event_type=best.one(v.EVENT_TYPE_OF).removeprefix(EVENT_TYPE),
        quad=_quad(best.one(v.EVENT_TYPE_OF), rows),
        status=rows[event].one(_STATUS),
        begin=text_of(when.one(v.BEGIN)),
        end=text_of(when.one(v.END)),
        precision=when.one(v.PRECISION),
        origins=rows[event].one(_ORIGINS),
        contexts=tuple(
            sorted(
                {
                    name.removeprefix(v.context(""))
                    for c in claims
                    for name in rows[c].all(v.CONTEXT)
                }
            )
        ),
    )


def _support(record: Record) -> tuple[int, tuple[str, str, int, str]]:
    return STATUSES.index(record.telling.status), record.order


def _time(report: Row) -> str | None:
    begin, end = report.one(v.BEGIN), report.one(v.END)
    if not isinstance(begin, date) or not isinstance(end, date):
        return None
    return short(begin, end, report.one(v.PRECISION))


def _quad(concept: str, rows: Rows) -> str | None:
    """The quad class above a type of event, by its last part."""
    above: str | None = concept
    while above and not rows[above].one(_TOP):
        above = rows[above].one(_BROADER)
    return above.removeprefix(EVENT_TYPE) if above else None


# --- links ---------------------------------------------------------------------------------


def _ties(claim: str, rows: Rows) -> Iterator[_Tie]:
    row = rows[claim]
    event = row.one(_ABOUT)
    if event is None:
        yield _fact_tie(claim, rows)
    for role, who in _participants(row):
        source, target = (who, event) if role == "actor" else (event, who)
        yield _Tie(str(source), role, str(target), role, claim)


def _fact_tie(claim: str, rows: Rows) -> _Tie:
    row = rows[claim]
    property_, office = row.one(_PREDICATE), rows[row.one(_OBJECT)]
    return _Tie(
        source=str(row.one(_SUBJECT)),
        predicate=property_.rsplit("#", 1)[-1].rsplit("/", 1)[-1],
        target=str(office.one(_OFFICE_OF) or row.one(_OBJECT)),
        label=office.one(_TITLE) or rows[property_].one(v.LABEL),
        claim=claim,
    )


def _participants(report: Row) -> Iterator[tuple[str, str]]:
    for role, property_ in _ROLES.items():
        for who in report.all(property_):
            yield role, who


def _links(
    ties: Iterable[_Tie],
    rows: Rows,
    told: Mapping[str, Record],
    evidence: Mapping[str, Evidence],
) -> tuple[NetworkLink, ...]:
    """One link for all claims that say the same, their sentences in reading order."""
    claims: defaultdict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for tie in ties:
        claims[tie.source, tie.predicate, tie.target, tie.label].add(tie.claim)
    links = []
    for (source, predicate, target, label), found in sorted(claims.items()):
        ordered = sorted((told[claim] for claim in found), key=lambda record: record.order)
        counts = [rows[claim].one(_ORIGINS) for claim in found]
        links.append(
            NetworkLink(
                source=source,
                target=target,
                predicate=predicate,
                label=label,
                status=v.best_status([record.telling for record in ordered]),
                evidence=tuple(evidence[record.claim] for record in ordered),
                origins=max((count for count in counts if count), default=None),
            )
        )
    return tuple(links)


# --- evidence ------------------------------------------------------------------------------


def _evidence(
    told: Mapping[str, Record], rows: Rows, things: Mapping[str, NetworkNode]
) -> dict[str, Evidence]:
    """The sentence of each claim, with its trigger and the names of who takes part marked."""
    return {
        claim: _as_read(record, tuple(sorted(_marks(record, rows, things))))
        for claim, record in told.items()
    }


def _marks(
    record: Record, rows: Rows, things: Mapping[str, NetworkNode]
) -> Iterator[tuple[int, int, str]]:
    row = rows[record.claim]
    start, end = record.telling.start - record.offset, record.telling.end - record.offset
    if row.one(_TRIGGER):
        yield start, end, "trigger"
    for role, id_ in _named(row, rows):
        node = things.get(id_)
        span = nearest(record.text, (node.label, *node.aliases), start) if node else None
        if span:
            yield *span, role


def _named(claim: Row, rows: Rows) -> Iterator[tuple[str, str]]:
    """Whom a claim names, in which role."""
    yield from _participants(claim)
    if subject := claim.one(_SUBJECT):
        object_ = claim.one(_OBJECT)
        yield "subject", subject
        yield "object", rows[object_].one(_OFFICE_OF) or object_


def _as_read(record: Record, marks: tuple[tuple[int, int, str], ...]) -> Evidence:
    status: Status = record.telling.status
    return Evidence(
        text=record.text,
        marks=marks,
        article=record.article,
        title=record.title or record.identifier,
        publisher=record.publisher,
        published=record.published,
        url=record.url,
        start=record.offset,
        speakers=record.speakers,
        status=status,
        certainty=record.telling.certainty,
        rule=record.telling.rule,
    )
