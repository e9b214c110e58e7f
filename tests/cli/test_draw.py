from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    news = folder / "news.jsonl"
    news.write_text(
        '{"id": "a", "publisher": "Harbour Press", "published": "2031-03-06", "title": "Talks",'
        ' "text": "Peru\'s foreign minister Ana Prado met Chilean officials on Tuesday.'
        ' Bolivia criticised Chile."}\n'
        '{"id": "b", "publisher": "Andes Wire", "published": "2031-04-02", "title": "Aid",'
        ' "text": "Norway sent aid to Ghana on Monday."}\n'
    )
    built = CliRunner().invoke(main, ["build", str(news), "-o", str(folder / "graph")])
    assert built.exit_code == 0, built.output
    return folder / "graph"


def draw(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["page", *map(str, arguments)])


def test_the_page_is_drawn_anew_where_the_build_put_it(graph: Path) -> None:
    page = graph / "graph.html"
    before = page.read_bytes()
    page.unlink()
    drawn = draw(graph)
    assert drawn.exit_code == 0, drawn.output
    assert page.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "there", "gone"),
    [
        (["--focus", "Ana Prado"], "Ana Prado", "Ghana"),
        (["--since", "2031-03-20"], "Ghana", "Ana Prado"),
        (["--until", "2031-03-15"], "Ana Prado", "Ghana"),
        (["--source", "Andes Wire"], "Ghana", "Ana Prado"),
        (["--limit", "3", "--title", "Few <words>"], "Few &lt;words&gt;", "\x00"),
    ],
)
def test_options_leave_a_part_out(
    graph: Path, tmp_path: Path, options: list[str], there: str, gone: str
) -> None:
    target = tmp_path / "part.html"
    drawn = draw(graph, *options, "-o", target)
    assert drawn.exit_code == 0, drawn.output
    text = target.read_text("utf-8")
    assert there in text
    assert gone not in text


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--focus", "Nobody"], "nothing in the graph is named 'Nobody'"),
        (["--source", "Times"], "no article is published by 'Times'; there is: Andes Wire"),
        (["--since", "2040"], "nothing is left of the graph"),
        (["--lang", "xx"], "no interface in 'xx'"),
        (["-o", "/nowhere/at/all.html"], "/nowhere/at/all.html cannot be written"),
        (["--since", "soon"], "'soon' is no date such as 2026-01-31, 2026-01 or 2026"),
        (["--until", "2026-02-30"], "is no date"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(graph: Path, options: list[str], message: str) -> None:
    drawn = draw(graph, *options)
    assert drawn.exit_code == 2
    assert message in drawn.output


def test_the_page_of_an_endpoint_needs_a_place() -> None:
    drawn = draw("http://127.0.0.1:9/sparql")
    assert drawn.exit_code == 2
    assert "name a file with -o" in drawn.output
