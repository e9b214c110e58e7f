"""Political parties: which bodies are some, and which words stand for one beside a title.

A party is known by the words of its name or by ``data/parties.tsv``. "Labour" is a party before
"lawmaker" only; "Fine Gael" is one wherever it stands.
"""

from __future__ import annotations

from functools import cache

from kg.text.reading import Reading
from kg.text.references import turn
from kg.text.rows import rows
from kg.text.surfaces import Surfaces
from kg.text.tokens import Span, Token

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
    """Name the parties among the bodies, and add a mention for those that were missed."""
    for start, end, (name, always) in _surfaces().find(reading.text):
        span = reading.doc.char_span(start, end)
        if span is None or not (always or _is_membership(span[-1])):
            continue
        known = _over(reading, span.start, span.end)
        if known is not None:
            turn(reading, reading.mentions[known].entity, "organization", name)
        elif not any(reading.mention_tokens[m][0] < span.start for m in _at(reading, span)):
            entity = _entity(reading, name)
            reading.add_mention(span.start, span.end, "organization", "name", entity)


def _at(reading: Reading, span: Span) -> set[int]:
    return {m for t in span for m in reading.mentions_at(t.i)}


def _over(reading: Reading, start: int, end: int) -> int | None:
    """What the model took these very words for."""
    found = (m for m in reading.mentions_at(start) if reading.mention_tokens[m] == (start, end))
    return next((m for m in found if reading.entity_of(m).key is None), None)


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
