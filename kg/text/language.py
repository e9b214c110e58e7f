"""Texts that are in another language than the one that is read."""

from __future__ import annotations

import re
from functools import cache

from kg.text import rows

_SAMPLE = 4000
_MIN_LETTERS = 200
_MIN_FAMILIAR = 0.2
_WORD = re.compile(r"[^\W\d_]+")


def foreign(text: str, language: str) -> str | None:
    """The ISO 639 code of the language of a text that is surely not in ``language``, or None.

    A text of fewer than 200 letters is never called foreign, nor one in which a fifth of the
    words are function words of ``language``: to a classifier, lists of names look like any
    language. Only the first 4,000 characters are looked at.

    >>> foreign("Der Präsident empfing gestern seine Ministerin zum Gespräch. " * 5, "en")
    'de'
    >>> foreign("The president met the minister in the capital on Monday. " * 5, "en")
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    known = _function_words(language)
    if sum(map(len, words)) < _MIN_LETTERS:
        return None
    if sum(word in known for word in words) >= _MIN_FAMILIAR * len(words):
        return None
    import py3langid  # loads its model at the first use, and most texts never come here

    found = str(py3langid.classify(text[:_SAMPLE])[0])
    return None if found == language else found


@cache
def _function_words(language: str) -> frozenset[str]:
    if language == "en":
        return frozenset(rows.lines("function_words.txt"))
    from spacy.util import get_lang_class  # takes a second to import

    return frozenset(get_lang_class(language).Defaults.stop_words)
