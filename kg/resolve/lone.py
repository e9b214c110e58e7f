"""Names alone ("Silva") and the one person of the articles who is meant.

An office in common tells who. Two companions in common tell who of those that go by the name; one
companion, or the person's own country, only if nobody else has it. With no more than a country
that the article speaks of, the name goes to one who is told of far more often than all others who
have it; else it is a question. What an article itself leaves open between two stays open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.names import romanised
from kg.resolve.bearers import Bearer, Match
from kg.resolve.context import Context, Tie, tie, together

_MOST = 40  # persons who have one word in their names and are looked at one by one
_LEAST_CASES = 5  # articles that make someone the person meant by a surname alone ...
_TIMES_MORE = 4  # ... if all the others together have this many times fewer
_ASKED = 3  # persons offered for one lone name


def lone_matches(
    lone: Mapping[int, Bearer], persons: Mapping[int, Sequence[Bearer]]
) -> Iterator[Match]:
    """Matches of bearers of a lone name with persons; at most one of a bearer's joins.

    ``persons`` are the bearers of each person's full names. ``left`` of a match is a key of
    ``lone``, ``right`` one of ``persons``.
    """
    words = {i: romanised(b.name.words[0]) for i, b in lone.items() if b.name.words}
    index = _Index(words, lone, persons)
    for i, word in words.items():
        if not lone[i].name.generation:  # "Donald Jr." is not just any Donald
            yield from _meant(i, lone[i], index.near(word, lone[i].context), index)


class _Index:
    """Persons by a word of their names and, where many have it, by what their context holds."""

    def __init__(
        self,
        words: Mapping[int, str],
        lone: Mapping[int, Bearer],
        persons: Mapping[int, Sequence[Bearer]],
    ) -> None:
        self.contexts = {n: together([b.context for b in some]) for n, some in persons.items()}
        self.known_as = {n: _known_as(some) for n, some in persons.items()}
        wanted = set(words.values())
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        for n, some in persons.items():
            has = {romanised(w) for b in some for w in b.name.words if len(w) > 1}
            for word in sorted(has & wanted):
                self._having[word].append(n)
        asked: defaultdict[str, set[object]] = defaultdict(set)
        for i, word in words.items():
            if len(self._having[word]) > _MOST:
                asked[word] |= _features(lone[i].context)
        self._by: defaultdict[tuple[str, object], list[int]] = defaultdict(list)
        for word, features in asked.items():
            for n in self._having[word]:
                for feature in features & _features(self.contexts[n]):
                    self._by[word, feature].append(n)

    def near(self, word: str, context: Context) -> Iterable[int]:
        """Those who have the word; of many, those who share a feature that few of them have."""
        having = self._having.get(word, [])
        if len(having) <= _MOST:
            return having
        lists = [self._by.get((word, feature), []) for feature in _features(context)]
        return sorted({n for found in lists if len(found) <= _MOST for n in found})

    def bond(self, bearer: Bearer, n: int) -> Tie:
        """The tie of a lone name with a person who has it among the names."""
        person = self.contexts[n]
        bond = tie(bearer.context, person, (bearer.name.key,))
        # A foreign country that both happen to be told of with is none of the person's.
        if bond is Tie.SPOKEN and person.own and person.countries.isdisjoint(bearer.context.spoken):
            return Tie.NONE
        return bond

    def goes_by(self, n: int, bearer: Bearer) -> bool:
        """Whether articles call the person so, or would: by the word that stands last."""
        return romanised(bearer.name.words[0]) in self.known_as[n]


def _known_as(bearers: Sequence[Bearer]) -> set[str]:
    """The single words that articles use for a person, and the surname where it stands last."""
    used = {romanised(w) for b in bearers for p in b.profiles for w in p.short}
    return used | {romanised(b.name.words[-1]) for b in bearers}


def _features(context: Context) -> frozenset[object]:
    return frozenset[object]().union(context.offices, context.companions, context.spoken)


def _meant(i: int, bearer: Bearer, near: Iterable[int], index: _Index) -> Iterator[Match]:
    ties = {n: index.bond(bearer, n) for n in near}
    best = max(ties.values(), default=Tie.NONE)
    fit = [n for n, bond in ties.items() if bond == best]
    if best < Tie.OFFICE:
        # A given name may be anybody's; and what the article itself leaves open stays so.
        fit = [n for n in fit if index.goes_by(n, bearer)]
        mine = bearer.context.articles
        if any(not mine.isdisjoint(index.contexts[n].articles) for n in near):
            return
    if best < Tie.SPOKEN:
        return
    others = [n for n, bond in ties.items() if bond > Tie.DOUBTFUL and n not in fit]
    clear = best >= Tie.COMPANY or (best > Tie.SPOKEN and not others)
    chosen = fit[0] if clear and len(fit) == 1 else _by_far_most_told(fit, others, index.contexts)
    if chosen is not None:
        yield Match(i, chosen, "lone", best, joins=True)
    elif len(fit) <= _ASKED:
        yield from (Match(i, n, "lone", best, joins=False) for n in sorted(fit))


def _by_far_most_told(
    fit: Sequence[int], others: Sequence[int], contexts: Mapping[int, Context]
) -> int | None:
    told = sorted((len(contexts[n].articles), n) for n in fit)
    if not told:
        return None
    most, first = told.pop()
    rest = sum(count for count, _ in told) + sum(len(contexts[n].articles) for n in others)
    return first if most >= max(_LEAST_CASES, _TIMES_MORE * rest) else None
