"""Children and spouses: one sentence for each way of saying them, and every row of kin.tsv."""

from __future__ import annotations

import pytest

from kg.text.rows import rows

FACTS = [
    ("Omar Salim, the son of Ana Silva, was arrested.", {("Omar Salim", "childOf", "Ana Silva")}),
    ("Omar Salim is the son of Ana Silva.", {("Omar Salim", "childOf", "Ana Silva")}),
    ("Omar Salim's daughter Amina was arrested.", {("Amina", "childOf", "Omar Salim")}),
    ("His father, Omar Salim, was arrested.", {("he", "childOf", "Omar Salim")}),
    (
        "Amina Salim was born to Omar Salim and Ana Silva in 1999.",
        {("Amina Salim", "childOf", "Omar Salim"), ("Amina Salim", "childOf", "Ana Silva")},
    ),
    (
        "Amina Salim is the daughter of Omar Salim and his wife Ana Silva.",
        {
            ("Amina Salim", "childOf", "Omar Salim"),
            ("Amina Salim", "childOf", "Ana Silva"),
            ("Ana Silva", "spouse", "Omar Salim"),
        },
    ),
    ("Omar Salim married Ana Silva in Lima.", {("Omar Salim", "spouse", "Ana Silva")}),
    ("Ana Silva is married to Omar Salim.", {("Ana Silva", "spouse", "Omar Salim")}),
    ("Omar Salim and his wife Ana live in Lima.", {("Ana", "spouse", "Omar Salim")}),
    (
        "Omar Salim is married to Ana Silva, and they have two children, Amina and Yusuf.",
        {
            ("Omar Salim", "spouse", "Ana Silva"),
            ("Amina", "childOf", "Omar Salim"),
            ("Amina", "childOf", "Ana Silva"),
            ("Yusuf", "childOf", "Omar Salim"),
            ("Yusuf", "childOf", "Ana Silva"),
        },
    ),
    ("Ana Silva met Omar Salim, whose son is a lawyer.", set()),
    ("Their children were arrested.", set()),
]


def _facts(extraction):
    name = [extraction.entities[m.entity].name for m in extraction.mentions]
    return {
        (name[r.subject], r.predicate, name[r.object])
        for r in extraction.relations
        if r.predicate in ("childOf", "spouse")
    }


@pytest.mark.parametrize(("text", "facts"), FACTS)
def test_facts(read, text, facts):
    assert _facts(read(text)) == facts


def test_denied_marriage_is_denied(read):
    [relation] = read("Omar Salim is not married to Ana Silva.").relations
    assert relation.assertion.polarity == "denied"


def test_an_apposition_holds_in_a_denied_sentence(read):
    [relation] = read("Omar Salim, the son of Ana Silva, was not arrested.").relations
    assert relation.assertion.polarity == "affirmed"


def test_a_fact_is_stated_of_every_mention_in_its_sentence(read):
    text = "Omar Salim, who lives in Lima, is the son of Ana Silva."
    extraction = read(text)
    subjects = [extraction.mentions[r.subject] for r in extraction.relations]
    assert [text[m.start : m.end] for m in subjects] == ["Omar Salim", "who"]
    assert len({m.entity for m in subjects}) == 1


def test_a_namesake_relative_is_somebody_else(read):
    extraction = read("Salim is the son of Omar Salim.")
    assert _facts(extraction) == {("Salim", "childOf", "Omar Salim")}


@pytest.mark.parametrize("row", rows("kin.tsv", 4), ids=lambda row: row[2])
def test_example_of_row(read, row):
    relation, _, _, example = row
    found = {p for _, p, _ in _facts(read(example))}
    expected = {"child": {"childOf"}, "parent": {"childOf"}, "spouse": {"spouse"}}
    assert found == expected.get(relation, set())
