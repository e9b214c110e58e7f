"""What every command shares: how it fails, how it warns, and its two common parameters."""

from __future__ import annotations

import os
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


class Commands(click.Group):
    """Commands whose output may have nowhere to go: a closed pipe is no error, a full disk is."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; see ``click.Group.main``."""
        try:
            try:
                return super().main(*args, **kwargs)
            finally:
                if sys.stdout:  # closed by the caller
                    sys.stdout.flush()
        except BrokenPipeError:
            _let_go()
            sys.exit(0)
        except OSError as error:
            _let_go()
            where = error.filename or "standard output"
            Failure(f"{where}: {(error.strerror or str(error)).lower()}").show()
            sys.exit(Failure.exit_code)


def _let_go() -> None:
    """Leave nothing in standard output that Python would try to write at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def guarded(function: Callable[P, R]) -> Callable[P, R]:
    """Turn what a user can put right into one line."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except KGError as error:
            raise Failure(" ".join(str(error).split())) from error
        except BrokenPipeError:  # before click makes an error of it
            _let_go()
            sys.exit(0)
        except KeyboardInterrupt:
            raise Failure("stopped") from None

    return run


def warn(line: str) -> None:
    """Print one line on standard error."""
    click.echo(f"kg: {line}", err=True)
