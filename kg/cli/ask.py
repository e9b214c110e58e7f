"""Commands that ask a graph: query, why, validate, export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.common import GRAPH, OUT, guarded, warn
from kg.errors import QueryError

_GRAPHS = ("turtle", "trig", "nquads", "ntriples", "rdfxml", "jsonld")
_NETWORKS = ("graphml", "gexf", "csv")
_PROFILES = ("articles", "annotations", "nanopubs", "polecat", "rdf12")


@click.command()
@GRAPH
@click.argument("query", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
@click.option(
    "-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Narrow the query."
)
@guarded
def query(graph: str, query: str | None, form: str, params: tuple[str, ...]) -> None:
    """Ask the graph in OUT, or behind the SPARQL endpoint at URL.

    QUERY is a named query, SPARQL, a file of it, or - for standard input. Without QUERY the named
    queries are listed, with what narrows each: a person, country or organization by name or
    ISO code, a period as a year, month, day or two of them joined by "..". Exit code 1 when
    an ASK is false.

    \b
    kg query OUT persons
    kg query OUT who-met-whom -p period=2026-01 -p who=Peru
    kg query OUT 'SELECT ?who { ?who a schema:Person }'
    kg query http://127.0.0.1:7878/sparql events --format csv
    kg query 'https://news.example/sparql?default-graph-uri=https://news.example/g' sources

    An endpoint that wants credentials finds name and password in ~/.netrc, or a bearer token
    in the environment variable KG_TOKEN.
    """
    from kg.graph import named
    from kg.graph.parameters import bind
    from kg.table import write
    from kg.workspace import opened

    store = opened(graph)
    if query is None:
        for name, _title in named.names():
            narrowed = "".join(f" [-p {p.name}]" for p in named.query(name).parameters)
            click.echo(f"{name:20}{named.about(name)}{narrowed}")
        return
    answer = store.query(bind(named.read(_query_text(query)), dict(map(_pair, params)), store))
    if isinstance(answer, bool):
        click.echo(str(answer).lower())
        sys.exit(not answer)
    if isinstance(answer, str):
        sys.stdout.write(answer)
    else:
        write(answer.variables, answer.rows, form, sys.stdout)


def _pair(param: str) -> tuple[str, str]:
    name, sign, value = param.partition("=")
    if not sign:
        raise QueryError(f"--param {param}: write NAME=VALUE")
    return name, value


def _query_text(query: str) -> str:
    from kg.graph import named

    if query == "-":
        return sys.stdin.read()
    if "{" in query:  # no name of a query, and of no file that anybody would keep one in
        return query
    if Path(query).is_file():
        try:
            return Path(query).read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise QueryError(f"{query}: no text, so no query") from error
    return named.text(query)


@click.command()
@GRAPH
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT", default="*")
@guarded
def why(graph: str, subject: str, predicate: str, object_: str) -> None:
    """Print the sentences behind a fact of the graph in OUT, or at a SPARQL endpoint URL.

    SUBJECT and OBJECT are names, ISO codes or IRIs; * stands for any. Exit code 1 when
    nothing says so.

    \b
    kg why OUT "Ana Silva" holdsOffice "president of Peru"
    kg why OUT "Ana Silva" '*'
    """
    from kg.graph import why as reasons
    from kg.workspace import opened

    found = reasons.why(opened(graph), subject, predicate, object_)
    if not found:
        warn(f"nothing in {graph} says so")
        sys.exit(1)
    for line in reasons.render(found):
        click.echo(line)


@click.command()
@GRAPH
@guarded
def validate(graph: str) -> None:
    """Check the graph in OUT: shapes (SHACL), quoted text against the articles, plain triples.

    At the SPARQL endpoint URL all is checked but the articles, which are not there: triggers
    are compared with their sentences. Exit code 1 when something is wrong; each problem is one
    line on standard output.
    """
    from kg.workspace import is_endpoint

    problems, counted = (_check_endpoint if is_endpoint(graph) else _check_folder)(graph)
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(1)
    warn(f"{counted}: no problem found")


def _check_folder(graph: str) -> tuple[list[str], str]:
    from kg.graph.validate import validate as check
    from kg.workspace import Workspace

    workspace = Workspace.open(graph)
    counts = workspace.manifest["counts"]
    counted = f"{counts['quads']} statements, {counts['claims'] + counts['reports']} claims"
    return check(workspace.quads, workspace.articles()), counted


def _check_endpoint(url: str) -> tuple[list[str], str]:
    from kg.graph.remote import Remote
    from kg.graph.validate import validate_alone

    store = Remote(url)
    if not store.ask("ASK { ?claim a kg:Claim }"):
        raise QueryError(f"{url} holds no graph of kg; load one with: kg push OUT URL")
    statements = list(store.statements())
    counted = f"{len(statements)} statements, the articles left aside"
    return validate_alone(statements), counted


@click.command()
@OUT
@click.option(
    "--format",
    "form",
    type=click.Choice([*_GRAPHS, *_NETWORKS]),
    default="turtle",
    show_default=True,
)
@click.option("--profile", type=click.Choice(_PROFILES), help="Write this in place of the graph.")
@click.option("--views", is_flag=True, help="What is claimed in named graphs: trig and nquads.")
@guarded
def export(out: Path, form: str, profile: str | None, views: bool) -> None:
    """Write the graph in OUT to standard output.

    RDF: turtle, trig, nquads, ntriples, rdfxml, jsonld. The network for other tools: graphml, gexf, csv.
    In CSV a text that a spreadsheet would take for a formula has an apostrophe before it, and one
    that starts with an apostrophe has two: take one away to have the text.

    Profiles are N-Quads: articles (a graph for each), annotations (Web Annotation), nanopubs,
    rdf12 (claims reify triple terms); polecat is a table of events for political scientists.

    With --views the named graphs .../id/view/accepted, planned, denied and disputed have the
    plain triples that such claims state, and .../id/view/claims the claims themselves.
    """
    from kg.graph import export as rdf
    from kg.graph import network
    from kg.graph.embedded import Embedded
    from kg.graph.profiles import export as profiles
    from kg.view import network as view
    from kg.workspace import Workspace

    workspace = Workspace.open(out)
    stream = sys.stdout.buffer
    if profile:
        profiles.export(workspace.quads, profile, workspace.articles(), stream)
    elif form in _GRAPHS:
        rdf.export(workspace.quads, form, stream, by_view=views)
    elif views:
        raise QueryError("only trig and nquads have named graphs for --views")
    else:
        drawn = network.network(Embedded.open(workspace.store))
        if form == "csv":
            stream.write(view.csv(drawn).encode())
        else:
            stream.write((view.graphml if form == "graphml" else view.gexf)(drawn))
    stream.flush()
