"""Inputs as given → the files they stand for: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import stat
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from kg.errors import InputError

Warn = Callable[[str], None]

EXTENSIONS = (".txt", ".md", ".html", ".htm", ".jsonl")
WANTED = "give .txt, .md, .html or .jsonl files"
STDIN = "-"


def shown(name: str) -> str:
    r"""A file name for a message: one line, control characters escaped.

    >>> print(shown("a\nb\x1b[31m.txt"))
    a\nb\x1b[31m.txt
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def reason(error: OSError) -> str:
    """Why the operating system refuses, in its own words.

    >>> reason(PermissionError(13, "Permission denied"))
    'permission denied'
    """
    return (error.strerror or type(error).__name__).lower()


def paths(given: str, warn: Warn) -> Iterator[Path | None]:
    """The files one input stands for, sorted; None is standard input.

    ``warn`` gets one line for each file that is named but left out, and for each link in a
    folder that leads out of it.

    Raises:
        InputError: nothing is there, or a glob matches nothing.
    """
    if given == STDIN:
        yield None
        return
    path = Path(given)
    mode = _mode(path) if given else None
    if mode is None and glob.has_magic(given):
        yield from _matches(given, warn)
    elif mode is None:
        raise InputError(f"{shown(given)}: no such file or folder")
    elif stat.S_ISDIR(mode):
        yield from _walk(path, path.resolve(), warn)
    elif not stat.S_ISREG(mode):
        warn(f"{shown(given)}: not a regular file; left out")
    elif not _is_article(path):
        warn(f"{shown(given)}: unknown format; {WANTED}")
    else:
        yield path


def _matches(pattern: str, warn: Warn) -> Iterator[Path]:
    try:
        found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  pathlib's is relative
    except (OSError, ValueError):
        found = []
    if not found:
        raise InputError(f"{shown(pattern)}: no file matches")
    each = (_within(Path(name), warn) for name in found)
    yield from dict.fromkeys(chain.from_iterable(each))


def _within(path: Path, warn: Warn) -> Iterator[Path]:
    """The articles' files at a path that was found, not named: others are passed over."""
    mode = _mode(path)
    if _is_folder(path):
        yield from _walk(path, path.resolve(), warn)
    elif _is_article(path) and (mode is None or stat.S_ISREG(mode)):
        yield path  # what cannot be looked at is reported when it cannot be opened


def _walk(folder: Path, root: Path, warn: Warn) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        warn(f"{shown(str(folder))}: {reason(error)}")
        return
    for path in entries:
        is_link = stat.S_ISLNK(_mode(path, follow_symlinks=False) or 0)
        if path.name.startswith(".") or (is_link and not _inside(path, root, warn)):
            continue
        if not _is_folder(path):
            yield from _within(path, warn)
        elif not is_link:
            yield from _walk(path, root, warn)


def _inside(link: Path, root: Path, warn: Warn) -> bool:
    """Whether a link stays within the folder that is read."""
    try:
        inside = link.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a loop of links
        inside = False
    if not inside and (_is_article(link) or _is_folder(link)):
        warn(f"{shown(str(link))}: a link that leads out of the folder; left out")
    return inside


def _is_article(path: Path) -> bool:
    return path.suffix.lower() in EXTENSIONS


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(_mode(path) or 0)


def _mode(path: Path, *, follow_symlinks: bool = True) -> int | None:
    """The mode of what is at a path; None when there is nothing or it cannot be seen."""
    try:
        return path.stat(follow_symlinks=follow_symlinks).st_mode
    except (OSError, ValueError):
        return None
