"""The named queries as the site shows them: on its pages, at addresses, in its description."""

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
class Example:
    """A query to start from: its name, what it is called, what it answers, its SPARQL."""

    name: str
    title: str
    about: str
    query: str
    parameters: tuple[Parameter, ...] = ()
