from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Evidence, Network, NetworkLink, NetworkNode
from kg.view.payload import Block, EvidenceTable, block, clean, web_address

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
    rows = read(data)
    assert [row["start"] for row in rows] == [10, 50, 0]
    assert rows[0] == {
        "text": "Ana met Bo.",
        "marks": [[0, 3, "actor"], [4, 7, "trigger"]],
        "article": 0,
        "start": 10,
        "speakers": ["A wire"],
        "status": "happened",
        "certainty": "certain",
        "rule": "events.meet",
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


def test_many_sentences_come_in_blocks_of_a_thousand() -> None:
    many = tuple(evidence("a", start) for start in range(2001))
    blocks = list(EvidenceTable(network(many)).blocks())
    assert [data.id for data in blocks] == ["sentences-0", "sentences-1", "sentences-2"]
    assert [len(read(data)) for data in blocks] == [1000, 1000, 1]
