from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.names import parse
from kg.resolve.blocking import candidates
from kg.resolve.likeness import compare

_WORDS = (
    "Ana",
    "Anna",
    "Rui",
    "Braga",
    "Braga-Nunes",
    "Halenskyy",
    "Halenskij",
    "Mohamed",
    "M.",
    "Jr.",
)


@settings(deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(_WORDS), min_size=2, max_size=4).map(" ".join), max_size=12)
)
def test_no_two_names_that_are_alike_are_missed(texts: list[str]) -> None:
    names = [n for n in map(parse, texts) if not n.is_lone]
    found = set(candidates(names))
    for i, j in combinations(range(len(names)), 2):
        kind = compare(names[i], names[j])
        if kind not in (None, "close"):
            assert (i, j) in found, (names[i], names[j], kind)


def test_a_name_that_very_many_bear_is_compared_with_near_ones_only() -> None:
    names = [parse(f"Ana{letter} Silva{n}") for n, letter in enumerate("bcdfghjklmnpqrstvwxz" * 25)]
    assert len(candidates([parse("Ana Silva")] * 500)) < 500 * 10
    assert len(candidates(names)) < 500 * 20


def test_a_slip_in_one_word_meets() -> None:
    names = [parse("Carlos Bragante"), parse("Rui Costa"), parse("Carlos Bragonte")]
    assert (0, 2) in candidates(names)
