"""What relative time expressions count from, and the calendar around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from kg.text.timerules import MONTHS, WEEKDAYS
from kg.timex import bounds

Groups = Mapping[str, str]

BACK = frozenset({"last", "past", "this past", "previous", "preceding"})
AHEAD = frozenset({"next", "coming", "this coming", "following"})


@dataclass(slots=True)
class Context:
    """What relative expressions count from.

    ``published`` is the article's date, ``previous`` the value of the last date before this
    expression in the text. ``direction`` says whether the governing verb looks back (-1),
    ahead (+1) or neither (0); it is only asked when it matters.
    """

    published: date | None
    previous: str | None = None
    direction: Callable[[], int] = lambda: 0


def month_number(word: str) -> int:
    """1 to 12 for a month's name, its abbreviation or its number."""
    if word.isdigit():
        return int(word)
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word[:3]))


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for a weekday's name or abbreviation."""
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(word[:3]))


def year_near(month: int, day: int | None, context: Context) -> int | None:
    """The year that puts a month (and day) next to publication, on the side the verb says."""
    now = context.published
    if now is None:
        return None
    then, here = (month, day or 0), (now.month, now.day if day else 0)
    direction = context.direction()
    if direction > 0:
        return now.year + (then < here)
    # Papers are dated a day ahead or behind: what seems to lie just ahead happened.
    tomorrow = now + timedelta(days=1)
    if day and then == (tomorrow.month, tomorrow.day):
        return tomorrow.year
    return now.year - (then > here)


def weekday_near(groups: Groups, context: Context) -> str | None:
    """The weekday on publication day or next to it, on the side that the verb says."""
    if context.published is None:
        return None
    days = weekday_number(groups["weekday"]) - context.published.weekday()
    days = days % 7 if context.direction() > 0 else -(-days % 7)
    return (context.published + timedelta(days=days)).isoformat()


def anchor(previous: str | None, unit: str) -> date | None:
    """The date in the text that a shift by a unit may count from: it must be exact enough."""
    known = bounds(previous) if previous else None
    if known is None:
        return None
    exact = {"day", "week", "weekend"} if unit in ("week", "weekend", "fortnight") else {"day"}
    if unit == "month":
        exact |= {"month"}
    elif unit in ("quarter", "year", "decade", "century"):
        exact |= {"month", "quarter", "half", "season", "year"}
    return date.fromisoformat(known[0]) if known[2] in exact else None


def at(base: date, unit: str, step: int) -> str:
    """The unit of the calendar that lies a number of units from a date."""
    if unit in ("day", "night"):
        return (base + timedelta(days=step)).isoformat()
    if unit in ("week", "weekend", "fortnight"):
        year, week, _ = (
            base + timedelta(weeks=step * (2 if unit == "fortnight" else 1))
        ).isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return f"{base + relativedelta(months=step):%Y-%m}"
    if unit == "quarter":
        then = base + relativedelta(months=3 * step)
        return f"{then.year:04}-Q{(then.month + 2) // 3}"
    years = {"year": 1, "decade": 10, "century": 100}[unit]
    year = base.replace(year=base.year + step * years, day=1).year  # raises where years end
    return f"{year:04}"[: {"year": 4, "decade": 3, "century": 2}[unit]]
