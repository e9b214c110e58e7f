"""The order in which articles come, and how often, makes no difference to anything."""

import random
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Knowledge, Run, Title
from kg.resolve import resolve
from tests.resolve.newsroom import Pair, story, who

RUN = Run(id="run", software="-", rules="-", model="-")


def articles() -> list[Pair]:
    """Two presidents of one country, one who was, an open title, and meetings of them."""
    pairs = []
    for number in range(9):
        name, title = (("Ana Silva", "president"), ("Luis Prado", "president"))[number % 2]
        fields: dict[str, Any] = (
            {"published": f"2031-03-{1 + number // 3:02}"} if number % 3 else {}
        )
        pairs.append(
            story(
                who(name, of="PER", title=title),
                who("Eva Castro", of="BRA"),
                id=f"a{number}",
                met=(name, "Eva Castro"),
                **fields,
            )
        )
    for name, day in (("Rui Costa", "2031-03-01"), ("Nina Lopes", "2031-03-09")):
        minister = who(name, of="BRA", title="finance minister")
        pairs.append(story(minister, id=name, published=day))
    article, extraction = story("Ana Silva", who("Eva Castro", of="BRA"), id="open")
    said = Title(person=1, title="former president", assertion=extraction.relations[0].assertion)
    pairs.append((article, replace(extraction, titles=(said,))))
    return pairs


def test_the_articles_hold_what_the_order_could_change() -> None:
    known = resolve(articles(), RUN)
    assert known.conflicts
    assert known.supersessions
    assert len(known.events) < len(known.reports)
    assert any(c.telling.rule == "resolve.title" for c in known.claims)


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_order_gives_the_same(chance: random.Random) -> None:
    pairs = articles()
    assert resolve(chance.sample(pairs, len(pairs)), RUN) == resolve(pairs, RUN)


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_subsets_leave_out_only_what_they_do_not_hold(chance: random.Random) -> None:
    """A claim or report is the same whatever articles stand beside its own."""
    pairs = articles()
    some = chance.sample(pairs, chance.randrange(1, len(pairs)))
    whole, part = _told(resolve(pairs, RUN)), _told(resolve(some, RUN))
    assert part.items() <= whole.items()


def _told(known: Knowledge) -> dict[str, Any]:
    told: dict[str, Any] = {
        c.id: replace(c, origins=1) for c in known.claims if c.telling.rule != "resolve.title"
    }
    return told | {r.id: replace(r, event="") for r in known.reports}
