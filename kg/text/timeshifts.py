"""Dates a distance away → TIMEX3 values: last week, two years ago, the following day."""

from __future__ import annotations

from datetime import date, timedelta

from kg.text.timecontext import (
    AHEAD,
    BACK,
    Context,
    Groups,
    anchor,
    at,
    month_number,
    weekday_near,
    weekday_number,
    year_near,
)
from kg.text.timespans import amount, unit_of

_FROM_TEXT = {"following", "previous", "preceding", "same", "that", "that same", "the very same"}


def shift(groups: Groups, context: Context) -> str | None:
    """The unit of the calendar beside the present one, or beside the date before in the text."""
    word = " ".join(groups["shift"].split())
    step = -1 if word in BACK else 1 if word in AHEAD else 0
    if "weekday" in groups or "month" in groups:
        return _named_shift(groups, step, context)
    unit = groups["unit"]
    from_text = word in _FROM_TEXT or (word == "next" and unit == "day")
    base = anchor(context.previous, unit) if from_text else context.published
    return at(base, unit, step) if base else None


def _named_shift(groups: Groups, step: int, context: Context) -> str | None:
    """``last Friday``, ``next June``, ``next week Tuesday``."""
    now = context.published
    if now is None:
        return None
    if "month" in groups:
        month = month_number(groups["month"])
        if step == 0:
            return f"{year_near(month, None, context):04}-{month:02}"
        year = now.year + (step if (month - now.month) * step <= 0 else 0)
        return f"{year:04}-{month:02}"
    weekday = weekday_number(groups["weekday"])
    if "week" in groups:
        monday = now - timedelta(days=now.weekday()) + timedelta(weeks=step)
        return (monday + timedelta(days=weekday)).isoformat()
    if step == 0:
        return weekday_near(groups, context)
    days = (weekday - now.weekday()) * step % 7 or 7
    return (now + timedelta(days=step * days)).isoformat()


def ago(groups: Groups, context: Context) -> str | None:
    """A distance back (or ahead, "from now") from publication; unknown numbers give a reference."""
    ahead = "forward" in groups
    count = amount(groups["n"])
    if count is None:
        return "FUTURE_REF" if ahead else "PAST_REF"
    base = context.published
    return _moved(base, count if ahead else -count, unit_of(groups)) if base else None


def later(groups: Groups, context: Context) -> str | None:
    """A distance from the date before in the text, which must be as exact as the unit."""
    word = groups["later"]
    count = amount(groups["n"]) if groups["n"] else 1.0 if word in ("before", "after") else None
    unit = unit_of(groups)
    base = anchor(context.previous, unit)
    if count is None or base is None:
        return None
    back = word == "earlier" or word.startswith("before")
    return _moved(base, -count if back else count, unit)


def _moved(base: date, count: float, unit: str) -> str | None:
    """A date so many units away, as exact as the unit."""
    if unit in ("second", "minute", "min", "hour", "hr"):
        hours = count / {"s": 3600, "m": 60, "h": 1}[unit[0]]
        return base.isoformat() if abs(hours) < 24 else None
    if unit == "yr":
        unit = "year"
    if count != int(count):
        months = count * {"year": 12, "decade": 120}.get(unit, 0)
        return at(base, "month", int(months)) if months else None
    if unit in ("decade", "century"):
        return at(base, "year", int(count) * (10 if unit == "decade" else 100))
    return at(base, unit, int(count))
