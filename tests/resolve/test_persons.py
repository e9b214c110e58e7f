from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Decision
from tests.resolve.newsroom import Pair, Who, linked, persons, story, who


def _pairs(*stories: tuple[Who | str, ...]) -> list[Pair]:
    return [story(*spoken, id=f"a{n}") for n, spoken in enumerate(stories, start=1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the same name: context may be silent, but may not contradict
        (("Ana Silva", "BRA"), ("Ana Silva", "BRA")),
        (("Ana Silva", "BRA"), ("ANA SILVA",)),
        (("Ana Silva",), ("Ána Silva",)),
        ((who("Ana Silva", of="BRA"), "PRT"), (who("Ana Silva", of="PRT"), "BRA")),
        ((who("Ana Silva", of="BRA"), "Rui Costa"), (who("Ana Silva", of="PRT"), "Rui Costa")),
        (
            (who("Ana Silva", of="BRA", title="mayor"), "PRT"),
            (who("Ana Silva", of="BRA", title="senator"), "PER"),
        ),
        # other spellings: a country in common
        (("Dmytro Halenskyy", "UKR"), ("Dmitro Halenskij", "UKR")),
        (("Carlos Braga", "BRA"), ("Carlos Miguel Braga", "BRA")),
        (("Carlos M. Braga", "BRA"), ("Carlos Miguel Braga", "BRA")),
        (("Braga Carlos", "BRA"), ("Carlos Braga", "BRA")),
        # further names, other sounds, initials: more in common
        ((who("Carlos Braga", of="BRA"),), (who("Carlos Braga Nunes", of="BRA"),)),
        (("Muhammad Kadhi", "Omar Nasser", "LBY"), ("Mohamed Qadi", "Omar Nasser", "LBY")),
        (("C. Braga", "Rui Costa", "BRA"), ("Carlos Braga", "Rui Costa", "BRA")),
        (
            (who("Muhammad Kadhi", of="LBY", title="former minister"),),
            (who("Mohamed Qadi", of="LBY", title="minister"),),
        ),
    ],
)
def test_one_person(one: tuple[Who | str, ...], other: tuple[Who | str, ...]) -> None:
    found = persons(_pairs(one, other))
    assert max(map(len, found.values())) >= 2, found
    first = one[0].name if isinstance(one[0], Who) else one[0]
    second = other[0].name if isinstance(other[0], Who) else other[0]
    assert sorted((f"a1: {first}", f"a2: {second}")) in found.values()


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        # one name: other countries and other roles are two persons; no role leaves it open
        (
            (who("Ana Silva", of="BRA", title="rugby coach"),),
            (who("Ana Silva", of="PRT", title="senator"),),
            False,
        ),
        ((who("Ana Silva", of="BRA"),), (who("Ana Silva", of="PRT", title="senator"),), True),
        (("Ana Silva", "BRA"), ("Ana Silva", "UKR"), True),
        # nothing in common but something like the name
        (("Dmytro Halenskyy", "UKR"), ("Dmitro Halenskij", "PER"), True),
        (("Carlos Braga", "BRA"), ("Carlos Miguel Braga", "UKR"), True),
        # too little in common for how little is alike
        (("Carlos Braga", "BRA"), ("Carlos Braga Nunes", "BRA"), True),
        (("Muhammad Kadhi", "LBY"), ("Mohamed Qadi", "LBY"), True),
        (("Muhammad Kadhi", "LBY"), ("Mohamed Qadi", "PER"), False),
        ((who("C. Braga", of="BRA"),), (who("Carlos Braga", of="BRA"),), True),
        (("C. Braga", "BRA"), ("Carlos Braga", "BRA"), False),
        # never by themselves
        ((who("Carlos Braga", of="BRA"),), (who("Carlos Braga Jr.", of="BRA"),), True),
        ((who("Carlos Bragante", of="BRA"),), (who("Carlos Bragonte", of="BRA"),), True),
        (("Dan Okafor", "Rui Costa", "PER"), ("Daniel Okafor", "Rui Costa", "PER"), True),
        # other names
        ((who("Mario Braga", of="BRA"),), (who("Maria Braga", of="BRA"),), False),
        ((who("Carlos Braga", of="BRA"),), (who("Rui Braga", of="BRA"),), False),
    ],
)
def test_two_persons(one: tuple[Who | str, ...], other: tuple[Who | str, ...], asked: bool) -> None:
    entities = linked(_pairs(one, other))
    found = persons(_pairs(one, other))
    assert all(
        len({n.split(":")[0] for n in names}) == 1
        for names in found.values()
        if "Rui Costa" not in names[0]
    )
    assert bool(entities.proposals) == asked


