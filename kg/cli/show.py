"""Commands that show a graph to others: serve."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import OUT, guarded


@click.command()
@OUT
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True)
@guarded
def serve(out: Path, port: int) -> None:
    """Answer SPARQL queries on the graph in OUT at http://127.0.0.1:PORT/sparql, read-only.

    The page is at /graph.html. A rebuilt graph is picked up without a restart.
    """
    from kg.graph import answer, named
    from kg.view import serve as server
    from kg.workspace import Workspace

    Workspace.open(out)
    server.run(
        answer.command,
        lambda: Workspace.open(out).store,
        log=lambda line: click.echo(line, err=True),
        port=port,
        page=lambda: Workspace.open(out).page,
        examples={title: named.text(name) for name, title in named.names()},
    )
