"""Durations and frequencies → TIMEX3 values: how long, how often."""

from __future__ import annotations

from kg.text.timecontext import Groups
from kg.text.timerules import SMALL, TENS

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


def unit_of(groups: Groups) -> str:
    """The unit of a pattern's groups in the singular."""
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


def duration(groups: Groups) -> str:
    """How long: ``P3D``, ``PT2H``, ``PXY`` for an unknown number of years."""
    # "the past week" is one week, "for weeks" is a number that nobody gave
    unsaid = None if "plural" in groups else 1.0
    count = amount(groups["n"]) if "n" in groups else unsaid
    if count is not None and "half" in groups:
        count += 0.5
    return _length(count, unit_of(groups))


def rate(groups: Groups) -> str:
    """How often, by the time between: "every two weeks" is ``P2W``."""
    return _length(amount(groups.get("n", "a")) or None, unit_of({"unit": _whole(groups["unit"])}))


def _whole(unit: str) -> str:
    return "day" if unit in ("morning", "afternoon", "evening", "night") else unit


def frequency(groups: Groups) -> str:
    """How often, from an adverb or adjective: "weekly" is ``P1W``."""
    return _FREQUENCIES[groups["word"]]
