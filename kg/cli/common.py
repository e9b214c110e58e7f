"""What every command shares: how it fails, how it warns, and its two common parameters."""

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

GRAPH = click.argument("graph", metavar="OUT|URL")
OUT = click.argument("out", type=click.Path(path_type=Path))
MODEL = click.option(
    "--model", help="An installed spaCy pipeline; the default is small and English."
)


class Failure(click.ClickException):
    """One line on standard error, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the line."""
        click.echo(f"kg: {self.format_message()}", err=True, file=file)


def guarded(function: Callable[P, R]) -> Callable[P, R]:
    """Turn what a user can put right into one line; a closed pipe is not an error."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except KGError as error:
            raise Failure(" ".join(str(error).split())) from error
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)

    return run


def warn(line: str) -> None:
    """Print one line on standard error."""
    click.echo(f"kg: {line}", err=True)
