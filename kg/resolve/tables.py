"""Tables of the resolution: tab-separated rows with ``#`` comments under ``kg/resolve/data``."""

from __future__ import annotations

from importlib.resources import files


def rows(name: str, columns: int) -> list[tuple[str, ...]]:
    """The rows of a table, each with exactly ``columns`` cells.

    Raises:
        ValueError: a row has more or fewer cells; the message names file and line.
    """
    text = (files("kg.resolve") / "data" / name).read_text(encoding="utf-8")
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if len(cells) != columns:
            raise ValueError(f"{name}:{number} has {len(cells)} cells, expected {columns}")
        found.append(cells)
    return found
