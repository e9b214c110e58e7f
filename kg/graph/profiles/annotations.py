"""Claims as Web Annotations of their articles, found again by position and by quotation.

See https://www.w3.org/TR/annotation-model/, sections 4.2.4 and 4.2.5. Positions are Unicode
code points, as there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.graph import vocabulary as v
from kg.graph.ntriples import iri, text, typed
from kg.graph.profiles.statements import Statements, Triple, quad
from kg.iris import KG

OA = "http://www.w3.org/ns/oa#"
_AROUND = 32


def annotated(quads: Iterable[str], texts: Mapping[str, str]) -> list[str]:
    """An annotation for each claim, as sorted N-Quads; ``texts`` has each article's, by its IRI."""
    statements = Statements(quads)
    found = (t for claim in statements.claims() for t in _annotation(statements, claim, texts))
    return sorted({quad(triple) for triple in found})


def _annotation(statements: Statements, claim: str, texts: Mapping[str, str]) -> Iterator[Triple]:
    article = statements.article(claim)
    start, end = (_number(statements.one(claim, KG + name)) for name in ("start", "end"))
    body = texts[article[1:-1]]
    note, target = f"{claim[:-1]}/annotation>", f"{claim[:-1]}/target>"
    position, quote = f"{claim[:-1]}/position>", f"{claim[:-1]}/quotation>"
    yield from _all(note, type=iri(OA + "Annotation"), hasBody=claim, hasTarget=target)
    yield from _all(note, motivatedBy=iri(OA + "describing"))
    yield from _all(target, type=iri(OA + "SpecificResource"), hasSource=article)
    yield from _all(target, hasSelector=position)
    yield from _all(target, hasSelector=quote)
    yield from _all(position, type=iri(OA + "TextPositionSelector"))
    yield from _all(position, start=_count(start), end=_count(end))
    yield from _all(
        quote,
        type=iri(OA + "TextQuoteSelector"),
        exact=text(body[start:end]),
        prefix=text(body[max(0, start - _AROUND) : start]),
        suffix=text(body[end : end + _AROUND]),
    )


def _all(subject: str, **values: str) -> Iterator[Triple]:
    for name, value in values.items():
        yield subject, iri(v.TYPE if name == "type" else OA + name), value


def _number(written: str | None) -> int:
    return int((written or '"0"').split('"')[1])


def _count(number: int) -> str:
    return typed(str(number), "nonNegativeInteger")
