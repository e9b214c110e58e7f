"""The word lists behind names of persons: each row's example is read as the row wants."""

from __future__ import annotations

import pytest

from kg.text.namewords import is_given, words
from kg.text.rows import rows

EXPECTED = {
    "particle": ["Yusuf bin Salim"],
    "leading": ["Ana Le Roux"],
    "speech": ["Amara Diallo"],
    "place": [],
    "body": [],
    "never": [],
    "brand": [],
    "state": [],
    "first": ["Christian Solberg"],
    "last": ["Amara May"],
    "thing": [],
    "spot": [],
    "club": [],
    "place-end": [],
}


@pytest.mark.parametrize(("kind", "_", "example"), rows("name_words.tsv", 3))
def test_example(read, kind, _, example):
    found = [
        example[m.start : m.end]
        for m in read(example).mentions
        if m.type == "person" and m.form == "name"
    ]
    assert found == EXPECTED[kind]
    types = {m.type for m in read(example).mentions if m.form == "name"}
    assert kind not in ("brand", "club") or "country" not in types
    assert kind != "state" or types == {"country"}


def test_every_kind_has_words():
    assert all(words(kind) for kind in EXPECTED)


@pytest.mark.parametrize("word", ["Ana", "NICOLÁS", "Yusuf", "Jean-Pierre", "Ngozi"])
def test_given_names(word):
    assert is_given(word)


@pytest.mark.parametrize("word", ["Monday", "Parliament", "April", "China", "The"])
def test_what_is_mostly_something_else_is_no_given_name(word):
    assert not is_given(word)
