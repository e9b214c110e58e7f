"""Which nodes belong together: groups that are denser inside than to the outside."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

LEAST = 4
"""Nodes in a group at least; smaller ones are no group."""


def communities(count: int, links: Iterable[tuple[int, int]]) -> list[int | None]:
    """The group of each of the nodes ``0..count-1``, None for those in no group.

    Groups are numbered by their first node. Louvain (Blondel and others, 2008), with a fixed
    seed and the links in order, so that the same graph gives the same groups.

    >>> communities(5, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])
    [0, 0, 0, 0, None]
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(sorted({(min(ends), max(ends)) for ends in links}))
    found = nx.community.louvain_communities(graph, seed=1) if count else []
    large = sorted(sorted(group) for group in found if len(group) >= LEAST)
    numbers: list[int | None] = [None] * count
    for number, group in enumerate(large):
        for node in group:
            numbers[node] = number
    return numbers
