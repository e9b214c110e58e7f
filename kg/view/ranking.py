"""Who comes first: the order in which a picture brings in its nodes.

A story is an event with everyone in it, or two things joined by facts. Stories told by more
articles, then by more sentences, come first and bring their nodes along, so that the first
hundred nodes are whole stories and not a crowd of hubs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from kg.model import Evidence, Network, NetworkLink


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Weight:
    """How much is told of a thing: distinct articles, then distinct sentences."""

    articles: int
    sentences: int


def weigh(evidence: list[Evidence]) -> Weight:
    """Counts articles and sentences; the same sentence behind two links counts once."""
    sentences = {(item.article, item.start, item.text) for item in evidence}
    return Weight(articles=len({article for article, _, _ in sentences}), sentences=len(sentences))


def node_weights(network: Network) -> dict[str, Weight]:
    """The weight of each node, by its id: of all links that touch it."""
    evidence: dict[str, list[Evidence]] = {node.id: [] for node in network.nodes}
    for link in network.links:
        for end in {link.source, link.target}:
            evidence[end] += link.evidence
    return {node: weigh(items) for node, items in evidence.items()}


def ranking(network: Network) -> list[str]:
    """All node ids, those of the most told stories first; ties in the order of ids."""
    weights = node_weights(network)
    told = sorted(
        _stories(network).items(), key=lambda item: (_down(weigh_links(item[1])), item[0])
    )
    order: dict[str, None] = {}
    for _, links in told:
        nodes = {end for link in links for end in (link.source, link.target)}
        order.update(dict.fromkeys(sorted(nodes, key=lambda node: (_down(weights[node]), node))))
    alone = sorted(node.id for node in network.nodes if node.id not in order)
    return [*order, *alone]


def weigh_links(links: list[NetworkLink]) -> Weight:
    """The weight of the links together."""
    return weigh([item for link in links for item in link.evidence])


def main_title(network: Network) -> str:
    """A title: the countries that most events speak of, at most three.

    A country that comes up now and then is not what the articles are about.
    """
    events = {node.id for node in network.nodes if node.kind == "event"}
    labels = {node.id: node.label for node in network.nodes if node.kind == "country"}
    ends = ((link.source, link.target) for link in network.links)
    taken = Counter(end for pair in ends if set(pair) & events for end in pair if end in labels)
    ranked = sorted(taken, key=lambda node: (-taken[node], node))[:3]
    main = [labels[node] for node in ranked if 3 * taken[node] >= taken[ranked[0]]]
    return "News graph: " + ", ".join(main) if main else "News graph"


def _stories(network: Network) -> dict[tuple[str, ...], list[NetworkLink]]:
    events = {node.id for node in network.nodes if node.kind == "event"}
    stories: dict[tuple[str, ...], list[NetworkLink]] = defaultdict(list)
    for link in network.links:
        ends = (link.source, link.target)
        about = tuple(end for end in ends if end in events) or tuple(sorted(ends))
        stories[about].append(link)
    return stories


def _down(weight: Weight) -> tuple[int, int]:
    return (-weight.articles, -weight.sentences)
