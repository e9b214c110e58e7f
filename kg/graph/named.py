"""The queries that come with the package, one file each, by name.

A file is SPARQL that runs as it is. Comments in it say more: ``# title:`` and ``# about:`` what
it answers; ``# param: NAME | KIND | meaning`` what may narrow it (KIND is one of
``kg.graph.parameters.KINDS``, with ``, required`` behind it where nothing goes without);
``# example: NAME=VALUE, ...`` values that show it; and ``# with NAME: PATTERN`` a pattern that
holds only where a value is given.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from kg.errors import QueryError
from kg.questions import Parameter, Query

_FIELD = re.compile(r"# (title|about|param|example): (.*)")


def names() -> list[tuple[str, str]]:
    """Name and title of every query, sorted by name."""
    return [(query.name, query.title) for query in every()]


def every() -> list[Query]:
    """Every query, sorted by name."""
    return [query(name) for name in sorted(_queries())]


def about(name: str) -> str:
    """What a query answers, in a sentence.

    Raises:
        QueryError: no query has this name.
    """
    return query(name).about


def text(name: str) -> str:
    """The SPARQL of a query.

    Raises:
        QueryError: no query has this name; the message has those that come close.

    >>> text("person")
    Traceback (most recent call last):
    kg.errors.QueryError: no query is named 'person'; close to it: persons
    """
    return query(name).text


def query(name: str) -> Query:
    """A query by its name.

    Raises:
        QueryError: no query has this name; the message has those that come close.
    """
    try:
        return read(_queries()[name], name)
    except KeyError:
        close = get_close_matches(name, _queries(), n=3) or sorted(_queries())
        listed = ", ".join(close)
        raise QueryError(f"no query is named {name!r}; close to it: {listed}") from None


def read(sparql: str, name: str = "") -> Query:
    """Any SPARQL as a query: one of ours, or a user's own with the same comments.

    Raises:
        QueryError: a comment is not as it should be.
    """
    fields: dict[str, list[str]] = {}
    for line in sparql.splitlines():
        if found := _FIELD.fullmatch(line.strip()):
            fields.setdefault(found[1], []).append(found[2].strip())
    return Query(
        name=name,
        title=" ".join(fields.get("title", [])),
        about=" ".join(fields.get("about", [])),
        parameters=tuple(map(_parameter, fields.get("param", []))),
        example=tuple(
            _pair(pair) for line in fields.get("example", []) for pair in line.split(", ")
        ),
        text=sparql,
    )


def _parameter(line: str) -> Parameter:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3:
        raise QueryError(f"'# param: {line}': write # param: NAME | KIND | meaning")
    name, kind, meaning = parts
    kind, comma, required = kind.partition(", ")
    return Parameter(name=name, kind=kind, required=bool(comma and required), about=meaning)


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value


@cache
def _queries() -> dict[str, str]:
    folder = files("kg.graph").joinpath("queries")
    found = (file for file in folder.iterdir() if file.name.endswith(".rq"))
    return {file.name.removesuffix(".rq"): file.read_text("utf-8") for file in found}