@pytest.mark.parametrize(
    ("lone", "full", "joined"),
    [
        (("Silva", "Rui Costa", "Eva Lund", "BRA"), ("Ana Silva", "Rui Costa", "Eva Lund"), True),
        (("Silva", "Rui Costa", "BRA"), ("Ana Silva", "Rui Costa", "BRA"), True),
        ((who("Silva", of="BRA"),), (who("Ana Silva", of="BRA"),), True),
        (
            (who("Silva", of="BRA", title="mayor"),),
            (who("Ana Silva", of="BRA", title="mayor"),),
            True,
        ),
        (("Silva", "BRA"), ("Ana Silva", "BRA"), False),
        (("Silva", "BRA"), ("Ana Silva", "PRT"), False),
        ((who("Ana", of="BRA"),), (who("Ana Silva", of="BRA"),), False),
        ((who("Ana", of="BRA"),), (who("Ana Silva", "Ana", of="BRA"),), True),
        ((who("Silva Jr.", of="BRA"),), (who("Ana Silva", of="BRA"),), False),
    ],
)
def test_a_name_alone(
    lone: tuple[Who | str, ...], full: tuple[Who | str, ...], joined: bool
) -> None:
    found = persons(_pairs(lone, full))
    assert (
        any(
            "a1" in names[0] and "a2" in names[1]
            for names in found.values()
            if len(names) == 2 and "Silva" in names[1]
        )
        == joined
    )


def test_a_name_alone_with_two_bearers_is_a_question() -> None:
    pairs = _pairs(
        (who("Silva", of="BRA"),), (who("Ana Silva", of="BRA"),), (who("Rosa Silva", of="BRA"),)
    )
    entities = linked(pairs)
    assert len(persons(pairs)) == 3
    assert [p.reasons[0] for p in entities.proposals] == ["a name alone that fits"] * 2


def test_a_name_alone_goes_to_one_who_is_told_of_far_more_often() -> None:
    stories = [(who("Ana Silva", of="BRA"), "PER")] * 10
    pairs = _pairs(("Silva", "BRA"), (who("Rosa Silva", of="BRA"),), *stories)
    assert "a1: Silva" in persons(pairs)["ana-silva"]


def test_what_the_article_leaves_open_stays_open() -> None:
    other = who("Eva Silva", of="BRA")
    pairs = _pairs((who("Silva", of="BRA"), "Ana Silva", "Rosa Silva"), (other,))
    assert len(persons(pairs)) == 4
    assert not [p for p in linked(pairs).proposals if "a name alone that fits" in p.reasons]


def test_fuller_names_at_one_end_do_not_put_a_middle_name_in_doubt() -> None:
    in_common = ("Rui Costa", "Eva Lund", "BRA")
    pairs = _pairs(
        ("Carlos Braga", *in_common),
        ("Carlos M. Braga", *in_common),
        (who("Farewell Carlos Braga", of="BRA"), *in_common),
    )
    assert ["a1: Carlos Braga", "a2: Carlos M. Braga"] in persons(pairs).values()


def test_ids_stay_apart_even_if_digests_begin_alike() -> None:
    pairs = [
        (replace(article, digest=f"00000000{n:08x}"), extraction)
        for n, (article, extraction) in enumerate(
            _pairs(*[("Silva",)] * 4, *[("Ana Silva", code) for code in _COUNTRIES])
        )
    ]
    found = linked(pairs)
    assert len({node for node in found.of.values() if node and "/person/" in node}) == 9


def test_a_short_name_with_two_fuller_ones_joins_neither() -> None:
    pairs = _pairs(
        ("Carlos Braga", "BRA"), ("Carlos Miguel Braga", "BRA"), ("Carlos Tomas Braga", "BRA")
    )
    assert len(persons(pairs)) == 3
    assert len(linked(pairs).proposals) == 2


def test_of_two_fuller_names_the_better_bound_is_meant() -> None:
    pairs = _pairs(
        (who("Carlos Braga", of="BRA", title="mayor"), "PER"),
        (who("Carlos Miguel Braga", of="BRA", title="mayor"), "PER"),
        ("Carlos Tomas Braga", "BRA"),
    )
    assert ["a1: Carlos Braga", "a2: Carlos Miguel Braga"] in persons(pairs).values()


def test_those_who_stand_side_by_side_are_two() -> None:
    pairs = _pairs(*[(who("Carlos Braga", of="BRA"), "Carlos Braga Nunes", "Rui Costa")] * 3)
    assert set(persons(pairs)) == {"carlos-braga", "carlos-braga-nunes", "rui-costa"}


def test_in_one_article_one_name_is_one_person() -> None:
    assert persons([story("Ana Silva", "Ana SILVA", id="a1")]) == {
        "ana-silva": ["a1: Ana SILVA", "a1: Ana Silva"]
    }
    [lone] = persons([story("Silva", "Silva", id="a1")]).values()
    assert lone == ["a1: Silva", "a1: Silva"]


# --- ids -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "slug"),
    [
        (("Ana Silva",), "ana-silva"),
        (("Ana Lúcia Silva", "Ana Silva"), "ana-silva"),
        (("A. Silva", "Ana Silva"), "ana-silva"),
        (("Omar Karim", "Omar al-Karim"), "omar-al-karim"),
        (("Park Jaesung", "Park Jae-sung"), "park-jae-sung"),
        (("Carlos Braga Jr.",), "carlos-braga-jr"),
        (("Małgorzata Łuk",), "malgorzata-luk"),
        (("李 娜",), "李-娜"),
    ],
)
def test_the_id_is_the_shortest_full_name(names: tuple[str, ...], slug: str) -> None:
    office = [(who(name, of="PER", title="mayor"),) for name in names]
    assert list(persons(_pairs(*office))) == [slug]


