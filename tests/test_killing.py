"""Builds, pushes and reviews killed at random moments; ``tests/bench/crashes.py`` kills more."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import killing


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "kills"),
    [(killing.builds, 4), (killing.shared_builds, 4), (killing.pushes, 6), (killing.reviews, 6)],
)
def test_nothing_is_lost_or_left_over(
    command: Callable[..., killing.Met], kills: int, tmp_path: Path
) -> None:
    met = list(command(tmp_path, kills, random.Random(5)))
    assert len(met) == kills
    assert not all("after its end" in kill for kill in met)
