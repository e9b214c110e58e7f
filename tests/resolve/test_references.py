"""Decisions of a human on what the rules alone have found."""

from __future__ import annotations

import pytest

from kg.model import Decision
from kg.resolve.entities import Entities, link
from tests.resolve.newsroom import (
    Pair,
    different,
    grouped,
    linked,
    person,
    persons,
    same,
    story,
    who,
)

_SENATOR = story(who("Ana Silva", of="BRA", title="senator"), id="a1")
_AGAIN = story(who("Ana Silva", of="BRA", title="senator"), id="a2")
_COACH = story(who("Ana Silva", of="PRT", title="coach"), "PER", id="a3")
_SYLVA = story(who("Anna Sylva", of="BRA"), id="a4")
_LONE = story("Silva", "BRA", id="a5")


def _warned(pairs: list[Pair], *decisions: Decision) -> tuple[Entities, list[str]]:
    lines: list[str] = []
    return link(sorted(pairs, key=lambda p: p[0].digest), decisions, lines.append), lines


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (person("ana-silva"), person("anna-sylva")),
        ("Ana Silva", "Anna Sylva"),
        ("ANA SILVA", person("anna-sylva")),
        ("Ana Silva @ a1", "Anna Sylva @ a4"),
    ],
)
def test_same_makes_one_of_two(left: str, right: str) -> None:
    pairs = [_SENATOR, _AGAIN, _SYLVA]
    assert len(persons(pairs)) == 2
    assert persons(pairs, [same(left, right)]) == {
        "ana-silva": ["a1: Ana Silva", "a2: Ana Silva", "a4: Anna Sylva"]
    }


def test_same_goes_on_through_a_third() -> None:
    pairs = [_SENATOR, _SYLVA, _LONE]
    lone = next(id_ for id_ in persons(pairs) if id_.startswith("silva-"))
    decisions = [
        same(person("ana-silva"), person("anna-sylva")),
        same(person("anna-sylva"), person(lone)),
    ]
    for order in (decisions, decisions[::-1]):
        assert set(persons(pairs, order)) == {"ana-silva"}


def test_taking_a_decision_out_undoes_it() -> None:
    pairs = [_SENATOR, _COACH, _SYLVA]
    before = linked(pairs)
    decision = same(person("ana-silva"), person("anna-sylva"))
    assert linked(pairs, [decision]) != before
    assert linked(pairs, []) == before


def test_different_parts_spellings_that_the_rules_took_for_one() -> None:
    pairs = [story("Dmytro Halenskyy", "UKR", id="a1"), story("Dmytro Halenskij", "UKR", id="a2")]
    assert list(persons(pairs)) == ["dmytro-halenskij"]
    apart = {
        "dmytro-halenskij": ["a2: Dmytro Halenskij"],
        "dmytro-halenskyy": ["a1: Dmytro Halenskyy"],
    }
    for left, right in (
        ("Dmytro Halenskyy", "Dmytro Halenskij"),
        (person("dmytro-halenskyy"), person("dmytro-halenskij")),
        (person("dmytro-halenskij"), "Dmytro Halenskyy"),
    ):
        assert persons(pairs, [different(left, right)]) == apart
    assert not linked(pairs, [different("Dmytro Halenskyy", "Dmytro Halenskij")]).proposals


def test_different_parts_one_name_by_article() -> None:
    third = story(who("Ana Silva", of="BRA", title="senator"), id="a9")
    pairs = [_SENATOR, _AGAIN, third]
    found = persons(pairs, [different("Ana Silva", "Ana Silva @ a2")])
    assert sorted(map(tuple, found.values())) == [
        ("a1: Ana Silva", "a9: Ana Silva"),
        ("a2: Ana Silva",),
    ]
    iri = f"https://w3id.org/newsgraph/id/article/{_AGAIN[0].digest}"
    assert persons(pairs, [different("Ana Silva", f"Ana Silva @ {iri}")]) == found
    [split] = [id_ for id_, names in found.items() if names == ["a2: Ana Silva"]]
    # What has been split off can be spoken of in turn.
    again = [different("Ana Silva", "Ana Silva @ a2"), same(person(split), "Anna Sylva")]
    assert persons([*pairs, _SYLVA], again)[split] == ["a2: Ana Silva", "a4: Anna Sylva"]


def test_different_keeps_two_apart_when_the_rules_would_join_them_later() -> None:
    decision = different(person("ana-silva"), person("ana-silva-prt"))
    dated = story(who("Ana Silva", of="BRA", title="senator"), id="b1", published="2020-01-01")
    pairs = [dated, _COACH]
    assert set(persons(pairs, [decision])) == {"ana-silva", "ana-silva-prt"}


def test_unsure_is_not_asked_again() -> None:
    pairs = [_SENATOR, story(who("Ana Silva", of="PRT"), id="b1")]
    [proposal] = linked(pairs).proposals
    unsure = Decision(kind="unsure", left=proposal.left, right=proposal.right)
    after = linked(pairs, [unsure])
    assert after.proposals == ()
    assert after.of == linked(pairs).of


def test_the_last_decision_on_a_pair_counts() -> None:
    pair = person("ana-silva"), person("anna-sylva")
    assert len(persons([_SENATOR, _SYLVA], [same(*pair), different(*pair[::-1])])) == 2
    assert len(persons([_SENATOR, _SYLVA], [different(*pair), same(*pair[::-1])])) == 1


def test_a_decision_that_contradicts_others_is_named() -> None:
    rui = story("Rui Costa", "PER", id="b1")
    entities, lines = _warned(
        [_SENATOR, _SYLVA, rui],
        different("Ana Silva", "Rui Costa"),
        same("Ana Silva", "Anna Sylva"),
        same("Anna Sylva", "Rui Costa"),
    )
    assert lines == ["decision 3: contradicts another; left out"]
    assert len(grouped([_SENATOR, _SYLVA, rui], entities)) == 2


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (same("Ana Silva", "Eva Lund"), "decision 1: nobody is 'Eva Lund'; left out"),
        (same(person("eva-lund"), "Ana Silva"), f"nobody is '{person('eva-lund')}'"),
        (different("Ana Silva", "Ana SILVA"), "one name here"),
        (different("Ana Silva", "Ana Silva @ zz"), "not in the article 'zz'"),
        (Decision(kind="prefer", person="Eva Lund", name="Eva"), "nobody is 'Eva Lund'"),
    ],
)
def test_a_decision_on_nobody_is_named_and_harms_nothing(decision: Decision, words: str) -> None:
    entities, lines = _warned([_SENATOR, _SYLVA], decision)
    assert len(lines) == 1
    assert words in lines[0]
    assert entities == linked([_SENATOR, _SYLVA])


def test_a_name_that_two_bear_does_not_say_who() -> None:
    _, lines = _warned([_SENATOR, _COACH, _SYLVA], same("Ana Silva", "Anna Sylva"))
    assert lines == ["decision 1: more than one person is 'Ana Silva'; left out"]


def test_the_preferred_name_is_the_label() -> None:
    prefer = Decision(kind="prefer", person=person("anna-sylva"), name="Anna da Sylva")
    node = linked([_SENATOR, _SYLVA], [prefer]).nodes[person("anna-sylva")]
    assert (node.label, node.aliases) == ("Anna da Sylva", ("Anna Sylva",))
    both = linked([_SENATOR, _SYLVA], [same("Ana Silva", "Anna Sylva"), prefer])
    assert both.nodes[person("ana-silva")].label == "Anna da Sylva"
