"""Times of events in few words."""

from __future__ import annotations

from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short(begin: date, end: date, precision: str) -> str:
    """The time from ``begin`` to ``end``, both included, no finer than it is known.

    >>> short(date(2026, 1, 6), date(2026, 1, 6), "day")
    '6 Jan 2026'
    >>> short(date(2026, 1, 5), date(2026, 1, 11), "week")
    'week of 5 Jan 2026'
    >>> short(date(2026, 2, 1), date(2026, 2, 28), "month")
    'Feb 2026'
    >>> short(date(2019, 12, 1), date(2020, 2, 29), "season")
    'Dec 2019–Feb 2020'
    >>> short(date(2026, 1, 1), date(2026, 12, 31), "year")
    '2026'
    >>> short(date(1980, 1, 1), date(1989, 12, 31), "decade")
    '1980–1989'
    """
    if precision == "day":
        return f"{begin.day} {_month(begin)}"
    if precision in ("week", "weekend"):
        return f"{precision} of {begin.day} {_month(begin)}"
    if precision in ("month", "season", "quarter", "half"):
        return _span(_month(begin), _month(end))
    return _span(str(begin.year), str(end.year))


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"
