"""What conflicts are judged on: who says a thing, in which article, and from which day.

Everything is looked up in one ``Knowledge``. Days are proleptic ordinals; an article without a
publication date, or with a month only, has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePath
from textwrap import shorten

from kg import iris
from kg.model import Article, Claim, Knowledge, Report, Sentence, Telling
from kg.names import fold, is_short_for
from kg.resolve.posts import Post, post

Told = Claim | Report
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_SHOWN = 3
_TITLE = 60  # code points of a headline in a label
_OPENING = frozenset(
    "the a an his her its their our two three four five six some several many other one local "
    "senior state police military government".split()
)
_PRONOUNS = frozenset("he she it they we i who his her its their our my one".split())


class Ground:
    """Looks up what stands behind claims and reports."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.nodes = {n.id: n for n in knowledge.nodes}
        self.offices = {o.id: o for o in knowledge.offices}
        self.posts: dict[str, Post] = {o.id: post(o) for o in knowledge.offices}
        self._sentences = {s.id: s for s in knowledge.sentences}
        self._articles = {iris.article(a.digest): a for a in knowledge.articles}

    def sentence(self, told: Told) -> Sentence:
        """The sentence that tells it."""
        return self._sentences[told.telling.sentence]

    def article(self, told: Told) -> Article:
        """The article that tells it."""
        return self._articles[self.sentence(told).article]

    def day(self, told: Told) -> int | None:
        """The day on which its article was published."""
        return ordinal(self.article(told).published)

    def label(self, node: str) -> str:
        """The name of a node or an office."""
        if node in self.offices:
            return self.offices[node].label
        return self.nodes[node].label if node in self.nodes else node

    def source(self, told: Told) -> str:
        """Who says it: the innermost speaker with a name, or the article's own voice."""
        return self._speaker(told.telling) or self.voice(told)

    def sources(self, told: Iterable[Told]) -> str:
        """Who says it, each once, the first three by name."""
        return listed(self.source(t) for t in told)

    def quoting(self, told: Told) -> str:
        """The article that tells it, and whom it quotes there."""
        speaker = self._speaker(told.telling)
        return f"{self.voice(told)} (quoting {speaker})" if speaker else self.voice(told)

    def _speaker(self, telling: Telling) -> str | None:
        for speech in reversed(telling.speakers):
            node = self.nodes.get(speech.speaker or "")
            if node is not None and (node.kind in ("person", "organization") or not speech.name):
                return node.label
            if speech.name and speech.name.lower() not in _PRONOUNS:
                return lowered(speech.name)
        return None

    def voice(self, told: Told) -> str:
        """The article that tells it, by its publisher, title or id."""
        article = self.article(told)
        if article.publisher:
            return article.publisher
        if article.title:
            title = shorten(article.title, _TITLE, placeholder=" …")
            return f"\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}"
        return PurePath(article.path).name if article.path else f"article {article.id}"


def listed(found: Iterable[str]) -> str:
    """Names in words, each once, the first three of many."""
    names = list(dict.fromkeys(found))
    if len(names) > _SHOWN:
        return f"{', '.join(names[:_SHOWN])} and {len(names) - _SHOWN} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def one_person(ground: Ground, one: str, other: str) -> bool:
    """Whether two nodes may be one person whom the names alone did not bring together."""
    a, b = (fold(ground.label(person)) for person in (one, other))
    return is_short_for(a, b) or is_short_for(b, a) or (a[:1], a[-1:]) == (b[:1], b[-1:])


def ordinal(day: str | None) -> int | None:
    """An ISO date or moment as the ordinal of its day; None for months, years and nonsense."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def lowered(words: str) -> str:
    """Words without a name as they stand inside a sentence.

    >>> lowered("His lawyer"), lowered("Two officials"), lowered("El Altiplano")
    ('his lawyer', 'two officials', 'El Altiplano')
    """
    first, _, rest = words.partition(" ")
    return f"{first.lower()} {rest}" if first.lower() in _OPENING and rest else words


def in_words(begin: str, end: str) -> str:
    """Inclusive ISO dates for readers.

    >>> in_words("2031-03-04", "2031-03-04"), in_words("2031-03-01", "2031-03-31")
    ('4 March 2031', '1 March 2031 to 31 March 2031')
    """
    first, last = (date.fromisoformat(d) for d in (begin, end))
    words = [f"{d.day} {_MONTHS[d.month - 1]} {d.year}" for d in (first, last)]
    return words[0] if first == last else " to ".join(words)
