"""Texts that are in another language than the one that is read."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from kg.text import rows

_SAMPLE = 4000
_MIN_LETTERS = 200
_MIN_WORDS = 10
_FAMILIAR = 0.35
_OWN = 0.3
_SURE = 1.0
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile('["“”«„][^"“”«»„]*["“”»]')


def foreign(text: str, language: str) -> str | None:
    """The ISO 639 code of the language of a text that is surely not in ``language``, or None.

    A text of fewer than 200 letters is never called foreign, nor one in which a third of the words
    are function words of ``language``, or of those outside of quotes. To a classifier, lists of
    names look like any language: it is believed where the text has as many function words of the
    language that it finds, or where ``language`` is much less likely letter by letter. Only the
    first 4,000 characters are looked at.

    >>> foreign("Der Präsident empfing gestern seine Ministerin zum Gespräch. " * 5, "en")
    'de'
    >>> foreign("The president met the minister in the capital on Monday. " * 5, "en")
    """
    sample = text[:_SAMPLE]
    words = _words(sample)
    letters = sum(map(len, words))
    if letters < _MIN_LETTERS:
        return None
    told = _words(_QUOTED.sub(" ", sample))
    if max(_share(words, language), _share(told, language)) >= _FAMILIAR:
        return None
    import py3langid  # loads its model at the first use, and most texts never come here

    likely = dict(py3langid.rank(sample))
    found = max(likely, key=likely.__getitem__)
    if found == language:
        return None
    sure = likely[found] - likely.get(language, -math.inf) >= _SURE * letters
    return str(found) if sure or _share(words, found) >= _OWN else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _share(words: Sequence[str], language: str) -> float:
    """The part of the words that are function words of a language; 0 of too few to tell."""
    if len(words) < _MIN_WORDS:
        return 0.0
    known = _function_words(language)
    return sum(word in known for word in words) / len(words)


@cache
def _function_words(language: str) -> frozenset[str]:
    if language == "en":
        return frozenset(rows.lines("function_words.txt"))
    from spacy.util import get_lang_class  # takes a second to import

    try:
        return frozenset(get_lang_class(language).Defaults.stop_words)
    except ImportError:  # a language that spaCy does not know
        return frozenset()
