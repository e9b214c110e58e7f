"""One HTML file that shows a network and needs nothing else: no server, no network, no GPU.

pyvis holds the nodes, the links and the vis-network options and ships the vis-network
script. The template is our own: it escapes everything, loads nothing and forbids by policy
whatever is not in the file. Positions come from ``kg.view.layout``; nothing is simulated in
the browser.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from kg.model import Network, NetworkLink, NetworkNode
from kg.view import layout, parts
from kg.view.communities import communities
from kg.view.lean import PyvisNetwork
from kg.view.payload import (
    SENTENCES_PER_BLOCK,
    Block,
    EvidenceTable,
    block,
    clean,
    columns,
    conflict,
    lists,
)
from kg.view.ranking import Weight, node_weights, ranking, weigh

WORKING_SET = 100
"""How many nodes the page shows at first; readers bring in the rest."""

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


def write(
    network: Network,
    path: Path,
    *,
    title: str,
    texts: Mapping[str, str] | None = None,
    language: str = parts.ENGLISH,
) -> None:
    """Writes the page of a network; a reader of ``path`` sees the old file or the new, whole.

    Args:
        network: What to show.
        path: The file.
        title: Of the page.
        texts: Whole articles by IRI; with them each sentence can be read in its paragraph.
        language: Of the interface, one of ``kg.view.parts.languages()``.

    Raises:
        InputError: The interface does not speak this language.
        OSError: The folder does not exist or cannot be written.
    """
    page = picture(network, title=title, texts=texts, language=language)
    page.write_html(str(path))


def picture(
    network: Network,
    *,
    title: str,
    texts: Mapping[str, str] | None = None,
    language: str = parts.ENGLISH,
) -> Page:
    """The page of a network, not yet written: nodes placed and in order of importance."""
    page = Page(title=title, language=language)
    order = ranking(network)
    number = {node: index for index, node in enumerate(order)}
    ends = [(number[link.source], number[link.target]) for link in network.links]
    places = layout.positions(len(order), ends, core=WORKING_SET).tolist()
    groups = communities(len(order), ends)
    weights = node_weights(network)
    nodes = {node.id: node for node in network.nodes}
    for node_id, (x, y), group in zip(order, places, groups, strict=True):
        options = _node_options(nodes[node_id], weights[node_id])
        page.add_node(number[node_id], **options, x=x, y=y, community=group)
    page.evidence = EvidenceTable(network, texts)
    for link in network.links:
        options = _link_options(link, page.evidence)
        page.add_edge(number[link.source], number[link.target], **options)
    page.conflicts = [conflict(told, number, page.evidence) for told in network.conflicts]
    return page


class Page(PyvisNetwork):  # type: ignore[misc]
    """A pyvis network with our template, any number of parallel links, and no search on adding.

    Node ids are the numbers 0, 1, ... in order of importance; the option ``iri`` is the node's
    own id.
    """

    def __init__(self, *, title: str, language: str = parts.ENGLISH) -> None:
        super().__init__(directed=True, heading=title, cdn_resources="in_line")
        self.words = parts.words(language)
        self.language = language
        self.evidence = EvidenceTable(Network())
        self.conflicts: list[dict[str, Any]] = []
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
        scripts = [parts.library(), parts.program()]
        style = parts.style()
        self.html = parts.template().render(
            title=clean(self.heading),
            language=self.language,
            words=self.words,
            policy=parts.policy(scripts, style),
            style=Markup(style),
            library=Markup(scripts[0]),
            program=Markup(scripts[1]),
            blocks=list(self._blocks()),
            sentences=list(self.evidence.blocks()),
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
            "links": self._links(),
            "articles": self.evidence.articles,
            "sentenceCount": self.evidence.sentence_count,
            "evidence": self.evidence.overview(),
            "conflicts": self.conflicts,
            "sentencesPerBlock": SENTENCES_PER_BLOCK,
            "workingSet": WORKING_SET,
            "unit": layout.UNIT,
            "options": self.options,
        }
        yield block("words", self.words)
        yield block("graph", graph)

    def _links(self) -> dict[str, Any]:
        told = [{**edge, "evidence": None} for edge in self.edges]
        return {**columns(told), "evidence": lists(edge["evidence"] for edge in self.edges)}


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
        "origins": node.origins,
        "contexts": " ".join(map(clean, node.contexts)) or None,
        "articles": weight.articles,
        "sentences": weight.sentences,
    }


def _link_options(link: NetworkLink, evidence: EvidenceTable) -> dict[str, Any]:
    return {
        "predicate": clean(link.predicate),
        "label": clean(link.label),
        "status": link.status,
        "articles": weigh(list(link.evidence)).articles,
        "origins": link.origins,
        "evidence": evidence.indexes(link),
    }
