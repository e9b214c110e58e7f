"""The side index of a store: what things are called and what sentences say, in SQLite.

It lies beside the store's folder and is made with it, by ``kg.graph.indexing``. Words are found by
FTS5, which folds case and accents and ranks by BM25; names are found whole, folded as
``kg.iris.slug`` does.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from kg.errors import QueryError
from kg.graph.store import IRI
from kg.iris import slug

_SEARCH = "SELECT thing, min(rank) FROM ({}) GROUP BY thing ORDER BY 2, 1 LIMIT ?"
_HITS = "SELECT thing, rank FROM word WHERE word MATCH ?"
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


def folded(name: str) -> str:
    """A name as it is compared: without case, accents and punctuation."""
    return slug(name) or name


def beside(store: Path) -> Path:
    """Where the index of a store folder is."""
    return store.with_name(store.name + ".words")


def terms(words: str) -> list[str]:
    """The words and quoted phrases that are looked for; those without a letter or digit go.

    Raises:
        QueryError: none remains.

    >>> terms('steel - "foreign minister" tarif*')
    ['steel', 'foreign minister', 'tarif*']
    """
    # A null byte would end SQLite's text.
    found = [phrase or word for phrase, word in _TERM.findall(words.replace("\0", " "))]
    kept = [term for term in found if any(map(str.isalnum, term))]
    if not kept:
        raise QueryError(f"{words!r} has no word to look for")
    return kept


class Words:
    """An index opened for reading."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index

    @classmethod
    def beside(cls, store: Path) -> Words | None:
        """The index of a store folder, if it has one."""
        path = beside(store)
        if not path.exists():
            return None
        # Nobody writes to it, so any thread may read; and it stays open when its file goes.
        address = path.absolute().as_uri() + "?mode=ro&immutable=1"
        return cls(sqlite3.connect(address, uri=True, check_same_thread=False))

    def called(self, name: str) -> list[IRI]:
        """The things with this name, or with an IRI that ends so, sorted."""
        key = folded(name)
        rows = self._index.execute("SELECT thing FROM name WHERE key = ? ORDER BY thing", (key,))
        return [IRI(thing) for (thing,) in rows]

    def search(self, words: str, most: int) -> list[IRI]:
        """Things whose name or text has all of the words, the best match first.

        Raises:
            QueryError: there is no word in them.
        """
        query = " ".join(map(_quoted, terms(words)))
        rows = self._index.execute(_SEARCH.format(_HITS), (query, most))
        return [IRI(thing) for thing, _ in rows]


def _quoted(term: str) -> str:
    """A term as FTS5 takes it: nothing in it is an operator but a star at its end."""
    star = "*" if term.endswith("*") else ""
    return '"' + term.rstrip("*").replace('"', '""') + '"' + star
