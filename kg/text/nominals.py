"""Noun phrases that take up a person or a country named before: "the president", "both countries".

Precision first. "The Peruvian leader" is the one person whom the article has called a leader of
Peru by then; "the country" is the only country named so far; "the two countries" are the two
that this sentence and the last one with countries name. Whatever else a phrase says about its
head ("the next president", "the bank's president") leaves it unresolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.text import posts, titles
from kg.text.clauses import SUBJECTS
from kg.text.posts import Post
from kg.text.reading import Reading
from kg.text.tokens import Token

_HEADS = frozenset(
    """president leader premier minister chancellor king queen emir sultan ruler dictator strongman
    senator governor mayor ambassador envoy general commander judge prosecutor lawmaker pope
    secretary chairman chairwoman director spokesman spokeswoman candidate economist activist
    journalist lawyer politician businessman pm""".split()
)
_LEADERS = frozenset(
    "president leader premier chancellor king queen emir sultan ruler dictator pm".split()
)
_FREE = frozenset(  # what a phrase may add without changing who is meant
    """former acting interim outgoing incumbent embattled ousted deposed exiled jailed veteran
    longtime long-time conservative liberal socialist populist right-wing left-wing far-right
    far-left elder late""".split()
)
_COUNTRY = frozenset({"country", "nation"})
_COUNTRIES = frozenset({"countries", "nations", "sides", "governments", "neighbours", "neighbors"})
_PAIRED = frozenset({"leaders", "presidents", "ministers", "premiers"})
_ROLES = (*SUBJECTS, "dobj", "pobj", "poss", "dative", "agent", "conj")
_LOOK_BACK = 3  # sentences in which two named before are still "the two"


@dataclass(frozen=True, slots=True)
class _Named:
    """An office phrase seen so far: where, of whom, and its words."""

    at: int
    person: int
    country: int | None
    words: tuple[str, ...]


def resolve(reading: Reading) -> None:
    """Add a mention for every such phrase with one plain reading."""
    named = sorted(_named(reading), key=lambda n: n.at)
    for token in list(reading.doc):
        word = token.lower_
        if word in _HEADS and token.tag_ == "NN" and _is_definite(reading, token):
            _person(reading, token, named)
        elif word in _COUNTRY and token.tag_ == "NN" and _is_plain(reading, token, ()):
            _country(reading, token)
        elif word in _COUNTRIES and _is_two(token):
            _two(reading, token, _countries_before(reading, token))
        elif word in _PAIRED and _is_two(token):
            _two(reading, token, _persons_before(reading, token, named))


def _named(reading: Reading) -> Iterator[_Named]:
    for post in posts.find(reading):
        if post.office.kind == "honorific":
            continue
        words = tuple(post.office.title.lower().split())
        at = reading.mention_tokens[post.person][0]
        yield _Named(at, reading.mentions[post.person].entity, _land(reading, post), words)


def _land(reading: Reading, post: Post) -> int | None:
    for mention in (post.office.holder, post.office.demonym):
        if mention is not None and reading.mentions[mention].type == "country":
            return reading.mentions[mention].entity
    return None


# --- what a phrase must look like ----------------------------------------------------------


def _is_definite(reading: Reading, head: Token) -> bool:
    """ "the", a country and words that change nothing; an argument, not a title or a predicate."""
    return _is_plain(reading, head, _FREE) and not _is_title(reading, head)


def _is_plain(reading: Reading, head: Token, free: frozenset[str] | tuple[str, ...]) -> bool:
    if head.dep_ not in _ROLES or reading.mention_at(head.i) is not None:
        return False
    determined = False
    for c in head.children:
        if c.dep_ == "det" and c.lower_ == "the":
            determined = True
        elif c.dep_ in ("amod", "compound", "nmod", "advmod"):
            if not _is_own(reading, head, c) and c.lower_ not in free:
                return False
        elif c.dep_ in ("poss", "nummod", "prep", "relcl", "acl", "appos", "det", "neg"):
            return False
    return determined


def _is_own(reading: Reading, head: Token, word: Token) -> bool:
    """Whether a modifier belongs to the title ("foreign" minister) or names the country."""
    at = reading.mention_at(word.i)
    if at is not None:
        return reading.mentions[at].type == "country"
    title = titles.ending_at(head.doc, head.i + 1)
    return (title is not None and title.start <= word.i) or word.lower_ in _PORTFOLIO


_PORTFOLIO = frozenset(
    """foreign finance interior defense defence justice health education economy energy environment
    transport trade agriculture culture prime supreme opposition""".split()
)


def _is_title(reading: Reading, head: Token) -> bool:
    """Whether a name follows or stands in apposition: "the president, Ana Quispe,"."""
    doc, i = reading.doc, head.i + 1
    while i < len(doc) and doc[i].text in (",", "-", "–", "("):
        i += 1
    for index in reading.mentions_at(i) if i < len(doc) else ():
        if reading.mentions[index].type == "person":
            return True
    return False


def _is_two(head: Token) -> bool:
    """ "the two countries", "both countries", without any other word."""
    kinds = {c.lower_ for c in head.children if c.dep_ in ("nummod", "det", "predet", "amod")}
    allowed = kinds <= {"the", "two", "both", "these", "neighbouring", "neighboring"}
    restricted = any(c.dep_ in ("prep", "relcl", "acl", "poss", "compound") for c in head.children)
    return allowed and bool(kinds & {"two", "both"}) and not restricted


# --- whom it takes up ------------------------------------------------------------------------


def _person(reading: Reading, head: Token, named: list[_Named]) -> None:
    start = min((c.i for c in head.lefts if c.dep_ != "det"), default=head.i)
    land = next((_country_at(reading, c.i) for c in head.lefts if _country_at(reading, c.i)), None)
    wanted = tuple(t.lower_ for t in reading.doc[start : head.i + 1])
    found = {
        n.person
        for n in named
        if n.at < head.i and _fits(n, wanted, land) and not _is_other(n, land)
    }
    if len(found) == 1:
        reading.add_mention(start, head.i + 1, "person", "nominal", found.pop())


def _country_at(reading: Reading, token: int) -> int | None:
    for index in reading.mentions_at(token):
        if reading.mentions[index].type == "country":
            return reading.mentions[index].entity
    return None


def _fits(named: _Named, wanted: tuple[str, ...], land: int | None) -> bool:
    """Whether a title seen is the one that is taken up; "leader" takes up any head of state."""
    head = wanted[-1]
    if not named.words or (head == "leader" and land is None):
        return False
    if head == "leader":
        return named.words[-1] in _LEADERS or named.words[-2:] == ("prime", "minister")
    if head == "minister":
        kind = [w for w in wanted[:-1] if w in _PORTFOLIO]
        return named.words[-1] == "minister" and all(w in named.words for w in kind)
    return named.words[-1] == head


def _is_other(named: _Named, land: int | None) -> bool:
    """Whether a phrase names a country and the title seen another, or none."""
    return land is not None and named.country != land


def _country(reading: Reading, head: Token) -> None:
    before = {
        mention.entity
        for mention, (start, _) in zip(reading.mentions, reading.mention_tokens, strict=True)
        if mention.type == "country" and start < head.i
    }
    if len(before) == 1:
        reading.add_mention(head.i, head.i + 1, "country", "nominal", before.pop())


def _two(reading: Reading, head: Token, entities: list[int]) -> None:
    if len(entities) != 2:
        return
    start = min((c.i for c in head.lefts if c.lower_ in ("two", "both")), default=head.i)
    for entity in entities:
        kind = reading.entities[entity].type
        reading.add_mention(start, head.i + 1, kind, "nominal", entity)


def _countries_before(reading: Reading, head: Token) -> list[int]:
    """The countries of the nearest sentence up to the phrase that names any."""
    return _before(
        reading, head, {i for i, m in enumerate(reading.mentions) if m.type == "country"}
    )


def _persons_before(reading: Reading, head: Token, named: list[_Named]) -> list[int]:
    """The holders of offices of the kind that the nearest sentences name."""
    word = head.lower_[:-1]
    holders = {
        n.person
        for n in named
        if n.words and (n.words[-1] == word or (word == "leader" and n.words[-1] in _LEADERS))
    }
    return _before(
        reading, head, {i for i, m in enumerate(reading.mentions) if m.entity in holders}
    )


def _before(reading: Reading, head: Token, mentions: set[int]) -> list[int]:
    """The entities of some mentions in this sentence before a word, or in those before it.

    A sentence that names only one of them may speak of two others: "Bolivia blamed both".
    """
    sentence, found = head.sent, []
    for _ in range(_LOOK_BACK + 1):
        found = sorted(
            {
                reading.mentions[m].entity
                for m in mentions
                if sentence.start <= reading.mention_tokens[m][0] < min(sentence.end, head.i)
            }
        )
        if len(found) > 1 or sentence.start == 0:
            return found
        sentence = reading.doc[sentence.start - 1].sent
    return found
