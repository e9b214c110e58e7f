"""How one graph takes the place of another: whole or not at all, and by one build at a time.

A build writes into a folder of its own, renames it when it is done, and then replaces the
manifest: a process killed at any moment leaves the old graph or the new one. What it leaves
beside is removed by the next build. What was found in articles is written down as it comes, so
that the next build need not read them again.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from kg import codec
from kg.errors import WorkspaceError
from kg.model import Extraction
from kg.workspace import MANIFEST, Workspace

_LOCK = ".lock"
_JOURNAL = ".reading.jsonl"
_PREFIX = "generation-"
_PARTS = ".*.part"


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Hold a folder, made if need be, for writing; whoever else wants to is refused.

    Raises:
        WorkspaceError: another process holds it (it is named), or it cannot be written.
    """
    lock = FileLock(out / _LOCK)
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except Timeout as error:
        owner = _owner(out)
        raise WorkspaceError(
            f"{out} is being built by {owner}; wait for its end, or give another folder"
        ) from error
    except OSError as error:
        raise WorkspaceError(f"{out} cannot be written: {error.strerror or error}") from error
    try:
        with suppress(OSError):  # on a full disk the owner has no name
            (out / _LOCK).write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        with suppress(OSError):  # some systems do not let an open file go
            (out / _LOCK).unlink()
        lock.release()


def _owner(out: Path) -> str:
    try:
        return f"process {int((out / _LOCK).read_text(encoding='ascii'))}"
    except (OSError, ValueError):
        return "another process"


def clear(out: Path) -> None:
    """Remove what builds that were cut short left behind."""
    current = _current(out)
    stale = [path for path in out.glob(_PREFIX + "*") if path.name != current]
    for path in (*stale, *out.glob(_PARTS)):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _current(out: Path) -> str | None:
    try:
        return Workspace.open(out).folder.name
    except WorkspaceError:
        return None


def begun(out: Path) -> Path:
    """A new folder to write a generation into."""
    part = out / f".{_PREFIX}new.part"
    part.mkdir()
    return part


def publish(out: Path, part: Path, manifest: dict[str, Any]) -> Workspace:
    """Make what was written into ``part`` the graph of the folder; the old one is removed.

    The new generation is named after the manifest's ``state``.
    """
    name = _PREFIX + str(manifest["state"])
    if (out / name).exists():  # the same graph, of which something was deleted
        name += "-repaired"
    part.rename(out / name)
    fresh = out / f".{MANIFEST}.part"
    written = json.dumps({**manifest, "generation": name}, indent=1, sort_keys=True)
    fresh.write_text(written + "\n", encoding="utf-8", newline="\n")
    fresh.replace(out / MANIFEST)
    workspace = Workspace.open(out)
    settle(workspace)
    return workspace


def settle(workspace: Workspace) -> None:
    """Show the generation, and remove all that is not of it."""
    _show(workspace)
    clear(workspace.root)
    with suppress(FileNotFoundError):
        (workspace.root / _JOURNAL).unlink()


def _show(workspace: Workspace) -> None:
    """Put the page and the quads of the generation where people look for them."""
    for path in (workspace.page, workspace.quads):
        shown = workspace.root / path.name
        if shown.exists() and shown.samefile(path):
            continue
        part = workspace.root / f".{path.name}.part"
        try:
            os.link(path, part)
        except OSError:  # a file system without hard links
            shutil.copyfile(path, part)
        part.replace(shown)


class Journal:
    """What was found in articles by one run, kept from the moment it was found."""

    def __init__(self, out: Path, run: str) -> None:
        self._path = out / _JOURNAL
        self._run = run

    def read(self) -> dict[str, Extraction]:
        """What an earlier build by the same run had found when it was cut short, by digest."""
        try:
            with self._path.open(encoding="utf-8") as file:
                return dict(self._entries(file))
        except FileNotFoundError:
            return {}

    def _entries(self, lines: Iterable[str]) -> Iterator[tuple[str, Extraction]]:
        for line in lines:
            try:
                entry = json.loads(line)
            except ValueError:
                continue  # cut short in the middle of a line
            if entry["run"] == self._run:
                yield entry["digest"], codec.extraction(entry["extraction"])

    def keep(self, found: Iterable[tuple[str, Extraction]]) -> Iterator[tuple[str, Extraction]]:
        """Pass extractions through, each with its article's digest, and write them down."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write("\n")  # the line before may have been cut short
            for digest, extraction in found:
                entry = {"run": self._run, "digest": digest, "extraction": extraction}
                file.write(json.dumps(entry, default=codec.parts) + "\n")
                file.flush()
                yield digest, extraction
