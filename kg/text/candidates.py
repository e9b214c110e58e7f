"""Strings of an article that may be names of persons, and where they stand.

The model's own persons, cut free of titles and completed; the words that a title announces;
proper names that speak; proper names that begin with a given name. ``kg.text.persons`` judges
them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.text import titles
from kg.text.namewords import is_given, words
from kg.text.reading import Reading

Words = tuple[str, ...]
TokenRange = tuple[int, int]

LINKS = frozenset({"-", "–", "’", "'", "al-", "Al-", "el-", "El-"})
PROSE = ("paragraph", "item")
_INITIAL = re.compile(r"(?:[A-Z]\.?-?){1,3}$")
_LONGEST = 8  # tokens of a name


@dataclass(slots=True)
class Survey:
    """The article as persons are looked for in it."""

    reading: Reading
    blocked: frozenset[int]
    labels: dict[int, str] = field(default_factory=dict)
    positions: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    candidates: defaultdict[Words, list[TokenRange]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @property
    def doc(self) -> Doc:
        return self.reading.doc

    def occurrences(self, name: Words) -> Iterator[TokenRange]:
        """Where these very words stand."""
        for i in self.positions[name[0]]:
            end = i + len(name)
            if len(name) == 1 or tuple(t.text for t in self.doc[i:end]) == name:
                yield i, end


def survey_of(reading: Reading, known: frozenset[int]) -> Survey:
    """The article with every candidate collected; ``known`` tokens end a name."""
    survey = Survey(reading, known)
    for ent in reading.doc.ents:
        survey.labels.update(dict.fromkeys(range(ent.start, ent.end), ent.label_))
    for token in reading.tokens:
        if token.text[0].isupper():
            survey.positions[token.text].append(token.i)
    _collect(survey)
    return survey


def _collect(survey: Survey) -> None:
    """The model's persons, and the names that a title announces."""
    doc = survey.doc
    covered: set[int] = set()
    for ent in doc.ents:
        if ent.label_ == "PERSON":
            for span in _pieces(survey, ent.start, _full_end(doc, ent.end)):
                survey.candidates[_words(doc, span)].append(span)
                covered.update(range(*span))
    for span in [*_titled(survey), *_speaking(survey), *_given(survey)]:
        if not covered & set(range(*span)):
            survey.candidates[_words(doc, span)].append(span)


def _full_end(doc: Doc, end: int) -> int:
    """Past what the model cut off from a name: "Moon Jae|-in", "Ana |van der Berg"."""
    while end + 1 < len(doc):
        token, after = doc[end], doc[end + 1]
        if token.text == "-" and after.is_alpha and _is_joined(doc, end):
            end += 2
        elif (
            token.is_lower
            and token.text in words("particle")
            and token.text != "y"
            and not token.is_punct
        ):
            last = end + 1
            while last < len(doc) and doc[last].is_lower and doc[last].text in words("particle"):
                last += 1
            if last >= len(doc) or not doc[last].is_title or doc[last].pos_ != "PROPN":
                break
            end = last + 1
        else:
            break
    return end


def _is_joined(doc: Doc, i: int) -> bool:
    """Whether a hyphen joins parts of one name, also where the text has spaces around it."""
    glued = not doc[i].whitespace_ and not doc[i - 1].whitespace_
    return glued or (doc[i + 1].is_lower and doc[i + 1].pos_ == "PROPN")


def _pieces(survey: Survey, start: int, end: int) -> Iterator[TokenRange]:
    """Maximal runs of name words in a span, titles stripped."""
    doc = survey.doc
    run = start
    for i in range(start, end + 1):
        if i < end and i not in survey.blocked and _is_name_word(doc[i], run < i):
            continue
        if run < i:
            yield from _trim(doc, run, i)
        run = i + 1


def _is_name_word(token: Token, inside: bool) -> bool:
    text = token.text
    if text in LINKS or token.lower_ in words("particle"):
        return True
    if any(c.isdigit() for c in text) or text[-1] in ":/":
        return False
    glued = inside and token.i > 0 and token.nbor(-1).text in LINKS
    return text[0].isupper() or "-" in text[1:-1] or (glued and text.isalpha())


