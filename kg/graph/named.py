"""The queries that come with the package, one file each, by name."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from kg.errors import QueryError


def names() -> list[tuple[str, str]]:
    """Name and title of every query, sorted by name."""
    return [(name, _header(query, "title")) for name, query in sorted(_queries().items())]


def about(name: str) -> str:
    """What a query answers, in a sentence.

    Raises:
        QueryError: no query has this name.
    """
    return _header(text(name), "about")


def text(name: str) -> str:
    """The SPARQL of a query.

    Raises:
        QueryError: no query has this name; the message has those that come close.

    >>> text("person")
    Traceback (most recent call last):
    kg.errors.QueryError: no query is named 'person'; close to it: persons
    """
    try:
        return _queries()[name]
    except KeyError:
        close = get_close_matches(name, _queries(), n=3) or sorted(_queries())
        listed = ", ".join(close)
        raise QueryError(f"no query is named {name!r}; close to it: {listed}") from None


@cache
def _queries() -> dict[str, str]:
    folder = files("kg.graph").joinpath("queries")
    found = (file for file in folder.iterdir() if file.name.endswith(".rq"))
    return {file.name.removesuffix(".rq"): file.read_text("utf-8") for file in found}


def _header(query: str, field: str) -> str:
    start = f"# {field}: "
    return next(row.removeprefix(start) for row in query.splitlines() if row.startswith(start))
