from __future__ import annotations

from kg.model import Evidence, Network, NetworkLink, NetworkNode
from kg.view.ranking import Weight, node_weights, ranking, weigh


def told(article: str, start: int) -> Evidence:
    return Evidence(
        text=f"sentence {start}",
        marks=(),
        article=article,
        title=None,
        publisher=None,
        published=None,
        url=None,
        start=start,
        speakers=(),
        status="happened",
        certainty="certain",
        rule="r",
    )


def link(source: str, target: str, *evidence: Evidence) -> NetworkLink:
    return NetworkLink(
        source=source,
        target=target,
        predicate="p",
        label="p",
        status="happened",
        evidence=evidence,
    )


def network(*links: NetworkLink, alone: str = "") -> Network:
    names = sorted({end for one in links for end in (one.source, one.target)} | set(alone.split()))
    nodes = tuple(
        NetworkNode(id=name, kind="event" if name[0] == "e" else "person", label=name)
        for name in names
    )
    return Network(nodes=nodes, links=links)


def test_a_sentence_behind_two_links_counts_once() -> None:
    graph = network(link("p1", "e1", told("a", 0)), link("e1", "p2", told("a", 0), told("b", 9)))
    assert node_weights(graph)["e1"] == Weight(articles=2, sentences=2)
    assert node_weights(graph)["p1"] == Weight(articles=1, sentences=1)
    assert weigh([]) == Weight(articles=0, sentences=0)


def test_the_story_of_more_articles_brings_everyone_in_it_first() -> None:
    graph = network(
        link("p1", "e1", told("a", 0), told("a", 5), told("a", 9)),
        link("p8", "e2", told("a", 20), told("b", 0)),
        link("e2", "p9", told("b", 0)),
        link("p1", "p2", told("c", 0)),
    )
    order = ranking(graph)
    assert set(order[:3]) == {"e2", "p8", "p9"}
    assert order[3:] == ["p1", "e1", "p2"]


def test_ties_go_by_id_and_lonely_nodes_come_last() -> None:
    links = [link("p3", "p4", told("a", 0)), link("p1", "p2", told("b", 0))]
    assert ranking(network(*links, alone="p0 p9")) == ["p1", "p2", "p3", "p4", "p0", "p9"]
    assert ranking(network(*reversed(links), alone="p9 p0")) == ranking(
        network(*links, alone="p0 p9")
    )


def test_nothing_has_no_order() -> None:
    assert ranking(Network()) == []
