"""Query results as an aligned table, CSV (RFC 4180) or JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from typing import Any, TextIO

_WIDEST = 60


def write(variables: Sequence[str], rows: Sequence[Sequence[Any]], form: str, out: TextIO) -> None:
    """Write rows in the form ``table``, ``csv`` or ``json`` (a list of objects)."""
    if form == "csv":
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(variables)
        writer.writerows([["" if v is None else v for v in row] for row in rows])
    elif form == "json":
        records = [dict(zip(variables, row, strict=True)) for row in rows]
        json.dump(records, out, ensure_ascii=False, indent=1, default=str)
        out.write("\n")
    else:
        _aligned(variables, [["" if v is None else _cell(v) for v in row] for row in rows], out)


def _cell(value: Any) -> str:
    text = "".join(c if c.isprintable() else " " for c in str(value))
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _aligned(variables: Sequence[str], cells: Sequence[Sequence[str]], out: TextIO) -> None:
    widths = [max(map(len, column)) for column in zip(variables, *cells, strict=True)]
    for line in [variables, ["-" * w for w in widths], *cells]:
        row = "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        out.write(row.rstrip() + "\n")
    out.write(f"({len(cells)} rows)\n")
