from __future__ import annotations

from kg.model import Decision
from kg.resolve.changes import Changes, changes
from tests.resolve.newsroom import Pair, different, person, same, story, who

_PAIRS: list[Pair] = [
    story(who("Ana Silva", of="BRA", title="senator"), id="a1", met=["Ana Silva", "Brazil"]),
    story(who("Anna Sylva", of="BRA"), "Rui Costa", id="a2", met=["Rui Costa", "Anna Sylva"]),
    story("Rui Costa", "BRA", id="a3", met=["Rui Costa"]),
]
_ANA, _ANNA = person("ana-silva"), person("anna-sylva")


def test_a_merger_names_both_sides_and_counts_what_moves() -> None:
    told = changes(_PAIRS, [], same(_ANA, _ANNA))
    assert told == Changes(
        merged=(((f"Ana Silva <{_ANA}>", f"Anna Sylva <{_ANNA}>"), f"Ana Silva <{_ANA}>"),),
        claims=1,
        events=1,
    )
    assert told.lines() == [
        f"Ana Silva <{_ANA}> + Anna Sylva <{_ANNA}> → Ana Silva <{_ANA}>",
        "1 facts and 1 tellings of events move",
    ]


def test_a_split_names_what_becomes_of_one() -> None:
    told = changes(_PAIRS, [], different("Rui Costa", "Rui Costa @ a3"))
    [(before, after)] = told.split
    assert before == f"Rui Costa <{person('rui-costa')}>"
    assert len(after) == 2
    assert (told.claims, told.events) == (0, 1)


def test_undoing_is_a_change_back() -> None:
    decisions = [same(_ANA, _ANNA)]
    told = changes(_PAIRS, decisions, different(_ANA, _ANNA))
    assert told.split == (
        (f"Ana Silva <{_ANA}>", (f"Ana Silva <{_ANA}>", f"Anna Sylva <{_ANNA}>")),
    )


def test_another_name() -> None:
    told = changes(_PAIRS, [], Decision(kind="prefer", person=_ANNA, name="Anna da Sylva"))
    assert told == Changes(renamed=(("Anna Sylva", "Anna da Sylva"),))
    assert told.lines() == ["Anna Sylva is called Anna da Sylva"]


def test_nothing() -> None:
    told = changes(_PAIRS, [], different(_ANA, _ANNA))
    assert told.lines() == ["nothing changes"]
