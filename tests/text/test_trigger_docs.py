"""The page on how to add a trigger says what the tables are."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from kg.cli import main
from kg.text import triggers

PAGE = (Path(__file__).parents[2] / "docs" / "triggers.md").read_text(encoding="utf-8")


def test_the_row_shown_is_a_row_of_the_table() -> None:
    [shown] = re.findall(r"^ties\.cut\t.*$", PAGE, re.M)
    id_, type_, mode, words, *_, example = shown.split("\t")
    row = next(r for r in triggers.table() if r.id == id_)
    lemmas = set(words.removeprefix("v:").split("|")) - {"..."}
    assert (row.type, row.mode, row.example) == (type_, mode, example)
    assert lemmas <= set(row.lemmas)


def test_the_commands_shown_find_rows() -> None:
    shown = re.findall(r"^kg (triggers [\w.]+) ", PAGE, re.M)
    assert shown
    for line in shown:
        assert CliRunner().invoke(main, line.split()).output.strip()


def test_rows_are_found_by_word_type_and_id() -> None:
    def lines(*words: str) -> list[str]:
        return CliRunner().invoke(main, ["triggers", *words]).output.splitlines()

    assert any(line.startswith("ties.cut\tSANCTION.discontinue\t") for line in lines("sever"))
    assert {line.split("\t")[1] for line in lines("CONSULT.visit")} == {"CONSULT.visit"}
    assert len(lines("ties.cut")) == 1
    assert len(lines()) == len(triggers.table())


def test_a_check_without_problems_ends_well() -> None:
    done = CliRunner().invoke(main, ["triggers", "ties.cut", "--check"])
    assert (done.exit_code, done.output) == (0, "")
