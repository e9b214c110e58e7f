"""The short version of ``tests/bench/soak.py``."""

from __future__ import annotations

import pytest

from kg import build
from tests.bench import soak


@pytest.mark.slow
def test_no_answer_is_wrong_and_none_is_lost_while_the_graph_is_replaced() -> None:
    articles = sorted(build.samples().glob("0[1-4]-*"))
    seen = soak.soak(5, articles, build_every=2, timeout=4)
    assert seen.wrong == []
    assert seen.lost == []
    assert seen.answers["known 200"] > 20
    assert seen.replaced["kg build"] >= 1
