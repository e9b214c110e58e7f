"""Knowledge → a generation: texts, quads, store, page and manifest, and what is new in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import codec, generation, highlights, iris
from kg.known import Pairs
from kg.model import Knowledge
from kg.workspace import ARTICLES, EXTRACTIONS, FORMAT, PAGE, PROPOSALS, QUADS, STORE, Workspace

if TYPE_CHECKING:
    from kg.graph.changes import Told
    from kg.graph.statements import Statements

Spread = Callable[..., Iterable[Any]]
"""``map``, or that of an executor."""
Steps = tuple[Callable[[], None], ...]
_MOST = 8
"""How many changes of a kind the summary of a build names."""


class Before:
    """The graph that a build finds in its folder, if there is one."""

    def __init__(self, old: Workspace | None) -> None:
        self._old = old

    @cached_property
    def told(self) -> Told | None:
        """What it tells, as far as a later one can tell otherwise."""
        from kg.graph import changes, ontology
        from kg.graph.statements import Statements

        if not self._old or not self._old.quads.exists():
            return None
        return changes.Told(Statements.read(self._old.quads, *ontology.vocabulary_files()))

    def prepare(self) -> None:
        """Do what writing needs and what no new article changes: a second or more."""
        import kg.graph.embedded
        import kg.graph.mapping
        import kg.graph.network
        import kg.resolve
        import kg.view.page  # noqa: F401

        _ = self.told


class Writer:
    """Writes a generation step by step; readers see it only after the last one."""

    def __init__(
        self,
        out: Path,
        pairs: Pairs,
        lines: Iterable[str],
        knowledge: Knowledge,
        state: str,
        before: Before,
        unread: Sequence[str],
    ) -> None:
        self._out = out
        self._part = generation.begun(out)
        self._articles = [article for article, _ in pairs]
        self._lines = lines
        self._knowledge = knowledge
        self._state = state
        self._before = before
        self._unread = unread
        self._quads = 0
        self.news: tuple[str, ...] = ()
        self.steps: Steps = (self._keep, self._map, self._index_and_draw, self._publish)

    def steps_with(self, parts: str, spread: Spread) -> Steps:
        """The steps, and before the graph is published its parts written to a URL."""
        return (*self.steps[:-1], lambda: self._share(parts, spread), self.steps[-1])

    def _share(self, url: str, spread: Spread) -> None:
        from kg.graph import parts

        parts.write(self._knowledge, self._part / QUADS, url, spread)

    def _keep(self) -> None:
        _write_lines(self._part / ARTICLES, map(codec.line, self._articles))
        _write_lines(self._part / EXTRACTIONS, self._lines)
        _write_lines(self._part / PROPOSALS, map(codec.line, self._knowledge.proposals))

    def _map(self) -> None:
        from kg.graph import mapping

        self._quads = mapping.write(self._knowledge, self._part / QUADS)

    def _index_and_draw(self) -> None:
        """The store is loaded outside of Python, so that the page can be drawn meanwhile."""
        from kg.graph import embedded

        with ThreadPoolExecutor(1) as other:
            loaded = other.submit(embedded.load, self._part / QUADS, self._part / STORE)
            self._draw()
            loaded.result()

    def _draw(self) -> None:
        from kg.graph import network, ontology
        from kg.graph.statements import Statements
        from kg.view import page
        from kg.view.ranking import main_title

        statements = Statements.read(self._part / QUADS, *ontology.vocabulary_files())
        drawn = network.network(statements)
        texts = {iris.article(article.digest): article.text for article in self._articles}
        page.write(drawn, self._part / PAGE, title=main_title(drawn), texts=texts)
        self._compare(statements)

    def _compare(self, new: Statements) -> None:
        """Tell what is new while the old graph is still there."""
        from kg.graph import changes

        if self._before.told:
            found = changes.compared(self._before.told, changes.Told(new))
            self.news = tuple(changes.render(found, most=_MOST))

    def _publish(self) -> None:
        manifest = _manifest(self._knowledge, self._state, self._quads, self._unread)
        generation.publish(self._out, self._part, manifest)


def _manifest(
    knowledge: Knowledge, state: str, quads: int, unread: Sequence[str]
) -> dict[str, Any]:
    from kg.text import limits

    kinds = Counter(n.kind for n in knowledge.nodes)
    return {
        "format": FORMAT,
        "state": state,
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
        "limits": limits.ALL,
        "unread": list(unread),
        "persons": highlights.persons(knowledge),
        "events": highlights.events(knowledge),
    }


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
