"""What a human decided, as a plain file: ``decisions.toml``, read whole and only ever added to.

    [[decision]]
    kind = "same"            # or "different", "unsure"
    left = "https://w3id.org/newsgraph/id/person/ana-silva"
    right = "Ana da Silva"   # an IRI or a name; " @ " and an article's id narrow it
    note = "both mayor of Porto"
    date = "2026-01-09"

    [[decision]]
    kind = "prefer"
    person = "https://w3id.org/newsgraph/id/person/ana-silva"
    name = "Ana Silva"

    [[decision]]
    kind = "reject"
    claim = "https://w3id.org/newsgraph/id/claim/0123456789abcdef"

A later decision on the same pair replaces an earlier one; taking one out undoes it. Deciding is
apart from applying, as in OpenSanctions' nomenklatura: a build replays the file on what the
rules alone have found.
"""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, get_args

from kg.errors import InputError
from kg.model import Decision, DecisionKind

_NEEDED: dict[str, tuple[str, ...]] = {
    "same": ("left", "right"),
    "different": ("left", "right"),
    "unsure": ("left", "right"),
    "prefer": ("person", "name"),
    "reject": ("claim",),
}
_EXTRA = ("kind", "note", "date")
_HEAD = re.compile(r"\s*\[\[\s*[\"']?decision[\"']?\s*\]\]")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"\\\ud800-\udfff]')
_TITLE = (
    "# Decisions on the graph in this folder, replayed on every build. Take one out to undo it.\n"
)


def read(path: Path) -> tuple[Decision, ...]:
    """All decisions of a file in their order; none if there is no file.

    Raises:
        InputError: the file cannot be read, is no TOML or holds anything but decisions; names
            the line.
    """
    return _parsed(path, _content(path))


def append(path: Path, decision: Decision) -> None:
    """Add a decision to the end of a file, which is made if there is none.

    A process that is killed meanwhile, or a disk that is full, leaves the file as it was.

    Raises:
        InputError: the file is broken or cannot be written; it is left as it was.
    """
    before = _content(path)
    lead = "" if before.endswith("\n") else "\n" if before else _TITLE
    added = f"{lead}\n{text(decision)}"
    _parsed(path, before)
    _parsed(path, before + added)
    try:
        raw = path.read_bytes() if before else b""
        _replace(path.resolve(), raw + added.encode())
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")  # builds remove what is left of these
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def _content(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text") from error


def _parsed(path: Path, content: str) -> tuple[Decision, ...]:
    try:
        tables = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:  # tells line and column
        raise InputError(f"{path}: {error}") from error
    listed = tables.pop("decision", [])
    if tables or not isinstance(listed, list):
        stray = min(tables, default="decision")
        raise InputError(f"{path}: {stray!r} does not belong here, only [[decision]] tables")
    heads = [n for n, line in enumerate(content.splitlines(), start=1) if _HEAD.match(line)]
    found = []
    for number, table in enumerate(listed, start=1):
        try:
            found.append(_decision(table))
        except ValueError as error:
            whole = len(heads) == len(listed)
            place = f"line {heads[number - 1]}" if whole else f"decision {number}"
            raise InputError(f"{path}, {place}: {error}") from error
    return tuple(found)


def text(decision: Decision) -> str:
    """A decision as TOML.

    >>> print(text(Decision(kind="prefer", person="Ana Silva", name='Ana "Nia" Silva')), end="")
    [[decision]]
    kind = "prefer"
    person = "Ana Silva"
    name = "Ana \\"Nia\\" Silva"
    """
    values = ((f.name, getattr(decision, f.name)) for f in fields(decision))
    lines = [f"{key} = {_quoted(value)}\n" for key, value in values if value is not None]
    return "[[decision]]\n" + "".join(lines)


def _quoted(value: str) -> str:
    return f'"{_UNSAFE.sub(_escaped, value)}"'


def _escaped(match: re.Match[str]) -> str:
    char = match.group()
    if char in '"\\':
        return "\\" + char
    # A surrogate alone is no character; TOML has no way to write it.
    return f"\\u{0xFFFD if ord(char) >= 0xD800 else ord(char):04X}"


def _decision(table: Any) -> Decision:
    if not isinstance(table, dict):
        raise ValueError("a decision is a [[decision]] table")
    kind = table.get("kind")
    if kind not in _NEEDED:
        raise ValueError(f"kind is {kind!r}; it has to be one of {_listed(get_args(DecisionKind))}")
    needed = _NEEDED[kind]
    for key, value in table.items():
        if key not in (*needed, *_EXTRA):
            raise ValueError(f"{key!r} does not belong to {kind!r}, which has {_listed(needed)}")
        if key == "date" and isinstance(value, date):
            continue
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"{key} has to be text in quotes")
    if missing := [key for key in needed if key not in table]:
        raise ValueError(f"{kind!r} needs {_listed(missing)}")
    if len(needed) > 1 and needed[0] == "left" and table["left"] == table["right"]:
        raise ValueError("left and right are the same")
    values: dict[str, Any] = {
        k: v if isinstance(v, str) else v.isoformat() for k, v in table.items()
    }
    return Decision(**values)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
