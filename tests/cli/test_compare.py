"""kg diff as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.graph import mapping
from tests.factories import World


@pytest.fixture(scope="module")
def graphs(tmp_path_factory) -> tuple[str, str]:
    folder: Path = tmp_path_factory.mktemp("graphs")
    news = World()
    (first,) = news.article("Ana Silva was born in Lima.")
    news.fact(first, news.person("Ana Silva"), "birthPlace", news.place("Lima"))
    mapping.write(news.knowledge(), folder / "old.nq")
    (second,) = news.article("Luis Rojas was born in Lima.\x1b[2J", published="2024-03-06")
    news.fact(second, news.person("Luis Rojas"), "birthPlace", news.place("Lima"))
    mapping.write(news.knowledge(), folder / "new.nq")
    return str(folder / "old.nq"), str(folder / "new.nq")


def test_nothing_changed_is_0(graphs):
    result = CliRunner().invoke(main, ["diff", graphs[0], graphs[0]])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "kg: nothing changed\n")


def test_a_change_is_1_and_told(graphs):
    result = CliRunner().invoke(main, ["diff", *graphs])
    assert result.exit_code == 1
    assert result.stdout.startswith("New (1)\n  Luis Rojas | birth place | Lima\n")
    assert "\x1b" not in result.stdout


def test_for_programs(graphs):
    [change] = json.loads(CliRunner().invoke(main, ["diff", *graphs, "--format", "json"]).stdout)
    assert (change["kind"], change["origins_before"], change["origins_after"]) == ("new", 0, 1)
    head, row, _ = CliRunner().invoke(main, ["diff", *graphs, "--format", "csv"]).stdout.split("\n")
    assert head.startswith("kind,what,label,status,note,sentence,article")
    assert row.startswith("new,fact,Luis Rojas | birth place | Lima,happened,")


def test_what_is_no_graph_is_2(graphs, tmp_path):
    for wrong in (str(tmp_path), str(tmp_path / "none.nq")):
        result = CliRunner().invoke(main, ["diff", graphs[0], wrong])
        assert result.exit_code == 2 and result.stderr.startswith("kg: ")
