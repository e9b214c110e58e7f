"""Commands about the rules of the extraction: triggers."""

from __future__ import annotations

import sys

import click

from kg.cli.common import guarded


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--check",
    is_flag=True,
    help="Read the example of every row; list rows without one and rows that do not read theirs.",
)
@guarded
def triggers(words: tuple[str, ...], check: bool) -> None:
    """List the rows of the trigger table that have one of WORDS, or all: id, type, example.

    WORDS are verbs, nouns or adjectives in their dictionary form, PLOVER types, or ids of
    rows. With --check the exit code is 1 when a row has a problem.

    \b
    kg triggers expel
    kg triggers CONSULT.visit
    kg triggers --check
    """
    from kg.text.triggers import table

    rows = [r for r in table() if not words or {r.id, r.type, r.code, *r.lemmas} & set(words)]
    if not check:
        for row in rows:
            click.echo(f"{row.id}\t{row.code}\t{row.example}")
        return
    from kg.text import pipeline
    from kg.text.examples import problems

    found = list(problems(pipeline.load(), rows))
    for line in found:
        click.echo(line)
    sys.exit(bool(found))
