"""Since when and until when an office is held, where the sentence says so.

"president since May 2014", "from 1999 to 2013", "between 1999 and 2013", "(1999-2013)", "until
2020", "was elected president in 2019". A time counts only where the parse hangs it on the office
phrase or on the verb that asserts it.
"""

from __future__ import annotations

import re

from kg.text.posts import Post
from kg.text.reading import Reading
from kg.text.tokens import Token

_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?$")  # ISO 8601 year, month or day
_BEGIN = frozenset({"since", "from"})
_END = frozenset({"until", "till", "through", "to"})
_STARTING = frozenset(
    "become elect appoint name inaugurate swear install choose crown nominate re-elect".split()
)
_DASHES = frozenset({"-", "–", "—"})

Bounds = tuple[str | None, str | None]


def of(reading: Reading, post: Post) -> Bounds:
    """Begin and end as ISO 8601 years, months or days; None where they are not said."""
    begin: str | None = None
    end: str | None = None
    anchors = _anchors(reading, post)
    for index, (start, _) in enumerate(reading.time_tokens):
        value = reading.times[index].value
        if value is None or not _DAY.match(value) or not _in_sentence(post, start):
            continue
        bound = _bound(reading, index, anchors, post)
        if bound == "begin":
            begin = begin or value
        elif bound == "end":
            end = end or value
        elif bound == "both":
            second = reading.times[index + 1].value
            begin, end = begin or value, end or second
    return begin, end


def _in_sentence(post: Post, token: int) -> bool:
    return post.head.sent.start <= token < post.head.sent.end


def _anchors(reading: Reading, post: Post) -> set[int]:
    """Tokens that a time must hang on: the office phrase, whose it is, and the verb."""
    found = set(range(post.office.start, post.office.end)) | {post.head.i}
    if post.verb is not None:
        found.add(post.verb.i)
    if post.office.holder is not None:
        found.update(range(*reading.mention_tokens[post.office.holder]))
    return found


def _bound(reading: Reading, index: int, anchors: set[int], post: Post) -> str | None:
    """Whether a time begins the office, ends it, or with the next one does both."""
    doc, start = reading.doc, reading.time_tokens[index][0]
    lead = doc[start - 1] if start else None
    if lead is None:
        return None
    word = lead.lower_
    if word == "between" and _hangs(lead, anchors):
        return "both" if _followed(reading, index, frozenset({"and"})) else None
    if _followed(reading, index, _DASHES) and _is_after(reading, post, start):
        return "both"
    if word in _BEGIN and _hangs(lead, anchors):
        return "begin"
    if word in _END and (_hangs(lead, anchors) or _closes(lead, anchors)):
        return "end"
    if word in ("in", "on") and post.verb is not None and lead.head.i == post.verb.i:
        return "begin" if post.verb.lemma_ in _STARTING else None
    return None


def _hangs(preposition: Token, anchors: set[int]) -> bool:
    return preposition.head.i in anchors


def _closes(preposition: Token, anchors: set[int]) -> bool:
    """The "to" of "from 1999 to 2013"."""
    opening = preposition.head
    return opening.lower_ == "from" and opening.head.i in anchors


def _followed(reading: Reading, index: int, links: frozenset[str]) -> bool:
    """Whether one word links a time to the next."""
    if index + 1 >= len(reading.times) or reading.times[index + 1].value is None:
        return False
    stop, start = reading.time_tokens[index][1], reading.time_tokens[index + 1][0]
    return start == stop + 1 and reading.doc[stop].lower_ in links


def _is_after(reading: Reading, post: Post, start: int) -> bool:
    """Whether only brackets and commas stand between the office phrase and a time."""
    stop = post.office.end
    if post.office.holder is not None:
        stop = max(stop, reading.mention_tokens[post.office.holder][1])
    between = reading.doc[stop:start]
    return stop <= start and all(t.text in (",", "(", "from") for t in between)
