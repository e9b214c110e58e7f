"""Articles that share text: copies and rewrites of one story.

Two articles share text when the runs of four words that they have, taken as sets, overlap by
nearly a third (Jaccard). The overlap is estimated by MinHash (Broder, "On the Resemblance and
Containment of Documents", 1997), and pairs are found by equal bands of the signatures, so the
work grows with the number of articles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

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


def copies(articles: Sequence[Article]) -> dict[str, str]:
    """Article IRI → the smallest IRI among the articles that share its text, itself included."""
    ordered = sorted(articles, key=lambda a: a.digest)
    signatures = [_signature(a.text) for a in ordered]
    groups = Groups(len(ordered))
    for i, j in _candidates(signatures):
        if _estimate(signatures[i], signatures[j]) >= LEAST:
            groups.join(i, j)
    iri = [iris.article(a.digest) for a in ordered]
    return {iri[i]: iri[groups.find(i)] for i in range(len(ordered))}


def _signature(text: str) -> tuple[int, ...]:
    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    if len(runs) < _SHORT:
        runs = {" ".join(words)}
    hashed = RMinHash(num_perm=_HASHES, seed=_SEED)
    hashed.update(sorted(runs))
    return tuple(hashed.digest())


def _candidates(signatures: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Pairs that share a band: each with the first and with the last that had it before."""
    having: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for index, signature in enumerate(signatures):
        for band in range(0, _HASHES, _BAND):
            earlier = having[(band, *signature[band : band + _BAND])]
            pairs.update((other, index) for other in (*earlier[:1], *earlier[-1:]))
            earlier.append(index)
    yield from sorted(pairs)


def _estimate(one: Sequence[int], other: Sequence[int]) -> float:
    return sum(a == b for a, b in zip(one, other, strict=True)) / _HASHES
