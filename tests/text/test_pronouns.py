"""Whom pronouns mean: what is resolved, and what stays unresolved on purpose."""

from __future__ import annotations

import pytest

RESOLVED = [
    ("Ana Silva said she would resign.", "she", "Ana Silva"),
    ("Ana Silva resigned on Monday. She left Lima.", "She", "Ana Silva"),
    ("Mr. Salim met Ana Silva. He left Lima.", "He", "Salim"),
    ("Omar Salim and Ana Silva met. Her plan failed.", "Her", "Ana Silva"),
    ("Omar Salim told Yusuf Harbi that he would resign.", "he", "Omar Salim"),
    ("Omar Salim and his wife Ana left.", "his", "Omar Salim"),
    ("Peru said it would leave the bloc.", "it", "Peru"),
    ("Chile opened its border on Monday.", "its", "Chile"),
]
UNRESOLVED = [
    ("Mr. Salim met Mr. Harbi. Officials praised his plan.", "his"),
    ("The driver said he was tired.", "he"),
    ("Ana Silva resigned. The talks failed. The rain stopped. It was late. He left.", "He"),
    ('Omar Salim said: "He must go."', "He"),
    ("Omar Salim criticised him on Monday.", "him"),
    ("Peru signed the deal because it was cheap.", "It"),
]


def _meant(extraction, text, word):
    return [
        extraction.entities[m.entity].name
        for m in extraction.mentions
        if m.form == "pronoun" and text[m.start : m.end] == word
    ]


@pytest.mark.parametrize(("text", "word", "name"), RESOLVED)
def test_resolved(read, text, word, name):
    assert _meant(read(text), text, word) == [name]


@pytest.mark.parametrize(("text", "word"), UNRESOLVED)
def test_unresolved(read, text, word):
    assert _meant(read(text), text, word) == []


def test_they_are_the_two_countries_that_speak(read):
    text = "Peru and Chile said they would open the border."
    assert sorted(_meant(read(text), text, "they")) == ["Chile", "Peru"]


def test_a_known_gender_excludes(read):
    text = "Queen Marta met Omar Salim. He thanked her."
    assert _meant(read(text), text, "He") == ["Omar Salim"]
