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

from kg.text import titles
from kg.text.extents import LINKS, TokenRange, completed, full_end, joined, past_nickname
from kg.text.nameweights import is_described
from kg.text.namewords import is_given, words
from kg.text.reading import Reading
from kg.text.tokens import Doc, Span, Token

Words = tuple[str, ...]
PROSE = ("paragraph", "item")
_INITIAL = re.compile(r"(?:[A-Z]\.?-?){1,3}$")
_LONGEST = 8  # tokens of a name
_HEADLINE = 5  # long words of a sentence that tell its case
_ACRONYM = re.compile(r"[A-Z]{2,}[a-z]")  # "BBCNews" and the like
_ELIDED = re.compile(r"[dDlL]['’][A-Z]")


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

    _titles: dict[int, bool] = field(default_factory=dict)

    @property
    def doc(self) -> Doc:
        return self.reading.doc

    def is_prose(self, i: int) -> bool:
        """Whether a token stands where words are large only if they are names."""
        if self.reading.kind_at(self.doc[i]) not in PROSE:
            return False
        sentence = self.doc[i].sent
        if sentence.start not in self._titles:
            self._titles[sentence.start] = _is_title_case(sentence)
        return not self._titles[sentence.start]

    def occurrences(self, name: Words) -> Iterator[TokenRange]:
        """Where these very words stand."""
        capitals = [n for n, word in enumerate(name) if word in self.positions]
        if 0 not in capitals:
            return
        # From the rarest of them: of thousands of persons many have one given name.
        offset = min(capitals, key=lambda n: len(self.positions[name[n]]))
        for at in self.positions[name[offset]]:
            start = at - offset
            end = start + len(name)
            if len(name) == 1 or tuple(t.text for t in self.doc[max(start, 0) : end]) == name:
                yield start, end


def _is_title_case(sentence: Span) -> bool:
    """Whether a sentence is a headline with a full stop: all but small words begin large."""
    if any(t.is_lower and t.pos_ in ("VERB", "AUX", "NOUN", "PRON") for t in sentence):
        return False
    long = [t for t in sentence if t.is_alpha and len(t) > 3 and t.ent_type_ != "PERSON"]
    return len(long) >= _HEADLINE and all(t.text[0].isupper() for t in long)


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
    spans: list[TokenRange] = []
    for ent in doc.ents:
        if ent.label_ == "PERSON":
            spans.extend(_pieces(survey, ent.start, full_end(doc, ent.end)))
    whole = [completed(doc, span, survey.blocked, survey.labels) for span in spans]
    for span in joined(doc, sorted(set(whole))):
        survey.candidates[_words(doc, span)].append(span)
        covered.update(range(*span))
    for start, end in [*_titled(survey), *_speaking(survey), *_given(survey), *_apposed(survey)]:
        span = start, past_nickname(doc, end)
        if not covered & set(range(*span)):
            survey.candidates[_words(doc, span)].append(span)


def _pieces(survey: Survey, start: int, end: int) -> Iterator[TokenRange]:
    """Maximal runs of name words in a span, titles stripped."""
    doc = survey.doc
    run = start
    for i in range(start, end + 1):
        if i < end and i not in survey.blocked and _is_name_word(doc[i], run < i):
            continue
        rest = run - 1 in survey.blocked and run > start and i - run == 1
        if run < i and not rest:  # "Georgian |Dream|" is nobody
            yield from _trim(doc, run, i)
        run = i + 1


def _is_name_word(token: Token, inside: bool) -> bool:
    text = token.text
    if text in LINKS or token.lower_ in words("particle") or _ELIDED.match(text):
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
        elif _is_mere(doc[start]) or (end - start > 2 and _is_foreign(doc, start)):
            start += 1
        else:
            break
    while start < end and (doc[end - 1].text in LINKS or doc[end - 1].lower_ in words("particle")):
        end -= 1
    if start < end and _is_name(doc, start, end):
        yield start, end


def _is_mere(token: Token) -> bool:
    """Whether a word only links, or is no name: "the Tlingit |woman| Ana Silva"."""
    lower = token.is_lower and token.lower_ not in words("particle")
    return token.text in LINKS or lower or (token.is_stop and token.is_lower)


def _is_foreign(doc: Doc, start: int) -> bool:
    """Whether the first word belongs to what stands before: "the Energy Forum |Ana Silva| told"."""
    first = doc[start]
    if is_given(first.text) or not is_given(doc[start + 1].text):
        return False
    before = doc[start - 1] if start and not first.is_sent_start else None
    if before is None:
        return False
    modifying = before.dep_ in ("compound", "nmod") and start > 1 and doc[start - 2].text == "-"
    return modifying or before.lower_ in ("the", "of")


