"""What is new between two graphs: facts and events that came, grew, shrank, went or are disputed.

A fact is what claims say alike: subject, predicate, object and status. An event is the same in
both graphs when they share one of its reports, or else when it reads the same: another report
that joins it strengthens it, and a corrected typing error in an article changes nothing. What a
human rejected counts as not said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from kg.graph import vocabulary as v
from kg.graph.records import PROPERTIES, Record, records
from kg.graph.rows import Row, Source, scan
from kg.graph.why import printable
from kg.iris import KG, RDF
from kg.model import STATUSES, Status

Kind = Literal["new", "became", "strengthened", "weakened", "withdrawn", "disputed", "settled"]
KINDS: dict[Kind, str] = {
    "new": "New",
    "became": "Now of another status",
    "strengthened": "Strengthened",
    "weakened": "Weakened",
    "withdrawn": "Withdrawn",
    "disputed": "Newly disputed",
    "settled": "No longer disputed",
}
"""Each kind of change, in the order of telling, with its heading."""

_SUBJECT, _PREDICATE, _OBJECT = RDF + "subject", RDF + "predicate", RDF + "object"
_ABOUT, _ORIGINS = KG + "about", KG + "origins"
_SIDE, _STATES, _CONCERNS = KG + "side", KG + "states", KG + "concerns"
_READ = (
    *PROPERTIES,
    *(_SUBJECT, _PREDICATE, _OBJECT, _ABOUT, _ORIGINS, _SIDE, _STATES, _CONCERNS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed, with the sentence that shows it best.

    ``origins`` are the independent origins before and after; ``note`` says what a heading
    cannot, such as the conflict or the status before.
    """

    kind: Kind
    what: Literal["fact", "event"]
    label: str
    status: Status
    origins: tuple[int, int]
    note: str
    sentence: str
    article: str
    publisher: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A fact or an event of one graph."""

    id: str
    what: Literal["fact", "event"]
    label: str
    status: Status
    origins: int
    claims: frozenset[str]
    conflicts: tuple[str, ...]


class Told:
    """What a graph tells, as far as a later one can tell otherwise."""

    def __init__(self, source: Source) -> None:
        self.rows = scan(source, _READ)
        self._told = records(self.rows)
        self._conflicts = _disputed(self.rows)
        self.items = sorted(chain(self._facts(), self._events()), key=lambda item: item.id)

    def record(self, claims: Iterable[str]) -> Record:
        """The first of some claims in reading order."""
        return min((self._told[claim] for claim in claims), key=lambda record: record.order)

    def _facts(self) -> Iterator[_Item]:
        told: defaultdict[tuple[str, str, str, Status], list[str]] = defaultdict(list)
        for claim in self._told:
            row = self.rows[claim]
            if row.one(_SUBJECT) and (status := self._status(claim)) != "rejected":
                fact = row.one(_SUBJECT), row.one(_PREDICATE), row.one(_OBJECT)
                told[*fact, status].append(claim)
        for (subject, predicate, object_, status), claims in told.items():
            yield _Item(
                id=" ".join((subject, predicate, object_, status)),
                what="fact",
                label=" | ".join(map(self._label, (subject, predicate, object_))),
                status=status,
                origins=max(self.rows[claim].one(_ORIGINS) or 1 for claim in claims),
                claims=frozenset(claims),
                conflicts=self._among(claims),
            )

    def _events(self) -> Iterator[_Item]:
        told: defaultdict[str, list[str]] = defaultdict(list)
        for claim in self._told:
            row = self.rows[claim]
            if (event := row.one(_ABOUT)) and self._status(claim) != "rejected":
                told[str(event)].append(claim)
        for event, reports in told.items():
            yield _Item(
                id=event,
                what="event",
                label=self._label(event),
                status=min(map(self._status, reports), key=STATUSES.index),
                origins=self.rows[event].one(_ORIGINS) or 1,
                claims=frozenset(reports),
                conflicts=self._among([event, *reports]),
            )

    def _status(self, claim: str) -> Status:
        return self._told[claim].telling.status

    def _label(self, id_: str) -> str:
        return str(self.rows[id_].one(v.LABEL) or id_)

    def _among(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({label for id_ in ids for label in self._conflicts.get(id_, ())}))


def _disputed(rows: Mapping[str, Row]) -> dict[str, set[str]]:
    """The labels of the conflicts that a claim is a side of, or that concern an event."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in list(rows.values()):
        if sides := row.all(_SIDE):
            claims = (claim for side in sides for claim in rows[side].all(_STATES))
            for id_ in (*claims, *row.all(_CONCERNS)):
                found[str(id_)].add(row.one(v.LABEL))
    return found


