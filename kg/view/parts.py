"""The parts of a page that are the same for every network: scripts, styles, policy, words."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2

from kg.errors import InputError

SCRIPTS = (
    "dom.js",
    "words.js",
    "dates.js",
    "columns.js",
    "model.js",
    "sentence.js",
    "choice.js",
    "groups.js",
    "paths.js",
    "shapes.js",
    "labels.js",
    "places.js",
    "links.js",
    "gesture.js",
    "picture.js",
    "calendar.js",
    "brush.js",
    "lanes.js",
    "matrix.js",
    "citation.js",
    "sentences.js",
    "things.js",
    "overview.js",
    "conflicts.js",
    "panel.js",
    "search.js",
    "filters.js",
    "table.js",
    "drawing.js",
    "export.js",
    "address.js",
    "app.js",
)
"""Our scripts in the order in which they need each other."""

STYLES = ("theme.css", "page.css", "views.css", "panel.css", "narrow.css", "print.css")
"""Our style sheets, the later ones over the earlier."""

ENGLISH = "en"


def languages() -> list[str]:
    """The languages that the interface speaks, by ISO 639-1 code."""
    return sorted(
        entry.name.removesuffix(".json")
        for entry in files("kg.view.lang").iterdir()
        if entry.name.endswith(".json")
    )


@cache
def words(language: str) -> dict[str, Any]:
    """Every text of the interface by its key; English where a language has none.

    Raises:
        InputError: There is no table of this language.
    """
    if language not in languages():
        known = ", ".join(languages())
        raise InputError(f"no interface in {language!r}; there is: {known}")
    return {**_table(ENGLISH), **_table(language)}


def _table(language: str) -> dict[str, Any]:
    text = files("kg.view.lang").joinpath(f"{language}.json").read_text("utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@cache
def template() -> jinja2.Template:
    """The frame of the page; it escapes whatever is put in."""
    loader = jinja2.PackageLoader("kg.view", "templates")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html")


def style() -> str:
    """All style sheets as one."""
    return _joined(STYLES)


@cache
def program() -> str:
    """Our scripts as one, with the hint to compile them at once: nearly all run at the opening."""
    return f"//# allFunctionsCalledOnLoad\n(() => {{\n'use strict';\n{_joined(SCRIPTS)}\n}})();\n"


@cache
def library() -> str:
    """vis-network as the pyvis wheel ships it, without its pointer to a source map."""
    folder = files("pyvis").joinpath("lib", "vis-9.1.2")
    text = folder.joinpath("vis-network.min.js").read_text("utf-8")
    return _embeddable(text.rpartition("//# sourceMappingURL=")[0] or text)


def policy(scripts: list[str], style: str) -> str:
    """A Content-Security-Policy under which only these very texts run and nothing is loaded."""
    allowed = " ".join(_source_hash(script) for script in scripts)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {allowed}",
            f"style-src {_source_hash(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


@cache
def _joined(names: tuple[str, ...]) -> str:
    folder = files("kg.view").joinpath("templates")
    return _embeddable("\n".join(folder.joinpath(name).read_text("utf-8") for name in names))


def _embeddable(text: str) -> str:
    """The text with the line ends that an HTML parser would give it, so that its hash holds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lowered = text.lower()
    if any(mark in lowered for mark in ("</script", "</style", "<!--")):
        raise ValueError("a script or style of the page would end its own element")
    return text


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
