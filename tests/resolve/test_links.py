from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.model import Decision, Link, Run
from kg.resolve import resolve
from kg.resolve.decisions import read
from kg.resolve.links import decided
from kg.review import review
from tests.resolve.newsroom import different, person, same, story, who

_ANA, _ITEM, _OTHER = person("ana-silva"), "http://data.example/Q1", "http://data.example/Q2"
_OPEN = Link(node=_ANA, target=_ITEM, name="Ana Silva", description="senator")
_SECOND = Link(node=_ANA, target=_OTHER, name="Ana Silva")
_SURE = Link(node=_ANA, target=_ITEM, name="Ana Silva", description="senator", confirmed=True)


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([], (_OPEN, _SECOND)),
        ([same(_ANA, _ITEM)], (_SURE,)),
        ([same(_ITEM, _ANA)], (_SURE,)),
        ([different(_ANA, _ITEM)], (_SECOND,)),
        ([same(_ANA, _ITEM), different(_ANA, _ITEM)], (_SECOND,)),
        ([Decision(kind="unsure", left=_ANA, right=_ITEM)], (_OPEN, _SECOND)),
        (
            [same(_ANA, _ITEM + "0")],
            (Link(node=_ANA, target=_ITEM + "0", name="", confirmed=True),),
        ),
    ],
)
def test_a_human_decides_on_links(decisions: list[Decision], expected: tuple[Link, ...]) -> None:
    lines: list[str] = []
    assert decided([_SECOND, _OPEN], decisions, {_ANA}, lines.append) == expected
    assert lines == []


def test_links_of_nobody_are_left_out_and_decisions_on_nobody_named() -> None:
    lines: list[str] = []
    assert decided([_OPEN], [same(_ANA, _ITEM)], set(), lines.append) == ()
    assert lines == [f"decision 1: nobody is '{_ANA}'; left out"]


def test_links_come_with_the_knowledge_and_do_not_disturb_decisions_on_persons() -> None:
    pairs = [story(who("Ana Silva", of="BRA"), id="a1")]
    lines: list[str] = []
    run = Run(id="run", software="s", rules="r", model="m")
    known = resolve(pairs, run, [same(_ANA, _ITEM)], lines.append, links=[_OPEN])
    assert known.links == (_SURE,)
    assert lines == []


def test_the_dialogue_asks_about_links_and_takes_the_answer(tmp_path: Path) -> None:
    pairs = [story(who("Ana Silva", of="BRA"), id="a1")]
    path, out = tmp_path / "d.toml", io.StringIO()
    assert review(pairs, path, links=[_OPEN], answers=io.StringIO("y\n"), out=out, diff=True) == 1
    assert "Ana Silva, senator <http://data.example/Q1>" in out.getvalue()
    assert read(path) == (same(_ANA, _ITEM),)
    assert review(pairs, path, links=[_OPEN], answers=io.StringIO(""), out=out) == 0
    assert "0 open questions" in out.getvalue()
