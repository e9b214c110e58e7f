from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.clusters import align, b_cubed
from kg.model import Span

_CLUSTERS = st.dictionaries(st.integers(0, 20), st.sampled_from("abcd"), max_size=15)


@pytest.mark.parametrize(
    ("gold", "found", "precision", "recall"),
    [
        # The example of Bagga & Baldwin (1998): 5 + 2 + 5 mentions; joining the two large
        # clusters hurts precision more than joining the small one with a large one.
        ("aaaaabbccccc", "xxxxxyyzzzzz", 100.0, 100.0),
        ("aaaaabbccccc", "xxxxxyyyyyyy", 76.19, 100.0),
        ("aaaaabbccccc", "xxxxxyyxxxxx", 58.33, 100.0),
        ("aabb", "wxyz", 100.0, 50.0),
        ("aabb", "xxxx", 50.0, 100.0),
        ("abcd", "abcd", 100.0, 100.0),
    ],
)
def test_figures(gold: str, found: str, precision: float, recall: float) -> None:
    score = b_cubed(dict(enumerate(gold)), dict(enumerate(found)))
    assert (round(score.precision, 2), round(score.recall, 2)) == (precision, recall)
    assert score.mentions == len(gold)


def test_no_common_mention() -> None:
    score = b_cubed({1: "a"}, {2: "a"})
    assert (score.precision, score.recall, score.f1, score.mentions) == (0.0, 0.0, 0.0, 0)


def test_f1_is_the_harmonic_mean() -> None:
    assert b_cubed(dict(enumerate("aabb")), dict(enumerate("wxyz"))).f1 == pytest.approx(200 / 3)


@given(_CLUSTERS, _CLUSTERS)
def test_it_is_the_mean_over_mentions(gold: dict[int, str], found: dict[int, str]) -> None:
    both = sorted(set(gold) & set(found))
    score = b_cubed(gold, found)
    assert score.mentions == len(both)
    for figure, wide in ((score.precision, found), (score.recall, gold)):
        shares = []
        for m in both:
            mates = [n for n in both if wide[n] == wide[m]]
            right = [n for n in mates if gold[n] == gold[m] and found[n] == found[m]]
            shares.append(len(right) / len(mates))
        expected = 100 * sum(shares) / len(shares) if shares else 0.0
        assert figure == pytest.approx(expected)


@given(_CLUSTERS)
def test_the_same_clusters_under_other_names_are_perfect(gold: dict[int, str]) -> None:
    score = b_cubed(gold, {m: c.upper() for m, c in gold.items()})
    assert score.f1 == pytest.approx(100.0 if gold else 0.0)


def _spans(*ends: tuple[int, int]) -> list[Span]:
    return [Span(start=start, end=end) for start, end in ends]


@pytest.mark.parametrize(
    ("gold", "found", "pairs"),
    [
        ([(0, 7)], [(4, 7)], {0: 0}),
        ([(4, 7)], [(0, 7)], {0: 0}),
        ([(0, 7)], [(5, 9)], {}),
        ([(0, 20)], [(0, 4), (8, 20)], {0: 1}),
        ([(0, 20), (0, 4)], [(0, 4)], {1: 0}),
        ([(0, 20), (4, 10)], [(4, 10), (5, 10)], {0: 1, 1: 0}),
        ([(3, 3)], [(0, 9)], {}),
    ],
)
def test_align(
    gold: list[tuple[int, int]], found: list[tuple[int, int]], pairs: dict[int, int]
) -> None:
    assert align(_spans(*gold), _spans(*found)) == pairs
