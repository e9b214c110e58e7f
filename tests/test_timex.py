"""TIMEX3 values read as stretches of the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.timex import bounds


@pytest.mark.parametrize(
    ("value", "begin", "end", "precision"),
    [
        ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
        ("2024-02-29T23:15", "2024-02-29", "2024-02-29", "day"),
        ("2024-02-29T23:15Z", "2024-02-29", "2024-02-29", "day"),
        ("2024-02-29TMO", "2024-02-29", "2024-02-29", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024-12", "2024-12-01", "2024-12-31", "month"),
        ("2020-W53", "2020-12-28", "2021-01-03", "week"),
        ("2025-W01", "2024-12-30", "2025-01-05", "week"),
        ("2025-W01-WE", "2025-01-04", "2025-01-05", "weekend"),
        ("2023-Q4", "2023-10-01", "2023-12-31", "quarter"),
        ("2023-H1", "2023-01-01", "2023-06-30", "half"),
        ("2023-SP", "2023-03-01", "2023-05-31", "season"),
        ("2023-WI", "2023-12-01", "2024-02-29", "season"),
        ("1999", "1999-01-01", "1999-12-31", "year"),
        ("200", "2000-01-01", "2009-12-31", "decade"),
        ("19", "1900-01-01", "1999-12-31", "century"),
        ("00", "0001-01-01", "0099-12-31", "century"),
    ],
)
def test_bounds(value: str, begin: str, end: str, precision: str) -> None:
    assert bounds(value) == (begin, end, precision)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "PAST_REF",
        "PRESENT_REF",
        "FUTURE_REF",
        "P3D",
        "PT2H",
        "PXY",
        "XXXX-WXX-1",
        "XXXX-12-24",
        "2023-02-30",
        "2023-13",
        "2023-00",
        "2023-W54",
        "2023-Q5",
        "0000",
        "2023-1-2",
        " 2023",
        "2023\n",
        "٢٠٢٣",
        "9999-WI",
    ],
)
def test_no_bounds(value: str) -> None:
    assert bounds(value) is None


@given(st.dates())
def test_a_day_lies_in_its_week_month_and_year(day: date) -> None:
    year, week, _ = day.isocalendar()
    iso = day.isoformat()
    for value in (iso, iso[:7], iso[:4], iso[:3], iso[:2], f"{year:04}-W{week:02}"):
        found = bounds(value)
        if found is None:  # the calendar of Python ends within the unit
            assert year > 9998 or iso.startswith("0000")
        else:
            assert found[0] <= iso <= found[1]


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = bounds(text)
    assert found is None or found[0] <= found[1]
