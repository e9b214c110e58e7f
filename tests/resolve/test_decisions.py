from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KGError
from kg.model import Decision
from kg.resolve.decisions import append, read, text

_WORDS = st.text(min_size=1, max_size=40).filter(str.strip)
_NOTES = {"note": st.none() | _WORDS, "date": st.none() | st.just("2026-01-09")}
_DECISIONS = st.one_of(
    st.builds(
        Decision,
        kind=st.sampled_from(["same", "different", "unsure"]),
        left=_WORDS,
        right=_WORDS,
        **_NOTES,
    ).filter(lambda d: d.left != d.right),
    st.builds(Decision, kind=st.just("prefer"), person=_WORDS, name=_WORDS, **_NOTES),
    st.builds(Decision, kind=st.just("reject"), claim=_WORDS, **_NOTES),
)


def test_no_file_holds_no_decisions(tmp_path: Path) -> None:
    assert read(tmp_path / "decisions.toml") == ()


@given(st.lists(_DECISIONS, max_size=5))
def test_what_is_appended_is_read(
    tmp_path_factory: pytest.TempPathFactory, decisions: list[Decision]
) -> None:
    path = tmp_path_factory.mktemp("d") / "decisions.toml"
    for decision in decisions:
        append(path, decision)
    assert read(path) == tuple(decisions)


def test_appending_changes_nothing_before(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    mine = '# my own words\r\n[[decision]]\r\nkind = "reject" # no\r\nclaim = "c1"'
    path.write_bytes(mine.encode())
    append(path, Decision(kind="reject", claim="c2"))
    assert path.read_bytes().decode().startswith(mine)
    assert [d.claim for d in read(path)] == ["c1", "c2"]


def test_a_half_of_a_character_becomes_a_replacement(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    append(path, Decision(kind="reject", claim="c1", note="\ud83d"))
    [decision] = read(path)
    assert decision.note == "\ufffd"


def test_one_decision_as_text() -> None:
    decision = Decision(kind="same", left="a\\b", right='"c"', note="one\ntwo\x7f")
    assert text(decision) == (
        '[[decision]]\nkind = "same"\nleft = "a\\\\b"\nright = "\\"c\\""\nnote = "one\\u000Atwo\\u007F"\n'
    )


def test_a_date_may_be_written_as_toml_does(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text('[[decision]]\nkind = "reject"\nclaim = "c"\ndate = 2026-01-09\n')
    assert read(path)[0].date == "2026-01-09"


_GOOD = '# mine\n[[decision]]\nkind = "reject"\nclaim = "c"\n\n'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (_GOOD + "[[decision]]\nkind = same\n", "line 7"),
        (_GOOD + '[[decision]]\nkind = "equal"\n', "line 6: kind is 'equal'"),
        (_GOOD + '[[decision]]\nleft = "a"\n', "line 6: kind is None"),
        (_GOOD + '[[decision]]\nkind = "same"\nleft = "a"\n', "line 6: 'same' needs right"),
        (
            _GOOD + '[[decision]]\nkind = "same"\nleft = "a"\nright = "a"\n',
            "line 6: left and right",
        ),
        (_GOOD + '[[decision]]\nkind = "reject"\nclaim = 3\n', "line 6: claim has to be text"),
        (_GOOD + '[[decision]]\nkind = "reject"\nclaim = ""\n', "line 6: claim has to be text"),
        (
            _GOOD + '[[decision]]\nkind = "reject"\nclaims = "c"\n',
            "line 6: 'claims' does not belong",
        ),
        (
            _GOOD + '[[decisions]]\nkind = "reject"\nclaim = "c"\n',
            "'decisions' does not belong here",
        ),
        ("decision = 3\n", "'decision' does not belong here"),
        ("decision = [3]\n", "decision 1: a decision is a"),
    ],
)
def test_a_broken_file_is_one_line_that_names_the_place(
    tmp_path: Path, content: str, words: str
) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(content)
    with pytest.raises(KGError) as error:
        read(path)
    assert str(path) in str(error.value)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
    with pytest.raises(KGError):
        append(path, Decision(kind="reject", claim="c"))
    assert path.read_text() == content


def test_a_file_that_cannot_be_added_to_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    content = 'decision = [{kind = "reject", claim = "c"}]\n'
    path.write_text(content)
    assert len(read(path)) == 1
    with pytest.raises(KGError):
        append(path, Decision(kind="reject", claim="d"))
    assert path.read_text() == content


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b'[[decision]]\nkind = "reject"\nclaim = "\xe9"\n']
)
def test_bytes_that_are_no_text(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "decisions.toml"
    path.write_bytes(content)
    with pytest.raises(KGError, match="not UTF-8"):
        read(path)


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(KGError, match="cannot be read"):
        read(tmp_path)
