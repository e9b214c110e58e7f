"""What an expression's words mean as a TIMEX3 value, given when the article was published.

Each way of working out a value is one function named in the ``value`` column of
``data/times.tsv``. It gets the groups of the pattern, and the context where that matters, and
returns the value or None when it cannot be known. ``=WORD`` in that column stands for the
value WORD itself.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.text import timedates, timeshifts, timespans
from kg.text.timecontext import Context, Groups


def value(how: str, groups: Groups, context: Context) -> str | None:
    """The TIMEX3 value of an expression, or None when it cannot be known."""
    if how.startswith("="):
        return how[1:]
    try:
        if how in _FIXED:
            return _FIXED[how](groups)
        return _RELATIVE[how](groups, context)
    except (ValueError, OverflowError):
        return None


_FIXED: dict[str, Callable[[Groups], str | None]] = {
    "numeric": timedates.numeric,
    "weekly": timedates.weekly,
    "century": timedates.century,
    "decade": timedates.decade,
    "duration": timespans.duration,
    "rate": timespans.rate,
    "frequency": timespans.frequency,
}
_RELATIVE: dict[str, Callable[[Groups, Context], str | None]] = {
    "calendar": timedates.calendar,
    "weekend": timedates.weekend,
    "holiday": timedates.holiday,
    "day_word": timedates.day_word,
    "daypart": timedates.daypart,
    "clock": timedates.clock,
    "shift": timeshifts.shift,
    "season": timedates.season,
    "quarter": timedates.quarter,
    "half": timedates.half,
    "ago": timeshifts.ago,
    "later": timeshifts.later,
}
