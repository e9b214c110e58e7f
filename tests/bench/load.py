"""How fast a graph is loaded: ``python tests/bench/load.py graph.nq`` on an idle machine.

Loads into a new folder beside the graph as a build does, and then again the graph alone with the
engine's own bulk loader. Seconds are by the clock and of the processors. The graph of 100,000
briefs is made by ``python tests/bench/load.py graph.nq --briefs 100000``, which then stops.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def loaded(nquads: Path, folder: Path) -> None:
    """As a build loads it, with the ontology, what follows and the index of words."""
    from kg.graph import embedded

    wall, cpu = _timed(lambda: embedded.load(nquads, folder))
    quads = sum(1 for _ in nquads.open("rb"))
    statements = len(embedded.Embedded.open(folder))
    print(f"quads {quads:,}, statements {statements:,}, {_size(folder):,} bytes")
    print(f"load: {wall:.1f} s, CPU {cpu:.1f} s, {statements / wall:,.0f} statements a second")


def bare(nquads: Path, folder: Path) -> None:
    """The graph alone, by the engine alone, and not put in order."""
    import pyoxigraph as ox

    store = ox.Store(str(folder))
    format_ = ox.RdfFormat.N_QUADS
    wall, cpu = _timed(lambda: store.bulk_load(path=str(nquads), format=format_))
    rate = len(store) / wall
    print(f"the engine alone: {wall:.1f} s, CPU {cpu:.1f} s, {rate:,.0f} statements a second")


def made(nquads: Path, count: int) -> None:
    """Write the graph of so many made-up articles."""
    from tests.bench.growth import resolved

    nquads.parent.mkdir(parents=True, exist_ok=True)
    resolved(count, nquads.parent)
    (nquads.parent / "graph.nq").replace(nquads)


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


STEPS = {"loaded": loaded, "bare": bare}


def main() -> None:
    """Run each step in a process and a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--briefs", type=int, help="make the graph of so many briefs")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.briefs:
        made(given.graph, given.briefs)
        return
    if given.step:
        with tempfile.TemporaryDirectory(dir=given.graph.parent) as folder:
            STEPS[given.step](given.graph, Path(folder) / "store")
        return
    for step in STEPS:
        command = [sys.executable, __file__, str(given.graph), "--step", step]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main()
