from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kg import iris
from kg.errors import KGError
from kg.linking import Candidate, Client, Service, askable, links, read, write
from kg.model import Link, Node
from tests.desk import SPACE as _SPACE
from tests.desk import Desk


@dataclass
class Waits:
    """Counts the seconds instead of letting them pass."""

    seconds: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def _client(tmp_path: Path) -> tuple[Client, Waits]:
    waits = Waits()
    return Client(cache=tmp_path / "cache", pause=0.5, wait=waits), waits


def _person(name: str, *aliases: str) -> Node:
    return Node(id=iris.named("person", name), kind="person", label=name, aliases=aliases)


def test_names_are_asked_in_batches_with_a_pause_between(desk: Desk, tmp_path: Path) -> None:
    desk.manifest["batchSize"] = 2
    client, waits = _client(tmp_path)
    service = client.connect(desk.url)
    names = ["Ana Silva", "Rui Costa", "Eva Lund", "Ana Silva"]
    found = dict(client.candidates(service, names, "Q5"))
    assert service == Service(url=desk.url, space=_SPACE, batch=2)
    assert [[q["query"] for q in queries.values()] for queries in desk.asked] == [
        names[:2],
        names[2:3],
    ]
    assert desk.asked[0]["q0"] == {"query": "Ana Silva", "limit": 5, "type": "Q5"}
    assert waits.seconds == [0.5, 0.5]
    assert found["Ana Silva"][0] == Candidate(
        id="Q1", name="Ana Silva", description="senator", match=True
    )
    assert found["Eva Lund"] == ()


def test_what_was_answered_is_not_asked_again(desk: Desk, tmp_path: Path) -> None:
    client, _ = _client(tmp_path)
    service = client.connect(desk.url)
    first = dict(client.candidates(service, ["Ana Silva", "Eva Lund"]))
    again, waits = _client(tmp_path)
    assert dict(again.candidates(service, ["Ana Silva", "Eva Lund"])) == first
    assert len(desk.asked) == 1
    assert waits.seconds == []
    dict(again.candidates(service, ["Ana Silva"], "Q5"))  # another question
    assert len(desk.asked) == 2


def test_a_broken_file_of_the_cache_is_asked_anew(desk: Desk, tmp_path: Path) -> None:
    client, _ = _client(tmp_path)
    service = client.connect(desk.url)
    list(client.candidates(service, ["Ana Silva"]))
    [file] = (tmp_path / "cache").iterdir()
    file.write_text('[{"id": "Q')
    assert dict(client.candidates(service, ["Ana Silva"]))["Ana Silva"][0].id == "Q1"
    assert len(desk.asked) == 2


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7.0), ("9999", 60.0), ("Wed, 21 Oct 2026", 60.0), (None, 1.0)]
)
def test_a_service_that_is_busy_is_asked_later(
    desk: Desk, tmp_path: Path, header: str | None, seconds: float
) -> None:
    desk.answers = [(429, {"Retry-After": header} if header else {}, b"")]
    client, waits = _client(tmp_path)
    found = dict(client.candidates(client.connect(desk.url), ["Ana Silva"]))
    assert found["Ana Silva"]
    assert seconds in waits.seconds


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (500, b"", "answers 500"),
        (429, b"", "answers 429"),
        (200, b"<html>", "does not answer with JSON"),
        (200, b"[]", "is no reconciliation service"),
        (200, b"{}", "no answer of version 0.2"),
        (200, b'{"q0": {"result": [3]}}', "no answer of version 0.2"),
        (200, b'{"q0": {"result": [{"id": "Q1"}]}}', "no answer of version 0.2"),
    ],
)
def test_what_a_service_should_not_answer_is_one_line(
    desk: Desk, tmp_path: Path, status: int, body: bytes, words: str
) -> None:
    desk.answers = [(status, {}, body)] * 3
    client, _ = _client(tmp_path)
    service = client.connect(desk.url)
    with pytest.raises(KGError, match=words) as error:
        list(client.candidates(service, ["Ana Silva"]))
    assert desk.url in str(error.value)
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "manifest", [{}, {"identifierSpace": 3}, [], {"identifierSpace": _SPACE, "versions": ["0.9"]}]
)
def test_what_is_no_service_is_refused(desk: Desk, tmp_path: Path, manifest: Any) -> None:
    desk.manifest = manifest
    with pytest.raises(KGError, match="no reconciliation service"):
        _client(tmp_path)[0].connect(desk.url)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/x", "data.example"])
def test_only_http_is_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(KGError, match="no http or https address"):
        _client(tmp_path)[0].connect(url)


def test_a_service_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(KGError, match="cannot be asked"):
        _client(tmp_path)[0].connect("http://127.0.0.1:9/")


# --- which candidate is meant --------------------------------------------------------------

_SERVICE = Service(url="http://127.0.0.1/", space=_SPACE)


def _candidate(id_: str, name: str, *, match: bool = False) -> Candidate:
    return Candidate(id=id_, name=name, description="d", match=match)


@pytest.mark.parametrize(
    ("candidates", "target"),
    [
        ([_candidate("Q1", "A. Silva", match=True), _candidate("Q2", "Ana Silva")], "Q1"),
        ([_candidate("Q1", "Rui Costa"), _candidate("Q2", "ANA SILVA")], "Q2"),
        ([_candidate("Q1", "Ana da Silva"), _candidate("Q2", "Nia Silva")], None),
        ([_candidate("Q2", "Nia Silva")], "Q2"),
        ([_candidate("Q1", "Ana Silva"), _candidate("Q2", "Ana Silva")], None),
        ([_candidate("Q1", "Rui Costa")], None),
        ([], None),
    ],
)
def test_one_sure_candidate_or_none(candidates: list[Candidate], target: str | None) -> None:
    person = _person("Ana Silva", "Nia Silva")
    made = links([person], {"Ana Silva": candidates}, _SERVICE)
    assert [link.target for link in made] == ([_SPACE + target] if target else [])
    assert all(link.node == person.id and not link.confirmed for link in made)


def test_an_id_that_makes_no_iri_is_left_out() -> None:
    lines: list[str] = []
    bad = [_candidate("Q1> <x", "Ana Silva", match=True)]
    assert links([_person("Ana Silva")], {"Ana Silva": bad}, _SERVICE, lines.append) == ()
    assert len(lines) == 1


def test_only_persons_of_a_full_name_are_asked_about() -> None:
    country = Node(id=iris.country("PER"), kind="country", label="Peru Libre")
    full = _person("Ana Silva")
    assert askable([country, _person("Silva"), full]) == [full]


# --- the file of links -----------------------------------------------------------------------

_LINK = Link(
    node=iris.named("person", "Ana Silva"), target=_SPACE + "Q1", name="Ána", description="d"
)


def test_links_are_written_sorted_and_read(tmp_path: Path) -> None:
    other = Link(node=iris.named("person", "Aba"), target=_SPACE + "Q9", name="Aba")
    write(tmp_path / "links.jsonl", [_LINK, other])
    assert read(tmp_path / "links.jsonl") == (other, _LINK)
    assert read(tmp_path / "none.jsonl") == ()


@pytest.mark.parametrize(
    "line", ["{", "3", '{"node": "n"}', '{"node": "n", "target": "javascript:x", "name": "n"}']
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "links.jsonl"
    path.write_text(f"{line}\n")
    with pytest.raises(KGError, match=r"links\.jsonl:1 is no link"):
        read(path)
