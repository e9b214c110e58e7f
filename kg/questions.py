"""Queries with the names, titles and parameters by which people ask them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What narrows a query: its name, the kind of its value, and what it means."""

    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query: its name if it has one, what it is called, what it answers, its SPARQL.

    ``example`` has values for its parameters.
    """

    name: str
    title: str
    about: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    example: tuple[tuple[str, str], ...] = ()
