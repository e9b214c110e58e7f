"""Articles that share text: copies and rewrites of one story.

Two articles share text when the runs of four words that they have, taken as sets, overlap by
nearly a third (Jaccard). The overlap is estimated by MinHash (Broder, "On the Resemblance and
Containment of Documents", 1997), and pairs are found by equal bands of the signatures, so the
work grows with the number of articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from kg import iris
from kg.model import Article
from kg.resolve.groups import Groups

LEAST = 0.3
_HASHES = 96
_BAND = 2  # equal hashes in a row: articles that overlap by LEAST share one with 99 % probability
_SEED = 1
_RUN = 4
_SHORT = 20  # runs; below this two texts must be equal, as any phrase would be much of them
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1)
def copies(articles: tuple[Article, ...]) -> Mapping[str, str]:
    """Article IRI → the smallest IRI among the articles that share its text, itself included.

    Kept, so that it can be found out before it is needed: it asks for nothing but the articles.
    """
    ordered = sorted(articles, key=lambda a: a.digest)
    signatures = np.empty((len(ordered), _HASHES), dtype=np.uint32)
    for index, article in enumerate(ordered):
        signatures[index] = _signature(article.text)
    groups = Groups(len(ordered))
    for i, j in _alike(signatures):
        groups.join(i, j)
    iri = [iris.article(a.digest) for a in ordered]
    return {iri[i]: iri[groups.find(i)] for i in range(len(ordered))}


def _signature(text: str) -> list[int]:
    words = _WORD.findall(text.casefold())
    runs = set(map(" ".join, zip(*(words[i:] for i in range(_RUN)), strict=False)))
    if len(runs) < _SHORT:
        runs = {" ".join(words)}
    hashed = RMinHash(num_perm=_HASHES, seed=_SEED)
    hashed.update(list(runs))  # in any order
    return list(hashed.digest())


def _alike(signatures: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Pairs that share a band and of all hashes enough; a pair may come more than once."""
    for band in range(0, _HASHES, _BAND):
        pairs = _candidates(signatures[:, band : band + _BAND])
        equal = (signatures[pairs[:, 0]] == signatures[pairs[:, 1]]).sum(axis=1)
        yield from pairs[equal >= LEAST * _HASHES].tolist()


def _candidates(bands: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Rows with the same band: each with the first and with the last that had it before."""
    order = np.lexsort(bands.T)  # keeps the order of equal rows
    ordered = bands[order]
    again = np.flatnonzero((ordered[1:] == ordered[:-1]).all(axis=1)) + 1
    first = np.arange(len(order))
    first[again] = 0
    first = np.maximum.accumulate(first)
    found = [np.column_stack((order[places], order[again])) for places in (first[again], again - 1)]
    return np.unique(np.concatenate(found), axis=0)
