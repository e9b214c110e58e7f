"""Groups that grow by joining, some of which are to be kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Groups:
    """The numbers 0 to ``count`` (excluded), at first each in a group of its own."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self._walls: defaultdict[int, set[int]] = defaultdict(set)  # root -> sides it is on
        self._wall = 0

    def find(self, item: int) -> int:
        """The number that stands for the item's group at present."""
        parent = self._parent
        while parent[item] != item:
            parent[item] = item = parent[parent[item]]
        return item

    def keep_apart(self, some: Iterable[int], others: Iterable[int]) -> None:
        """From now on refuse to join any group of the one side with one of the other."""
        self._wall += 1
        for side, items in ((self._wall, some), (-self._wall, others)):
            for item in items:
                self._walls[self.find(item)].add(side)

    def join(self, a: int, b: int) -> bool:
        """Make one group of two; false, and nothing done, when they are kept apart."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return True
        if self._wall and self.are_apart(a, b):
            return False
        a, b = min(a, b), max(a, b)
        self._parent[b] = a
        if b in self._walls:
            self._walls[a] |= self._walls.pop(b)
        return True

    def are_apart(self, a: int, b: int) -> bool:
        """Whether the groups of two items may not be joined."""
        one, two = self._walls.get(self.find(a), set()), self._walls.get(self.find(b), set())
        return any(-side in two for side in one)

    def members(self) -> list[list[int]]:
        """All groups, each in ascending order, by their first number."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for item in range(len(self._parent)):
            found[self.find(item)].append(item)
        return sorted(found.values())
