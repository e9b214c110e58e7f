from __future__ import annotations

from dataclasses import replace

import pytest

from kg.resolve.context import Context, Tie, profiles, reasons, tie, together
from tests.resolve.newsroom import Who, story, who

_KEYS = ("anasilva", "anasylva")
_NAMES = {"BRA": "Brazil", "PRT": "Portugal", "ruicosta": "Rui Costa", "evalund": "Eva Lund"}


def _context(*spoken: Who | str, id: str = "a1") -> Context:
    """The context of the first person."""
    article, extraction = story(*spoken, id=id)
    names = {m.entity: {article.text[m.start : m.end]: 1} for m in extraction.mentions}
    return next(iter(profiles(article.digest, extraction, names))).context


_SILVA = who("Ana Silva", of="BRA", title="mayor")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((_SILVA,), (who("Ana Sylva", of="BRA", title="former mayor"),), Tie.OFFICE),
        (
            ("Ana Silva", "Rui Costa", "Eva Lund"),
            ("Ana Sylva", "Rui Costa", "Eva Lund"),
            Tie.COMPANY,
        ),
        (("Ana Silva", "Rui Costa", "BRA"), ("Ana Sylva", "Rui Costa", "BRA"), Tie.COMPANION),
        (("Ana Silva", "Rui Costa", "BRA"), ("Ana Sylva", "Rui Costa", "PRT"), Tie.NONE),
        ((_SILVA,), (who("Ana Sylva", of="BRA", title="judge"),), Tie.COUNTRY),
        ((_SILVA,), ("Ana Sylva", "BRA"), Tie.SPOKEN),
        (("Ana Silva",), ("Ana Sylva",), Tie.NONE),
        ((_SILVA,), (who("Ana Sylva", of="PRT"),), Tie.DOUBTFUL),
        ((_SILVA,), (who("Ana Sylva", of="PRT", title="deputy mayor"),), Tie.DOUBTFUL),
        ((_SILVA,), (who("Ana Sylva", of="PRT", title="judge"), "BRA"), Tie.APART),
        ((_SILVA, "Rui Costa"), (who("Ana Sylva", of="PRT", title="judge"), "Rui Costa"), Tie.NONE),
    ],
)
def test_tie(one: tuple[Who | str, ...], other: tuple[Who | str, ...], expected: Tie) -> None:
    assert tie(_context(*one), _context(*other), _KEYS) is expected
    assert tie(_context(*other), _context(*one), _KEYS) is expected


def test_a_country_named_rarely_is_a_slip() -> None:
    often = [_context(who("Ana Silva", of="BRA"))] * 6
    whole = together([*often, _context(who("Ana Silva", of="PRT"))])
    assert whole.countries == {"BRA"}
    assert whole.own == {"BRA": 6, "PRT": 1}


def test_only_what_is_stated_counts() -> None:
    article, extraction = story(who("Ana Silva", of="BRA", title="mayor"), id="a1")
    assert _context(_SILVA).offices == {("mayor", "BRA")}
    for how in ({"polarity": "denied"}, {"certainty": "possible"}):
        [relation] = extraction.relations
        doubted = replace(relation, assertion=replace(relation.assertion, **how))
        names = {1: {"Ana Silva": 1}}
        [profile] = profiles(article.digest, replace(extraction, relations=(doubted,)), names)
        assert not profile.context.offices
        assert not profile.context.own


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (
            (_SILVA,),
            (who("Ana Sylva", of="BRA", title="mayor"),),
            ["both mayor of Brazil", "both of Brazil"],
        ),
        ((_SILVA,), (who("Ana Sylva", of="PRT"),), ["one of Brazil, the other of Portugal"]),
        (("Ana Silva", "BRA"), ("Ana Sylva", "BRA"), ["both in articles about Brazil"]),
        (("Ana Silva", "Rui Costa"), ("Ana Sylva", "Rui Costa"), ["both beside Rui Costa"]),
        (("Ana Silva",), ("Ana Sylva",), ["nothing in common but the name"]),
    ],
)
def test_reasons(
    one: tuple[Who | str, ...], other: tuple[Who | str, ...], words: list[str]
) -> None:
    assert reasons(_context(*one), _context(*other, id="a2"), _KEYS, _NAMES) == words
