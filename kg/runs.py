"""What makes a graph, as an id: this software, its rules and the language model."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from kg import iris
from kg.model import Run


def current(model: str | None = None) -> Run:
    """The run of this installation with a model, by default the small English one.

    Two machines with one run find the same in the same article.

    Raises:
        ModelError: the model is not installed.
    """
    from kg.text import models, rows

    name = models.described(model or models.DEFAULT_MODEL)
    software, rules = version("newsgraph"), rows.version()
    return Run(
        id=iris.hashed("run", software, rules, name), software=software, rules=rules, model=name
    )


@cache
def code() -> str:
    """A digest of every module and data file: another version may make another graph."""
    from kg.graph.ontology import shapes_file

    total = hashlib.sha256()
    for folder in (Path(str(files("kg"))), shapes_file().parent):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                total.update(path.relative_to(folder).as_posix().encode() + b"\0")
                total.update(path.read_bytes())
    return total.hexdigest()[:16]
