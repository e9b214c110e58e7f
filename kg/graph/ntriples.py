"""Terms and lines of N-Triples, written by hand because every quad of a build passes here.

All lines are in the default graph, so a file of them is N-Quads and N-Triples at once.
See RDF 1.1 N-Triples, section 7, for the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache, lru_cache

from kg.errors import KGError
from kg.iris import XSD

_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)
_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in _CONTROLS},
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}
_DAY = r"\d{4}-\d\d-\d\d"
_MOMENTS = (
    (re.compile(r"\d{4}"), "gYear"),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), "gYearMonth"),
    (re.compile(_DAY), "date"),
    (re.compile(_DAY + r"T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"), "dateTime"),
)


@lru_cache(maxsize=4096)  # classes, types and the run stand in every other line
def iri(value: str) -> str:
    """An IRI in angle brackets.

    Raises:
        KGError: when ``value`` is not absolute or has a character that no IRI may have.

    >>> iri("https://w3id.org/newsgraph/id/country/VEN")
    '<https://w3id.org/newsgraph/id/country/VEN>'
    """
    if ":" not in value or _NOT_IN_IRI.search(value):
        raise KGError(f"not an IRI: {value!r}")
    return f"<{value}>"


def space(base: str) -> Callable[[str], str]:
    """What writes the terms of a namespace, by their local names.

    >>> space("https://schema.org/")("name")
    '<https://schema.org/name>'
    """
    return cache(lambda name: iri(base + name))


def text(value: str, language: str | None = None) -> str:
    r"""A string, quoted and escaped; lone surrogates, which UTF-8 cannot hold, become U+FFFD.

    >>> print(text('"Yes"\n', "en"), text("a\u2028b"))
    "\"Yes\"\n"@en "a\u2028b"
    """
    if value.isprintable():
        escaped = value.replace("\\", r"\\").replace('"', r"\"")
    else:
        escaped = value.translate(_ESCAPES)
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def typed(value: str, datatype: str) -> str:
    """A literal of an XML Schema type, given by its local name.

    >>> typed("true", "boolean")
    '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    """
    return f"{text(value)}^^<{XSD}{datatype}>"


def integer(value: int) -> str:
    """A whole number.

    >>> integer(3)
    '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return f'"{value}"^^<{XSD}integer>'


def moment(value: str) -> str:
    """An ISO 8601 day, month, year or date with time in its XML Schema type, else a string.

    >>> moment("2026-01"), moment("2026-02-30")
    ('"2026-01"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>', '"2026-02-30"')
    """
    datatype = _moment_type(value)
    return typed(value, datatype) if datatype else text(value)


def line(subject: str, predicate: str, object_: str) -> str:
    """One statement from three written terms, without the line end."""
    return f"{subject} {predicate} {object_} ."


def _moment_type(value: str) -> str | None:
    datatype = next((name for pattern, name in _MOMENTS if pattern.fullmatch(value)), None)
    return datatype if datatype and (datatype.startswith("g") or _in_calendar(value)) else None


def _in_calendar(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
