from __future__ import annotations

import base64
import gzip
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Evidence,
    Network,
    NetworkConflict,
    NetworkLink,
    NetworkNode,
    NetworkSide,
)
from kg.view.payload import (
    SENTENCES_PER_BLOCK,
    Block,
    EvidenceTable,
    block,
    clean,
    conflict,
    web_address,
)

ANY_TEXT = st.text(st.characters(), max_size=60)


def read(data: Block) -> Any:
    if data.encoding == "json":
        return json.loads(data.text)
    return json.loads(gzip.decompress(base64.b64decode(data.text)))


def evidence(article: str, start: int, **fields: Any) -> Evidence:
    values: dict[str, Any] = {
        "text": "Ana met Bo.",
        "marks": ((4, 7, "trigger"), (0, 3, "actor")),
        "title": "A title",
        "publisher": "The Paper",
        "published": "2026-01-08",
        "url": "https://news.example/1",
        "speakers": ("A wire",),
        "status": "happened",
        "certainty": "certain",
        "rule": "events.meet",
    }
    return Evidence(article=article, start=start, **(values | fields))


def network(*groups: tuple[Evidence, ...]) -> Network:
    ids = [f"n{number}" for number in range(len(groups) + 1)]
    nodes = tuple(NetworkNode(id=name, kind="person", label=name) for name in ids)
    links = tuple(
        NetworkLink(
            source=one, target=two, predicate="p", label="p", status="happened", evidence=group
        )
        for one, two, group in zip(ids, ids[1:], groups, strict=False)
    )
    return Network(nodes=nodes, links=links)


@given(ANY_TEXT)
def test_cleaning_keeps_every_offset(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert clean(cleaned) == cleaned


@given(st.lists(ANY_TEXT, max_size=5))
def test_a_block_gives_its_value_back_and_holds_no_markup(texts: list[str]) -> None:
    texts = [clean(text) for text in texts]
    data = block("data", texts)
    assert read(data) == texts
    assert not set("<\u2028\u2029") & set(data.text)


def test_a_large_block_is_compressed_and_always_the_same() -> None:
    value = ["</script>" * 10] * 3000
    data = block("data", value)
    assert data.encoding == "gzip"
    assert base64.b64decode(data.text)[9] == 255  # the same bytes from every Python
    assert len(data.text) < 10_000
    assert read(data) == value
    assert block("data", value) == data


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://news.example/a?b=c#d", "https://news.example/a?b=c#d"),
        ("http://news.example", "http://news.example"),
        ("HTTPS://news.example/a", "https://news.example/a"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//news.example/a", None),
        ("https:news.example", None),
        ("http://[broken", None),
        ("news.example", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_links(url: str | None, kept: str | None) -> None:
    assert web_address(url) == kept


def test_sentences_stand_once_in_reading_order() -> None:
    late, early = evidence("b", 0, published="2026-01-09"), evidence("a", 50)
    first = evidence("a", 10)
    graph = network((late, first), (first, early))
    table = EvidenceTable(graph)
    assert table.items == [first, early, late]
    assert [table.indexes(link) for link in graph.links] == [[0, 2], [0, 1]]
    (data,) = table.blocks()
    told = read(data)
    assert told["start"] == [10, 50, 0]
    assert told["paragraphs"] == ["Ana met Bo."]
    first_of = {name: values[0] for name, values in told.items()}
    assert first_of == {
        "paragraphs": "Ana met Bo.",
        "paragraph": 0,
        "from": 0,
        "length": 11,
        "marks": [[0, 3, "actor"], [4, 7, "trigger"]],
        "start": 10,
        "speakers": ["A wire"],
        "status": "happened",
        "rule": "events.meet",
    }


def test_a_sentence_stands_in_its_paragraph_where_the_article_is_known() -> None:
    text = "Oslo, Monday.\n\nAna met Bo. They ate. Ana met Bo.\n\nThe end."
    one, two = evidence("a", text.index("Ana")), evidence("a", text.rindex("Ana"))
    elsewhere = evidence("a", 3)
    table = EvidenceTable(network((one, two, elsewhere)), {"a": text})
    (data,) = table.blocks()
    told = read(data)
    assert told["paragraphs"] == ["Ana met Bo.", "Ana met Bo. They ate. Ana met Bo."]
    assert told["paragraph"] == [0, 1, 1]
    assert told["from"] == [0, 0, 22]


def test_filters_know_article_and_certainty_of_all_evidence() -> None:
    sure, unsure = evidence("a", 1), evidence("b", 2, certainty="possible", status="possible")
    likely = evidence("b", 3, certainty="probable")
    overview = EvidenceTable(network((sure, unsure, likely))).overview()
    assert overview == {"group": [0, 1, 2], "article": [0, 1, 1], "code": "021"}


def test_a_conflict_points_to_nodes_and_evidence_by_number() -> None:
    one, two, apart = evidence("a", 1), evidence("b", 2), evidence("c", 3)
    sides = (NetworkSide(label="so", evidence=(one,)), NetworkSide(label="not", evidence=(apart,)))
    told = NetworkConflict(id="k", kind="denial", label="?", about=("n0", "gone"), sides=sides)
    table = EvidenceTable(replace(network((one, two)), conflicts=(told,)))
    assert conflict(told, {"n0": 7}, table) == {
        "id": "k",
        "kind": "denial",
        "label": "?",
        "about": [7],
        "sides": [{"label": "so", "evidence": [0]}, {"label": "not", "evidence": [2]}],
    }


def test_one_sentence_behind_several_links_is_a_group() -> None:
    seen = evidence("a", 10)
    again = evidence("a", 10, marks=((8, 10, "recipient"),))
    denied = evidence("a", 10, status="denied")
    other = evidence("a", 90)
    table = EvidenceTable(network((seen, other), (again,), (denied,)))
    groups = dict(zip(table.items, table.groups, strict=True))
    assert groups[seen] == groups[again]
    assert len({groups[seen], groups[denied], groups[other]}) == 3
    assert table.sentence_count == 2


def test_articles_are_told_once() -> None:
    other = evidence("b", 0, title=None, url="javascript:alert(1)", published=None)
    table = EvidenceTable(network((evidence("a", 1), evidence("a", 2), other)))
    assert table.articles == [
        {
            "title": "A title",
            "publisher": "The Paper",
            "published": "2026-01-08",
            "url": "https://news.example/1",
        },
        {"title": None, "publisher": "The Paper", "published": None, "url": None},
    ]


def test_many_sentences_come_in_blocks() -> None:
    many = tuple(evidence("a", start) for start in range(2 * SENTENCES_PER_BLOCK + 1))
    blocks = list(EvidenceTable(network(many)).blocks())
    assert [data.id for data in blocks] == ["sentences-0", "sentences-1", "sentences-2"]
    sizes = [len(read(data)["start"]) for data in blocks]
    assert sizes == [SENTENCES_PER_BLOCK, SENTENCES_PER_BLOCK, 1]
