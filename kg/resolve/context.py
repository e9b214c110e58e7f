"""What the articles tell of a person besides the name, and how much two persons share of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from kg.model import Entity, Extraction, Relation
from kg.names import Name, parse
from kg.resolve.titles import bare

Place = tuple[str, int]  # an article's digest and an index into its entities
Office = tuple[str, str]  # a bare title in lower case, and the code or name of where it is held
_SLIP = 5  # a country named this many times less often than the first is a slip of the reader
_SHOWN = 2  # things that two persons share, named in a reason


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


@dataclass(slots=True)
class Context:
    """Where a person stands: ``own`` countries by nationality and office, with their counts.

    ``spoken`` are all countries of the person's articles, ``companions`` the keys of the full
    names of all persons there, the person's own among them.
    """

    own: Counter[str] = field(default_factory=Counter)
    offices: set[Office] = field(default_factory=set)
    spoken: frozenset[str] = frozenset()
    companions: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()

    @property
    def countries(self) -> set[str]:
        """The person's own countries without slips."""
        most = max(self.own.values(), default=0)
        return {c for c, n in self.own.items() if n * _SLIP >= most}

    @property
    def roles(self) -> set[str]:
        """The words of all titles."""
        return {word for title, _ in self.offices for word in title.split()}


@dataclass(frozen=True, slots=True)
class Profile:
    """One person of one article; ``short`` are the single words that it uses for the person."""

    place: Place
    name: Name
    surfaces: Counter[str]
    short: frozenset[str]
    context: Context


def profiles(
    digest: str, extraction: Extraction, names: Mapping[int, Counter[str]]
) -> Iterable[Profile]:
    """The named persons of an article; ``names`` are the surface forms of each entity."""
    entities = extraction.entities
    persons = [i for i, e in enumerate(entities) if e.type == "person" and i in names]
    parsed = {i: parse(entities[i].name) for i in persons}
    spoken = frozenset(e.key for e in entities if e.type == "country" and e.key)
    full = frozenset(n.key for n in parsed.values() if not n.is_lone)
    contexts = {
        i: Context(spoken=spoken, companions=full, articles=frozenset((digest,))) for i in persons
    }
    for relation in extraction.relations:
        subject = extraction.mentions[relation.subject].entity
        if subject in contexts and _is_stated(relation):
            _add(contexts[subject], relation, entities[extraction.mentions[relation.object].entity])
    for i in persons:
        forms = {s: parse(s) for s in names[i]}
        short = frozenset(w for f in forms.values() if f.is_lone for w in f.words)
        whole = Counter(
            {s: n for s, n in names[i].items() if forms[s].is_lone <= parsed[i].is_lone}
        )
        yield Profile(
            (digest, i), parsed[i], whole + Counter([entities[i].name]), short, contexts[i]
        )


def _is_stated(relation: Relation) -> bool:
    return relation.assertion.polarity == "affirmed" and relation.assertion.certainty == "certain"


def _add(context: Context, relation: Relation, where: Entity) -> None:
    if relation.predicate == "holdsOffice" and relation.title:
        context.offices.add((bare(relation.title).lower(), where.key or where.name))
    if relation.predicate in ("holdsOffice", "nationality") and where.key:
        context.own[where.key] += 1


def together(contexts: Iterable[Context]) -> Context:
    """What all the contexts hold."""
    own: Counter[str] = Counter()
    offices: set[Office] = set()
    spoken: set[str] = set()
    companions: set[str] = set()
    articles: set[str] = set()
    for context in contexts:
        own.update(context.own)
        offices |= context.offices
        spoken |= context.spoken
        companions |= context.companions
        articles |= context.articles
    return Context(own, offices, frozenset(spoken), frozenset(companions), frozenset(articles))


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
