from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.groups import Groups

_PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20)


def test_groups_grow_and_are_listed_in_order() -> None:
    groups = Groups(5)
    assert groups.join(3, 1)
    assert groups.join(4, 3)
    assert groups.members() == [[0], [1, 3, 4], [2]]
    assert groups.find(4) == groups.find(1)


def test_what_is_kept_apart_stays_apart_through_others() -> None:
    groups = Groups(4)
    groups.keep_apart([0], [3])
    assert groups.join(0, 1)
    assert groups.join(2, 3)
    assert not groups.join(1, 2)
    assert groups.members() == [[0, 1], [2, 3]]


def test_two_on_one_side_may_come_together() -> None:
    groups = Groups(3)
    groups.keep_apart([0, 1], [2])
    assert groups.join(0, 1)
    assert groups.are_apart(0, 2)
    assert not groups.are_apart(0, 1)


@given(_PAIRS, _PAIRS)
def test_no_group_holds_two_who_are_apart(
    walls: list[tuple[int, int]], joins: list[tuple[int, int]]
) -> None:
    walls = [(a, b) for a, b in walls if a != b]
    groups = Groups(10)
    for a, b in walls:
        groups.keep_apart([a], [b])
    joined = [groups.join(a, b) for a, b in joins]
    for a, b in walls:
        assert groups.find(a) != groups.find(b)
    for (a, b), done in zip(joins, joined, strict=True):
        assert (groups.find(a) == groups.find(b)) == done
