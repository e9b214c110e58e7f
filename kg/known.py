"""What is known of articles from earlier builds, and the reading of what is not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kg import codec, readers
from kg.errors import InputError, WorkspaceError
from kg.generation import Journal
from kg.model import Article, Extraction, Run
from kg.progress import Progress
from kg.text.shards import Found
from kg.uncollected import uncollected
from kg.workspace import EXTRACTIONS, Workspace

Pairs = Sequence[tuple[Article, Extraction]]
"""Articles with what they say."""


class Known:
    """The extractions of a folder's graph, if that is by this run; taken in when they are needed.

    Which articles are known is clear at once, so that the others can be read by another process
    while this one takes in the rest.
    """

    def __init__(self, out: Path, run: Run) -> None:
        self._old = earlier(out, run)
        self._ids = _ids(self._old)
        self.journal = Journal(out, run.id)
        """What a build that was cut short had read."""

    @property
    def digests(self) -> frozenset[str]:
        """The digests of the articles of the graph."""
        return frozenset(self._ids)

    @cached_property
    @uncollected()
    def extractions(self) -> dict[str, Extraction]:
        """What is known, by the digest of the article; nothing if the files are not whole."""
        try:
            found = (codec.extraction(json.loads(line)) for line in self._lines.values())
            return dict(zip(self._lines, found, strict=True))
        except (ValueError, KeyError, TypeError):
            return {}

    def line(self, article: Article, extraction: Extraction) -> str:
        """The line that the new graph keeps of an article: the one that is there, if it is that."""
        if extraction is self.extractions.get(article.digest) and article.id == extraction.article:
            return self._lines[article.digest]
        return codec.line(extraction)

    @cached_property
    def _lines(self) -> dict[str, str]:
        if not self._old:
            return {}
        try:
            with (self._old.folder / EXTRACTIONS).open(encoding="utf-8", newline="\n") as file:
                return dict(zip(self._ids, (line[:-1] for line in file), strict=True))
        except (OSError, ValueError):
            return {}


class Reading:
    """Reads what is not known, and knows it then."""

    def __init__(
        self,
        known: Known,
        model: str | None,
        progress: Progress[Any],
        crew: readers.Crew,
    ) -> None:
        from kg.text import models

        self._known = known
        self._model = model or models.DEFAULT_MODEL
        self._progress = progress
        self._crew = crew
        self._found = known.journal.read()
        self._failed: dict[str, str] = {}
        self.read_now = 0
        """How many articles were not known and can be read."""

    def read(self, articles: Iterable[Article], meanwhile: readers.Meanwhile | None) -> None:
        """Read what is not known; ``meanwhile`` is done while another process reads, or never."""
        known = {*self._found, *self._known.digests}

        def also() -> None:
            _ = self._known.extractions
            if meanwhile:
                meanwhile()

        self._read([a for a in articles if a.digest not in known], meanwhile and also)
        self._found = {**self._known.extractions, **self._found}
        # Of files that were not whole, nothing is known after all.
        missing = {*self._found, *self._failed}
        self._read([a for a in articles if a.digest not in missing], None)

    def _read(self, fresh: Sequence[Article], meanwhile: readers.Meanwhile | None) -> None:
        if not fresh:
            return
        found = self._crew.read(fresh, self._model, meanwhile)
        shown = self._progress(found, len(fresh), "articles read")
        read = dict(self._known.journal.keep(self._readable(shown)))
        self.read_now += len(read)
        self._found.update(read)

    def _readable(self, found: Iterable[tuple[Article, Found]]) -> Iterator[tuple[str, Extraction]]:
        for article, said in found:
            if isinstance(said, Extraction):
                yield article.digest, said
            else:
                self._failed[article.digest] = said

    @property
    def unread(self) -> list[str]:
        """A line for each article that cannot be read."""
        return sorted(self._failed.values())

    def pairs(self, articles: Iterable[Article]) -> Pairs:
        """The articles with what they say.

        Raises:
            InputError: there is none.
        """
        # The id may differ from the one under which the same content was read before.
        pairs = [(a, _of(self._found[a.digest], a)) for a in articles if a.digest in self._found]
        if not pairs:
            raise InputError("no article could be read")
        return pairs


def _of(extraction: Extraction, article: Article) -> Extraction:
    same = extraction.article == article.id
    return extraction if same else replace(extraction, article=article.id)


def earlier(out: Path, run: Run | None = None) -> Workspace | None:
    """The graph that is there, if there is one, and by ``run`` if that matters."""
    try:
        workspace = Workspace.open(out)
    except WorkspaceError:
        return None
    return workspace if run is None or workspace.manifest.get("run") == run.id else None


def _ids(old: Workspace | None) -> tuple[str, ...]:
    """The digests of the articles of a graph, in its order."""
    try:
        return tuple(article.digest for article in old.articles()) if old else ()
    except (WorkspaceError, OSError, TypeError):
        return ()
