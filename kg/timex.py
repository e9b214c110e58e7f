"""TIMEX3 values → calendar dates. The one place that knows how the value notation reads.

A TIMEX3 value (ISO-TimeML, after ISO 8601) names a stretch of the calendar: ``2026-01-08``,
``2026-W02``, ``2019-Q1``, ``2019-SU``, ``198`` (the 1980s), ``18`` (the 19th century), or a time
of day on a date (``2026-01-08T20:00``, ``2026-01-08TNI``).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MINYEAR, date, timedelta

Bounds = tuple[str, str, str]

# Meteorological seasons of the northern hemisphere; winter runs into the next year.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

_VALUE = re.compile(
    r"(?P<century>[0-9]{2})"
    r"|(?P<decade>[0-9]{3})"
    r"|(?P<year>[0-9]{4})(?:"
    r"-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?P<time>T(?:[0-9]{2}(?::[0-9]{2}){0,2}Z?|[A-Z]{2}))?)?"
    r"|-W(?P<week>[0-9]{2})(?P<weekend>-WE)?"
    r"|-Q(?P<quarter>[1-4])"
    r"|-H(?P<half>[12])"
    r"|-(?P<season>SP|SU|FA|WI)"
    r")?"
)


def bounds(value: str) -> Bounds | None:
    """First and last day (inclusive, ISO 8601) and precision of a DATE or TIME value.

    Precision is one of day, weekend, week, month, season, quarter, half, year, decade, century.
    A time of day is given the precision of its day. None for references (``PAST_REF``),
    durations, sets, values with unknown parts (``XXXX-12-24``) and impossible dates.

    >>> bounds("2026-01-08")
    ('2026-01-08', '2026-01-08', 'day')
    >>> bounds("2026-01-08TNI")
    ('2026-01-08', '2026-01-08', 'day')
    >>> bounds("2026-02")
    ('2026-02-01', '2026-02-28', 'month')
    >>> bounds("2026-W02")
    ('2026-01-05', '2026-01-11', 'week')
    >>> bounds("2026-W02-WE")
    ('2026-01-10', '2026-01-11', 'weekend')
    >>> bounds("2019-Q1")
    ('2019-01-01', '2019-03-31', 'quarter')
    >>> bounds("2019-WI")
    ('2019-12-01', '2020-02-29', 'season')
    >>> bounds("198")
    ('1980-01-01', '1989-12-31', 'decade')
    >>> bounds("18")
    ('1800-01-01', '1899-12-31', 'century')
    >>> bounds("PAST_REF"), bounds("P3D"), bounds("XXXX-WXX-1"), bounds("2026-02-30")
    (None, None, None, None)
    """
    match = _VALUE.fullmatch(value)
    if not match:
        return None
    kind = next(k for k in _READERS if match[k])
    try:
        begin, end, precision = _READERS[kind](match)
    except (ValueError, OverflowError):
        return None
    return begin.isoformat(), end.isoformat(), precision


def _century(match: re.Match[str]) -> tuple[date, date, str]:
    first = int(match["century"]) * 100
    return date(max(first, MINYEAR), 1, 1), date(first + 99, 12, 31), "century"


def _decade(match: re.Match[str]) -> tuple[date, date, str]:
    first = int(match["decade"]) * 10
    return date(max(first, MINYEAR), 1, 1), date(first + 9, 12, 31), "decade"


def _year(match: re.Match[str]) -> tuple[date, date, str]:
    return _months(int(match["year"]), 1, 12, "year")


def _month(match: re.Match[str]) -> tuple[date, date, str]:
    return _months(int(match["year"]), int(match["month"]), 1, "month")


def _day(match: re.Match[str]) -> tuple[date, date, str]:
    day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return day, day, "day"


def _week(match: re.Match[str]) -> tuple[date, date, str]:
    monday = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    sunday = monday + timedelta(days=6)
    if match["weekend"]:
        return monday + timedelta(days=5), sunday, "weekend"
    return monday, sunday, "week"


def _quarter(match: re.Match[str]) -> tuple[date, date, str]:
    return _months(int(match["year"]), int(match["quarter"]) * 3 - 2, 3, "quarter")


def _half(match: re.Match[str]) -> tuple[date, date, str]:
    return _months(int(match["year"]), int(match["half"]) * 6 - 5, 6, "half")


def _season(match: re.Match[str]) -> tuple[date, date, str]:
    return _months(int(match["year"]), SEASONS[match["season"]], 3, "season")


def _months(year: int, month: int, count: int, precision: str) -> tuple[date, date, str]:
    begin = date(year, month, 1)
    months = year * 12 + month - 1 + count - 1
    last_year, last_month = months // 12, months % 12 + 1
    return begin, date(last_year, last_month, monthrange(last_year, last_month)[1]), precision


# The narrowest part that a value gives decides how it reads.
_READERS: dict[str, Callable[[re.Match[str]], tuple[date, date, str]]] = {
    "day": _day,
    "month": _month,
    "week": _week,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
    "year": _year,
    "decade": _decade,
    "century": _century,
}
