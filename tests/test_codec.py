"""Articles and extractions survive JSON, and the JSON is the documented one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import codec
from kg.errors import WorkspaceError
from kg.model import (
    Argument,
    Article,
    Assertion,
    Attribution,
    Entity,
    Event,
    Extraction,
    Mention,
    Relation,
    Span,
    Time,
    Title,
)

ASSERTION = Assertion(evidence=Span(start=0, end=40), tense="past", attributions=(0,), rule="r")
EXTRACTION = Extraction(
    article="a1",
    entities=(
        Entity(type="person", name="Ana Silva"),
        Entity(type="country", name="Peru", key="PER"),
    ),
    mentions=(
        Mention(start=0, end=9, type="person", form="name", entity=0),
        Mention(start=20, end=24, type="country", form="name", entity=1),
    ),
    times=(Time(start=30, end=34, type="DATE", value="2024"),),
    attributions=(Attribution(source=None, cue=Span(start=25, end=29), content=None, quoted=True),),
    relations=(
        Relation(
            predicate="holdsOffice",
            subject=0,
            object=1,
            title="president",
            begin="2014",
            assertion=ASSERTION,
        ),
        Relation(predicate="nationality", subject=0, object=1, assertion=ASSERTION),
    ),
    events=(
        Event(
            type="CONSULT",
            trigger=Span(start=10, end=13),
            arguments=(Argument(role="actor", mention=0), Argument(role="recipient", mention=1)),
            time=0,
            place=1,
            assertion=ASSERTION,
        ),
    ),
    titles=(Title(person=0, title="former president", assertion=ASSERTION),),
)


def test_extraction_survives_json():
    assert codec.extraction(json.loads(codec.line(EXTRACTION))) == EXTRACTION


def test_bounds_of_an_office_are_called_start_and_end_and_only_where_said():
    office, nationality = json.loads(codec.line(EXTRACTION))["relations"]
    assert office["start"] == "2014" and "end" not in office
    assert not {"start", "end", "title"} & set(nationality)


@given(st.text(), st.none() | st.text(), st.none() | st.dates().map(str))
def test_article_survives_json(text, title, published):
    article = Article(id="x", digest="d", text=text, title=title, published=published)
    assert codec.article(json.loads(codec.line(article))) == article


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": 1}\n{"id": ', encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"articles\.jsonl:2"):
        list(codec.lines(path))
