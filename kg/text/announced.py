"""Persons whom a word announces and the model missed: "Quispe was born", "his wife Amity"."""

from __future__ import annotations

from kg.text import kin, titles
from kg.text.clauses import child, prepositional
from kg.text.reading import Reading
from kg.text.references import mention_of, named_at, named_beside
from kg.text.tokens import Token

_BODILY = frozenset({"born", "married"})
# What bodies, countries and things may be called, too.
_LOOSE = frozenset(
    """champion star icon model ally rival player host anchor agent legend hero figure friend opponent
    partner producer victim witness suspect survivor successor predecessor driver forward candidate
    counterpart sister brother father mother son daughter captain designer presenter broadcaster
    consultant strategist figure trader investor banker expert researcher worker prisoner refugee
    terrorist militant rebel veteran""".split()
)
_NOT_PERSONS = frozenset({"DATE", "TIME", "NORP", "EVENT", "LAW", "LANGUAGE"})


def find(reading: Reading) -> None:
    """Add a mention for every such name."""
    for token in list(reading.doc):
        word = token.lower_
        if word in _BODILY and token.tag_ in ("VBN", "VBD"):
            _add(reading, child(token, "nsubjpass", "nsubj"))
        elif token.dep_ == "attr" and token.tag_ == "NN" and _is_calling(token):
            _add(reading, child(token.head, "nsubj"))
        elif token.pos_ == "NOUN" and kin.relation(token) is not None:
            for name in named_beside(reading, token, unknown=True):
                mention_of(reading, name)
            owner = child(token, "poss")
            for t in [owner, *owner.conjuncts] if owner is not None else ():
                _add(reading, t)
            for parent in prepositional(token, "of"):
                if parent.ent_type_ not in ("GPE", "LOC"):
                    _add(reading, parent)
            if token.dep_ == "attr":
                _add(reading, child(token.head, "nsubj"))


def _is_calling(token: Token) -> bool:
    """Whether a noun behind "is a" makes its subject a person: "professor", "actress"."""
    title = titles.ending_at(token.doc, token.i + 1)
    return title is not None and title.kind in ("role", "honorific") and token.lower_ not in _LOOSE


def _add(reading: Reading, who: Token | None) -> None:
    if who is None or who.pos_ != "PROPN" or who.ent_type_ in _NOT_PERSONS:
        return
    name = named_at(reading, who)
    if name is not None and name.mention is None:
        mention_of(reading, name)
