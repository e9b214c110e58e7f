"""Noun phrases that say what a person is: title, whose office it is, and since when not.

"the former Venezuelan foreign minister", "acting President", "minister of justice of Peru",
"head of the World Bank". A phrase is read around its head (``data/offices.tsv``): modifiers to
the left up to the country or body that it belongs to, "of"-phrases to the right.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Tense
from kg.text.reading import Reading
from kg.text.titles import Title, TitleKind
from kg.text.tokens import Doc, Token

_PAST = frozenset(
    {"former", "ex", "then", "late", "ousted", "deposed", "onetime", "erstwhile", "outgoing"}
)
_ENDED = _PAST - {"outgoing"}
_FUTURE = frozenset({"elect", "designate", "incoming", "designated", "future", "nominee"})
_STATUS = _ENDED | frozenset(
    """new newly current elected appointed incumbent outgoing longtime long time long-time
    long-serving veteran""".split()
)
_OPPOSING = frozenset(
    {
        "opposition",
        "rebel",
        "guerrilla",
        "militia",
        "student",
        "union",
        "party",
        "protest",
        "tribal",
        "gang",
        "separatist",
    }
)
_MODIFIER_POS = frozenset({"ADJ", "NOUN", "PROPN"})
_MODIFIER_WORDS = frozenset(
    {
        "acting",
        "ousted",
        "deposed",
        "outgoing",
        "incoming",
        "elected",
        "appointed",
        "then",
        "newly",
        "-",
        "retired",
        "departing",
        "exiled",
        "jailed",
        "disputed",
    }
)
_GOVERNING = frozenset({"government", "presidential", "parliamentary", "ministry", "military"})
# Fields of ministries, which the recogniser often takes for names of bodies.
FIELDS = frozenset(
    """defense defence interior foreign finance justice health education economy economics energy
    environment transport transportation labor labour trade agriculture culture home treasury commerce
    oil petroleum information development industry housing science sports tourism security affairs
    immigration migration planning infrastructure water mining technology communications family women
    youth social internal external digital climate electricity aviation""".split()
)
_SENT_OUT = frozenset(  # these act for somebody else in the country that "for" or "to" names
    "envoy representative ambassador coordinator negotiator rapporteur commissioner".split()
)
_STATE_BODIES = frozenset(
    """parliament assembly senate congress bundestag ministry national federal supreme constitutional
    foreign house central army navy air defense defence interior justice treasury state republic
    government armed security council court people central""".split()
)
_AGAINST = frozenset({"pro", "anti", "non"})
_WIDEST = 7
_LINKS = frozenset({"of", "for", "at", "in"})


@dataclass(frozen=True, slots=True)
class Office:
    """What a phrase says; ``holder`` is the mention of the country or organization it names."""

    start: int
    end: int
    title: str
    head: Title
    kind: TitleKind
    holder: int | None
    demonym: int | None
    tense: Tense
    opposing: bool


def read(reading: Reading, title: Title) -> Office:
    """Read the phrase around a title's head."""
    doc = reading.doc
    start, left = _left(reading, title.start)
    end, right = _right(reading, title)
    words = [t.lower_ for t in doc[start : title.end]] + _suffix(doc, title.end)
    words += _before_bearer(reading, left)
    text_end = title.end + len(_suffix(doc, title.end)) if end == title.end else end
    return Office(
        start=start,
        end=max(end, text_end),
        title=_named(doc, start, text_end),
        head=title,
        kind="state" if title.kind == "body" and _GOVERNING & set(words) else title.kind,
        holder=right if right is not None else left,
        demonym=left,
        tense=_tense(words),
        opposing=bool(_OPPOSING & set(words)),
    )


def _named(doc: Doc, start: int, end: int) -> str:
    """The title as said, without the words that only say when it is held."""
    while start < end - 1 and (doc[start].lower_ in _STATUS or doc[start].text == "-"):
        start += 1
    return doc[start:end].text.strip(" -")


def _before_bearer(reading: Reading, bearer: int | None) -> list[str]:
    """ "former Peruvian president": the word before the country belongs to the title."""
    if bearer is None or not (start := reading.mention_tokens[bearer][0]):
        return []
    return [reading.doc[start - 1].lower_]


def _suffix(doc: Doc, end: int) -> list[str]:
    """ "president-elect": the hyphen and what follows."""
    if end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].lower_ in _FUTURE:
        return ["-", doc[end + 1].lower_]
    return []


def _tense(words: list[str]) -> Tense:
    if _ENDED & set(words):
        return "past"
    return "future" if _FUTURE & set(words) else "present"


