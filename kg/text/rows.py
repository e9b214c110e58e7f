"""Rule tables: tab-separated rows with ``#`` comments under ``kg/text/data``."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files


def rows(name: str, columns: int) -> list[tuple[str, ...]]:
    """The rows of a table, each padded with empty cells to ``columns``.

    Raises:
        ValueError: a row has more cells; the message names file and line.
    """
    text = (files("kg.text") / "data" / name).read_text(encoding="utf-8")
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if len(cells) > columns:
            raise ValueError(f"{name}:{number} has {len(cells)} cells, expected {columns}")
        found.append(cells + ("",) * (columns - len(cells)))
    return found


def lines(name: str) -> list[str]:
    """The lines of a word list, comments left out."""
    text = (files("kg.text") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def version() -> str:
    """A digest of every rule table and every module of the extraction: what was read by what."""
    folder = files("kg.text")
    parts = [p for where in (folder, folder / "data") for p in where.iterdir() if p.is_file()]
    total = hashlib.sha256()
    for part in sorted(parts, key=lambda p: p.name):
        total.update(part.name.encode() + b"\0" + part.read_bytes() + b"\0")
    return total.hexdigest()[:16]
