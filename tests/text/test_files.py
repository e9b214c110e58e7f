"""Inputs as given → files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.text import files


def listed(given: Path | str, warnings: list[str] | None = None) -> list[str]:
    warn = ([] if warnings is None else warnings).append
    return [str(path) for path in files.paths(str(given), warn)]


def grow(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Talks resumed.", encoding="utf-8")
    return root


def test_a_folder_is_read_whole_sorted_and_without_hidden_or_foreign_files(tmp_path: Path) -> None:
    grow(tmp_path, "b.txt", "a/z.MD", "a/c.htm", ".git/x.txt", "a/.d.txt", "photo.png", "c.jsonl")
    warnings: list[str] = []
    found = [Path(p).relative_to(tmp_path).as_posix() for p in listed(tmp_path, warnings)]
    assert found == ["a/c.htm", "a/z.MD", "b.txt", "c.jsonl"]
    assert warnings == []


def test_links_inside_are_followed_once_and_links_out_are_reported(tmp_path: Path) -> None:
    root = grow(tmp_path / "in", "a.txt", "sub/b.txt")
    grow(tmp_path / "out", "secret.txt")
    (root / "same.txt").symlink_to(root / "a.txt")
    (root / "leak.txt").symlink_to(tmp_path / "out/secret.txt")
    (root / "leaks").symlink_to(tmp_path / "out")
    (root / "again").symlink_to(root)
    (root / "photo.png").symlink_to(tmp_path / "out/photo.png")
    warnings: list[str] = []
    found = [Path(p).relative_to(root).as_posix() for p in listed(root, warnings)]
    assert found == ["a.txt", "same.txt", "sub/b.txt"]
    assert [w.removeprefix(f"{root}/") for w in warnings] == [
        "leak.txt: a link that leads out of the folder; left out",
        "leaks: a link that leads out of the folder; left out",
    ]


def test_a_link_that_is_named_is_followed(tmp_path: Path) -> None:
    grow(tmp_path, "a.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert listed(tmp_path / "link.txt") == [str(tmp_path / "link.txt")]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("n*", ["news/c.md"]),
        ("**/*.md", ["news/c.md"]),
        ("**", ["a.txt", "b.txt", "news/c.md"]),
        ("[ab].txt", ["a.txt", "b.txt"]),
        ("?.png", []),
    ],
)
def test_globs(tmp_path: Path, pattern: str, found: list[str]) -> None:
    grow(tmp_path, "a.txt", "b.txt", "news/c.md", "d.png", ".hidden.txt")
    got = listed(tmp_path / pattern)
    assert sorted(Path(p).relative_to(tmp_path).as_posix() for p in got) == found


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path: Path) -> None:
    grow(tmp_path, "[1].txt", "1.txt")
    assert listed(tmp_path / "[1].txt") == [str(tmp_path / "[1].txt")]


@pytest.mark.parametrize("given", ["missing.txt", "", "no*match", "a\0b.txt", "a\0*", "x" * 5000])
def test_what_is_not_there_is_an_error_that_names_it(tmp_path: Path, given: str) -> None:
    with pytest.raises(InputError) as raised:
        listed(f"{tmp_path}/{given}" if given else given)
    assert files.shown(given) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_unknown_format_is_reported_only_when_named(tmp_path: Path) -> None:
    grow(tmp_path, "photo.png")
    warnings: list[str] = []
    assert listed(tmp_path, warnings) == [] and warnings == []
    assert listed(tmp_path / "photo.png", warnings) == []
    assert warnings == [f"{tmp_path}/photo.png: unknown format; {files.WANTED}"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    warnings: list[str] = []
    assert listed(tmp_path / "pipe.txt", warnings) == []
    assert warnings == [f"{tmp_path}/pipe.txt: not a regular file; left out"]
    assert listed(tmp_path) == []


def test_standard_input_is_no_path() -> None:
    assert list(files.paths("-", [].append)) == [None]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zürich–Genève.txt", "Zürich–Genève.txt"),
        ("a\nb", "a\\nb"),
        ("\x1b]0;x\x07", "\\x1b]0;x\\x07"),
        ("\udcff.txt", "\\udcff.txt"),
        ("\u202egpj.txt", "\\u202egpj.txt"),
    ],
)
def test_names_are_shown_on_one_line_without_control_characters(name: str, expected: str) -> None:
    assert files.shown(name) == expected
