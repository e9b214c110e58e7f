"""What an expression's words mean as a TIMEX3 value, given when the article was published.

Each way of working out a value is one function named in the ``value`` column of
``data/times.tsv``. It gets the groups of the pattern and the context, and returns the value or
None when it cannot be known. ``=WORD`` in that column stands for the value WORD itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from kg.text.timerules import MONTHS, SMALL, TENS, WEEKDAYS
from kg.timex import SEASONS, bounds

Groups = Mapping[str, str]


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


def value(how: str, groups: Groups, context: Context) -> str | None:
    """The TIMEX3 value of an expression, or None when it cannot be known."""
    if how.startswith("="):
        return how[1:]
    try:
        return _WAYS[how](groups, context)
    except (ValueError, OverflowError):
        return None


# --- dates of the calendar -----------------------------------------------------------------


def _calendar(groups: Groups, context: Context) -> str | None:
    year = int(groups["year"]) if "year" in groups else None
    month = _month(groups["month"]) if "month" in groups else None
    if month is None:
        return _weekday_near(groups, context) if year is None else f"{year:04}"
    day = int(groups["day"].rstrip("stndrh")) if "day" in groups else None
    if year is None:
        year = _year_near(month, day, context)
    if year is None:
        return None
    return date(year, month, day).isoformat() if day else f"{year:04}-{month:02}"


def _numeric(groups: Groups, context: Context) -> str | None:
    first, second, year = int(groups["first"]), int(groups["second"]), int(groups["year"])
    if len(groups["year"]) == 2:
        year += 1900 if year > 60 else 2000
    day_first = groups["mark"] == "." or first > 12
    month, day = (second, first) if day_first else (first, second)
    return date(year, month, day).isoformat()


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word[:3]))


def _weekday(word: str) -> int:
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(word[:3]))


def _year_near(month: int, day: int | None, context: Context) -> int | None:
    """The year that puts a month (and day) next to publication, on the side the verb says."""
    now = context.published
    if now is None:
        return None
    at, here = (month, day or 0), (now.month, now.day if day else 0)
    direction = context.direction()
    if direction > 0:
        return now.year + (at < here)
    # Papers are dated a day ahead or behind: what seems to lie just ahead happened.
    tomorrow = now + timedelta(days=1)
    if day and at == (tomorrow.month, tomorrow.day):
        return tomorrow.year
    return now.year - (at > here)


def _weekday_near(groups: Groups, context: Context) -> str | None:
    if context.published is None:
        return None
    days = _weekday(groups["weekday"]) - context.published.weekday()
    days = days % 7 if context.direction() > 0 else -(-days % 7)
    return (context.published + timedelta(days=days)).isoformat()


def _weekly(groups: Groups, context: Context) -> str:
    return f"XXXX-WXX-{_weekday(groups['weekday']) + 1}"


def _day_word(groups: Groups, context: Context) -> str | None:
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}
    word = " ".join(groups["word"].split())
    step = (
        -2
        if word.endswith("before yesterday")
        else 2
        if word.endswith("after tomorrow")
        else days[word]
    )
    return (context.published + timedelta(days=step)).isoformat() if context.published else None


_HOLIDAYS = {"christmas eve": (12, 24), "christmas": (12, 25), "may day": (5, 1)}
_EASTER = {"good friday": -2, "easter monday": 1}


def _holiday(groups: Groups, context: Context) -> str | None:
    name = " ".join(groups["day"].replace("’", "'").split())
    if name.startswith("new year"):
        month, day = (12, 31) if name.endswith("eve") else (1, 1)
    elif name.startswith(("easter", "good")):
        return _easter(_EASTER.get(name, 0), context)
    else:
        month, day = _HOLIDAYS[name.removesuffix(" day") if name != "may day" else name]
    year = _year_near(month, day, context)
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


def _weekend(groups: Groups, context: Context) -> str | None:
    """The weekend that has begun, or is coming when the verb looks ahead."""
    now = context.published
    if now is None:
        return None
    past = context.direction() <= 0 and now.weekday() < 5
    return _at(now, "weekend", -1 if past else 0)


# --- times of day --------------------------------------------------------------------------

_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}


def _daypart(groups: Groups, context: Context) -> str | None:
    part = _PARTS[groups.get("part", "night")]
    if "word" in groups:
        day = _day_word(groups, context)
    elif "weekday" in groups or "month" in groups:
        day = _calendar(groups, context)
    elif groups.get("shift") == "that":
        day = context.previous if context.previous and len(context.previous) == 10 else None
    else:
        back = 1 if groups.get("shift") == "last" else 0
        day = (context.published - timedelta(days=back)).isoformat() if context.published else None
    return day + part if day else None


def _clock(groups: Groups, context: Context) -> str | None:
    if "noon" in groups:
        hour, minute = (24 if groups["noon"] == "midnight" else 12), 0
    else:
        hour, minute = int(groups["hour"]), int(groups.get("minute", "0"))
        if "ampm" in groups:
            hour = hour % 12 + (12 if groups["ampm"].startswith("p") else 0)
    zone = "Z" if groups.get("zone") in ("gmt", "utc") else ""
    if "weekday" in groups:
        day = _weekday_near(groups, context)
    else:
        day = context.previous[:10] if context.previous and len(context.previous) >= 10 else None
        day = day or (context.published.isoformat() if context.published else None)
    return f"{day}T{hour:02}:{minute:02}{zone}" if day and hour <= 24 else None


# --- last week, the following day ------------------------------------------------------------

_BACK = {"last", "past", "this past", "previous", "preceding"}
_AHEAD = {"next", "coming", "this coming", "following"}
_FROM_TEXT = {"following", "previous", "preceding", "same", "that", "that same", "the very same"}


def _shift(groups: Groups, context: Context) -> str | None:
    word = " ".join(groups["shift"].split())
    step = -1 if word in _BACK else 1 if word in _AHEAD else 0
    if "weekday" in groups or "month" in groups:
        return _named_shift(groups, step, context)
    unit = groups["unit"]
    from_text = word in _FROM_TEXT or (word == "next" and unit == "day")
    base = _base(context.previous, unit) if from_text else context.published
    return _at(base, unit, step) if base else None


def _base(previous: str | None, unit: str) -> date | None:
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


def _at(base: date, unit: str, step: int) -> str:
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


def _named_shift(groups: Groups, step: int, context: Context) -> str | None:
    """``last Friday``, ``next June``, ``next week Tuesday``."""
    now = context.published
    if now is None:
        return None
    if "month" in groups:
        month = _month(groups["month"])
        if step == 0:
            return f"{_year_near(month, None, context):04}-{month:02}"
        year = now.year + (step if (month - now.month) * step <= 0 else 0)
        return f"{year:04}-{month:02}"
    weekday = _weekday(groups["weekday"])
    if "week" in groups:
        monday = now - timedelta(days=now.weekday()) + timedelta(weeks=step)
        return (monday + timedelta(days=weekday)).isoformat()
    if step == 0:
        return _weekday_near(groups, context)
    days = (weekday - now.weekday()) * step % 7 or 7
    return (now + timedelta(days=step * days)).isoformat()


# --- seasons, quarters, decades ----------------------------------------------------------------

_SEASON_NAMES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}


def _season(groups: Groups, context: Context) -> str | None:
    season = _SEASON_NAMES[groups["season"]]
    if "year" in groups:
        return f"{groups['year']}-{season}"
    now = context.published
    if now is None:
        return None
    begin = SEASONS[season]
    word = groups.get("shift", "")
    over, begun = now.month >= (begin + 3 if begin < 12 else 13), now.month >= begin
    in_winter = season == "WI" and now.month <= 2  # the winter that began last year
    if word in _BACK:
        year = now.year - (1 if in_winter or not over else 0)
    elif word in _AHEAD or (not word and context.direction() > 0):
        year = now.year + (1 if begun else 0)
    elif word:
        year = now.year - in_winter
    else:
        year = now.year - (not begun)
    return f"{year:04}-{season}"


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


def _quarter(groups: Groups, context: Context) -> str | None:
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


def _half(groups: Groups, context: Context) -> str | None:
    year = _said_year(groups, context)
    return f"{year:04}-H{_ORDINALS[groups['ordinal']]}" if year is not None else None


def _said_year(groups: Groups, context: Context) -> int | None:
    if "year" in groups:
        return int(groups["year"])
    word = (groups.get("later") or groups.get("shift") or "").split()
    if not word or context.published is None:
        return None
    return context.published.year + {"last": -1, "next": 1}.get(word[0], 0)


_CENTURIES = (
    "first tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth twenty-first"
).split()


def _century(groups: Groups, context: Context) -> str:
    word = groups["n"]
    if word in _CENTURIES:
        number = 1 if word == "first" else _CENTURIES.index(word) + 9
    else:
        number = int(word.rstrip("stndrh"))
    return f"{number - 1:02}"


def _decade(groups: Groups, context: Context) -> str:
    century = groups.get("century", "19")
    if "word" in groups:
        digit = TENS.index(next(t for t in TENS if t[:4] == groups["word"][:4])) + 2
        return f"{century}{digit}"
    return century + groups["n"]


# --- durations and what counts from them ---------------------------------------------------------

_DESIGNATORS = {
    "second": "TS",
    "minute": "TM",
    "min": "TM",
    "hour": "TH",
    "hr": "TH",
    "day": "D",
    "night": "D",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "yr": "Y",
    "decade": "DE",
    "century": "CE",
}
_SMALLER = {
    "hour": (60, "minute"),
    "day": (24, "hour"),
    "decade": (10, "year"),
    "century": (100, "year"),
}


_AMOUNTS = {
    "a": 1,
    "an": 1,
    "per": 1,
    "each": 1,
    "every": 1,
    "single": 1,
    "other": 2,
    "couple": 2,
    "dozen": 12,
    "hundred": 100,
    "one hundred": 100,
}


def amount(words: str) -> float | None:
    """The number that words say; None for an unknown number.

    >>> [amount(w) for w in ("a", "12", "1,500", "thirty-one", "two and a half", "several")]
    [1.0, 12.0, 1500.0, 31.0, 2.5, None]
    """
    words = " ".join(words.split())
    if words.endswith(" and a half"):
        whole = amount(words.removesuffix(" and a half"))
        return None if whole is None else whole + 0.5
    if words[:1].isdigit():
        return float(words.replace(",", ""))
    if words.startswith("half"):
        return 0.5
    if (known := _AMOUNTS.get(words.removeprefix("a ").removesuffix(" of"))) is not None:
        return float(known)
    parts = words.replace("-", " ").split()
    if all(p in SMALL or p in TENS for p in parts) and parts:
        return float(sum(SMALL.index(p) if p in SMALL else TENS.index(p) * 10 + 20 for p in parts))
    return None


def _unit(groups: Groups) -> str:
    unit = groups["unit"]
    return "century" if unit.startswith("centur") else unit


def _length(count: float | None, unit: str) -> str:
    if unit == "fortnight":
        count, unit = (None if count is None else count * 2), "week"
    if count == 0.5 and unit in _SMALLER:
        factor, unit = _SMALLER[unit]
        count = factor / 2
    elif count == 0.5 and unit == "year":
        count, unit = 6, "month"
    designator = _DESIGNATORS[unit]
    time = "T" if designator[0] == "T" else ""
    return f"P{time}{'X' if count is None else f'{count:g}'}{designator.removeprefix('T')}"


def _duration(groups: Groups, context: Context) -> str:
    if "n" in groups:
        count = amount(groups["n"])
    else:  # "the past week" is one week, "for weeks" is a number that nobody gave
        count = None if "plural" in groups else 1.0
    if count is not None and "half" in groups:
        count += 0.5
    return _length(count, _unit(groups))


def _rate(groups: Groups, context: Context) -> str:
    return _length(amount(groups.get("n", "a")) or None, _unit({"unit": _whole(groups["unit"])}))


def _whole(unit: str) -> str:
    return "day" if unit in ("morning", "afternoon", "evening", "night") else unit


_FREQUENCIES = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "bimonthly": "P2M",
    "quarterly": "P3M",
    "annually": "P1Y",
    "annual": "P1Y",
    "yearly": "P1Y",
    "semiannual": "P6M",
    "biannual": "P6M",
    "biennial": "P2Y",
}


def _frequency(groups: Groups, context: Context) -> str:
    return _FREQUENCIES[groups["word"]]


def _ago(groups: Groups, context: Context) -> str | None:
    ahead = "forward" in groups
    count = amount(groups["n"])
    if count is None:
        return "FUTURE_REF" if ahead else "PAST_REF"
    base = context.published
    return _moved(base, count if ahead else -count, _unit(groups)) if base else None


def _later(groups: Groups, context: Context) -> str | None:
    word = groups["later"]
    count = amount(groups["n"]) if groups["n"] else 1.0 if word in ("before", "after") else None
    unit = _unit(groups)
    base = _base(context.previous, unit)
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
        return _at(base, "month", int(months)) if months else None
    if unit in ("decade", "century"):
        return _at(base, "year", int(count) * (10 if unit == "decade" else 100))
    return _at(base, unit, int(count))


_WAYS: dict[str, Callable[[Groups, Context], str | None]] = {
    "calendar": _calendar,
    "numeric": _numeric,
    "weekly": _weekly,
    "weekend": _weekend,
    "holiday": _holiday,
    "day_word": _day_word,
    "daypart": _daypart,
    "clock": _clock,
    "shift": _shift,
    "season": _season,
    "quarter": _quarter,
    "half": _half,
    "century": _century,
    "decade": _decade,
    "duration": _duration,
    "rate": _rate,
    "frequency": _frequency,
    "ago": _ago,
    "later": _later,
}
