"""Rows to DataFrames: numbers as numbers, dates as dates, gaps as gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kg.notebook import extras

if TYPE_CHECKING:
    import pandas


def frame(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> pandas.DataFrame:
    """A DataFrame whose columns have the types of their values, and which reads well.

    Raises:
        KGError: pandas is not installed.
    """
    pd = extras.pandas()
    from kg.notebook.table import Table

    made: pandas.DataFrame = Table(list(rows), columns=list(columns), dtype=object)
    for column in made.columns:
        made[column] = _typed(made[column], pd)
    return made


def _typed(values: pandas.Series[Any], pd: Any) -> pandas.Series[Any]:
    """A column with the type that all its values share; whole numbers stay whole beside gaps."""
    kinds = {type(value) for value in values if value is not None}
    if kinds and kinds <= {date, datetime}:
        return _dates(values, pd)
    if kinds == {int}:
        return values.astype("Int64" if values.isna().any() else "int64")
    if kinds and kinds <= {int, float}:
        return values.astype("float64")
    if kinds == {bool} and not values.isna().any():
        return values.astype("bool")
    return values.infer_objects()


def _dates(values: pandas.Series[Any], pd: Any) -> pandas.Series[Any]:
    try:
        found: pandas.Series[Any] = pd.to_datetime(values)
    except (ValueError, OverflowError, TypeError):  # mixed time zones, or a year out of range
        return values
    return found
