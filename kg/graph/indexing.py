"""Writes the side index of a store, which ``kg.graph.words`` reads.

The texts lie in a table of their own, and FTS5 indexes them when all are there, within SQLite:
other threads go on meanwhile.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kg.graph import vocabulary as v
from kg.graph.lines import Line, with_properties
from kg.graph.ntriples import iri
from kg.graph.statements import written_value
from kg.graph.words import folded
from kg.iris import ID, KG, SCHEMA, SKOS

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE name (key TEXT, thing TEXT, PRIMARY KEY (key, thing)) WITHOUT ROWID;
CREATE TABLE told (text TEXT, thing TEXT, named INTEGER);
CREATE VIRTUAL TABLE word USING fts5 (
    text, thing UNINDEXED, content = told, tokenize = "unicode61 remove_diacritics 2"
);
"""
_TEXT = "INSERT INTO told VALUES (?, ?, ?)"
_NAMED = "SELECT text, thing FROM told WHERE named"
_NAME = "INSERT OR IGNORE INTO name VALUES (?, ?)"
_WORDS = (
    "INSERT INTO word (word, rank) VALUES ('automerge', 0)",  # all at once, by the last
    "INSERT INTO word (word, rank) VALUES ('hashsize', 16777216)",
    "INSERT INTO word (word) VALUES ('rebuild')",
    "INSERT INTO word (word) VALUES ('optimize')",
)
_SAID = frozenset({iri(KG + "text"), iri(SCHEMA + "headline")})
PROPERTIES = _SAID | {iri(v.LABEL), iri(v.ALT_LABEL), iri(SKOS + "notation")}
"""What is indexed, as N-Triples writes it."""

_OWN = f"<{ID}"

_Told = tuple[str, str, bool]
"""A text, the thing that it is about, and whether it is a name of it."""


def build(path: Path, nquads: Path) -> None:
    """Write the index of a graph: its names are found whole and by word, its texts by word."""
    with closing(sqlite3.connect(path)) as index, index:
        index.executescript(_SCHEMA)
        index.executemany(_TEXT, _distinct(_told(with_properties(nquads, PROPERTIES))))
        named = index.execute(_NAMED)
        index.executemany(
            _NAME, ((key, thing) for told, thing in named for key in _keys(told, thing))
        )
        for step in _WORDS:
            index.execute(step)


def _told(lines: Iterable[Line]) -> Iterator[_Told]:
    for subject, property_, object_ in lines:
        if subject.startswith(_OWN) and object_[:1] == '"':
            yield str(written_value(object_)), subject[1:-1], property_ not in _SAID


def _distinct(told: Iterable[_Told]) -> Iterator[_Told]:
    """What is told of a thing once; its lines follow each other, as they do where they are sorted."""
    for _, found in groupby(told, itemgetter(1)):
        yield from dict.fromkeys(found)


def _keys(name: str, thing: str) -> Iterable[str]:
    key, end = folded(name), thing.rsplit("/", 1)[1]
    return (key,) if key == end and end.isascii() else (key, folded(end))
