"""By-names that an article gives: 'Omar Salim, known as "Chico"', "Ana Silva, alias Comandante Luz"."""

from __future__ import annotations

from kg.text.reading import Reading
from kg.text.tokens import Doc

_CUES = frozenset({"nicknamed", "alias", "aliases", "aka", "a.k.a.", "dubbed"})
_BETWEEN = frozenset(
    """, ( who is was also better best widely popularly commonly locally simply previously formerly
    once universally affectionately known mostly more""".split()
)
_QUOTES = frozenset("\"'“”‘’«»")
_FARTHEST = 8  # tokens between a name and the cue
_LONGEST = 3  # words of a by-name


def find(reading: Reading) -> dict[int, int]:
    """Entity of a by-name → entity of the name; adds a mention for a by-name that was missed."""
    links: dict[int, int] = {}
    for token in reading.tokens:
        if token.lower_ in _CUES or (token.lower_ == "as" and _is_known(reading.doc, token.i)):
            bearer = _before(reading, token.i)
            start = token.i + 1
            while start < len(reading.doc) and reading.doc[start].text in _QUOTES:
                start += 1
            if bearer is None or start >= len(reading.doc):
                continue
            entity = reading.mentions[bearer].entity
            known = _person_at(reading, start)
            if known is not None:
                links[reading.mentions[known].entity] = entity
            elif (end := _end(reading, start)) > start:
                reading.add_mention(start, end, "person", "name", entity)
    return {a: b for a, b in links.items() if a != b}


def _is_known(doc: Doc, i: int) -> bool:
    return i > 0 and doc[i - 1].lower_ == "known"


def _before(reading: Reading, i: int) -> int | None:
    """The person named right before a cue, with nothing between but what leads up to it."""
    for j in range(i - 1, max(-1, i - _FARTHEST), -1):
        found = _person_at(reading, j)
        if found is not None:
            return found
        if reading.doc[j].lower_ not in _BETWEEN:
            return None
    return None


def _person_at(reading: Reading, token: int) -> int | None:
    for index in reading.mentions_at(token):
        mention = reading.mentions[index]
        if mention.type == "person" and mention.form == "name":
            return index
    return None


def _end(reading: Reading, start: int) -> int:
    """The end of a by-name in quotation marks that nothing else is named by."""
    doc, end = reading.doc, start
    if doc[start - 1].text not in _QUOTES:
        return start
    while end < len(doc) and end - start < _LONGEST and doc[end].text[0].isupper():
        end += 1
    closed = end < len(doc) and doc[end].text in (*_QUOTES, ",")
    free = all(reading.mention_at(i) is None for i in range(start, end))
    return end if closed and free else start
