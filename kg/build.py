"""Articles → a workspace with graph, store and page: the only module that knows the order.

What the extractor found (``articles.jsonl``, ``extractions.jsonl``) is the truth; the store, the
page and ``graph.nq`` follow from it. How a new graph takes the place of an old one is in
``kg.generation``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO

from kg import codec, drawing, generation, runs
from kg.errors import InputError, WorkspaceError
from kg.known import Known, Pairs, Reading, earlier
from kg.model import Article, Decision, Knowledge, Link, Run
from kg.progress import Progress, silent
from kg.readers import Crew, Spread
from kg.workspace import DECISIONS, FORMAT, LINKS, Workspace
from kg.writer import Before, Writer

Warn = Callable[[str], None]
_MANY = 100
"""Articles whose graph takes so long to write that this process has others read meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build made: its workspace and what a reader wants to know first.

    ``reread`` counts the articles that were not known; ``unchanged`` is true when the graph that
    was there is that of these articles and nothing was done; ``left_out`` counts inputs that are
    not in the graph, each of which had its warning.
    """

    workspace: Workspace
    counts: dict[str, int]
    reread: int
    unchanged: bool
    left_out: int
    persons: tuple[str, ...]
    events: tuple[str, ...]
    news: tuple[str, ...] = ()
    """What changed from the graph that was there, in lines for people; no change, no line."""


def samples() -> Path:
    """The folder of the bundled sample articles."""
    return Path(str(files("kg") / "samples"))


def build(
    inputs: Sequence[str],
    out: Path | str,
    *,
    model: str | None = None,
    warn: Warn = lambda _line: None,
    progress: Progress[Any] = silent,
    stdin: BinaryIO | None = None,
    crew: Crew | None = None,
    parts: str | None = None,
) -> Summary:
    """Build the graph of the articles in files, folders and globs into the folder ``out``.

    Articles whose content, model and rules are those of the graph that is there are not read
    again, nor those that a build that was cut short had read. A human's decisions in
    ``out/decisions.toml`` are replayed. ``warn`` gets one line for each input that is left out.
    Articles are read by ``crew``, by default in as many processes as pay (see ``kg.readers``);
    the graph is the same. Its executor, if it has one, also brings events together and writes
    the graph in parts to the URL ``parts`` (see ``kg.graph.parts``).

    Raises:
        InputError: an input does not exist, or there is no article.
        WorkspaceError: ``out`` cannot be written, or another build is writing it.
        ModelError: the language model is not installed.
        ReadingError: processes that read articles died again and again.
        ClusterError: the executor is a cluster, and it went away.
    """
    out = Path(out)
    run = runs.current(model)
    counted = _Counted(warn)
    known = Known(out, run)
    with crew or Crew() as crew:
        articles = _articles(inputs, known, model, counted, stdin, crew)
        with generation.held(out), _write_errors(out):
            generation.clear(out)
            old, state = earlier(out), _state(articles, run, out)
            if old and old.is_whole and old.manifest["state"] == state and parts is None:
                return _as_it_is(old, counted)
            _beside(out)  # what is broken there is told before hours of reading
            before, reading = Before(old), Reading(known, model, progress, crew)
            meanwhile = partial(_ahead, articles, before) if len(articles) >= _MANY else None
            reading.read(articles, meanwhile)
            crew.ready(drawing.prepare)
            counted.all(reading.unread)
            pairs = reading.pairs(articles)
            knowledge = _resolve(out, pairs, run, warn, crew.spread)
            lines = (known.line(*pair) for pair in pairs)
            writer = Writer(out, pairs, lines, knowledge, state, before, reading.unread, crew)
            steps = writer.steps if parts is None else writer.steps_with(parts, crew.spread)
            for step in progress(steps, len(steps), "steps of writing"):
                step()
    return _summary(
        Workspace.open(out),
        reread=reading.read_now,
        unchanged=False,
        left_out=counted.lines,
        news=writer.news,
    )


@contextmanager
def _write_errors(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        generation.clear(out)  # a half graph would keep the disk full
        raise WorkspaceError(f"{out} cannot be written: {error.strerror or error}") from error


class _Counted:
    """Warnings, counted."""

    def __init__(self, warn: Warn) -> None:
        self._warn = warn
        self.lines = 0

    def __call__(self, line: str) -> None:
        self.lines += 1
        self._warn(line)

    def all(self, lines: Iterable[str]) -> None:
        """Pass each of some lines on."""
        for line in lines:
            self(line)


def _as_it_is(old: Workspace, counted: _Counted) -> Summary:
    """Nothing is to be done; what was left out is left out again, and told."""
    generation.settle(old)
    counted.all(old.manifest["unread"])
    return _summary(old, reread=0, unchanged=True, left_out=counted.lines)


def _summary(
    workspace: Workspace,
    *,
    reread: int,
    unchanged: bool,
    left_out: int,
    news: tuple[str, ...] = (),
) -> Summary:
    return Summary(
        workspace=workspace,
        counts=workspace.manifest["counts"],
        reread=reread,
        unchanged=unchanged,
        left_out=left_out,
        persons=tuple(workspace.manifest["persons"]),
        events=tuple(workspace.manifest["events"]),
        news=news,
    )


# --- what goes in --------------------------------------------------------------------------


def _articles(
    inputs: Sequence[str],
    known: Known,
    model: str | None,
    warn: Warn,
    stdin: BinaryIO | None,
    crew: Crew,
) -> list[Article]:
    from kg.text import models, sources

    name = model or models.DEFAULT_MODEL
    old = known.digests
    found = sources.read(inputs, warn=warn, stdin=stdin, language=models.language(name), known=old)
    articles = sources.unique(_watched(found, old, crew, name) if len(old) >= _MANY else found)
    if not articles:
        raise InputError("no article found; give .txt, .md, .html or .jsonl files")
    return articles


def _watched(
    found: Iterable[Article], known: Set[str], crew: Crew, model: str
) -> Iterator[Article]:
    """Articles as they come; another process loads the model from the first that is new."""
    for article in found:
        if article.digest not in known:
            crew.start(model)
        yield article


def _state(articles: Iterable[Article], run: Run, out: Path) -> str:
    """A digest of all that decides what the graph will be."""
    total = hashlib.sha256()
    for part in (str(FORMAT), run.id, runs.code(), *map(codec.line, articles)):
        total.update(part.encode("utf-8", "surrogatepass") + b"\n")
    for name in (DECISIONS, LINKS):
        path = out / name
        total.update((path.read_bytes() if path.exists() else b"") + b"\0")
    return total.hexdigest()[:16]


# --- reading -------------------------------------------------------------------------------


def _ahead(articles: Sequence[Article], before: Before) -> None:
    """Do what does not ask what new articles say: a second or more."""
    from kg.resolve.copies import copies

    before.prepare()
    copies(tuple(articles))


def _resolve(out: Path, pairs: Pairs, run: Run, warn: Warn, spread: Spread) -> Knowledge:
    from kg.resolve import resolve

    decided, links = _beside(out)
    return resolve(pairs, run, decided, warn, links=links, spread=spread)


def _beside(out: Path) -> tuple[tuple[Decision, ...], tuple[Link, ...]]:
    """The decisions and links that lie beside the graph; mostly there are none to import for."""
    decided: tuple[Decision, ...] = ()
    links: tuple[Link, ...] = ()
    if (out / DECISIONS).exists():
        from kg.resolve import decisions

        decided = decisions.read(out / DECISIONS)
    if (out / LINKS).exists():
        from kg import linking

        links = linking.read(out / LINKS)
    return decided, links
