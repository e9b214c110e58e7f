"""Commands about the rules of the extraction: triggers."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from difflib import get_close_matches

import click

from kg.cli.common import guarded, warn


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
    rows. The exit code is 1 when no row has one of them, and with --check when a row has a
    problem.

    \b
    kg triggers expel
    kg triggers CONSULT.visit
    kg triggers --check
    """
    from kg.text.triggers import table

    keys = {row: {row.id, row.type, row.code, *row.lemmas} for row in table()}
    rows = [row for row, its in keys.items() if not words or its & set(words)]
    if not rows:
        warn(_no_row(words, set[str]().union(*keys.values())))
        sys.exit(1)
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


def _no_row(words: Sequence[str], known: Collection[str]) -> str:
    close = {like for word in words for like in get_close_matches(word, sorted(known))}
    meant = f"; did you mean {', '.join(sorted(close))}?" if close else ""
    return f"no row of the trigger table has {' or '.join(words)}{meant}"
