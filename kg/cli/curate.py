"""Commands by which a human decides: review, link."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.common import OUT, guarded, warn


@click.command()
@OUT
@click.option("--diff", is_flag=True, help="Show what a yes would change before asking.")
@guarded
def review(out: Path, diff: bool) -> None:
    """Decide who is who: asks about persons of the graph in OUT that may be one.

    The sentences of both sides are shown. Answers are kept in OUT/decisions.toml, a plain file;
    the next kg build replays them, and removing one there undoes it. Two more kinds of decision
    can be written there by hand:

    \b
    [[decision]]                    # a fact that is wrong; kg why prints its claim
    kind = "reject"
    claim = "https://w3id.org/newsgraph/id/claim/..."

    \b
    [[decision]]                    # the name to show
    kind = "prefer"
    person = "A. Silva"
    name = "Ana Silva"
    """
    from datetime import date

    from kg import linking
    from kg.review import review as ask
    from kg.workspace import DECISIONS, LINKS, Workspace

    workspace = Workspace.open(out)
    pairs = list(zip(workspace.articles(), workspace.extractions(), strict=True))
    ask(
        pairs,
        out / DECISIONS,
        answers=sys.stdin,
        out=sys.stdout,
        links=linking.read(out / LINKS),
        diff=diff,
        date=date.today().isoformat(),
        warn=warn,
    )


@click.command()
@OUT
@click.option("--service", required=True, help="URL of a W3C Reconciliation service.")
@click.option(
    "--type", "type_", help="Only candidates of this type, e.g. Q5 for humans in Wikidata."
)
@guarded
def link(out: Path, service: str, type_: str | None) -> None:
    """Propose links of persons in OUT to another data set, such as Wikidata.

    This is the one command that goes out to the network, and only to SERVICE: it sends full
    names. Answers are kept on disk and asked for once. The next kg build states the links as
    skos:closeMatch; kg review confirms them.
    """
    from kg import linking
    from kg.resolve import decisions, entities
    from kg.workspace import DECISIONS, LINKS, Workspace

    workspace = Workspace.open(out)
    pairs = list(zip(workspace.articles(), workspace.extractions(), strict=True))
    linked = entities.link(pairs, decisions.read(out / DECISIONS), warn)
    nodes = linking.askable(linked.nodes.values())
    client = linking.Client(cache=out / "links-cache")
    desk = client.connect(service)
    found = dict(client.candidates(desk, [n.label for n in nodes], type_))
    made = linking.links(nodes, found, desk, warn)
    linking.write(out / LINKS, made)
    warn(
        f"{len(made)} of {len(nodes)} persons linked; build again to state it, kg review to confirm"
    )
