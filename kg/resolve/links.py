"""Links to other data sets under the decisions of a human."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace

from kg import iris
from kg.model import Decision, DecisionKind, Link
from kg.resolve.references import is_about_link

Warn = Callable[[str], None]


def decided(
    links: Iterable[Link], decisions: Sequence[Decision], nodes: Container[str], warn: Warn
) -> tuple[Link, ...]:
    """The links of nodes that are there, sorted: those called "same" confirmed, others open.

    Links called "different" are left out, and so is every other link of a node that has a
    confirmed one. The last decision on a link counts; a "same" makes a link that nobody
    proposed. ``warn`` gets a line for a decision on a node that is not there.
    """
    known = {(link.node, link.target): link for link in links if link.node in nodes}
    kinds: dict[tuple[str, str], DecisionKind] = {}
    for number, decision in enumerate(decisions, start=1):
        if is_about_link(decision):
            node, target = _sides(decision)
            if node in nodes:
                kinds[node, target] = decision.kind
            else:
                warn(f"decision {number}: nobody is {node!r}; left out")
    for (node, target), kind in kinds.items():
        if kind == "same":
            link = known.get((node, target)) or Link(node=node, target=target, name="")
            known[node, target] = replace(link, confirmed=True)
        elif kind == "different":
            known.pop((node, target), None)
    sure = {link.node for link in known.values() if link.confirmed}
    return tuple(sorted(k for k in known.values() if k.confirmed or k.node not in sure))


def _sides(decision: Decision) -> tuple[str, str]:
    """The person and the item of the other data set."""
    left, right = decision.left or "", decision.right or ""
    return (left, right) if left.startswith(iris.ID) else (right, left)
