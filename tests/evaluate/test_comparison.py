"""Hand-made extractions against hand-made gold."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.evaluate import gold
from kg.evaluate.comparison import compare
from kg.model import (
    Argument,
    Assertion,
    Attribution,
    Entity,
    Event,
    Extraction,
    Mention,
    Relation,
    Role,
    Span,
    Time,
)

TEXT = "Peru's president, Ana Silva, met Chilean officials on Monday, Omar Salim said."


def at(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


SURE = Assertion(evidence=Span(start=0, end=len(TEXT)), tense="past", rule="events.meet")
NOW = replace(SURE, tense="present")
ENTITIES = (
    Entity(type="country", name="Peru", key="PER"),
    Entity(type="person", name="Ana Silva"),
    Entity(type="country", name="Chile", key="CHL"),
    Entity(type="person", name="Omar Salim"),
    Entity(type="organization", name="officials"),
)
PERU, SILVA, CHILE, SALIM, OFFICIALS = range(5)
MENTIONS = (
    Mention(**at("Peru"), type="country", form="name", entity=PERU),
    Mention(**at("Ana Silva"), type="person", form="name", entity=SILVA),
    Mention(**at("Chilean"), type="country", form="name", entity=CHILE),
    Mention(**at("Omar Salim"), type="person", form="name", entity=SALIM),
    Mention(**at("officials"), type="organization", form="nominal", entity=OFFICIALS),
)
MEETING = Event(
    type="CONSULT",
    trigger=Span(**at("met")),
    arguments=(Argument(role="actor", mention=SILVA), Argument(role="recipient", mention=CHILE)),
    time=0,
    assertion=SURE,
)
FOUND = Extraction(
    article="a",
    entities=ENTITIES,
    mentions=MENTIONS,
    times=(Time(**at("Monday"), type="DATE", value="2031-03-03"),),
    attributions=(
        Attribution(source=Span(**at("Omar Salim")), cue=Span(**at("said")), content=None),
    ),
    relations=(
        Relation(
            predicate="holdsOffice", subject=SILVA, object=PERU, title="President", assertion=NOW
        ),
        Relation(predicate="nationality", subject=SILVA, object=PERU, assertion=NOW),
    ),
    events=(MEETING,),
)
EVENT = {
    "trigger": "met",
    "type": "CONSULT",
    "status": "happened",
    "actors": ["Ana Silva"],
    "recipients": ["CHL"],
}
OFFICE = {"person": "Ana Silva", "title": "president", "of": "PER"}


def results(tmp_path: Path, found: Extraction, **record: object) -> dict[str, tuple[int, int, int]]:
    """Task → how many are right, missed and wrong."""
    path = tmp_path / "g.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, **record}), encoding="utf-8")
    (text,) = gold.load(path)
    return {r.task: (r.right, len(r.missed), len(r.extra)) for r in compare(text, found)}


def meeting(**changes: object) -> Extraction:
    return replace(FOUND, events=(replace(MEETING, **changes),))  # type: ignore[arg-type]


def arguments(*pairs: tuple[Role, int]) -> Extraction:
    return meeting(arguments=tuple(Argument(role=role, mention=m) for role, m in pairs))


def test_all_right(tmp_path: Path) -> None:
    got = results(
        tmp_path,
        FOUND,
        persons=["Ana Silva", "Omar Salim"],
        countries=["PER", "CHL"],
        offices=[OFFICE],
        events=[EVENT],
        times=[{"text": "Monday", "value": "2031-03-03"}],
        attributions=[{"cue": "said", "source": "Omar Salim"}],
    )
    assert got == {
        "persons": (2, 0, 0),
        "countries": (2, 0, 0),
        "offices": (1, 0, 0),
        "event type": (1, 0, 0),
        "event participants": (1, 0, 0),
        "event status": (1, 0, 0),
        "time value": (1, 0, 0),
        "attribution cue": (1, 0, 0),
        "attribution source": (1, 0, 0),
    }


def test_nothing_found(tmp_path: Path) -> None:
    got = results(
        tmp_path, Extraction(article="a"), persons=["Ana Silva"], events=[EVENT], times=[]
    )
    assert got == {
        "persons": (0, 1, 0),
        "event type": (0, 1, 0),
        "event participants": (0, 1, 0),
        "event status": (0, 1, 0),
        "time value": (0, 0, 0),
    }


def test_what_is_not_there_is_wrong(tmp_path: Path) -> None:
    got = results(
        tmp_path, FOUND, persons=["Silva"], countries=["PER", "ARG"], events=[], offices=[]
    )
    assert got["persons"] == (0, 1, 2)
    assert got["countries"] == (1, 1, 1)
    assert got["event type"] == (0, 0, 1)
    assert got["offices"] == (0, 0, 1)


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, 1),
        ({"title": "PRESIDENT"}, 1),
        ({"title": "acting president"}, 0),
        ({"object": CHILE}, 0),
        ({"subject": SALIM}, 0),
        ({"assertion": replace(NOW, tense="past")}, 0),
        ({"assertion": replace(NOW, polarity="denied")}, 0),
    ],
)
def test_offices(tmp_path: Path, change: dict[str, object], right: int) -> None:
    relation = replace(FOUND.relations[0], **change)  # type: ignore[arg-type]
    got = results(tmp_path, replace(FOUND, relations=(relation,)), offices=[OFFICE])
    assert got["offices"] == (right, 1 - right, 1 - right)


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (FOUND, (1, 1, 1)),
        (meeting(type="ASSAULT"), (0, 0, 0)),
        (meeting(trigger=Span(**at("said"))), (0, 0, 0)),
        (meeting(trigger=Span(**at("met Chilean"))), (1, 1, 1)),
        (meeting(assertion=replace(SURE, polarity="denied")), (1, 1, 0)),
        (meeting(assertion=replace(SURE, tense="future")), (1, 1, 0)),
        (meeting(assertion=replace(SURE, certainty="probable")), (1, 1, 0)),
        (arguments(("actor", SILVA)), (1, 0, 1)),
        (arguments(("actor", SILVA), ("actor", CHILE)), (1, 0, 1)),
        (arguments(("actor", CHILE), ("recipient", SILVA)), (1, 0, 1)),
        (arguments(("actor", SALIM), ("recipient", CHILE)), (1, 0, 1)),
        (arguments(("actor", SILVA), ("recipient", CHILE), ("recipient", OFFICIALS)), (1, 1, 1)),
    ],
)
def test_events(tmp_path: Path, found: Extraction, right: tuple[int, int, int]) -> None:
    got = results(tmp_path, found, events=[EVENT])
    tasks = ("event type", "event participants", "event status")
    assert tuple(got[task] for task in tasks) == tuple((n, 1 - n, 1 - n) for n in right)


@pytest.mark.parametrize(
    ("parties", "found", "right"),
    [
        ({"participants": ["Ana Silva", "CHL"]}, FOUND, 1),
        ({"participants": ["Ana Silva", "CHL"]}, arguments(("actor", SILVA), ("actor", CHILE)), 1),
        ({"participants": ["Ana Silva", "CHL"]}, arguments(("actor", SILVA)), 0),
        ({"participants": ["Silva", "CHL?"]}, arguments(("actor", SILVA)), 1),
        ({"actors": ["Ana Silva", "PER?"], "recipients": ["CHL"]}, FOUND, 1),
        ({"actors": ["Ana Silva"], "recipients": ["officials"]}, FOUND, 0),
        ({"actors": [], "recipients": ["officials"]}, arguments(("recipient", OFFICIALS)), 1),
        ({}, arguments(("actor", OFFICIALS)), 1),
        ({}, FOUND, 0),
    ],
)
def test_participants(
    tmp_path: Path, parties: dict[str, object], found: Extraction, right: int
) -> None:
    row = {"trigger": "met", "type": "CONSULT", "status": "happened", **parties}
    assert results(tmp_path, found, events=[row])["event participants"][0] == right


def test_of_two_events_on_one_trigger_the_better_counts(tmp_path: Path) -> None:
    worse = replace(MEETING, arguments=(), assertion=replace(SURE, polarity="denied"))
    for events in ((worse, MEETING), (MEETING, worse)):
        got = results(tmp_path, replace(FOUND, events=events), events=[EVENT])
        assert got["event participants"] == got["event status"] == (1, 0, 1)


@pytest.mark.parametrize(
    ("value", "wanted", "right"),
    [
        ("2031-03-03", "2031-03-03", 1),
        ("2031-03-10", "2031-03-03", 0),
        (None, None, 1),
        (None, "X", 0),
    ],
)
def test_times(tmp_path: Path, value: str | None, wanted: str | None, right: int) -> None:
    found = replace(FOUND, times=(Time(**at("on Monday"), type="DATE", value=value),))
    got = results(tmp_path, found, times=[{"text": "Monday", "value": wanted}])
    assert got["time value"] == (right, 1 - right, 1 - right)


@pytest.mark.parametrize(
    ("source", "row", "right"),
    [
        ("Salim", {"cue": "said", "source": "Omar Salim"}, (1, 1)),
        ("officials", {"cue": "said", "source": "Omar Salim"}, (1, 0)),
        (None, {"cue": "said", "source": "Omar Salim"}, (1, 0)),
        (None, {"cue": "said"}, (1, 1)),
        ("Salim", {"cue": "said"}, (1, 0)),
        ("Salim", {"cue": "met", "source": "Omar Salim"}, (0, 0)),
    ],
)
def test_attributions(
    tmp_path: Path, source: str | None, row: dict[str, str], right: tuple[int, int]
) -> None:
    span = Span(**at(source)) if source else None
    said = Attribution(source=span, cue=Span(**at("said")), content=None)
    got = results(tmp_path, replace(FOUND, attributions=(said,)), attributions=[row])
    assert (got["attribution cue"][0], got["attribution source"][0]) == right


def test_mistakes_quote_the_text(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    record = {"id": "a", "text": TEXT, "persons": ["Silva"], "events": [EVENT | {"type": "AID"}]}
    path.write_text(json.dumps(record), encoding="utf-8")
    (text,) = gold.load(path)
    lines = [line for result in compare(text, FOUND) for line in result.mistakes()]
    assert lines[:5] == [
        "persons, a: missed 'Silva'",
        "persons, a: wrong 'Ana Silva'",
        "persons, a: wrong 'Omar Salim'",
        "event type, a: missed AID 'met'",
        "event type, a: wrong CONSULT 'met'",
    ]
