from __future__ import annotations

import csv as csv_module
import io
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.model import Evidence, Network, NetworkLink, NetworkNode
from kg.view.network import COLUMNS, csv, gexf, graphml, to_networkx

PERU, ANA, TALKS = "id/country/PER", "id/person/ana", "id/event/talks"


def evidence(article: str, **fields: Any) -> Evidence:
    values: dict[str, Any] = {
        "text": "Ana met Peru's envoy.",
        "marks": (),
        "title": "Talks",
        "publisher": "The Paper",
        "published": f"2026-01-0{article}",
        "url": None,
        "start": 12,
        "speakers": ("A wire", "Bo Lund"),
        "status": "happened",
        "certainty": "certain",
        "rule": "events.meet",
    }
    return Evidence(article=article, **(values | fields))


def network(ana: str = "Ana Silva", *, told: tuple[Evidence, ...] | None = None) -> Network:
    nodes = (
        NetworkNode(id=PERU, kind="country", label="Peru", aliases=("Lima", "Peruvian"), key="PER"),
        NetworkNode(
            id=TALKS,
            kind="event",
            label="met, 5 Jan 2026",
            event_type="CONSULT",
            quad="verbal-cooperation",
            status="happened",
            begin="2026-01-05",
            end="2026-01-05",
            precision="day",
        ),
        NetworkNode(id=ANA, kind="person", label=ana),
    )
    told = (evidence("7"), evidence("6")) if told is None else told
    links = (
        _link(ANA, "actor", TALKS, told),
        _link(ANA, "holdsOffice", PERU, (evidence("6"),), label="envoy"),
        _link(ANA, "nationality", PERU, ()),
        _link(TALKS, "recipient", PERU, told),
    )
    return Network(nodes=nodes, links=links)


def _link(
    source: str, predicate: str, target: str, told: tuple[Evidence, ...], label: str | None = None
) -> NetworkLink:
    return NetworkLink(
        source=source,
        target=target,
        predicate=predicate,
        label=label or predicate,
        status="happened",
        evidence=told,
    )


def table(network: Network) -> list[dict[str, str]]:
    return list(csv_module.DictReader(io.StringIO(csv(network), newline=""), strict=True))


def test_networkx_nodes_carry_what_is_known() -> None:
    graph = to_networkx(network())
    assert graph.nodes[PERU] == {
        "label": "Peru",
        "kind": "country",
        "aliases": "Lima | Peruvian",
        "code": "PER",
        "articles": 2,
        "sentences": 2,
    }
    assert graph.nodes[TALKS]["quad"] == "verbal-cooperation"
    assert graph.nodes[TALKS]["begin_date"] == "2026-01-05"


def test_networkx_keeps_parallel_links_apart() -> None:
    graph = to_networkx(network())
    assert graph.number_of_edges(ANA, PERU) == 2
    assert graph[ANA][PERU][0] == {
        "predicate": "holdsOffice",
        "label": "envoy",
        "status": "happened",
        "first_report": "2026-01-06",
        "last_report": "2026-01-06",
        "articles": 1,
        "sentences": 1,
        "weight": 1,
    }
    assert graph[ANA][TALKS][0]["weight"] == 2
    assert graph[ANA][TALKS][0]["first_report"] == "2026-01-06"
    assert nx.has_path(graph, ANA, PERU)


@pytest.mark.parametrize(
    ("write", "read"), [(graphml, nx.read_graphml), (gexf, nx.read_gexf)], ids=["graphml", "gexf"]
)
def test_files_give_the_graph_back(write: Any, read: Any, tmp_path: Path) -> None:
    expected = to_networkx(network())
    path = tmp_path / "graph.xml"
    path.write_bytes(write(network()))
    graph = read(path)
    assert set(graph.nodes) == set(expected.nodes)
    assert graph.number_of_edges() == 4
    for name in expected.nodes:
        assert expected.nodes[name].items() <= graph.nodes[name].items()


@pytest.mark.parametrize("write", [graphml, gexf])
def test_files_are_the_same_every_day_and_hold_no_date_of_today(write: Any) -> None:
    data = write(network())
    assert write(network()) == data
    assert b"lastmodified" not in data
    assert data.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<g')


@pytest.mark.parametrize(
    "name",
    ["<b>&amp;</b>", "\x00\x0b", "\ud800", "]]>", '"quoted"', "a\nb", "\ufffe", "عربي 東京 👩🏽‍🚀"],
)
@pytest.mark.parametrize("write", [graphml, gexf])
def test_any_name_makes_a_file_that_can_be_read(write: Any, name: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.xml"
    path.write_bytes(write(network(name)))
    read = nx.read_graphml if write is graphml else nx.read_gexf
    label = read(path).nodes[ANA]["label"]
    assert len(label) == len(name)
    assert name.isprintable() is False or label == name


@pytest.mark.parametrize("write", [graphml, gexf])
def test_an_empty_network_is_an_empty_graph(write: Any, tmp_path: Path) -> None:
    path = tmp_path / "graph.xml"
    path.write_bytes(write(Network()))
    read = nx.read_graphml if write is graphml else nx.read_gexf
    assert len(read(path)) == 0


def test_csv_has_a_row_for_each_sentence_of_each_link() -> None:
    rows = table(network())
    assert [(row["predicate"], row["article"]) for row in rows] == [
        ("actor", "7"),
        ("actor", "6"),
        ("holdsOffice", "6"),
        ("nationality", ""),
        ("recipient", "7"),
        ("recipient", "6"),
    ]
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0]["source_label"] == "Ana Silva"
    assert rows[0]["target_kind"] == "event"
    assert rows[0]["sentence"] == "Ana met Peru's envoy."
    assert rows[0]["speakers"] == "A wire | Bo Lund"
    assert rows[0]["start"] == "12"
    assert rows[3]["sentence"] == ""


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-1", "-1"),
        ("+1.5", "+1.5"),
        ("-1+1", "'-1+1"),
        ("\tx", "'\tx"),
        ("\rx", "\ufffdx"),
        ("'tis", "''tis"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\n =1", "'\n =1"),
        ("\uff1dcmd", "'\uff1dcmd"),
        ("a=1", "a=1"),
        ('say "no"; yes, now', 'say "no"; yes, now'),
        ("two\nlines", "two\nlines"),
        ("nul\x00 \ud800", "nul\ufffd \ufffd"),
    ],
)
def test_no_cell_is_a_formula_and_every_cell_comes_back(text: str, cell: str) -> None:
    (row, *_) = table(network(text, told=(evidence("6", text=text, title=text, rule=text),)))
    assert (row["source_label"], row["sentence"], row["title"], row["rule"]) == (cell,) * 4
    if "\ufffd" not in cell:
        assert cell.removeprefix("'") == text


def test_csv_lines_end_as_the_standard_says() -> None:
    assert csv(Network()) == ",".join(COLUMNS) + "\r\n"
