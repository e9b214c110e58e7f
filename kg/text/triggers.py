"""The table of triggers: which words, in which frame, tell which PLOVER event.

Rows are data (``data/triggers.tsv``, described at its head) and each carries an example.
Classes of words that rows share are in ``data/words.tsv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.text.rows import rows

_OBJECT_SLOTS = frozenset({"obj", "own", "in"})
# demands on who fills the roles, met or not after matching
_DEMANDS = frozenset({"actor", "recipient", "official"})
_POS = {"v": "VERB", "n": "NOUN", "a": "ADJ"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One demand on the words around a trigger: ``key`` is a slot, ``values`` lemmas."""

    key: str
    values: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One trigger: its words, what must stand around them, and who fills the roles.

    ``actor`` and ``recipient`` are alternatives, each a tuple of slots that are taken
    together; the first alternative that names anybody wins.
    """

    id: str
    type: str
    mode: str | None
    pos: str
    lemmas: tuple[str, ...]
    needs: tuple[Condition, ...]
    actor: tuple[tuple[str, ...], ...]
    recipient: tuple[tuple[str, ...], ...]
    example: str

    @property
    def code(self) -> str:
        """Type and mode as the scheme of event types writes them."""
        return f"{self.type}.{self.mode}" if self.mode else self.type

    @property
    def weight(self) -> int:
        """How specific the row is: named words count most, what must be absent least."""
        return sum(
            1 if c.negated else 3 if c.values else 2 for c in self.needs if c.key not in _DEMANDS
        )

    def demands(self, role: str) -> bool:
        """Whether there is no event as long as nobody fills a role."""
        return any(c.key == role for c in self.needs)

    @property
    def transitive(self) -> bool:
        """Whether only an object can be the recipient, so that a verb must have one."""
        slots = {slot for group in self.recipient for slot in group}
        return bool(slots & {"obj", "own"}) and slots <= _OBJECT_SLOTS


@cache
def table() -> tuple[Row, ...]:
    """All rows in the order of the file.

    Raises:
        ValueError: a row cannot be read; the message names it.
    """
    return tuple(_row(cells) for cells in rows("triggers.tsv", 8))


@cache
def by_word() -> dict[tuple[str, str], tuple[Row, ...]]:
    """Rows by part of speech and lemma, the most specific first."""
    index: dict[tuple[str, str], list[Row]] = {}
    for row in table():
        for lemma in row.lemmas:
            index.setdefault((row.pos, lemma), []).append(row)
    return {key: tuple(sorted(found, key=lambda r: -r.weight)) for key, found in index.items()}


@cache
def words(name: str) -> frozenset[str]:
    """The lemmas of a class of words.

    Raises:
        KeyError: there is no such class.
    """
    return _classes()[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    classes: dict[str, frozenset[str]] = {}
    for name, lemmas in rows("words.tsv", 2):
        classes[name] = classes.get(name, frozenset()) | frozenset(lemmas.split("|"))
    return classes


def _row(cells: tuple[str, ...]) -> Row:
    id_, type_, mode, word, needs, actor, recipient, example = cells
    pos, _, lemmas = word.partition(":")
    if pos not in _POS or not lemmas:
        raise ValueError(f"trigger {id_!r}: {word!r} is not v:, n: or a: and lemmas")
    return Row(
        id=id_,
        type=type_,
        mode=None if mode == "-" else mode,
        pos=_POS[pos],
        lemmas=tuple(sorted(_values(lemmas))),
        needs=tuple(_condition(c) for c in needs.split() if c != "-"),
        actor=_slots(actor),
        recipient=_slots(recipient),
        example=example,
    )


def _condition(text: str) -> Condition:
    negated = text.startswith("!")
    key, _, values = text.removeprefix("!").partition("=")
    return Condition(key=key, values=_values(values), negated=negated)


def _values(text: str) -> frozenset[str]:
    found: set[str] = set()
    for value in text.split("|"):
        found |= words(value[1:]) if value.startswith("@") else {value} if value else set()
    return frozenset(found)


def _slots(text: str) -> tuple[tuple[str, ...], ...]:
    if text == "-":
        return ()
    return tuple(tuple(part.split("+")) for part in text.split(","))
