"""What to tell of a query that the engine cannot read."""

from __future__ import annotations

import re

_POSITION = re.compile(r"error at (\d+):(\d+)")


def complaint(query: str, error: str) -> str:
    """The engine's message, cut short, under the line of the query it points at."""
    found = _POSITION.search(error)
    if not found:
        return f"the query cannot be read: {error[:300]}"
    line, column = int(found[1]), int(found[2])
    lines = query.split("\n")
    shown = lines[line - 1][:200] if line <= len(lines) else ""
    mark = f"\n{shown}\n{' ' * (column - 1)}^" if column <= len(shown) + 1 else ""
    return f"the query cannot be read at line {line}, column {column}{mark}"