def between(old: Source, new: Source) -> tuple[Change, ...]:
    """What changed from one graph to another, by kind, then what stands on most origins first."""
    return compared(Told(old), Told(new))


def compared(before: Told, after: Told) -> tuple[Change, ...]:
    """As ``between``, of graphs that are read."""
    pairs = _matched(before.items, after.items)
    matched = {item.id for item in pairs.values()}
    found = [
        *(_change("withdrawn", i, before, i) for i in before.items if i.id not in matched),
        *(_change("new", i, after) for i in after.items if i.id not in pairs),
        *chain.from_iterable(_moved(pairs[i.id], i, after) for i in after.items if i.id in pairs),
    ]
    order = list(KINDS)
    return tuple(
        sorted(found, key=lambda c: (order.index(c.kind), -max(c.origins), c.label, c.sentence))
    )


def _matched(before: list[_Item], after: list[_Item]) -> dict[str, _Item]:
    """The item of the old graph for that of the new one, by the id of the new one."""
    pairs: dict[str, _Item] = {}
    free = {item.id: item for item in before}
    by_claim = {claim: item.id for item in before for claim in item.claims}
    for item in after:  # the same id first: an event that split leaves its id to one part
        if item.id in free:
            pairs[item.id] = free.pop(item.id)
    for item in after:
        shared = sorted({by_claim[claim] for claim in item.claims if claim in by_claim})
        same = next((id_ for id_ in shared if id_ in free), None)
        if item.id not in pairs and same and item.what == free[same].what:
            pairs[item.id] = free.pop(same)
    by_words = {_words(item): id_ for id_, item in sorted(free.items(), reverse=True)}
    for item in after:
        if item.id not in pairs and (same := by_words.pop(_words(item), None)):
            pairs[item.id] = free.pop(same)
    return pairs


def _words(item: _Item) -> tuple[str, str, str]:
    return item.what, item.label, item.status


def _moved(old: _Item, new: _Item, after: Told) -> Iterator[Change]:
    """What changed of one thing."""
    if old.status != new.status:
        yield _change("became", new, after, old, f"{old.status} before")
    elif new.origins > old.origins:
        yield _change("strengthened", new, after, old)
    elif new.origins < old.origins:
        yield _change("weakened", new, after, old)
    if new.conflicts and not old.conflicts:
        yield _change("disputed", new, after, old, new.conflicts[0])
    if old.conflicts and not new.conflicts:
        yield _change("settled", new, after, old, old.conflicts[0])


def _change(
    kind: Kind, item: _Item, graph: Told, old: _Item | None = None, note: str = ""
) -> Change:
    """A change of an item, shown by a sentence of ``graph``: one that is new if there is one."""
    fresh = item.claims - old.claims if old else item.claims
    record = graph.record(fresh or item.claims)
    after = 0 if kind == "withdrawn" else item.origins
    return Change(
        kind=kind,
        what=item.what,
        label=item.label,
        status=item.status,
        origins=(old.origins if old else 0, after),
        note=note or (item.conflicts[0] if kind == "new" and item.conflicts else ""),
        sentence=record.text,
        article=record.title or record.identifier,
        publisher=record.publisher,
        published=record.published,
        url=record.url,
    )


# --- as text -------------------------------------------------------------------------------


def render(changes: Sequence[Change], most: int | None = None) -> Iterator[str]:
    """Lines of plain text under a heading for each kind, at most ``most`` changes of a kind."""
    for kind, heading in KINDS.items():
        some = [change for change in changes if change.kind == kind]
        if some:
            yield f"{heading} ({len(some)})"
        for change in some[:most]:
            yield from map(printable, _lines(change))
        if most and len(some) > most:
            yield f"  ... and {len(some) - most} more"


def _lines(change: Change) -> Iterator[str]:
    status = "" if change.status == "happened" else f" [{change.status}]"
    yield f"  {change.label}{status}{_counted(change)}"
    if change.note:
        yield f"    {change.note}"
    source = ", ".join(p for p in (change.article, change.publisher, change.published) if p)
    yield f"    \N{LEFT DOUBLE QUOTATION MARK}{change.sentence}\N{RIGHT DOUBLE QUOTATION MARK} ({source})"


def _counted(change: Change) -> str:
    before, after = change.origins
    if change.kind in ("strengthened", "weakened"):
        return f", {before} \N{RIGHTWARDS ARROW} {after} independent origins"
    return f", {after} independent origins" if after > 1 else ""
