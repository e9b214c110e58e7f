"""Which media type to answer in: the Accept header of RFC 9110, and ``?format=`` names.

A client asks before anyone knows whether its query yields a table (SELECT), a truth value (ASK)
or a graph (CONSTRUCT, DESCRIBE), so there is one choice for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# In the server's own order of preference, which settles what the client leaves open.
TABLES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
)
GRAPHS = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/json",
    "application/xml",
)


@dataclass(frozen=True, slots=True)
class Formats:
    """The media type for a table, a graph, a truth value; None where none of ours is accepted."""

    table: str | None
    graph: str | None
    truth: str | None = None

    def __post_init__(self) -> None:
        """A truth value goes as a table does, unless it is said otherwise."""
        object.__setattr__(self, "truth", self.truth or self.table)


# Who says nothing reads with no tool of the semantic web: a plain read_csv(url) sends no Accept.
_UNSAID = Formats("text/csv", "text/turtle", "application/sparql-results+json")
_JSON = Formats("application/sparql-results+json", "application/ld+json")
_XML = Formats("application/sparql-results+xml", "application/rdf+xml")
_TURTLE = Formats(None, "text/turtle")
_TRIPLES = Formats(None, "application/n-triples")
# The short names that SPARQLWrapper, Virtuoso, Fuseki and QLever know among them.
NAMES = {
    "json": _JSON,
    "xml": _XML,
    "csv": Formats("text/csv", None),
    "tsv": Formats("text/tab-separated-values", None),
    "turtle": _TURTLE,
    "ttl": _TURTLE,
    "n3": _TURTLE,
    "ntriples": _TRIPLES,
    "n-triples": _TRIPLES,
    "nt": _TRIPLES,
    "rdfxml": Formats(None, "application/rdf+xml"),
    "rdf+xml": Formats(None, "application/rdf+xml"),
    "rdf": Formats(None, "application/rdf+xml"),
    "jsonld": Formats(None, "application/ld+json"),
    "json-ld": Formats(None, "application/ld+json"),
}


def named(name: str) -> Formats | None:
    """The formats that a ``?format=`` value means: a short name or a media type; None if unknown.

    >>> named("csv")
    Formats(table='text/csv', graph=None, truth='text/csv')
    """
    name = name.strip().lower().replace(" ", "+")  # a "+" left bare in a URL is a space
    if name in NAMES:
        return NAMES[name]
    formats = Formats(
        name if name in TABLES else None,
        name if name in GRAPHS else None,
    )
    return None if formats == Formats(None, None) else formats


def accepted(header: str | None) -> Formats:
    """The best formats for an Accept header; an empty one accepts everything.

    Without the header a table is CSV.

    >>> accepted("application/json, */*;q=0.1")
    Formats(table='application/json', graph='application/json', truth='application/json')
    """
    if header is None:
        return _UNSAID
    return Formats(best(header, TABLES), best(header, GRAPHS))


def best(header: str, offers: Sequence[str]) -> str | None:
    """The offer that an Accept header likes most; None if it likes none.

    Quality decides, then how exactly the header names it, then the header's order, then ours.

    >>> best("text/*;q=0.5, application/json", ["text/csv", "application/json"])
    'application/json'
    >>> best("text/html", ["text/csv"]) is None
    True
    """
    ranges = _ranges(header) or [("*/*", 1.0)]
    ranked = [(*_liking(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    quality, _, _, _, offer = max(ranked)
    return offer if quality > 0 else None


def _liking(offer: str, ranges: list[tuple[str, float]]) -> tuple[float, int, int]:
    """Quality, exactness and (negated) place of the most exact range that covers an offer."""
    patterns = (offer, offer.split("/")[0] + "/*", "*/*")
    for exactness, pattern in zip((2, 1, 0), patterns, strict=True):
        for place, (name, quality) in enumerate(ranges):
            if name == pattern:
                return quality, exactness, -place
    return 0.0, 0, 0


def _ranges(header: str) -> list[tuple[str, float]]:
    parts = (part.split(";") for part in header.lower().split(",") if part.strip())
    return [(name.strip(), _quality(parameters)) for name, *parameters in parts]


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(0.0, float(value)), 1.0)
            except ValueError:
                return 0.0
    return 1.0
