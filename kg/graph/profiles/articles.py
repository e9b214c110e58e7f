"""A named graph for each article: what it says, and the plain triples that its claims allow.

What belongs to no single article (names, events, conflicts, the run) stays in the default graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.graph.profiles.statements import Statements, quad
from kg.iris import KG, SCHEMA

_ARTICLE_TYPE = f"<{SCHEMA}NewsArticle>"


def by_article(quads: Iterable[str]) -> list[str]:
    """The graph as sorted N-Quads with a graph for each article, named as the article."""
    statements = Statements(quads)
    home = _homes(statements)
    accepted = [claim for claim in statements.claims() if statements.accepted(claim)]
    plain = {t: set[str]() for claim in accepted for t in statements.told(claim)}
    for claim in accepted:
        for triple in statements.told(claim):
            plain[triple].add(statements.article(claim))
    return sorted(set(_placed(statements, home, plain)))


def _placed(
    statements: Statements, home: dict[str, str], plain: dict[tuple[str, str, str], set[str]]
) -> Iterator[str]:
    for triple in statements.triples():
        if triple in plain and triple[0] not in home:
            yield from (quad(triple, graph) for graph in plain[triple])
        else:
            yield quad(triple, home.get(triple[0]))


def _homes(statements: Statements) -> dict[str, str]:
    """The article that a sentence, claim, speaker or the article itself belongs to."""
    homes = {}
    for subject, _, object_ in statements.triples():
        if object_ == _ARTICLE_TYPE:
            homes[subject] = subject
        elif article := statements.one(subject, KG + "article"):
            homes[subject] = article
    for claim in statements.claims():
        for node in (claim, *statements.links(claim)):
            homes[node] = statements.article(claim)
    return homes
