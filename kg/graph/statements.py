"""The statements of files in memory, property by property: what is drawn while a store loads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.graph.store import IRI, Value
from kg.graph.terms import literal, value
from kg.graph.triples import quads

_ESCAPE = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


class Statements:
    """Subjects and values by property; derived statements are not among them."""

    def __init__(self) -> None:
        self._pairs: defaultdict[str, list[tuple[str, Value]]] = defaultdict(list)

    @classmethod
    def read(cls, *paths: Path) -> Statements:
        """Read N-Quads (``.nq``) as a build writes them, and Turtle (``.ttl``) files.

        No file states what another does.

        Raises:
            InputError: a file cannot be read.
        """
        statements = cls()
        for path in paths:
            found = _stated(path) if path.suffix == ".ttl" else _written(path)
            for subject, property_, told in found:
                statements._pairs[property_].append((subject, told))
        return statements

    def pairs(self, property_: str) -> Iterator[tuple[str, Value]]:
        """Subject and value of every statement with a property."""
        return iter(self._pairs.get(property_, ()))


def _stated(path: Path) -> Iterator[tuple[str, str, Value]]:
    """The statements of any file."""
    for quad in quads(path):
        told = value(quad.object)
        if told is not None:
            yield str(value(quad.subject)), quad.predicate.value, told


def _written(path: Path) -> Iterator[tuple[str, str, Value]]:
    """The statements of a file of ``kg.graph.mapping``, twice as fast as of any file.

    Its lines have one form, and what they state comes again and again.
    """
    known: dict[str, Value] = {}
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                subject, property_, object_ = line.split(" ", 2)
                told = known.get(object_)
                if told is None:
                    told = known[object_] = written_value(object_)
                yield subject[1:-1], property_[1:-1], told
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; build the graph first") from error
    except ValueError as error:
        raise InputError(f"{path}: not as a build writes it; build the graph again") from error


def written_value(written: str) -> Value:
    """The value of an object as ``kg.graph.ntriples`` writes it, with the end of its line.

    >>> written_value('"3"^^<http://www.w3.org/2001/XMLSchema#integer> .')
    3
    >>> written_value('"a \\\\u2028"@en .')
    'a \\u2028'
    """
    term, end, _ = written.rpartition(" .")
    if not end or term[0] not in '<"':
        raise ValueError(written)
    if term[0] == "<":
        return IRI(term[1:-1])
    text, _, tail = term[1:].rpartition('"')
    if "\\" in text:
        text = _ESCAPE.sub(_meant, text)
    return literal(text, tail[3:-1]) if tail.startswith("^^<") else text


def _meant(match: re.Match[str]) -> str:
    code, letter = match.groups()
    return chr(int(code, 16)) if code else _ESCAPED[letter]
