"""The tools that people have, against a running server, as they are really used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas
import pytest
import rdflib
import sparql_dataframe
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from kg.iris import ID
from tests.view.running import Server

COMUNICA = str(Path(sys.prefix) / "node_modules" / ".bin" / "comunica-sparql")
NAMES = "SELECT ?name { ?p a schema:Person ; rdfs:label ?name } ORDER BY ?name"
PEOPLE = ["Ana Silva", "João Prado"]
GRAPH = "CONSTRUCT { ?p rdfs:label ?name } WHERE { ?p a schema:Person ; rdfs:label ?name }"
DATES = "SELECT ?a ?d { ?a schema:datePublished ?d } ORDER BY ?d"

deprecations = pytest.mark.filterwarnings("ignore::DeprecationWarning")
"""rdflib and SPARQLWrapper use what rdflib deprecates."""


def run(*command: str, **options: Any) -> str:
    """What a program prints."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def needed(program: str, package: str) -> str:
    """Where a program is; without it the test is skipped and says so."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"NO {program.upper()}: install {package} to try it as a client")
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["-H", "Accept: text/csv", "--data-urlencode", f"query={NAMES}"],
        ["-G", "--compressed", "-H", "Accept: text/csv", "--data-urlencode", f"query={NAMES}"],
        ["-H", "Content-Type: application/sparql-query", "-H", "Accept: text/csv", "-d", NAMES],
    ],
)
def test_curl(story_server: Server, arguments: list[str]) -> None:
    curl = needed("curl", "curl")
    lines = run(curl, "-sS", "--fail", *arguments, story_server.sparql).splitlines()
    assert lines == ["name", *PEOPLE]


def test_curl_sees_that_an_answer_is_cut_off(story_server: Server) -> None:
    curl = needed("curl", "curl")
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    command = [
        curl,
        "-sS",
        "--max-time",
        "60",
        "-o",
        os.devnull,
        "-d",
        urlencode({"query": endless}),
    ]
    done = subprocess.run([*command, story_server.sparql], capture_output=True, text=True)
    assert done.returncode == 18, done.stderr  # "partial file"


@deprecations
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper(story_server: Server, method: str) -> None:
    client = SPARQLWrapper(story_server.sparql)
    client.setMethod(method)
    client.setQuery(NAMES)
    client.setReturnFormat(JSON)
    bindings = client.queryAndConvert()["results"]["bindings"]
    assert [row["name"]["value"] for row in bindings] == PEOPLE
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().decode().split("\r\n")[1:3] == PEOPLE
    client.setReturnFormat(XML)
    assert PEOPLE[1] in client.queryAndConvert().toxml()
    client.setQuery(GRAPH)
    client.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")) == 2


@deprecations
def test_rdflib(story_server: Server) -> None:
    graph = rdflib.Graph(SPARQLStore(story_server.sparql))
    rows: list[Any] = list(graph.query(NAMES))
    assert [str(row[0]) for row in rows] == PEOPLE
    ana = rdflib.URIRef(ID + "person/ana-silva")
    assert str(graph.value(ana, rdflib.RDFS.label)) == PEOPLE[0]
    built = graph.query(GRAPH).graph
    assert built is not None and len(built) == 2


def test_pandas(story_server: Server) -> None:
    names = pandas.read_csv(f"{story_server.sparql}?{urlencode({'query': NAMES})}")
    assert list(names["name"]) == PEOPLE
    dates = pandas.read_csv(
        f"{story_server.sparql}.csv?{urlencode({'query': DATES})}", parse_dates=["d"]
    )
    assert dates["d"].dt.year.tolist() == [2024, 2024]


@deprecations
def test_sparql_dataframe(story_server: Server) -> None:
    frame = sparql_dataframe.get(story_server.sparql, NAMES)
    assert list(frame["name"]) == PEOPLE


def test_roqet(story_server: Server, tmp_path: Path) -> None:
    roqet = needed("roqet", "rasqal-utils (Debian)")
    query = tmp_path / "names.rq"
    query.write_text(
        "PREFIX schema: <https://schema.org/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        + NAMES,
        encoding="utf-8",
    )
    told = run(roqet, "-q", "-p", story_server.sparql, str(query), "-r", "csv")
    assert told.split() == ["name", *(word for name in PEOPLE for word in name.split())]


def test_comunica(story_server: Server) -> None:
    comunica = (
        COMUNICA
        if Path(COMUNICA).exists()
        else needed(
            "comunica-sparql", f"@comunica/query-sparql by npm, as with --prefix {sys.prefix}"
        )
    )
    query = (
        "PREFIX schema: <https://schema.org/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        "SELECT ?name WHERE { ?p a schema:Person ; rdfs:label ?name FILTER(STRLEN(?name) > 3) }"
        "ORDER BY ?name"
    )
    for source in (f"sparql@{story_server.sparql}", story_server.sparql):
        told = json.loads(run(comunica, source, query, "-t", "application/json"))
        assert [row["name"].split('"')[1] for row in told] == PEOPLE
    thing = f"{story_server.address}/id/person/ana-silva"
    told = json.loads(run(comunica, thing, "SELECT * { ?s ?p ?o }", "-t", "application/json"))
    assert any(row["o"].startswith('"Ana Silva"') for row in told)
