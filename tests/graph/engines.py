"""Other people's RDF parsers, each as a function from a file to its triples.

A parser that is not installed skips the test that asks for it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyld import jsonld
from rdflib import Dataset

Triples = set[ox.Triple]
N3_JS = Path(sys.prefix) / "node_modules" / "n3"
SUFFIXES = {
    "turtle": ".ttl",
    "trig": ".trig",
    "nquads": ".nq",
    "ntriples": ".nt",
    "rdfxml": ".rdf",
    "jsonld": ".jsonld",
}


def triples(data: str | bytes) -> Triples:
    """The triples of N-Quads, whatever their graphs."""
    return {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS)}


def oxigraph(path: Path, format_: str) -> Triples:
    """Oxigraph reads all formats."""
    form = ox.RdfFormat.from_extension(SUFFIXES[format_][1:])
    return {quad.triple for quad in ox.parse(path=str(path), format=form)}


def rdflib(path: Path, format_: str) -> Triples:
    """rdflib reads all formats."""
    names = {"ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset = Dataset()
        dataset.parse(str(path), format=names.get(format_, format_))
        return triples(dataset.serialize(format="nquads"))


def raptor(path: Path, format_: str) -> Triples:
    """Raptor (librdf) reads all formats but JSON-LD; warnings count as errors."""
    if shutil.which("rapper") is None:
        pytest.skip("rapper is not installed: apt-get install raptor2-utils")
    command = ["rapper", "-q", "-i", format_, "-o", "ntriples", str(path)]
    run = subprocess.run(command, capture_output=True, check=True)
    assert run.stderr == b""
    return triples(run.stdout)


def n3(path: Path, format_: str) -> Triples:
    """N3.js reads the Turtle family, strictly in the format that is named."""
    if shutil.which("node") is None or not N3_JS.is_dir():
        pytest.skip(f"N3.js is not installed: npm install --prefix {sys.prefix} n3")
    media = {
        "turtle": "text/turtle",
        "trig": "application/trig",
        "nquads": "application/n-quads",
        "ntriples": "application/n-triples",
    }
    program = (
        f"const N3 = require({json.dumps(str(N3_JS))}), [path, format] = process.argv.slice(1);"
        "const text = require('fs').readFileSync(path, 'utf8');"
        "const quads = new N3.Parser({format}).parse(text);"
        "console.log(new N3.Writer({format: 'application/n-quads'}).quadsToString(quads));"
    )
    command = ["node", "-e", program, str(path), media[format_]]
    return triples(subprocess.run(command, capture_output=True, check=True).stdout)


def pyld(path: Path, _format: str) -> Triples:
    """PyLD, the processor of the JSON-LD specification's editors."""
    document = json.loads(path.read_text(encoding="utf-8"))
    found = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert isinstance(found, str)
    return triples(found)


READERS: list[tuple[Callable[[Path, str], Triples], tuple[str, ...]]] = [
    (oxigraph, tuple(SUFFIXES)),
    (rdflib, tuple(SUFFIXES)),
    (raptor, ("turtle", "trig", "nquads", "ntriples", "rdfxml")),
    (n3, ("turtle", "trig", "nquads", "ntriples")),
    (pyld, ("jsonld",)),
]
