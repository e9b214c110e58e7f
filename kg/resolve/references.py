"""What decisions speak of: persons by IRI or name → the profiles that are meant.

A decision may name a person by the IRI of the graph, by the IRI that any of the person's names
would have alone, or by a name. Behind " @ " stands an article (its IRI, digest or id) where the
decision is about the person of that article only: so namesakes that the rules took for one can
be told apart. Of two sides that overlap, the narrower one leaves the wider one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg import iris
from kg.model import Decision
from kg.names import parse
from kg.resolve.persons import Constraint, Person, Places

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


def is_about_link(decision: Decision) -> bool:
    """Whether a decision is on a person and an item of another data set, not on two persons."""
    sides = (decision.left or "", decision.right or "")
    return any(s.startswith(("http://", "https://")) and not s.startswith(iris.ID) for s in sides)


Unresolved = dict[int, tuple[Decision, str]]
"""Decisions that lead nowhere, by their number from 1, each with the reason."""


def constraints(
    decisions: Mapping[int, Decision], persons: Sequence[Person], articles: Mapping[str, str]
) -> tuple[dict[int, Constraint], Unresolved]:
    """Decisions on pairs, by their numbers; the last on a pair counts. ``articles``: id → digest."""
    directory = _Directory(persons, articles)
    last: dict[frozenset[Places], tuple[int, Constraint]] = {}
    unresolved: Unresolved = {}
    for number, decision in decisions.items():
        left, right = decision.left, decision.right
        if left is not None and right is not None and not is_about_link(decision):
            try:
                constraint = _constraint(directory, decision.kind, left, right)
            except _Nobody as reason:
                unresolved[number] = decision, str(reason)
            else:
                last[frozenset((constraint.left, constraint.right))] = number, constraint
    return dict(sorted(last.values(), key=lambda item: item[0])), unresolved


def _constraint(directory: _Directory, kind: str, one: str, other: str) -> Constraint:
    left, right = directory.find(one), directory.find(other)
    if kind != "same" and left & right:
        left, right = (left - right, right) if right < left else (left, right - left)
        if not left or not right:
            raise _Nobody(f"{one!r} and {other!r} are one name here; add {_SCOPE!r} and an article")
    return Constraint(kind, left, right)


def preferences(
    decisions: Mapping[int, Decision], persons: Sequence[Person], articles: Mapping[str, str]
) -> tuple[dict[int, tuple[Places, str]], Unresolved]:
    """Whom a human prefers to call how, by the numbers of the decisions."""
    directory = _Directory(persons, articles)
    found: dict[int, tuple[Places, str]] = {}
    unresolved: Unresolved = {}
    for number, decision in decisions.items():
        if decision.person is not None and decision.name is not None:
            try:
                found[number] = directory.find(decision.person), decision.name
            except _Nobody as reason:
                unresolved[number] = decision, str(reason)
    return found, unresolved
