"""Profiles by name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from kg import iris
from kg.errors import QueryError
from kg.graph.profiles.annotations import annotated
from kg.graph.profiles.articles import by_article
from kg.graph.profiles.nanopubs import nanopubs
from kg.graph.profiles.polecat import polecat
from kg.graph.profiles.reifiers import reifiers
from kg.model import Article

_QUADS = {"articles": by_article, "nanopubs": nanopubs, "rdf12": reifiers}
PROFILES = (*_QUADS, "annotations", "polecat")


def export(nquads: Path, profile: str, articles: Iterable[Article], out: BinaryIO) -> None:
    """Write a graph in one of ``PROFILES``: N-Quads, or CSV for ``polecat``.

    Raises:
        QueryError: there is no such profile.
    """
    quads = nquads.read_text(encoding="utf-8").splitlines()
    if profile == "polecat":
        out.write(polecat(quads).encode())
        return
    if profile == "annotations":
        texts = {iris.article(article.digest): article.text for article in articles}
        lines = annotated(quads, texts)
    elif profile in _QUADS:
        lines = _QUADS[profile](quads)
    else:
        raise QueryError(f"no profile {profile!r}: choose one of {', '.join(PROFILES)}")
    out.writelines(f"{line}\n".encode() for line in lines)
