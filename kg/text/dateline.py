"""When an article was published, as its metadata or its own first lines state it.

Precision before recall: a date in running prose is never taken for the publication date,
and a date without its year is no date.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from dateutil import parser

_TOP_LINES = 6
_MAX_META_LINE = 120
_MAX_STAMP = 80
_SEGMENT_WORDS = 6

_MONTH = "|".join(
    sorted({n for names in parser.parserinfo.MONTHS for n in names}, key=len, reverse=True)
)
_WEEKDAY = "|".join(
    sorted({n for names in parser.parserinfo.WEEKDAYS for n in names}, key=len, reverse=True)
)
_DATE = (
    rf"(?:(?:{_WEEKDAY})\.?,?[ ]+)?"
    rf"(?P<date>(?:{_MONTH})\.?[ ]+\d{{1,2}}(?:st|nd|rd|th)?,?[ ]+(?:19|20)\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ ]+(?:{_MONTH})\.?,?[ ]+(?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
)
_ZONE = r"(?:[ ]?(?:Z|[+-]\d\d:?\d\d|[A-Z]{2,5}))?"
_CLOCK = rf"(?:(?:,?[ ]+(?:at[ ]+)?|T)\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:[ ]?[ap]\.?m\.?)?{_ZONE})?"
_LABEL = (
    r"(?P<label>(?:first[ ]+|last[ ]+)?(?:published|posted|issued|released|updated|modified)"
    r"(?:[ ]+on|[ ]+at)?|(?:publication[ ]+)?date|updated?)[ ]*:?[ ]+"
)
_PLACE = r"[A-Z][\w.'’-]*(?:[ ](?:[a-z]{1,3}[ ])?[A-Z][\w.'’-]*){0,4}"
_NAMES = rf"{_PLACE}(?:[ ]*[,/][ ]*{_PLACE}){{0,3}}"
_AGENCY = r"\([^()\n]{2,60}\)"
_DASH = r"[ ]*(?:[-–—]{1,3})(?:[ ]|$)"

_STAMP = re.compile(rf"(?:{_LABEL})?{_DATE}{_CLOCK}", re.IGNORECASE)
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY)[ ]+{_NAMES}(?:[ ]+and[ ]+{_PLACE})?[ ]*[,–—-]?[ ]+(?i:{_DATE}{_CLOCK})"
)
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        # "KYIV, March 3, 2024 (Agency) -", "Agency, 27 January 2011 -", "LIMA (Agency), 5 March 2026 —"
        rf"(?P<place>{_NAMES})(?:[ ]*{_AGENCY})?[ ]*,?[ ]+(?i:{_DATE})(?:[ ]*,?[ ]*{_AGENCY})?{_DASH}",
        # "BEIRUT — March 3, 2024 —"
        rf"(?P<place>{_NAMES})[ ]*[-–—]{{1,3}}[ ]*(?i:{_DATE})(?:[ ]*{_AGENCY})?{_DASH}",
        # "March 5, 2026 (Agency) -", "(Agency, 3 March 2024) -"
        rf"(?P<place>)(?i:{_DATE})[ ]*,?[ ]*{_AGENCY}{_DASH}",
        rf"(?P<place>)\({_NAMES},?[ ]+(?i:{_DATE})\){_DASH}",
    )
)
# Words that open a phrase of prose and never a place or an agency: "On March 3, 2024 - ...".
_PROSE = re.compile(
    r"(?:about|after|around|as|at|before|between|by|during|from|in|of|on|since|through|till|to|until)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"[ ]*[|·•][ ]*|[,;][ ]+(?=(?:last[ ]+)?(?:updated|modified)\b)", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)")


def published(text: str) -> str | None:
    """The ISO date of publication that the first lines state as metadata, or None.

    Such a statement is a line that holds only a date ("March 01, 2008", "Published: 3 March
    2024"), a byline ("By Ana Silva, 5 March 2026"), or a dateline before the first sentence
    ("KYIV, March 3, 2024 (Agency) -"). Different bare date lines make a timeline, and a
    timeline states no date of publication.
    """
    found: list[tuple[int, str]] = []
    for line in _top(text):
        stated = _of_line(line)
        if stated is not None:
            found.append(stated)
    if not found:
        return None
    rank, value = min(found, key=lambda item: item[0])
    return None if rank == _BARE and _is_timeline(text) else value


def day(stamp: str) -> str | None:
    """A date or time stamp from metadata as an ISO date; None when it is not one full day.

    >>> day("2026-03-05T23:30:00+01:00"), day("Thu, 5 Mar 2026 08:00:00 GMT"), day("March 2026")
    ('2026-03-05', '2026-03-05', None)

    A day that depends on the reader ("03/05/2026") is not known.
    """
    stamp = stamp.strip()
    if len(stamp) > _MAX_STAMP:
        return None
    if match := _ISO.match(stamp):
        return _iso(*(int(part) for part in match.groups()))
    readings = {_parsed(stamp, default, first) for default in _DEFAULTS for first in (False, True)}
    return readings.pop() if len(readings) == 1 else None


# Two days that share no part: what a stamp leaves out comes out different.
_DEFAULTS = (datetime(2001, 1, 1), datetime(2002, 2, 15))
# How good a statement is: the lowest wins, then the first.
_PUBLISHED, _DATELINE, _BARE, _UPDATED = range(4)


def _parsed(stamp: str, default: datetime, day_first: bool) -> str | None:
    try:
        found = parser.parse(stamp, default=default, dayfirst=day_first, ignoretz=True)
    except (ValueError, OverflowError, TypeError):
        return None
    return found.date().isoformat()


def _iso(year: int, month: int, day_: int) -> str | None:
    try:
        return date(year, month, day_).isoformat()
    except ValueError:
        return None


def _top(text: str) -> list[str]:
    """The first lines that are not blank, without marks of headings and emphasis."""
    lines: list[str] = []
    for line in text.splitlines():
        if bare := line.strip().lstrip("#").strip("*_ \t"):
            lines.append(" ".join(bare.split()))
        if len(lines) == _TOP_LINES:
            break
    return lines


def _of_line(line: str) -> tuple[int, str] | None:
    """How good a statement of the publication date the line is, and the date."""
    if match := next((m for p in _DATELINES if (m := p.match(line))), None):
        value = None if _PROSE.match(match["place"]) else day(match["date"])
        return None if value is None else (_DATELINE, value)
    if len(line) > _MAX_META_LINE or line.endswith((".", "!", "?", ",")) or line[0] == "|":
        return None
    parts = [(part, _stamp(part)) for part in _SEPARATOR.split(line)]
    others = [part for part, stamp in parts if stamp is None]
    if len(others) > 2 or any(len(part.split()) > _SEGMENT_WORDS for part in others):
        return None
    return min((stamp for _, stamp in parts if stamp is not None), default=None)


def _stamp(segment: str) -> tuple[int, str] | None:
    """A segment of a line that is only a date, with or without a label or an author."""
    match = _STAMP.fullmatch(segment)
    label = (match["label"] or "").lower() if match else ""
    match = match or _BYLINE.fullmatch(segment)
    value = day(match["date"]) if match else None
    if match is None or value is None:
        return None
    if not label:
        return _BARE, value
    return (_UPDATED if "updat" in label or "modif" in label else _PUBLISHED), value


def _is_timeline(text: str) -> bool:
    bare = (
        _STAMP.fullmatch(line.strip().lstrip("#").strip("*_ \t:")) for line in text.splitlines()
    )
    return len({day(m["date"]) for m in bare if m and not m["label"]}) > 1
