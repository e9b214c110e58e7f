"""A parsed text in plain values, under the names that spaCy gives them.

The rules ask a word for its lemma, head and children some hundred times. spaCy answers from
arrays in C and makes its answer anew each time; here each answer is made once, and asking costs
an attribute.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from typing import Literal, overload

import numpy as np
from spacy import attrs
from spacy.tokens import Doc as Parsed
from spacy.vocab import Vocab

Alignment = Literal["strict", "contract", "expand"]
_IOB = ("", "I", "O", "B")
_STRINGS = [
    *(attrs.ORTH, attrs.LOWER, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP),
    attrs.ENT_TYPE,
]
_FLAGS = [attrs.SENT_START, attrs.IS_PUNCT, attrs.IS_STOP, attrs.LIKE_NUM, attrs.SPACY]


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """A word or mark. Two are equal only if they are the same one."""

    i: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    idx: int
    is_sent_start: bool
    is_punct: bool
    is_stop: bool
    like_num: bool
    spaced: bool
    """Whether a space is behind it."""
    doc: Doc
    head: Token = field(init=False)
    """The word above, itself at the root."""
    children: list[Token] = field(default_factory=list)
    """The words directly below, in text order."""
    sent: Span = field(init=False)
    _left: int = field(init=False)
    _right: int = field(init=False)

    def __post_init__(self) -> None:
        self._left = self._right = self.i

    def __repr__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    @property
    def whitespace_(self) -> str:
        """The space behind, if there is one."""
        return " " if self.spaced else ""

    @property
    def is_space(self) -> bool:
        return self.text.isspace()

    @property
    def is_alpha(self) -> bool:
        return self.text.isalpha()

    @property
    def is_lower(self) -> bool:
        return self.text.islower()

    @property
    def is_upper(self) -> bool:
        return self.text.isupper()

    @property
    def is_title(self) -> bool:
        return self.text.istitle()

    @property
    def lefts(self) -> list[Token]:
        """The children before it."""
        return [c for c in self.children if c.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """The children behind it."""
        return [c for c in self.children if c.i > self.i]

    @property
    def left_edge(self) -> Token:
        """The first word of all that hangs on it."""
        return self.doc.tokens[self._left]

    @property
    def right_edge(self) -> Token:
        """The last word of all that hangs on it."""
        return self.doc.tokens[self._right]

    @property
    def subtree(self) -> Iterator[Token]:
        """All that hangs on it and itself, in the order of the tree."""
        for token in self.lefts:
            yield from token.subtree
        yield self
        for token in self.rights:
            yield from token.subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """The word above, the one above that, up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The words that it is joined with by "and" and the like, without itself."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found.extend(c for c in token.rights if c.dep_ == "conj")
        return tuple(t for t in found if t is not self)

    def widen(self) -> None:
        """Put it within the edges of the words above."""
        above = self
        while above.head is not above:
            above = above.head
            if self.i < above._left:
                above._left = self.i
            elif self.i > above._right:
                above._right = self.i
            else:
                return  # it is within those further up too

    def nbor(self, step: int) -> Token:
        """The word so many places on.

        Raises:
            IndexError: there is none.
        """
        if self.i + step < 0:
            raise IndexError(step)
        return self.doc.tokens[self.i + step]


class Span:
    """The words from ``start`` to ``end``, which is excluded."""

    __slots__ = ("_root", "doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label
        self._root: Token | None = None

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, at: int) -> Token:
        return self.doc.tokens[self.start : self.end][at]

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The word that is highest in the tree, the first of several."""
        if self._root is None:
            self._root = self._highest()
        return self._root

    def _highest(self) -> Token:
        inside = self.doc.tokens[self.start : self.end]
        if len(inside) == 1:
            return inside[0]
        if top := next((t for t in inside if t.head is t), None):
            return top
        out = [t for t in inside if not self.start <= t.head.i < self.end]
        return min(out, key=self._depth, default=inside[0])

    def _depth(self, token: Token) -> int:
        # White space and marks come last.
        if not token.children and (token.is_punct or token.is_space):
            return len(self.doc) - 1
        return sum(1 for _ in token.ancestors)


class Doc:
    """The words of a text with their sentences and what the model takes for names."""

    __slots__ = ("_starts", "ents", "sents", "text", "tokens")

    def __init__(self, parsed: Parsed) -> None:
        self.tokens = _tokens(self, parsed)
        self.text = "".join(token.text + token.whitespace_ for token in self.tokens)
        self._starts = [token.idx for token in self.tokens]
        self.ents = [Span(self, e.start, e.end, e.label_) for e in parsed.ents]
        self.sents = [Span(self, *bounds) for bounds in _sentences(self.tokens)]
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[at]

    def char_span(self, start: int, end: int, alignment_mode: Alignment = "strict") -> Span | None:
        """The words between two offsets in the text; None if there are none.

        Words that are only partly between them are in ("expand"), out ("contract"), or make it
        none ("strict").
        """
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        left, right = first.i, last.i + 1
        ends = last.idx + len(last.text)
        if alignment_mode == "strict" and (first.idx != start or ends != end):
            return None
        if alignment_mode == "contract":
            left += first.idx < start
            right -= ends > end
            return Span(self, left, right) if left < right else None
        if start == first.idx + len(first.text):
            left += 1  # the space behind a word is not of it
        return Span(self, left, max(left, right))

    def _at(self, offset: int) -> Token | None:
        """The word at an offset, or before the space there."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return None
        token = self.tokens[at]
        return token if offset < token.idx + len(token.text) + token.spaced else None


def _tokens(doc: Doc, parsed: Parsed) -> list[Token]:
    words = [_strings(parsed.vocab, column.tolist()) for column in parsed.to_array(_STRINGS).T]
    iob = [_IOB[entity] for entity in parsed.to_array("ENT_IOB").tolist()]
    flags = (column.tolist() for column in (parsed.to_array(_FLAGS) == 1).T)
    places = parsed.to_array("IDX").tolist()
    tokens = list(map(Token, range(len(parsed)), *words, iob, places, *flags, repeat(doc)))
    heads = parsed.to_array("HEAD").astype(np.int64).tolist()
    for token, step in zip(tokens, heads, strict=True):
        token.head = head = tokens[token.i + step]
        if step:
            head.children.append(token)
    for token in tokens:
        token.widen()
    return tokens


def _strings(vocab: Vocab, keys: list[int]) -> list[str]:
    known = {key: vocab.strings[key] if key else "" for key in set(keys)}
    return [known[key] for key in keys]


def _sentences(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Where sentences start and end."""
    starts = [token.i for token in tokens if token.is_sent_start or not token.i]
    yield from pairwise([*starts, len(tokens)])