def _left(reading: Reading, start: int) -> tuple[int, int | None]:
    """The first modifier, and the country or body that stands before it."""
    doc, i = reading.doc, start
    while (
        i and start - i < _WIDEST and not doc[i].is_sent_start and _is_modifier(reading, doc[i - 1])
    ):
        i -= 1
    before = i - 1
    if (before >= 0 and doc[before].tag_ == "POS") or (before >= 1 and doc[before].text == "-"):
        before -= 1
    if before < 0 or doc[i].is_sent_start:
        return i, None
    return i, _bearer(reading, before)


def _is_modifier(reading: Reading, token: Token) -> bool:
    if token.lower_ in FIELDS and not token.is_punct:
        return True
    if reading.mention_at(token.i) is not None or (token.is_punct and token.text != "-"):
        return False
    if token.lower_ in _ENDED and token.i and token.nbor(-1).tag_ in ("NN", "NNS"):
        return False  # "the army ousted President Quispe": a verb, whatever the parser takes it for
    return token.pos_ in _MODIFIER_POS or token.lower_ in _MODIFIER_WORDS


def _bearer(reading: Reading, i: int) -> int | None:
    """The country or organization that ends at a token, the longest first."""
    for index in reversed(reading.mentions_at(i)):  # "Bank of Peru" before "Peru"
        start, end = reading.mention_tokens[index]
        if reading.mentions[index].type in ("country", "organization") and end == i + 1:
            return None if is_opposed(reading.doc, start) else index
    return None


def is_opposed(doc: Doc, start: int) -> bool:
    """Whether "pro-" or "anti-" stands before a token: "the pro-Moscow president"."""
    return start > 1 and doc[start - 1].text == "-" and doc[start - 2].lower_ in _AGAINST


def _right(reading: Reading, title: Title) -> tuple[int, int | None]:
    """The end of the "of"-phrases, and the country or body that they name."""
    doc, i = reading.doc, title.end
    end = i
    placed = False
    while i < len(doc) and i - title.end < 10 and not doc[i].is_sent_start:
        token = doc[i]
        at = _starting(reading, i)
        if at is not None:
            if i == title.end:
                return end, None
            kind = reading.mentions[at].type
            if kind == "country" and (
                names_a_body(reading, at) or (placed and token.dep_ == "amod")
            ):
                return end, None  # "an analyst at the Peruvian bank"
            after = reading.mention_tokens[at][1]
            if title.kind in ("body", "private") and after < len(doc) and doc[after].tag_ == "POS":
                return end, None  # "head of Banco Andino's audit unit"
            return (end, at) if kind in ("country", "organization") else (end, None)
        if i == title.end and token.lower_ not in _LINKS:
            return end, None
        if i == title.end and token.lower_ == "for" and doc[i - 1].lower_ in _SENT_OUT:
            return end, None
        if token.lower_ in _LINKS or token.lower_ in ("the", "and", "its", "his", "her"):
            placed = placed or token.lower_ in ("at", "in")
            i += 1
        elif token.pos_ in _MODIFIER_POS and not token.is_punct:
            i += 1
            end = end if placed else i  # "minister |at the time" is no part of the title
        else:
            return end, None
    return end, None


def _starting(reading: Reading, i: int) -> int | None:
    """The mention that starts at a token; a country's, unless it only begins a body's name."""
    starting = [m for m in reading.mentions_at(i) if reading.mention_tokens[m][0] == i]
    first = next(iter(starting), None)
    if first is None or len(starting) == 1 or reading.mentions[first].type != "country":
        return first
    return starting[-1] if names_a_body(reading, first) else first


def names_a_body(reading: Reading, country: int) -> bool:
    """Whether a country's word is part of a private body's name: "the Peruvian Chess Union"."""
    doc, (start, end) = reading.doc, reading.mention_tokens[country]
    if start and doc[start - 1].pos_ == "PROPN" and not reading.mentions_at(start - 1):
        return True
    while end < len(doc) and (doc[end].text == "-" or _is_country(reading, end)):
        end += 1
    if end >= len(doc) or doc[end].pos_ != "PROPN" or _is_person(reading, end):
        return False
    return doc[end].lower_ not in _STATE_BODIES


def _is_country(reading: Reading, token: int) -> bool:
    return any(reading.mentions[m].type == "country" for m in reading.mentions_at(token))


def _is_person(reading: Reading, token: int) -> bool:
    return any(reading.mentions[m].type == "person" for m in reading.mentions_at(token))
