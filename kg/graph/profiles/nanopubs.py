"""A nanopublication for each claim: what is claimed, where it comes from, and who made it.

Four graphs each, after https://nanopub.net/guidelines/working_draft/. They are unsigned and bear
no time of making: equal articles give equal nanopublications.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.graph import vocabulary as v
from kg.graph.ntriples import iri, text
from kg.graph.profiles.statements import Statements, Triple, quad
from kg.iris import DCTERMS, KG, PROV

NP = "http://www.nanopub.org/nschema#"
_ABOUT_SOURCE = frozenset(
    iri(p)
    for p in (
        KG + "evidence",
        KG + "attribution",
        KG + "start",
        KG + "end",
        KG + "rule",
        PROV + "wasGeneratedBy",
    )
)


def nanopubs(quads: Iterable[str]) -> list[str]:
    """The nanopublications of all claims, as sorted N-Quads."""
    statements = Statements(quads)
    return sorted({line for claim in statements.claims() for line in _nanopub(statements, claim)})


def _nanopub(statements: Statements, claim: str) -> Iterator[str]:
    np = f"{claim[:-1]}/nanopub>"
    head, assertion, provenance, info = (
        f"{np[:-1]}#{part}>" for part in ("head", "assertion", "provenance", "pubinfo")
    )
    for property_, value in (
        (v.TYPE, iri(NP + "Nanopublication")),
        (NP + "hasAssertion", assertion),
        (NP + "hasProvenance", provenance),
        (NP + "hasPublicationInfo", info),
    ):
        yield quad((np, iri(property_), value), head)
    yield from (quad(triple, assertion) for triple in _assertion(statements, claim))
    yield from (quad(triple, provenance) for triple in _provenance(statements, claim, assertion))
    run = statements.one(claim, PROV + "wasGeneratedBy") or ""
    software = statements.one(run, KG + "softwareVersion") or text("newsgraph")
    yield quad((np, iri(DCTERMS + "creator"), software), info)
    yield quad((np, iri(PROV + "wasGeneratedBy"), run), info)
    yield from (quad((run, p, o), info) for p, o in statements.of(run))


def _assertion(statements: Statements, claim: str) -> Iterator[Triple]:
    """The claim as it is told, and the plain triples if it is accepted."""
    for property_, value in statements.of(claim):
        if property_ not in _ABOUT_SOURCE:
            yield claim, property_, value
    if statements.accepted(claim):
        yield from statements.told(claim)


def _provenance(statements: Statements, claim: str, assertion: str) -> Iterator[Triple]:
    sentence = statements.one(claim, KG + "evidence") or ""
    yield assertion, iri(PROV + "wasDerivedFrom"), sentence
    for property_, value in statements.of(claim):
        if property_ in _ABOUT_SOURCE:
            yield claim, property_, value
    for node in (sentence, statements.article(claim), *statements.links(claim)):
        yield from ((node, property_, value) for property_, value in statements.of(node))
