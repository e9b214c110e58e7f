"""What the server answers to, as an OpenAPI 3.1 document: every address with its parameters.

Tools make clients, forms and tests of it. Each named query has an address of its own here, so
that what narrows it can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.questions import Parameter, Query
from kg.view.linked import SUFFIXES
from kg.view.negotiation import GRAPHS, NAMES, TABLES

_TABLE_SUFFIXES = ("csv", "json", "tsv", "xml")
_PERIOD = r"^\d{4}(-\d\d){0,2}(\.\.\d{4}(-\d\d){0,2})?$"
_SAID = {
    "304": "The client has the answer already (If-None-Match).",
    "400": "The query or a value cannot be read; the text says where.",
    "403": "It is refused: an update, another endpoint, or more rows than allowed.",
    "404": "There is nothing of this name; the text says what comes close.",
    "406": "It cannot be had in this format.",
    "408": "The request was not whole in time.",
    "413": "The request is too large.",
    "414": "The address is too long.",
    "415": "The body is neither a form nor a query.",
    "503": "It took too long, or all workers are busy; see Retry-After.",
    "507": "It needs more memory than it may have.",
}
_SHARED = {
    "401": "The server asks for its token.",
    "421": "The server does not answer to this host name.",
}
_FORM = {
    "type": "object",
    "properties": {
        "query": {"type": "string", "examples": ["SELECT ?s { ?s a schema:Person }"]},
        "default-graph-uri": {"type": "array", "items": {"type": "string"}},
        "named-graph-uri": {"type": "array", "items": {"type": "string"}},
        "format": {"type": "string", "enum": sorted(NAMES)},
    },
    "required": ["query"],
}

Json = dict[str, Any]


def document(examples: Sequence[Query], version: str, root: str) -> Json:
    """The whole description; ``root`` is the path under which a proxy shows the server."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "newsgraph",
            "version": version,
            "summary": "A knowledge graph of persons, countries and events, read-only.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": root or "/"}],
        "paths": _paths(examples),
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "basic": {"type": "http", "scheme": "basic"},
            }
        },
        "security": [{}, {"bearer": []}, {"basic": []}],
    }


def _paths(examples: Sequence[Query]) -> Json:
    """Every address, sorted within its part of the site."""
    return {
        "/": {"get": _get("The page to write queries on", {"text/html"})},
        "/sparql": {"get": _asked(), "post": _posted()},
        "/sparql.{format}": {
            "get": _asked(_suffix(("csv", "json", "nt", "rdf", "tsv", "ttl", "xml", "jsonld"))),
            "post": _posted(_suffix(("csv", "json", "nt", "rdf", "tsv", "ttl", "xml", "jsonld"))),
        },
        **dict(path for example in examples for path in _named(example)),
        "/id/{kind}/{name}": {"get": _thing(_in_path("kind"), _in_path("name"))},
        "/event-type/{code}": {"get": _thing(_in_path("code", "CONSULT"))},
        "/.well-known/void": {"get": _dataset()},
        "/.well-known/void.{format}": {"get": _dataset(_suffix(("jsonld", "nt", "rdf", "ttl")))},
        "/graph.html": {"get": _get("The graph to look at", {"text/html"}, errors=("404",))},
        "/health": {"get": _get("Whether the server works", {"application/json"})},
        "/metrics": {"get": _get("Figures for Prometheus", {"text/plain"})},
        "/openapi.json": {"get": _get("This description", {"application/json"})},
    }


def _named(example: Query) -> Iterable[tuple[str, Json]]:
    narrowing = [_narrowing(parameter) for parameter in example.parameters]
    errors = ("304", "400", "403", "406", "414", "503", "507")
    for path, more in (("", [_format()]), (".{format}", [_suffix(_TABLE_SUFFIXES)])):
        told = _get(example.title, TABLES, [*narrowing, *more], errors)
        told |= {"description": example.about, "tags": ["named queries"]}
        yield f"/queries/{example.name}{path}", {"get": told}


def _narrowing(parameter: Parameter) -> Json:
    schema: Json = {"type": "string"}
    if parameter.kind == "period":
        schema |= {"pattern": _PERIOD, "examples": ["2026-01", "2025..2026-03"]}
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.about} ({parameter.kind})",
        "schema": schema,
    }


def _asked(*more: Json) -> Json:
    graphs = {"type": "array", "items": {"type": "string"}}
    parameters = [
        {"name": "query", "in": "query", "schema": _FORM["properties"]["query"]},  # type: ignore[index]
        {"name": "default-graph-uri", "in": "query", "schema": graphs},
        {"name": "named-graph-uri", "in": "query", "schema": graphs},
        _format(),
        *more,
    ]
    errors = ("303", "304", "400", "403", "406", "414", "503", "507")
    told = _get("SPARQL 1.1 query", {*TABLES, *GRAPHS}, parameters, errors)
    return told | {"description": "Without a query: the service description."}


def _posted(*more: Json) -> Json:
    errors = ("400", "403", "406", "408", "413", "414", "415", "503", "507")
    told = _get("SPARQL 1.1 query", {*TABLES, *GRAPHS}, list(more), errors)
    body = {
        "application/x-www-form-urlencoded": {"schema": _FORM},
        "application/sparql-query": {"schema": {"type": "string"}},
    }
    return told | {"requestBody": {"required": True, "content": body}}


def _thing(*names: Json) -> Json:
    errors = ("304", "404", "406", "503", "507")
    told = _get("All that is known of a thing", {*SUFFIXES.values()}, list(names), errors)
    suffixes = ", ".join(f".{suffix}" for suffix in SUFFIXES)
    return told | {"description": f"Negotiated by Accept, or by a suffix: {suffixes}."}


def _dataset(*more: Json) -> Json:
    errors = ("304", "406", "503", "507")
    return _get("What is in the graph, and how much (VoID)", GRAPHS, list(more), errors)


def _get(
    summary: str,
    media: Iterable[str],
    parameters: Sequence[Json] = (),
    errors: Iterable[str] = (),
) -> Json:
    said: Mapping[str, str] = {"303": "Browsers go to the page to write queries on."} | _SAID
    refused = {code: said[code] for code in errors} | _SHARED
    return {
        "summary": summary,
        **({"parameters": list(parameters)} if parameters else {}),
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {name: {} for name in sorted(media)},
            },
            **{code: {"description": refused[code]} for code in sorted(refused)},
        },
    }


def _format() -> Json:
    schema = {"type": "string", "enum": sorted(NAMES)}
    return {"name": "format", "in": "query", "schema": schema}


def _suffix(names: Sequence[str]) -> Json:
    schema = {"type": "string", "enum": sorted(names)}
    return {"name": "format", "in": "path", "required": True, "schema": schema}


def _in_path(name: str, example: str | None = None) -> Json:
    schema = {"type": "string"} | ({"examples": [example]} if example else {})
    return {"name": name, "in": "path", "required": True, "schema": schema}
