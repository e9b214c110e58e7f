"""Which nodes belong together: groups that are denser inside than to the outside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import networkx as nx

LEAST = 4
"""Nodes in a group at least; smaller ones are no group."""

CORE = 3000
"""Of so many nodes, the most important, groups are searched; the others follow their neighbours."""


def communities(count: int, links: Iterable[tuple[int, int]]) -> list[int | None]:
    """The group of each of the nodes ``0..count-1``, None for those in no group.

    Nodes come in order of importance and groups are numbered by their first node. Louvain
    (Blondel and others, 2008), with a fixed seed and the links in order, so that the same graph
    gives the same groups.

    >>> communities(5, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])
    [0, 0, 0, 0, None]
    """
    ends = sorted({(min(pair), max(pair)) for pair in links})
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(min(count, CORE)))
    graph.add_edges_from(pair for pair in ends if pair[1] < CORE)
    found = nx.community.louvain_communities(graph, seed=1) if count else []
    labels = {node: min(group) for group in found for node in group}
    _follow(labels, count, ends)
    return _numbered(labels, count)


def _follow(labels: dict[int, int], count: int, ends: list[tuple[int, int]]) -> None:
    """Gives each node without a label that of most of its neighbours, wave by wave."""
    near: defaultdict[int, list[int]] = defaultdict(list)
    for one, two in ends:
        near[one].append(two)
        near[two].append(one)
    left = [node for node in range(count) if node not in labels]
    while left:
        known = {node: [labels[other] for other in near[node] if other in labels] for node in left}
        wave = {node: _most(told) for node, told in known.items() if told}
        labels.update(wave)
        if not wave:
            labels.update({node: node for node in left})
        left = [node for node in left if node not in labels]


def _most(told: list[int]) -> int:
    tally = Counter(told)
    return min(tally, key=lambda label: (-tally[label], label))


def _numbered(labels: dict[int, int], count: int) -> list[int | None]:
    sizes = Counter(labels.values())
    order = dict.fromkeys(labels[node] for node in range(count))
    number = {label: at for at, label in enumerate(one for one in order if sizes[one] >= LEAST)}
    return [number.get(labels[node]) for node in range(count)]
