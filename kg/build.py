"""Articles → a workspace with graph, store and page: the only module that knows the order.

A workspace is a folder. ``manifest.json`` names the store that readers open; it is replaced
last and in one rename, so that a build that is cut short leaves the old graph as it was.
What the extractor found (``articles.jsonl``, ``extractions.jsonl``) is the truth; the store, the
page and ``graph.nq`` can be deleted and built again.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from kg import codec, iris
from kg.errors import InputError, WorkspaceError
from kg.model import Article, Decision, Extraction, Knowledge, Proposal, Run
from kg.workspace import (
    ARTICLES,
    DECISIONS,
    EXTRACTIONS,
    FORMAT,
    LINKS,
    MANIFEST,
    PAGE,
    PROPOSALS,
    QUADS,
    Workspace,
)

T = TypeVar("T")
Warn = Callable[[str], None]
Progress = Callable[[Iterable[T], int | None, str], Iterable[T]]
"""``progress(items, total, what)`` passes items through and shows how far it has come."""

_TOP = 8


def silent(items: Iterable[T], total: int | None, what: str) -> Iterable[T]:
    """Progress for programs: shows nothing."""
    del total, what
    return items


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build made: its workspace and what a reader wants to know first."""

    workspace: Workspace
    counts: dict[str, int]
    reread: int
    persons: tuple[str, ...]
    events: tuple[str, ...]


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
) -> Summary:
    """Build the graph of the articles in files, folders and globs into the folder ``out``.

    Articles whose content, model and rules are those of the graph that is there are not read
    again. A human's decisions in ``out/decisions.toml`` are replayed. ``warn`` gets one line for each input that is left out.

    Raises:
        InputError: an input does not exist, or there is no article.
        WorkspaceError: ``out`` cannot be written.
        ModelError: the language model is not installed.
    """
    from kg.resolve import decisions
    from kg.text import language, pipeline, sources

    out = Path(out)
    reads = language.of_model(model or pipeline.DEFAULT_MODEL)
    articles = sources.unique(sources.read(inputs, warn=warn, stdin=stdin, language=reads))
    if not articles:
        raise InputError("no article found; give .txt, .md, .html or .jsonl files")
    _prepare(out)
    decided = decisions.read(out / DECISIONS)
    run = _run(model)
    known = _known(out, run)
    fresh = [a for a in articles if a.digest not in known]
    known.update(_extract(fresh, model, progress))
    # The id may differ from the one under which the same content was read before.
    pairs = [(a, replace(known[a.digest], article=a.id)) for a in articles]
    return _write(out, pairs, run, reread=len(fresh), decided=decided, warn=warn, progress=progress)


def _prepare(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        for stale in out.glob(".*.part"):
            shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
    except OSError as error:
        raise WorkspaceError(f"{out} cannot be written: {error.strerror or error}") from error


def _run(model: str | None) -> Run:
    from kg.text import pipeline, rows

    name = pipeline.described(model or pipeline.DEFAULT_MODEL)
    software, rules = version("newsgraph"), rows.version()
    return Run(
        id=iris.hashed("run", software, rules, name), software=software, rules=rules, model=name
    )


def _known(out: Path, run: Run) -> dict[str, Extraction]:
    """Extractions of an earlier build by the same run, by article digest."""
    try:
        workspace = Workspace.open(out)
        if workspace.manifest.get("run") != run.id:
            return {}
        pairs = zip(workspace.articles(), workspace.extractions(), strict=True)
        return {article.digest: extraction for article, extraction in pairs}
    except (WorkspaceError, OSError, ValueError, KeyError, TypeError):
        return {}  # nothing there, or not whole: read everything again


def _extract(
    articles: Sequence[Article], model: str | None, progress: Progress[Any]
) -> Iterator[tuple[str, Extraction]]:
    if not articles:
        return
    from kg.text import pipeline
    from kg.text.extract import extract

    nlp = pipeline.load(model or pipeline.DEFAULT_MODEL)
    for article, extraction in progress(extract(nlp, articles), len(articles), "articles read"):
        yield article.digest, extraction


class _Writer:
    """Writes a workspace step by step; readers see the new graph only after the last one."""

    def __init__(
        self,
        out: Path,
        pairs: Sequence[tuple[Article, Extraction]],
        run: Run,
        decided: Sequence[Decision],
        warn: Warn,
    ) -> None:
        from kg import linking
        from kg.resolve import resolve

        self._out = out
        self._pairs = pairs
        self._part = out / f".{QUADS}.part"
        self._folder = ""
        self._quads = 0
        self.knowledge = resolve(pairs, run, decided, warn, links=linking.read(out / LINKS))
        self.steps = (self._map, self._load, self._draw, self._publish)

    def _map(self) -> None:
        from kg.graph import mapping

        self._quads = mapping.write(self.knowledge, self._part)
        self._folder = f"store-{_file_digest(self._part)}"

    def _load(self) -> None:
        from kg.graph import embedded

        if not (self._out / self._folder).exists():
            fresh = self._out / f".{self._folder}.part"
            embedded.load(self._part, fresh)
            fresh.rename(self._out / self._folder)

    def _draw(self) -> None:
        from kg.graph import embedded, network
        from kg.view import page

        drawn = network.network(embedded.Embedded.open(self._out / self._folder))
        page.write(drawn, self._out / PAGE, title=_title(self.knowledge))

    def _publish(self) -> None:
        out = self._out
        self._part.replace(out / QUADS)
        _replace_lines(out / ARTICLES, (article for article, _ in self._pairs))
        _replace_lines(out / EXTRACTIONS, (extraction for _, extraction in self._pairs))
        _replace_lines(out / PROPOSALS, self.knowledge.proposals)
        old = _store_of(out)
        manifest = _manifest(self.knowledge, self._folder, self._quads)
        _replace(out / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True) + "\n")
        if old and old != self._folder:
            shutil.rmtree(out / old, ignore_errors=True)


