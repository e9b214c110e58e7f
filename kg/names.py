"""Personal names as strings: folding, parts and sound. Knows nothing of texts or graphs.

News writes one name in many ways. ``fold`` levels accents and case; ``parse`` takes off forms of
address, particles and generations; ``romanised`` levels what systems of romanisation write
differently by rule (Zelenskyy, Zelenskiy), ``sounds_like`` what they hear differently (Gaddafi,
Kadhafi). The rules are about letters; no rule knows a particular name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Abbreviations and words that are never a given name; "King" and "Sheikh" may be all there is.
_ADDRESSES = frozenset(
    "mr mrs ms miss mx dr prof sir dame rev hon gen col lt maj capt sgt cmdr adm brig sen rep "
    "gov".split()
)
_PARTICLES = frozenset(
    "al el ul as ad bin ibn bint ben van von der den de da do dos das di del della du la le y e ter "
    "ten zu".split()
)
# These never begin a given name, so that they make a surname of the one word behind them;
# "Al", "Ben" and "Van" do.
_SURNAME_PARTICLES = _PARTICLES - {"al", "ben", "van"}
# Letters that Unicode does not decompose but that news agencies write plainly.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"}
)
_MARKS = re.compile(r"[^a-z0-9\s]+")
_HYPHENS = re.compile(r"\s*[-\u2010-\u2015]\s*")

# What systems of romanisation write differently by rule, applied in this order. Each row has two
# spellings that it makes equal.
ROMANISATION = (
    ("tsch|tch", "ch", "tschaikin", "chaikin"),  # German, French
    ("sch", "sh", "poroschenko", "poroshenko"),
    ("ph", "f", "sophia", "sofia"),
    ("ck|q", "k", "qasim", "kasim"),  # Arabic qaf
    ("w", "v", "medwedew", "medvedev"),
    ("x", "ks", "alexei", "aleksei"),
    ("^abd[aeiou]l", "abdul", "abdelkader", "abdulkader"),  # Arabic: servant of
    ("(?<=[bdgkt])h", "", "ghani", "gani"),  # aspirates and fricatives
    ("ou|oo|ue", "u", "rouhani", "ruhani"),  # French, English, German umlaut
    ("oe", "o", "schroeder", "schröder"),
    ("ae", "a", "haeberlin", "häberlin"),
    ("ee", "i", "jameel", "jamil"),
    ("y", "i", "tymoshenko", "timoshenko"),
    ("(?<=i)j", "", "dmitrij", "dmitri"),
    ("(?<=[^aeiou])j(?=[aeiou])", "i", "netanjahu", "netanyahu"),
    ("j$", "i", "sergej", "sergei"),
    ("(?<=[aeiou])h$", "", "abdullah", "abdulla"),  # silent at the end
    (r"(.)(?=\1)", "", "mohammed", "mohamed"),  # doubling
)
_ROMAN = tuple((re.compile(pattern), by) for pattern, by, _, _ in ROMANISATION)
_ANY_ROMAN = re.compile("|".join(pattern for pattern, *_ in ROMANISATION))
# Then, what the ear of the transcriber decides. Capitals stand for sounds of more letters.
_SOUNDS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"^[ij](?=e.{4})", ""),  # Yeltsin, Jelzin, Eltsin; not Jeong and Yeong
        (r"^j(?=[aou].{3})", "i"),  # Yulia, Julia; not Jong and Yong
        ("zh|dj|dzh", "j"),
        ("t[sz]|sh|z", "s"),
        ("ch|c(?=[^aou]|$)", "C"),
        ("[cg]", "k"),
        (r"(.)(?=\1)", ""),
    )
)
_VOWELS = "aeiou"
_VOWEL_RUN = re.compile(f"[{_VOWELS}]+")
_SYLLABLE = re.compile(f"([{_VOWELS}]*)([^{_VOWELS}])")
_NEAR_VOWELS = ({"a", "e"}, {"e", "i"}, {"o", "u"})
_SHORT_WORD = 4  # letters; shorter words carry too little to be compared by sound


@dataclass(frozen=True, order=True)
class Name:
    """A personal name taken apart.

    ``words`` are what is compared: folded, hyphens split, without forms of address, inner
    particles and generation. ``full`` keeps the particles, and ``generation`` is "jr", "ii", ...
    """

    words: tuple[str, ...]
    full: tuple[str, ...]
    generation: str = ""

    @cached_property
    def key(self) -> str:
        """Equal for two names that differ only in accents, case, hyphens, spaces, particles."""
        return "".join(self.words) + (f" {self.generation}" if self.generation else "")

    @property
    def is_lone(self) -> bool:
        """Whether this is one word only: a surname, a given name or a nickname."""
        return len(self.words) < 2

    @property
    def plain(self) -> str:
        """The whole name in plain lower case, for an id."""
        return " ".join((*self.full, self.generation) if self.generation else self.full)


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> tuple[str, ...]:
    """The words of a name without accents, case, punctuation and generational suffixes.

    A hyphen joins, so that a hyphenated name stays one word.

    >>> fold("Nicolás  Maduro Moros"), fold("Kim Jong-un"), fold("J. O'Neill, Jr.")
    (('nicolas', 'maduro', 'moros'), ('kim', 'jongun'), ('j', 'oneill'))
    """
    words = _folded(name.replace(" - ", "-"))
    return _solid(words) or words


def _solid(words: tuple[str, ...]) -> tuple[str, ...]:
    if _GENERATIONS.isdisjoint(words):
        return words
    return tuple(w for w in words if w not in _GENERATIONS)


def _folded(name: str) -> tuple[str, ...]:
    if name.isascii():
        return tuple(_MARKS.sub("", name.lower()).split())
    text = unicodedata.normalize("NFKD", name.casefold()).translate(_PLAIN)
    return tuple("".join(c for c in text if c.isalnum() or c.isspace()).split())


@lru_cache(maxsize=1 << 16)
def parse(name: str) -> Name:
    """Take a name apart.

    >>> parse("Dr. Abdel-Fattah al-Sisi").words, parse("Al-Sisi").words, parse("Kim Jong-un").words
    (('abdel', 'fattah', 'sisi'), ('sisi',), ('kim', 'jong', 'un'))
    >>> parse("Ana Silva, Jr.").key, parse("Ana da Silva").plain
    ('anasilva jr', 'ana da silva')
    """
    spaced, hyphens = _HYPHENS.subn(" ", name)
    words = _folded(spaced)
    generation = words[-1] if len(words) > 1 and words[-1] in _GENERATIONS else ""
    full = _solid(words) or words
    while len(full) > 1 and full[0] in _ADDRESSES:
        full = full[1:]
    return Name(_compared(full, hyphenated=bool(hyphens)), full, generation)


def _compared(full: tuple[str, ...], *, hyphenated: bool) -> tuple[str, ...]:
    """Without the particles, except one that may be a given name of two: "Al Gore"."""
    if len(full) > 2 and full[1] in ("al", "el") and full[0] == "abd":
        full = ("abdul", *full[2:])
    leading = _PARTICLES if hyphenated or len(full) > 2 else _SURNAME_PARTICLES
    first = full[:1] if full and full[0] not in leading else ()
    return (*first, *(w for w in full[1:] if w not in _PARTICLES)) or full


@lru_cache(maxsize=1 << 16)
def romanised(word: str) -> str:
    """A folded word as one system of romanisation would write it.

    >>> {romanised(w) for w in ("zelensky", "zelenskyy", "zelenskiy", "zelenskij", "zelenski")}
    {'zelenski'}
    """
    if _ANY_ROMAN.search(word):  # half of all words are written in one way only
        for pattern, by in _ROMAN:
            word = pattern.sub(by, word)
    return word


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of a folded word as heard; a short word whole. Equal for like sounds.

    >>> {skeleton(w) for w in ("gaddafi", "qaddafi", "kadhafi", "khadafy")}, skeleton("abe")
    ({'kdf'}, 'abe')
    """
    plain = romanised(word)
    if len(plain) < _SHORT_WORD:
        return plain
    heard = _heard(plain)
    lead = "*" if heard[:1] in _VOWELS else ""
    return lead + _VOWEL_RUN.sub("", heard)


