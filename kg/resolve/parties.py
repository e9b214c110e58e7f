"""Who a participant stands for, so that "Caracas", "the Venezuelan president" and a name can meet.

What the claims of all articles say of a person (offices, nationality) tells which countries the
person may act for and by which posts a text may speak of them without a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg import iris
from kg.model import Claim, Knowledge, MentionType, Node, Participant, Report
from kg.names import fold
from kg.resolve.posts import Post, post, titled

# Points for two participants that may be one; what a full match of two sides comes to decides.
SAME_PERSON = 4.0
SAME_POST = 4.0
SAME_NAME = 3.0
SAME_BODY = 3.0
SAME_COUNTRY = 2.0
SAME_WORD = 1.0


@dataclass(frozen=True, slots=True)
class Party:
    """A participant as what it may stand for.

    ``word`` is the last word of a text without a name; ``ends`` are the first and the last name
    of a person, which bearers share whom the names alone did not make one.
    """

    node: str | None
    kind: MentionType | None
    posts: frozenset[Post] = frozenset()
    countries: frozenset[str] = frozenset()
    word: str = ""
    ends: tuple[str, ...] = ()


def affinity(one: Party, other: Party) -> float:
    """Points for two participants in the same role; 0 when nothing says that they are one."""
    if one.node is not None and one.node == other.node:
        if one.kind == "country":
            return SAME_POST if one.posts & other.posts else SAME_COUNTRY
        return SAME_PERSON if one.kind == "person" else SAME_BODY
    if one.kind == other.kind == "person":
        return SAME_NAME if one.ends and one.ends == other.ends else 0.0
    if one.posts & other.posts:
        return SAME_POST
    if one.countries & other.countries:
        return SAME_COUNTRY
    return SAME_WORD if one.word and one.word == other.word else 0.0


def rivals(one: Party, other: Party) -> bool:
    """Whether two participants that did not match are known to be different.

    An office, a ministry or a company may speak for anybody; only another one rules it out.
    """
    if one.kind is None or other.kind is None:
        return False
    if one.kind == other.kind:
        return True
    if "organization" in (one.kind, other.kind):
        return False
    return bool(one.countries and other.countries)


def without_carried(parties: Sequence[Party]) -> tuple[Party, ...]:
    """The parties, each once, without the countries that a person among them stands for."""
    if len(parties) < 2:
        return tuple(parties)
    carried = {c for p in parties if p.kind == "person" for c in p.countries}
    kept = (p for p in parties if not (p.kind == "country" and p.node in carried))
    return tuple(dict.fromkeys(kept))


@dataclass(slots=True)
class Directory:
    """What each node stands for, from the claims of all articles."""

    nodes: dict[str, Node]
    posts: dict[str, frozenset[Post]]
    countries: dict[str, frozenset[str]]
    told: dict[str, frozenset[Post]]
    """By article: the posts that it names with their country."""
    _known: dict[tuple[str | None, str, str], Party] = field(default_factory=dict)

    def sides(self, report: Report, article: str) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Actors and recipients of a report of this article, a person's own country left out."""
        people = report.participants
        actors = [self.party(p, article) for p in people if p.role == "actor"]
        others = [self.party(p, article) for p in people if p.role == "recipient"]
        return without_carried(actors), without_carried(others)

    def party(self, participant: Participant, article: str) -> Party:
        """What a participant stands for; a title alone counts within its article only."""
        node = self.nodes.get(participant.node) if participant.node else None
        words = participant.text if node is None or node.kind == "country" else ""
        key = (participant.node, words, article if node is None else "")
        if key not in self._known:
            self._known[key] = self._party(node, words, article)
        return self._known[key]

    def _party(self, node: Node | None, words: str, article: str) -> Party:
        if node is None:
            folded = fold(words)
            return Party(None, None, self._meant(words, article), word=folded[-1] if folded else "")
        if node.kind == "country":
            found = titled(words, node.id)
            posts = frozenset([found]) if found else frozenset()
            return Party(node.id, node.kind, posts, frozenset([node.id]))
        place = frozenset([iris.country(node.key)]) if node.key and node.kind == "place" else None
        countries = place or self.countries.get(node.id, frozenset())
        posts = self.posts.get(node.id, frozenset())
        name = fold(node.label) if node.kind == "person" else ()
        ends = (name[0], name[-1]) if len(name) > 1 else ()
        return Party(node.id, node.kind, posts, countries, ends=ends)

    def _meant(self, words: str, article: str) -> frozenset[Post]:
        """ "The president" is the president that the article speaks of, if it is only one."""
        bare = titled(words, "")
        if bare is None:
            return frozenset()
        same = {
            p
            for p in self.told.get(article, ())
            if (p.title, p.passing) == (bare.title, bare.passing)
        }
        return frozenset(same) if len(same) == 1 else frozenset()


def directory(knowledge: Knowledge) -> Directory:
    """The directory of everything that the claims and reports of the knowledge tell."""
    offices = {o.id: post(o) for o in knowledge.offices}
    nodes = {n.id: n for n in knowledge.nodes}
    article_of = {s.id: s.article for s in knowledge.sentences}
    posts: defaultdict[str, set[Post]] = defaultdict(set)
    told: defaultdict[str, set[Post]] = defaultdict(set)
    sure: defaultdict[str, set[str]] = defaultdict(set)
    likely: defaultdict[str, set[str]] = defaultdict(set)
    for claim in knowledge.claims:
        if claim.telling.polarity == "denied":
            continue
        held = offices.get(claim.object)
        if held is not None:
            posts[claim.subject].add(held)
            told[article_of[claim.telling.sentence]].add(held)
        country = _country(claim, held, nodes)
        if country is not None:
            (sure if claim.telling.certainty == "certain" else likely)[claim.subject].add(country)
    for report in knowledge.reports:
        told[article_of[report.telling.sentence]].update(_titles(report, nodes))
    return Directory(
        nodes=nodes,
        posts={k: frozenset(v) for k, v in posts.items()},
        countries={k: frozenset(sure.get(k) or likely[k]) for k in {*sure, *likely}},
        told={k: frozenset(v) for k, v in told.items()},
    )


def _country(claim: Claim, held: Post | None, nodes: dict[str, Node]) -> str | None:
    of = held.of if held is not None else claim.object if claim.predicate == "nationality" else None
    node = nodes.get(of) if of else None
    return node.id if node is not None and node.kind == "country" else None


def _titles(report: Report, nodes: dict[str, Node]) -> set[Post]:
    found = (
        titled(p.text, p.node)
        for p in report.participants
        if p.node in nodes and nodes[p.node].kind == "country"
    )
    return {p for p in found if p is not None}
