"""Dates, times of day, seasons and other parts of the calendar → TIMEX3 values."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

from kg.text.timecontext import (
    AHEAD,
    BACK,
    Context,
    Groups,
    at,
    month_number,
    weekday_near,
    weekday_number,
    year_near,
)
from kg.text.timerules import TENS
from kg.timex import SEASONS

_DAY_WORDS = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_HOLIDAYS = {"christmas eve": (12, 24), "christmas": (12, 25), "may day": (5, 1)}
_EASTER = {"good friday": -2, "easter monday": 1}
_SEASON_NAMES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_CENTURIES = (
    "first tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth twenty-first"
).split()


def calendar(groups: Groups, context: Context) -> str | None:
    """A date, month or year of the calendar, or a weekday."""
    year = int(groups["year"]) if "year" in groups else None
    month = month_number(groups["month"]) if "month" in groups else None
    if month is None:
        return weekday_near(groups, context) if year is None else f"{year:04}"
    day = int(groups["day"].rstrip("stndrh")) if "day" in groups else None
    if year is None:
        year = year_near(month, day, context)
    if year is None:
        return None
    return date(year, month, day).isoformat() if day else f"{year:04}-{month:02}"


def numeric(groups: Groups) -> str | None:
    """A date in figures; with a dot the day comes first, with a slash the month."""
    first, second, year = int(groups["first"]), int(groups["second"]), int(groups["year"])
    if len(groups["year"]) == 2:
        year += 1900 if year > 60 else 2000
    day_first = groups["mark"] == "." or first > 12
    month, day = (second, first) if day_first else (first, second)
    return date(year, month, day).isoformat()


def weekly(groups: Groups) -> str:
    """A weekday that comes round: ``XXXX-WXX-1``."""
    return f"XXXX-WXX-{weekday_number(groups['weekday']) + 1}"


def day_word(groups: Groups, context: Context) -> str | None:
    """Today, yesterday, tomorrow and the days beside them."""
    if context.published is None:
        return None
    days = _DAY_WORDS[" ".join(groups["word"].split())]
    return (context.published + timedelta(days=days)).isoformat()


def holiday(groups: Groups, context: Context) -> str | None:
    """A feast of the western calendar."""
    name = " ".join(groups["day"].replace("’", "'").split())
    if name.startswith("new year"):
        month, day = (12, 31) if name.endswith("eve") else (1, 1)
    elif name.startswith(("easter", "good")):
        return _easter(_EASTER.get(name, 0), context)
    else:
        month, day = _HOLIDAYS[name.removesuffix(" day") if name != "may day" else name]
    year = year_near(month, day, context)
    return date(year, month, day).isoformat() if year else None


def _easter(days: int, context: Context) -> str | None:
    """Western Easter and the days around it (``dateutil.easter``)."""
    now = context.published
    if now is None:
        return None
    ahead = context.direction() > 0
    near = [easter(now.year + step) + timedelta(days=days) for step in (-1, 0, 1)]
    fits = [d for d in near if (d >= now if ahead else d <= now)]
    return (min(fits) if ahead else max(fits)).isoformat()


def weekend(_: Groups, context: Context) -> str | None:
    """The weekend that has begun, or is coming when the verb looks ahead."""
    now = context.published
    if now is None:
        return None
    past = context.direction() <= 0 and now.weekday() < 5
    return at(now, "weekend", -1 if past else 0)


def daypart(groups: Groups, context: Context) -> str | None:
    """A part of a day: ``TMO`` morning, ``TAF`` afternoon, ``TEV`` evening, ``TNI`` night."""
    part = _PARTS[groups.get("part", "night")]
    if "word" in groups:
        day = day_word(groups, context)
    elif "weekday" in groups or "month" in groups:
        day = calendar(groups, context)
    elif groups.get("shift") == "that":
        day = context.previous if context.previous and len(context.previous) == 10 else None
    else:
        back = 1 if groups.get("shift") == "last" else 0
        day = (context.published - timedelta(days=back)).isoformat() if context.published else None
    return day + part if day else None


def clock(groups: Groups, context: Context) -> str | None:
    """A time of day on the day last spoken of, else on the day of publication."""
    if "noon" in groups:
        hour, minute = (24 if groups["noon"] == "midnight" else 12), 0
    else:
        hour, minute = int(groups["hour"]), int(groups.get("minute", "0"))
        if "ampm" in groups:
            hour = hour % 12 + (12 if groups["ampm"].startswith("p") else 0)
    zone = "Z" if groups.get("zone") in ("gmt", "utc", "z") else ""
    if "year" in groups:
        day = calendar(groups, context)
    elif "weekday" in groups:
        day = weekday_near(groups, context)
    else:
        day = context.previous[:10] if context.previous and len(context.previous) >= 10 else None
        day = day or (context.published.isoformat() if context.published else None)
    return f"{day}T{hour:02}:{minute:02}{zone}" if day and hour <= 24 else None


def season(groups: Groups, context: Context) -> str | None:
    """A season: ``SP``, ``SU``, ``FA`` or ``WI`` of the year it begins in."""
    name = _SEASON_NAMES[groups["season"]]
    if "year" in groups:
        return f"{groups['year']}-{name}"
    now = context.published
    if now is None:
        return None
    begin = SEASONS[name]
    word = groups.get("shift", "")
    over, begun = now.month >= (begin + 3 if begin < 12 else 13), now.month >= begin
    in_winter = name == "WI" and now.month <= 2  # the winter that began last year
    if word in BACK:
        year = now.year - (2 if in_winter else 0 if over else 1)
    elif word in AHEAD or (not word and context.direction() > 0):
        year = now.year + (1 if begun else 0)
    elif word:
        year = now.year - in_winter
    else:
        year = now.year - (not begun)
    return f"{year:04}-{name}"


def quarter(groups: Groups, context: Context) -> str | None:
    """A quarter of the year said or, for reported figures, of the latest one begun."""
    word = groups["ordinal"]
    number = _ORDINALS.get(word) or int(word.strip("qstndrh"))
    if (year := _said_year(groups, context)) is not None:
        return f"{year:04}-Q{number}"
    now = context.published
    if now is None:
        return None
    if context.direction() > 0:
        year = now.year + (number * 3 < now.month)
    else:  # reported figures: the quarter that has last begun
        year = now.year - (number * 3 - 2 > now.month)
    return f"{year:04}-Q{number}"


def half(groups: Groups, context: Context) -> str | None:
    """A half of the year that is said."""
    year = _said_year(groups, context)
    return f"{year:04}-H{_ORDINALS[groups['ordinal']]}" if year is not None else None


def _said_year(groups: Groups, context: Context) -> int | None:
    if "year" in groups:
        return int(groups["year"])
    word = (groups.get("later") or groups.get("shift") or "").split()
    if not word or context.published is None:
        return None
    return context.published.year + {"last": -1, "next": 1}.get(word[0], 0)


def century(groups: Groups) -> str:
    """A century by its first two figures: the 19th is ``18``."""
    word = groups["n"]
    if word in _CENTURIES:
        number = 1 if word == "first" else _CENTURIES.index(word) + 9
    else:
        number = int(word.rstrip("stndrh"))
    return f"{number - 1:02}"


def decade(groups: Groups) -> str:
    """A decade by its first three figures: the 1990s are ``199``."""
    century = groups.get("century", "19")
    if "word" in groups:
        digit = TENS.index(next(t for t in TENS if t[:4] == groups["word"][:4])) + 2
        return f"{century}{digit}"
    return century + groups["n"]
