from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.errors import KGError
from kg.model import Decision
from kg.resolve.decisions import append, read
from kg.review import review
from tests.resolve.newsroom import Pair, persons, story, who

_SENATOR = who("Ana Silva", of="BRA", title="senator")
_PAIRS: list[Pair] = [
    story(_SENATOR, id="a1", title="A vote", publisher="The Lima Post", published="2024-05-01"),
    story(who("Ana Silva", of="PRT"), id="a2"),
    story(who("Carlos Bragante", of="BRA"), id="a3", met=["Carlos Bragante"]),
    story(who("Carlos Bragonte", of="BRA"), id="a4"),
]


def _run(
    path: Path, answers: str, pairs: list[Pair] = _PAIRS, **options: object
) -> tuple[int, str]:
    out = io.StringIO()
    taken = review(pairs, path, answers=io.StringIO(answers), out=out, **options)  # type: ignore[arg-type]
    return taken, out.getvalue()


def test_both_sides_are_shown_with_their_sentences_and_why(tmp_path: Path) -> None:
    taken, shown = _run(tmp_path / "d.toml", "q\n")
    assert taken == 0
    assert "2 open questions" in shown
    assert "Carlos Bragante <https://w3id.org/newsgraph/id/person/carlos-bragante>" in shown
    assert "Carlos Bragonte spoke." in shown
    assert "Because: a few letters apart; both of Brazil (score 0.84)" in shown
    assert "Nothing written" in shown
    assert not (tmp_path / "d.toml").exists()


def test_an_article_is_named_by_publisher_date_title_and_id(tmp_path: Path) -> None:
    _, shown = _run(tmp_path / "d.toml", "s\nq\n")
    assert "[The Lima Post, 2024-05-01, “A vote”, a1]" in shown


def test_answers_are_written_and_a_build_replays_them(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    taken, shown = _run(path, "y\nn\n", date="2026-01-09")
    assert taken == 2
    assert "2 decisions written" in shown
    decisions = read(path)
    assert [(d.kind, d.date) for d in decisions] == [
        ("same", "2026-01-09"),
        ("different", "2026-01-09"),
    ]
    assert persons(_PAIRS, decisions) == {
        "ana-silva": ["a1: Ana Silva"],
        "ana-silva-prt": ["a2: Ana Silva"],
        "carlos-bragante": ["a3: Carlos Bragante", "a4: Carlos Bragonte"],
    }
    assert _run(path, "")[1].startswith("0 open questions")


def test_unsure_is_written_and_skip_is_not(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    assert _run(path, "u\ns\n")[0] == 1
    assert [d.kind for d in read(path)] == ["unsure"]
    assert _run(path, "")[1].startswith("1 open questions")


def test_an_answer_that_is_none_is_asked_again_and_the_end_of_answers_is_quit(
    tmp_path: Path,
) -> None:
    taken, shown = _run(tmp_path / "d.toml", "what?\n\n Yes \n")
    assert taken == 1
    assert shown.count("One person?") == 4


def test_what_was_answered_is_safe_when_the_dialogue_breaks_off(tmp_path: Path) -> None:
    class Broken(io.StringIO):
        def readline(self, *_: object) -> str:  # type: ignore[override]
            if self.tell():
                raise KeyboardInterrupt
            return super().readline()

    with pytest.raises(KeyboardInterrupt):
        review(_PAIRS, tmp_path / "d.toml", answers=Broken("y\nn\n"), out=io.StringIO())
    assert [d.kind for d in read(tmp_path / "d.toml")] == ["same"]


def test_diff_tells_what_a_yes_changes(tmp_path: Path) -> None:
    shown = _run(tmp_path / "d.toml", "y\nq\n", diff=True)[1]
    iri = "https://w3id.org/newsgraph/id/person/carlos-brag"
    assert f"If yes: Carlos Bragante <{iri}ante> + Carlos Bragonte <{iri}onte> → " in shown
    assert "If yes: 1 facts and 0 tellings of events move" in shown
    assert "If yes" not in _run(tmp_path / "e.toml", "q\n")[1]


def test_what_answers_imply_is_not_asked(tmp_path: Path) -> None:
    pairs = [
        story(who(f"Carlos {name}", of="BRA"), id=name)
        for name in ("Bragante", "Bragonte", "Braganto")
    ]
    assert _run(tmp_path / "none.toml", "", pairs)[1].startswith("3 open questions")
    taken, shown = _run(tmp_path / "d.toml", "y\nn\n", pairs)
    assert taken == 2
    assert shown.count("One person?") == 2


def test_control_characters_of_articles_do_not_reach_the_terminal(tmp_path: Path) -> None:
    bad = "Carlos Bra\x1b[2Jgante\u202e"
    pairs = [story(who(bad, of="BRA"), id="x"), story(who("Carlos Bra[2Jgonte", of="BRA"), id="y")]
    taken, shown = _run(tmp_path / "d.toml", "y\n", pairs)
    assert taken == 1
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert len(persons(pairs, read(tmp_path / "d.toml"))) == 1


def test_decisions_on_nobody_are_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    append(path, Decision(kind="same", left="Eva Lund", right="Ana Silva"))
    lines: list[str] = []
    _run(path, "", warn=lines.append)
    assert lines == ["decision 1: nobody is 'Eva Lund'; left out"]


def test_a_broken_file_stops_before_the_first_question(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text("[[decision]]\nkind = 1\n")
    with pytest.raises(KGError, match="line 1"):
        _run(path, "y\n")
