"""News articles to a knowledge graph of persons, countries and events.

In a notebook::

    import kg
    g = kg.open("OUT")      # a folder that `kg build ARTICLES -o OUT` made
    g.persons()             # a DataFrame
    g.show()                # the graph

Importing this loads nothing heavy: what it offers is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import KGError

if TYPE_CHECKING:
    from kg import build
    from kg.notebook import Graph, open

    __version__: str

__all__ = ["Graph", "KGError", "__version__", "build", "open"]


def __getattr__(name: str) -> Any:
    import importlib

    if name == "__version__":
        from importlib.metadata import version

        return version("newsgraph")
    if name == "build":
        return importlib.import_module("kg.build")
    if name in ("Graph", "open"):
        return getattr(importlib.import_module("kg.notebook"), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