def _is_name(doc: Doc, start: int, end: int) -> bool:
    parts = [t.text for t in doc[start:end]]
    solid = [w for w in parts if w[0].isupper() and not _INITIAL.fullmatch(w)]
    if not solid or any(w in words("never") for w in _telling(parts)):
        return False
    if len(parts) == 1 and (_ACRONYM.match(parts[0]) or (parts[0].isupper() and len(parts[0]) > 2)):
        return False
    return end - start <= _LONGEST and (len(solid) > 1 or len(solid[0]) > 1)


def _telling(parts: list[str]) -> list[str]:
    """The words that may tell that a name is none, not those of "Islam Salim" and "Ana May"."""
    if len(parts) > 2 and is_given(parts[0]):
        return parts[-1:]  # "Mohammed Shia al-Salim"
    if len(parts) > 1:
        last = parts[-1] in words("last") and parts[-2].lower() not in words("particle")
        return parts[parts[0] in words("first") : len(parts) - last]
    return parts


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
                yield from (s for s in _pieces(survey, i, full_end(doc, end)) if s[0] == i)


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
    """Two to four proper words that the model did not see as a person.

    The first is a given name, or alone names a person of the article: "Chile's |Xu Jinming|".
    """
    doc = survey.doc
    for text, positions in list(survey.positions.items()):
        given = is_given(text)
        if not given and (text,) not in survey.candidates:
            continue
        for i in positions:
            if not given and (not i or doc[i - 1].tag_ != "POS"):
                continue
            end = i + 1
            while end < len(doc) and end - i < 6 and _goes_on(survey, end):
                end += 1
            if end - i > 1 and _may_be_named(survey, i, end):
                yield from _pieces(survey, i, full_end(doc, end))


def _apposed(survey: Survey) -> Iterator[TokenRange]:
    """Two to four proper words that a title follows in apposition: "Ana Silva, a judge, ..."."""
    doc = survey.doc
    for token in survey.reading.tokens:
        if token.dep_ == "appos" and is_described(doc, token.head.i + 1):
            start = end = token.head.i + 1
            while start and end - start < 4 and _goes_on(survey, start - 1):
                start -= 1
                if doc[start].is_sent_start:
                    break
            if end - start > 1 and survey.reading.kind_at(doc[start]) in PROSE:
                yield from (s for s in _pieces(survey, start, end) if s[1] == end)


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
    return alone and labels <= {"", "ORG", "NORP", "PRODUCT", "WORK_OF_ART", "GPE", "LOC"}


def _is_announced(survey: Survey, i: int) -> bool:
    doc = survey.doc
    title = titles.ending_at(doc, i)
    if title is None or not doc[i].is_title:
        return False
    if title.kind == "role" and not _is_told_by_role(doc, title.end):
        return False
    if survey.reading.kind_at(doc[i]) not in PROSE or titles.starting_at(doc, i):
        return False
    label = survey.labels.get(i, "PERSON")
    inside = label != "PERSON" and survey.labels.get(i - 1) == label
    opens = title.kind == "state" or doc[title.start].ent_iob_ == "B"
    sure = title.kind in ("honorific", "role") or (opens and _ends_in_name(survey, i))
    return doc[i].pos_ in ("PROPN", "NOUN", "ADJ") and (sure or not inside)


def _is_told_by_role(doc: Doc, i: int) -> bool:
    """Whether two proper words or more follow a small one: "the writer Amara Obi"."""
    if i + 1 >= len(doc) or doc[i].pos_ != "PROPN" or doc[i + 1].is_sent_start:
        return False
    proper = doc[i + 1].pos_ == "PROPN" and doc[i + 1].text.istitle()
    several = proper or past_nickname(doc, i + 1) > i + 1
    role = doc[i - 1]
    return several and role.pos_ == "NOUN" and role.is_lower and role.text not in words("thing")


def _ends_in_name(survey: Survey, start: int) -> bool:
    """Whether two or three words fill the model's label to its end, none of them of a body."""
    doc, end = survey.doc, start
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].text not in words("body"):
        end += 1
    closed = end == len(doc) or doc[end].ent_iob_ != "I"
    return closed and 2 <= end - start <= 3 and all(t.text.istitle() for t in doc[start:end])


def _words(doc: Doc, span: TokenRange) -> Words:
    return tuple(t.text for t in doc[span[0] : span[1]])
