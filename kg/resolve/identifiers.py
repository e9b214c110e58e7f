"""Ids of persons, from their names alone wherever that is enough."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg import iris
from kg.names import Name
from kg.resolve.bearers import Bearer


def ids(members: Sequence[Sequence[Bearer]], published: Mapping[str, str]) -> list[str]:
    """An IRI for each person, from the shortest full name.

    Of namesakes, the one first told of keeps the plain name, so that news of another does not
    take it away; undated articles come last, then more articles come before fewer. The others
    add their country, or else the digest of an article.
    """
    plain: defaultdict[str, list[int]] = defaultdict(list)
    for n, bearers in enumerate(members):
        plain[iris.named("person", _naming(bearers))].append(n)
    found: dict[int, str] = {}
    taken = set(plain)
    for iri, some in plain.items():
        if len(some) > 1:
            some.sort(key=lambda n: _precedence(members[n], published))
        found[some[0]] = iri
        for n in some[1:]:
            found[n] = _told_apart(iri, members[n], taken)
            taken.add(found[n])
    return [found[n] for n in range(len(members))]


def shortness(bearer: Bearer) -> tuple[bool, bool, int, Name]:
    """Sorts bearers, the best to name an id by first: full, without initials, of few words."""
    name = bearer.name
    return name.is_lone, 1 in map(len, name.words), len(name.words), name


def _naming(bearers: Sequence[Bearer]) -> str:
    """The words of the id. A lone name adds its first article."""
    first = min(bearers, key=shortness)
    if not first.name.is_lone:
        return first.name.plain
    digest = min(p.place[0] for b in bearers for p in b.profiles)
    word = first.name.plain or min(first.profiles[0].surfaces)
    return f"{word} {digest[:8]}"


def _precedence(bearers: Sequence[Bearer], published: Mapping[str, str]) -> tuple[str, int, str]:
    articles = {p.place[0] for b in bearers for p in b.profiles}
    return min(published.get(a, "~") for a in articles), -len(articles), min(articles)


def _told_apart(iri: str, bearers: Sequence[Bearer], taken: set[str]) -> str:
    """The id with the first of these behind it that is free; the last always is."""
    own: Counter[str] = Counter()
    for bearer in bearers:
        own.update(bearer.context.own)
    country = min(own, key=lambda c: (-own[c], c)).lower() if own else ""
    places = sorted(p.place for b in bearers for p in b.profiles)
    first = places[0][0]
    ends = (country, first[:8], first, iris.digest(*(part for place in places for part in place)))
    return next(new for end in ends if end and (new := f"{iri}-{end}") not in taken)
