"""One node per country, organization and place, and one per person, across articles.

Countries meet by ISO code, organizations and places by folded name; ``kg.resolve.persons`` brings
persons together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg import iris
from kg.model import Article, Decision, Entity, Extraction, MentionType, Node, Proposal
from kg.names import parse
from kg.resolve import persons
from kg.resolve.context import Place, Profile, Surfaces, add, profiles
from kg.resolve.references import constraints, preferences

Warn = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Entities:
    """The nodes, and the node of each article's entity; None where no name is known.

    ``proposals`` are pairs of persons that a human should decide on.
    """

    nodes: dict[str, Node]
    of: dict[Place, str | None]
    proposals: tuple[Proposal, ...] = ()


def link(
    pairs: Sequence[tuple[Article, Extraction]],
    decisions: Sequence[Decision] = (),
    warn: Warn = lambda _line: None,
) -> Entities:
    """Give every named entity of every article its node. The order of articles has no effect.

    ``warn`` gets a line for each decision that has nothing to apply to, or contradicts another.
    """
    of: dict[Place, str | None] = {}
    surfaces: defaultdict[str, Surfaces] = defaultdict(dict)
    kinds: dict[str, tuple[MentionType, str | None]] = {}
    people: list[Profile] = []
    for article, extraction in pairs:
        names = _names(article, extraction)
        people.extend(profiles(article.digest, extraction, names))
        for index, entity in enumerate(extraction.entities):
            place = (article.digest, index)
            of[place] = None
            if index in names and entity.type != "person":
                of[place] = node = _plain_iri(entity)
                kinds[node] = (entity.type, entity.key)
                add(surfaces[node], {entity.name: 1})
                if entity.type != "country":  # its surfaces are mostly demonyms
                    add(surfaces[node], names[index])
    linked, preferred = _persons(pairs, people, decisions, warn)
    for person in linked.persons:
        kinds[person.id] = ("person", None)
        surfaces[person.id] = person.surfaces
        of.update(dict.fromkeys(person.places, person.id))
    nodes = {n: _node(n, *kinds[n], surfaces[n], preferred.get(n)) for n in sorted(kinds)}
    return Entities(nodes, of, linked.proposals)


def _persons(
    pairs: Sequence[tuple[Article, Extraction]],
    people: Sequence[Profile],
    decisions: Sequence[Decision],
    warn: Warn,
) -> tuple[persons.Persons, dict[str, str]]:
    """The persons and the names that a human prefers for them, by id.

    Decisions speak of the persons that the rules alone find, so that each holds whatever became
    of the others.
    """
    names = _display_names(pairs)
    published = {a.digest: a.published for a, _ in pairs if a.published}
    articles = {a.id: a.digest for a, _ in pairs}
    found = persons.link(people, names, published)
    if not decisions:
        return found, {}
    numbered = dict(enumerate(decisions, start=1))
    bounds, lost = constraints(numbered, found.persons, articles)
    wishes, astray = preferences(numbered, found.persons, articles)
    if bounds:
        found = persons.link(people, names, published, list(bounds.values()))
    if lost and bounds:  # one may speak of a person whom another decision has split off
        late, lost = constraints({n: d for n, (d, _) in lost.items()}, found.persons, articles)
        bounds = dict(sorted((bounds | late).items()))
        if late:
            found = persons.link(people, names, published, list(bounds.values()))
    for number, (_, reason) in sorted((lost | astray).items()):
        warn(f"decision {number}: {reason}; left out")
    for number, constraint in bounds.items():
        if constraint in found.refused:
            warn(f"decision {number}: contradicts another; left out")
    owner = {place: person.id for person in found.persons for place in person.places}
    return found, {owner[min(places)]: name for _, (places, name) in sorted(wishes.items())}


def _display_names(pairs: Sequence[tuple[Article, Extraction]]) -> dict[str, str]:
    """Persons by name key and countries by code → a name to show."""
    counts: defaultdict[str, Surfaces] = defaultdict(dict)
    for _, extraction in pairs:
        for entity in extraction.entities:
            if entity.type == "person":
                add(counts[parse(entity.name).key], {entity.name: 1})
            elif entity.type == "country" and entity.key:
                add(counts[entity.key], {entity.name: 1})
    return {key: _label(forms) for key, forms in counts.items()}


def _names(article: Article, extraction: Extraction) -> dict[int, Surfaces]:
    """Entity index → the surface forms that name it in this article, with counts."""
    found: defaultdict[int, Surfaces] = defaultdict(dict)
    for mention in extraction.mentions:
        if mention.form == "name":
            forms = found[mention.entity]
            surface = article.text[mention.start : mention.end]
            forms[surface] = forms.get(surface, 0) + 1
    return found


def _plain_iri(entity: Entity) -> str:
    if entity.type == "country" and entity.key:
        return iris.country(entity.key)
    return iris.named(entity.type, entity.name)


def _node(
    id_: str, kind: MentionType, key: str | None, surfaces: Surfaces, preferred: str | None
) -> Node:
    label = preferred or _label(surfaces)
    aliases = tuple(sorted(surfaces.keys() - {label}))
    return Node(id=id_, kind=kind, label=label, aliases=aliases, key=key)


def _label(surfaces: Surfaces) -> str:
    """The most frequent full form; accents and then the alphabet decide between equals."""
    if len(surfaces) == 1:
        return next(iter(surfaces))

    def rank(item: tuple[str, int]) -> tuple[bool, bool, int, int, str]:
        surface, count = item
        return surface.isupper(), len(surface.split()) < 2, -count, -_accents(surface), surface

    return min(surfaces.items(), key=rank)[0]


def _accents(surface: str) -> int:
    return 0 if surface.isascii() else sum(1 for c in surface if ord(c) > 127)
