"""What the articles tell of a person besides the name, and how much two persons share of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from kg.model import Extraction, Relation
from kg.names import Name, parse
from kg.resolve.titles import bare

Place = tuple[str, int]  # an article's digest and an index into its entities
Surfaces = dict[str, int]  # names as written, with counts
Office = tuple[str, str]  # a bare title in lower case, and the code or name of where it is held
_SLIP = 5  # a country named this many times less often than the first is a slip of the reader
_NOTHING: tuple[dict[str, int], set[Office]] = ({}, set())
_SHOWN = 2  # things that two persons share, named in a reason


def add(surfaces: Surfaces, more: Mapping[str, int]) -> None:
    """Count more surfaces; several times as fast as a ``Counter`` where they are few."""
    for surface, count in more.items():
        surfaces[surface] = surfaces.get(surface, 0) + count


class Tie(IntEnum):
    """How strongly context binds two persons, from set apart to the same office."""

    APART = -2
    DOUBTFUL = -1
    NONE = 0
    SPOKEN = 1
    COUNTRY = 2
    COMPANION = 3
    COMPANY = 4
    OFFICE = 5


@dataclass(frozen=True, slots=True)
class Context:
    """Where a person stands.

    ``own`` are countries by nationality and office, with counts, ``countries`` the same without
    slips; ``spoken`` are all countries of the person's articles, ``companions`` the keys of the
    full names of all persons there, the person's own among them.
    """

    own: Mapping[str, int]
    countries: frozenset[str]
    offices: frozenset[Office]
    spoken: frozenset[str]
    companions: frozenset[str]
    articles: frozenset[str]

    @property
    def roles(self) -> set[str]:
        """The words of all titles."""
        return {word for title, _ in self.offices for word in title.split()}


@dataclass(frozen=True, slots=True)
class Profile:
    """One person of one article; ``short`` are the single words that it uses for the person."""

    place: Place
    name: Name
    surfaces: Mapping[str, int]
    short: frozenset[str]
    context: Context


def profiles(
    digest: str, extraction: Extraction, names: Mapping[int, Mapping[str, int]]
) -> Iterable[Profile]:
    """The named persons of an article; ``names`` are the surface forms of each entity."""
    entities = extraction.entities
    persons = [i for i, e in enumerate(entities) if e.type == "person" and i in names]
    parsed = {i: parse(entities[i].name) for i in persons}
    spoken = frozenset(e.key for e in entities if e.type == "country" and e.key)
    full = frozenset(n.key for n in parsed.values() if not n.is_lone)
    articles = frozenset((digest,))
    told = _told(extraction, set(persons))
    for i in persons:
        own, offices = told.get(i, _NOTHING)
        context = Context(own, frozenset(own), frozenset(offices), spoken, full, articles)
        yield _profile((digest, i), parsed[i], names[i], entities[i].name, context)


def _profile(
    place: Place, name: Name, surfaces: Mapping[str, int], called: str, context: Context
) -> Profile:
    """Of a full name, only full forms are surfaces; its short forms are kept as words."""
    forms = {s: parse(s) for s in surfaces}
    short = frozenset(w for f in forms.values() if f.is_lone for w in f.words)
    whole = {s: n for s, n in surfaces.items() if forms[s].is_lone <= name.is_lone}
    add(whole, {called: 1})
    return Profile(place, name, whole, short, context)


def _told(
    extraction: Extraction, persons: set[int]
) -> dict[int, tuple[dict[str, int], set[Office]]]:
    """Entity → own countries with counts, and offices, as stated for certain."""
    found: dict[int, tuple[dict[str, int], set[Office]]] = {}
    for relation in extraction.relations:
        subject = extraction.mentions[relation.subject].entity
        if subject not in persons or not _is_stated(relation):
            continue
        where = extraction.entities[extraction.mentions[relation.object].entity]
        own, offices = found.setdefault(subject, ({}, set()))
        if relation.predicate == "holdsOffice" and relation.title:
            offices.add((bare(relation.title).lower(), where.key or where.name))
        if relation.predicate in ("holdsOffice", "nationality") and where.key:
            own[where.key] = own.get(where.key, 0) + 1
    return found


def _is_stated(relation: Relation) -> bool:
    return relation.assertion.polarity == "affirmed" and relation.assertion.certainty == "certain"


def together(contexts: Sequence[Context]) -> Context:
    """What all the contexts hold."""
    if len(contexts) == 1:
        return contexts[0]
    own: Counter[str] = Counter()
    for context in contexts:
        if context.own:
            own.update(context.own)
    most = max(own.values(), default=0)
    return Context(
        own,
        frozenset(country for country, n in own.items() if n * _SLIP >= most),
        frozenset().union(*(c.offices for c in contexts)),
        frozenset().union(*(c.spoken for c in contexts)),
        frozenset().union(*(c.companions for c in contexts)),
        frozenset().union(*(c.articles for c in contexts)),
    )


def shared_companions(a: Context, b: Context, keys: Iterable[str]) -> frozenset[str]:
    """Full names that stand beside both, given their own keys."""
    return (a.companions & b.companions).difference(keys)


def tie(a: Context, b: Context, keys: Iterable[str]) -> Tie:
    """How strongly context binds two persons with these name keys.

    They are apart when countries and roles differ and nobody is named beside both; where a role
    is not known that is doubtful. One companion counts when a country is common, too.
    """
    if a.offices & b.offices:
        return Tie.OFFICE
    company = len(shared_companions(a, b, keys))
    if company > 1:
        return Tie.COMPANY
    spoken = not a.spoken.isdisjoint(b.spoken)
    if company and spoken:
        return Tie.COMPANION
    mine, yours = a.countries, b.countries
    if mine & yours:
        return Tie.COUNTRY
    if mine and yours and not company:
        known = a.roles and b.roles and a.roles.isdisjoint(b.roles)
        return Tie.APART if known else Tie.DOUBTFUL
    return Tie.SPOKEN if spoken else Tie.NONE


def reasons(a: Context, b: Context, keys: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """In words, what binds two persons and what speaks against it; ``names`` by key or code."""
    found = [f"both {title} of {names.get(of, of)}" for title, of in sorted(a.offices & b.offices)]
    companions = sorted(names.get(k, k) for k in shared_companions(a, b, keys))
    if companions:
        found.append(f"both beside {_listed(companions)}")
    mine, yours = a.countries, b.countries
    if mine & yours:
        found.append(f"both of {_listed(sorted(names.get(c, c) for c in mine & yours))}")
    elif mine and yours:
        one, two = (_listed(sorted(names.get(c, c) for c in cs)) for cs in (mine, yours))
        found.append(f"one of {one}, the other of {two}")
    elif a.spoken & b.spoken:
        spoken = sorted(names.get(c, c) for c in a.spoken & b.spoken)
        found.append(f"both in articles about {_listed(spoken)}")
    if a.articles & b.articles:
        found.append("both in one article")
    return found or ["nothing in common but the name"]


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
