"""How two full names are alike, word by word; whether they name one person, context decides.

Words are compared in five steps, from the same letters to a few letters apart. What has no step
is a difference, and one difference sets two names apart: "Kim Jong Un" and "Kim Jong Il" are
not alike, however close they look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import Literal

from rapidfuzz.distance import JaroWinkler, Levenshtein

from kg.names import Name, romanised, sounds_like

Kind = (
    Literal["spelling", "middle", "order", "longer", "extended", "sound", "initials", "generation"]
    | Literal["close", "nickname"]
)

IN_WORDS: dict[Kind, str] = {
    "spelling": "spelled alike",
    "middle": "alike but for a middle name written as an initial",
    "order": "the same words in another order",
    "longer": "one has a middle name more",
    "extended": "one is the other with a further name at one end",
    "sound": "sound alike",
    "initials": "an initial may stand for the given name",
    "generation": "alike but for junior or senior",
    "close": "a few letters apart",
    "nickname": "the given name may be a short form",
}
_LONG_ENOUGH = 5  # letters that a word needs before a few wrong ones may be a slip
_CLOSE = 0.75  # normalised Levenshtein similarity
_NICKNAME = 0.75  # Jaro-Winkler similarity


class _Step(IntEnum):
    SAME = 0
    ROMANISED = 1
    SOUND = 2
    INITIAL = 3
    NICKNAME = 4
    CLOSE = 5


Words = tuple[str, ...]


def compare(a: Name, b: Name) -> Kind | None:
    """How two different names of two words or more are alike; None when they are not.

    >>> from kg.names import parse
    >>> pairs = [("Zelenskyy", "Zelenskiy"), ("J. Zelensky", "Zelensky"), ("Zelensky", "Yermak")]
    >>> [compare(parse(f"Volodymyr {a}"), parse(f"Volodymyr {b}")) for a, b in pairs]
    ['spelling', 'longer', None]
    """
    if a.generation and b.generation and a.generation != b.generation:
        return None
    kind = _compared(a, b)
    if a.generation != b.generation:
        return "generation" if kind in ("spelling", "middle", "longer") else None
    return kind


def _compared(a: Name, b: Name) -> Kind | None:
    if len(a.words) != len(b.words):
        short, full = sorted((a.words, b.words), key=len)
        return _extension(short, full)
    return _aligned(a.words, b.words) or _reordered(a.words, b.words)


def _aligned(a: Words, b: Words) -> Kind | None:
    beyond: list[tuple[int, _Step]] = []
    for i, (x, y) in enumerate(zip(a, b, strict=True)):
        step = _step(x, y, first=i == 0)
        if step is None:
            return None
        if step > _Step.ROMANISED:
            beyond.append((i, step))
    kinds = {s for _, s in beyond}
    if not beyond:
        return "spelling"
    if kinds == {_Step.SOUND}:
        return "sound"
    if kinds == {_Step.INITIAL} and beyond[-1][0] < len(a) - 1:
        return "initials" if beyond[0][0] == 0 else "middle"
    if beyond == [(0, _Step.NICKNAME)]:
        return "nickname"
    return "close" if len(beyond) == 1 and kinds == {_Step.CLOSE} else None


def _reordered(a: Words, b: Words) -> Kind | None:
    """Family name first in one, last in the other."""
    if _is_spelled(a[0], b[-1]) and _spelled(a[1:], b[:-1]):
        return "order"
    return "order" if _is_spelled(a[-1], b[0]) and _spelled(a[:-1], b[1:]) else None


def _extension(short: Words, full: Words) -> Kind | None:
    """The shorter name's words in order within the fuller one, bound to at least one end."""
    if len(short) == 2 and len(short[0]) == 1:
        stands = full[0].startswith(short[0]) and _spelled(short[1:], full[-1:])
        return "initials" if stands else None
    # George W. and George H. W. differ: who writes initials writes them all.
    if any(len(word) == 1 for word in short) or not _is_within(short, full):
        return None
    first, last = _spelled(short[:1], full[:1]), _spelled(short[-1:], full[-1:])
    if first and last:
        return "longer"
    return "extended" if first or last else None


def _is_within(short: Words, full: Words) -> bool:
    rest: Iterator[str] = iter(full)
    return all(any(_spelled((word,), (other,)) for other in rest) for word in short)


def _spelled(a: Sequence[str], b: Sequence[str]) -> bool:
    return len(a) == len(b) and all(map(_is_spelled, a, b))


def _is_spelled(a: str, b: str) -> bool:
    """Short words have to be the same: Lee and Li are two names."""
    return a == b or (min(len(a), len(b)) > 3 and romanised(a) == romanised(b))


def _step(a: str, b: str, *, first: bool) -> _Step | None:
    if a == b:
        return _Step.SAME
    if _is_spelled(a, b):
        return _Step.ROMANISED
    if 1 in (len(a), len(b)):
        return _Step.INITIAL if a[0] == b[0] and len(a) != len(b) else None
    if sounds_like(a, b):
        return _Step.SOUND
    if a[0] != b[0] or (first and _differ_in_gender(a, b)):
        return None
    if min(len(a), len(b)) >= _LONG_ENOUGH and Levenshtein.normalized_similarity(a, b) >= _CLOSE:
        return _Step.CLOSE
    if first and a[:2] == b[:2] and JaroWinkler.similarity(a, b) >= _NICKNAME:
        return _Step.NICKNAME
    return None


def _differ_in_gender(a: str, b: str) -> bool:
    """Mario and Maria, Daniel and Daniela, Jean and Jeanne: an ending apart."""
    short, long = sorted((a.rstrip("aeiou"), b.rstrip("aeiou")), key=len)
    return long.startswith(short) and set(long[len(short) :]) <= set(short[-1:])
