from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from kg.graph.answer import Frames, command, serve
from kg.iris import ID, SCHEMA

TURTLE = f"""
@prefix schema: <{SCHEMA}> . @prefix id: <{ID}> .
id:a a schema:Person ; schema:name "Ana Sørlie"@en .
id:b a schema:Person ; schema:name 'say "hi"\\n@prefix' .
"""
ALL = "SELECT ?n { ?p a schema:Person ; schema:name ?n } ORDER BY ?n"


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    store.load(TURTLE.encode(), format=ox.RdfFormat.TURTLE)
    return store


def request(query: str, **changes: Any) -> bytes:
    message = {
        "query": query,
        "base": "http://localhost/sparql",
        "default_graphs": [],
        "named_graphs": [],
        "table": "text/csv",
        "truth": changes.get("table", "text/csv"),
        "graph": "text/turtle",
        "seconds": 0,
    } | changes
    body = json.dumps(message).encode()
    return struct.pack("!I", len(body)) + body


def frames(stream: bytes) -> list[tuple[str, bytes]]:
    found = []
    while stream:
        kind, size = struct.unpack("!cI", stream[:5])
        found.append((kind.decode(), stream[5 : 5 + size]))
        stream = stream[5 + size :]
    return found


def replies(store: ox.Store, *requests: bytes) -> list[tuple[str, bytes]]:
    out = io.BytesIO()
    serve(store, io.BytesIO(b"".join(requests)), Frames(out))
    return frames(out.getvalue())


def body(store: ox.Store, query: str, **changes: Any) -> bytes:
    (kind, _), *data, (end, _) = replies(store, request(query, **changes))
    assert (kind, end) == ("H", "Z"), data
    return b"".join(piece for _, piece in data)


def test_head_data_end_for_each_request(store: ox.Store) -> None:
    got = replies(
        store, request("ASK { ?s a schema:Person }"), request("ASK { ?s a schema:Event }")
    )
    assert got == [
        ("H", b"text/csv"),
        ("D", b"true"),
        ("Z", b""),
        ("H", b"text/csv"),
        ("D", b"false"),
        ("Z", b""),
    ]


@pytest.mark.parametrize(
    ("media", "start"),
    [
        ("text/csv", b"n\r\nAna S"),
        ("text/tab-separated-values", b'?n\n"Ana S'),
        ("application/sparql-results+json", b'{"head":{"vars":["n"]}'),
        ("application/sparql-results+xml", b"<?xml"),
    ],
)
def test_tables(store: ox.Store, media: str, start: bytes) -> None:
    assert body(store, ALL, table=media).startswith(start)


