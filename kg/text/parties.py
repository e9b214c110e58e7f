"""Political parties: which bodies are some, and which words stand for one beside a title.

A party is known by the words of its name or by ``data/parties.tsv``. "Labour" is a party before
"lawmaker" only; "Fine Gael" is one wherever it stands.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg.text.reading import Reading
from kg.text.rows import rows
from kg.text.surfaces import Surfaces

_WORDS = frozenset(
    """party democrats republicans liberals conservatives socialists communists greens labour
    partido parti partito partei""".split()
)
_POLITICAL = frozenset(
    """senator sen. congressman congresswoman representative rep. lawmaker legislator mp mps
    politician deputy leader governor mayor chairman chairwoman candidate member councillor
    councilor minister nominee premier whip parliamentarian contender frontrunner hopeful
    strategist official activist president lawmakers senators party""".split()
)


@cache
def _names() -> dict[str, tuple[str, bool]]:
    """Surface → name of the party, and whether it is one wherever it stands."""
    return {
        surface: (name, kind == "always")
        for kind, name, others, _example in rows("parties.tsv", 4)
        for surface in (name, *filter(None, others.split("|")))
    }


@cache
def _surfaces() -> Surfaces[tuple[str, bool]]:
    return Surfaces(_names().items())


def is_party(name: str) -> bool:
    """Whether a body's name is a party's.

    >>> is_party("Andean Workers' Party"), is_party("Fine Gael"), is_party("Banco Andino")
    (True, True, False)
    """
    return name in _names() or bool(_WORDS & set(name.lower().replace("-", " ").split()))


def find(reading: Reading) -> None:
    """Add a mention for every word that names a party where nothing has been recognised."""
    for start, end, (name, always) in _surfaces().find(reading.doc.text):
        span = reading.doc.char_span(start, end)
        if span is None or any(reading.mentions_at(t.i) for t in span):
            continue
        if always or _is_membership(span[-1]):
            reading.add_mention(
                span.start, span.end, "organization", "name", _entity(reading, name)
            )


def _is_membership(word: Token) -> bool:
    """ "|Labour| lawmaker Ana Silva", "the |Republican|, who", "is a |Democrat|"."""
    head = word.head
    if word.dep_ in ("compound", "amod", "nmod") and word.i < head.i:
        between = word.doc[word.i + 1 : head.i + 1]
        return any(t.lower_ in _POLITICAL for t in between) or (
            head.ent_type_ == "PERSON" and word.tag_ in ("NNP", "NN")
        )
    return word.dep_ in ("attr", "appos") and word.tag_ in ("NNP", "NN")


def _entity(reading: Reading, name: str) -> int:
    for index, entity in enumerate(reading.entities):
        if entity.type == "organization" and entity.name == name:
            return index
    return reading.add_entity("organization", name)
