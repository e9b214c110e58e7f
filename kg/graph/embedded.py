"""The boundary to pyoxigraph: a store folder is built once and then only read.

Every error of the engine becomes a ``QueryError`` or a ``WorkspaceError`` here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from errno import ENOSPC
from os import strerror
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

import pyoxigraph as ox

from kg.errors import QueryError, WorkspaceError
from kg.graph import following, indexing, lines, ntriples, terms, unindexed, words
from kg.graph.complaint import complaint
from kg.graph.guard import refuse_service
from kg.graph.lines import Line
from kg.graph.ontology import vocabulary_files
from kg.graph.store import IRI, Rows, Store, Value
from kg.graph.triples import Triples
from kg.graph.words import Words
from kg.iris import PREFIXES

_FULL = (strerror(ENOSPC), "disk is full")
"""How the engine and SQLite say that."""


def load(nquads: Path, folder: Path) -> None:
    """Build a new store of a graph as a build writes it, the ontology and what follows from them.

    Raises:
        WorkspaceError: the folder exists and is not empty, cannot be written, or the file
            is not N-Quads.
        OSError: the disk is full.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(f"{folder}: a store is built in a new folder, this one is not empty")
    try:
        store = ox.Store(str(folder))
        with (
            ThreadPoolExecutor(1) as other,  # the engine works outside of Python
            TemporaryDirectory(dir=folder.parent, prefix=".loading-") as scratch,
        ):
            more, texts = Path(scratch) / "more.nq", Path(scratch) / "texts.nq"
            loaded = other.submit(_load, store, nquads)
            try:
                _pick(nquads, more, texts)
                _load(store, more)
            finally:
                loaded.result()
            ordered = other.submit(store.optimize)  # on disk, queries take half the time
            indexing.build(words.beside(folder), texts)
            ordered.result()
    except (OSError, SyntaxError, ValueError, sqlite3.Error) as error:
        if any(sign in str(error) for sign in _FULL):
            raise OSError(ENOSPC, strerror(ENOSPC), str(folder)) from error
        raise WorkspaceError(f"{folder}: the store cannot be built: {error}") from error


def _load(store: ox.Store, path: Path) -> None:
    """Load lines of our own, whose IRIs were looked at when they were written."""
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS, lenient=True)


def _pick(nquads: Path, more: Path, texts: Path) -> None:
    """Write the vocabulary with what follows from a graph by it, and the lines to be indexed."""
    vocabulary = Triples.read(*vocabulary_files())
    with _written(more) as out, _written(texts) as told:
        out.writelines(f"{ntriples.line(*map(str, terms))}\n" for terms in vocabulary)
        stated = lines.with_properties(nquads, following.PROPERTIES | indexing.PROPERTIES)
        follows = following.following(_told(stated, told), following.above(vocabulary))
        out.writelines(f"{line}\n" for line in follows)


def _told(stated: Iterable[Line], told: TextIO) -> Iterator[Line]:
    """All lines, of which those to be indexed are written in passing."""
    for line in stated:
        if line[1] in indexing.PROPERTIES:
            told.write(" ".join(line))
        yield line


def _written(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="\n")


class Embedded(Store):
    """A store folder opened for reading. Any number of readers may have it open at once."""

    def __init__(self, engine: ox.Store, index: Words | None = None) -> None:
        self._engine = engine
        self._index = index

    @classmethod
    def open(cls, folder: Path) -> Embedded:
        """Open a store folder.

        Raises:
            WorkspaceError: it is none.
        """
        try:
            return cls(ox.Store.read_only(str(folder)), Words.beside(folder))
        except (OSError, ValueError) as error:
            raise WorkspaceError(f"{folder}: not a store; build one with kg build") from error

    def query(self, query: str, bindings: Mapping[str, Value] | None = None) -> Rows | bool | str:
        """The answer to any query, by the engine itself. See ``Store.query``.

        Raises:
            QueryError: the query is malformed, fails, or asks another endpoint.
        """
        refuse_service(query)
        with _query_errors(query):
            bound = {ox.Variable(name): terms.term(v) for name, v in (bindings or {}).items()}
            return terms.answer(self._engine.query(query, prefixes=PREFIXES, substitutions=bound))

    def called(self, name: str) -> list[IRI]:
        """The things with a name. See ``Store.called``."""
        return self._index.called(name) if self._index else unindexed.called(self, name)

    def search(self, words: str, most: int) -> list[IRI]:
        """Things whose texts have all the words. See ``Store.search``."""
        if self._index:
            return self._index.search(words, most)
        return unindexed.search(self, words, most)

    def pairs(self, property_: str) -> Iterator[tuple[str, Value]]:
        """Subject and value of every statement with a property, by one scan of an index."""
        for quad in self._engine.quads_for_pattern(None, ox.NamedNode(property_), None):
            subject, value = terms.value(quad.subject), terms.value(quad.object)
            if subject is not None and value is not None:
                yield str(subject), value

    def statements(self) -> Iterator[ox.Triple]:
        """Every statement, in an order that depends on what is stated alone."""
        return (quad.triple for quad in self._engine)

    def __len__(self) -> int:
        return len(self._engine)


@contextmanager
def _query_errors(query: str) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise QueryError(complaint(query, str(error))) from error
    except (OSError, RuntimeError, TypeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from error
