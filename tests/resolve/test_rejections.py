"""A claim that a human rejects stays a claim and is no fact."""

from __future__ import annotations

from kg.model import Decision, Run
from kg.resolve import resolve
from tests.resolve.newsroom import Pair, person, story, who

_RUN = Run(id="run", software="s", rules="r", model="m")
_PAIRS: list[Pair] = [
    story(
        who("Ana Silva", of="BRA", title="senator"),
        who("Rui Costa", of="BRA"),
        id="a1",
        met=["Ana Silva"],
    ),
]


def _reject(claim: str) -> Decision:
    return Decision(kind="reject", claim=claim)


def test_a_rejected_claim_is_kept_and_not_accepted() -> None:
    before = resolve(_PAIRS, _RUN)
    [silva, costa] = sorted(before.claims, key=lambda c: c.subject)
    after = resolve(_PAIRS, _RUN, [_reject(silva.id)])
    assert silva.subject == person("ana-silva")
    assert {c.id: c.telling.accepted for c in after.claims} == {silva.id: False, costa.id: True}
    assert {c.id for c in after.claims if c.telling.rejected} == {silva.id}
    assert after.nodes == before.nodes


def test_a_rejected_report_is_kept_and_not_accepted() -> None:
    [report] = resolve(_PAIRS, _RUN).reports
    [after] = resolve(_PAIRS, _RUN, [_reject(report.id)]).reports
    assert report.telling.accepted
    assert after.telling.rejected
    assert not after.telling.accepted


def test_a_claim_that_is_not_there_is_named() -> None:
    lines: list[str] = []
    after = resolve(_PAIRS, _RUN, [_reject("c1")], lines.append)
    assert after == resolve(_PAIRS, _RUN)
    assert lines == ["decision 1: there is no claim 'c1'; left out"]


def test_proposals_come_with_the_knowledge() -> None:
    pairs = [*_PAIRS, story("Silva", "BRA", id="a2")]
    [proposal] = resolve(pairs, _RUN).proposals
    assert proposal.left == person("ana-silva")
    assert {proposal.left, proposal.right} <= {n.id for n in resolve(pairs, _RUN).nodes}
