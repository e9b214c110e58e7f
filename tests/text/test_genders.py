"""Every row of gendered.tsv tells a pronoun."""

from __future__ import annotations

import pytest

from kg.text.rows import lines, rows


@pytest.mark.parametrize("row", rows("gendered.tsv", 3), ids=lambda row: row[1][:20])
def test_example_of_row(read, row):
    pronoun, words, example = row
    text = example.replace("would stay", "would stay with Yusuf")
    extraction = read(text)
    found = [text[m.start : m.end] for m in extraction.mentions if m.form == "pronoun"]
    assert found == [pronoun]
    assert any(w in text.lower() for w in words.split("|"))


def test_given_names_are_folded_sorted_and_of_one_pronoun():
    pairs = [line.split() for line in lines("given_genders.txt")]
    names = [name for name, _ in pairs]
    assert names == sorted(set(names))
    assert {pronoun for _, pronoun in pairs} == {"he", "she"}
    assert all(name.isascii() and name.islower() for name in names)
