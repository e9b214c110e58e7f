"""Offices as they are told: which titles mean one office, and which offices have one holder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.model import Office
from kg.names import fold
from kg.resolve.tables import rows
from kg.resolve.titles import bare

_PASSING = frozenset(
    "acting interim caretaker provisional transitional deputy vice assistant".split()
)


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """An office by its plain title and what it is an office of (a node id).

    ``passing`` is the word that makes it another office: "acting", "interim", "deputy".
    ``sole`` tells that one person at a time holds it.
    """

    title: str
    of: str
    passing: str = ""
    sole: bool = False

    @property
    def full(self) -> Post:
        """The office that an acting or interim holder stands in for."""
        return Post(self.title, self.of, "", self.sole)


def post(office: Office) -> Post:
    """The post that an office is, whatever form of the title an article uses.

    >>> o = Office(id="o", title="acting Minister of Foreign Affairs", of="PER", label="l")
    >>> post(o)
    Post(title='foreign minister', of='PER', passing='acting', sole=True)
    """
    passing, title = _parts(fold(office.title))
    return Post(title, office.of, passing, title in _sole_titles())


def plain(title: str) -> str:
    """The plain form of a title as it is said.

    >>> plain("former acting Minister of Foreign Affairs")
    'foreign minister'
    """
    return _parts(fold(bare(title)))[1]


def titled(words: str, of: str) -> Post | None:
    """The sole post that words without a name speak of: "Venezuelan President", "its premier".

    >>> titled("Peru's former interior minister", "PER")
    Post(title='interior minister', of='PER', passing='', sole=True)
    """
    folded = fold(words)
    for start in range(len(folded)):
        known = _titles().get(folded[start:])
        if known is not None:
            passing = folded[start - 1] if start and folded[start - 1] in _PASSING else ""
            return Post(known, of, passing, True)
    return None


def _parts(words: tuple[str, ...]) -> tuple[str, str]:
    passing = " ".join(w for w in words if w in _PASSING)
    plain = tuple(w for w in words if w not in _PASSING)
    return passing, _titles().get(plain, " ".join(plain))


@cache
def _titles() -> dict[tuple[str, ...], str]:
    return {
        fold(form): office
        for office, forms, _ in rows("sole_offices.tsv", 3)
        for form in forms.split("|")
    }


@cache
def _sole_titles() -> frozenset[str]:
    return frozenset(_titles().values())
