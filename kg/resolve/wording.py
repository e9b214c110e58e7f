"""What a sentence talks of besides who takes part: its content words, cut short.

Words are cut to their first letters, so that "abducted" and "abduction" are one: what a stemmer
does, without a language model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from sys import intern

from kg.model import Node
from kg.names import fold

LETTERS = 6
_DEFINITE = re.compile(  # countries whose names take an article
    r"^(United|Democratic|Central African|Czech|Dominican)\b|\b(Republic|Islands|Federation)\b"
    r"|^(Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros|Vatican)$"
)
_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*\d|\d")


def stems(text: str) -> frozenset[str]:
    """The content words of a text, cut, without function words.

    >>> sorted(stems("Talks: to talk about the abduction of 1,500 negotiators, abducted on Monday."))
    ['1,500', 'abduct', 'negoti', 'talk']
    """
    words = set(map(str.casefold, _WORD.findall(text)))
    return frozenset(map(_cut, words - _function_words()))


def name_stems(names: Iterable[str]) -> frozenset[str]:
    """The words of names, cut the same way, with and without accents."""
    return frozenset(_cut(w) for name in names for w in (*name.casefold().split(), *fold(name)))


def with_article(of: Node) -> str:
    """The name of a node as a sentence has it: "the United States", but "Peru".

    >>> [with_article(Node(id=n, kind="country", label=n)) for n in ("Solomon Islands", "Mali")]
    ['the Solomon Islands', 'Mali']
    """
    definite = of.kind == "country" and _DEFINITE.search(of.label)
    return f"the {of.label}" if definite else of.label


@lru_cache(maxsize=1 << 16)
def _cut(word: str) -> str:
    # A million sentences have few words: each is kept once.
    return intern(word.removesuffix("s")[:LETTERS] or word)


@cache
def _function_words() -> frozenset[str]:
    text = (files("kg.resolve") / "data" / "function_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
