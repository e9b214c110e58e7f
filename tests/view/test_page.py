from __future__ import annotations

import base64
import gzip
import hashlib
import json
import random
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pyvis.network import Network as PyvisNetwork

from kg.model import Evidence, Network, NetworkLink, NetworkNode
from kg.view import page
from kg.view.payload import SENTENCES_PER_BLOCK


class Parts(HTMLParser):
    """The scripts, styles, data blocks, attributes and visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.blocks: dict[str, tuple[str, str]] = {}
        self.attributes: list[tuple[str, str, str]] = []
        self.title = ""
        self.policy: dict[str, str] = {}
        self._open: dict[str, str | None] = {}
        self._tag = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag, self._open = tag, dict(attrs)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if self._open.get("http-equiv") == "Content-Security-Policy":
            for directive in (self._open["content"] or "").split("; "):
                name, _, sources = directive.partition(" ")
                self.policy[name] = sources

    def handle_endtag(self, tag: str) -> None:
        self._tag = ""

    def handle_data(self, data: str) -> None:
        if self._tag == "style":
            self.styles.append(data)
        elif self._tag == "title":
            self.title += data
        elif self._tag == "script" and self._open.get("type") == "application/json":
            self.blocks[self._open["id"] or ""] = (self._open["data-encoding"] or "", data)
        elif self._tag == "script":
            self.scripts.append(data)

    def block(self, name: str) -> Any:
        encoding, text = self.blocks[name]
        if encoding == "gzip":
            text = gzip.decompress(base64.b64decode(text)).decode()
        return json.loads(text)


def evidence(number: int, text: str = "Ana met Bo in Oslo.") -> Evidence:
    return Evidence(
        text=text,
        marks=((0, 3, "actor"), (4, 7, "trigger")),
        article=f"a{number % 7}",
        title="Talks in Oslo",
        publisher="The Paper",
        published="2026-01-08",
        url="https://news.example/1",
        start=number,
        speakers=(),
        status="happened",
        certainty="certain",
        rule="events.meet",
    )


def network(count: int = 6, name: str = "Ana") -> Network:
    dice = random.Random(count)
    nodes = tuple(
        NetworkNode(id=f"n{number:04}", kind="person", label=f"{name} {number}")
        for number in range(count)
    )
    links = tuple(
        NetworkLink(
            source=f"n{number:04}",
            target=f"n{dice.randrange(count):04}",
            predicate="spouse",
            label="spouse of",
            status="happened",
            evidence=(evidence(number),),
        )
        for number in range(count)
    )
    return Network(nodes=nodes, links=links)


def html(graph: Network, title: str = "News") -> str:
    return page.picture(graph, title=title).generate_html()


def test_the_page_is_made_by_pyvis_with_no_template_of_its_own() -> None:
    made = page.picture(network(), title="News")
    assert isinstance(made, PyvisNetwork)
    assert made.num_nodes() == 6
    assert made.num_edges() == 6
    text = made.generate_html()
    for trace in ("cdnjs", "jsdelivr", "unpkg", "bootstrap", "mynetwork", "sourceMappingURL"):
        assert trace not in text


def test_nothing_is_loaded_and_nothing_is_inline_but_what_the_policy_allows() -> None:
    parts = Parts(html(network()))

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    assert parts.policy["default-src"] == "'none'"
    assert parts.policy["script-src"] == " ".join(f"'sha256-{digest(s)}'" for s in parts.scripts)
    assert parts.policy["style-src"] == " ".join(f"'sha256-{digest(s)}'" for s in parts.styles)
    assert parts.policy["img-src"] == "data: blob:"
    assert parts.policy["require-trusted-types-for"] == "'script'"
    assert len(parts.scripts) == 2
    for tag, name, value in parts.attributes:
        assert not name.startswith("on") and name not in ("style", "src", "srcdoc"), (tag, name)
        assert name != "href" or value.startswith(("#", "data:,"))


def test_the_scripts_write_no_markup_and_run_no_text() -> None:
    ours = Parts(html(network())).scripts[1]
    assert "\n(() => {\n'use strict';" in ours[:60]
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in ours


@pytest.mark.parametrize(
    "title",
    ["<b>1 & 2</b>", "</title><script>x</script>", "{{ 7 * 7 }}", "\"quoted\" 'twice'", "☂"],
)
def test_a_title_is_only_text(title: str) -> None:
    parts = Parts(html(network(), title))
    assert parts.title == title
    assert len(parts.scripts) == 2


def test_data_blocks_hold_the_graph_in_order_of_importance() -> None:
    graph = network(40)
    parts = Parts(html(graph))
    data = parts.block("graph")
    labels = {node.id: node.label for node in graph.nodes}
    assert [labels[name] for name in data["nodes"]["id"]] == data["nodes"]["label"]
    assert len(data["links"]["from"]) == 40
    told = {(link.source, link.target) for link in graph.links}
    ids = data["nodes"]["id"]
    ends = zip(data["links"]["from"], data["links"]["to"], strict=True)
    assert {(ids[one], ids[two]) for one, two in ends} == told
    assert data["sentenceCount"] == 40
    assert parts.block("sentences-0")["paragraphs"] == ["Ana met Bo in Oslo."]
    assert data["options"]["physics"] == {"enabled": False}
    assert data["options"]["edges"]["smooth"] is False


def test_a_large_graph_is_compressed() -> None:
    graph = network(3000)
    text = html(graph)
    parts = Parts(text)
    assert parts.blocks["graph"][0] == "gzip"
    assert len(parts.block("graph")["nodes"]["id"]) == 3000
    assert len(parts.block("sentences-2")["start"]) == SENTENCES_PER_BLOCK
    assert len(text) < 1_000_000


@pytest.mark.parametrize(
    "name", ["</script><script>x</script>", "<!--<script>", "\u2028", "\ud800"]
)
def test_names_stay_inside_their_block(name: str) -> None:
    parts = Parts(html(network(name=name)))
    assert len(parts.scripts) == 2
    expected = "\ufffd" if name == "\ud800" else name
    assert parts.block("graph")["nodes"]["label"][0].startswith(expected)


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        page.write(network(300), tmp_path / name, title="News")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_page_can_be_written_of_nothing(tmp_path: Path) -> None:
    page.write(Network(), tmp_path / "graph.html", title="Nothing")
    assert Parts((tmp_path / "graph.html").read_text("utf-8")).block("graph")["nodes"] == {}


def test_a_failed_write_leaves_the_old_page_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph.html"
    path.write_text("old")

    def fail(self: page.Page) -> str:
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(page.Page, "generate_html", fail)
    with pytest.raises(RuntimeError, match="disk on fire"):
        page.write(network(), path, title="News")
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["graph.html"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        page.write(network(), tmp_path / "none" / "graph.html", title="News")


def test_links_need_both_ends_and_may_be_parallel() -> None:
    made = page.Page(title="News")
    made.add_node(0, "Ana")
    made.add_node(1, "Bo")
    made.add_node(1, "Bo again")
    made.add_edge(0, 1, label="met")
    made.add_edge(0, 1, label="called")
    assert made.num_nodes() == 2
    assert [edge["label"] for edge in made.edges] == ["met", "called"]
    with pytest.raises(KeyError):
        made.add_edge(0, 2)


def test_readers_without_scripts_are_told_so() -> None:
    text = html(network())
    start = text.index("<noscript>")
    assert "allow scripts for this file" in text[start : text.index("</noscript>")]
