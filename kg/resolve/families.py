"""Which event types may tell one event, and how much else must agree: the rows of families.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from kg.model import Report
from kg.resolve.tables import rows

Sides = Literal["directed", "pooled", "mutual"]
_ONCE = 4.0
_PLAN = "AGREE"  # a promise that is still ahead tells the promised act


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A row of the table: event types whose tellings may be of one event.

    ``need`` and ``inside`` are points (see ``pairing``) for two tellings of different articles
    and of one article; ``slack`` and ``reach`` are days.
    """

    name: str
    types: tuple[str, ...]
    sides: Sides
    need: float
    inside: float
    slack: int
    reach: int

    @property
    def once(self) -> bool:
        """Whether the same parties hardly do it twice within the reach."""
        return self.need <= _ONCE


@cache
def families() -> tuple[Family, ...]:
    """Every family, as the table orders them."""
    return tuple(
        Family(
            name=name,
            types=tuple(types.split()),
            sides=_sides(sides),
            need=float(need),
            inside=float(inside),
            slack=int(slack),
            reach=int(reach),
        )
        for name, types, sides, need, inside, slack, reach, _ in rows("families.tsv", 8)
    )


def _sides(cell: str) -> Sides:
    for known in get_args(Sides):
        if cell == known:
            return known  # type: ignore[no-any-return]
    raise ValueError(f"families.tsv: sides are {get_args(Sides)}, not {cell!r}")


def family_of(report: Report) -> Family:
    """The family of what a report tells; a plan to do something is a telling of that.

    >>> from kg.resolve.families import _family
    >>> [_family(t).name for t in ("CONSULT.visit", "CONSULT.phone", "ASSAULT.abduct", "AID.food")]
    ['meeting', 'call', 'detention', 'aid']
    """
    return _family(act(report))


def act(report: Report) -> str:
    """The event type a report tells: ROOT or ROOT.mode; of a plan, the root of what is planned."""
    if report.type == _PLAN and report.content and not report.telling.accepted:
        return report.content
    return f"{report.type}.{report.mode}" if report.mode else report.type


@cache
def _family(type_: str) -> Family:
    by_type = {t: family for family in families() for t in family.types}
    return by_type[type_] if type_ in by_type else by_type[type_.split(".", maxsplit=1)[0]]
