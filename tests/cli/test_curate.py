"""The commands by which a human decides, as they are typed: review and link, with builds between."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from spacy.language import Language

from kg.cli import main
from kg.text import pipeline
from tests.desk import SPACE, Desk

_ARTICLES = {
    "one": "Brazilian Senator Carlos Bragante met Ana Silva in Lima on 3 March 2024.",
    "two": "Brazilian Senator Carlos Bragonte left Peru on 5 March 2024.",
}
_BEARER = "https://w3id.org/newsgraph/id/person/carlos-brag"
Kg = Callable[..., Result]


@pytest.fixture
def kg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nlp: Language) -> Kg:
    """Run a command; ``kg("build")`` builds the two articles into the folder of the others."""
    monkeypatch.setattr(pipeline, "load", lambda _name: nlp)
    lines = [json.dumps({"id": id_, "text": text}) for id_, text in _ARTICLES.items()]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    out = str(tmp_path / "out")

    def run(command: str, *args: str, stdin: str = "") -> Result:
        places = [str(tmp_path / "in.jsonl"), "-o", out] if command == "build" else [out]
        return CliRunner().invoke(main, [command, *places, *args], input=stdin)

    assert run("build").exit_code == 0
    return run


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    return tmp_path / "out" / "decisions.toml"


def _labels(kg: Kg) -> list[str]:
    found = kg(
        "query", "-", "--format", "json", stdin="SELECT ?n { ?p a schema:Person ; rdfs:label ?n }"
    )
    return sorted(row["n"] for row in json.loads(found.stdout))


def _ask(kg: Kg, pattern: str) -> bool:
    return kg("query", "-", stdin=f"ASK {{ {pattern} }}").exit_code == 0


def test_review_shows_both_sides_and_what_a_yes_changes(kg: Kg, decisions: Path) -> None:
    result = kg("review", "--diff", stdin="q\n")
    assert result.exit_code == 0
    for text in _ARTICLES.values():
        assert text in result.stdout
    assert f"If yes: Carlos Bragante <{_BEARER}ante> + Carlos Bragonte" in result.stdout
    assert not decisions.exists()


def test_a_yes_is_replayed_by_the_next_build_and_undone_by_taking_it_out(
    kg: Kg, decisions: Path
) -> None:
    graph = decisions.with_name("graph.nq")
    before = graph.read_bytes()
    assert _labels(kg) == ["Ana Silva", "Carlos Bragante", "Carlos Bragonte"]
    assert "1 decisions written" in kg("review", stdin="y\n").stdout
    assert kg("build").exit_code == 0
    assert len(_labels(kg)) == 2
    assert kg("review").stdout.startswith("0 open questions")
    kept = decisions.read_text(encoding="utf-8")
    decisions.write_text(kept[: kept.index("[[decision]]")], encoding="utf-8")
    assert kg("build").exit_code == 0
    assert graph.read_bytes() == before


@pytest.mark.parametrize(
    ("answers", "kinds"),
    [("n\n", ["different"]), ("u\n", ["unsure"]), ("s\n", []), ("", []), ("what\n", [])],
)
def test_other_answers_leave_two_persons(
    kg: Kg, decisions: Path, answers: str, kinds: list[str]
) -> None:
    result = kg("review", stdin=answers)
    assert result.exit_code == 0
    written = decisions.read_text(encoding="utf-8") if decisions.exists() else ""
    assert re.findall('kind = "(.*)"', written) == kinds
    assert kg("build").exit_code == 0
    assert len(_labels(kg)) == 3
    assert kg("review").stdout.startswith(f"{0 if kinds else 1} open questions")


def test_answers_are_added_behind_what_stands_in_the_file(kg: Kg, decisions: Path) -> None:
    mine = '# mine\n[[decision]]\nkind = "prefer"\nperson = "Ana Silva"\nname = "Ana M. Silva"\n'
    decisions.write_text(mine, encoding="utf-8")
    assert kg("review", stdin="y\n").exit_code == 0
    assert decisions.read_text(encoding="utf-8").startswith(mine)
    assert kg("build").exit_code == 0
    assert "Ana M. Silva" in _labels(kg)
    assert len(_labels(kg)) == 2


def test_a_rejected_fact_is_no_fact_but_can_be_asked_for(kg: Kg, decisions: Path) -> None:
    fact = "?p rdfs:label 'Carlos Bragante' ; kg:holdsOffice ?office"
    assert _ask(kg, fact)
    told = kg("why", "Carlos Bragante", "holdsOffice").stdout
    claim = re.search(r"claim: (\S+)", told)
    assert claim is not None
    decisions.write_text(f'[[decision]]\nkind = "reject"\nclaim = "{claim[1]}"\n', encoding="utf-8")
    assert kg("build").exit_code == 0
    assert not _ask(kg, fact)
    assert (
        "rejected by a human: not taken as a fact"
        in kg("why", "Carlos Bragante", "holdsOffice").stdout
    )
    assert kg("validate").exit_code == 0


@pytest.mark.parametrize("command", ["build", "review"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[[decision]\n", "line 1"),
        ('[[decision]]\nkind = "sane"\n', "line 1: kind is 'sane'"),
        ('[[decision]]\nkind = "reject"\n', "line 1: 'reject' needs claim"),
    ],
)
def test_a_broken_file_is_one_line_that_names_it(
    kg: Kg, decisions: Path, command: str, content: str, words: str
) -> None:
    decisions.write_text(content, encoding="utf-8")
    result = kg(command, stdin="y\n")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert str(decisions) in result.stderr
    assert words in result.stderr
    assert decisions.read_text(encoding="utf-8") == content


def test_a_decision_on_nobody_warns_and_the_build_goes_on(kg: Kg, decisions: Path) -> None:
    decisions.write_text(
        '[[decision]]\nkind = "same"\nleft = "Eva Lund"\nright = "Ana Silva"\n', encoding="utf-8"
    )
    result = kg("build")
    assert result.exit_code == 0
    assert "decision 1: nobody is 'Eva Lund'; left out" in result.stderr


# --- links ---------------------------------------------------------------------------------


def test_a_link_is_close_until_a_human_confirms_it(kg: Kg, desk: Desk) -> None:
    match = f"?p rdfs:label 'Ana Silva' ; skos:{{}}Match <{SPACE}Q1>"
    assert kg("link", "--service", desk.url, "--type", "Q5").exit_code == 0
    assert kg("build").exit_code == 0
    assert _ask(kg, match.format("close"))
    assert not _ask(kg, match.format("exact"))
    shown = kg("review", stdin="s\ny\n").stdout
    assert f"Ana Silva, senator <{SPACE}Q1>" in shown
    assert _ARTICLES["one"] in shown
    assert kg("build").exit_code == 0
    assert _ask(kg, match.format("exact"))
    assert not _ask(kg, match.format("close"))


def test_names_go_out_once_and_with_a_pause(kg: Kg, desk: Desk, tmp_path: Path) -> None:
    assert kg("link", "--service", desk.url).exit_code == 0
    [queries] = desk.asked
    assert sorted(q["query"] for q in queries.values()) == _labels(kg)
    assert all(set(q) == {"query", "limit"} for q in queries.values())
    assert all(
        later - sooner > 0.9 for sooner, later in zip(desk.times, desk.times[1:], strict=False)
    )
    again = kg("link", "--service", desk.url)
    assert "1 of 3 persons linked" in again.stderr
    assert len(desk.asked) == 1
    assert len(list((tmp_path / "out" / "links-cache").iterdir())) == 3


def test_a_service_that_fails_leaves_the_links_as_they_were(
    kg: Kg, desk: Desk, tmp_path: Path
) -> None:
    links = tmp_path / "out" / "links.jsonl"
    links.write_text("", encoding="utf-8")
    desk.answers = [(500, {}, b"")]
    result = kg("link", "--service", desk.url)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [f"kg: {desk.url} answers 500"]
    assert links.read_text(encoding="utf-8") == ""


def test_nothing_goes_out_unasked(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert kg("link").exit_code == 2  # no service is asked without being named
    for command in (
        ["build"],
        ["review"],
        ["validate"],
        ["export"],
        ["why", "Carlos Bragante", "*"],
    ):
        result = kg(*command)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert result.exit_code == 0, result.output
