"""The network for other tools: a networkx graph, GraphML and GEXF files, a table of sentences.

Links keep the direction of the model (an actor to the event, the event to its recipient, a
subject to its object). What is unknown is left out, never written as an empty value.
"""

from __future__ import annotations

import csv as csv_module
import io
from collections.abc import Iterator
from typing import Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from kg.cells import guarded
from kg.model import Evidence, Network, NetworkLink, NetworkNode
from kg.view.payload import clean
from kg.view.ranking import node_weights, weigh

COLUMNS = (
    "source",
    "predicate",
    "target",
    "source_label",
    "source_kind",
    "label",
    "target_label",
    "target_kind",
    "link_status",
    "sentence",
    "sentence_status",
    "certainty",
    "speakers",
    "article",
    "title",
    "publisher",
    "published",
    "url",
    "start",
    "rule",
)
"""The columns of ``csv``, in order."""

_MANY = " | "


def to_networkx(network: Network) -> nx.MultiDiGraph[str]:
    """A directed graph with parallel links; every attribute is a string or an integer.

    Nodes have ``label``, ``kind``, ``articles`` and ``sentences`` (how many speak of it) and,
    where known, ``aliases`` (joined by " | "), ``code`` (ISO 3166-1 alpha-3), ``event_type``,
    ``quad``, ``status``, ``begin_date``, ``end_date`` and ``precision``. Links have
    ``predicate``, ``label``, ``status``, ``articles``, ``sentences``, ``weight`` (the same as
    ``sentences``) and, where known, ``first_report`` and ``last_report``, the dates of the
    earliest and latest article. The key of a link is its place among the links between the
    same two nodes.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    weights = node_weights(network)
    for node in network.nodes:
        weight = weights[node.id]
        counts = {"articles": weight.articles, "sentences": weight.sentences}
        graph.add_node(clean(node.id), **_node_attributes(node), **counts)
    for link in network.links:
        graph.add_edge(clean(link.source), clean(link.target), **_link_attributes(link))
    return graph


def graphml(network: Network) -> bytes:
    """The graph as GraphML in UTF-8; the same network gives the same bytes."""
    writer = GraphMLWriter(prettyprint=True)
    writer.add_graph_element(to_networkx(network))
    return _document(str(writer))


def gexf(network: Network) -> bytes:
    """The graph as GEXF 1.2 in UTF-8, without a date; the same network gives the same bytes."""
    writer = GEXFWriter(prettyprint=True, version="1.2draft")
    writer.add_graph(to_networkx(network))
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    return _document(str(writer))


def csv(network: Network) -> str:
    """A table after RFC 4180: a header and a row per link and sentence.

    No cell is a formula: see ``kg.cells``.
    """
    out = io.StringIO()
    writer = csv_module.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in row] for row in _rows(network))
    return out.getvalue()


def _document(text: str) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + text.strip().encode("utf-8") + b"\n"


def _node_attributes(node: NetworkNode) -> dict[str, str]:
    return _known(
        label=node.label,
        kind=node.kind,
        aliases=_MANY.join(node.aliases),
        code=node.key,
        event_type=node.event_type,
        quad=node.quad,
        status=node.status,
        begin_date=node.begin,
        end_date=node.end,
        precision=node.precision,
    )


def _link_attributes(link: NetworkLink) -> dict[str, Any]:
    weight = weigh(list(link.evidence))
    dates = sorted(item.published for item in link.evidence if item.published)
    return {
        **_known(predicate=link.predicate, label=link.label, status=link.status),
        **(_known(first_report=dates[0], last_report=dates[-1]) if dates else {}),
        "articles": weight.articles,
        "sentences": weight.sentences,
        "weight": weight.sentences,
    }


def _known(**values: str | None) -> dict[str, str]:
    return {name: clean(value) for name, value in values.items() if value}


def _rows(network: Network) -> Iterator[tuple[str | int | None, ...]]:
    nodes = {node.id: node for node in network.nodes}
    for link in network.links:
        source, target = nodes[link.source], nodes[link.target]
        ends = (link.source, link.predicate, link.target)
        names = (source.label, source.kind, link.label, target.label, target.kind)
        for item in link.evidence or (None,):
            yield (*ends, *names, link.status, *_sentence(item))


def _sentence(item: Evidence | None) -> tuple[str | int | None, ...]:
    if item is None:
        return (None,) * 11
    speakers = _MANY.join(item.speakers)
    source = (item.article, item.title, item.publisher, item.published, item.url)
    return (item.text, item.status, item.certainty, speakers, *source, item.start, item.rule)


def _cell(value: str | int | None) -> str:
    """What to write for a value."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return guarded(clean(value))
