"""Names of persons: the model's guesses corrected by the evidence of the whole article.

A small model labels the same name differently from sentence to sentence. Here every candidate
is judged by all of its occurrences: what stands before and after it, what it does in the
sentence, what else the model called it. A name that holds is a person wherever it stands in the
article, and so is its surname. Left out: names that no evidence announces anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import combining, normalize

from kg.text import titles
from kg.text.candidates import Survey, Words, survey_of
from kg.text.extents import LINKS, OPENING, TokenRange
from kg.text.nameweights import is_titled_or_aged, weigh
from kg.text.namewords import is_given, words
from kg.text.reading import Reading
from kg.text.tokens import Token

_SHORTEST = 4  # letters of a surname that is looked for in capitals


def find(reading: Reading, known: frozenset[int]) -> list[TokenRange]:
    """Token ranges of person names in text order, without titles and possessives.

    ``known`` are the tokens that name a country or an organization beyond doubt; they end a name.
    """
    survey = survey_of(reading, known)
    names = [w for w in sorted(survey.candidates) if _holds(survey, w)]
    taken: set[int] = set()
    found: list[TokenRange] = []
    for span in sorted(
        {s for w in names for s in survey.candidates[w]}, key=lambda s: (s[0] - s[1], s)
    ):
        if not taken & set(range(*span)):
            found.append(_full_start(survey, span))
            taken.update(range(*found[-1]))
    found.extend(_recurrences(survey, names, taken))
    return sorted(set(found))


def _full_start(survey: Survey, span: TokenRange) -> TokenRange:
    """Back over what belongs to the surname or the given name: "von |Berg", "Rolf-|Dieter Heuer"."""
    doc, (start, end) = survey.doc, span
    while start and not doc[start].is_sent_start and start - 1 not in survey.blocked:
        before = doc[start - 1]
        if before.text in words("leading") and before.pos_ in ("PROPN", "X", "ADP", "DET", "NOUN"):
            start -= 1
        elif before.text == "-" and start > 1 and _may_lead(doc[start - 2]):
            start -= 2
        else:
            break
    return start, end


def _may_lead(token: Token) -> bool:
    return is_given(token.text) and token.text not in words("never")


def _holds(survey: Survey, name: Words) -> bool:
    """Weigh all occurrences of a candidate. The weights were set on English news by hand."""
    prose = [s for s in survey.occurrences(name) if survey.is_prose(s[0])]
    if not prose:
        return False  # headings, tables and hashtags prove no person
    if len(name) == 1 and not is_given(name[0]) and not any(_is_told(survey, s) for s in prose):
        return False
    total = sum(weigh(survey.doc, survey.labels, span) for span in prose)
    if is_given(name[0]) and not any(w in words("body") for w in name):
        total += 2 * len(prose) if len(name) > 1 else 1
    return total > 0 or (total == 0 and len(name) > 1)


def _is_told(survey: Survey, span: TokenRange) -> bool:
    """Whether a capital means a name here: inside a sentence, or of who does something."""
    doc, (start, end) = survey.doc, span
    token = doc[start]
    if not token.is_sent_start and doc[start - 1].text not in OPENING:
        return True
    acting = token.tag_ == "NNP" and token.dep_ == "nsubj" and token.head.pos_ == "VERB"
    return (acting and bool(token.is_sent_start)) or is_titled_or_aged(doc, start, end)


def _recurrences(survey: Survey, names: Iterable[Words], taken: set[int]) -> Iterator[TokenRange]:
    """Other places where a full name or its surname stands, whatever the model called it."""
    full = sorted((w for w in names), key=lambda w: (-len(w), w))
    surnames = sorted({s for w in full if (s := surname(w)) and s != w and not _is_common(s)})
    for name in [*full, *surnames]:
        spans = [*survey.occurrences(name), *_unaccented(survey, name)]
        if len(name) > 1 or name in surnames:
            spans.extend(_in_capitals(survey, name))
        for start, end in spans:
            kind = survey.reading.kind_at(survey.doc[start])
            used = taken | survey.blocked
            if used & set(range(start, end)) or kind in (None, "hashtags", "cell"):
                continue
            if (
                len(name) < 3
                and (name not in full or len(name) == 1)
                and not survey.doc[start:end].text.isupper()
                and _is_part(survey, start, end)
            ):
                continue
            start, end = _full_start(survey, (start, end)) if name in surnames else (start, end)
            taken.update(range(start, end))
            yield start, end


def _unaccented(survey: Survey, name: Words) -> Iterator[TokenRange]:
    """Where a name stands without its accents."""
    plain = tuple("".join(c for c in normalize("NFD", w) if not combining(c)) for w in name)
    if plain != name:
        yield from survey.occurrences(plain)


def _in_capitals(survey: Survey, name: Words) -> Iterator[TokenRange]:
    """Where a name stands in a line that is all in capitals."""
    if len(name[-1]) < _SHORTEST or name[-1].isupper():
        return
    for start, end in survey.occurrences(tuple(word.upper() for word in name)):
        if survey.doc[start].sent.text.isupper():
            yield start, end


def _is_common(name: Words) -> bool:
    """Words that are no surname when they stand alone."""
    return name[-1].isupper() or name[-1] in words("never") | words("body")


def surname(name: Words) -> Words | None:
    """The last word of a name with what a hyphen joins to it; None for a single word.

    >>> surname(("Ana", "Tizya", "-", "Tramm")), surname(("Omar", "bin", "Salim")), surname(("Ana",))
    (('Tizya', '-', 'Tramm'), ('Salim',), None)
    """
    start = len(name) - 1
    while start >= 2 and name[start - 1] in ("-", "–"):
        start -= 2
    if start <= 0 or len(name[start]) < 3 or not name[start][0].isupper():
        return None
    return name[start:]


def _is_part(survey: Survey, start: int, end: int) -> bool:
    """Whether capitalised neighbours make the words part of another, longer name."""
    doc = survey.doc
    if end < len(doc):
        after = doc[end]
        if after.pos_ == "PROPN" and after.text[0].isupper() and after.text not in LINKS:
            return True
        if after.text in ("-", "–") and not after.whitespace_ and not doc[end - 1].whitespace_:
            return True
    if not start or doc[start].is_sent_start or titles.ending_at(doc, start):
        return False
    while start > 1 and doc[start - 1].text in words("leading") and not doc[start].is_sent_start:
        start -= 1
    if doc[start].is_sent_start:
        return False
    before = doc[start - 1]
    if before.text in ("-", "–") and not before.whitespace_:
        return True
    return before.pos_ == "PROPN" and before.text[0].isupper() and start - 1 not in survey.blocked
