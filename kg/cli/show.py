"""Commands that show a graph to others: serve."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kg.cli.common import OUT, guarded

_WORKERS = min(8, max(2, os.cpu_count() or 2))


@click.command()
@OUT
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="A query that takes longer is ended: 503.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=100),
    default=2000,
    show_default=True,
    metavar="MB",
    help="A query that needs more is ended: 507 (Linux).",
)
@click.option(
    "--rows",
    type=click.IntRange(min=1),
    metavar="N",
    help="An answer with more rows or triples is refused: 403. The default is no limit.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=_WORKERS,
    show_default="one for each processor, 2 to 8",
    metavar="N",
    help="How many long queries run at once; as many processes more are for quick ones.",
)
@click.option(
    "--queue",
    type=click.IntRange(min=0),
    default=128,
    show_default=True,
    metavar="N",
    help="How many queries may wait; the next is sent away: 503.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Listen here. Where others reach it, --token or --public must say who may read.",
)
@click.option(
    "--token",
    envvar="KG_TOKEN",
    metavar="SECRET",
    help="Ask for this: as bearer token, or as password of any user. Better kept in KG_TOKEN.",
)
@click.option("--public", is_flag=True, help="Let all who reach the server read.")
@click.option(
    "--root-path",
    default="",
    metavar="PATH",
    help="Where a reverse proxy shows the server: /graph, or https://news.example/graph.",
)
@guarded
def serve(
    out: Path,
    port: int,
    timeout: float,
    memory: int,
    rows: int | None,
    workers: int,
    queue: int,
    host: str,
    token: str | None,
    public: bool,
    root_path: str,
) -> None:
    """Answer SPARQL queries on the graph in OUT at http://127.0.0.1:PORT/sparql, read-only.

    The address itself is a page to write queries on; /graph.html shows the graph, and every IRI
    of the graph opens under /id/. A rebuilt graph is picked up without a restart. Each query is
    logged on standard error.
    """
    from functools import partial

    from kg.graph import answer, named
    from kg.view import serve as server
    from kg.view.answers import Limits
    from kg.view.gate import Access
    from kg.workspace import Workspace

    Workspace.open(out)
    server.run(
        partial(answer.command, megabytes=memory),
        lambda: Workspace.open(out).store,
        log=lambda line: click.echo(line, err=True),
        access=Access(host=host, token=token, public=public, root=root_path),
        port=port,
        page=lambda: Workspace.open(out).page,
        examples=named.every(),
        limits=Limits(seconds=timeout, workers=workers, waiting=queue, rows=rows),
    )
