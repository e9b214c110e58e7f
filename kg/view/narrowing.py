"""A part of a network: one thing and what surrounds it, some days, some sources, the most told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from difflib import get_close_matches

from kg.errors import InputError
from kg.model import STATUSES, Evidence, Network, NetworkConflict, NetworkLink, NetworkNode, Status
from kg.names import fold
from kg.view.ranking import ranking


def around(network: Network, name: str) -> Network:
    """One thing, its events with everyone in them, and what facts link it to.

    ``name`` is an id, an ISO code, a name or an alias, whatever its case and accents.

    Raises:
        InputError: Nothing has this name, or several things have it.
    """
    centre = _named(network, name)
    events = {node.id for node in network.nodes if node.kind == "event"}
    near = _touching(network, {centre}) | {centre}
    inside = near | _touching(network, near & events)
    kept = [
        link
        for link in network.links
        if {link.source, link.target} <= inside
        and (centre in (link.source, link.target) or {link.source, link.target} & near & events)
    ]
    return _of_links(network, kept, {centre})


def during(network: Network, since: str | None, until: str | None) -> Network:
    """Events that may have been on these days, and the facts about who is in them.

    ``since`` and ``until`` are ISO 8601 days, both included. Events without a date are left out.
    """
    gone = {
        node.id for node in network.nodes if node.kind == "event" and not _is_in(node, since, until)
    }
    told = [link for link in network.links if not {link.source, link.target} & gone]
    events = {node.id for node in network.nodes if node.kind == "event"}
    parts = [link for link in told if {link.source, link.target} & events]
    cast = {end for link in parts for end in (link.source, link.target)}
    return _of_links(network, [link for link in told if {link.source, link.target} <= cast])


def told_by(network: Network, publishers: Collection[str]) -> Network:
    """What these publishers tell: each link and event with the status that they give it.

    Raises:
        InputError: A name is no publisher of this network.
    """
    evidence = [item for link in network.links for item in link.evidence]
    known = {item.publisher for item in evidence if item.publisher}
    for name in publishers:
        if name not in known:
            raise InputError(f"no article is published by {name!r}; there is: {_some(known)}")
    links = [
        replace(link, evidence=kept, status=_best(kept))
        for link in network.links
        if (kept := _by(link.evidence, publishers))
    ]
    conflicts = tuple(
        replace(
            told, sides=tuple(replace(s, evidence=_by(s.evidence, publishers)) for s in told.sides)
        )
        for told in network.conflicts
    )
    return _with_statuses(_of_links(replace(network, conflicts=conflicts), links))


def most_told(network: Network, limit: int) -> Network:
    """The nodes that come first, at most ``limit``, and the links between them."""
    kept = set(ranking(network)[:limit])
    return _of_links(
        network, [link for link in network.links if {link.source, link.target} <= kept], kept
    )


def _of_links(network: Network, links: list[NetworkLink], also: Collection[str] = ()) -> Network:
    """The links, their ends, the nodes ``also``, and the conflicts that still have two sides."""
    ends = {end for link in links for end in (link.source, link.target)} | set(also)
    return Network(
        nodes=tuple(node for node in network.nodes if node.id in ends),
        links=tuple(links),
        conflicts=tuple(told for told in network.conflicts if _is_whole(told, ends)),
    )


def _is_whole(told: NetworkConflict, ends: Collection[str]) -> bool:
    return any(node in ends for node in told.about) and all(side.evidence for side in told.sides)


def _with_statuses(network: Network) -> Network:
    told: dict[str, list[Evidence]] = {}
    for link in network.links:
        for end in (link.source, link.target):
            told.setdefault(end, []).extend(link.evidence)
    nodes = (
        replace(node, status=_best(told[node.id])) if node.kind == "event" else node
        for node in network.nodes
    )
    return replace(network, nodes=tuple(nodes))


def _best(evidence: Collection[Evidence]) -> Status:
    return min((item.status for item in evidence), key=STATUSES.index)


def _by(evidence: Collection[Evidence], publishers: Collection[str]) -> tuple[Evidence, ...]:
    return tuple(item for item in evidence if item.publisher in publishers)


def _is_in(event: NetworkNode, since: str | None, until: str | None) -> bool:
    begin, end = event.begin, event.end or event.begin
    if not begin or not end:
        return False
    return (not until or begin <= until) and (not since or end >= since)


def _touching(network: Network, nodes: Collection[str]) -> set[str]:
    found = set()
    for link in network.links:
        if link.source in nodes:
            found.add(link.target)
        if link.target in nodes:
            found.add(link.source)
    return found


def _named(network: Network, name: str) -> str:
    wanted = fold(name)
    things = [node for node in network.nodes if node.kind != "event"]
    exact = [node.id for node in network.nodes if node.id == name or node.key == name.upper()]
    by_label = [node.id for node in things if fold(node.label) == wanted]
    by_alias = [node.id for node in things if wanted in map(fold, node.aliases)]
    for found in (exact, by_label, by_alias):
        if len(found) > 1:
            raise InputError(
                f"{name!r} names several things; give one of their ids: {_some(found)}"
            )
        if found:
            return found[0]
    near = _near(wanted, {node.label for node in things})
    hint = f"; did you mean {_some(near)}?" if near else ""
    raise InputError(f"nothing in the graph is named {name!r}{hint}")


def _near(wanted: tuple[str, ...], labels: Collection[str]) -> list[str]:
    """Labels that share a word with what is wanted; else those with a word spelled much like it."""
    words = {label: fold(label) for label in labels}
    shared = [label for label in labels if set(wanted) & set(words[label])]
    known = sorted({word for folded in words.values() for word in folded})
    close = {like for word in wanted for like in get_close_matches(word, known, cutoff=0.75)}
    return shared or [label for label in labels if close & set(words[label])]


def _some(names: Collection[str], most: int = 5) -> str:
    shown = sorted(names)[:most]
    return ", ".join(shown) + (", ..." if len(names) > most else "")
