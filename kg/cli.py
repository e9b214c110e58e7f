"""The command line: thin commands, one function each.

Data goes to standard output, everything else to standard error. Exit codes: 0 done, 1 the
answer is no, 2 could not run. Heavy modules are imported inside the commands, so that
``kg --help`` is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from kg.errors import KGError

P = ParamSpec("P")
R = TypeVar("R")

_OUT = click.argument("out", type=click.Path(path_type=Path))
_MODEL = click.option(
    "--model", help="An installed spaCy pipeline; the default is small and English."
)
_GRAPHS = ("turtle", "trig", "nquads", "jsonld")
_NETWORKS = ("graphml", "gexf", "csv")


class _Failure(click.ClickException):
    """One line on standard error, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"kg: {self.format_message()}", err=True, file=file)


def _command(function: Callable[P, R]) -> Callable[P, R]:
    """Turn what a user can put right into one line; a closed pipe is not an error."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except KGError as error:
            raise _Failure(" ".join(str(error).split())) from error
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)

    return run


def _warn(line: str) -> None:
    click.echo(f"kg: {line}", err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="newsgraph", prog_name="kg")
def main() -> None:
    """Turn news articles into a knowledge graph of persons, countries and events.

    \b
    kg demo                              build the bundled sample articles and look around
    kg build ARTICLES... -o OUT          build the graph of your own articles
    kg why OUT "Name" holdsOffice '*'    the sentences behind a fact
    kg query OUT persons                 a named query; kg query OUT lists them
    kg serve OUT                         SPARQL and the page on http://127.0.0.1
    kg review OUT                        decide who is who
    """


@main.command()
@click.argument("articles", nargs=-1, required=True)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), required=True, help="Folder of the graph."
)
@_MODEL
@_command
def build(articles: tuple[str, ...], out: Path, model: str | None) -> None:
    """Build the graph of ARTICLES: files, folders, globs, or - for standard input.

    Reads .txt, .md, .html and .jsonl. What cannot be read is named in one warning line.
    Building into the same folder again reads only the articles that changed.

    \b
    kg build news/ -o graph
    kg build 'news/*.html' more.jsonl -o graph
    """
    _build(articles, out, model)


def _build(articles: tuple[str, ...], out: Path, model: str | None) -> None:
    from kg import progress
    from kg.build import build as run

    summary = run(
        articles, out, model=model, warn=_warn, progress=progress.show, stdin=sys.stdin.buffer
    )
    counts = ", ".join(f"{n} {what}" for what, n in summary.counts.items())
    click.echo(f"{counts} ({summary.reread} articles read now)")
    for title, lines in (("Persons", summary.persons), ("Events", summary.events)):
        if lines:
            click.echo(f"\n{title}")
            for line in lines:
                click.echo(f"  {line}")
    workspace = summary.workspace
    click.echo(
        f"\nPage     {workspace.page}\nGraph    {workspace.quads}\nStore    {workspace.store}\n"
        f"\nNext\n  open {workspace.page} in a browser\n  kg query {out} events\n"
        f"  kg serve {out}\n  in a notebook: import kg; kg.open({str(out)!r})"
    )


@main.command()
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("kg-demo"), show_default=True
)
@_command
def demo(out: Path) -> None:
    """Build the graph of the bundled sample articles and say how to go on."""
    from kg.build import samples

    _build((str(samples()),), out, None)


@main.command()
@click.argument("articles", nargs=-1, required=True)
@_MODEL
@_command
def extract(articles: tuple[str, ...], model: str | None) -> None:
    """Print what each of ARTICLES says, one JSON object per article in input order."""
    from kg import codec, progress
    from kg.text import pipeline, sources
    from kg.text.extract import extract as run

    nlp = pipeline.load(model or pipeline.DEFAULT_MODEL)
    found = run(nlp, sources.read(articles, warn=_warn, stdin=sys.stdin.buffer))
    for _, extraction in progress.show(found, None, "articles read"):
        sys.stdout.write(codec.line(extraction) + "\n")
    sys.stdout.flush()


@main.command()
@_OUT
@click.argument("query", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
@_command
def query(out: Path, query: str | None, form: str) -> None:
    """Ask the graph in OUT. QUERY is a named query, a file of SPARQL, or - for standard input.

    Without QUERY the named queries are listed. Exit code 1 when an ASK is false.
    """
    from kg.build import Workspace
    from kg.graph import named
    from kg.graph.store import Store
    from kg.table import write

    workspace = Workspace.open(out)
    if query is None:
        for name, _title in named.names():
            click.echo(f"{name:20}{named.about(name)}")
        return
    answer = Store.open(workspace.store).query(_query_text(query))
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


@main.command()
@_OUT
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT", default="*")
@_command
def why(out: Path, subject: str, predicate: str, object_: str) -> None:
    """Print the sentences behind a fact of the graph in OUT.

    SUBJECT and OBJECT are names, ISO codes or IRIs; * stands for any. Exit code 1 when
    nothing says so.

    \b
    kg why OUT "Ana Silva" holdsOffice "president of Peru"
    kg why OUT "Ana Silva" '*'
    """
    from kg.build import Workspace
    from kg.graph import why as reasons
    from kg.graph.store import Store

    found = reasons.why(Store.open(Workspace.open(out).store), subject, predicate, object_)
    if not found:
        _warn(f"nothing in {out} says so")
        sys.exit(1)
    for line in reasons.render(found):
        click.echo(line)


@main.command()
@_OUT
@_command
def validate(out: Path) -> None:
    """Check the graph in OUT: shapes (SHACL), quoted text against the articles, plain triples.

    Exit code 1 when something is wrong; each problem is one line on standard output.
    """
    from kg.build import Workspace
    from kg.graph.validate import validate as check

    workspace = Workspace.open(out)
    problems = check(workspace.quads, workspace.articles())
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(1)
    counts = workspace.manifest["counts"]
    _warn(
        f"{counts['quads']} statements, {counts['claims'] + counts['reports']} claims: no problem found"
    )


@main.command()
@_OUT
@click.option(
    "--format",
    "form",
    type=click.Choice([*_GRAPHS, *_NETWORKS]),
    default="turtle",
    show_default=True,
)
@_command
def export(out: Path, form: str) -> None:
    """Write the graph in OUT to standard output.

    RDF: turtle, trig, nquads, jsonld. The network for other tools: graphml, gexf, csv.
    """
    from kg.build import Workspace
    from kg.graph import export as rdf
    from kg.graph import network
    from kg.graph.store import Store
    from kg.view import network as view

    workspace = Workspace.open(out)
    stream = sys.stdout.buffer
    if form in _GRAPHS:
        rdf.export(workspace.quads, form, stream)
    else:
        drawn = network.network(Store.open(workspace.store))
        if form == "csv":
            stream.write(view.csv(drawn).encode())
        else:
            stream.write((view.graphml if form == "graphml" else view.gexf)(drawn))
    stream.flush()


@main.command()
@_OUT
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True)
@_command
def serve(out: Path, port: int) -> None:
    """Answer SPARQL queries on the graph in OUT at http://127.0.0.1:PORT/sparql, read-only.

    The page is at /graph.html. A rebuilt graph is picked up without a restart.
    """
    from kg.build import Workspace
    from kg.graph import answer, named
    from kg.view import serve as server

    Workspace.open(out)
    server.run(
        answer.command,
        lambda: Workspace.open(out).store,
        log=lambda line: click.echo(line, err=True),
        port=port,
        page=lambda: Workspace.open(out).page,
        examples={title: named.text(name) for name, title in named.names()},
    )


@main.command()
@_OUT
@click.option("--diff", is_flag=True, help="Show what a yes would change before asking.")
@_command
def review(out: Path, diff: bool) -> None:
    """Decide who is who: asks about persons of the graph in OUT that may be one.

    The sentences of both sides are shown. Answers are kept in OUT/decisions.toml, a plain file;
    the next kg build replays them, and removing one there undoes it.
    """
    from datetime import date

    from kg import linking
    from kg.build import DECISIONS, LINKS, Workspace
    from kg.review import review as ask

    workspace = Workspace.open(out)
    pairs = list(zip(workspace.articles(), workspace.extractions(), strict=True))
    written = ask(
        pairs,
        out / DECISIONS,
        answers=sys.stdin,
        out=sys.stdout,
        links=linking.read(out / LINKS),
        diff=diff,
        date=date.today().isoformat(),
        warn=_warn,
    )
    if written:
        _warn(f"{written} decisions written to {out / DECISIONS}; build again to apply them")


@main.command()
@_OUT
@click.option("--service", required=True, help="URL of a W3C Reconciliation service.")
@click.option(
    "--type", "type_", help="Only candidates of this type, e.g. Q5 for humans in Wikidata."
)
@_command
def link(out: Path, service: str, type_: str | None) -> None:
    """Propose links of persons in OUT to another data set, such as Wikidata.

    This is the one command that goes out to the network, and only to SERVICE: it sends full
    names. Answers are kept on disk and asked for once. The next kg build states the links as
    skos:closeMatch; kg review confirms them.
    """
    from kg import linking
    from kg.build import DECISIONS, LINKS, Workspace
    from kg.resolve import decisions, entities

    workspace = Workspace.open(out)
    pairs = list(zip(workspace.articles(), workspace.extractions(), strict=True))
    linked = entities.link(pairs, decisions.read(out / DECISIONS), _warn)
    nodes = linking.askable(linked.nodes.values())
    client = linking.Client(cache=out / "links-cache")
    desk = client.connect(service)
    found = dict(client.candidates(desk, [n.label for n in nodes], type_))
    made = linking.links(nodes, found, desk, _warn)
    linking.write(out / LINKS, made)
    _warn(
        f"{len(made)} of {len(nodes)} persons linked; build again to state it, kg review to confirm"
    )


@main.command("eval")
@click.argument("gold", type=click.Path(path_type=Path, exists=True), default=Path("tests/gold"))
@_MODEL
@_command
def evaluate(gold: Path, model: str | None) -> None:
    """Print precision, recall and F1 of the extraction on the folder GOLD of hand-read texts.

    Exit code 1 when a figure is below the floor that GOLD/floors.json sets.
    """
    import json

    from kg.evaluate import check_floors
    from kg.evaluate import evaluate as measure
    from kg.text import pipeline
    from kg.text.extract import extract as run

    nlp = pipeline.load(model or pipeline.DEFAULT_MODEL)
    report = measure(gold, lambda articles: (x for _, x in run(nlp, articles)))
    click.echo(report.table())
    floors = gold / "floors.json"
    if floors.exists():
        below = check_floors(report, json.loads(floors.read_text(encoding="utf-8")))
        for line in below:
            _warn(line)
        sys.exit(bool(below))
