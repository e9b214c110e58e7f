"""Text → time expressions as written, by rules that are rows of ``data/times.tsv``.

A row has a name, a TIMEX3 type, how its value is worked out (see ``kg.text.timevalues``), the
kind of word without which it cannot match, a pattern, and an example with the expression in
brackets and the value it has in an article published on Thursday, 8 January 2026. In patterns
a space is any white space and ``{name}`` a fragment defined here. A group ``x`` narrows the
expression down to part of the match.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from kg.model import TimeType
from kg.text.rows import rows as table_rows

MONTHS = (
    "january february march april may june july august september october november december"
).split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def _cased(words: Iterable[str]) -> str:
    """Alternatives that match capitalised or in capitals: a march is not a month."""
    return "|".join(f"{w.capitalize()}|{w.upper()}" for w in words)


_MONTH_SHORT = "(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?"
_MONTH_SHORT_CAPS = "(?:JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\\.?"
_WEEKDAY_SHORT = "(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?:\\.|(?=,? (?:\\d|[A-Z][a-z]{2,})))"
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
    rf"|(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(SMALL[1:10])}))?"
    rf"|{'|'.join(sorted(SMALL[1:], key=len, reverse=True))}"
    r"|(?:a|one) hundred|half an?|an?|(?:a )?couple(?: of)?|(?:a )?dozen"
    r"|several|a few|few|many|a number of|dozens of|hundreds of|thousands of)"
    r"(?: and a half)?"
)
_END = (
    r"(?:(?:very )?(?:early|earlier|late|later|sometime|mid|(?:the )?"
    r"(?:beginning|start|middle|end|close|turn|rest|remainder) of)(?: in)?(?: |-))"
)
_ZONE = r"\(?(?P<zone>(?-i:GMT|UTC|[A-Z]{1,3}[SD]T|[ECMP]T)|local time)\b(?: ?[+-]\d+)?\)?"
_FRAGMENTS = {
    "month": f"(?P<month>(?-i:{_cased(MONTHS)}|{_MONTH_SHORT}|{_MONTH_SHORT_CAPS}))(?!\\w)",
    "monthname": f"(?P<month>(?-i:{_cased(MONTHS)}))(?!\\w)",
    "weekday": f"(?P<weekday>(?-i:{_cased(WEEKDAYS)}|{_WEEKDAY_SHORT}))",
    "day": r"(?P<day>(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?)(?!\w|[.:]\d|%)",
    "year": r"(?P<year>(?:1\d|20)\d\d)(?!\d|[.,:]\d|%)",
    "n": f"(?P<n>{_NUMBER})",
    "unit": (
        r"(?P<unit>second|minute|min|hour|hr|day|night|weekend|week|fortnight|month|quarter"
        r"|year|yr|decade|centur(?:y|ie))s?"
    ),
    "approx": (
        r"(?:(?:about|around|nearly|almost|roughly|approximately|some|more than|less than"
        r"|fewer than|(?:just |well )?(?:over|under)|up to|at least|at most|as (?:many|much) as"
        r"|no more than|close to) )?"
    ),
    "early": f"{_END}?",
    "end": _END,
    "early2": r"(?:(?:early|late) )?",
    "oclock": (
        r"(?:(?P<hour>1[0-2]|0?[1-9])(?:(?:[:.](?P<minute>[0-5]\d))? ?(?P<ampm>[ap]\.?m\.?)(?!\w)"
        r"| o['’]clock)|(?P<noon>noon|midday|midnight)(?!\w))"
    ),
    "zone": f"(?: {_ZONE})?",
    "zone1": f" ?{_ZONE}",
}
_BEFORE = r"(?<![\w$€£¥#@])(?<!\d[.,:/])(?<!\w['’])"
# Rules run only around the words they need.
_HINT = re.compile(
    rf"(?P<digit>\d)|\b(?:(?P<holiday>christmas|new\s+year|may\s+day|easter|good\s+friday)|(?P<month>(?-i:{'|'.join(f'{m[:3].title()}|{m[:3].upper()}' for m in MONTHS)}))"
    r"|(?P<weekday>(?:sun|mon|tue|wed|thu|fri|sat)(?:day|s|\b|nesday|r|urday))"
    r"|(?P<ago>ago\b)|(?P<later>later|earlier|afterward|beforehand|(?:before|after)\s+that\b|from\s+now"
    r"|hence)|(?P<century>centur)|(?P<quarter>quarter|half)"
    r"|(?P<unit>second|minute|min\b|hour|hrs?\b|day|night|week|fortnight|month|year|yrs?\b|decade)"
    r"|(?P<season>spring|summer|autumn|fall|winter)"
    r"|(?P<part>today|yesterday|tomorrow|tonight|morning|afternoon|evening)"
    r"|(?P<clock>noon|midday|midnight)"
    r"|(?P<frequency>hourly|daily|annual|semiannual|biannual|biennial|bimonthly|biweekly)"
    r"|(?P<decade>(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies)"
    r"|(?P<vague>recent|lately|past|future|coming|upcoming|these))",
    re.IGNORECASE,
)
# Hints that are also something else: "nightly", "the day after tomorrow", "two-year-old".
_ALSO = {
    "unit": ("vague", "frequency", "part"),
    "holiday": ("weekday", "month", "unit"),
    "digit": ("clock", "decade", "unit"),
    "century": ("unit",),
    "quarter": ("unit", "frequency"),
    "later": ("unit",),
}
_REACH = 45  # code points on either side of a hint that an expression may cover


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table."""

    name: str
    type: TimeType
    value: str
    hint: str
    expression: str
    example: str
    expected: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first needed: a short text needs few."""
        return _compiled(self.expression)


@dataclass(frozen=True, slots=True)
class Found:
    """An expression as written: half-open code points, its rule and the rule's groups."""

    start: int
    end: int
    rule: Rule
    groups: dict[str, str]


