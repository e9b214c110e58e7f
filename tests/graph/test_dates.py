from datetime import date

import pytest

from kg.graph.dates import short
from kg.timex import bounds


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-01-08", "8 Jan 2026"),
        ("2026-01-08TNI", "8 Jan 2026"),
        ("2026-W02", "week of 5 Jan 2026"),
        ("2026-W02-WE", "weekend of 10 Jan 2026"),
        ("2026-02", "Feb 2026"),
        ("2019-WI", "Dec 2019–Feb 2020"),
        ("2019-Q1", "Jan 2019–Mar 2019"),
        ("2019-H2", "Jul 2019–Dec 2019"),
        ("2019", "2019"),
        ("198", "1980–1989"),
        ("18", "1800–1899"),
    ],
)
def test_every_precision_of_a_time_has_its_words(value: str, words: str) -> None:
    found = bounds(value)
    assert found
    begin, end, precision = found
    assert short(date.fromisoformat(begin), date.fromisoformat(end), precision) == words
