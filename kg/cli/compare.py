"""The command that compares two graphs: diff."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

import click

from kg.cli.common import guarded, warn

_GRAPH = click.Path(path_type=Path)


@click.command()
@click.argument("old", type=_GRAPH)
@click.argument("new", type=_GRAPH)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
)
@guarded
def diff(old: Path, new: Path, form: str) -> None:
    """Say what is new in the graph NEW since OLD: each a folder of kg build, or its graph.nq.

    Facts and events that are new, strengthened or weakened (more or fewer independent origins),
    withdrawn, disputed or no longer disputed, or now of another status, such as a plan that
    came true; each with a sentence and its article. As with diff, exit code 0 means that
    nothing changed, 1 that something did.

    \b
    cp graph/graph.nq yesterday.nq; kg build news/ -o graph; kg diff yesterday.nq graph
    """
    from kg.graph import changes
    from kg.graph.ontology import vocabulary_files
    from kg.graph.statements import Statements
    from kg.table import write

    read = [Statements.read(_quads(graph), *vocabulary_files()) for graph in (old, new)]
    found = changes.between(*read)
    if form == "text":
        for line in changes.render(found):
            click.echo(line)
    else:
        names = [field.name for field in fields(changes.Change) if field.name != "origins"]
        rows = [(*(getattr(c, name) for name in names), *c.origins) for c in found]
        write([*names, "origins_before", "origins_after"], rows, form, sys.stdout)
    if found:
        sys.exit(1)
    warn("nothing changed")


def _quads(graph: Path) -> Path:
    from kg.workspace import Workspace

    return Workspace.open(graph).quads if graph.is_dir() else graph
