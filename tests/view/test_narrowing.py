from __future__ import annotations

from typing import Any

import pytest

from kg.errors import InputError
from kg.model import (
    Evidence,
    Network,
    NetworkConflict,
    NetworkLink,
    NetworkNode,
    NetworkSide,
    Status,
)
from kg.view.narrowing import around, during, most_told, told_by


def evidence(publisher: str | None, status: Status = "happened", **fields: Any) -> Evidence:
    values: dict[str, Any] = {
        "text": f"{publisher} {status}.",
        "marks": (),
        "article": f"a/{publisher}",
        "title": None,
        "publisher": publisher,
        "published": None,
        "url": None,
        "start": 0,
        "speakers": (),
        "status": status,
        "certainty": "certain",
        "rule": "r",
    }
    return Evidence(**(values | fields))


POST, WIRE, DENIAL = evidence("Post"), evidence("Wire"), evidence("Post", "denied")


def node(id_: str, kind: str, label: str, **fields: Any) -> NetworkNode:
    return NetworkNode(id=id_, kind=kind, label=label, **fields)


def link(source: str, predicate: str, target: str, *told: Evidence) -> NetworkLink:
    return NetworkLink(
        source=source,
        target=target,
        predicate=predicate,
        label=predicate,
        status=told[0].status,
        evidence=told,
    )


NETWORK = Network(
    nodes=(
        node("ana", "person", "Ana Prado", aliases=("Prado",)),
        node("bo", "person", "Bo Prado", aliases=("Prado",)),
        node("chl", "country", "Chile", key="CHL", aliases=("Santiago",)),
        node("per", "country", "Perú", key="PER"),
        node("met", "event", "met", status="happened", begin="2031-03-05", end="2031-03-07"),
        node("sent", "event", "sent", status="happened"),
    ),
    links=(
        link("ana", "actor", "met", WIRE, DENIAL),
        link("ana", "holdsOffice", "per", POST),
        link("bo", "nationality", "chl", WIRE),
        link("met", "recipient", "chl", WIRE, DENIAL),
        link("per", "actor", "sent", POST),
    ),
    conflicts=(
        NetworkConflict(
            id="k",
            kind="denial",
            label="met or not",
            about=("met",),
            sides=(
                NetworkSide(label="so", evidence=(WIRE,)),
                NetworkSide(label="not", evidence=(DENIAL,)),
            ),
        ),
    ),
)


def ids(network: Network) -> list[str]:
    return [node.id for node in network.nodes]


@pytest.mark.parametrize("name", ["Ana Prado", "ANA  prado", "ana"])
def test_one_thing_and_what_surrounds_it(name: str) -> None:
    near = around(NETWORK, name)
    assert ids(near) == ["ana", "chl", "per", "met"]
    assert [one.predicate for one in near.links] == ["actor", "holdsOffice", "recipient"]
    assert len(near.conflicts) == 1


@pytest.mark.parametrize(("name", "found"), [("per", "per"), ("Santiago", "chl"), ("Peru", "per")])
def test_a_country_is_named_by_code_alias_or_plain_letters(name: str, found: str) -> None:
    assert found in ids(around(NETWORK, name))
    assert "bo" not in ids(around(NETWORK, "per"))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Prado", "'Prado' names several things; give one of their ids: ana, bo"),
        ("Ana Costa", "nothing in the graph is named 'Ana Costa'; did you mean Ana Prado?"),
        ("Nobody", "nothing in the graph is named 'Nobody'"),
    ],
)
def test_a_name_that_names_no_one_thing_is_an_error(name: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        around(NETWORK, name)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("since", "until", "is_in"),
    [
        ("2031-03-07", None, True),
        ("2031-03-08", None, False),
        (None, "2031-03-05", True),
        (None, "2031-03-04", False),
        ("2031-03-06", "2031-03-06", True),
    ],
)
def test_days_keep_the_events_that_touch_them(
    since: str | None, until: str | None, is_in: bool
) -> None:
    kept = during(NETWORK, since, until)
    assert ("met" in ids(kept)) == is_in
    assert "sent" not in ids(kept)
    assert ids(kept) == (["ana", "chl", "met"] if is_in else [])


def test_a_source_is_read_alone() -> None:
    kept = told_by(NETWORK, ["Post"])
    assert ids(kept) == ["ana", "chl", "per", "met", "sent"]
    (met,) = (one for one in kept.nodes if one.id == "met")
    assert met.status == "denied"
    assert {one.status for one in kept.links if "met" in (one.source, one.target)} == {"denied"}
    assert kept.conflicts == ()
    assert told_by(NETWORK, ["Post", "Wire"]).conflicts == NETWORK.conflicts


def test_an_unknown_source_is_an_error() -> None:
    with pytest.raises(
        InputError, match="no article is published by 'Times'; there is: Post, Wire"
    ):
        told_by(NETWORK, ["Times"])


def test_the_most_told_come_first() -> None:
    assert set(ids(most_told(NETWORK, 3))) == {"ana", "chl", "met"}
    assert most_told(NETWORK, 99).links == NETWORK.links
