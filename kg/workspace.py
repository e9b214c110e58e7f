"""The folder that a build makes: what lies where, and how it is opened.

``manifest.json`` names the generation, a folder with everything that belongs to one graph, and
is the one thing that a build replaces: a reader that has read it sees files of one graph only.
``graph.html`` and ``graph.nq`` beside it are the generation's, under the names that people open.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import iris
from kg.errors import WorkspaceError

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.model import Article, Extraction

MANIFEST = "manifest.json"
ARTICLES = "articles.jsonl"
EXTRACTIONS = "extractions.jsonl"
PROPOSALS = "proposals.jsonl"
STORE = "store"
WORDS = "store.words"
QUADS = "graph.nq"
PAGE = "graph.html"
DECISIONS = "decisions.toml"
LINKS = "links.jsonl"
FORMAT = 2

_FILES = (ARTICLES, EXTRACTIONS, PROPOSALS, STORE, WORDS, QUADS, PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A built folder. Every path is absolute or relative to the caller, never to the folder."""

    root: Path
    manifest: dict[str, Any]

    @classmethod
    def open(cls, root: Path | str) -> Workspace:
        """Open a folder that ``build`` wrote.

        Raises:
            WorkspaceError: there is no manifest, it is broken, or it has another format.
        """
        root = Path(root)
        try:
            manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError) as error:
            raise WorkspaceError(
                f"{root} is no graph folder (no {MANIFEST}); make one with: kg build ARTICLES -o {root}"
            ) from error
        except (OSError, ValueError) as error:
            raise WorkspaceError(f"{root / MANIFEST} cannot be read: {error}") from error
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise WorkspaceError(f"{root} was made by another version of kg; build it again")
        if not isinstance(manifest.get("generation"), str):
            raise WorkspaceError(f"{root / MANIFEST} is not whole; build it again")
        return cls(root=root, manifest=manifest)

    @property
    def folder(self) -> Path:
        """The folder of the current generation."""
        return self.root / str(self.manifest["generation"])

    @property
    def is_whole(self) -> bool:
        """Whether nothing was deleted from the generation."""
        return all((self.folder / name).exists() for name in _FILES)

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return self.folder / STORE

    @property
    def page(self) -> Path:
        """The interactive page."""
        return self.folder / PAGE

    @property
    def quads(self) -> Path:
        """The graph as sorted N-Quads."""
        return self.folder / QUADS

    def articles(self) -> Iterator[Article]:
        """The articles of the graph, by digest."""
        from kg import codec

        return (codec.article(r) for r in codec.lines(self.folder / ARTICLES))

    def texts(self) -> dict[str, str]:
        """The text of each article by the article's IRI."""
        return {iris.article(article.digest): article.text for article in self.articles()}

    def extractions(self) -> Iterator[Extraction]:
        """What was found in each article, in the same order."""
        from kg import codec

        return (codec.extraction(r) for r in codec.lines(self.folder / EXTRACTIONS))


def is_endpoint(address: Path | str) -> bool:
    """Whether an address is that of a SPARQL endpoint, not of a folder.

    >>> is_endpoint("https://news.example/sparql"), is_endpoint("graphs/http")
    (True, False)
    """
    return str(address).startswith(("http://", "https://"))


def opened(address: Path | str) -> Store:
    """The store of a folder, or behind a SPARQL endpoint.

    Raises:
        WorkspaceError: the folder holds no graph.
        EndpointError: the address has a password in it, or no host.
    """
    if is_endpoint(address):
        from kg.graph.remote import Remote

        return Remote(str(address))
    from kg.graph.embedded import Embedded

    return Embedded.open(Workspace.open(address).store)
