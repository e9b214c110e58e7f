"""Knowledge → what in it contradicts itself, and what dates show to be a history instead."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Conflict, Knowledge, Supersession
from kg.resolve.event_conflicts import in_event
from kg.resolve.fact_conflicts import in_facts
from kg.resolve.ground import Ground


def judge(knowledge: Knowledge) -> Knowledge:
    """The same knowledge with its conflicts and supersessions."""
    ground = Ground(knowledge)
    found = [*in_event(ground), *in_facts(ground)]
    conflicts = {c.id: c for c in found if isinstance(c, Conflict)}
    return replace(
        knowledge,
        conflicts=tuple(conflicts[i] for i in sorted(conflicts)),
        supersessions=tuple(sorted({s for s in found if isinstance(s, Supersession)})),
    )
