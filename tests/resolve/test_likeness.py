from __future__ import annotations

import pytest

from kg.names import parse
from kg.resolve.likeness import IN_WORDS, compare


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Dmytro Halenskyy", "Dmitro Galenskiy", None),  # H and G are two letters
        ("Dmytro Halenskyy", "Dmitro Halenskij", "spelling"),
        ("Ana Costa Lima", "Ana Costa-Lima", "spelling"),
        ("Mohamed Kadhi", "Muhammad Qadi", "sound"),
        ("Carlos Braga", "Braga Carlos", "order"),
        ("Park Jae-sung", "Jae-sung Park", "order"),
        ("Carlos Braga", "Carlos Miguel Braga", "longer"),
        ("Carlos Braga", "Carlos M. Braga", "longer"),
        ("Carlos M. Braga", "Carlos Miguel Braga", "middle"),
        ("Carlos Braga", "Carlos Braga Nunes", "extended"),
        ("Miguel Braga", "Carlos Miguel Braga", "extended"),
        ("C. Braga", "Carlos Braga", "initials"),
        ("C. Braga", "Carlos Miguel Braga", "initials"),
        ("Carlos Braga", "Carlos Braga Jr.", "generation"),
        ("Carlos Braga", "Carlos M. Braga III", "generation"),
        ("Carlos Braganca", "Carlos Bragança Filho", "extended"),
        ("Carlos Bragante", "Carlos Bragonte", "close"),
        ("Dan Okafor", "Daniel Okafor", "nickname"),
        ("Carlos Braga", "Rui Braga", None),
        ("Carlos M. Braga", "Carlos N. Braga", None),
        ("Carlos W. Braga", "Carlos H. W. Braga", None),
        ("Park Jae Un", "Park Jae Il", None),
        ("Li Wei", "Lee Wei", None),
        ("Mario Braga", "Maria Braga", None),
        ("Daniel Braga", "Daniela Braga", None),
        ("Jean Okafor", "Jeanne Okafor", None),
        ("Carlos Braga Sr.", "Carlos Braga Jr.", None),
        ("R. Braga", "Carlos Braga", None),
    ],
)
def test_how_two_names_are_alike(one: str, other: str, kind: str | None) -> None:
    assert compare(parse(one), parse(other)) == kind
    assert compare(parse(other), parse(one)) == kind


def test_every_way_of_being_alike_has_words() -> None:
    assert all(IN_WORDS.values())
    assert len(set(IN_WORDS.values())) == len(IN_WORDS)
