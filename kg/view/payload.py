"""The data of a page as blocks of text that can stand in an HTML file.

One block holds the graph, the others the sentences in their paragraphs, some hundred to a
block, so that a page opens before it has read them all and finds one of them at once. A small
block is plain JSON; a large one is compressed.
Whatever news text contains, nothing in a block can end its ``<script>`` element.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from kg.model import Evidence, Network, NetworkConflict, NetworkLink, NetworkSide
from kg.view.paragraphs import Paragraphs

SENTENCES_PER_BLOCK = 400
_PLAIN_LIMIT = 30_000
_SYSTEM, _UNKNOWN = 9, 255  # RFC 1952: the byte that names the system, and "unknown"
_CERTAINTIES = ("certain", "probable", "possible")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The text of one ``<script>`` element that holds data."""

    id: str
    encoding: Literal["json", "gzip"]
    text: str


def clean(text: str) -> str:
    """The text with control characters and lone surrogates replaced, code point by code point.

    >>> clean("a\\x00b\\ud800c")
    'a\\ufffdb\\ufffdc'
    """
    return text if text.isprintable() else _UNPRINTABLE.sub("\ufffd", text)


def web_address(url: str | None) -> str | None:
    """The address if a reader may safely follow it: http or https, with a host.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    if url is None:
        return None
    try:
        parts = urlsplit(clean(url))
    except ValueError:
        return None
    return parts.geturl() if parts.scheme in ("http", "https") and parts.netloc else None


def block(name: str, value: object) -> Block:
    """The value as JSON, compressed with gzip and base64 when it is large."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if len(text) <= _PLAIN_LIMIT:
        return Block(id=name, encoding="json", text=_inert(text))
    packed = bytearray(gzip.compress(text.encode("utf-8"), 6, mtime=0))
    packed[_SYSTEM] = _UNKNOWN  # Pythons differ in what they write there
    return Block(id=name, encoding="gzip", text=base64.b64encode(packed).decode("ascii"))


def columns(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows as one column per name, None where a row has no such value.

    A column is the list of its values. Where few values come again and again, it is the values
    in order of appearance and ``at``, the place of each row's value among them: a page then
    reads every text once.

    >>> columns([{"a": 1}, {"a": 2, "b": 3}])
    {'a': [1, 2], 'b': [None, 3]}
    >>> columns([{"a": "x"}, {}] * 20)["a"]["values"]
    ['x', None]
    """
    kept = list(rows)
    names = sorted({name for row in kept for name in row})
    return {name: _column([row.get(name) for row in kept]) for name in names}


def lists(column: Iterable[list[int]]) -> dict[str, list[int]]:
    """Lists of numbers as one list, with the length of each.

    >>> lists([[4, 5], [], [6]])
    {'lengths': [2, 0, 1], 'flat': [4, 5, 6]}
    """
    kept = list(column)
    return {"lengths": list(map(len, kept)), "flat": [item for items in kept for item in items]}


def _column(values: list[Any]) -> list[Any] | dict[str, list[Any]]:
    kinds = set(map(type, values))
    if kinds == {int} or not kinds <= {str, int, type(None)}:
        return values
    places: dict[str | int | None, int] = {}
    at = [places.setdefault(value, len(places)) for value in values]
    return {"values": list(places), "at": at} if 4 * len(places) <= len(values) else values


class EvidenceTable:
    """Every piece of evidence of a network once, with the articles they stand in.

    ``items`` come in reading order. ``groups`` has a number for each of them: pieces with the
    same number are one sentence told in one way, seen from several links. ``texts`` are whole
    articles by IRI; where they are missing, a sentence is its own paragraph.
    """

    def __init__(self, network: Network, texts: Mapping[str, str] | None = None) -> None:
        found = {item for link in network.links for item in link.evidence}
        found |= {item for c in network.conflicts for side in c.sides for item in side.evidence}
        self.items = sorted(found, key=_reading_order)
        self._index = {item: index for index, item in enumerate(self.items)}
        self.groups = _groups(self.items)
        self.sentence_count = len({_place(item) for item in self.items})
        first = {item.article: item for item in reversed(self.items)}
        self._article_index = {article: index for index, article in enumerate(sorted(first))}
        self.articles = [_article(first[article]) for article in self._article_index]
        self._texts = texts or {}

    def indexes(self, of: NetworkLink | NetworkSide) -> list[int]:
        """Which items stand behind the link or side, in reading order."""
        return sorted(self._index[item] for item in of.evidence)

    def overview(self) -> dict[str, Any]:
        """What filters ask of all items: group, article, and how sure they are."""
        return {
            "group": self.groups,
            "article": [self._article_index[item.article] for item in self.items],
            "code": "".join(str(_CERTAINTIES.index(item.certainty)) for item in self.items),
        }

    def blocks(self) -> Iterator[Block]:
        """The items, ``SENTENCES_PER_BLOCK`` to a block, named sentences-0, -1, ..."""
        for start in range(0, len(self.items), SENTENCES_PER_BLOCK):
            items = self.items[start : start + SENTENCES_PER_BLOCK]
            yield block(f"sentences-{start // SENTENCES_PER_BLOCK}", self._told(items))

    def _told(self, items: list[Evidence]) -> dict[str, Any]:
        """The items as columns, with each paragraph once."""
        whole = {
            article: Paragraphs(self._texts[article])
            for article in {item.article for item in items}
            if article in self._texts
        }
        paragraphs: dict[str, int] = {}
        rows = [self._row(item, whole.get(item.article), paragraphs) for item in items]
        return {"paragraphs": list(paragraphs), **columns(rows)}

    def _row(
        self, item: Evidence, whole: Paragraphs | None, paragraphs: dict[str, int]
    ) -> dict[str, Any]:
        """``from`` is where the sentence begins in its paragraph, in code points."""
        paragraph, offset = whole.of(item) if whole else (item.text, 0)
        return {
            "paragraph": paragraphs.setdefault(clean(paragraph), len(paragraphs)),
            "from": offset,
            "length": len(item.text),
            "marks": [[start, end, clean(role)] for start, end, role in sorted(item.marks)],
            "start": item.start,
            "speakers": [clean(speaker) for speaker in item.speakers],
            "status": item.status,
            "rule": clean(item.rule),
        }


def conflict(
    told: NetworkConflict, number: Mapping[str, int], evidence: EvidenceTable
) -> dict[str, Any]:
    """A conflict as a page reads it; ``number`` is the number of each node by its id."""
    return {
        "id": clean(told.id),
        "kind": told.kind,
        "label": clean(told.label),
        "about": [number[node] for node in told.about if node in number],
        "sides": [
            {"label": clean(side.label), "evidence": evidence.indexes(side)} for side in told.sides
        ],
    }


def _place(item: Evidence) -> tuple[str, int, str]:
    return (item.article, item.start, item.text)


def _reading_order(item: Evidence) -> tuple[object, ...]:
    told = (item.marks, item.speakers, item.status, item.certainty, item.rule)
    return (item.published or "", *_place(item), *told)


def _groups(items: list[Evidence]) -> list[int]:
    numbers: dict[object, int] = {}
    return [numbers.setdefault((*_place(item), item.status), len(numbers)) for item in items]


def _article(item: Evidence) -> dict[str, str | None]:
    return {
        "title": item.title and clean(item.title),
        "publisher": item.publisher and clean(item.publisher),
        "published": item.published and clean(item.published),
        "url": web_address(item.url),
    }


def _inert(text: str) -> str:
    """JSON that is the same JSON and holds no markup and no line separator of JavaScript."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
