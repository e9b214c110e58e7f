"""The SPARQL endpoint and the descriptions of the graph for programs, as ASGI applications."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import Receive, Scope, Send

from kg.iris import ID, PREFIXES
from kg.view.delivery import Record
from kg.view.desk import Desk, Work
from kg.view.negotiation import GRAPHS, best
from kg.view.protocol import Ask, formats, read, read_named

# <> is the endpoint itself: relative to the address that was asked.
_SERVICE = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX format: <http://www.w3.org/ns/formats/>
CONSTRUCT {
  <> a sd:Service ; sd:endpoint <> ; sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat format:SPARQL_Results_JSON, format:SPARQL_Results_XML,
      format:SPARQL_Results_CSV, format:SPARQL_Results_TSV,
      format:Turtle, format:N-Triples, format:RDF_XML, format:JSON-LD ;
    sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
} WHERE {}
"""
_VOCABULARIES = ", ".join(f"<{iri}>" for name, iri in sorted(PREFIXES.items()) if name != "id")
_DATASET = f"""
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX format: <http://www.w3.org/ns/formats/>
CONSTRUCT {{
  <#dataset> a void:Dataset ; dcterms:title "newsgraph"@en ; void:triples ?triples ;
    void:sparqlEndpoint <../sparql> ; void:uriSpace "{ID}" ; void:exampleResource ?example ;
    void:feature format:Turtle, format:N-Triples, format:RDF_XML, format:JSON-LD ;
    void:vocabulary {_VOCABULARIES} ;
    void:classPartition ?classPart ; void:propertyPartition ?propertyPart .
  ?classPart void:class ?class ; void:entities ?members .
  ?propertyPart void:property ?property ; void:triples ?uses .
}} WHERE {{
  {{ SELECT (COUNT(*) AS ?triples) {{ ?s ?p ?o }} }}
  UNION {{ SELECT (MIN(?event) AS ?example) {{ ?event a sem:Event }} }}
  UNION {{
    {{ SELECT ?class (COUNT(*) AS ?members) {{ ?s a ?class }} GROUP BY ?class }}
    BIND(IRI(CONCAT("#class-", ENCODE_FOR_URI(STR(?class)))) AS ?classPart)
  }} UNION {{
    {{ SELECT ?property (COUNT(*) AS ?uses) {{ ?s ?property ?o }} GROUP BY ?property }}
    BIND(IRI(CONCAT("#property-", ENCODE_FOR_URI(STR(?property)))) AS ?propertyPart)
  }}
}}
"""


class Endpoint:
    """SPARQL 1.1 Protocol, queries only; asked nothing, it says what it is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as ASGI has it."""
        await self._desk.serve(Request(scope, receive), send, self._read)

    async def _read(self, request: Request, record: Record) -> Work:
        ask = await read(request, self._desk.lanes.limits.request_bytes)
        record.asked = ask.query
        if not ask.query:
            if best(request.headers.get("accept", ""), (*GRAPHS, "text/html")) == "text/html":
                page = RedirectResponse("./", 303)
                return page(request.scope, request.receive, record.send)
            ask = replace(ask, query=_SERVICE)
        return self._desk.answer(request, ask, record)


class Named:
    """A query of the cookbook at an address of its own, narrowed by the address's parameters."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as ASGI has it."""
        await self._desk.serve(Request(scope, receive), send, self._read)

    async def _read(self, request: Request, record: Record) -> Work:
        ask = read_named(request, self._desk.lanes.limits.request_bytes)
        told = " ".join(f"{name}={value}" for name, value in ask.values)
        record.asked = f"{ask.named} {told}"
        return self._desk.answer(request, ask, record)


class Dataset:
    """What is in the graph and how much, in the Vocabulary of Interlinked Datasets (VoID)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as ASGI has it."""
        await self._desk.serve(Request(scope, receive), send, self._read)

    async def _read(self, request: Request, record: Record) -> Work:
        record.asked = "VoID"
        asked = formats(request, request.query_params.getlist("format"))
        base = str(request.url.replace(query="", fragment=""))
        return self._desk.answer(request, Ask(query=_DATASET, base=base, formats=asked), record)
