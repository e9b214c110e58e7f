"""The cookbook page and the answers of the named queries on the golden graph of the samples.

``python tests/cookbook.py`` writes ``docs/cookbook/README.md`` and ``tests/golden/answers/*.csv``
from the query files and the golden graph; the tests hold both to what they would be now.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from kg.graph import named, parameters
from kg.graph.dataset import describe
from kg.graph.embedded import Embedded, load
from kg.graph.store import Rows
from kg.table import write

ROOT = Path(__file__).resolve().parent.parent
GRAPH = ROOT / "tests" / "golden" / "samples.nq"
ANSWERS = ROOT / "tests" / "golden" / "answers"
PAGE = ROOT / "docs" / "cookbook" / "README.md"
SHOWN = 5
HEAD = """# Cookbook

Questions that analysts ask, as named queries of `kg query`. The answers below are those on three of
the bundled sample articles (`kg demo` builds them all), cut to five rows. Each query is one file in
[`kg/graph/queries`](../../kg/graph/queries), plain SPARQL 1.1 that other engines answer alike; the
prefixes are those of `kg`. A parameter (`-p NAME=VALUE`) narrows a query: it is looked up in the
graph and bound as a term, its words never become part of the query. This page is generated.

An *entity* is a name, an alias, an ISO code or an id; a *period* a year, a month, a day, or two of
them joined by `..`; a *source* a publisher or the identifier of an article; a *type* a PLOVER code.

"""


def bound(name: str, store: Embedded) -> str:
    """The SPARQL of a query with the values of its example."""
    query = named.query(name)
    return parameters.bind(query, dict(query.example), store)


def csv(rows: Rows) -> str:
    """An answer as CSV with plain line ends."""
    out = io.StringIO()
    write(rows.variables, rows.rows, "csv", out)
    return out.getvalue().replace("\r\n", "\n")


def answers(store: Embedded) -> dict[str, str]:
    """The answer to every query by name, as CSV."""
    return {name: csv(store.select(bound(name, store))) for name, _ in named.names()}


def page(store: Embedded) -> str:
    """The cookbook as Markdown."""
    index = "".join(f"* [{title}](#{_anchor(title)})\n" for _, title in sorted(_titles()))
    return HEAD + index + "".join(_recipe(name, store) for _, name in sorted(_by_title()))


def _titles() -> list[tuple[str, str]]:
    return [(title.casefold(), title) for _, title in named.names()]


def _by_title() -> list[tuple[str, str]]:
    return [(title.casefold(), name) for name, title in named.names()]


def _recipe(name: str, store: Embedded) -> str:
    query = named.query(name)
    options = "".join(f" -p {key}={_quoted(value)}" for key, value in query.example)
    listed = "".join(
        f"* `{p.name}` ({p.kind}{', required' if p.required else ''}): {p.about}\n"
        for p in query.parameters
    )
    sparql = "\n".join(
        line
        for line in query.text.splitlines()
        if not line.startswith(("# title", "# about", "# param", "# example"))
    )
    rows = store.select(bound(name, store))
    return (
        f"\n## {query.title}\n\n{query.about}\n\n"
        f"{listed}{chr(10) if listed else ''}```sh\nkg query graph {name}{options}\n```\n\n"
        f"```sparql\n{sparql}\n```\n\n{_table(rows)}"
    )


def _table(rows: Rows) -> str:
    head = f"| {' | '.join(rows.variables)} |\n|{'---|' * len(rows.variables)}\n"
    body = "".join(f"| {' | '.join(map(_cell, row))} |\n" for row in rows.rows[:SHOWN])
    more = len(rows) - SHOWN
    return head + body + (f"\n{more} more rows.\n" if more > 0 else "")


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    text = text.removeprefix("https://w3id.org/newsgraph/id/")
    return (text if len(text) <= 60 else text[:59] + "…").replace("|", "\\|").replace("\n", " ")


def _anchor(title: str) -> str:
    kept = (c for c in title.lower().replace(" ", "-") if c.isalnum() or c == "-")
    return "".join(kept)


def _quoted(value: str) -> str:
    return f"'{value}'" if " " in value else value


def open_golden(folder: Path) -> Embedded:
    """The store of the golden graph with its description, built in a new folder."""
    quads = GRAPH.read_text(encoding="utf-8").splitlines()
    described = folder.with_suffix(".nq")
    described.write_text("\n".join([*quads, *describe(quads)]) + "\n", encoding="utf-8")
    load(described, folder)
    return Embedded.open(folder)


def main() -> None:
    """Write the page and the answers."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_golden(Path(folder) / "store")
        ANSWERS.mkdir(exist_ok=True)
        found = answers(store)
        for old in ANSWERS.glob("*.csv"):
            if old.stem not in found:
                old.unlink()
        for name, answer in found.items():
            (ANSWERS / f"{name}.csv").write_text(answer, encoding="utf-8", newline="")
        PAGE.write_text(page(store), encoding="utf-8")
    sys.stderr.write(f"{PAGE} and {len(found)} answers written\n")


if __name__ == "__main__":
    main()
