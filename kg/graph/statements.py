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
            if path.suffix == ".ttl":
                statements._take_stated(path)
            else:
                statements._take_written(path)
        return statements

    def _take_stated(self, path: Path) -> None:
        """The statements of any file."""
        for quad in quads(path):
            told = value(quad.object)
            if told is not None:
                self._pairs[quad.predicate.value].append((str(value(quad.subject)), told))

    def _take_written(self, path: Path) -> None:
        """The statements of a file of ``kg.graph.mapping``, three times as fast as of any file.

        Its lines have one form, those of a subject stand together, and what they state comes again
        and again.
        """
        found: defaultdict[bytes, list[tuple[str, Value]]] = defaultdict(list)
        known: dict[bytes, Value] = {}
        before, name = b"", ""
        try:
            with path.open("rb") as file:
                for line in file:
                    subject, property_, object_ = line.split(b" ", 2)
                    if subject != before:
                        before, name = subject, subject[1:-1].decode()
                    told = known.get(object_)
                    if told is None:
                        told = known[object_] = written_value(object_.decode())
                    found[property_].append((name, told))
            for property_, pairs in found.items():
                self._pairs[property_[1:-1].decode()] += pairs
        except FileNotFoundError as error:
            raise InputError(f"{path}: no such file; build the graph first") from error
        except ValueError as error:
            raise InputError(f"{path}: not as a build writes it; build the graph again") from error

    def pairs(self, property_: str) -> Iterator[tuple[str, Value]]:
        """Subject and value of every statement with a property."""
        return iter(self._pairs.get(property_, ()))


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
