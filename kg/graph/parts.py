"""A graph as N-Quads in parts, for the bulk loaders of other stores: files or objects anywhere.

The parts together state what ``graph.nq`` states. What belongs together is in one part: an event
with its reports, an article with its sentences. A line may be in two parts: stores keep it once.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from kg import iris
from kg.errors import WorkspaceError
from kg.graph import mapping
from kg.graph.dataset import DATASET
from kg.model import Article, Knowledge, Node

T = TypeVar("T")
Call = Callable[..., Iterable[str]]
"""``map``, or that of an executor."""

_TOLD = 20_000
"""Reports and claims of a part, about: a million quads."""


def write(knowledge: Knowledge, quads: Path, url: str, spread: Call = map) -> list[str]:
    """Write the parts under a URL that fsspec knows, or into a folder; returns their names.

    ``quads`` is the graph in one file, which has the description that goes into a part of its
    own. ``spread`` may have the parts written elsewhere. Parts of an earlier graph are removed.

    Raises:
        WorkspaceError: nothing can be written there.
    """
    count = 1 + (len(knowledge.reports) + len(knowledge.claims)) // _TOLD
    names = [f"part-{number:05}.nq.gz" for number in range(count)]
    addresses = [f"{url.rstrip('/')}/{name}" for name in names]
    written = list(spread(put, cut(knowledge, count), addresses))
    description = f"{url.rstrip('/')}/dataset.nq.gz"
    written.append(_put(_description(quads), description))
    _remove_others(url, {address.rsplit("/", 1)[1] for address in written})
    return written


def cut(knowledge: Knowledge, count: int) -> Iterator[Knowledge]:
    """Knowledge in so many parts that can be mapped each by itself."""
    nodes = {node.id: node for node in knowledge.nodes}
    bins: dict[str, dict[int, list[Any]]] = {
        "articles": _dealt(knowledge.articles, count, lambda a: iris.article(a.digest)),
        "sentences": _dealt(knowledge.sentences, count, lambda s: s.article),
        "nodes": _dealt(knowledge.nodes, count, lambda n: n.id),
        "namings": _dealt(knowledge.namings, count, lambda n: n.article),
        "offices": _dealt(knowledge.offices, count, lambda o: o.id),
        "claims": _dealt(knowledge.claims, count, lambda c: c.subject),
        "reports": _dealt(knowledge.reports, count, lambda r: r.event),
        "events": _dealt(knowledge.events, count, lambda e: e.id),
        "conflicts": _dealt(knowledge.conflicts, count, lambda c: c.id),
        "supersessions": _dealt(knowledge.supersessions, count, lambda s: s.newer),
        "links": _dealt(knowledge.links, count, lambda link: link.node),
    }
    for number in range(count):
        fields: dict[str, Any] = {
            name: tuple(found.get(number, ())) for name, found in bins.items()
        }
        part = Knowledge(run=knowledge.run, **fields)
        yield replace(part, nodes=tuple({*part.nodes, *_publishers(part.articles, nodes)}))


def _dealt(items: Iterable[T], count: int, key: Callable[[T], str]) -> defaultdict[int, list[T]]:
    found: defaultdict[int, list[T]] = defaultdict(list)
    for item in items:
        found[crc32(key(item).encode("utf-8", "surrogatepass")) % count].append(item)
    return found


def _publishers(articles: Iterable[Article], nodes: dict[str, Node]) -> Iterator[Node]:
    """Publishers that articles also speak of: the mapping makes up those that it does not know."""
    for article in articles:
        if article.publisher:
            id_ = iris.named("organization", article.publisher)
            if id_ in nodes:
                yield nodes[id_]


def put(part: Knowledge, address: str) -> str:
    """Write one part and return its address.

    Raises:
        WorkspaceError: it cannot be written.
    """
    return _put(sorted(set(mapping.lines(part))), address)


def _put(lines: Iterable[str], address: str) -> str:
    try:
        import fsspec
    except ImportError as error:
        raise WorkspaceError("--parts needs fsspec: pip install 'newsgraph[dask]'") from error
    data = gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0)
    here = "://" not in address or address.startswith("file://")  # nobody wants a bucket made
    try:
        with fsspec.open(address, "wb", auto_mkdir=here) as out:
            out.write(data)
    except Exception as error:
        raise WorkspaceError(f"{address} cannot be written: {error}") from error
    return address


def _description(quads: Path) -> Iterator[str]:
    with quads.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.startswith(f"<{DATASET}"):
                yield line[:-1]


def _remove_others(url: str, names: set[str]) -> None:
    """Remove what an earlier graph of more parts left."""
    import fsspec

    files, folder = fsspec.core.url_to_fs(url)
    for path in files.glob(f"{folder.rstrip('/')}/part-*.nq.gz"):
        if path.rsplit("/", 1)[1] not in names:
            files.rm(path)
