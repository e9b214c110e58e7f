"""Where the ontology files are: inside an installed wheel, or beside the package in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.errors import KGError

_PACKAGE = Path(__file__).resolve().parent.parent


def vocabulary_files() -> tuple[Path, Path]:
    """``kg.ttl`` and ``event-types.ttl``: what a store holds beside the data."""
    return _folder() / "kg.ttl", _folder() / "event-types.ttl"


def shapes_file() -> Path:
    """The SHACL shapes."""
    return _folder() / "shapes.ttl"


@cache
def _folder() -> Path:
    for folder in (_PACKAGE / "ontology", _PACKAGE.parent / "ontology"):
        if (folder / "kg.ttl").is_file():
            return folder
    raise KGError("the ontology files are missing: install newsgraph again")
