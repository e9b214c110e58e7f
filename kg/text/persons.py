"""Names of persons: the model's guesses corrected by the evidence of the whole article.

A small model labels the same name differently from sentence to sentence. Here every string
that it calls a person once, and every name that a title announces, is judged by all of its
occurrences: what stands before and after it, what it does in the sentence, what else the model
called it. A name that holds is a person wherever it stands in the article, and so is its
surname. Left out: names that the model never sees and no title announces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Token

from kg.names import fold
from kg.text import titles
from kg.text.reading import Reading
from kg.text.rows import lines

Words = tuple[str, ...]
TokenRange = tuple[int, int]

PARTICLES = frozenset(
    "de del della di da das do dos du la le van von der den ter ten zu zur af av bin bint ibn al el "
    "ul as ad an ash abu abd st. y e i".split()
)
# Written large these begin a surname ("Le Pen"), so they are taken in before it, too.
_LEADING = frozenset("von van der den de del di du da dos bin ibn al el".split()) | frozenset(
    "Le La De Del Van Von El Al Di Della Du Da Bin Ibn".split()
)
_LINKS = frozenset({"-", "–", "’", "'", "al-", "Al-", "el-", "El-"})
_INITIAL = re.compile(r"(?:[A-Z]\.?-?){1,3}$")
_NEVER = frozenset(
    """January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday God Allah Islam Quran Koran Bible
    Covid COVID Covid-19 Internet Twitter Facebook Google YouTube Instagram TikTok WhatsApp Reuters AFP
    Brexit Ebola Euro Olympics Christmas Easter Ramadan Eid Parliament Congress Senate Government
    Court Council Ministry University North South East West Republic State States
    United National International Africans Europeans Asians Muslim Muslims Christian Christians Jew Jews
    Jewish Catholic Catholics Hindu Hindus Sunni Shia Buddhist Buddhists Bitcoin Bitcoins""".split()
)
_SPEECH = frozenset(
    """say tell add ask claim explain insist argue warn note believe think recall admit deny
    announce acknowledge stress emphasize reply respond write tweet quip joke suggest concede
    complain declare maintain remark reveal state testify""".split()
)
_BODIES = frozenset(
    """Bank University College Institute School Hospital Clinic Museum Theatre Theater Church Cathedral
    Mosque Temple Foundation Association Society Company Corporation Corp Inc Ltd Group Holdings
    Industries Airlines Airways Airport Park Square Street Avenue Road Bridge River Lake Mountain
    Island Islands Bay Beach Valley Hotel Palace Castle Stadium Arena Center Centre Times Post News
    Daily Journal Gazette Herald Tribune Magazine Press Agency Radio Television Network Party Union
    Alliance Front Movement Committee Commission Council Court Prize Award Awards Cup League Club
    United City Town Village County Province Region District Act Law Day War Festival Trust Fund
    Doctrine Treaty Agreement Accord Declaration Convention Charter Constitution Resolution Policy Plan
    Studios Records Films Pictures Motors Energy Oil Gas Team Brothers Army Brigade Force Forces
    Peninsula Strait Sea Ocean Desert Republic Kingdom Empire Dynasty Series Show Games""".split()
)
_PLACE_PREPOSITIONS = frozenset("in at near into across outside around throughout inside".split())
_OTHER_LABELS = frozenset(
    {"ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}
)
_PROSE = ("paragraph", "item")


@dataclass(slots=True)
class _Survey:
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

    def occurrences(self, words: Words) -> Iterator[TokenRange]:
        """Where these very words stand."""
        for i in self.positions[words[0]]:
            end = i + len(words)
            if len(words) == 1 or tuple(t.text for t in self.doc[i:end]) == words:
                yield i, end


def find(reading: Reading, known: frozenset[int]) -> list[TokenRange]:
    """Token ranges of person names in text order, without titles and possessives.

    ``known`` are the tokens that name a country or an organization beyond doubt; they end a name.
    """
    survey = _survey(reading, known)
    _collect(survey)
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


def _full_start(survey: _Survey, span: TokenRange) -> TokenRange:
    """Back over what belongs to the surname or the given name: "von |Berg", "Rolf-|Dieter Heuer"."""
    doc, (start, end) = survey.doc, span
    while start and not doc[start].is_sent_start and start - 1 not in survey.blocked:
        before = doc[start - 1]
        if before.text in _LEADING and before.pos_ in ("PROPN", "X", "ADP", "DET", "NOUN"):
            start -= 1
        elif before.text == "-" and start > 1 and is_given(doc[start - 2].text):
            start -= 2
        else:
            break
    return start, end


def _survey(reading: Reading, known: frozenset[int]) -> _Survey:
    survey = _Survey(reading, known)
    for ent in reading.doc.ents:
        survey.labels.update(dict.fromkeys(range(ent.start, ent.end), ent.label_))
    for token in reading.doc:
        if token.text[0].isupper():
            survey.positions[token.text].append(token.i)
    return survey


def _collect(survey: _Survey) -> None:
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
            token.is_lower and token.text in PARTICLES and token.text != "y" and not token.is_punct
        ):
            last = end + 1
            while last < len(doc) and doc[last].is_lower and doc[last].text in PARTICLES:
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


def _pieces(survey: _Survey, start: int, end: int) -> Iterator[TokenRange]:
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
    if text in _LINKS or token.lower_ in PARTICLES:
        return True
    if any(c.isdigit() for c in text) or text[-1] in ":/":
        return False
    glued = inside and token.i > 0 and token.nbor(-1).text in _LINKS
    return text[0].isupper() or "-" in text[1:-1] or (glued and text.isalpha())


def _trim(doc: Doc, start: int, end: int) -> Iterator[TokenRange]:
    """Strip titles in front and words that cannot begin or end a name."""
    while start < end:
        title = titles.starting_at(doc, start)
        if title is not None and title.end <= end:
            start = title.end
        elif doc[start].text in _LINKS or (doc[start].is_stop and doc[start].is_lower):
            start += 1
        else:
            break
    while start < end and (doc[end - 1].text in _LINKS or doc[end - 1].lower_ in PARTICLES):
        end -= 1
    if start < end and _is_name(doc, start, end):
        yield start, end


def _is_name(doc: Doc, start: int, end: int) -> bool:
    words = [t.text for t in doc[start:end]]
    solid = [w for w in words if w[0].isupper() and not _INITIAL.fullmatch(w)]
    if not solid or any(w in _NEVER for w in words):
        return False
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 2:
        return False  # an acronym
    return end - start <= 8 and (len(solid) > 1 or len(solid[0]) > 1)


def _titled(survey: _Survey) -> Iterator[TokenRange]:
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


def _speaking(survey: _Survey) -> Iterator[TokenRange]:
    """Proper names that speak and that the model called nothing."""
    doc = survey.doc
    for positions in list(survey.positions.values()):
        for i in positions:
            token = doc[i]
            if token.dep_ != "nsubj" or token.head.lemma_ not in _SPEECH or token.pos_ != "PROPN":
                continue
            start = i
            while start and doc[start - 1].dep_ == "compound" and doc[start - 1].pos_ == "PROPN":
                start -= 1
            if survey.reading.kind_at(token) in _PROSE and not any(
                survey.labels.get(k) for k in range(start, i + 1)
            ):
                yield from _pieces(survey, start, i + 1)


@cache
def _given_names() -> frozenset[str]:
    return frozenset(lines("given_names.txt"))


def is_given(word: str) -> bool:
    """Whether a word is a given name somewhere; accents and case do not matter."""
    return "".join(fold(word.split("-")[0])) in _given_names()


def _given(survey: _Survey) -> Iterator[TokenRange]:
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


def _goes_on(survey: _Survey, i: int) -> bool:
    token = survey.doc[i]
    if i in survey.blocked or token.is_sent_start:
        return False
    return (token.pos_ == "PROPN" or token.text == "-") and _is_name_word(token, True)


def _may_be_named(survey: _Survey, start: int, end: int) -> bool:
    """Alone between its neighbours, not a body or an address, in prose."""
    doc = survey.doc
    if start in survey.blocked or any(t.text in _BODIES for t in doc[start:end]):
        return False
    before = doc[start - 1] if start and not doc[start].is_sent_start else None
    alone = before is None or before.pos_ != "PROPN" or titles.ending_at(doc, start) is not None
    labels = {survey.labels.get(i, "") for i in range(start, end)}
    return alone and labels <= {"", "ORG", "NORP", "PRODUCT", "WORK_OF_ART"}


def _is_announced(survey: _Survey, i: int) -> bool:
    doc = survey.doc
    title = titles.ending_at(doc, i)
    if title is None or title.kind == "role" or not doc[i].is_title:
        return False
    if survey.reading.kind_at(doc[i]) not in _PROSE or titles.starting_at(doc, i):
        return False
    label = survey.labels.get(i, "PERSON")
    inside = label != "PERSON" and survey.labels.get(i - 1) == label
    return doc[i].pos_ in ("PROPN", "NOUN", "ADJ") and (title.kind == "honorific" or not inside)


def _holds(survey: _Survey, words: Words) -> bool:
    """Weigh all occurrences of a candidate. The weights were set on English news by hand."""
    prose = [
        s for s in survey.occurrences(words) if survey.reading.kind_at(survey.doc[s[0]]) in _PROSE
    ]
    if not prose:
        return False  # headings, tables and hashtags prove no person
    total = sum(_weight(survey, span) for span in prose)
    if is_given(words[0]) and not any(w in _BODIES for w in words):
        total += 2 * len(prose) if len(words) > 1 else 1
    return total > 0 or (total == 0 and len(words) > 1)


def _weight(survey: _Survey, span: TokenRange) -> int:
    """For (+) and against (-) a person at one place of the text."""
    doc, (start, end) = survey.doc, span
    before = doc[start - 1].lower_ if start and not doc[start].is_sent_start else ""
    weight = 4 * _is_titled_or_aged(doc, start, end)
    label = survey.labels.get(start, "")
    weight += (label == "PERSON") - (label in _OTHER_LABELS)
    weight -= 2 * (before in _PLACE_PREPOSITIONS) + 2 * (
        before in ("the", "a", "an", "this", "these")
    )
    root = doc[start:end].root
    weight += 2 * (root.dep_ == "nsubj" and root.head.lemma_ in _SPEECH)
    weight += root.dep_ == "nsubj"
    after = doc[end] if end < len(doc) else None
    weight -= root.dep_ == "compound" and after is not None and after.pos_ == "NOUN"
    weight -= doc[end - 1].tag_ == "NNPS"
    return weight


def _is_titled_or_aged(doc: Doc, start: int, end: int) -> bool:
    if start and (title := titles.ending_at(doc, start)) and not doc[start].is_sent_start:
        return title.kind != "role" or doc[title.start].dep_ in ("compound", "nmod", "amod")
    if end + 2 < len(doc) and doc[end].text == ",":
        age = doc[end + 1].text
        return age.isdigit() and 10 <= int(age) <= 110 and doc[end + 2].text in ",.;"
    return False


def _recurrences(survey: _Survey, names: Iterable[Words], taken: set[int]) -> Iterator[TokenRange]:
    """Other places where a full name or its surname stands, whatever the model called it."""
    full = sorted((w for w in names), key=lambda w: (-len(w), w))
    surnames = sorted({s for w in full if (s := surname(w)) and s != w and not _is_common(s)})
    for words in [*full, *surnames]:
        for start, end in survey.occurrences(words):
            kind = survey.reading.kind_at(survey.doc[start])
            used = taken | survey.blocked
            if used & set(range(start, end)) or kind in (None, "hashtags", "cell"):
                continue
            if (
                len(words) < 3
                and (words not in full or len(words) == 1)
                and _is_part(survey, start, end)
            ):
                continue
            start, end = _full_start(survey, (start, end)) if words in surnames else (start, end)
            taken.update(range(start, end))
            yield start, end


def _is_common(words: Words) -> bool:
    """Words that are no surname when they stand alone."""
    return words[-1].isupper() or words[-1] in _NEVER or words[-1] in _BODIES


def surname(words: Words) -> Words | None:
    """The last word of a name with what a hyphen joins to it; None for a single word.

    >>> surname(("Ana", "Tizya", "-", "Tramm")), surname(("Omar", "bin", "Salim")), surname(("Ana",))
    (('Tizya', '-', 'Tramm'), ('Salim',), None)
    """
    start = len(words) - 1
    while start >= 2 and words[start - 1] in ("-", "–"):
        start -= 2
    if start <= 0 or len(words[start]) < 3 or not words[start][0].isupper():
        return None
    return words[start:]


def _is_part(survey: _Survey, start: int, end: int) -> bool:
    """Whether capitalised neighbours make the words part of another, longer name."""
    doc = survey.doc
    if end < len(doc):
        after = doc[end]
        if after.pos_ == "PROPN" and after.text[0].isupper() and after.text not in _LINKS:
            return True
        if after.text in ("-", "–") and not after.whitespace_ and not doc[end - 1].whitespace_:
            return True
    if not start or doc[start].is_sent_start or titles.ending_at(doc, start):
        return False
    before = doc[start - 1]
    if before.text in ("-", "–") and not before.whitespace_:
        return True
    return before.pos_ == "PROPN" and before.text[0].isupper() and start - 1 not in survey.blocked


def _words(doc: Doc, span: TokenRange) -> Words:
    return tuple(t.text for t in doc[span[0] : span[1]])
