"""The store of a graph, made from the store of an earlier one that is nearly the same.

What differs between the two graphs is removed and added in a copy: a quarter to a half of the work
of loading (docs/speed.md). What is removed must be there and what is added must not, so a store that is not that of
the earlier graph is found out, and the graph is loaded as ever.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

import pyoxigraph as ox

from kg.graph import following, indexing, words
from kg.graph.lines import Line
from kg.graph.ontology import vocabulary_files
from kg.graph.triples import Triples

_MOST = 0.2
"""The share of a graph, in bytes, that may differ: the more does, the less is gained."""


def patched(nquads: Path, folder: Path, before: tuple[Path, Path]) -> bool:
    """Make a new store of a graph from the file and the store of a graph ``before``, if it pays.

    Both files are sorted, as a build writes them. Returns whether the store is made; if it is
    not, nothing is left behind.
    """
    old, store = before
    try:
        made = _patched(store, folder, *_held_of(old, nquads))
        if made:
            indexing.build(words.beside(folder), nquads)
    except (_TooDifferent, OSError, RuntimeError, SyntaxError, ValueError, sqlite3.Error):
        made = False
    if not made:
        shutil.rmtree(folder, ignore_errors=True)
        words.beside(folder).unlink(missing_ok=True)
    return made


def _patched(old: Path, folder: Path, held: Set[str], to_hold: Set[str]) -> bool:
    """Make a store hold some statements instead of others; whether it was as it should be."""
    # The engine begins a log of its own.
    shutil.copytree(old, folder, ignore=shutil.ignore_patterns("LOG*", "LOCK"))
    store = ox.Store(str(folder))
    gone, new = _quads(held - to_hold), _quads(to_hold - held)
    if not all(quad in store for quad in gone) or any(quad in store for quad in new):
        return False
    for quad in gone:
        store.remove(quad)
    store.extend(new)
    store.flush()
    # To the engine, two ways of writing a value may be one.
    return all(quad in store for quad in _quads(to_hold))


def _quads(lines: Iterable[str]) -> list[ox.Quad]:
    text = "\n".join(sorted(lines))
    return list(ox.parse(text, format=ox.RdfFormat.N_QUADS, lenient=True))


# --- what differs ---------------------------------------------------------------------------


class _TooDifferent(Exception):
    """Patching would not be worth while."""


def _held_of(old: Path, new: Path) -> tuple[set[str], set[str]]:
    """What the stores of two graphs hold of all on which the graphs differ, and maybe some more.

    Raises:
        _TooDifferent: that is too much.
    """
    changed = _changed(old, new)
    above = following.above(Triples.read(*vocabulary_files()))
    return _held(old, changed, above), _held(new, changed, above)


def _changed(old: Path, new: Path) -> set[bytes]:
    """The subjects of which the two files say different things.

    Raises:
        _TooDifferent: they are too many.
    """
    changed: set[bytes] = set()
    left = _MOST * new.stat().st_size
    with old.open("rb") as some, new.open("rb") as others:
        one, other = next(some, b""), next(others, b"")
        while one or other:
            if one == other:
                one, other = next(some, b""), next(others, b"")
                continue
            first = one if one and (one < other or not other) else other
            changed.add(first.split(b" ", 1)[0])
            left -= len(first)
            if left < 0:
                raise _TooDifferent
            if first is one:
                one = next(some, b"")
            else:
                other = next(others, b"")
    return changed


def _held(nquads: Path, changed: Set[bytes], above: following.Above) -> set[str]:
    """What a store of a file holds of subjects, and all relations that hold both ways round."""
    told = list(_told(nquads, changed))
    stated = (" ".join(line).rstrip() for line in told)
    return {*stated, *following.following(told, above)}


def _told(nquads: Path, changed: Set[bytes]) -> Iterator[Line]:
    """The lines from which all follows that a store holds of some subjects."""
    mutual = {property_.encode() for property_ in following.MUTUAL}
    with nquads.open("rb") as lines:
        for line in lines:
            subject, property_, object_ = line.split(b" ", 2)
            if subject in changed or property_ in mutual:
                yield subject.decode(), property_.decode(), object_.decode()
