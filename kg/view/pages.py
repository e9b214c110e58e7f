"""The pages of the site for people: the query editor, the graph, and a page for every thing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kg.iris import ID, PREFIXES
from kg.questions import Query

_BASE = ID.removesuffix("id/")
_STYLES = ("theme.css", "site.css")
_EDITOR_STYLES = (*_STYLES, "query.css")
_EDITOR_SCRIPTS = ("sparql.js", "editor.js", "results.js", "narrowing.js", "query.js")
# The graph page brings its own policy; this one only adds what a page cannot say of itself.
_GRAPH_POLICY = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'none'"
_TRIES = 3
_FIRST = "SELECT * WHERE {\n  ?subject ?property ?value\n}\nLIMIT 10"


class Pages:
    """Makes the pages. ``graph`` is the graph page as of now, if there is one."""

    def __init__(self, graph: Callable[[], Path] | None, examples: Sequence[Query]) -> None:
        self._graph = graph
        self._examples = examples

    def query(self, request: Request) -> Response:
        """The query editor, and how to query from a program."""
        first = self._examples[0].text if self._examples else _FIRST
        data = {
            "base": _BASE,
            "prefixes": PREFIXES,
            "examples": [asdict(example) for example in self._examples],
        }
        address = str(request.url.replace(query="", fragment=""))
        return self._page(
            request,
            "query.html",
            styles=_EDITOR_STYLES,
            scripts=_EDITOR_SCRIPTS,
            address=address + ("" if address.endswith("/") else "/"),
            first=first,
            examples=self._examples,
            searchable=any(example.name == "search" for example in self._examples),
            prefixes=sorted(PREFIXES.items()),
            data=data,
        )

    def graph(self, _: Request) -> Response:
        """The graph page of the current build."""
        for _try in range(_TRIES if self._graph else 0):
            assert self._graph is not None
            # Read whole: a build may remove the file between a look at it and its sending.
            with suppress(OSError):
                page = self._graph().read_bytes()
                return HTMLResponse(page, headers={"content-security-policy": _GRAPH_POLICY})
        return PlainTextResponse("no graph page has been built\n", 404)

    def thing(self, request: Request, thing: Mapping[str, Any]) -> Response:
        """All that is known of a thing; ``thing`` as ``kg.graph.things`` has it."""
        return self._page(request, "thing.html", thing=thing, name=_name(str(thing["iri"])))

    def unknown(self, request: Request, iri: str, close: Sequence[Mapping[str, str]]) -> Response:
        """That nothing is known of an IRI, and what may have been meant."""
        return self._page(request, "unknown.html", 404, iri=iri, close=close)

    def _page(
        self,
        request: Request,
        template: str,
        status: int = 200,
        *,
        styles: tuple[str, ...] = _STYLES,
        scripts: tuple[str, ...] = (),
        **values: Any,
    ) -> Response:
        root = _root(request)
        style, script = _joined(styles), _joined(scripts)
        html = (
            _environment()
            .get_template(template)
            .render(
                **values,
                style=Markup(style),
                script=Markup(script),
                root=root,
                has_graph=self._graph is not None,
                address_of=lambda iri: address_of(iri, root),
            )
        )
        policy = _policy(style, script)
        return HTMLResponse(html, status, headers={"content-security-policy": policy})


def address_of(iri: str, root: str) -> str | None:
    """Where an IRI opens: here if it is the graph's, else where it says; None if nowhere.

    >>> address_of("https://w3id.org/newsgraph/id/country/VEN", "../../")
    '../../id/country/VEN'
    >>> address_of("javascript:alert(1)", "./") is None
    True
    """
    local = iri.removeprefix(_BASE)
    if local != iri and local.startswith(("id/", "event-type/")):
        path, sign, fragment = local.partition("#")
        return root + quote(path) + sign + quote(fragment, safe="=,")
    return iri if urlsplit(iri).scheme in ("http", "https") else None


def _name(iri: str) -> str:
    """The last part of an IRI's path as it stands in an address; file names are made of it."""
    return quote(iri.rsplit("/", 1)[-1])


def _root(request: Request) -> str:
    """The way from a page to the start of the site."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    return "../" * (path.count("/") - 1) or "./"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("kg.view"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _joined(names: tuple[str, ...]) -> str:
    folder = files("kg.view").joinpath("templates")
    text = "\n".join(folder.joinpath(name).read_text("utf-8") for name in names)
    return f"\n{text}" if text else ""


def _policy(style: str, script: str) -> str:
    """A policy under which only these very texts count, and only this site is asked."""
    scripts = f"script-src {_hash(script)}; connect-src 'self'; " if script else ""
    return (
        f"default-src 'none'; style-src {_hash(style)}; {scripts}img-src data: blob:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


@cache
def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