def _write(
    out: Path,
    pairs: Sequence[tuple[Article, Extraction]],
    run: Run,
    *,
    reread: int,
    decided: Sequence[Decision],
    warn: Warn,
    progress: Progress[Any],
) -> Summary:
    try:
        writer = _Writer(out, pairs, run, decided, warn)
        for step in progress(writer.steps, len(writer.steps), "steps of writing"):
            step()
    except OSError as error:
        raise WorkspaceError(f"{out} cannot be written: {error.strerror or error}") from error
    workspace = Workspace.open(out)
    return Summary(
        workspace=workspace,
        counts=workspace.manifest["counts"],
        reread=reread,
        persons=_main_persons(writer.knowledge),
        events=_main_events(writer.knowledge),
    )


def _manifest(knowledge: Knowledge, folder: str, quads: int) -> dict[str, Any]:
    kinds = Counter(n.kind for n in knowledge.nodes)
    return {
        "format": FORMAT,
        "store": folder,
        "run": knowledge.run.id,
        "software": knowledge.run.software,
        "rules": knowledge.run.rules,
        "model": knowledge.run.model,
        "counts": {
            "articles": len(knowledge.articles),
            "persons": kinds["person"],
            "countries": kinds["country"],
            "organizations": kinds["organization"],
            "events": len(knowledge.events),
            "reports": len(knowledge.reports),
            "claims": len(knowledge.claims),
            "quads": quads,
        },
    }


def _title(knowledge: Knowledge) -> str:
    """The page's title: the countries most spoken of."""
    taken = Counter(p.node for r in knowledge.reports for p in r.participants if p.node)
    labels = {n.id: n.label for n in knowledge.nodes if n.kind == "country"}
    ranked = sorted((n for n in taken if n in labels), key=lambda n: (-taken[n], n))
    # A country spoken of now and then is not what the articles are about.
    main = [n for n in ranked[:3] if 3 * taken[n] >= taken[ranked[0]]]
    return "News graph: " + ", ".join(labels[n] for n in main) if main else "News graph"


def _main_persons(knowledge: Knowledge) -> tuple[str, ...]:
    """The persons most told of, each with the office that is claimed most."""
    told = Counter(p.node for r in knowledge.reports for p in r.participants if p.node)
    told.update(c.subject for c in knowledge.claims)
    offices = {o.id: o.label for o in knowledge.offices}
    held: dict[str, Counter[str]] = {}
    for claim in knowledge.claims:
        if claim.predicate == "holdsOffice" and claim.telling.polarity == "affirmed":
            held.setdefault(claim.subject, Counter())[offices[claim.object]] += 1
    persons = sorted(
        (n for n in knowledge.nodes if n.kind == "person"), key=lambda n: (-told[n.id], n.id)
    )
    return tuple(_described(n.label, held.get(n.id)) for n in persons[:_TOP] if told[n.id])


def _described(label: str, offices: Counter[str] | None) -> str:
    if not offices:
        return label
    return f"{label}, {min(offices, key=lambda o: (-offices[o], o))}"


def _main_events(knowledge: Knowledge) -> tuple[str, ...]:
    """Accepted events that name both sides, those with a date first."""
    reports = {r.id: r for r in knowledge.reports}

    def rank(label_and_report: tuple[str, str]) -> tuple[bool, int, str]:
        report = reports[label_and_report[1]]
        sides = len({p.role for p in report.participants if p.node})
        return report.when is None, -sides, label_and_report[0]

    accepted = [
        (e.label, e.reports[0]) for e in knowledge.events if reports[e.reports[0]].telling.accepted
    ]
    return tuple(dict.fromkeys(label for label, _ in sorted(accepted, key=rank)))[:_TOP]


def _file_digest(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _store_of(out: Path) -> str | None:
    try:
        return str(Workspace.open(out).manifest["store"])
    except (WorkspaceError, KeyError):
        return None


def _replace(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)


def _replace_lines(path: Path, values: Iterable[Article | Extraction | Proposal]) -> None:
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(codec.line(value) + "\n" for value in values)
    part.replace(path)
