from __future__ import annotations

import pytest

from kg.model import MentionType, Network, NetworkLink, NetworkNode, Status
from kg.view.dyads import dyads


def node(id_: str, kind: str, key: str | None = None) -> NetworkNode:
    return NetworkNode(id=id_, kind=kind, label=id_.upper(), key=key)


def link(source: str, role: str, target: str, status: Status = "happened") -> NetworkLink:
    return NetworkLink(
        source=source, target=target, predicate=role, label=role, status=status, evidence=()
    )


NETWORK = Network(
    nodes=(
        node("chl", "country", "CHL"),
        node("meeting", "event"),
        node("per", "country", "PER"),
        node("rosa", "person"),
        node("talks", "event"),
        node("ury", "country", "URY"),
        node("visit", "event"),
    ),
    links=(
        link("chl", "actor", "talks"),
        link("per", "actor", "talks"),
        link("rosa", "actor", "talks"),
        link("per", "actor", "visit"),
        link("visit", "recipient", "chl"),
        link("visit", "place", "ury"),
        link("chl", "actor", "meeting", "denied"),
        link("ury", "actor", "meeting", "denied"),
        link("rosa", "nationality", "per"),
    ),
)


@pytest.mark.parametrize(
    ("kind", "nodes", "links"),
    [
        (
            "country",
            {"chl", "per", "ury"},
            [("chl", "per", {"weight": 2, "events": ["TALKS", "VISIT"]})],
        ),
        ("person", {"rosa"}, []),
        ("organization", set(), []),
    ],
)
def test_those_who_share_events(
    kind: MentionType, nodes: set[str], links: list[tuple[str, str, dict[str, object]]]
) -> None:
    graph = dyads(NETWORK, kind)
    assert set(graph) == nodes
    assert list(graph.edges(data=True)) == links


def test_several_kinds_at_once() -> None:
    both = dyads(NETWORK, "country", "person")
    assert set(both) == set(dyads(NETWORK, "country")) | set(dyads(NETWORK, "person"))
    assert both.number_of_edges() > dyads(NETWORK, "country").number_of_edges()


def test_nodes_have_label_and_code() -> None:
    assert dyads(NETWORK, "country").nodes["per"] == {
        "label": "PER",
        "kind": "country",
        "code": "PER",
    }
    assert dyads(NETWORK, "person").nodes["rosa"] == {"label": "ROSA", "kind": "person"}
