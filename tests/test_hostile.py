"""Articles that try to break out of their fields: nothing of them becomes a statement or a link."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from spacy.language import Language

from kg.build import build
from kg.cli import main
from kg.graph.export import FORMATS
from kg.text import pipeline
from kg.workspace import Workspace
from tests.graph import engines

FIELDS = [
    'a"b\n<x:s> <x:evil> <x:o> .',
    "../../etc/passwd",
    "?x } INSERT DATA { <x:evil> <x:p> <x:o> } #",
    '""" . <x:evil> <x:p> """',
    "''' ; @prefix x: <x:> . x:evil x:p x:o .",
    "\u202eevil\u2066\x00\x07\x1b[2J",
    "\ud800 half",
    "{{7*7}}${7*7}<script>alert(1)</script>",
    '=HYPERLINK("http://x.example")',
    '--> ]]> </x> &lt; \\u003E \\ \\" |',
    "_:b <<( <x:s> <x:evil> <x:o> )>> {| |}",
]
URLS = [
    "javascript:alert(1)",
    "http://x.example/a b",
    'http://x.example/<>"{}|\\^`',
    "http://[bad",
    "http://x.example/\u00e9\u202e",
    'http://x.example/"><script>',
    "https://user:pw@x.example/",
    "http://",
    "http://x.example/%zz",
    "file:///etc/passwd",
    "http://x.example/><x:evil><x:p><x:o>.",
]
TEXT = (
    'Peruvian President Ana "<x:evil>" Silva met Luis Rojas in Lima on 3 March 2024, '
    "the minister said. Luis Rojas denied it. {} Peru and Chile signed a treaty on Friday."
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, nlp: Language) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    records = [
        {
            "id": FIELDS[n],
            "title": FIELDS[n - 1],
            "publisher": FIELDS[n - 2],
            "published": FIELDS[n - 3],
            "url": URLS[n],
            "text": TEXT.format(FIELDS[n].replace("\ud800", "")),
        }
        for n in range(len(FIELDS))
    ]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "in.jsonl").write_text(lines, encoding="utf-8")
    patch = pytest.MonkeyPatch()
    patch.setattr(pipeline, "load", lambda _name: nlp)
    assert build([str(folder / "in.jsonl")], folder / "out").counts["articles"] == len(FIELDS)
    patch.undo()
    return folder / "out"


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def test_no_field_becomes_an_iri(out: Path) -> None:
    for triple in engines.triples(Workspace.open(out).quads.read_bytes()):
        for term in (triple.subject, triple.predicate, triple.object):
            if hasattr(term, "datatype"):
                continue
            assert term.value.startswith(("http://", "https://")), term
            assert not {"evil", "etc", "script", "INSERT"} & set(term.value.split("/")), term
            assert "x.example" not in term.value and ".." not in term.value


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("reader", [engines.oxigraph, engines.rdflib])
def test_every_export_says_the_same(
    out: Path, tmp_path: Path, reader: Callable[[Path, str], engines.Triples], format_: str
) -> None:
    done = kg("export", out, "--format", format_)
    assert done.exit_code == 0
    path = tmp_path / f"graph{engines.SUFFIXES[format_]}"
    path.write_bytes(done.stdout_bytes)
    written = engines.triples(Workspace.open(out).quads.read_bytes())
    if format_ == "rdfxml":  # XML has no control characters
        assert set(map(str, reader(path, format_))) == {_without_controls(t) for t in written}
    else:
        assert reader(path, format_) == written


def _without_controls(triple: object) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|\\u00[01][0-9A-F]", "\ufffd", str(triple))


def test_the_graph_is_valid_and_every_command_answers(out: Path) -> None:
    assert kg("validate", out).exit_code == 0
    for query in ("persons", "events", "sources", "conflicts"):
        assert kg("query", out, query, "--format", "json").exit_code == 0
    for name in FIELDS:
        for asked in (kg("why", out, name, "*"), kg("query", out, "about", "-p", f"who={name}")):
            assert isinstance(asked.exception, SystemExit | None)
            assert asked.exit_code in (0, 1, 2)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("decisions.toml", b"x = ", "decisions.toml: Invalid value (at end of document)"),
        ("decisions.toml", b"\xff", "decisions.toml is not UTF-8 text"),
        ("decisions.toml", b"[[decision]]", "decisions.toml, line 1: kind is None"),
        ("links.jsonl", b"{}\n", "links.jsonl:1 is no link"),
        ("links.jsonl", b"\xff\n", "links.jsonl cannot be read"),
    ],
)
def test_what_a_human_left_broken_is_told_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, says: str
) -> None:
    monkeypatch.setattr(pipeline, "load", lambda _name: pytest.fail("articles were read"))
    (tmp_path / "a.txt").write_text("Peru met Chile.", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_bytes(content)
    done = kg("build", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert done.exit_code == 2
    [line] = done.stderr.splitlines()
    assert says in line
