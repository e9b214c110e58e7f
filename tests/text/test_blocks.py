"""Text → blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.blocks import blocks


def read(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks resumed. They ended.", [("paragraph", "Talks resumed. They ended.")]),
        (
            "Talks resumed.\nThey ended.",
            [("paragraph", "Talks resumed."), ("paragraph", "They ended.")],
        ),
        ("Key facts\nTalks resumed.", [("heading", "Key facts"), ("paragraph", "Talks resumed.")]),
        ("## Key facts", [("heading", "Key facts")]),
        ("**Key facts**", [("heading", "Key facts")]),
        ("- ✓ Boats sailed.", [("item", "Boats sailed.")]),
        (
            "• Boats sailed\n• They came back",
            [("item", "Boats sailed"), ("item", "They came back")],
        ),
        ("1. Boats sailed\n(2) They left", [("item", "Boats sailed"), ("item", "They left")]),
        ("1986. A year of storms.", [("paragraph", "1986. A year of storms.")]),
        ("-5 degrees were measured.", [("paragraph", "-5 degrees were measured.")]),
        (
            "| Country | Quota |\n|---|---|\n| Peru | 40 |",
            [("cell", "Country"), ("cell", "Quota"), ("cell", "Peru"), ("cell", "40")],
        ),
        ("#Peru #Chile", [("hashtags", "#Peru #Chile")]),
        ("We are number #1 today.", [("paragraph", "We are number #1 today.")]),
        ("“We are close,” he said", [("heading", "“We are close,” he said")]),
        ("They said “yes”", [("paragraph", "They said “yes”")]),
        ("\n \n---\n***\n", []),
        ("", []),
    ],
)
def test_lines(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


def test_text_broken_at_a_column_is_joined() -> None:
    lines = [
        "Delegations from Peru and Chile resumed their talks on",
        "fishing rights in Lima on Friday, more than two months",
        "after a trawler was seized off the port of Tacna by the",
        "coast guard, which said that it had crossed the line at",
        "night and without lights. The owners of the vessel deny",
        "this and say that it was taken in the waters of Chile by",
        "armed men.",
    ]
    text = "\n".join([*lines, "", *lines])
    assert [kind for kind, _ in read(text)] == ["paragraph", "paragraph"]


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                [
                    "Talks resumed.",
                    "Key facts",
                    "- ",
                    "1. ",
                    "|",
                    " ",
                    "\t",
                    "\n",
                    "\r\n",
                    "\u2028",
                    "**",
                    "#",
                    "# ",
                    "#Peru",
                    "---",
                    "a",
                    "a long line of words that runs to column 60, ",
                ]
            ),
            max_size=60,
        ).map("".join),
    )
)
def test_blocks_are_in_order_disjoint_inside_the_text_and_trimmed(text: str) -> None:
    position = 0
    for block in blocks(text):
        assert position <= block.start < block.end <= len(text)
        words = text[block.start : block.end]
        assert words == words.strip()
        position = block.end


@given(st.lists(st.text(alphabet="ab .!\n|#-1*"), max_size=8).map("\n".join))
def test_no_word_is_lost(text: str) -> None:
    kept = "".join(text[b.start : b.end] for b in blocks(text))
    assert kept.count("a") == text.count("a") and kept.count("b") == text.count("b")
