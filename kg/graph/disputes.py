"""Conflicts as readers see them, read out of a store: what each side says, and its sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.graph import vocabulary as v
from kg.graph.rows import Row
from kg.iris import KG, RDF
from kg.model import Evidence, NetworkConflict, NetworkSide

_KIND, _CONCERNS, _SIDE = KG + "kind", KG + "concerns", KG + "side"
_STATES, _ORDER, _OFFICE_OF = KG + "states", KG + "order", KG + "officeOf"
_SUBJECT = RDF + "subject"

PROPERTIES = (_KIND, _CONCERNS, _SIDE, _STATES, _ORDER, _OFFICE_OF, _SUBJECT, v.LABEL)
"""What must be read of conflicts, their sides, and the claims and offices that they are about."""


def disputes(
    rows: Mapping[str, Row], evidence: Mapping[str, Evidence], drawn: Collection[str]
) -> tuple[NetworkConflict, ...]:
    """Every conflict, by id; ``drawn`` are the dots that it may point to."""
    ids = sorted(subject for subject, row in rows.items() if row.one(_SIDE))
    return tuple(_conflict(id_, rows, evidence, drawn) for id_ in ids)


def _conflict(
    id_: str, rows: Mapping[str, Row], evidence: Mapping[str, Evidence], drawn: Collection[str]
) -> NetworkConflict:
    row = rows[id_]
    sides = sorted((rows[str(side)] for side in row.all(_SIDE)), key=lambda s: int(s.one(_ORDER)))
    claims = [str(claim) for side in sides for claim in side.all(_STATES)]
    concerned = str(row.one(_CONCERNS))
    about = {
        concerned,
        str(rows[concerned].one(_OFFICE_OF)),
        *(str(rows[claim].one(_SUBJECT)) for claim in claims),
    }
    return NetworkConflict(
        id=id_,
        kind=row.one(_KIND),
        label=row.one(v.LABEL),
        about=tuple(sorted(about & set(drawn))),
        sides=tuple(
            NetworkSide(
                label=side.one(v.LABEL),
                evidence=tuple(evidence[str(claim)] for claim in side.all(_STATES)),
            )
            for side in sides
        ),
    )