@cache
def rules() -> tuple[Rule, ...]:
    """The rows of the table, in its order."""
    return tuple(_rule(*row) for row in table_rows("times.tsv", 7))


def _rule(
    name: str, type_: str, value: str, hint: str, pattern: str, example: str, expected: str
) -> Rule:
    whole = re.sub(r"\{([a-z]\w*)\}", lambda m: _FRAGMENTS[m[1]], pattern)
    return Rule(
        name=name,
        type=cast(TimeType, type_),
        value=value,
        hint=hint,
        expression=_BEFORE + _spaced(f"(?:{whole})"),
        example=example,
        expected=expected,
    )


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


def _spaced(pattern: str) -> str:
    """Let every space of a pattern match any white space; ``[ -]`` stays a class."""
    return re.sub(
        r"(\[[^\]]*\])| ", lambda m: m[1].replace(" ", r"\s") if m[1] else r"(?:\s+)", pattern
    )


def scan(text: str, start: int, end: int) -> list[Found]:
    """Expressions between two offsets, in text order, none overlapping: the longest wins."""
    found = [f for window in _windows(text, start, end) for f in _matches(text, *window)]
    found.sort(key=lambda f: (f.start - f.end, f.start))
    taken: list[Found] = []  # in text order
    for candidate in found:
        place = bisect_left(taken, candidate.start, key=lambda f: f.start)
        fits_before = place == len(taken) or candidate.end <= taken[place].start
        fits_after = place == 0 or taken[place - 1].end <= candidate.start
        if fits_before and fits_after:
            taken.insert(place, candidate)
    return taken


def _matches(text: str, start: int, end: int, hints: set[str]) -> Iterator[Found]:
    for rule in rules():
        if rule.hint not in hints:
            continue
        for match in rule.pattern.finditer(text, start, end):
            groups = match.groupdict()
            a, b = match.span("x" if groups.get("x") else 0)
            known = {k: v.casefold() for k, v in groups.items() if v is not None}
            yield Found(start=a, end=b, rule=rule, groups=known)


def _windows(text: str, start: int, end: int) -> list[tuple[int, int, set[str]]]:
    """Stretches around hints with the hints in them; each ends between words."""
    windows: list[tuple[int, int, set[str]]] = []
    for hint in _HINT.finditer(text, start, end):
        left, right = hint.start() - _REACH, hint.end() + _REACH
        kind = hint.lastgroup or ""
        if windows and left <= windows[-1][1]:
            left, _, hints = windows.pop()
        else:
            hints = set()
        windows.append((left, right, hints | {kind, *_ALSO.get(kind, ())}))
    return [(_edge(text, a, start, -1), _edge(text, b, end, 1), h) for a, b, h in windows]


def _edge(text: str, at: int, limit: int, step: int) -> int:
    """Move to the next white space in a direction, at most to the limit."""
    while (at - limit) * step < 0 and not text[at].isspace():
        at += step
    return limit if (at - limit) * step > 0 else at
