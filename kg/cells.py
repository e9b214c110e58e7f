"""Cells of CSV files that people open in spreadsheets, which take some texts for formulas."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_STARTS = re.compile("[\t\r\n']|\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]")


def guarded(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula.

    A text that starts with an apostrophe gets one more, so that programs have every text back by
    taking one apostrophe from the front of a cell that has one. Numbers stay numbers. See
    https://owasp.org/www-community/attacks/CSV_Injection.

    >>> guarded("=SUM(A1)"), guarded(" @x"), guarded("'tis"), guarded("-3.5"), guarded("a-b")
    ("'=SUM(A1)", "' @x", "''tis", '-3.5', 'a-b')
    """
    if _NUMBER.fullmatch(text) or not _STARTS.match(text):
        return text
    return f"'{text}"
