"""The command line as a user meets it: data on stdout, errors as one line, exit codes."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import readers
from kg.build import build
from kg.cli import main
from kg.text import pipeline, shards

TEXT = (
    "Peruvian President Ana Quispe met Chilean Foreign Minister Luis Rojas in Lima on 3 March 2024. "
    "A spokesman denied that Luis Rojas is president of Chile."
)


@pytest.fixture(scope="module")
def out(tmp_path_factory, nlp) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    patch = pytest.MonkeyPatch()
    patch.setattr(pipeline, "load", lambda _name: nlp)
    build([str(folder / "a.txt")], folder / "out")
    patch.undo()
    return folder / "out"


def run(*args: str, stdin: str = ""):
    return CliRunner().invoke(main, [str(a) for a in args], input=stdin)


def test_help_is_light_and_complete():
    code = (
        "import sys; from kg.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'rdflib', 'pyoxigraph', 'networkx', 'pandas', 'numpy', 'trafilatura'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for command in (
        "build",
        "demo",
        "extract",
        "query",
        "why",
        "validate",
        "export",
        "serve",
        "review",
        "link",
        "eval",
        "triggers",
    ):
        assert command in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        "build",
        "demo",
        "extract",
        "query",
        "why",
        "validate",
        "export",
        "serve",
        "review",
        "link",
        "eval",
        "triggers",
    ],
)
def test_every_command_explains_itself(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 5


def test_extract_prints_one_object_per_article(tmp_path, monkeypatch, nlp):
    monkeypatch.setattr(pipeline, "load", lambda _name: nlp)
    path = tmp_path / "in.jsonl"
    records = [{"id": "b", "text": TEXT}, {"id": "a", "text": TEXT}, {"text": "Nothing."}]
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    result = run("extract", path)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [x["article"] for x in found[:2]] == ["b", "a"] and len(found) == 3
    assert found[0]["events"][0]["type"] == "CONSULT"
    for mention in found[0]["mentions"]:
        assert 0 <= mention["start"] < mention["end"] <= len(TEXT)


def test_triggers_without_a_row_say_what_may_have_been_meant():
    result = run("triggers", "expell")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("kg: no row of the trigger table has expell; did you mean")
    assert "expel" in result.stderr.split("mean")[1]
    assert run("triggers", "expel").exit_code == 0


def test_extract_by_several_processes_prints_the_same(tmp_path, monkeypatch):
    path = tmp_path / "in.jsonl"
    texts = [TEXT, "Peru condemned Chile.", TEXT, "Kenya sent aid to Nepal on Friday."]
    records = [{"id": f"a{n}", "text": text} for n, text in enumerate(texts)]
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    alone = run("extract", path)
    monkeypatch.setattr(readers, "WORTHWHILE", 0)
    monkeypatch.setattr(shards, "CHARACTERS", 1)
    assert run("extract", path).stdout == alone.stdout
    found = [json.loads(line)["article"] for line in alone.stdout.splitlines()]
    assert found == ["a0", "a1", "a2", "a3"]


def test_queries(out):
    assert "persons" in run("query", out).stdout
    assert "Ana Quispe" in run("query", out, "persons").stdout
    rows = list(csv.DictReader(io.StringIO(run("query", out, "persons", "--format", "csv").stdout)))
    assert any("Ana Quispe" in row.values() for row in rows)
    text = "SELECT (COUNT(*) AS ?n) { ?c a kg:Report }"
    assert json.loads(run("query", out, "-", "--format", "json", stdin=text).stdout)[0]["n"] >= 1
    assert json.loads(run("query", out, text, "--format", "json").stdout)[0]["n"] >= 1
    assert run("query", out, "ASK { ?s a kg:Nothing }").exit_code == 1
    assert run("query", out, "-", stdin="ASK { ?s a kg:Nothing }").exit_code == 1
    assert run("query", out, "-", stdin="ASK { ?s a sem:Event }").exit_code == 0


@pytest.mark.parametrize(
    ("args", "stdin", "says"),
    [
        (["query", "OUT", "persns"], "", "persons"),
        (["query", "OUT", "-"], "SELEKT", "query"),
        (["query", "OUT", "SELECT ?s { ?s"], "", "line 1"),
        (["query", "/nowhere", "persons"], "", "kg build"),
        (["why", "OUT", "Ana Quisp", "holdsOffice"], "", "Ana Quispe"),
        (["build", "/nowhere/at all.txt", "-o", "OUT"], "", "at all.txt"),
        (["serve", "/nowhere"], "", "kg build"),
        (["query", "OUT", sys.executable], "", "no text"),
    ],
)
def test_what_cannot_run_is_one_line_and_exit_code_2(out, args, stdin, says):
    result = run(*[str(out) if a == "OUT" else a for a in args], stdin=stdin)
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


def test_why_shows_the_sentence(out):
    result = run("why", out, "Ana Quispe", "holdsOffice")
    assert result.exit_code == 0
    assert TEXT.split(". ")[0] in " ".join(result.stdout.split())


def test_why_of_what_nobody_says(out):
    assert run("why", out, "Ana Quispe", "spouse").exit_code == 1


def test_a_denied_office_is_no_plain_triple(out):
    ask = "ASK { ?p rdfs:label 'Luis Rojas' ; kg:holdsOffice ?o . ?o rdfs:label ?l FILTER CONTAINS(?l, 'president') }"
    assert run("query", out, "-", stdin=ask).exit_code == 1
    assert "denied" in run("query", out, "claims").stdout


def test_validate_finds_nothing_and_then_something(out, tmp_path):
    import shutil

    assert run("validate", out).exit_code == 0
    copy = tmp_path / "copy"
    shutil.copytree(out, copy)
    [articles] = copy.glob("generation-*/articles.jsonl")
    text = articles.read_text(encoding="utf-8")
    articles.write_text(text.replace("Ana Quispe", "Eva Quispe", 1), encoding="utf-8")
    broken = run("validate", copy)
    assert broken.exit_code == 1 and broken.stdout.strip()


@pytest.mark.parametrize(
    "form", ["turtle", "trig", "nquads", "ntriples", "rdfxml", "jsonld", "graphml", "gexf", "csv"]
)
def test_exports(out, form):
    first, second = run("export", out, "--format", form), run("export", out, "--format", form)
    assert first.exit_code == 0, first.output
    assert "Ana Quispe" in first.stdout
    assert first.stdout_bytes == second.stdout_bytes


def test_review_with_nothing_open_says_so(out):
    result = run("review", out)
    assert result.exit_code == 0
    assert "0 open questions" in result.stdout
    assert not (out / "decisions.toml").exists()


def test_a_broken_decisions_file_stops_the_build_at_once(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "decisions.toml").write_text("[[decision]\n", encoding="utf-8")
    result = run("build", tmp_path / "a.txt", "-o", out)
    assert result.exit_code == 2
    assert "decisions.toml" in result.stderr and len(result.stderr.strip().splitlines()) == 1
