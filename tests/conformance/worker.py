"""A query worker for the conformance tests: it takes the data of each test from a file.

The worker of the product, but for this: before each query it reads ``data.nq`` anew, and
``graphs`` (one IRI a line) for the named graphs that are empty.
"""

from __future__ import annotations

import json
import struct
import sys
from pathlib import Path

import pyoxigraph as ox

from kg.graph import answer


def load(folder: Path) -> ox.Store:
    """The dataset as it lies in the folder now."""
    store = ox.Store()
    store.load(path=str(folder / "data.nq"), format=ox.RdfFormat.N_QUADS)
    for graph in (folder / "graphs").read_text("utf-8").split():
        store.add_graph(ox.NamedNode(graph))
    return store


def main(folder: Path) -> None:
    frames = answer.Frames(sys.stdout.buffer)
    frames.send(b"R")
    while len(head := sys.stdin.buffer.read(4)) == 4:
        request = json.loads(sys.stdin.buffer.read(*struct.unpack("!I", head)))
        answer.answer(load(folder), request, frames)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