def test_namesakes_told_of_first_keep_the_plain_id() -> None:
    coach = story(who("Ana Silva", of="BRA", title="coach"), id="x", published="2024-05-01")
    senator = story(who("Ana Silva", of="PRT", title="senator"), id="y", published="2023-05-01")
    undated = story(who("Ana Silva", of="PER", title="nun"), id="z")
    assert persons([coach, senator, undated]) == {
        "ana-silva": ["y: Ana Silva"],
        "ana-silva-bra": ["x: Ana Silva"],
        "ana-silva-per": ["z: Ana Silva"],
    }


def test_namesakes_of_unknown_country_have_the_digest_of_an_article() -> None:
    pairs = [
        story("Ana Silva", "BRA", id="x", published="2023-01-01"),
        story("Ana Silva", "UKR", id="y"),
    ]
    assert set(persons(pairs)) == {"ana-silva", f"ana-silva-{pairs[1][0].digest[:8]}"}


_GIVEN = ("Ana", "Rui", "Dmytro", "Carlos", "C.", "Mohamed", "Muhammad")
_SURNAMES = ("Silva", "Braga", "Halenskyy", "Halenskij", "Braga Nunes", "Qadi", "Kadhi")
_FOREIGN = ("Ito Haruki", "Wangari Otieno", "Otieno", "W. Otieno", "Haruki Ito", "Vangari Otieno")
_COUNTRIES = ("BRA", "PRT", "UKR", "LBY", "PER")


def _people(names: st.SearchStrategy[str]) -> st.SearchStrategy[Who]:
    return st.builds(
        Who,
        names,
        st.just(()),
        st.sampled_from([None, *_COUNTRIES]),
        st.sampled_from([None, "mayor", "coach", "senator"]),
    )


def _stories(prefix: str, names: st.SearchStrategy[str]) -> st.SearchStrategy[list[Pair]]:
    spoken = st.tuples(
        st.lists(_people(names), min_size=1, max_size=4),
        st.lists(st.sampled_from(_COUNTRIES), max_size=2),
    )

    def build(drawn: list[tuple[list[Who], list[str]]]) -> list[Pair]:
        return [
            story(*people, *codes, id=f"{prefix}{n}") for n, (people, codes) in enumerate(drawn)
        ]

    return st.lists(spoken, min_size=1, max_size=6).map(build)


_NAMES = st.one_of(
    st.builds("{} {}".format, st.sampled_from(_GIVEN), st.sampled_from(_SURNAMES)),
    st.sampled_from(_SURNAMES),
)


@settings(max_examples=200, deadline=None)
@given(_stories("s", _NAMES), st.randoms())
def test_the_order_of_articles_has_no_effect(pairs: list[Pair], random: object) -> None:
    expected = linked(pairs)
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert linked(shuffled) == expected


@settings(max_examples=200, deadline=None)
@given(_stories("s", _NAMES), _stories("u", st.sampled_from(_FOREIGN)))
def test_unrelated_articles_change_nothing(pairs: list[Pair], unrelated: list[Pair]) -> None:
    alone, beside = linked(pairs), linked([*pairs, *unrelated])
    assert {place: beside.of[place] for place in alone.of} == alone.of
    assert {n: beside.nodes[n] for n in alone.nodes} == alone.nodes
    assert set(alone.proposals) <= set(beside.proposals)


@settings(max_examples=100, deadline=None)
@given(_stories("s", _NAMES))
def test_ids_and_proposals_are_sound(pairs: list[Pair]) -> None:
    entities = linked(pairs)
    assert {n for n in entities.of.values() if n} == set(entities.nodes)
    for proposal in entities.proposals:
        assert proposal.left < proposal.right
        assert {proposal.left, proposal.right} <= set(entities.nodes)
        assert 0 <= proposal.score <= 1
        assert proposal.reasons
    scores = [p.score for p in entities.proposals]
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=100, deadline=None)
@given(_stories("s", _NAMES), st.data())
def test_decisions_hold(pairs: list[Pair], data: st.DataObject) -> None:
    before = linked(pairs)
    ids = sorted(n for n in before.nodes if "/person/" in n)
    if len(ids) < 2:
        return
    left, right = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
    places = {id_: {p for p, n in before.of.items() if n == id_} for id_ in (left, right)}
    joined = linked(pairs, [Decision(kind="same", left=left, right=right)])
    both = places[left] | places[right]
    assert {joined.of[p] for p in both} <= {left, right}
    assert len({joined.of[p] for p in both}) == 1
    assert all(joined.of[p] == node for p, node in before.of.items() if p not in both)
    apart = linked(pairs, [Decision(kind="different", left=left, right=right)])
    assert not {apart.of[p] for p in places[left]} & {apart.of[p] for p in places[right]}
    assert not any({p.left, p.right} == {left, right} for p in apart.proposals)