@pytest.mark.parametrize(
    ("media", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # in rdflib itself
def test_graphs(store: ox.Store, media: str, parser: str) -> None:
    data = body(store, "CONSTRUCT WHERE { ?s ?p ?o }", graph=media)
    expected = rdflib.Graph().parse(data=TURTLE, format="turtle")
    assert set(rdflib.Graph().parse(data=data, format=parser)) == set(expected)


def test_turtle_begins_with_sorted_prefixes(store: ox.Store) -> None:
    lines = body(store, "CONSTRUCT WHERE { ?s ?p ?o }").decode().splitlines()
    head = [line for line in lines if line.startswith("@prefix ")]
    assert lines[: len(head)] == sorted(head) != []
    assert all("@prefix" not in line[:7] for line in lines[len(head) :])


def test_a_large_answer_comes_in_pieces_that_join_to_the_whole(store: ox.Store) -> None:
    rows = " ".join(str(n) for n in range(50_000))
    got = replies(store, request(f"SELECT ?n {{ VALUES ?n {{ {rows} }} }}"))
    kinds = [kind for kind, _ in got]
    assert kinds == ["H", *["D"] * (len(kinds) - 2), "Z"]
    assert len(kinds) > 4
    assert b"".join(piece for kind, piece in got if kind == "D").split() == [
        b"n",
        *(rows.encode().split()),
    ]


@pytest.mark.parametrize(
    ("query", "changes", "kind", "message"),
    [
        ("SELECT *\n{ ?s ?p }", {}, "syntax", "line 2, column 10\n{ ?s ?p }\n         ^"),
        ("INSERT DATA { <a:> <b:> <c:> }", {}, "syntax", "line 1"),
        ("", {}, "syntax", "line 1"),
        ("ASK {}", {"default_graphs": ["no iri"]}, "syntax", "no absolute IRI"),
        ("ASK { SERVICE <http://e/> {} }", {}, "refused", "SERVICE"),
        ("ASK { SERVICE <http://e/> {} }", {"named_graphs": ["a:b"]}, "refused", "SERVICE"),
        ("ASK FROM <http://e/g> {}", {}, "refused", "FROM <http://e/g>"),
        ("ASK {}", {"table": None}, "format", "text/csv"),
        ("DESCRIBE id:a", {"graph": None}, "format", "text/turtle"),
    ],
)
def test_errors_leave_the_worker_working(
    store: ox.Store, query: str, changes: dict[str, Any], kind: str, message: str
) -> None:
    (reply, payload), *after = replies(store, request(query, **changes), request("ASK {}"))
    said = json.loads(payload)
    assert (reply, said["kind"]) == ("E", kind)
    assert message in said["message"]
    assert [frame for frame, _ in after] == ["H", "D", "Z"]


def test_dataset_of_the_protocol(store: ox.Store) -> None:
    graph = ox.NamedNode("http://e/g")
    store.add(ox.Quad(ox.NamedNode("http://e/x"), ox.NamedNode("http://e/p"), ox.Literal(1), graph))
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert body(store, count).split() == [b"n", b"4"]
    assert body(store, count, default_graphs=["http://e/g"]).split() == [b"n", b"1"]
    assert body(store, count, default_graphs=["http://e/other"]).split() == [b"n", b"0"]
    assert body(store, count, named_graphs=["http://e/g"]).split() == [b"n", b"0"]
    assert body(store, "SELECT (COUNT(*) AS ?n) FROM <http://e/g> { ?s ?p ?o }").split()[1] == b"1"
    named = "ASK { GRAPH <http://e/g> { ?s ?p ?o } }"
    assert body(store, named, named_graphs=["http://e/g"]) == b"true"
    assert body(store, named, named_graphs=["http://e/other"]) == b"false"


def talk(
    folder: Path, *requests: bytes, megabytes: int | None = None
) -> tuple[list[tuple[str, bytes]], int]:
    """Frames and return code of a worker process."""
    done = subprocess.run(
        command(folder, megabytes),
        input=b"".join(requests),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return frames(done.stdout), done.returncode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = ox.Store(str(tmp_path / "store"))
    store.bulk_extend(
        ox.Quad(ox.NamedNode(f"http://e/{n}"), ox.NamedNode("http://e/p"), ox.Literal(n))
        for n in range(2000)
    )
    store.flush()
    del store
    return tmp_path / "store"


def test_process_says_ready_answers_and_ends_with_its_input(folder: Path) -> None:
    got, code = talk(folder, request("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert got == [("R", b""), ("H", b"text/csv"), ("D", b"n\r\n2000\r\n"), ("Z", b"")]
    assert code == 0


def test_process_tells_of_a_store_it_cannot_open(tmp_path: Path) -> None:
    ((kind, payload),), _ = talk(tmp_path / "none")
    assert kind == "E"
    assert str(tmp_path / "none") in json.loads(payload)["message"]


def test_process_ends_itself_when_its_time_is_long_up(folder: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    got, code = talk(folder, request(endless, seconds=0.3))
    assert ([kind for kind, _ in got], code) == (["R"], -14)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to a cap of address space")
def test_process_may_not_have_more_memory_than_its_cap(folder: Path) -> None:
    got, code = talk(folder, request("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f"), megabytes=100)
    assert ([kind for kind, _ in got], code) == (["R"], -6)


def test_an_unknown_function_is_the_querys_fault(store: ox.Store) -> None:
    ((kind, payload),) = replies(store, request("SELECT (<http://e/f>(1) AS ?x) {}"))
    assert (kind, json.loads(payload)["kind"]) == ("E", "syntax")
    assert "http://e/f" in json.loads(payload)["message"]
