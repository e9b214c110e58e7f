from __future__ import annotations

import pytest

from kg.iris import ID
from kg.view.history import History, Verdict, kind
from kg.view.negotiation import accepted
from kg.view.protocol import Ask


class Clock:
    """A clock that is set by hand, in seconds."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def of(query: str = "", **more: object) -> object:
    return kind(Ask(base="http://e/", formats=accepted(None), query=query, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (f"ASK {{ <{ID}person/a> ?p 'x' }}", f'ASK {{ <{ID}event/b> ?q "y" }} # z', True),
        ("ASK { id:event\\/1 ?p ?o }", "ASK {id:event\\/2 ?p ?o}", True),
        ("ASK { ?s <http://e/a> ?o }", "ASK { ?s <http://e/b> ?o }", False),
        ("SELECT * {} LIMIT 1", "SELECT * {} LIMIT 1000000", False),
        ("ASK { ?s ?p '#' }", "ASK { ?s ?p 'a' }", True),
        ("", "ASK {}", False),
    ],
)
def test_queries_are_of_one_kind_if_they_differ_in_what_they_name(
    one: str, other: str, same: bool
) -> None:
    assert (of(one) == of(other)) is same


def test_named_queries_are_of_a_kind_by_their_parameters() -> None:
    about = of(named="about", values=(("who", "Ana"),))
    assert about == of(named="about", values=(("who", "Bo"),))
    assert about != of(named="about", values=(("who", "Ana"), ("period", "2026")))
    assert of(thing=ID + "a") == of(thing=ID + "b") != of(named="thing")


def test_a_megabyte_is_looked_at_in_no_time() -> None:
    assert len(str(of("ASK { " + "?s ?p ?o . " * 95_000))) < 5000


def test_what_has_been_long_is_expected_to_be() -> None:
    clock = Clock()
    history = History(clock)
    history.learn("q1", "k", quick=False)
    assert history.expected("q1", "k") is Verdict.LONG
    assert history.expected("q2", "k") is Verdict.UNKNOWN  # one says little of its kind
    history.learn("q2", "k", quick=False)
    assert history.expected("q3", "k") is Verdict.LONG
    clock.now = 61
    assert {history.expected(q, "k") for q in ("q1", "q2", "q3")} == {Verdict.UNKNOWN}


def test_one_of_a_quick_kind_may_take_long_once() -> None:
    history = History(Clock())
    for query in ("q1", "q2", "q3"):
        history.learn(query, "k", quick=True)
    history.learn("q1", "k", quick=False)
    assert history.expected("q1", "k") is Verdict.QUICK
    history.learn("q1", "k", quick=False)
    assert history.expected("q1", "k") is Verdict.LONG
    assert history.expected("q2", "k") is Verdict.QUICK


def test_a_kind_can_be_found_quick_again() -> None:
    history = History(Clock())
    for query in ("q1", "q2"):
        history.learn(query, "k", quick=False)
    for _ in range(3):
        history.learn("q1", "k", quick=True)
    assert history.expected("q1", "k") is Verdict.QUICK


def test_only_the_last_thousand_are_known() -> None:
    history = History(Clock())
    for number in range(1500):
        history.learn(number, number, quick=False)
    assert history.expected(0, "k") is Verdict.UNKNOWN
    assert history.expected(1499, "k") is Verdict.LONG
