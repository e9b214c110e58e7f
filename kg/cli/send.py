"""The command that sends a graph elsewhere: push."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import OUT, Failure, guarded, warn

if TYPE_CHECKING:
    from kg.graph.push import How


@click.command()
@OUT
@click.argument("endpoint", metavar="URL")
@click.option("--graph", metavar="IRI", help="Load into this named graph, not the default one.")
@click.option("--replace", is_flag=True, help="Empty that graph at URL first.")
@click.option(
    "--by",
    "how",
    type=click.Choice(["update", "graph-store"]),
    help="How URL takes a graph; without it, what the end of URL tells, or else update.",
)
@click.option("--query", metavar="URL", help="Where to count, if not where the end of URL tells.")
@guarded
def push(
    out: Path,
    endpoint: str,
    graph: str | None,
    replace: bool,
    how: How | None,
    query: str | None,
) -> None:
    """Load the graph in OUT into the remote store at URL.

    URL is where the store takes SPARQL Update or speaks the Graph Store Protocol. Statements
    go in batches; a busy server is asked again. Where a load broke off, the same command goes
    on. In the end the statements there are counted. Exit code 2 when they are not all there.

    \b
    kg push graph http://127.0.0.1:7879/update                    Oxigraph
    kg push graph http://127.0.0.1:3030/news/data                 Fuseki
    kg push graph https://db.example/repositories/news/statements GraphDB, RDF4J
    kg push graph http://127.0.0.1:8890/sparql-graph-crud-auth --graph https://me.example/news

    Name and password come from ~/.netrc, a bearer token from the variable KG_TOKEN.
    """
    from kg import progress
    from kg.graph import push as load
    from kg.graph.embedded import Embedded
    from kg.workspace import Workspace

    workspace = Workspace.open(out)
    store = Embedded.open(workspace.store)
    to = load.target(endpoint, graph=graph, how=how, query=query)
    try:
        load.push(
            store,
            workspace.folder.name,
            to,
            workspace.root / f"push-{to.key}.json",
            replace=replace,
            progress=progress.show,
        )
    except KeyboardInterrupt:
        raise Failure("stopped; the same command goes on from here") from None
    which = f"?default-graph-uri={graph}" if graph else ""
    warn(f"{len(store)} statements are there; ask them: kg query '{to.query}{which}' persons")
