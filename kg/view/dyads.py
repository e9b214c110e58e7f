"""Who takes part in events together: the network that dyads and centrality are counted in."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import networkx as nx

from kg.model import MentionType, Network

_ROLES = ("actor", "recipient")


def dyads(network: Network, *kinds: MentionType) -> nx.Graph[str]:
    """An undirected graph of all persons (or countries, ...; or all of several kinds) linked by events they share.

    Only events that happened count. Nodes have ``label``, ``kind`` and, countries, ``code`` (ISO 3166-1
    alpha-3), links ``weight`` (the number of events) and ``events`` (their labels, sorted).
    """
    nodes = {node.id: node for node in network.nodes}
    graph: nx.Graph[str] = nx.Graph()
    for node in network.nodes:
        if node.kind in kinds:
            code = {"code": node.key} if node.key else {}
            graph.add_node(node.id, label=node.label, kind=node.kind, **code)
    shared: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for event, taking_part in sorted(_participants(network).items()):
        for pair in combinations(sorted(taking_part & set(graph)), 2):
            shared[pair].append(nodes[event].label)
    for (one, other), events in sorted(shared.items()):
        graph.add_edge(one, other, weight=len(events), events=sorted(events))
    return graph


def _participants(network: Network) -> dict[str, set[str]]:
    """Who acts or is acted on in each event that happened, by event id."""
    events = {node.id for node in network.nodes if node.kind == "event"}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for link in network.links:
        if link.predicate in _ROLES and link.status == "happened":
            event, other = sorted((link.source, link.target), key=lambda end: end not in events)
            found[event].add(other)
    return found
