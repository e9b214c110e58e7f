"""One node per country, organization and place, and one per person, across articles.

Countries meet by ISO code, organizations and places by folded name. Persons meet by full name,
accents, case and initials folded; a longer form joins the one shorter form that it extends. A
lone surname joins the one full name that carries it among articles that speak of a common
country; otherwise it stays a person of its own article. Nobody is merged on a surname alone.
Left out so far: transliterations, two bearers of one full name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg import iris
from kg.model import Article, Entity, Extraction, MentionType, Node
from kg.names import fold, is_short_for

Words = tuple[str, ...]
Place = tuple[str, int]  # an article's digest and an index into its entities


@dataclass(slots=True)
class _Bearer:
    """Every entity that goes by one folded name."""

    words: Words
    surfaces: Counter[str] = field(default_factory=Counter)
    places: list[Place] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Entities:
    """The nodes, and the node of each article's entity; None where no name is known."""

    nodes: dict[str, Node]
    of: dict[Place, str | None]


def link(pairs: Sequence[tuple[Article, Extraction]]) -> Entities:
    """Give every named entity of every article its node. The order of articles has no effect."""
    of: dict[Place, str | None] = {}
    surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, tuple[MentionType, str | None]] = {}
    persons: dict[Words, _Bearer] = {}
    for article, extraction in pairs:
        spoken = {e.key for e in extraction.entities if e.type == "country" and e.key}
        names = _names(article, extraction)
        for index, entity in enumerate(extraction.entities):
            place = (article.digest, index)
            if index not in names:
                of[place] = None
            elif entity.type == "person":
                _add(persons, place, names[index], entity, spoken)
            else:
                of[place] = node = _plain_iri(entity)
                kinds[node] = (entity.type, entity.key)
                surfaces[node].update(_shown(entity, names[index]))
    for bearers in _groups(persons):
        node = _person_iri(bearers)
        kinds[node] = ("person", None)
        for bearer in bearers:
            surfaces[node].update(bearer.surfaces)
            of.update(dict.fromkeys(bearer.places, node))
    nodes = {n: _node(n, *kinds[n], surfaces[n]) for n in sorted(kinds)}
    return Entities(nodes, of)


def _names(article: Article, extraction: Extraction) -> dict[int, Counter[str]]:
    """Entity index → the surface forms that name it in this article."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for mention in extraction.mentions:
        if mention.form == "name":
            found[mention.entity][article.text[mention.start : mention.end]] += 1
    return dict(found)


def _shown(entity: Entity, surfaces: Counter[str]) -> Counter[str]:
    """A country is labelled by its name alone: its surfaces are mostly demonyms."""
    return Counter([entity.name]) if entity.type == "country" else surfaces + Counter([entity.name])


def _add(
    persons: dict[Words, _Bearer],
    place: Place,
    surfaces: Counter[str],
    entity: Entity,
    spoken: set[str],
) -> None:
    words = fold(entity.name)
    key = words if len(words) > 1 else (*words, place[0])  # a lone name is its article's own
    bearer = persons.setdefault(key, _Bearer(words))
    bearer.surfaces[entity.name] += 1
    bearer.surfaces.update(
        s for s in surfaces if len(fold(s)) == len(words) or len(words) > len(fold(s)) > 1
    )
    bearer.places.append(place)
    bearer.countries.update(spoken)


def _groups(persons: dict[Words, _Bearer]) -> list[list[_Bearer]]:
    """Bearers that are one person, shortest full name first."""
    full = [b for k, b in sorted(persons.items()) if len(b.words) > 1]
    single = [b for k, b in sorted(persons.items()) if len(b.words) == 1]
    block: defaultdict[str, list[_Bearer]] = defaultdict(list)
    for bearer in full:
        for word in {bearer.words[0], *bearer.words[1:]}:
            block[word].append(bearer)
    group: dict[int, list[_Bearer]] = {}
    for bearer in sorted(full, key=lambda b: (len(b.words), b.words)):
        roots = {
            id(group[id(s)]): group[id(s)]
            for s in block[bearer.words[0]]
            if id(s) in group and _extends(bearer, s)
        }
        members = next(iter(roots.values())) if len(roots) == 1 else []
        members.append(bearer)
        group[id(bearer)] = members
    for bearer in single:
        heads = {id(group[id(f)]): group[id(f)] for f in block[bearer.words[0]]}
        known = [
            members
            for members in heads.values()
            if any(bearer.countries & m.countries for m in members)
        ]
        if len(heads) == 1 and known:
            known[0].append(bearer)
        else:
            group[id(bearer)] = [bearer]
    return [
        m
        for _, m in sorted({id(m): m for m in group.values()}.items(), key=lambda i: i[1][0].words)
    ]


def _extends(bearer: _Bearer, shorter: _Bearer) -> bool:
    """Whether one full name is the other with more words, sharing the first or its initial."""
    a, b = bearer.words, shorter.words
    return (
        len(b) < len(a)
        and a[0] == b[0]
        and is_short_for(b, a)
        and bool(bearer.countries & shorter.countries)
    )


def _plain_iri(entity: Entity) -> str:
    if entity.type == "country" and entity.key:
        return iris.country(entity.key)
    return iris.named(entity.type, entity.name)


def _person_iri(bearers: Iterable[_Bearer]) -> str:
    """From the shortest full name; a lone name carries its article's digest."""
    first = min(bearers, key=lambda b: (len(b.words) == 1, len(b.words), b.words))
    if len(first.words) > 1:
        return iris.named("person", _label(first.surfaces))
    return iris.named("person", f"{first.words[0]} {min(first.places)[0][:8]}")


def _node(id_: str, kind: MentionType, key: str | None, surfaces: Counter[str]) -> Node:
    label = _label(surfaces)
    aliases = tuple(sorted(s for s in surfaces if s != label))
    return Node(id=id_, kind=kind, label=label, aliases=aliases, key=key)


def _label(surfaces: Counter[str]) -> str:
    """The most frequent full form; accents and then the alphabet decide between equals."""

    def rank(item: tuple[str, int]) -> tuple[bool, bool, int, int, str]:
        surface, count = item
        return surface.isupper(), len(surface.split()) < 2, -count, -_accents(surface), surface

    return min(surfaces.items(), key=rank)[0]


def _accents(surface: str) -> int:
    return sum(1 for c in surface if ord(c) > 127)
