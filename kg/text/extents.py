"""Where a name begins and ends: what the model cut off from a name, and what it cut in two."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from kg.text import titles
from kg.text.namewords import is_given, words
from kg.text.tokens import Doc, Token

TokenRange = tuple[int, int]

OPENING = frozenset("\"'“‘«([")
LINKS = frozenset({"-", "–", "’", "'", "al-", "Al-", "el-", "El-"})
_MODIFIERS = ("compound", "nmod")
_CLOSING = frozenset("\"'”’»")
_NICKNAME = 3  # words of one, at most
_GENERATIONS = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})


def full_end(doc: Doc, end: int) -> int:
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


def completed(
    doc: Doc, span: TokenRange, blocked: Container[int], labels: Mapping[int, str]
) -> TokenRange:
    """A person's name with the words before and behind it that the parse says belong to it.

    "|Ana| Fogh Silva": a given name in front that modifies the name. "Yamila Peña |Ojeda|": a
    name behind that what the model found modifies.
    """
    start, end = span

    def is_free(i: int) -> bool:
        known = i in blocked or labels.get(i, "PERSON") != "PERSON" or titles.starting_at(doc, i)
        return not known and _is_word(doc[i])

    def is_next(i: int) -> bool:
        alone = doc[i].ent_iob_ == "B" and (i + 1 == len(doc) or doc[i + 1].ent_iob_ != "I")
        titled = titles.starting_at(doc, i) is not None
        return is_free(i) or (alone and i not in blocked and not titled and _is_word(doc[i]))

    while (
        start
        and not doc[start].is_sent_start
        and is_free(start - 1)
        and is_given(doc[start - 1].text)
        and doc[start - 1].dep_ in _MODIFIERS
        and start <= doc[start - 1].head.i < end
        and titles.ending_at(doc, start) is None
    ):
        start -= 1
    head = doc[end - 1].head.i
    if doc[end - 1].dep_ in _MODIFIERS and head >= end and all(map(is_next, range(end, head + 1))):
        end = head + 1
    return start, past_nickname(doc, end)


def past_nickname(doc: Doc, end: int) -> int:
    """The end of "Omar |"Chico" Salim|": a nickname in quotation marks and the surname behind."""
    if end >= len(doc) or doc[end].text not in OPENING or doc[end].is_sent_start:
        return end
    close = end + 1
    while close < len(doc) and close - end <= _NICKNAME and doc[close].text[0].isupper():
        close += 1
    last = close + 1
    if close == end + 1 or last >= len(doc) or doc[close].text not in _CLOSING:
        return end
    while last < len(doc) and (_is_word(doc[last]) or doc[last].text in _GENERATIONS):
        last += 1
    return last if last > close + 1 else end


def _is_word(token: Token) -> bool:
    text = token.text
    if text == "-" or (token.i and token.nbor(-1).text == "-" and text.isalpha()):
        return True
    known = text in words("never") or text in words("body")
    return token.pos_ == "PROPN" and text.istitle() and not known


def joined(doc: Doc, spans: Iterable[TokenRange]) -> Iterator[TokenRange]:
    """Spans in text order, neighbours that the parse makes one name as one."""
    last: TokenRange | None = None
    for span in spans:
        if last is not None and span[0] < last[1]:
            last = (last[0], max(span[1], last[1]))
        elif last is not None and span[0] == last[1] and _is_one(doc, last, span):
            last = (last[0], span[1])
        else:
            if last is not None:
                yield last
            last = span
    if last is not None:
        yield last


def _is_one(doc: Doc, left: TokenRange, right: TokenRange) -> bool:
    """Whether the first of two neighbours modifies the second, or the parser alone parts them."""
    if titles.ending_at(doc, right[0]) is not None:
        return False
    children = doc[slice(*right)].root.children
    modifies = any(left[0] <= t.i < left[1] and t.dep_ in _MODIFIERS for t in children)
    return modifies or bool(doc[right[0]].is_sent_start)
