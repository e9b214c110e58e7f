"""What more articles cost: ``python -m tests.bench.growth 10000 100000`` prints one JSON line each.

The articles are the briefs of ``briefs.py``. Each size runs in processes of its own, one for what
happens in Python's memory, one for the store and one for its queries; CPU seconds, the peak of
memory so far and bytes on disk are told, each step on stderr when it is done. Statements loaded a
second are by the clock, and so need an idle machine. ``--plot LINES PICTURE`` draws kept lines.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

QUERIES = {
    "who-met-whom": {"period": "2031-01-15"},
    "about": {"who": "State 07"},
    "dyad": {"one": "State 03", "other": "State 05"},
    "articles-about": {"who": "State 40"},
    "said-by": {},
    "conflicts": {},
    "offices-over-time": {"country": "State 11"},
    "contents": {},
}
"""The main named queries with their values; the speaker is looked up in the graph."""


class Clock:
    """CPU seconds and the peak of memory after each step of a process."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, float]] = {}
        self._last = _cpu()

    def lap(self, step: str) -> None:
        now = _cpu()
        self.found[step] = {"seconds": round(now - self._last, 2), "megabytes": _peak()}
        self._last = now
        _tell(f"{step}: {self.found[step]}")


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _cpu() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def resolved(count: int, folder: Path) -> dict[str, Any]:
    """Briefs to N-Quads."""
    from kg.graph import mapping
    from kg.model import Run
    from kg.resolve import clusters, conflicts, knowledge, origins
    from kg.uncollected import uncollected
    from tests.bench.briefs import briefs

    clock = Clock()
    run = Run(id="https://w3id.org/newsgraph/id/run/bench", software="-", rules="-", model="-")
    with uncollected():
        pairs = list(briefs(count))
        clock.lap("generate")
        known = knowledge.tell(pairs, run, (), print, ())
        del pairs
        clock.lap("persons and claims")
        known = clusters.cluster(known)
        clock.lap("events")
        known = origins.count(known)
        clock.lap("origins")
        known = conflicts.judge(known)
        clock.lap("conflicts")
        quads = mapping.write(known, folder / "graph.nq")
        clock.lap("write")
    sizes = {name: len(getattr(known, name)) for name in ("nodes", "claims", "reports", "events")}
    found = {**sizes, "conflicts": len(known.conflicts), "quads": quads}
    return {"steps": clock.found, **found, "bytes": (folder / "graph.nq").stat().st_size}


def loaded(_count: int, folder: Path) -> dict[str, Any]:
    """N-Quads to a store."""
    from kg.graph import embedded

    clock = Clock()
    begun = time.perf_counter()
    embedded.load(folder / "graph.nq", folder / "store")
    wall = time.perf_counter() - begun
    clock.lap("load")
    statements = len(embedded.Embedded.open(folder / "store"))
    size = sum(file.stat().st_size for file in (folder / "store").rglob("*"))
    per_second = round(statements / wall)
    return {
        "steps": clock.found,
        "statements": statements,
        "a second": per_second,
        "store bytes": size,
    }


def queried(_count: int, folder: Path) -> dict[str, Any]:
    """CPU milliseconds of each query, the median of five runs after one to warm up."""
    from kg.graph import named, parameters
    from kg.graph.embedded import Embedded

    store = Embedded.open(folder / "store")
    found = {}
    for name, values in QUERIES.items():
        given = {"speaker": _speaker(store)} if name == "said-by" else values
        text = parameters.bind(named.query(name), given, store)
        times = []
        for _ in range(6):
            begun = time.process_time()
            rows = len(store.select(text))
            times.append((time.process_time() - begun) * 1000)
            if times[-1] > 20_000:
                break
        found[name] = {"ms": round(statistics.median(times[1:] or times), 1), "rows": rows}
        _tell(f"{name}: {found[name]}")
    return {"queries": found}


def _speaker(store: Any) -> str:
    rows = store.select(
        "SELECT ?s (COUNT(*) AS ?n) { ?a kg:speaker ?s } GROUP BY ?s ORDER BY DESC(?n) ?s LIMIT 1"
    )
    return str(next(iter(rows.rows))[0])


STEPS = {"resolved": resolved, "loaded": loaded, "queried": queried}


def measure(count: int, folder: Path) -> dict[str, Any]:
    """All figures of one size, each step in a process of its own."""
    total: dict[str, Any] = {"articles": count, "steps": {}}
    for step in STEPS:
        command = [sys.executable, "-m", "tests.bench.growth", "--step", step, str(count), folder]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        found = json.loads(answer.stdout.splitlines()[-1])
        total["steps"].update(found.pop("steps", {}))
        total.update(found)
    return total


def main(arguments: list[str]) -> int:
    """Run each size, or one step of one size; returns the exit code."""
    if arguments[:1] == ["--step"]:
        print(json.dumps(STEPS[arguments[1]](int(arguments[2]), Path(arguments[3]))))
        return 0
    if arguments[:1] == ["--plot"]:
        from tests.bench.growth_plot import draw

        draw(Path(arguments[1]), Path(arguments[2]))
        return 0
    for count in arguments or ["10000", "100000"]:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure(int(count), Path(folder))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
