"""Commands that read articles: build, demo, extract, eval."""

from __future__ import annotations

import sys
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import MODEL, guarded, warn

if TYPE_CHECKING:
    from kg.readers import Crew

_BLOCK = 20_000_000
"""Code points that are in memory at once: ten minutes of reading."""


@click.command()
@click.argument("articles", nargs=-1, required=True)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), required=True, help="Folder of the graph."
)
@MODEL
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    help="How many processes read articles; by default one for each processor.",
)
@click.option("--on", "cluster", metavar="dask://HOST:PORT", help="Work on a Dask cluster.")
@click.option(
    "--parts",
    metavar="URL",
    help="Write the graph also as N-Quads in parts, into a folder or to s3://... and the like.",
)
@guarded
def build(
    articles: tuple[str, ...],
    out: Path,
    model: str | None,
    processes: int | None,
    cluster: str | None,
    parts: str | None,
) -> None:
    """Build the graph of ARTICLES: files, folders, globs, or - for standard input.

    Reads .txt, .md, .html and .jsonl. What cannot be read is named in one warning line, and
    the exit code is 1. Building into the same folder again reads only the articles that changed.

    \b
    kg build news/ -o graph
    kg build 'news/*.html' more.jsonl -o graph
    kg build news/ -o graph --on dask://127.0.0.1:8786 --parts s3://news/graph
    """
    from kg.readers import Crew

    with _executor(cluster, model) as executor:
        _build(articles, out, model, Crew(processes, executor), parts)


def _executor(cluster: str | None, model: str | None) -> AbstractContextManager[Executor | None]:
    from kg.cluster import connected

    return connected(cluster, model) if cluster else nullcontext()


def _build(
    articles: tuple[str, ...],
    out: Path,
    model: str | None,
    crew: Crew | None = None,
    parts: str | None = None,
) -> None:
    from kg.text import models

    if crew:  # before the imports, which another process need not wait for
        crew.anticipate(articles, out, model or models.DEFAULT_MODEL)
    from kg import progress
    from kg.build import build as run
    from kg.workspace import PAGE, QUADS

    summary = run(
        articles,
        out,
        model=model,
        warn=warn,
        progress=progress.show,
        stdin=sys.stdin.buffer,
        crew=crew,
        parts=parts,
    )
    counts = ", ".join(f"{n} {what}" for what, n in summary.counts.items())
    news = "nothing changed" if summary.unchanged else f"{summary.reread} articles read now"
    lacks = f", {summary.left_out} inputs left out" if summary.left_out else ""
    click.echo(f"{counts} ({news}{lacks})")
    for title, lines in (("Persons", summary.persons), ("Events", summary.events)):
        if lines:
            click.echo(f"\n{title}")
            for line in lines:
                click.echo(f"  {line}")
    if summary.news:
        click.echo("\nWhat is new")
        for line in summary.news:
            click.echo(f"  {line}")
    workspace = summary.workspace
    click.echo(
        f"\nPage     {out / PAGE}\nGraph    {out / QUADS}\nStore    {workspace.store}\n"
        f"\nNext\n  open {out / PAGE} in a browser\n  kg query {out} events\n"
        f"  kg serve {out}\n  in a notebook: import kg; kg.open({str(out)!r})"
    )
    sys.exit(bool(summary.left_out))


@click.command()
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("kg-demo"), show_default=True
)
@guarded
def demo(out: Path) -> None:
    """Build the graph of the bundled sample articles and say how to go on."""
    from kg.build import samples

    _build((str(samples()),), out, None)


@click.command()
@click.argument("articles", nargs=-1, required=True)
@MODEL
@guarded
def extract(articles: tuple[str, ...], model: str | None) -> None:
    """Print what each of ARTICLES says, one JSON object per article in input order.

    What cannot be read is named in one warning line, and the exit code is 1.
    """
    from kg import codec, progress, readers
    from kg.text import models, shards, sources

    left_out = 0

    def refused(line: str) -> None:
        nonlocal left_out
        left_out += 1
        warn(line)

    given = sources.read(articles, warn=refused, stdin=sys.stdin.buffer)
    with readers.Crew() as crew:
        pairs = (
            pair
            for block in shards.cut(given, _BLOCK)
            for pair in readers.in_order(crew, block, model or models.DEFAULT_MODEL)
        )
        for article, found in progress.show(pairs, None, "articles read"):
            if isinstance(found, str):
                refused(found)
            else:  # an equal text may have been read under another id
                sys.stdout.write(codec.line(replace(found, article=article.id)) + "\n")
    sys.stdout.flush()
    sys.exit(bool(left_out))


@click.command("eval")
@click.argument("gold", type=click.Path(path_type=Path, exists=True), default=Path("tests/gold"))
@MODEL
@guarded
def evaluate(gold: Path, model: str | None) -> None:
    """Print precision, recall and F1 of the extraction on the folder GOLD of hand-read texts.

    Exit code 1 when a figure is below the floor that GOLD/floors.json sets.
    """
    import json

    from kg.evaluate import check_floors
    from kg.evaluate import evaluate as measure
    from kg.text import models, pipeline
    from kg.text.extract import extract as run

    nlp = pipeline.load(model or models.DEFAULT_MODEL)
    report = measure(gold, lambda articles: (x for _, x in run(nlp, articles)))
    click.echo(report.table())
    floors = gold / "floors.json"
    if floors.exists():
        below = check_floors(report, json.loads(floors.read_text(encoding="utf-8")))
        for line in below:
            warn(line)
        sys.exit(bool(below))
