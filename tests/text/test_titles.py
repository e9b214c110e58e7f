"""Every row of offices.tsv: its example holds a title of its kind."""

from __future__ import annotations

import pytest

from kg.text import titles
from kg.text.rows import rows
from kg.text.tokens import Doc


@pytest.mark.parametrize("row", rows("offices.tsv", 4), ids=lambda row: f"{row[0]} {row[1][:20]}")
def test_example_of_row(nlp, row):
    kind, words, example, countries = row
    doc = Doc(nlp.make_doc(example))
    found = [t for i in range(1, len(doc)) if (t := titles.ending_at(doc, i)) is not None]
    named = [t for t in found if doc[t.start : t.end].text.lower() in words.split("|")]
    title = max(named, key=lambda t: t.end - t.start)
    assert title.kind == kind
    assert titles.countries_of(doc, title) == tuple(filter(None, countries.split("|")))
