"""Knowledge → a generation: texts, quads, store, page and manifest, and what is new in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import codec, drawing, generation, highlights, runs
from kg.known import Pairs
from kg.model import Knowledge
from kg.readers import Crew, Spread
from kg.uncollected import uncollected
from kg.workspace import ARTICLES, EXTRACTIONS, FORMAT, PROPOSALS, QUADS, STORE, Workspace

if TYPE_CHECKING:
    from kg.graph.changes import Told

Steps = tuple[Callable[[], None], ...]
_MOST = 8
"""How many changes of a kind the summary of a build names."""


class Before:
    """The graph that a build finds in its folder, if there is one."""

    def __init__(self, old: Workspace | None) -> None:
        self._old = old

    def patched(self, nquads: Path, store: Path) -> bool:
        """Make the store of a new graph from the one that is there, if that pays; whether it did.

        It must have been made by the code that would make the new one.
        """
        from kg.graph import patching

        old = self._old
        if old is None or not old.is_whole or old.manifest.get("code") != runs.code():
            return False
        return patching.patched(nquads, store, (old.quads, old.store))

    @cached_property
    def told(self) -> Told | None:
        """What it tells, as far as a later one can tell otherwise."""
        return _told(self._old.quads) if self._old and self._old.quads.exists() else None

    def prepare(self) -> None:
        """Import what writing needs, and take in what is compared."""
        import kg.graph.embedded
        import kg.graph.mapping
        import kg.graph.patching
        import kg.resolve  # noqa: F401

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
        crew: Crew,
    ) -> None:
        self._out = out
        self._part = generation.begun(out)
        self._articles = [article for article, _ in pairs]
        self._lines = lines
        self._knowledge = knowledge
        self._state = state
        self._before = before
        self._unread = unread
        self._crew = crew
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

    @uncollected()
    def _map(self) -> None:
        from kg.graph import mapping

        self._quads = mapping.write(self._knowledge, self._part / QUADS)

    @uncollected()
    def _index_and_draw(self) -> None:
        """Make the store while the page is drawn, and tell what is new."""
        from kg.graph import embedded

        quads, store = self._part / QUADS, self._part / STORE
        with self._crew.beside(drawing.draw, self._part):
            if not self._before.patched(quads, store):
                embedded.load(quads, store)
            self._compare()

    def _compare(self) -> None:
        """Tell what is new while the old graph is still there."""
        from kg.graph import changes

        if self._before.told:
            found = changes.compared(self._before.told, _told(self._part / QUADS))
            self.news = tuple(changes.render(found, most=_MOST))

    def _publish(self) -> None:
        manifest = _manifest(self._knowledge, self._state, self._quads, self._unread)
        generation.publish(self._out, self._part, manifest)


@uncollected()
def _told(nquads: Path) -> Told:
    from kg.graph import changes, ontology
    from kg.graph.statements import Statements

    return changes.Told(Statements.read(nquads, *ontology.vocabulary_files()))


def _manifest(
    knowledge: Knowledge, state: str, quads: int, unread: Sequence[str]
) -> dict[str, Any]:
    from kg.text import limits

    kinds = Counter(n.kind for n in knowledge.nodes)
    return {
        "format": FORMAT,
        "state": state,
        "code": runs.code(),
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
