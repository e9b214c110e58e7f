from datetime import date, datetime

import pytest

from kg.graph.records import PROPERTIES, record, records, text_of
from kg.graph.rows import scan
from kg.graph.store import IRI, Store
from kg.model import Knowledge


def test_a_record_read_alone_is_the_one_read_with_all_others(
    opened: Store, story: Knowledge
) -> None:
    found = records(scan(opened, PROPERTIES))
    assert set(found) == {told.id for told in (*story.claims, *story.reports)}
    assert {claim: record(opened, claim) for claim in found} == found


def test_a_record_has_the_telling_that_was_written(opened: Store, story: Knowledge) -> None:
    for told in (*story.claims, *story.reports):
        telling = record(opened, told.id).telling
        assert (telling.sentence, telling.start, telling.end) == (
            told.telling.sentence,
            told.telling.start,
            told.telling.end,
        )
        assert telling.status == told.telling.status
        assert [s.cue for s in telling.speakers] == [s.cue for s in told.telling.speakers]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (date(2026, 1, 8), "2026-01-08"),
        (datetime(2026, 1, 8, 10), "2026-01-08T10:00:00"),
        ("2026", "2026"),
        (IRI("x:y"), "x:y"),
        (3, "3"),
    ],
)
def test_values_in_words(value: object, text: str | None) -> None:
    assert text_of(value) == text  # type: ignore[arg-type]
