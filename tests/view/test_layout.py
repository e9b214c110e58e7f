from __future__ import annotations

import hashlib
import random

import numpy as np
import pytest
from scipy.spatial.distance import pdist

from kg.view import layout
from kg.view.layout import UNIT, positions


def _random_links(count: int, links: int) -> list[tuple[int, int]]:
    dice = random.Random(count)
    return [(int(count * dice.random() ** 2), dice.randrange(count)) for _ in range(links)]


RING = [(node, (node + 1) % 12) for node in range(12)]
STAR = [(0, leaf) for leaf in range(1, 20)]
CASES = {
    "one": (1, []),
    "two apart": (2, []),
    "pair": (2, [(0, 1)]),
    "triangle": (3, [(0, 1), (1, 2), (2, 0)]),
    "ring": (12, RING),
    "star": (20, STAR),
    "chain": (30, [(node, node + 1) for node in range(29)]),
    "many parts": (40, [(node, node + 1) for node in range(0, 40, 2)]),
    "all alone": (60, []),
    "random": (120, _random_links(120, 200)),
    "with outskirts": (400, _random_links(400, 700)),
}
PINNED = {"star": "fd87e50b", "random": "96f58bba", "outskirts": "0c489862"}


@pytest.mark.parametrize("case", CASES)
def test_every_node_has_room_and_the_picture_is_compact(case: str) -> None:
    count, links = CASES[case]
    placed = positions(count, links, core=100)
    assert placed.shape == (count, 2)
    assert placed.dtype == np.int64
    if count > 1:
        assert pdist(placed).min() > 0.35 * UNIT
    assert np.abs(placed).max() < 4 * UNIT * (2 + count**0.5)


def test_no_nodes_need_no_places() -> None:
    assert positions(0, [], core=10).shape == (0, 2)


@pytest.mark.parametrize(
    ("count", "links", "expected"),
    [(20, STAR, "star"), (120, _random_links(120, 200), "random"), (300, STAR, "outskirts")],
)
def test_the_same_input_gives_the_same_places(
    count: int, links: list[tuple[int, int]], expected: str
) -> None:
    first = positions(count, links, core=100)
    turned = [(two, one) for one, two in reversed(links)]
    again = positions(count, [*turned, *links, (0, 0)], core=100)
    assert np.array_equal(first, again)
    assert hashlib.sha256(first.tobytes()).hexdigest()[:8] == PINNED[expected]


def test_all_nodes_too_close_are_found() -> None:
    places = np.random.default_rng(1).random((2, 400)) * 20 - 10
    apart = np.linalg.norm(places[:, :, None] - places[:, None, :], axis=0)
    first, second = layout._close(places)
    assert np.array_equal([first, second], np.nonzero(np.triu(apart <= layout._APART, 1)))


def test_linked_nodes_stand_closer_than_others() -> None:
    links = _random_links(200, 260)
    placed = positions(200, links, core=200).astype(float)
    ends = np.array([pair for pair in links if pair[0] != pair[1]])
    linked = np.linalg.norm(placed[ends[:, 0]] - placed[ends[:, 1]], axis=1).mean()
    assert linked < 0.5 * pdist(placed).mean()


def test_a_ring_is_drawn_round() -> None:
    placed = positions(12, RING, core=12).astype(float)
    away = np.linalg.norm(placed - placed.mean(axis=0), axis=1)
    assert away.min() > 0.8 * away.max()


def test_the_skeleton_of_a_large_graph_is_the_layout_of_its_core() -> None:
    links = _random_links(500, 900)
    inside = [(one, two) for one, two in links if one < 100 and two < 100]
    alone = positions(100, inside, core=100).astype(float)
    among = positions(500, links, core=100)[:100].astype(float)
    assert np.allclose(alone * 5**0.5, among, atol=2)


def test_parts_do_not_overlap() -> None:
    links = [(part * 5 + one, part * 5 + two) for part in range(8) for one, two in RING[:4]]
    placed = positions(40, links, core=40).astype(float)
    middles = placed.reshape(8, 5, 2).mean(axis=1)
    spans = np.linalg.norm(placed.reshape(8, 5, 2) - middles[:, None], axis=2).max()
    assert pdist(middles).min() > 0.8 * spans
