"""Disks that are full or read-only, outputs that go nowhere, and being told to stop."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.graph.embedded import Embedded
from kg.graph.push import target
from kg.graph.remote import Remote
from kg.workspace import Workspace
from tests.endpoints import Handler, moody, oxigraph, through

_KG = [sys.executable, "-c", "from kg.cli import main; main()"]
_TEXTS = {
    "old": "Brazilian Senator Carlos Bragante met Ana Silva in Lima on 3 March 2024.",
    "new": "Brazilian Senator Carlos Bragonte left Peru on 5 March 2024.",
}


def kg(*arguments: object, stdin: str = "", file_bytes: int | None = None) -> tuple[int, str]:
    """Run a command: its exit code, and what it says on standard error."""

    def limit() -> None:
        if file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    done = subprocess.run(
        [*_KG, *map(str, arguments)],
        input=stdin,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,
        check=False,
    )
    return done.returncode, done.stderr


def saved(folder: Path, *names: str) -> Path:
    path = folder / f"{'-'.join(names)}.jsonl"
    path.write_text(
        "".join(json.dumps({"id": name, "text": _TEXTS[name]}) + "\n" for name in names),
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("survival")
    code, said = kg("build", saved(folder, "old", "new"), "-o", folder / "out")
    assert code == 0, said
    return folder / "out"


@contextmanager
def disk(at: Path, size: str) -> Iterator[None]:
    """A small file system of its own."""
    at.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.decode().strip()}")
    try:
        yield
    finally:
        # Lazily: a store that this process opened may not have been collected yet.
        subprocess.run(["umount", "--lazy", str(at)], check=True)


def copied(built: Path, to: Path) -> None:
    subprocess.run(["cp", "-a", str(built), str(to)], check=True)


def contents(out: Path) -> tuple[bytes, bytes, int]:
    now = Workspace.open(out)
    return now.quads.read_bytes(), now.page.read_bytes(), len(Embedded.open(now.store))


@pytest.mark.parametrize("left", [0, 20, 300, 800])  # KB; a graph takes some 1,400
def test_a_full_disk_leaves_the_old_graph_and_says_so(
    built: Path, tmp_path: Path, left: int
) -> None:
    full = tmp_path / "full"
    with disk(full, "8m"):
        copied(built, full / "out")
        before = contents(full / "out")
        room = os.statvfs(full)
        filler = room.f_bavail * room.f_frsize - left * 1024
        (full / "filler").write_bytes(b"x" * filler)
        code, said = kg("build", saved(tmp_path, "new"), "-o", full / "out")
        assert (code, said.splitlines()) == (
            2,
            [f"kg: {full / 'out'} cannot be written: No space left on device"],
        )
        assert contents(full / "out") == before
        assert not list((full / "out").glob(".*.part"))
        (full / "filler").unlink()
        assert kg("build", saved(tmp_path, "new"), "-o", full / "out")[0] == 0
        assert contents(full / "out") != before
        assert not list((full / "out").glob(".*"))


@pytest.mark.parametrize("most", [1_000, 30_000, 200_000])
def test_files_that_may_not_grow_leave_the_old_graph(
    built: Path, tmp_path: Path, most: int
) -> None:
    copied(built, tmp_path / "out")
    before = contents(tmp_path / "out")
    code, said = kg("build", saved(tmp_path, "new"), "-o", tmp_path / "out", file_bytes=most)
    assert (code, len(said.splitlines())) == (2, 1)
    assert "cannot be written" in said or "cannot be built" in said
    assert contents(tmp_path / "out") == before


def test_an_answer_that_finds_no_room_leaves_the_decisions(built: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    with disk(full, "8m"):
        copied(built, full / "out")
        decisions = full / "out" / "decisions.toml"
        decisions.write_text("# my own words\n", encoding="utf-8")
        room = os.statvfs(full)
        (full / "filler").write_bytes(b"x" * (room.f_bavail * room.f_frsize))
        code, said = kg("review", full / "out", stdin="y\n")
        assert (code, said) == (2, f"kg: {decisions} cannot be written: No space left on device\n")
        assert decisions.read_text(encoding="utf-8") == "# my own words\n"
        assert not list((full / "out").glob(".*"))


def test_a_disk_that_fills_during_a_push_is_told_and_the_push_goes_on(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    full, batch, batches = tmp_path / "full", 200, 0
    small = f"from kg.graph import push; push._SIZE.update(update={batch}); {_KG[2]}"
    monkeypatch.setitem(globals(), "_KG", [*_KG[:2], small])
    with disk(full, "8m"), oxigraph(tmp_path / "server") as server:
        copied(built, full / "out")
        pass_on = through(server, lambda _: "pass on")

        def filled(request: Handler) -> None:
            nonlocal batches
            batches += request.body.startswith(b"INSERT")
            if batches == 3:
                room = os.statvfs(full)
                (full / "filler").write_bytes(b"x" * (room.f_bavail * room.f_frsize))
            pass_on(request)

        with moody(filled) as front:
            push = ("push", full / "out", f"{front.address}/update")
            state = full / "out" / f"push-{target(push[2]).key}.json"
            assert kg(*push) == (2, f"kg: {state} cannot be written: No space left on device\n")
            assert json.loads(state.read_text(encoding="utf-8"))["sent"] == 2 * batch
            assert not list((full / "out").glob(".*"))
            (full / "filler").unlink()
            assert kg(*push)[0] == 0
        total = len(Embedded.open(Workspace.open(full / "out").store))
        assert batches == 1 + -(-total // batch)  # the third was sent twice
        assert len(list(Remote(f"{server}/query").statements())) == total


def test_a_read_only_disk_is_read_and_not_written(built: Path, tmp_path: Path) -> None:
    fixed = tmp_path / "fixed"
    with disk(fixed, "8m"):
        copied(built, fixed / "out")
        subprocess.run(["mount", "-o", "remount,ro", str(fixed)], check=True)
        for command in (["query", "persons"], ["export"], ["validate"], ["why", "Brazil", "*"]):
            assert kg(command[0], fixed / "out", *command[1:])[0] in (0, 1)
        for said in (
            kg("build", saved(tmp_path, "new"), "-o", fixed / "out"),
            kg("build", saved(tmp_path, "new"), "-o", fixed / "another"),
            kg("page", fixed / "out"),
            kg("review", fixed / "out", stdin="y\n"),
        ):
            assert said[0] == 2 and said[1].count("\n") == 1
            assert said[1].endswith("cannot be written: Read-only file system\n")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["triggers"], ["query", "OUT"], ["export", "OUT"]]
)
def test_output_that_finds_no_room_is_one_line(built: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*_KG, *(str(built) if a == "OUT" else a for a in arguments)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "kg: standard output: no space left on device\n"


@pytest.mark.parametrize("arguments", [["triggers"], ["export", "OUT"]])
def test_a_reader_that_has_enough_is_no_error(built: Path, arguments: list[str]) -> None:
    with subprocess.Popen(
        [*_KG, *(str(built) if a == "OUT" else a for a in arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")


def _heeding() -> None:
    """Let a process heed Ctrl-C though a shell that runs the tests behind it has it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_review_that_is_told_to_stop_ends_in_one_line(built: Path) -> None:
    with subprocess.Popen(
        [*_KG, "review", str(built)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heeding,
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        said = ""
        while not said.endswith("One person?"):
            said += process.stdout.read(1)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 2
        assert process.stderr.read() == "kg: stopped\n"
