"""When an article was published, as its first lines or its metadata say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import dateline


@pytest.mark.parametrize(
    "line",
    [
        "March 03, 2028",
        "3 March 2028",
        "3rd March 2028",
        "2028-03-03",
        "2028-03-03T10:30:00Z",
        "Mar. 3, 2028",
        "Friday, March 3, 2028",
        "Fri 3 Mar 2028 10.30 GMT",
        "**3 March 2028**",
        "## March 3, 2028",
        "Published: 3 March 2028",
        "PUBLISHED ON MARCH 3, 2028",
        "First published 3 March 2028 at 10:30 CET",
        "Updated March 3, 2028 4:05 pm",
        "Date: 3 March 2028",
        "The Harbour Post | 3 March 2028",
        "3 March 2028 · 10 min read",
        "By Joan Doe, March 3, 2028",
        "By Joan Doe and Ana Silva - 3 March 2028",
        "By Joan Doe | 3 March 2028 | World",
        "KYIV, March 3, 2028 (Harbour) - Talks resumed.",
        "KYIV, Ukraine, Mar 3 2028 (Harbour) — Talks resumed.",
        "Harbour, 3 March 2028 - Talks resumed.",
        "LIMA (Harbour), 3 March 2028 – Talks resumed.",
        "BEIRUT — March 3, 2028 — Talks resumed.",
        "Santiago de Chile, 3 March 2028 -- Talks resumed.",
        "March 3, 2028 (Harbour) - Talks resumed.",
        "(Harbour, 3 March 2028) - Talks resumed.",
    ],
)
def test_stated_in_one_of_the_first_lines(line: str) -> None:
    assert dateline.published(line) == "2028-03-03"
    assert (
        dateline.published(f"Talks resume\n\n{line}\n\nOn 5 March 2028 boats sailed.")
        == "2028-03-03"
    )


@pytest.mark.parametrize(
    "line",
    [
        "On 2028-03-03, a meeting took place in Lima.",
        "On March 3, 2028 - a Friday - boats sailed.",
        "In Lima, March 3, 2028 - a Friday - saw protests.",
        "The meeting of 3 March 2028",
        "Talks in Lima, 3 March 2028",
        "March 3, 2028, was a Friday.",
        "March 3, 2028 - Boats sail",
        "On March 3, 2028",
        "3-5 March 2028",
        "March 2028",
        "2028",
        "Harbour, 3 March - Talks resumed.",
        "KYIV, March 3 (Harbour) - Talks resumed.",
        "March 33, 2028",
        "30 February 2028",
        "03/04/2028",
        "| Date | 3 March 2028 |",
        "Valid until 3 March 2028",
        "Since 1 January 2028 | 3 March 2028 was the first day on which any boat sailed",
        "",
    ],
)
def test_not_stated(line: str) -> None:
    assert dateline.published(line) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Updated 4 March 2028\nPublished 3 March 2028", "2028-03-03"),
        ("Published 3 March 2028, updated 4 March 2028", "2028-03-03"),
        ("4 March 2028\nPublished 3 March 2028", "2028-03-03"),
        ("Updated 4 March 2028\nKYIV, March 3, 2028 (Harbour) - Talks.", "2028-03-03"),
        ("How it came\n3 March 2028\nBoats sailed.\n4 March 2028\nThey came back.", None),
        ("3 March 2028\nTalks.\n3 March 2028", "2028-03-03"),
        ("a\nb\nc\nd\ne\nf\n3 March 2028", None),
        ("a\n\n\n\n\n\n\n\n3 March 2028", "2028-03-03"),
    ],
)
def test_the_best_statement_wins(text: str, expected: str | None) -> None:
    assert dateline.published(text) == expected


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2028-03-03", "2028-03-03"),
        ("20280303", "2028-03-03"),
        ("2028-03-03 10:00", "2028-03-03"),
        ("Fri, 03 Mar 2028 23:10:00 -0500", "2028-03-03"),
        ("March 3rd, 2028", "2028-03-03"),
        ("25/03/2028", "2028-03-25"),
        ("03/04/2028", None),
        ("2028-13-01", None),
        ("2028-03", None),
        ("March 2028", None),
        ("Friday", None),
        ("March 2028 Fri", None),
        ("10:30", None),
        ("1835000000", None),
        ("soon", None),
        ("", None),
        ("3 March 2028" + " " * 100 + "x", None),
    ],
)
def test_a_stamp_is_a_day_or_nothing(stamp: str, expected: str | None) -> None:
    assert dateline.day(stamp) == expected


@given(st.dates(min_value=date(1900, 1, 1)))
def test_iso_days_are_themselves(value: date) -> None:
    assert dateline.day(str(value)) == str(value)


@given(st.one_of(st.text(), st.text(alphabet="0123456789/-:., MarchTZ+")))
def test_no_text_crashes(text: str) -> None:
    for found in (dateline.day(text), dateline.published(text)):
        assert found is None or dateline.day(found) == found
