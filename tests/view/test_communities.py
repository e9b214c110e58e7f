from __future__ import annotations

from itertools import combinations

from kg.view.communities import CORE, LEAST, communities

CLIQUES = [*combinations(range(5), 2), *combinations(range(5, 10), 2), (4, 5)]


def test_dense_parts_are_groups_numbered_by_their_first_node() -> None:
    assert communities(10, CLIQUES) == [0] * 5 + [1] * 5


def test_what_is_too_small_is_no_group() -> None:
    pair = [(10, 11)]
    assert communities(12, CLIQUES + pair)[10:] == [None, None]
    assert LEAST > 2


def test_the_order_and_direction_of_links_make_no_difference() -> None:
    turned = [(two, one) for one, two in reversed(CLIQUES)]
    assert communities(10, turned + CLIQUES) == communities(10, CLIQUES)


def test_nothing_has_no_groups() -> None:
    assert communities(0, []) == []
    assert communities(3, []) == [None, None, None]


def test_beyond_the_core_nodes_follow_their_neighbours() -> None:
    ring = [(node, (node + 1) % CORE) for node in range(CORE)]
    chain = [(7, CORE), (CORE, CORE + 1), (CORE + 2, CORE + 3)]
    found = communities(CORE + 4, ring + chain)
    assert found[CORE] == found[CORE + 1] == found[7]
    assert found[CORE + 2 :] == [None, None]
