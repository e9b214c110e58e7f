"""What is known about one article while it is being read.

A ``Reading`` is the only state that the steps of extraction share: each step adds to it and
none takes away. Tokens are spaCy's; every mention is kept both in code points (for the
output) and in tokens (for the parse). ``kg.text.extract`` turns it into an ``Extraction``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from kg.model import (
    Attribution,
    Block,
    BlockKind,
    Entity,
    Mention,
    MentionForm,
    MentionType,
    Span,
    Time,
)
from kg.text.tokens import Doc, Token


@dataclass(slots=True)
class Reading:
    """One parsed article and what has been found in it so far."""

    doc: Doc
    # spaCy builds its text and its tokens anew at every access; the steps ask for them often.
    text: str = field(init=False)
    tokens: list[Token] = field(init=False)
    blocks: tuple[Block, ...] = ()
    published: date | None = None
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    mention_tokens: list[tuple[int, int]] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    time_tokens: list[tuple[int, int]] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    _by_token: dict[int, list[int]] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _sentences: dict[int, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text = self.doc.text
        self.tokens = list(self.doc)

    def add_entity(self, type_: MentionType, name: str, key: str | None = None) -> int:
        """Add an entity and return its index."""
        self.entities.append(Entity(type=type_, name=name, key=key))
        return len(self.entities) - 1

    def add_mention(
        self, start: int, end: int, type_: MentionType, form: MentionForm, entity: int
    ) -> int:
        """Add a mention over the tokens ``start`` to ``end`` (excluded) and return its index."""
        span = self.doc[start:end]
        self.mentions.append(
            Mention(start=span.start_char, end=span.end_char, type=type_, form=form, entity=entity)
        )
        self.mention_tokens.append((start, end))
        index = len(self.mentions) - 1
        for i in range(start, end):
            self._by_token.setdefault(i, []).append(index)
        return index

    def mentions_at(self, token: int) -> list[int]:
        """Mentions that cover a token, the shortest first."""
        found = self._by_token.get(token, [])
        return sorted(found, key=lambda m: (self._width(m), m))

    def mention_at(self, token: int) -> int | None:
        """The shortest mention that covers a token."""
        return next(iter(self.mentions_at(token)), None)

    def head_mention(self, token: Token) -> int | None:
        """The longest mention whose syntactic head is this token."""
        for index in reversed(self.mentions_at(token.i)):
            start, end = self.mention_tokens[index]
            if self.doc[start:end].root.i == token.i:
                return index
        return None

    def entity_of(self, mention: int) -> Entity:
        """The entity that a mention refers to."""
        return self.entities[self.mentions[mention].entity]

    def sentence(self, token: Token) -> Span:
        """The sentence around a token in code points, without surrounding white space."""
        sent = token.sent
        if sent.start not in self._sentences:
            # A span of spaCy builds its text token by token; in a long sentence many tokens ask.
            text = self.text[sent.start_char : sent.end_char]
            start = sent.start_char + len(text) - len(text.lstrip())
            self._sentences[sent.start] = Span(start=start, end=start + len(text.strip()))
        return self._sentences[sent.start]

    def kind_at(self, token: Token) -> BlockKind | None:
        """The kind of the block a token stands in; None between blocks."""
        if not self._starts:
            self._starts = [b.start for b in self.blocks]
        at = bisect_right(self._starts, token.idx) - 1
        if at >= 0 and token.idx < self.blocks[at].end:
            return self.blocks[at].kind
        return None

    def _width(self, mention: int) -> int:
        start, end = self.mention_tokens[mention]
        return end - start
