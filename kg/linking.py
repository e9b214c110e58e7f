"""Persons of the graph → who they are in another data set, asked of a reconciliation service.

The service speaks the Reconciliation Service API 0.2 of the W3C Entity Reconciliation Community
Group. It is asked only when a user names it; nothing but names goes out. Answers are kept on
disk, so that a name is asked about once, and requests keep a pause between them. What comes back
are candidates: they stay so until a human confirms them.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from http.client import HTTPException
from pathlib import Path
from typing import Any

from kg import iris
from kg.errors import InputError
from kg.model import Link, Node
from kg.names import parse

Warn = Callable[[str], None]

_BATCH = 10  # queries in one request
_CANDIDATES = 5  # answers to one query
_TIMEOUT = 30  # seconds
_LARGEST = 10_000_000  # bytes of one answer
_TRIES = 3  # of a request that the service puts off
_LONGEST_WAIT = 60.0  # seconds that a service may ask us to wait
_NOT_IN_IRIS = frozenset('<>"{}|^`\\')


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A reconciliation service: where it answers and what its ids stand behind."""

    url: str
    space: str
    batch: int = _BATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One answer; ``match`` when the service itself is sure."""

    id: str
    name: str
    description: str
    match: bool


@dataclass(slots=True)
class Client:
    """Sends requests one by one, ``pause`` seconds apart, and keeps answers in ``cache``."""

    cache: Path
    pause: float = 1.0
    wait: Callable[[float], None] = time.sleep
    _asked: bool = False

    def connect(self, url: str) -> Service:
        """The service at a URL.

        Raises:
            InputError: it cannot be reached or is no reconciliation service.
        """
        if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
            raise InputError(f"{url} is no http or https address of a reconciliation service")
        manifest = self._json(urllib.request.Request(url))
        space, batch = manifest.get("identifierSpace"), manifest.get("batchSize", _BATCH)
        if not isinstance(space, str) or "0.2" not in manifest.get("versions", ["0.2"]):
            raise InputError(f"{url} is no reconciliation service of version 0.2")
        size = min(_BATCH, batch) if isinstance(batch, int) and batch > 0 else _BATCH
        return Service(url=url, space=space, batch=size)

    def candidates(
        self, service: Service, names: Iterable[str], type_: str | None = None
    ) -> Iterator[tuple[str, tuple[Candidate, ...]]]:
        """Each name once with the service's answers, best first; known answers come first.

        ``type_`` is the service's id of the type to look for.

        Raises:
            InputError: the service does not answer, or not as the API says.
        """
        unknown = []
        for name in dict.fromkeys(names):
            known = self._known(service, name, type_)
            if known is None:
                unknown.append(name)
            else:
                yield name, known
        for start in range(0, len(unknown), service.batch):
            batch = unknown[start : start + service.batch]
            yield from zip(batch, self._ask(service, batch, type_), strict=True)

    def _ask(
        self, service: Service, names: Sequence[str], type_: str | None
    ) -> list[tuple[Candidate, ...]]:
        queries = {f"q{n}": _query(name, type_) for n, name in enumerate(names)}
        data = urllib.parse.urlencode({"queries": json.dumps(queries)}).encode()
        answer = self._json(urllib.request.Request(service.url, data=data))
        found = []
        for key, name in zip(queries, names, strict=True):
            try:
                results = answer[key]["result"]
                found.append(tuple(map(_candidate, results)))
            except (KeyError, TypeError, AttributeError) as error:
                raise InputError(f"{service.url} gives no answer of version 0.2") from error
            self._keep(service, name, type_, results)
        return found

    def _json(self, request: urllib.request.Request) -> dict[str, Any]:
        try:
            value = json.loads(self._bytes(request))
        except ValueError as error:
            raise InputError(f"{request.full_url} does not answer with JSON") from error
        if not isinstance(value, dict):
            raise InputError(f"{request.full_url} is no reconciliation service")
        return value

    def _bytes(self, request: urllib.request.Request) -> bytes:
        request.add_header("User-Agent", "newsgraph")
        for left in reversed(range(_TRIES)):
            if self._asked:
                self.wait(self.pause)
            self._asked = True
            try:
                with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:
                    content: bytes = response.read(_LARGEST + 1)
            except urllib.error.HTTPError as error:
                error.close()
                if error.code not in (429, 503) or not left:
                    raise InputError(f"{request.full_url} answers {error.code}") from error
                self.wait(_retry_after(error.headers.get("Retry-After")))
            except (OSError, HTTPException, ValueError) as error:
                raise InputError(f"{request.full_url} cannot be asked: {error}") from error
            else:
                break
        if len(content) > _LARGEST:
            raise InputError(f"{request.full_url} answers more than {_LARGEST} bytes")
        return content

    def _known(
        self, service: Service, name: str, type_: str | None
    ) -> tuple[Candidate, ...] | None:
        try:
            results = json.loads(self._file(service, name, type_).read_text(encoding="utf-8"))
            return tuple(map(_candidate, results))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None  # not asked yet, or not whole

    def _keep(self, service: Service, name: str, type_: str | None, results: Any) -> None:
        path = self._file(service, name, type_)
        part = path.with_name(f".{path.name}.part")
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(results), encoding="utf-8")
            part.replace(path)
        except OSError as error:
            raise InputError(f"{path} cannot be written: {error.strerror or error}") from error

    def _file(self, service: Service, name: str, type_: str | None) -> Path:
        return self.cache / f"{iris.digest(service.url, name, type_)}.json"


def links(
    persons: Iterable[Node],
    found: Mapping[str, Sequence[Candidate]],
    service: Service,
    warn: Warn = lambda _line: None,
) -> tuple[Link, ...]:
    """For each person the one candidate that the service is sure of, or else the only one of
    exactly that name. ``found`` are candidates by label.
    """
    made = []
    for person in sorted(persons):
        some = found.get(person.label, ())
        keys = {parse(name).key for name in (person.label, *person.aliases)}
        sure = [c for c in some if c.match] or [c for c in some if parse(c.name).key in keys]
        if len(sure) != 1:
            continue
        [one] = sure
        target = service.space + one.id
        if not _is_iri(target):
            warn(f"{service.url} gives an id that is no IRI: {target[:80]!r}; left out")
            continue
        made.append(Link(node=person.id, target=target, name=one.name, description=one.description))
    return tuple(made)


def askable(nodes: Iterable[Node]) -> list[Node]:
    """The persons known by a full name: a name alone could be anybody's."""
    return [n for n in nodes if n.kind == "person" and not parse(n.label).is_lone]


