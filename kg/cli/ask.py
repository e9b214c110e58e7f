"""Commands that ask a graph: query, why, validate, export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.common import OUT, guarded, warn

_GRAPHS = ("turtle", "trig", "nquads", "ntriples", "rdfxml", "jsonld")
_NETWORKS = ("graphml", "gexf", "csv")


@click.command()
@OUT
@click.argument("query", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
@guarded
def query(out: Path, query: str | None, form: str) -> None:
    """Ask the graph in OUT. QUERY is a named query, a file of SPARQL, or - for standard input.

    Without QUERY the named queries are listed. Exit code 1 when an ASK is false.
    """
    from kg.graph import named
    from kg.graph.embedded import Embedded
    from kg.table import write
    from kg.workspace import Workspace

    workspace = Workspace.open(out)
    if query is None:
        for name, _title in named.names():
            click.echo(f"{name:20}{named.about(name)}")
        return
    answer = Embedded.open(workspace.store).query(_query_text(query))
    if isinstance(answer, bool):
        click.echo(str(answer).lower())
        sys.exit(not answer)
    if isinstance(answer, str):
        sys.stdout.write(answer)
    else:
        write(answer.variables, answer.rows, form, sys.stdout)


def _query_text(query: str) -> str:
    from kg.graph import named

    if query == "-":
        return sys.stdin.read()
    if Path(query).is_file():
        return Path(query).read_text(encoding="utf-8")
    return named.text(query)


@click.command()
@OUT
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT", default="*")
@guarded
def why(out: Path, subject: str, predicate: str, object_: str) -> None:
    """Print the sentences behind a fact of the graph in OUT.

    SUBJECT and OBJECT are names, ISO codes or IRIs; * stands for any. Exit code 1 when
    nothing says so.

    \b
    kg why OUT "Ana Silva" holdsOffice "president of Peru"
    kg why OUT "Ana Silva" '*'
    """
    from kg.graph import why as reasons
    from kg.graph.embedded import Embedded
    from kg.workspace import Workspace

    found = reasons.why(Embedded.open(Workspace.open(out).store), subject, predicate, object_)
    if not found:
        warn(f"nothing in {out} says so")
        sys.exit(1)
    for line in reasons.render(found):
        click.echo(line)


@click.command()
@OUT
@guarded
def validate(out: Path) -> None:
    """Check the graph in OUT: shapes (SHACL), quoted text against the articles, plain triples.

    Exit code 1 when something is wrong; each problem is one line on standard output.
    """
    from kg.graph.validate import validate as check
    from kg.workspace import Workspace

    workspace = Workspace.open(out)
    problems = check(workspace.quads, workspace.articles())
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(1)
    counts = workspace.manifest["counts"]
    warn(
        f"{counts['quads']} statements, {counts['claims'] + counts['reports']} claims: no problem found"
    )


@click.command()
@OUT
@click.option(
    "--format",
    "form",
    type=click.Choice([*_GRAPHS, *_NETWORKS]),
    default="turtle",
    show_default=True,
)
@guarded
def export(out: Path, form: str) -> None:
    """Write the graph in OUT to standard output.

    RDF: turtle, trig, nquads, ntriples, rdfxml, jsonld. The network for other tools: graphml, gexf, csv.
    """
    from kg.graph import export as rdf
    from kg.graph import network
    from kg.graph.embedded import Embedded
    from kg.view import network as view
    from kg.workspace import Workspace

    workspace = Workspace.open(out)
    stream = sys.stdout.buffer
    if form in _GRAPHS:
        rdf.export(workspace.quads, form, stream)
    else:
        drawn = network.network(Embedded.open(workspace.store))
        if form == "csv":
            stream.write(view.csv(drawn).encode())
        else:
            stream.write((view.graphml if form == "graphml" else view.gexf)(drawn))
    stream.flush()
