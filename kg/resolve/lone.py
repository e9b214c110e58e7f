"""Names alone ("Silva") and the one person of the articles who is meant.

The person has to share at least a country with the lone name's article (the person's own, where
that is known), and more than any other who bears the name; between equals, one who is told of far
more often than all the others together is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.names import romanised
from kg.resolve.context import Context, Tie, tie, together
from kg.resolve.matching import Bearer, Match

_MOST = 40  # persons who have one word in their names and are looked at one by one
_LEAST_CASES = 5  # articles that make someone the person meant by a surname alone ...
_TIMES_MORE = 5  # ... if all the others together have this many times fewer
_ASKED = 3  # persons offered for one lone name


def lone_matches(
    lone: Mapping[int, Bearer], persons: Mapping[int, Sequence[Bearer]]
) -> Iterator[Match]:
    """Matches of bearers of a lone name with persons; at most one of a bearer's joins.

    ``persons`` are the bearers of each person's full names. ``left`` of a match is a key of
    ``lone``, ``right`` one of ``persons``.
    """
    words = {i: romanised(b.name.words[0]) for i, b in lone.items() if b.name.words}
    index = _Index(set(words.values()), persons)
    for i, word in words.items():
        yield from _meant(i, lone[i], index.near(word, lone[i].context), index.contexts)


class _Index:
    """Persons by a word of their names and, where many have it, by what their context holds."""

    def __init__(self, words: set[str], persons: Mapping[int, Sequence[Bearer]]) -> None:
        self.contexts = {n: together(b.context for b in some) for n, some in persons.items()}
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        for n, some in persons.items():
            has = {romanised(w) for b in some for w in b.name.words if len(w) > 1}
            for word in sorted(has & words):
                self._having[word].append(n)
        self._by: defaultdict[tuple[str, object], list[int]] = defaultdict(list)
        for word, having in self._having.items():
            for n in having if len(having) > _MOST else ():
                for feature in _features(self.contexts[n]):
                    self._by[word, feature].append(n)

    def near(self, word: str, context: Context) -> Iterable[int]:
        """Those who have the word; of many, those who share a feature that few of them have."""
        having = self._having.get(word, [])
        if len(having) <= _MOST:
            return having
        lists = [self._by.get((word, feature), []) for feature in _features(context)]
        return sorted({n for found in lists if len(found) <= _MOST for n in found})


def _features(context: Context) -> Iterator[object]:
    yield from context.offices
    yield from context.companions
    yield from context.spoken


def _meant(
    i: int, bearer: Bearer, near: Iterable[int], contexts: Mapping[int, Context]
) -> Iterator[Match]:
    ties = {
        n: _bond(bearer, contexts[n])
        for n in near
        # Whom the article itself could not tell the name from is not looked for elsewhere.
        if bearer.context.articles.isdisjoint(contexts[n].articles)
    }
    best = max(ties.values(), default=Tie.NONE)
    if best < Tie.SPOKEN:
        return
    fit = [n for n, bond in ties.items() if bond == best]
    chosen = fit[0] if len(fit) == 1 else _by_far_most_told(fit, contexts)
    if chosen is not None:
        yield Match(i, chosen, "lone", best, joins=True)
    elif len(fit) <= _ASKED:
        yield from (Match(i, n, "lone", best, joins=False) for n in sorted(fit))


def _bond(bearer: Bearer, person: Context) -> Tie:
    bond = tie(bearer.context, person, (bearer.name.key,))
    if bond is Tie.SPOKEN and person.own and person.countries.isdisjoint(bearer.context.spoken):
        return Tie.NONE
    return bond


def _by_far_most_told(fit: Sequence[int], contexts: Mapping[int, Context]) -> int | None:
    told = sorted((len(contexts[n].articles), n) for n in fit)
    most, first = told.pop()
    enough = most >= max(_LEAST_CASES, _TIMES_MORE * sum(count for count, _ in told))
    return first if enough else None
