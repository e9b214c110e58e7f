"""How a DataFrame of a graph is shown: ids short, sentences whole, days without hours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas

from kg.iris import ID, PREFIXES

_MOST = 60
_ENDS = 10


class Table(pandas.DataFrame):
    """A DataFrame like any other; only how a notebook shows it differs."""

    @property
    def _constructor(self) -> Callable[..., Table]:
        return Table

    def _repr_html_(self) -> str:
        shown = pandas.DataFrame(self)
        cut = len(shown) > _MOST
        if cut:
            shown = pandas.concat([shown.head(_ENDS), shown.tail(_ENDS)])
        text = shown.apply(lambda column: column.map(_cell))
        with pandas.option_context("display.max_colwidth", None):
            html: str = text.to_html(escape=True, notebook=True, max_rows=None, border=0)
        left = f"<p>{_ENDS} first and {_ENDS} last of {len(self):,} rows</p>" if cut else ""
        return f'<div style="overflow-x:auto">{html}{left}</div>'


def _cell(value: Any) -> str:
    """A value in few words.

    >>> _cell(pandas.Timestamp("2031-03-05")), _cell(ID + "country/PER"), _cell(None), _cell(0.25)
    ('2031-03-05', 'country/PER', '', '0.25')
    """
    if pandas.api.types.is_scalar(value) and pandas.isna(value):
        return ""
    if isinstance(value, pandas.Timestamp) and value == value.normalize():
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:.4g}"
    return _short(str(value))


def _short(text: str) -> str:
    if text.startswith(ID):
        return text.removeprefix(ID)
    for name, space in PREFIXES.items():
        if text.startswith(space) and name != "id":
            return f"{name}:{text.removeprefix(space)}"
    return text
