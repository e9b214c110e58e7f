"""A store that was patched holds and finds what one that was loaded does."""

import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.graph import embedded, patching
from kg.graph.embedded import Embedded
from kg.iris import ID

ANA, JOAO, EVA = (f"<{ID}person/{name}>" for name in ("ana-silva", "joao-prado", "eva-lind"))
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
SPOUSE, PARENT = "<https://schema.org/spouse>", "<https://schema.org/parent>"
PUBLISHED = "<https://schema.org/datePublished>"
KG = "https://w3id.org/newsgraph/ontology#"
EVENT = f"<{ID}event/1>"
REST = [f"<{ID}place/{n:03}> {LABEL} {chr(34)}Place {n}{chr(34)}" for n in range(200)]
"""What stays, so that the rest is little."""


def written(path: Path, lines: Sequence[str]) -> Path:
    path.parent.mkdir()
    path.write_text("".join(f"{line} .\n" for line in sorted([*lines, *REST])), encoding="utf-8")
    embedded.load(path, path.parent / "store")
    return path.parent


def patched(old: Path, new: Path, folder: Path) -> bool:
    return patching.patched(new / "graph.nq", folder, (old / "graph.nq", old / "store"))


def held(store: Path) -> list[str]:
    return sorted(map(str, Embedded.open(store).statements()))


def indexed(store: Path) -> bytes:
    return store.with_name(store.name + ".words").read_bytes()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([], []),
        ([f"{ANA} {LABEL} {chr(34)}Ana{chr(34)}"], [f"{ANA} {LABEL} {chr(34)}Anna{chr(34)}"]),
        ([f"{ANA} {TYPE} <{KG}Report>"], [f"{ANA} {TYPE} <{KG}Claim>"]),
        (
            [f"{ANA} {TYPE} <{KG}Report>", f"{ANA} {TYPE} <{KG}Claim>"],
            [f"{ANA} {TYPE} <{KG}Claim>"],
        ),
        ([f"{ANA} {SPOUSE} {JOAO}", f"{JOAO} {SPOUSE} {ANA}"], [f"{JOAO} {SPOUSE} {ANA}"]),
        ([f"{JOAO} {SPOUSE} {ANA}"], [f"{ANA} {SPOUSE} {JOAO}", f"{JOAO} {SPOUSE} {ANA}"]),
        ([f"{ANA} {PARENT} {JOAO}"], [f"{ANA} {PARENT} {EVA}"]),
        (
            [f"{EVENT} {TYPE} <http://semanticweb.cs.vu.nl/2009/11/sem/Event>"],
            [
                f"{EVENT} {TYPE} <http://semanticweb.cs.vu.nl/2009/11/sem/Event>",
                f"{EVENT} <{KG}actor> {ANA}",
            ],
        ),
        (
            [f"{EVENT} <{KG}actor> {JOAO}", f"{EVENT} {TYPE} <{KG}Report>"],
            [f"{EVENT} <{KG}actor> {ANA}", f"{EVENT} {TYPE} <{KG}Report>"],
        ),
    ],
)
def test_it_is_the_store_that_loading_makes(old: list[str], new: list[str], tmp_path: Path) -> None:
    before, after = (
        written(tmp_path / "a" / "graph.nq", old),
        written(tmp_path / "b" / "graph.nq", new),
    )
    (tmp_path / "c").mkdir()
    for one, other in ((before, after), (after, before)):
        folder = tmp_path / "c" / one.name
        assert patched(one, other, folder)
        assert held(folder) == held(other / "store")
        assert indexed(folder) == indexed(other / "store")


def test_a_graph_can_be_patched_again_and_again(nquads: Path, tmp_path: Path) -> None:
    story = nquads.read_text(encoding="utf-8").splitlines()
    lines = [line.removesuffix(" .") for line in story]
    latest = written(tmp_path / "0" / "graph.nq", lines)
    for n in range(1, 6):
        fresh = written(
            tmp_path / str(n) / "graph.nq", [*lines[n:], f"{EVA} {LABEL} {chr(34)}{n}{chr(34)}"]
        )
        again = tmp_path / f"patched-{n}"
        again.mkdir()
        assert patched(latest, fresh, again / "store")
        assert held(again / "store") == held(fresh / "store")
        shutil.copyfile(fresh / "graph.nq", again / "graph.nq")
        latest = again


def test_nothing_is_left_where_too_much_differs(tmp_path: Path) -> None:
    many = [f"{ANA} {LABEL} {chr(34)}Ana {n}{chr(34)}" for n in range(100)]
    before, after = (
        written(tmp_path / "a" / "graph.nq", []),
        written(tmp_path / "b" / "graph.nq", many),
    )
    assert not patched(before, after, tmp_path / "store")
    assert not patched(after, before, tmp_path / "store")
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}


@pytest.mark.parametrize("which", ["what is removed is missing", "what is added is there"])
def test_a_store_of_another_graph_is_found_out(which: str, tmp_path: Path) -> None:
    line = f"{ANA} {LABEL} {chr(34)}Ana{chr(34)}"
    with_it, without = (
        written(tmp_path / "a" / "graph.nq", [line]),
        written(tmp_path / "b" / "graph.nq", []),
    )
    old, new = (with_it, without) if which == "what is removed is missing" else (without, with_it)
    shutil.rmtree(old / "store")
    shutil.copytree(new / "store", old / "store")
    assert not patched(old, new, tmp_path / "store")
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}


def test_two_ways_of_writing_a_time_are_not_lost(tmp_path: Path) -> None:
    one, other = (
        f'{ANA} {PUBLISHED} "2024-03-05T00:00:00{zone}"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
        for zone in ("Z", "+00:00")
    )
    before, after = (
        written(tmp_path / "a" / "graph.nq", [one, other]),
        written(tmp_path / "b" / "graph.nq", [one]),
    )
    assert not patched(before, after, tmp_path / "store")


@pytest.mark.parametrize("name", ["graph.nq", "store", "store/CURRENT"])
def test_what_is_not_there_is_no_error(name: str, tmp_path: Path) -> None:
    before, after = (
        written(tmp_path / "a" / "graph.nq", []),
        written(tmp_path / "b" / "graph.nq", []),
    )
    gone = before / name
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    assert not patched(before, after, tmp_path / "store")
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}


def test_an_index_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    before, after = (
        written(tmp_path / "a" / "graph.nq", []),
        written(tmp_path / "b" / "graph.nq", []),
    )
    monkeypatch.setattr(patching.indexing, "build", full)
    assert not patched(before, after, tmp_path / "store")
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}
