"""Articles and extractions ↔ JSON objects: the lines of the workspace and of ``kg extract``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import WorkspaceError
from kg.model import (
    Argument,
    Article,
    Assertion,
    Attribution,
    Entity,
    Event,
    Extraction,
    Mention,
    Relation,
    Span,
    Time,
    Title,
)


def plain(value: Any) -> Any:
    """A value of the model as JSON types, field by field in the order of the class."""
    if isinstance(value, str | int | float | None):
        return value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return {name: plain(part) for name, part in parts(value).items()}


def parts(value: Any) -> dict[str, Any]:
    """The JSON object of a value of the model, its parts as they are: ``default`` of json.dumps.

    The bounds of a relation are called start and end, and appear only when they are said.
    """
    found = {name: getattr(value, name) for name in _names(value.__class__)}
    if isinstance(value, Relation):
        bounds = {"start": found.pop("begin"), "end": found.pop("end")}
        found.update({name: bound for name, bound in bounds.items() if bound is not None})
        if found["title"] is None:
            del found["title"]
    return found


@cache
def _names(class_: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(class_))


def line(value: Any) -> str:
    """One JSON line without line end; ``value`` is an article or an extraction."""
    return json.dumps(value, default=parts, ensure_ascii=False, separators=(",", ":"))


def lines(path: Path) -> Iterator[Mapping[str, Any]]:
    """The JSON objects of a file of JSON Lines.

    Raises:
        WorkspaceError: a line is not JSON, as in a file cut off by a full disk.
    """
    with path.open(encoding="utf-8") as file:
        for number, text in enumerate(file, start=1):
            try:
                yield json.loads(text)
            except ValueError as error:
                raise WorkspaceError(
                    f"{path}:{number} is not JSON; delete the folder and build again"
                ) from error


def article(record: Mapping[str, Any]) -> Article:
    """The article that ``line`` wrote."""
    return Article(**record)


def extraction(record: Mapping[str, Any]) -> Extraction:
    """The extraction of a JSON object; the inverse of ``line``."""
    return Extraction(
        article=record["article"],
        entities=tuple(Entity(**e) for e in record["entities"]),
        mentions=tuple(Mention(**m) for m in record["mentions"]),
        times=tuple(Time(**t) for t in record["times"]),
        attributions=tuple(_attribution(a) for a in record["attributions"]),
        relations=tuple(_relation(r) for r in record["relations"]),
        events=tuple(_event(e) for e in record["events"]),
        titles=tuple(_title(t) for t in record["titles"]),
    )


def _span(record: Mapping[str, int] | None) -> Span | None:
    return Span(**record) if record is not None else None


def _attribution(record: Mapping[str, Any]) -> Attribution:
    return Attribution(
        source=_span(record["source"]),
        cue=Span(**record["cue"]),
        content=_span(record["content"]),
        quoted=record["quoted"],
    )


def _assertion(record: Mapping[str, Any]) -> Assertion:
    return Assertion(
        **{
            **record,
            "evidence": Span(**record["evidence"]),
            "attributions": tuple(record["attributions"]),
        }
    )


def _relation(record: Mapping[str, Any]) -> Relation:
    return Relation(
        predicate=record["predicate"],
        subject=record["subject"],
        object=record["object"],
        title=record.get("title"),
        begin=record.get("start"),
        end=record.get("end"),
        assertion=_assertion(record["assertion"]),
    )


def _title(record: Mapping[str, Any]) -> Title:
    return Title(**{**record, "assertion": _assertion(record["assertion"])})


def _event(record: Mapping[str, Any]) -> Event:
    return Event(
        **{
            **record,
            "trigger": Span(**record["trigger"]),
            "arguments": tuple(Argument(**a) for a in record["arguments"]),
            "assertion": _assertion(record["assertion"]),
            "contexts": tuple(record.get("contexts", ())),
        }
    )
