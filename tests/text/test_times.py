"""Time expressions: every rule's example, and what the publication date and the tense decide."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kg.model import Article, Time
from kg.text import pipeline, times
from kg.text.blocks import blocks
from kg.text.reading import Reading
from kg.text.timecontext import Context
from kg.text.timerules import Rule, rules, scan
from kg.text.timespans import amount
from kg.text.timevalues import value

PUBLISHED = date(2026, 1, 8)  # a Thursday

Find = Callable[..., list[tuple[str, str | None]]]


@pytest.fixture(scope="module")
def reading(nlp: Language) -> Callable[..., Reading]:
    def run(text: str, published: date | None = PUBLISHED) -> Reading:
        [(_, doc)] = pipeline.parse(nlp, [Article(id="a", digest="a", text=text)])
        found = Reading(doc=doc, blocks=blocks(text), published=published)
        times.find(found)
        return found

    return run


@pytest.fixture(scope="module")
def find(reading: Callable[..., Reading]) -> Find:
    def run(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str | None]]:
        return [(text[t.start : t.end], t.value) for t in reading(text, published).times]

    return run


def marked(example: str) -> tuple[str, str]:
    """An example without its brackets, and what stood in them."""
    match = re.search(r"\[([^\]]*)\]", example)
    assert match, example
    text = example.replace(f"[{match[1]}] ", f"{match[1]} ").replace(f"[{match[1]}]", match[1])
    return re.sub(r" ([.,;])", r"\1", text), match[1]


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r.name)
def test_every_rule_finds_its_example(rule: Rule, find: Find) -> None:
    text, words = marked(rule.example)
    assert (words, rule.expected or None) in find(text)


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r.name)
def test_every_rule_is_needed_for_its_example(rule: Rule) -> None:
    text, words = marked(rule.example)
    assert [f.rule.name for f in scan(text, 0, len(text)) if text[f.start : f.end] == words] == [
        rule.name
    ]


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        # A weekday lies on the side of the publication date that the verb looks to.
        ("The ministers met on Thursday in Riga.", "Thursday", "2026-01-08"),
        ("The border stays closed until Monday.", "Monday", "2026-01-12"),
        ("Parliament extended the truce until Monday.", "Monday", "2026-01-12"),
        ("He was held until Monday.", "Monday", "2026-01-05"),
        ("The deadline is March 31.", "March 31", "2026-03-31"),
        ("The truce began at 06:00 GMT on Monday.", "06:00 GMT on Monday", "2026-01-05T06:00Z"),
        ("The ministers met on Friday in Riga.", "Friday", "2026-01-02"),
        ("The ministers will meet on Friday in Riga.", "Friday", "2026-01-09"),
        ("The ministers are to meet on Monday in Riga.", "Monday", "2026-01-12"),
        ("The court is expected to rule on Tuesday.", "Tuesday", "2026-01-13"),
        ("The envoy plans to leave Lima on Sunday.", "Sunday", "2026-01-11"),
        ("The envoy said on Wednesday that the talks had failed.", "Wednesday", "2026-01-07"),
        ("The talks have failed since Monday.", "Monday", "2026-01-05"),
        ("He was due to arrive on Saturday.", "Saturday", "2026-01-10"),
        # Months and days without a year.
        ("Police arrested the mayor in March.", "March", "2025-03"),
        ("Voters will choose a parliament in March.", "March", "2026-03"),
        ("The bridge fell on December 30.", "December 30", "2025-12-30"),
        ("The bridge will reopen on January 20.", "January 20", "2026-01-20"),
        ("The bridge will reopen on 20 December.", "20 December", "2026-12-20"),
        ("The fleet sailed on Jan. 9 at dawn.", "Jan. 9", "2026-01-09"),
        # Relative to the date before.
        (
            "The siege began on May 3, 2021. It ended a week later.",
            "a week later",
            "2021-W19",
        ),
        ("The siege began in 2011. A year later the city fell.", "A year later", "2012"),
        ("They met on 4 June 2019 and again the next day.", "the next day", "2019-06-05"),
        ("The siege began in 2011. Two days later the city fell.", "Two days later", None),
        # Modifiers belong to the expression.
        ("The law was passed in early 2019.", "early 2019", "2019"),
        ("The law was passed in mid-2019.", "mid-2019", "2019"),
        ("The law was passed at the end of 2019.", "the end of 2019", "2019"),
        ("The law was passed in the early 1990s.", "the early 1990s", "199"),
        ("The law was passed earlier this month.", "earlier this month", "2026-01"),
        ("The law was passed late last year.", "late last year", "2025"),
        ("More than 20 years ago the mine closed.", "More than 20 years ago", "2006"),
        ("The mine has been closed for at least 20 years.", "at least 20 years", "P20Y"),
        ("The law was passed on Monday, March 3, 2025.", "Monday, March 3, 2025", "2025-03-03"),
    ],
)
def test_value(sentence: str, words: str, expected: str | None, find: Find) -> None:
    assert (words, expected) in find(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The army counted 1999 prisoners in the fort.",
        "The ship carried 2,019 tonnes of rice.",
        "The firm paid $2015 for the sign.",
        "The rebels may march on the capital.",
        "Ministers march to a different drum.",
        "It was a second chance for the pilot.",
        "The score was 3.2019 points.",
        "The flat is at number 12/4.",
        "The sun set behind the mon hills.",
        "Prices fall and rivers spring from the rock.",
    ],
)
def test_no_time(sentence: str, find: Find) -> None:
    assert find(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("The envoy left yesterday.", "yesterday", None),
        ("The envoy left last week.", "last week", None),
        ("The envoy left on Monday.", "Monday", None),
        ("The envoy left in May.", "May", None),
        ("The envoy left two years ago.", "two years ago", None),
        ("The envoy left last summer.", "last summer", None),
        ("The envoy left in 2019.", "2019", "2019"),
        ("The envoy left on 4 May 2019.", "4 May 2019", "2019-05-04"),
        ("The envoy stayed for three days.", "three days", "P3D"),
    ],
)
def test_without_a_publication_date_relative_times_stay_open(
    sentence: str, words: str, expected: str | None, find: Find
) -> None:
    assert (words, expected) in find(sentence, None)


def test_headlines_do_not_run_into_the_text(find: Find) -> None:
    text = "Bridge falls on Monday\n\nMarch 3 was a day of mourning."
    assert [words for words, _ in find(text)] == ["Monday", "March 3"]


def test_types_and_tokens(reading: Callable[..., Reading]) -> None:
    found = reading("Every week for three years he came at 6 p.m. until 2019.")
    assert [t.type for t in found.times] == ["SET", "DURATION", "TIME", "DATE"]
    assert len(found.times) == len(found.time_tokens)
    for time, (start, end) in zip(found.times, found.time_tokens, strict=True):
        span = found.doc[start:end]
        assert span.start_char <= time.start < time.end <= span.end_char
    assert found.times == sorted(found.times, key=lambda t: t.start)
    assert all(isinstance(t, Time) for t in found.times)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("one", 1),
        ("twenty-five", 25),
        ("a hundred", 100),
        ("3.5", 3.5),
        ("10,000", 10000),
        ("half an", 0.5),
        ("a couple of", 2),
        ("several", None),
        ("a few", None),
        ("dozens of", None),
    ],
)
def test_amount(words: str, number: float | None) -> None:
    assert amount(words) == number


def test_impossible_dates_have_no_value() -> None:
    context = Context(published=PUBLISHED)
    assert value("calendar", {"month": "february", "day": "30", "year": "2020"}, context) is None
    assert value("ago", {"n": "9000", "unit": "year"}, context) is None


WORDS = (
    "the a last next two half past early end of May 31 February 30 2019 12:60 25 p.m. GMT ago later "
    "week days year 's quarter first 1990s every Monday night tonight since century 19th Q9 / - , . \n"
).split(" ")


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from([None, PUBLISHED, date.min]))
def test_any_words_are_read_without_error(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    end = 0
    for found in scan(text, 0, len(text)):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        for direction in (-1, 0, 1):
            context = Context(
                published=published, previous="2020-05-05", direction=lambda d=direction: d
            )
            assert value(found.rule.value, found.groups, context) != ""