def sounds_like(a: str, b: str) -> bool:
    """Whether two folded words can be transcriptions of one name by ear.

    The consonants agree; each run of vowels may be heard one step apart (a e, e i, o u), but the
    last letter may not, for it tells Mario from Maria. Short words are never alike by sound.

    >>> sounds_like("mohammed", "muhamad"), sounds_like("hassan", "hussein"), sounds_like("mario", "maria")
    (True, False, False)
    """
    if min(len(romanised(a)), len(romanised(b))) < _SHORT_WORD:
        return False
    one, two = _syllables(a), _syllables(b)
    if one.consonants != two.consonants or one.end != two.end:
        return False
    runs = list(zip(one.vowels, two.vowels, strict=True))
    apart = [i for i, (x, y) in enumerate(runs) if x != y and not _near(x, y)]
    # One vowel within may be silent: Aleksandr, Alexander.
    return not apart or (len(apart) == 1 and apart[0] > 0 and "" in runs[apart[0]])


class _Syllables(NamedTuple):
    """A word as heard: consonants, the run of vowels before each, and the last letter."""

    consonants: tuple[str, ...]
    vowels: tuple[str, ...]
    end: str


@lru_cache(maxsize=1 << 16)
def _syllables(word: str) -> _Syllables:
    heard = _heard(romanised(word))
    pairs = _SYLLABLE.findall(heard)
    return _Syllables(tuple(c for _, c in pairs), tuple(v for v, _ in pairs), heard[-1])


def _heard(word: str) -> str:
    for pattern, by in _SOUNDS:
        word = pattern.sub(by, word)
    return word


def _near(a: str, b: str) -> bool:
    """Whether two runs of vowels have a vowel in common or one step apart."""
    return any(x == y or {x, y} in _NEAR_VOWELS for x in a for y in b)


def is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether folded ``short`` can name the bearer of folded ``full``.

    Every word of the short form must stand in the full one in order, an initial standing for
    its word, and the two must share the surname at the end or, where the family name comes
    first or a person goes by the given name, the first word.

    >>> full = fold("Nicolás Maduro Moros")
    >>> [is_short_for(fold(s), full) for s in ("Maduro", "Nicolas Maduro", "N. Maduro", "Rosa Maduro")]
    [True, True, True, False]
    """
    if not short or len(short) > len(full):
        return False
    position = 0
    for word in short:
        while position < len(full) and not _stands_for(word, full[position]):
            position += 1
        if position == len(full):
            return False
        position += 1
    return len(short[-1]) > 1


def _stands_for(word: str, whole: str) -> bool:
    return word == whole or (len(word) == 1 and whole.startswith(word))