def write(path: Path, made: Sequence[Link]) -> None:
    """Write links as JSON Lines, sorted.

    Raises:
        InputError: the file cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    names = [f.name for f in fields(Link)]
    lines = [
        json.dumps({n: getattr(link, n) for n in names}, ensure_ascii=False)
        for link in sorted(made)
    ]
    try:
        part.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error


def read(path: Path) -> tuple[Link, ...]:
    """The links of a file; none if there is no file.

    Raises:
        InputError: the file is not what ``write`` writes; names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            link = Link(**json.loads(line))
            if not _is_iri(link.target):
                raise ValueError("no IRI")
            found.append(link)
        except (ValueError, TypeError, AttributeError) as error:
            raise InputError(f"{path}:{number} is no link; run kg link again") from error
    return tuple(found)


def _query(name: str, type_: str | None) -> dict[str, Any]:
    query: dict[str, Any] = {"query": name, "limit": _CANDIDATES}
    return query if type_ is None else query | {"type": type_}


def _candidate(result: Mapping[str, Any]) -> Candidate:
    return Candidate(
        id=str(result["id"]),
        name=str(result["name"]),
        description=str(result.get("description") or ""),
        match=result.get("match") is True,
    )


def _retry_after(value: str | None) -> float:
    """Seconds to wait, as the service asks, within bounds; a date counts as the longest wait."""
    if value is None:
        return 1.0
    return min(float(value), _LONGEST_WAIT) if value.isdigit() else _LONGEST_WAIT


def _is_iri(text: str) -> bool:
    safe = all(c > " " and c not in _NOT_IN_IRIS and c.isprintable() for c in text)
    return safe and urllib.parse.urlsplit(text).scheme in ("http", "https")
