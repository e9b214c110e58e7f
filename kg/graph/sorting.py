"""Lines in order and each once, more of them than memory holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

_HELD = 400_000
"""Lines that are sorted in memory; more are sorted in parts that lie on disk meanwhile."""


def ordered(lines: Iterable[str], folder: Path, held: int | None = None) -> Iterator[str]:
    """The lines by code point, each once; none may have a line end.

    ``folder`` is where the parts lie until the iterator ends.

    >>> list(ordered(["b", "c", "a", "b"], Path("."), held=2))
    ['a', 'b', 'c']
    """
    parts = _parts(lines, held or _HELD)
    first, second = next(parts, []), next(parts, None)
    if second is None:
        yield from first
        return
    with TemporaryDirectory(dir=folder, prefix=".sorting-") as spill:
        files: list[Path] = []
        for part in chain((first, second), parts):
            files.append(Path(spill) / str(len(files)))
            _write(part, files[-1])
        yield from _once(merge(*map(_read, files)))


def _parts(lines: Iterable[str], held: int) -> Iterator[list[str]]:
    left = iter(lines)
    # In the order they come, most lines are sorted already: a set would lose it.
    while part := sorted(dict.fromkeys(islice(left, held))):
        yield part


def _write(lines: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def _read(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line[:-1]


def _once(lines: Iterable[str]) -> Iterator[str]:
    last = None
    for line in lines:
        if line != last:
            last = line
            yield line
