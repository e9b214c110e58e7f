"""The table of docs/names.md holds, row by row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TABLE = Path(__file__).parents[2] / "docs" / "names.md"


def _rows():
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [
            c.strip().replace("\\|", "|").replace(" ¶ ", "\n\n")
            for c in re.split(r"(?<!\\)\|", line)[1:-1]
        ]
        if len(cells) == 5 and cells[4] in ("yes", "no"):
            yield pytest.param(*cells[1:], id=cells[0])


def _listed(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]


@pytest.mark.parametrize(("text", "persons", "countries", "handled"), list(_rows()))
def test_row(read, text, persons, countries, handled):
    extraction = read(text)
    found = [
        text[m.start : m.end]
        for m in extraction.mentions
        if m.type == "person" and m.form == "name"
    ]
    keys = sorted({e.key for e in extraction.entities if e.type == "country" and e.key})
    holds = found == _listed(persons) and keys == sorted(_listed(countries))
    assert holds == (handled == "yes"), (found, keys)
