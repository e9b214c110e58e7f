"""RDF/XML with the same bytes every time, for tools that read nothing newer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.errors import KGError
from kg.iris import PREFIXES, XSD

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOCAL = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_SPACES = {iri: name for name, iri in PREFIXES.items()}


def rdf_xml(triples: Iterable[ox.Triple], out: BinaryIO) -> None:
    """Write triples as RDF/XML 1.1. Neighbours with one subject are written together.

    XML 1.0 cannot hold control characters, surrogates, U+FFFE and U+FFFF in any way: in
    literals each becomes U+FFFD.

    Raises:
        KGError: a property is in no namespace of ``kg.iris``, or a term is no IRI or literal.
    """
    spaces = "".join(f' xmlns:{name}="{iri}"' for name, iri in sorted(PREFIXES.items()))
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'.encode())
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        lines = [_property(triple) for triple in group]
        head = f"<rdf:Description rdf:about={_iri(subject)}>"
        out.write("\n".join([head, *lines, "</rdf:Description>\n"]).encode())
    out.write(b"</rdf:RDF>\n")


def _property(triple: ox.Triple) -> str:
    name, value = _name(triple.predicate.value), triple.object
    if not isinstance(value, ox.Literal):
        return f" <{name} rdf:resource={_iri(value)}/>"
    text = escape(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value.value), {"\r": "&#13;"})
    return f" <{name}{_kind(value)}>{text}</{name}>"


def _kind(literal: ox.Literal) -> str:
    if literal.language:
        return f' xml:lang="{literal.language}"'
    datatype = literal.datatype.value
    return "" if datatype == XSD + "string" else f" rdf:datatype={quoteattr(datatype)}"


def _name(property_: str) -> str:
    cut = max(property_.rfind("#"), property_.rfind("/")) + 1
    prefix, local = _SPACES.get(property_[:cut]), property_[cut:]
    if prefix is None or not _LOCAL.fullmatch(local):
        raise KGError(f"RDF/XML has no name for the property <{property_}>")
    return f"{prefix}:{local}"


def _iri(term: object) -> str:
    if not isinstance(term, ox.NamedNode):
        raise KGError(f"no IRI: {term}")
    return quoteattr(term.value)
