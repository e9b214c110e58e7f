"""A graph in named graphs, one for each way of telling."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph import mapping
from kg.graph.export import export
from kg.graph.views import VIEWS, name
from kg.model import Knowledge

OFFICE = "?s rdfs:label 'Ana Silva' . ?o rdfs:label ?l FILTER(STRSTARTS(?l, 'foreign minister'))"
PREFIXES = """PREFIX kg: <https://w3id.org/newsgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> """


def loaded(nquads: Path, form: str = "trig") -> ox.Store:
    out = BytesIO()
    export(nquads, form, out, by_view=True)
    format_ = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}[form]
    store = ox.Store()
    store.load(out.getvalue(), format=format_)
    return store


def holds(store: ox.Store, view: str, pattern: str) -> bool:
    asked = f"{PREFIXES} ASK {{ {OFFICE} GRAPH <{name(view)}> {{ {pattern} }} }}"
    return bool(store.query(asked))


@pytest.mark.parametrize(
    ("view", "pattern", "there"),
    [
        ("accepted", "?s kg:holdsOffice ?o", True),
        ("denied", "?s kg:holdsOffice ?o", True),
        ("disputed", "?s kg:holdsOffice ?o", True),
        ("planned", "?s kg:holdsOffice ?o", False),
        ("planned", "?event kg:actor ?chile", True),
        ("denied", "?event kg:actor ?chile", False),
        ("claims", "?claim a kg:Claim", True),
        ("claims", "?claim kg:attribution/kg:cue 'denied'", True),
        ("accepted", "?claim a kg:Claim", False),
        ("disputed", "?conflict kg:side/kg:states ?claim", True),
        ("accepted", "?event kg:timePrecision 'day'", True),
    ],
)
def test_what_is_in_a_view(nquads: Path, view: str, pattern: str, there: bool) -> None:
    assert holds(loaded(nquads), view, pattern) == there


def test_nothing_is_lost_and_nothing_invented(nquads: Path) -> None:
    whole = {quad.triple for quad in ox.parse(path=str(nquads), format=ox.RdfFormat.N_QUADS)}
    store = loaded(nquads)
    not_facts = {ox.NamedNode(name(view)) for view in ("planned", "denied", "disputed")}
    assert {quad.triple for quad in store if quad.graph_name not in not_facts} <= whole
    assert whole <= {quad.triple for quad in store}
    assert {graph.value for graph in store.named_graphs()} == set(map(name, VIEWS))


def test_what_a_human_rejected_is_in_claims_alone(story: Knowledge, tmp_path: Path) -> None:
    claims = tuple(replace(c, telling=replace(c.telling, rejected=True)) for c in story.claims)
    mapping.write(replace(story, claims=claims, conflicts=()), tmp_path / "graph.nq")
    store = loaded(tmp_path / "graph.nq")
    assert holds(store, "claims", "?claim kg:rejected true")
    for view in ("accepted", "denied", "disputed", "planned"):
        assert not holds(store, view, "?s kg:holdsOffice ?o")


def test_trig_and_nquads_say_the_same_in_the_same_bytes(nquads: Path) -> None:
    assert set(loaded(nquads, "trig")) == set(loaded(nquads, "nquads"))
    first, second = BytesIO(), BytesIO()
    export(nquads, "trig", first, by_view=True)
    export(nquads, "trig", second, by_view=True)
    assert first.getvalue() == second.getvalue()
    with pytest.raises(QueryError, match="choose one of trig, nquads"):
        export(nquads, "turtle", first, by_view=True)
