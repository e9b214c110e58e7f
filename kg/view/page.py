"""One HTML file that shows a network and needs nothing else: no server, no network, no GPU.

pyvis holds the nodes, the links and the vis-network options and ships the vis-network
script. The template is our own: it escapes everything, loads nothing and forbids by policy
whatever is not in the file. Positions come from ``kg.view.layout``; nothing is simulated in
the browser.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from pyvis.network import Network as PyvisNetwork

from kg.model import Network, NetworkLink, NetworkNode
from kg.view import layout
from kg.view.payload import SENTENCES_PER_BLOCK, Block, EvidenceTable, block, clean, columns
from kg.view.ranking import Weight, node_weights, ranking, weigh

WORKING_SET = 150
"""How many nodes the page shows at first; readers bring in the rest."""

_SCRIPTS = (
    "dom.js",
    "words.js",
    "model.js",
    "choice.js",
    "shapes.js",
    "labels.js",
    "places.js",
    "links.js",
    "picture.js",
    "sentences.js",
    "panel.js",
    "search.js",
    "filters.js",
    "table.js",
    "app.js",
)
_STYLES = ("theme.css", "page.css", "narrow.css", "print.css")
_OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {"smooth": False, "chosen": False, "selectionWidth": 0, "hoverWidth": 0},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectable": False,
        "keyboard": False,
        "zoomSpeed": 0.7,
    },
}


def write(network: Network, path: Path, *, title: str) -> None:
    """Writes the page of a network; a reader of ``path`` sees the old file or the new, whole.

    Raises:
        OSError: The folder does not exist or cannot be written.
    """
    page = picture(network, title=title)
    page.write_html(str(path))


def picture(network: Network, *, title: str) -> Page:
    """The page of a network, not yet written: nodes placed and in order of importance."""
    page = Page(title=title)
    order = ranking(network)
    number = {node: index for index, node in enumerate(order)}
    ends = [(number[link.source], number[link.target]) for link in network.links]
    places = layout.positions(len(order), ends, core=WORKING_SET).tolist()
    weights = node_weights(network)
    nodes = {node.id: node for node in network.nodes}
    for node_id, (x, y) in zip(order, places, strict=True):
        options = _node_options(nodes[node_id], weights[node_id])
        page.add_node(number[node_id], **options, x=x, y=y)
    page.evidence = EvidenceTable(network)
    for link in network.links:
        options = _link_options(link, page.evidence)
        page.add_edge(number[link.source], number[link.target], **options)
    return page


class Page(PyvisNetwork):  # type: ignore[misc]
    """A pyvis network with our template, any number of parallel links, and no search on adding.

    Node ids are the numbers 0, 1, ... in order of importance; the option ``iri`` is the node's
    own id.
    """

    def __init__(self, *, title: str) -> None:
        super().__init__(directed=True, heading=title, cdn_resources="in_line")
        self.evidence = EvidenceTable(Network())
        self.set_options(json.dumps(_OPTIONS))

    def add_node(self, n_id: int, label: str | None = None, **options: Any) -> None:
        """Adds a node once; further nodes with its id are ignored."""
        if n_id in self.node_map:
            return
        self.node_map[n_id] = {"label": label, **options}
        self.node_ids.append(n_id)
        self.nodes.append(self.node_map[n_id])

    def add_edge(self, source: int, to: int, **options: Any) -> None:
        """Adds a link, also where one exists.

        Raises:
            KeyError: An end is not a node of this page.
        """
        for end in (source, to):
            if end not in self.node_map:
                raise KeyError(end)
        self.edges.append({"from": source, "to": to, **options})

    def generate_html(
        self, name: str = "index.html", local: bool = True, notebook: bool = False
    ) -> str:
        """The whole page. The arguments are those of pyvis and make no difference."""
        del name, local, notebook
        scripts = [_library(), _program()]
        style = _joined(_STYLES)
        self.html = _template().render(
            title=clean(self.heading),
            policy=_policy(scripts, style),
            style=Markup(style),
            scripts=[Markup(script) for script in scripts],
            blocks=list(self._blocks()),
        )
        return str(self.html)

    def write_html(
        self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Writes the page beside its place and moves it there. Opens no browser."""
        del local, notebook, open_browser
        target = Path(name)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self.generate_html().encode("utf-8"))
            Path(temporary).chmod(0o644)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def _blocks(self) -> Iterator[Block]:
        graph = {
            "nodes": columns(self.nodes),
            "links": columns(self.edges),
            "articles": self.evidence.articles,
            "sentenceCount": self.evidence.sentence_count,
            "sentenceGroups": self.evidence.groups,
            "sentencesPerBlock": SENTENCES_PER_BLOCK,
            "workingSet": WORKING_SET,
            "unit": layout.UNIT,
            "options": self.options,
        }
        yield block("graph", graph)
        yield from self.evidence.blocks()


def _node_options(node: NetworkNode, weight: Weight) -> dict[str, Any]:
    return {
        "id": clean(node.id),
        "kind": clean(node.kind),
        "label": clean(node.label),
        "aliases": [clean(alias) for alias in node.aliases],
        "key": node.key and clean(node.key),
        "event_type": node.event_type and clean(node.event_type),
        "quad": node.quad and clean(node.quad),
        "status": node.status,
        "begin": node.begin and clean(node.begin),
        "end": node.end and clean(node.end),
        "precision": node.precision and clean(node.precision),
        "articles": weight.articles,
        "sentences": weight.sentences,
    }


def _link_options(link: NetworkLink, evidence: EvidenceTable) -> dict[str, Any]:
    return {
        "predicate": clean(link.predicate),
        "label": clean(link.label),
        "status": link.status,
        "articles": weigh(list(link.evidence)).articles,
        "evidence": evidence.indexes(link),
    }


# --- the parts of the file that are the same for every network -------------------------------


@cache
def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("kg.view", "templates")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html")


@cache
def _joined(names: tuple[str, ...]) -> str:
    folder = files("kg.view").joinpath("templates")
    return _embeddable("\n".join(folder.joinpath(name).read_text("utf-8") for name in names))


@cache
def _program() -> str:
    return f"(() => {{\n'use strict';\n{_joined(_SCRIPTS)}\n}})();\n"


@cache
def _library() -> str:
    """vis-network as the pyvis wheel ships it, without its pointer to a source map."""
    folder = files("pyvis").joinpath("lib", "vis-9.1.2")
    text = folder.joinpath("vis-network.min.js").read_text("utf-8")
    return _embeddable(text.rpartition("//# sourceMappingURL=")[0] or text)


def _embeddable(text: str) -> str:
    """The text with the line ends that an HTML parser would give it, so that its hash holds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lowered = text.lower()
    if any(mark in lowered for mark in ("</script", "</style", "<!--")):
        raise ValueError("a script or style of the page would end its own element")
    return text


def _policy(scripts: list[str], style: str) -> str:
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


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
