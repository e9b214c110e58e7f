"""How long named queries take on an invented graph: ``python tests/bench/queries.py [ARTICLES]``.

3,300 articles make about a million statements (see ``tests.bench.newsroom``). The eight most used
are those that ask about somebody or something; all get the 41st of 13,200 persons, of whom 84
sentences tell. For each query: the median of five runs in milliseconds, by the clock and of
processor time (a query uses one processor, so an idle machine takes as long by the clock), with its
answer read into Python; and how long it takes to look up what its parameters name. Prints a Markdown table;
``--json`` one JSON object.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from kg.graph import embedded, mapping, named, parameters
from kg.graph.embedded import Embedded
from tests.bench.newsroom import world

ARTICLES = 3300
RUNS = 5
MOST_USED = {
    "about": {"who": "Person 40"},
    "ties": {"who": "Person 40"},
    "articles-about": {"who": "Person 40"},
    "said-by": {"speaker": "Person 40"},
    "tellings": {"who": "Person 40"},
    "dyad": {"one": "Person 40", "other": "Russia"},
    "who-met-whom": {"who": "Peru", "period": "2024-03"},
    "search": {"words": "jifura visited"},
}
OTHERS = {
    "who-met-whom": {"period": "2024-03"},
    "offices-over-time": {"country": "Peru"},
    "told-by-one-source": {"source": "Paper 3"},
    "first-reports": {"who": "Person 40"},
    "together": {"who": "Person 40"},
    "balance": {"who": "Person 40"},
    "framings": {"who": "Person 40"},
    "visits": {"who": "Person 40"},
    "of-type": {"type": "COERCE.arrest", "period": "2024-03"},
    "unnamed-sources": {"source": "Paper 3"},
    "who-denied": {"speaker": "Peru"},
    "by-month": {"who": "Person 40"},
    "plans-and-outcomes": {"who": "Person 40"},
    "places": {"place": "Town 3"},
}


def measure(store: Embedded, name: str, values: Mapping[str, str]) -> dict[str, object]:
    """Milliseconds and rows of a query, and milliseconds to look up its values."""
    query = named.query(name)
    text = parameters.bind(query, values, store)
    return {
        "query": name,
        "parameters": dict(values),
        "rows": len(store.select(text)),
        "look-up ms": _median(lambda: parameters.bind(query, values, store))[0],
        **dict(zip(("ms", "processor ms"), _median(lambda: store.select(text)), strict=True)),
    }


def _median(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of processor time."""
    times = []
    for _ in range(RUNS):
        begun, spent = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - begun, time.process_time() - spent))
    clock, processor = (
        round(1000 * statistics.median(kind), 1) for kind in zip(*times, strict=True)
    )
    return clock, processor


def table(statements: int, found: list[dict[str, object]]) -> str:
    """The figures as Markdown."""
    lines = [
        f"{statements:,} statements",
        "",
        "| query | parameters | rows | look-up ms | ms | processor ms |",
    ]
    lines.append("|---|---|---|---|---|---|")
    for one in found:
        given = ", ".join(f"{key}={value}" for key, value in dict(one["parameters"]).items())  # type: ignore[call-overload]
        lines.append(
            f"| `{one['query']}` | {given} | {one['rows']} | {one['look-up ms']} | {one['ms']} "
            f"| {one['processor ms']} |"
        )
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Build the graph and print the figures."""
    numbers = [int(word) for word in arguments if word.isdigit()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nq"
        mapping.write(world(numbers[0] if numbers else ARTICLES), path)
        statements = embedded.load(path, Path(folder) / "store")
        store = Embedded.open(Path(folder) / "store")
        asked = [*MOST_USED.items(), *OTHERS.items()]
        found = [measure(store, name, values) for name, values in asked]
    if "--json" in arguments:
        print(json.dumps({"statements": statements, "queries": found}))
    else:
        print(table(statements, found))


if __name__ == "__main__":
    main(sys.argv[1:])
