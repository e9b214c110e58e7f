"""Scores over a gold, and their floors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate import TASKS, Report, Score, check_floors, evaluate
from kg.model import Article, Assertion, Entity, Event, Extraction, Mention, Span


def names(articles: Sequence[Article]) -> list[Extraction]:
    """Finds "Ana Silva" where the text begins with it, and nothing else."""
    mention = Mention(start=0, end=9, type="person", form="name", entity=0)
    entity = Entity(type="person", name="Ana Silva")
    return [
        Extraction(article=a.id, entities=(entity,), mentions=(mention,))
        if a.text.startswith("Ana Silva")
        else Extraction(article=a.id)
        for a in articles
    ]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    rows = [
        {"id": "1", "text": "Ana Silva spoke.", "persons": ["Ana Silva"]},
        {"id": "2", "text": "Omar Salim spoke.", "persons": ["Omar Salim"]},
        {"id": "3", "text": "Ana Silva Street is closed.", "persons": []},
        {"id": "4", "text": "Ana Silva left.", "countries": []},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def test_scores_are_summed_over_the_texts_that_count(gold: Path) -> None:
    report = evaluate(gold, names)
    assert [s.task for s in report.scores] == list(TASKS)
    assert report.texts == 4
    persons = report.scores[0]
    assert persons == Score(task="persons", right=1, predicted=2, gold=2)
    assert (persons.precision, persons.recall, persons.f1) == (50.0, 50.0, 50.0)
    assert report.mistakes == ("persons, 2: missed 'Omar Salim'", "persons, 3: wrong 'Ana Silva'")


def test_an_empty_task_scores_nothing() -> None:
    score = Score(task="persons", right=0, predicted=0, gold=0)
    assert (score.precision, score.recall, score.f1) == (0.0, 0.0, 0.0)


def test_every_text_must_come_back_in_order(gold: Path) -> None:
    with pytest.raises(InputError, match="not every gold text"):
        evaluate(gold, lambda articles: names(articles)[1:])
    with pytest.raises(InputError, match="not every gold text"):
        evaluate(gold, lambda articles: names(articles)[::-1])


def report(**f1: int) -> Report:
    scores = tuple(Score(task=task, right=n, predicted=100, gold=100) for task, n in f1.items())
    return Report(scores=scores, texts=9, digest="ab")


@pytest.mark.parametrize(
    ("floors", "faults"),
    [
        ({"digest": "ab", "f1": {"persons": 80.0, "countries": 90.0}}, []),
        ({"digest": "ab", "f1": {"persons": 79.9, "countries": 10}}, []),
        (
            {"digest": "ab", "f1": {"persons": 80.1, "countries": 90.0}},
            ["persons: F1 80.0 is below its floor 80.1"],
        ),
        ({"digest": "ab", "f1": {"persons": 80.0}}, ["countries: no floor is set"]),
        (
            {"digest": "ab", "f1": {"persons": 0, "countries": 0, "cities": 0}},
            ["cities: no such task; take its floor away"],
        ),
        (
            {"digest": "cd", "f1": {"persons": 80.0, "countries": 90.0}},
            ["the gold has changed (now ab); measure and set the floors anew"],
        ),
    ],
)
def test_floors(floors: dict[str, object], faults: list[str]) -> None:
    assert check_floors(report(persons=80, countries=90), floors) == faults


def test_no_floors_at_all_is_a_fault_for_the_gold_and_every_task() -> None:
    assert len(check_floors(report(persons=80, countries=90), {})) == 3


def test_events_are_scored_by_type_and_what_was_taken_for_what(tmp_path: Path) -> None:
    told = [
        {"trigger": "met", "type": "CONSULT", "status": "happened"},
        {"trigger": "hit", "type": "ASSAULT|COERCE", "status": "happened"},
        {"trigger": "left", "type": "RETREAT", "status": "happened"},
    ]
    row = {"id": "1", "text": "Ana met Ben, hit Carl and left.", "events": told}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")

    def event(type_: str, start: int, end: int) -> Event:
        assertion = Assertion(evidence=Span(start=0, end=31), tense="past", rule="r")
        return Event(type=type_, trigger=Span(start=start, end=end), assertion=assertion)

    def found(articles: Sequence[Article]) -> list[Extraction]:
        events = (event("CONSULT", 4, 7), event("PROTEST", 13, 16), event("AID", 9, 11))
        return [Extraction(article=a.id, events=events) for a in articles]

    report = evaluate(tmp_path, found)
    assert {s.task: (s.right, s.predicted, s.gold) for s in report.types} == {
        "AID": (0, 1, 0),
        "ASSAULT": (0, 0, 1),
        "CONSULT": (1, 1, 1),
        "PROTEST": (0, 1, 0),
        "RETREAT": (0, 0, 1),
    }
    assert report.confusion == (("-", "AID", 1), ("ASSAULT", "PROTEST", 1), ("RETREAT", "-", 1))
    assert "ASSAULT              PROTEST" in report.table()
