"""What decisions speak of: persons by IRI or name → the profiles that are meant.

A decision may name a person by the IRI of the graph, by the IRI that any of the person's names
would have alone, or by a name. Behind " @ " stands an article (its IRI, digest or id) where the
decision is about the person of that article only: so namesakes that the rules took for one can
be told apart. Of two sides that overlap, the narrower one leaves the wider one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg import iris
from kg.model import Decision
from kg.names import parse
from kg.resolve.persons import Constraint, Person, Places

Warn = Callable[[str], None]
_SCOPE = " @ "


class _Nobody(Exception):
    """A reference that leads nowhere or to several."""


class _Directory:
    """Persons by everything that a decision may call them."""

    def __init__(self, persons: Sequence[Person], articles: Mapping[str, str]) -> None:
        self._by_id = {p.id: p.places for p in persons}
        self._articles = articles
        self._by_name: defaultdict[str, dict[str, set[Places]]] = defaultdict(dict)
        for person in persons:
            for bearer in person.bearers:
                places = frozenset(p.place for p in bearer.profiles)
                for call in (bearer.name.key, iris.named("person", bearer.name.plain)):
                    self._by_name[call].setdefault(person.id, set()).add(places)

    def find(self, reference: str) -> Places:
        """The profiles that are meant; never empty.

        Raises:
            _Nobody: nobody or more than one person is called so.
        """
        call, _, scope = reference.partition(_SCOPE)
        found = self._by_id.get(call) or self._named(call)
        if not scope:
            return found
        digest = self._articles.get(scope, scope.removeprefix(iris.article("")))
        inside = frozenset(p for p in found if p[0] == digest)
        if not inside:
            raise _Nobody(f"{call!r} is not in the article {scope!r}")
        return inside

    def _named(self, call: str) -> Places:
        owners = self._by_name.get(call) or self._by_name.get(parse(call).key) or {}
        if len(owners) != 1:
            raise _Nobody(f"{'nobody' if not owners else 'more than one person'} is {call!r}")
        [some] = owners.values()
        return frozenset().union(*some)


def constraints(
    decisions: Sequence[Decision],
    persons: Sequence[Person],
    articles: Mapping[str, str],
    warn: Warn,
) -> Iterator[tuple[int, Constraint]]:
    """Decisions on pairs, with their numbers from 1; the last on a pair counts.

    ``articles`` are digests by id. ``warn`` gets a line for a decision on somebody who is not
    there.
    """
    directory = _Directory(persons, articles)
    last: dict[frozenset[Places], tuple[int, Constraint]] = {}
    for number, decision in enumerate(decisions, start=1):
        if decision.left is None or decision.right is None:
            continue
        try:
            constraint = _constraint(directory, decision)
        except _Nobody as reason:
            warn(f"decision {number}: {reason}; left out")
        else:
            pair = frozenset((constraint.left, constraint.right))
            last.pop(pair, None)
            last[pair] = number, constraint
    yield from last.values()


def _constraint(directory: _Directory, decision: Decision) -> Constraint:
    left, right = directory.find(decision.left or ""), directory.find(decision.right or "")
    if decision.kind != "same" and left & right:
        left, right = (left - right, right) if right < left else (left, right - left)
        if not left or not right:
            raise _Nobody(
                f"{decision.left!r} and {decision.right!r} are one name here; "
                f"add {_SCOPE.strip()} and an article to one of them"
            )
    return Constraint(decision.kind, left, right)


def preferences(
    decisions: Sequence[Decision],
    persons: Sequence[Person],
    articles: Mapping[str, str],
    warn: Warn,
) -> Iterator[tuple[Places, str]]:
    """Profiles and the name that a human prefers for the person, in the order of the decisions."""
    directory = _Directory(persons, articles)
    for number, decision in enumerate(decisions, start=1):
        if decision.person is not None and decision.name is not None:
            try:
                yield directory.find(decision.person), decision.name
            except _Nobody as reason:
                warn(f"decision {number}: {reason}; left out")
