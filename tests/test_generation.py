"""One graph in place of another: whole or not at all, by one build at a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from kg import generation
from kg.errors import WorkspaceError
from kg.generation import Journal
from kg.model import Extraction
from kg.workspace import FORMAT, Workspace


def test_a_second_build_is_refused_by_the_name_of_the_first(tmp_path):
    with (
        generation.held(tmp_path),
        pytest.raises(WorkspaceError, match=f"built by process {os.getpid()}; wait"),
        generation.held(tmp_path),
    ):
        pass
    with generation.held(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


def test_whoever_was_killed_holds_nothing(tmp_path):
    code = "import sys, time; from kg import generation\nwith generation.held(__import__('pathlib').Path(sys.argv[1])):\n print('held', flush=True); time.sleep(60)"
    other = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert other.stdout and other.stdout.readline() == b"held\n"
    with pytest.raises(WorkspaceError, match=f"process {other.pid};"), generation.held(tmp_path):
        pass
    other.kill()
    other.communicate()
    with generation.held(tmp_path):
        pass


def test_the_journal_keeps_what_was_found_by_the_same_run(tmp_path):
    found = {name: Extraction(article=name) for name in ("a1", "a2", "a3")}
    keeping = Journal(tmp_path, "run/1").keep(found.items())
    assert next(keeping) and next(keeping)  # then it is killed
    [journal] = tmp_path.iterdir()
    with journal.open("a", encoding="utf-8") as file:
        file.write('{"run": "run/1", "digest": "a3", "extr')
    assert list(Journal(tmp_path, "run/1").read()) == ["a1", "a2"]
    assert Journal(tmp_path, "run/2").read() == {}
    assert dict(Journal(tmp_path, "run/1").keep([("a3", found["a3"])])) == {"a3": found["a3"]}
    assert Journal(tmp_path, "run/1").read() == found


def test_without_hard_links_the_files_are_copied(tmp_path, monkeypatch):
    (tmp_path / "generation-1").mkdir()
    for name in ("graph.html", "graph.nq"):
        (tmp_path / "generation-1" / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError("not here")))
    manifest = {"format": FORMAT, "generation": "generation-1"}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    generation.settle(Workspace.open(tmp_path))
    assert (tmp_path / "graph.nq").read_text(encoding="utf-8") == "graph.nq"
    assert not (tmp_path / "graph.nq").samefile(tmp_path / "generation-1" / "graph.nq")
