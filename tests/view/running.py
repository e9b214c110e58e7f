"""A server in a process of its own, for tests that ask it over the loopback interface."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pyoxigraph as ox

from kg.iris import ID, SCHEMA

SCRIPT = """
import json, sys
from functools import partial
from pathlib import Path
from kg.graph import answer, named
from kg.view import serve
from kg.view.answers import Limits
from kg.view.gate import Access
from kg.questions import Query
folder, options = Path(sys.argv[1]), json.loads(sys.argv[2])
serve.run(
    partial(answer.command, megabytes=200),
    lambda: folder / (folder / "current").read_text(),
    log=lambda line: print(line, file=sys.stderr, flush=True),
    port=options.pop("port", 0),
    access=Access(**options.pop("access", {})),
    page=lambda: folder / "graph.html",
    examples=[Query(
        name="all",
        title="All <b>persons</b>",
        about="Every person, </script> too.",
        text="SELECT ?p { ?p a schema:Person }",
    ), *named.every()],
    limits=Limits(request_bytes=300_000, **options),
)
"""

# One client for all: each new one would load the certificates of the world.
web = httpx.Client(timeout=60, trust_env=False, verify=False)


class Server:
    """A running server: its process, its address, its log."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self.process = process
        self.folder = folder
        deadline = time.monotonic() + 60
        while not (found := re.search(r"SPARQL at (http\S+?(?::(\d+))?)/sparql", self.log)):
            assert process.poll() is None and time.monotonic() < deadline, self.log
            time.sleep(0.02)
        self.address, self.port = found[1], int(found[2] or 0)
        self.sparql = self.address + "/sparql"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def ask(self, query: str, **parameters: str) -> httpx.Response:
        """POST a query; CSV unless ``format`` says otherwise."""
        return web.post(self.sparql, data={"query": query, "format": "csv"} | parameters)


@contextlib.contextmanager
def serving(folder: Path, **options: Any) -> Iterator[Server]:
    """A server on the current store of a folder. ``options`` are those of ``Limits``, and ``access``."""
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(folder), json.dumps(options)], stderr=log
        ) as process,
    ):
        try:
            yield Server(process, folder)
        finally:
            process.terminate()
            process.wait(30)
            print((folder / "log").read_text(encoding="utf-8"))


def make_store(folder: Path, name: str, persons: list[str], numbers: int = 0) -> None:
    """A store folder of that name, made the current one."""
    store = ox.Store(str(folder / name))
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    quads = []
    for person in persons:
        node = ox.NamedNode(f"{ID}person/{quote(person)}")
        quads += [
            ox.Quad(node, kind, ox.NamedNode(SCHEMA + "Person")),
            ox.Quad(node, label, ox.Literal(person, language="en")),
        ]
    number = ox.NamedNode("http://e/number")
    quads += [ox.Quad(ox.NamedNode(f"http://e/{n}"), number, ox.Literal(n)) for n in range(numbers)]
    store.bulk_extend(quads)
    store.flush()
    del store
    use(folder, name)


def use(folder: Path, name: str) -> None:
    """Make a store folder the current one."""
    (folder / "next").write_text(name)
    (folder / "next").replace(folder / "current")


def wait_for(condition: Any, seconds: float = 20) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
