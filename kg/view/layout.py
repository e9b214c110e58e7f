"""Where each node of a picture stands: computed here once, the same on every machine.

Two steps. The nodes that matter most (the first ``core`` ones) get a layout of their own by
stress majorization, one connected part at a time, packed around the largest. All others are
then drawn to their neighbours around that fixed skeleton. The first picture of a large graph
is therefore as tidy as that of a small one, and a node stays where it is when more come in.

Only exactly rounded arithmetic is used (no powers, no linear algebra library) and distances
are multiples of 1/8, so that different processors agree; the result is rounded on top. What
scipy has for it (shortest ways, a tree of places) would take longer to import than to do here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Cell = tuple[int, int]

UNIT = 100
"""Integers in the result per unit of length; neighbours stand about one unit apart."""

_STRESS_ROUNDS = 150
_APART = 0.9  # of a unit, so that nodes too close stand in cells that touch
_AT_ONCE = 10_000  # nodes whose pairs are held together
_AROUND: list[Cell] = [(column, row) for column in (-1, 0, 1) for row in (-1, 0, 1)]


def positions(count: int, links: Sequence[tuple[int, int]], *, core: int) -> Ints:
    """Coordinates for nodes ``0..count-1``, an array of shape (count, 2) centred on (0, 0).

    Args:
        count: Number of nodes, the most important first.
        links: Pairs of node numbers; direction and repetition do not matter.
        core: How many of the first nodes form the skeleton (at least 1).

    Returns:
        Hundredths of a unit (see ``UNIT``), y downwards. If there are more nodes than
        ``core``, the skeleton is stretched by ``sqrt(count / core)`` to make room: divide by
        that to draw the skeleton alone.
    """
    if count == 0:
        return np.zeros((0, 2), np.int64)
    ends = _pairs(links)
    size = min(count, core)
    placed = _skeleton(size, ends[(ends < size).all(axis=1)])
    if count > size:
        stretched = placed * np.sqrt(count / size)
        placed = _around(stretched, count, ends)
    return np.rint(placed * UNIT).astype(np.int64)


def _pairs(links: Sequence[tuple[int, int]]) -> Ints:
    distinct = sorted({(min(link), max(link)) for link in links})
    ends = np.asarray(distinct, np.int64).reshape(-1, 2)
    return np.asarray(ends[ends[:, 0] != ends[:, 1]])


# --- the skeleton: stress majorization of each part, then packing ----------------------------


def _skeleton(count: int, ends: Ints) -> Floats:
    distance = _distances(count, ends)
    first = np.isfinite(distance).argmax(axis=1)
    members = [np.flatnonzero(first == node) for node in set(first.tolist())]
    members.sort(key=lambda nodes: (-len(nodes), int(nodes[0])))
    shapes: list[Floats] = []
    for _, alike in groupby(members, key=len):
        shapes += _shapes(distance[np.ix_(nodes, nodes)] for nodes in alike)
    placed = np.zeros((count, 2))
    for nodes, shape, offset in zip(members, shapes, _pack(shapes), strict=True):
        placed[nodes] = shape + np.asarray(offset, np.float64)
    return _centred(placed)


def _distances(count: int, ends: Ints) -> Floats:
    """The shortest way between any two nodes after Floyd and Warshall; infinite if there is none."""
    distance = np.full((count, count), np.inf)
    distance[ends[:, 0], ends[:, 1]] = distance[ends[:, 1], ends[:, 0]] = _lengths(count, ends)
    np.fill_diagonal(distance, 0)
    for via in range(count):
        np.minimum(distance, distance[:, via, None] + distance[via], out=distance)
    return distance


def _lengths(count: int, ends: Ints) -> Floats:
    """Wanted length of each link: longer between busy nodes, whose neighbours need room."""
    degree = np.bincount(ends.ravel(), minlength=count)
    busy = np.minimum(degree[ends[:, 0]], degree[ends[:, 1]])
    crowd = np.maximum(degree[ends[:, 0]], degree[ends[:, 1]])
    wanted = 1 + 0.22 * np.sqrt(np.maximum(crowd - 3, 0)) + 0.25 * np.sqrt(busy - 1)
    return np.asarray(np.rint(wanted * 8) / 8)


def _shapes(distances: Iterable[Floats]) -> Iterator[Floats]:
    """Connected parts of one size, in units, before they are packed."""
    distance = _shortened(np.stack(list(distances)))
    placed = np.stack([_fastmap(one) for one in distance])
    for one in _stress(placed, distance):
        yield _centred(_spread(one, fixed=0))


def _shortened(distance: Floats) -> Floats:
    """Long ways count for less, so that chains fold and the picture fills its frame."""
    return distance / (1 + 0.1 * distance)


def _fastmap(distance: Floats) -> Floats:
    """A first guess after Faloutsos and Lin, FastMap (1995): project on far-apart pairs."""
    count = len(distance)
    squared = distance * distance
    axes = []
    for _ in range(2):
        first = int(np.argmax(squared[int(np.argmax(squared[0]))]))
        second = int(np.argmax(squared[first]))
        span = max(float(squared[first, second]), 1.0)
        axis = (squared[first] + span - squared[second]) / (2 * np.sqrt(span))
        axes.append(axis)
        squared = np.maximum(squared - (axis[:, None] - axis[None, :]) ** 2, 0)
    jitter = np.random.default_rng(1).random((count, 2)) - 0.5
    return np.stack(axes, axis=1) + jitter


def _stress(placed: Floats, distance: Floats) -> Floats:
    """Moves nodes until distances on paper come close to distances along links.

    Localised stress majorization with weights 1/d² (Gansner, Koren and North, 2004), of several
    parts side by side.
    """
    weight = np.where(distance > 0, 1 / np.maximum(distance * distance, 1e-9), 0)
    total = np.maximum(weight.sum(axis=-1), 1e-9)
    places = np.moveaxis(placed, -1, 0).copy()
    for _ in range(_STRESS_ROUNDS):
        apart = places[..., :, None] - places[..., None, :]
        pull = weight * (distance / np.maximum(_length(apart), 1e-6) - 1)
        places += 0.9 * ((pull * apart).sum(axis=-1) / total)
    return np.moveaxis(places, 0, -1)


def _length(ways: Floats) -> Floats:
    """The lengths of ways, given as all that they go right and all that they go down."""
    squared = ways * ways
    return np.asarray(np.sqrt(squared[0] + squared[1]))


def _centred(placed: Floats) -> Floats:
    middle = (placed.min(axis=0) + placed.max(axis=0)) / 2
    return np.asarray(placed - middle)


def _pack(shapes: list[Floats]) -> list[Cell]:
    """Offsets that bring the parts close together without overlap, the first in the middle.

    Each part keeps the unit cells of its nodes and those next to them (after Freivalds, Dogrusoz and Kikusts,
    2002); it takes the free place nearest to the centre.
    """
    taken: set[Cell] = set()
    offsets = []
    reach = 8 + int(sum(np.sqrt(len(shape)) * 2 for shape in shapes))
    places = _places(min(reach, 60))
    for shape in shapes:
        cells = {(int(x), int(y)) for x, y in np.floor(shape).tolist()}
        free = (place for place in places if taken.isdisjoint(_shifted(cells, place)))
        place = next(free, (0, max((row for _, row in taken), default=0) + 2))
        taken.update(cell for near in _AROUND for cell in _shifted(_shifted(cells, place), near))
        offsets.append(place)
    return offsets


def _places(reach: int) -> list[Cell]:
    """Cells by distance from the centre."""
    row, column = np.mgrid[-reach : reach + 1, -reach : reach + 1].reshape(2, -1)
    nearest = np.lexsort((column, row, column * column + row * row))
    return list(zip(column[nearest].tolist(), row[nearest].tolist(), strict=True))


def _shifted(cells: Iterable[Cell], offset: Cell) -> Iterator[Cell]:
    right, down = offset
    return ((column + right, row + down) for column, row in cells)


# --- everything else, around the skeleton ----------------------------------------------------


def _around(skeleton: Floats, count: int, ends: Ints) -> Floats:
    generator = np.random.default_rng(2)
    fixed = len(skeleton)
    placed = np.zeros((count, 2))
    placed[:fixed] = skeleton
    _start(placed, fixed, ends, generator)
    _attract(placed, fixed, ends, generator)
    return _spread(placed, fixed=fixed)


def _start(placed: Floats, fixed: int, ends: Ints, generator: np.random.Generator) -> None:
    """Puts each node at the mean of its placed neighbours, wave by wave; the rest anywhere."""
    count = len(placed)
    known = np.arange(count) < fixed
    ways = np.concatenate([ends, ends[:, ::-1]])
    while True:
        wave = ways[known[ways[:, 0]] & ~known[ways[:, 1]]]
        if len(wave) == 0:
            break
        share = np.bincount(wave[:, 1], minlength=count)
        reached = np.flatnonzero(share)
        for axis in (0, 1):
            total = np.bincount(wave[:, 1], placed[wave[:, 0], axis], count)
            placed[reached, axis] = total[reached] / share[reached]
        known[reached] = True
    side = 1.3 * np.sqrt(count)
    loose = np.flatnonzero(~known)
    placed[loose] = (generator.random((len(loose), 2)) - 0.5) * side
    placed[fixed:] += (generator.random((count - fixed, 2)) - 0.5) * 2


def _attract(placed: Floats, fixed: int, ends: Ints, generator: np.random.Generator) -> None:
    """Draws linked nodes together and random pairs apart, with steps that grow smaller.

    Gradient descent with negative sampling after Tang and others, LargeVis (2016), with the
    kernel ``1 / (1 + d²)``.
    """
    count = len(placed)
    rounds = 120 if count <= 5_000 else 60
    here = np.concatenate([ends[:, 0], ends[:, 1]])
    there = np.concatenate([ends[:, 1], ends[:, 0]])
    weight = 1 / np.sqrt(np.maximum(np.bincount(here, minlength=count), 1))
    weight[:fixed] = 0
    # Rows of x and y: both stand together in memory.
    places = placed.T.copy()
    for done in range(rounds):
        at = places.take(here, axis=1)
        move = _force(at - places.take(there, axis=1), here, count, attracts=True)
        for _ in range(3):
            ways = at - places.take(generator.integers(0, count, len(here)), axis=1)
            move += _force(ways, here, count, attracts=False)
        move *= weight
        step = np.minimum(1, 4 / np.maximum(_length(move), 1e-9)) * (1 - done / rounds)
        places += move * step
    placed[:] = places.T


def _force(ways: Floats, here: Ints, count: int, *, attracts: bool) -> Floats:
    squared = ways[0] * ways[0] + ways[1] * ways[1]
    scale = -2 / (1 + squared) if attracts else 2 / ((0.01 + squared) * (1 + squared))
    shares = np.clip(scale * ways, -4, 4)
    return np.stack([np.bincount(here, share, count) for share in shares])


def _spread(placed: Floats, *, fixed: int) -> Floats:
    """Pushes nodes apart that stand too close; the first ``fixed`` stay."""
    count = len(placed)
    held = np.arange(count) < fixed
    places = placed.T.copy()
    for _ in range(30 if count <= 5_000 else 12):
        first, second = _close(places)
        if len(first) == 0:
            break
        apart = places.take(first, axis=1) - places.take(second, axis=1)
        length = _length(apart)
        pushes = (_APART - length) * 0.4 / np.maximum(length, 1e-6) * apart
        for axis, push in enumerate(pushes):
            move = np.bincount(first, push, count) - np.bincount(second, push, count)
            places[axis] += np.where(held, 0, np.clip(move, -_APART, _APART))
    return places.T


def _close(places: Floats) -> tuple[Ints, Ints]:
    """Both ends of all pairs of nodes that stand too close, sorted."""
    count = places.shape[1]
    found = []
    for one, two in _in_touch(np.floor(places).astype(np.int64)):
        close = _length(places.take(one, axis=1) - places.take(two, axis=1)) <= _APART
        one, two = one[close], two[close]
        found.append(np.minimum(one, two) * count + np.maximum(one, two))
    return np.divmod(np.sort(np.concatenate(found)), count)


def _in_touch(cells: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Both ends of all pairs of nodes in one unit cell or in two that touch, each pair once."""
    columns, rows = cells
    height = rows.max() - rows.min() + 3
    number = columns * height + rows
    order = np.argsort(number)
    number = number[order]
    here = np.arange(len(number))
    # After each node those of its cell and the next; in the next column those of three cells.
    beside = np.searchsorted(number, number + height - 1)
    for begin, last in ((here + 1, number + 1), (beside, number + height + 1)):
        many = np.searchsorted(number, last, side="right") - begin
        for start in range(0, len(number), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            one = np.repeat(here[some], many[some])
            shift = begin[some] + many[some] - np.cumsum(many[some])
            yield order[one], order[np.arange(len(one)) + np.repeat(shift, many[some])]
