"""Affiliations and parties: the ways of saying them, and every row with an example."""

from __future__ import annotations

import pytest

from kg.text.rows import rows

FACTS = [
    ("Omar Salim works for Banco Andino.", {("Omar Salim", "affiliation", "Banco Andino")}),
    (
        "Omar Salim, a spokesman for Banco Andino, declined to comment.",
        {("Omar Salim", "affiliation", "Banco Andino")},
    ),
    (
        "Omar Salim is a professor of history at the University of Lima.",
        {("Omar Salim", "affiliation", "University of Lima")},
    ),
    (
        "Omar Salim is a member of the board of Banco Andino.",
        {("Omar Salim", "affiliation", "Banco Andino")},
    ),
    (
        "Omar Salim of Human Rights Watch welcomed the ruling.",
        {("Omar Salim", "affiliation", "Human Rights Watch")},
    ),
    (
        "Greenpeace activist Omar Salim was arrested.",
        {("Omar Salim", "affiliation", "Greenpeace")},
    ),
    (
        "Before joining Banco Andino, Omar Salim was a lawyer.",
        {("Omar Salim", "affiliation", "Banco Andino")},
    ),
    (
        "Omar Salim served as Vice President of Banco Andino.",
        {("Omar Salim", "affiliation", "Banco Andino")},
    ),
    ("Omar Salim, originally from Homs Deep, won the prize.", set()),
    ("Omar Salim is a student of the University of Lima.", set()),
    ("Omar Salim is a critic of Banco Andino.", set()),
    ("Omar Salim spoke to Banco Andino.", set()),
    ("Defense Minister Omar Salim left on Monday.", set()),
    (
        "Omar Salim joined the Andean Workers' Party.",
        {("Omar Salim", "memberOfParty", "Andean Workers' Party")},
    ),
    (
        "Labour lawmaker Omar Salim voted against it.",
        {("Omar Salim", "memberOfParty", "Labour Party")},
    ),
    (
        "Ana Silva, a Republican, voted against it.",
        {("Ana Silva", "memberOfParty", "Republican Party")},
    ),
    ("Ana Silva paid for child labour.", set()),
]


def _facts(extraction):
    name = [extraction.entities[m.entity].name for m in extraction.mentions]
    return {
        (name[r.subject], r.predicate, name[r.object])
        for r in extraction.relations
        if r.predicate in ("affiliation", "memberOfParty")
    }


@pytest.mark.parametrize(("text", "facts"), FACTS)
def test_facts(read, text, facts):
    assert _facts(read(text)) == facts


def test_former_is_past(read):
    extraction = read("Former Banco Andino manager Omar Salim was arrested.")
    [relation] = [r for r in extraction.relations if r.predicate == "affiliation"]
    assert relation.assertion.tense == "past"


def test_letters_in_brackets_are_the_body_before_them(read):
    text = "The Andean Monetary Council (AMC) met. AMC spokesman Omar Salim declined to comment."
    extraction = read(text)
    [relation] = [r for r in extraction.relations if r.predicate == "affiliation"]
    body = extraction.entities[extraction.mentions[relation.object].entity]
    assert body.name == "Andean Monetary Council"


@pytest.mark.parametrize(
    "row", [r for r in rows("membership.tsv", 4) if r[3]], ids=lambda row: f"{row[0]} {row[1]}"
)
def test_example_of_membership_row(read, row):
    assert {(who, what) for who, what, _ in _facts(read(row[3]))} == {("Omar Salim", "affiliation")}


@pytest.mark.parametrize("row", rows("parties.tsv", 4), ids=lambda row: row[1])
def test_example_of_party_row(read, row):
    assert {(p, o) for _, p, o in _facts(read(row[3]))} == {("memberOfParty", row[1])}
