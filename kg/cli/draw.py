"""The command that draws a page: page."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import GRAPH, guarded, warn
from kg.errors import InputError, WorkspaceError


class _Day(click.ParamType[str]):
    """The first or last day of an ISO 8601 day, month or year."""

    name = "DATE"

    def __init__(self, *, last: bool) -> None:
        self._last = last

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from kg.timex import bounds

        found = bounds(value)
        if found is None:
            self.fail(f"{value!r} is no date such as 2026-01-31, 2026-01 or 2026", param, ctx)
        return found[1 if self._last else 0]


@click.command()
@GRAPH
@click.option(
    "--focus", metavar="NAME", help="Only this person, country or thing and what surrounds it."
)
@click.option(
    "--since", type=_Day(last=False), help="Only events of this day, month or year or later."
)
@click.option(
    "--until", type=_Day(last=True), help="Only events of this day, month or year or earlier."
)
@click.option(
    "--source",
    "sources",
    metavar="PUBLISHER",
    multiple=True,
    help="Only what this publisher tells; may be repeated.",
)
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", help="At most N things, the most told of first."
)
@click.option("--title", help="Of the page.")
@click.option("--lang", default="en", show_default=True, help="Language of the interface.")
@click.option(
    "-o",
    "--out",
    "target",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write; without it OUT/graph.html.",
)
@guarded
def page(
    graph: str,
    focus: str | None,
    since: str | None,
    until: str | None,
    sources: tuple[str, ...],
    limit: int | None,
    title: str | None,
    lang: str,
    target: Path | None,
) -> None:
    """Draw the page of the graph in OUT, or at a SPARQL endpoint URL: one HTML file.

    Every option leaves a part of the graph out; together they narrow it further. Events
    without a date are left out by --since and --until. From an endpoint the sentences come
    without the paragraphs around them, and -o is needed.

    \b
    kg page graph --focus 'Helen Ferrante' -o ferrante.html
    kg page graph --since 2031-03 --until 2031-03-15 -o march.html
    kg page graph --source 'Harbour Press' --limit 200 --title 'Their view' -o view.html
    """
    from kg.graph import network
    from kg.view import narrowing
    from kg.view import page as pages
    from kg.view.ranking import main_title
    from kg.workspace import PAGE, Workspace, is_endpoint, opened

    workspace = None if is_endpoint(graph) else Workspace.open(graph)
    if target is None and workspace:
        target = workspace.root / PAGE
    if target is None:
        raise InputError(f"nowhere to write the page of {graph}; name a file with -o")
    if since and until and since > until:
        raise InputError(f"--since {since} is later than --until {until}; no day is left")
    drawn = network.network(opened(graph))
    if focus:
        drawn = narrowing.around(drawn, focus)
    if since or until:
        drawn = narrowing.during(drawn, since, until)
    if sources:
        drawn = narrowing.told_by(drawn, sources)
    if limit:
        drawn = narrowing.most_told(drawn, limit)
    if not drawn.nodes:
        raise InputError("nothing is left of the graph; give wider dates or fewer options")
    title = title or (f"News graph: {focus}" if focus else main_title(drawn))
    texts = workspace.texts() if workspace else None
    try:
        pages.write(drawn, target, title=title, texts=texts, language=lang)
    except OSError as error:
        raise WorkspaceError(f"{target} cannot be written: {error.strerror or error}") from error
    warn(f"{len(drawn.nodes)} things and {len(drawn.links)} links drawn: {target}")
