"""The gold format and our own gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate import gold
from kg.model import Span

OURS = Path(__file__).parents[1] / "gold"
TEXT = "Ana Silva met Omar Salim, and Silva said: “Peru met us.”"
ROOTS = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE"}
    | {"REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)


def loaded(tmp_path: Path, **record: object) -> gold.GoldText:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, **record}) + "\n\n", encoding="utf-8")
    (text,) = gold.load(path)
    return text


def test_words_are_found_in_text_order(tmp_path: Path) -> None:
    text = loaded(tmp_path, persons=["Ana Silva", "Omar Salim", "Silva"])
    assert text.persons == (Span(start=0, end=9), Span(start=14, end=24), Span(start=30, end=35))


def test_a_text_counts_only_for_the_tasks_it_has(tmp_path: Path) -> None:
    text = loaded(tmp_path, countries=[])
    assert text.countries == frozenset()
    assert (text.persons, text.offices, text.events, text.times, text.attributions) == (None,) * 5


def test_a_source_is_the_occurrence_nearest_to_its_cue(tmp_path: Path) -> None:
    text = loaded(tmp_path, attributions=[{"cue": "said", "source": "Silva"}])
    assert text.attributions is not None
    assert text.attributions[0].source == Span(start=30, end=35)


def test_events(tmp_path: Path) -> None:
    row = {"trigger": "met", "type": "CONSULT|AGREE", "status": "happened"}
    text = loaded(tmp_path, events=[row | {"actors": ["Ana Silva"], "recipients": ["PER?"]}])
    assert text.events is not None
    (event,) = text.events
    assert event.types == ("CONSULT", "AGREE")
    assert [(p.role, p.who, p.optional) for p in event.parties] == [
        ("actor", "Ana Silva", False),
        ("recipient", "PER", True),
    ]


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        ({"persons": ["Ana Sylva"]}, "'Ana Sylva' does not stand in the text"),
        ({"persons": ["Omar Salim", "Ana Silva"]}, "not in this order"),
        ({"persons": [""]}, "does not stand"),
        ({"countries": ["Peru"]}, "'Peru' is no ISO 3166-1 alpha-3 code"),
        ({"people": []}, "unknown key 'people'"),
        (
            {"events": [{"trigger": "met", "type": "CONSULT", "status": "done"}]},
            "'done' is no status",
        ),
        ({"events": [{"trigger": "met", "status": "happened"}]}, "type"),
        ({"events": [{"trigger": "met", "type": "X", "status": "denied", "actor": []}]}, "'actor'"),
        ({"offices": [{"person": "Bo", "title": "king", "of": "PER"}]}, "'Bo' does not stand"),
        ({"attributions": [{"cue": "said", "source": "Bo"}]}, "'Bo' does not stand"),
        ({"times": [{"text": "met"}]}, "value"),
        ({"persons": 3}, "iterable"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, record: dict[str, object], complaint: str
) -> None:
    with pytest.raises(InputError, match=r"gold\.jsonl, line 1: ") as raised:
        loaded(tmp_path, **record)
    assert complaint in str(raised.value)


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "g.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        list(gold.load(tmp_path / "g.jsonl"))


def test_files_of_a_folder_and_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold here"):
        gold.files(tmp_path)
    with pytest.raises(InputError, match="no gold here"):
        gold.files(tmp_path / "missing.jsonl")
    for name in ("b.jsonl", "a.jsonl", "c.json"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [p.name for p in gold.files(tmp_path)] == ["a.jsonl", "b.jsonl"]


def test_the_digest_changes_with_any_byte_and_not_with_the_order(tmp_path: Path) -> None:
    a, b = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    a.write_text("1", encoding="utf-8")
    b.write_text("2", encoding="utf-8")
    before = gold.digest([a, b])
    assert gold.digest([b, a]) == before
    b.write_text("2\n", encoding="utf-8")
    assert gold.digest([a, b]) != before


def test_our_gold_is_well_formed() -> None:
    texts = [text for path in gold.files(OURS) for text in gold.load(path)]
    ids = [text.article.id for text in texts]
    assert len(set(ids)) == len(ids) >= 60
    used = {type_ for text in texts for event in text.events or () for type_ in event.types}
    assert used == ROOTS
    statuses = {event.status for text in texts for event in text.events or ()}
    assert statuses == {"happened", "planned", "possible", "denied"}
