from __future__ import annotations

import pytest

from kg.view.paragraphs import LONGEST, Paragraphs

FEW_WORDS = "A short one. "


def around(text: str, part: str) -> str:
    start = text.index(part)
    first, last = Paragraphs(text).around(start, start + len(part))
    return text[first:last]


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("One. Two.\n\nThree. Four.", "Two.", "One. Two."),
        ("One. Two.\n\nThree. Four.", "Three.", "Three. Four."),
        ("One.\n \t\nTwo.\n\n\nThree.", "Two.", "Two."),
        ("A line\nthat runs on. Two.", "Two.", "A line\nthat runs on. Two."),
        ("Alone.", "Alone.", "Alone."),
        ("One.\n\nTwo\n\nthree.", "Two\n\nthree.", "Two\n\nthree."),
    ],
)
def test_a_paragraph_ends_at_blank_lines(text: str, part: str, expected: str) -> None:
    assert around(text, part) == expected


def test_lines_are_paragraphs_where_no_blank_line_is_near() -> None:
    lines = "\n".join(f"{FEW_WORDS * 40}{number}." for number in range(9))
    assert around(lines, "4.") == f"{FEW_WORDS * 40}4."


def test_an_endless_paragraph_is_cut_around_the_sentence_in_whole_words() -> None:
    text = FEW_WORDS * 400 + "Here. " + FEW_WORDS * 400
    found = around(text, "Here.")
    assert "Here." in found
    assert LONGEST * 0.9 < len(found) <= LONGEST
    assert {found.split()[0], found.split()[-1]} <= {"A", "short", "one.", "one"}


def test_a_sentence_longer_than_any_paragraph_stays_whole() -> None:
    endless = "word " * 1000 + "end."
    assert around(f"Before. {endless} After.", endless) == endless
