"""The statements of a graph by subject, as written, and what they say of claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.graph import vocabulary as v
from kg.graph.ntriples import iri, line
from kg.iris import KG, RDF

_CLAIM, _REPORT, _TYPE = iri(KG + "Claim"), iri(KG + "Report"), iri(v.TYPE)
_ABOUT, _EVIDENCE, _ARTICLE = iri(KG + "about"), iri(KG + "evidence"), iri(KG + "article")
_FACT = tuple(iri(RDF + part) for part in ("subject", "predicate", "object"))
_OF_EVENTS = frozenset(iri(property_) for property_ in v.EVENT_PROPERTIES)

Triple = tuple[str, str, str]
"""Subject, predicate and object as N-Triples writes them."""


class Statements:
    """All statements of a graph in memory; every term is as written."""

    def __init__(self, quads: Iterable[str]) -> None:
        self._of: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for quad in quads:
            subject, property_, rest = quad.rstrip("\n").split(" ", 2)
            self._of[subject].append((property_, rest.removesuffix(" .")))

    def triples(self) -> Iterator[Triple]:
        """All statements."""
        for subject, pairs in self._of.items():
            yield from ((subject, property_, object_) for property_, object_ in pairs)

    def of(self, subject: str) -> list[tuple[str, str]]:
        """Properties and values of a subject."""
        return self._of.get(subject, [])

    def all(self, subject: str, property_: str) -> list[str]:
        """The values of a property, given by its IRI."""
        wanted = iri(property_)
        return [object_ for found, object_ in self.of(subject) if found == wanted]

    def one(self, subject: str, property_: str) -> str | None:
        """The first value of a property, if there is one."""
        return next(iter(self.all(subject, property_)), None)

    def claims(self) -> list[str]:
        """All claims and reports, sorted."""
        kinds = {(_TYPE, _CLAIM), (_TYPE, _REPORT)}
        return sorted(s for s, pairs in self._of.items() if not kinds.isdisjoint(pairs))

    def told(self, claim: str) -> list[Triple]:
        """The plain triples that a claim would state if it were accepted."""
        pairs = dict(self.of(claim))
        if _ABOUT in pairs:
            return [(pairs[_ABOUT], p, o) for p, o in self.of(claim) if p in _OF_EVENTS]
        return [(pairs[_FACT[0]], pairs[_FACT[1]], pairs[_FACT[2]])]

    def accepted(self, claim: str) -> bool:
        """Whether the claim is affirmed, certain, not of the future, and rejected by nobody."""
        sure = ('"affirmed"', '"certain"')
        return (
            (self.one(claim, KG + "polarity"), self.one(claim, KG + "certainty")) == sure
            and self.one(claim, KG + "tense") != '"future"'
            and self.one(claim, KG + "rejected") is None
        )

    def article(self, claim: str) -> str:
        """The article whose sentence makes the claim."""
        return dict(self.of(dict(self.of(claim))[_EVIDENCE]))[_ARTICLE]

    def links(self, claim: str) -> list[str]:
        """The nodes of the claim's chain of speakers."""
        return self.all(claim, KG + "attribution")


def quad(triple: Triple, graph: str | None = None) -> str:
    """One N-Quads line without its end."""
    subject, property_, object_ = triple
    return line(subject, property_, f"{object_} {graph}" if graph else object_)
