"""What makes a graph, as an id: this software, its rules and the language model."""

from __future__ import annotations

from importlib.metadata import version

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
