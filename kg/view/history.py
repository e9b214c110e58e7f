"""How long queries took before, so that the next of their kind is put where it belongs.

Queries are of one kind that differ only in what they name: things of the graph, strings,
variables, comments. What is learned of a kind is a guess about the next of it, and is forgotten
after a while; what is learned of one query holds for that query as long.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Hashable
from enum import Enum

from kg.iris import ID
from kg.view.protocol import Ask

_REMEMBERED = 1000
_SECONDS = 60.0
_CONVICTED = -2
_MOST = 4
_LOOKED_AT = 4000
_NAMED = re.compile(
    rf"""(?P<kept> <(?!{re.escape(ID)})[^<>\s]*+> )
       | <[^<>\s]*+> | \bid:[^\s;,.)}}]*+ | "(?:[^"\\\n]|\\.)*+" | '(?:[^'\\\n]|\\.)*+'
       | [?$]\w+ | (?P<gap> \#[^\n]*+ | \s+ )""",
    re.VERBOSE,
)


class Verdict(Enum):
    """What is to be expected of a query."""

    QUICK = "quick"
    LONG = "long"
    UNKNOWN = "unknown"


def kind(ask: Ask) -> Hashable:
    """What a query has in common with others like it.

    >>> from kg.view.negotiation import accepted
    >>> def of(query): return kind(Ask(base="", formats=accepted(None), query=query))
    >>> of('SELECT ?a { ?a rdfs:label "Ana" } # one') == of('SELECT ?b {?b rdfs:label "Bo" }')
    True
    >>> of("SELECT * { ?a rdfs:label ?b }") == of("SELECT * { ?a kg:actor ?b }")
    False
    """
    if ask.thing:
        return "thing"
    if ask.named:
        return (ask.named, *sorted(name for name, _ in ask.values))
    return _NAMED.sub(_common, ask.query[:_LOOKED_AT])


def _common(found: re.Match[str]) -> str:
    """What stays of a part of a query that may be another in the next of its kind."""
    return found["kept"] or ("?" if found["gap"] is None else "")


class History:
    """What is known of the last thousand queries and kinds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._long: dict[Hashable, tuple[int, float]] = {}
        self._kinds: dict[Hashable, tuple[int, float]] = {}

    def expected(self, query: Hashable, kind: Hashable) -> Verdict:
        """What to expect of a query of a kind."""
        now = self._clock()
        score, until = self._kinds.get(kind, (0, now))
        times, last = self._long.get(query, (0, now))
        # Where the processor is short, one of a quick kind may take long by chance.
        if now < last and times > (score > 0):
            return Verdict.LONG
        if score > 0:
            return Verdict.QUICK
        return Verdict.LONG if score <= _CONVICTED and now < until else Verdict.UNKNOWN

    def learn(self, query: Hashable, kind: Hashable, *, quick: bool) -> None:
        """Take note of how long a query has taken."""
        until = self._clock() + _SECONDS
        score = self._kinds.pop(kind, (0, 0.0))[0] + (1 if quick else -1)
        times, _ = self._long.pop(query, (0, 0.0))
        if not quick:
            self._long[query] = times + 1, until
        self._kinds[kind] = (max(-_MOST, min(_MOST, score)), until)
        for known in (self._long, self._kinds):
            if len(known) > _REMEMBERED:
                del known[next(iter(known))]
