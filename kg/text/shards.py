"""Articles in shards: the unit of work, which any process on any machine can do.

``read`` is a pure function: what it finds in an article depends on the article and the model
alone, never on the articles beside it. How shards are spread is in ``kg.readers``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from kg.uncollected import uncollected

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.model import Article, Extraction

Shard: TypeAlias = "tuple[Article, ...]"
Found: TypeAlias = "Extraction | str"
"""What an article says, or the line that names it when something unforeseen goes wrong in it."""

CHARACTERS = 60_000
"""Code points of a shard at most, unless one article has more: some seconds of reading."""


def cut(articles: Iterable[Article], characters: int | None = None) -> Iterator[Shard]:
    """The articles in shards, in order, of ``characters`` at most or of ``CHARACTERS``."""
    most = characters or CHARACTERS
    shard: list[Article] = []
    size = 0
    for article in articles:
        if shard and size + len(article.text) > most:
            yield tuple(shard)
            shard, size = [], 0
        shard.append(article)
        size += len(article.text)
    if shard:
        yield tuple(shard)


def prepare(model: str) -> None:
    """Load a model, so that the first shard need not wait for it.

    Raises:
        ModelError: it is not installed here.
    """
    _loaded(model)


def read(shard: Shard, model: str) -> tuple[Found, ...]:
    """What each article of a shard says, in order. A process loads the model once.

    Raises:
        ModelError: the model is not installed here.
    """
    return read_with(_loaded(model), shard)


def read_with(nlp: Language, shard: Shard) -> tuple[Found, ...]:
    """As ``read``, with a model that is loaded."""
    from kg.text.extract import extract, failure

    unread: dict[str, Found] = {}

    def failed(article: Article, error: Exception) -> None:
        unread[article.digest] = failure(article, error)

    found = {article.digest: said for article, said in extract(nlp, shard, failed)} | unread
    return tuple(found[article.digest] for article in shard)


@cache
@uncollected()
def _loaded(model: str) -> Language:
    from kg.text import pipeline

    return pipeline.load(model)
