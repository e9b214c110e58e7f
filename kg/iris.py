"""Namespaces and content-based ids. Pinned by doctests: a change here changes every graph."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

KG = "https://w3id.org/newsgraph/ontology#"
EVENT_TYPE = "https://w3id.org/newsgraph/event-type/"
ID = "https://w3id.org/newsgraph/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SCHEMA = "https://schema.org/"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
DCTERMS = "http://purl.org/dc/terms/"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"

PREFIXES = {
    "kg": KG,
    "et": EVENT_TYPE,
    "id": ID,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "schema": SCHEMA,
    "sem": SEM,
    "skos": SKOS,
    "prov": PROV,
    "nif": NIF,
    "dcterms": DCTERMS,
    "void": VOID,
    "dcat": DCAT,
}


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_PLAIN_WORD = re.compile(r"[a-z0-9]+")


def digest(*parts: str | int | None) -> str:
    """The first 16 hex digits of the SHA-256 of the parts as a compact JSON array.

    >>> digest("Talks resume", None, 3)
    '3f51008749b123c1'
    """
    payload = _COMPACT.encode(parts)
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; letters without an ASCII form are kept.

    >>> slug("Delcy Rodríguez"), slug("Шевченко"), slug("a/b#c <d>")
    ('delcy-rodriguez', 'шевченко', 'a-b-c-d')
    """
    if text.isascii():
        return "-".join(_PLAIN_WORD.findall(text.lower()))
    folded = unicodedata.normalize("NFKD", text).casefold()
    kept = (c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "-".join("".join(kept).split()))


def country(alpha3: str) -> str:
    """
    >>> country("VEN")
    'https://w3id.org/newsgraph/id/country/VEN'
    """
    return f"{ID}country/{alpha3}"


def named(kind: str, name: str) -> str:
    """The IRI of a person, organization or place known by a name.

    >>> named("person", "Nicolás Maduro")
    'https://w3id.org/newsgraph/id/person/nicolas-maduro'
    """
    return f"{ID}{kind}/{slug(name) or digest(name)}"


def article(digest16: str) -> str:
    """
    >>> article("7b27ce63533cab84")
    'https://w3id.org/newsgraph/id/article/7b27ce63533cab84'
    """
    return f"{ID}article/{digest16}"


def sentence(article_iri: str, start: int, end: int) -> str:
    """An RFC 5147 text fragment of the article.

    >>> sentence(article("7b27"), 10, 64)
    'https://w3id.org/newsgraph/id/article/7b27#char=10,64'
    """
    return f"{article_iri}#char={start},{end}"


def hashed(kind: str, *parts: str | int | None) -> str:
    """The IRI of a claim or an event, from what it says and where.

    >>> hashed("event", "7b27", 10)
    'https://w3id.org/newsgraph/id/event/eeb841fb2d8ae607'
    """
    return f"{ID}{kind}/{digest(*parts)}"