def _trim(doc: Doc, start: int, end: int) -> Iterator[TokenRange]:
    """Strip titles in front and words that cannot begin or end a name."""
    while start < end:
        title = titles.starting_at(doc, start)
        if title is not None and title.end <= end:
            start = title.end
        elif doc[start].text in LINKS or (doc[start].is_stop and doc[start].is_lower):
            start += 1
        else:
            break
    while start < end and (doc[end - 1].text in LINKS or doc[end - 1].lower_ in words("particle")):
        end -= 1
    if start < end and _is_name(doc, start, end):
        yield start, end


def _is_name(doc: Doc, start: int, end: int) -> bool:
    parts = [t.text for t in doc[start:end]]
    solid = [w for w in parts if w[0].isupper() and not _INITIAL.fullmatch(w)]
    if not solid or any(w in words("never") for w in parts):
        return False
    if len(parts) == 1 and parts[0].isupper() and len(parts[0]) > 2:
        return False  # an acronym
    return end - start <= _LONGEST and (len(solid) > 1 or len(solid[0]) > 1)


def _titled(survey: Survey) -> Iterator[TokenRange]:
    """Capitalised words after a title that the model did not call a person."""
    doc = survey.doc
    for positions in list(survey.positions.values()):
        for i in positions:
            if (
                i
                and not doc[i].is_sent_start
                and i not in survey.blocked
                and _is_announced(survey, i)
            ):
                end = i + 1
                while end < len(doc) and doc[end].pos_ == "PROPN" and _is_name_word(doc[end], True):
                    end += 1
                yield from (s for s in _pieces(survey, i, _full_end(doc, end)) if s[0] == i)


def _speaking(survey: Survey) -> Iterator[TokenRange]:
    """Proper names that speak and that the model called nothing."""
    doc = survey.doc
    for positions in list(survey.positions.values()):
        for i in positions:
            token = doc[i]
            if (
                token.dep_ != "nsubj"
                or token.head.lemma_ not in words("speech")
                or token.pos_ != "PROPN"
            ):
                continue
            start = i
            while start and doc[start - 1].dep_ == "compound" and doc[start - 1].pos_ == "PROPN":
                start -= 1
            if survey.reading.kind_at(token) in PROSE and not any(
                survey.labels.get(k) for k in range(start, i + 1)
            ):
                yield from _pieces(survey, start, i + 1)


def _given(survey: Survey) -> Iterator[TokenRange]:
    """Two to four proper words, the first a given name, that the model did not see as a person."""
    doc = survey.doc
    for text, positions in list(survey.positions.items()):
        if not is_given(text):
            continue
        for i in positions:
            end = i + 1
            while end < len(doc) and end - i < 6 and _goes_on(survey, end):
                end += 1
            if end - i > 1 and _may_be_named(survey, i, end):
                yield from _pieces(survey, i, _full_end(doc, end))


def _goes_on(survey: Survey, i: int) -> bool:
    token = survey.doc[i]
    if i in survey.blocked or token.is_sent_start:
        return False
    return (token.pos_ == "PROPN" or token.text == "-") and _is_name_word(token, True)


def _may_be_named(survey: Survey, start: int, end: int) -> bool:
    """Alone between its neighbours, not a body or an address, in prose."""
    doc = survey.doc
    if start in survey.blocked or any(t.text in words("body") for t in doc[start:end]):
        return False
    before = doc[start - 1] if start and not doc[start].is_sent_start else None
    alone = before is None or before.pos_ != "PROPN" or titles.ending_at(doc, start) is not None
    labels = {survey.labels.get(i, "") for i in range(start, end)}
    return alone and labels <= {"", "ORG", "NORP", "PRODUCT", "WORK_OF_ART"}


def _is_announced(survey: Survey, i: int) -> bool:
    doc = survey.doc
    title = titles.ending_at(doc, i)
    if title is None or title.kind == "role" or not doc[i].is_title:
        return False
    if survey.reading.kind_at(doc[i]) not in PROSE or titles.starting_at(doc, i):
        return False
    label = survey.labels.get(i, "PERSON")
    inside = label != "PERSON" and survey.labels.get(i - 1) == label
    return doc[i].pos_ in ("PROPN", "NOUN", "ADJ") and (title.kind == "honorific" or not inside)


def _words(doc: Doc, span: TokenRange) -> Words:
    return tuple(t.text for t in doc[span[0] : span[1]])
