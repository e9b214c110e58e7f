"""Titles without a country, where other articles tell the country."""

from typing import Any

import pytest

from kg.model import Assertion, Knowledge, Run, Span, Title
from kg.resolve import resolve
from tests.resolve.newsroom import Pair, story, who

RUN = Run(id="run", software="-", rules="-", model="-")


def titled(pair: Pair, title: str, **how: Any) -> Pair:
    """The article with its first person called by a title that says no country."""
    article, extraction = pair
    place = next(i for i, m in enumerate(extraction.mentions) if m.type == "person")
    assertion = Assertion(evidence=Span(start=0, end=len(article.text)), rule="test", **how)
    said = Title(person=place, title=title, assertion=assertion)
    return article, type(extraction)(**{**_fields(extraction), "titles": (said,)})


def _fields(extraction: Any) -> dict[str, Any]:
    return {name: getattr(extraction, name) for name in extraction.__slots__}


def held(knowledge: Knowledge) -> list[tuple[str, str, str, str]]:
    """Predicate, office, certainty and rule of what is told of the open title."""
    labels = {o.id: o.label for o in knowledge.offices}
    return [
        (c.predicate, labels[c.object], c.telling.certainty, c.telling.rule)
        for c in knowledge.claims
        if c.telling.rule == "resolve.title"
    ]


@pytest.mark.parametrize(
    ("elsewhere", "title", "how", "found"),
    [
        ([("PER", "president")], "President", {}, ("holdsOffice", "president of Peru")),
        (
            [("PER", "President")],
            "former President",
            {"tense": "past"},
            ("heldOffice", "President of Peru"),
        ),
        # another office, none at all, or two countries: nothing is known
        ([("PER", "mayor")], "President", {}, None),
        ([], "President", {}, None),
        ([("PER", "president"), ("BRA", "president")], "President", {}, None),
    ],
)
def test_a_title_is_of_the_country_that_others_tell(
    elsewhere: list[tuple[str, str]],
    title: str,
    how: dict[str, Any],
    found: tuple[str, str] | None,
) -> None:
    pairs = [titled(story("Ana Silva", "PER", "BRA", id="open"), title, **how)]
    pairs += [
        story(who("Ana Silva", of=code, title=office), "PER", "BRA", id=f"told {code}")
        for code, office in elsewhere
    ]
    expected = [(*found, "probable", "resolve.title")] if found else []
    for order in (pairs, pairs[::-1]):
        assert held(resolve(order, RUN)) == expected


def test_president_here_and_former_president_there_contradict() -> None:
    pairs = [
        story(who("Ana Silva", of="PER", title="president"), who("Eva Castro", of="PER"), id="a"),
        titled(
            story("Ana Silva", who("Eva Castro", of="PER"), id="b"),
            "former President",
            tense="past",
        ),
    ]
    [conflict] = resolve(pairs, RUN).conflicts
    assert conflict.kind == "standing"
    assert conflict.label == (
        "Ana Silva is president of Peru according to article a, "
        "but former president of Peru according to article b."
    )
