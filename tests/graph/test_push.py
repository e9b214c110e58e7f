"""Loads into two engines that are not ours, through a server that fails now and then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner

from kg.cli import main
from kg.errors import EndpointError, WorkspaceError
from kg.graph import push as load
from kg.graph.client import Client, Limits
from kg.graph.embedded import Embedded
from kg.graph.push import push, target
from kg.graph.remote import Remote
from kg.workspace import FORMAT, MANIFEST, STORE
from tests.endpoints import VIRTUOSO, Handler, free_port, moody, oxigraph, through, virtuoso

GRAPH = "http://news.example/g?a=b&c"
BATCH = 100
quick = Limits(tries=3, pause=0)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for how in ("update", "graph-store"):
        monkeypatch.setitem(load._SIZE, how, BATCH)
    monkeypatch.delenv("KG_TOKEN", raising=False)
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login dba password dba\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "store") as address:
        yield address


@pytest.fixture
def empty(server: str) -> str:
    """The address of a server that holds nothing."""
    requests.post(f"{server}/update", data={"update": "CLEAR ALL"}).close()
    return server


def held(address: str, graph: str | None = None) -> set[str]:
    where = f"?default-graph-uri={requests.utils.quote(graph, safe='')}" if graph else ""
    return {str(triple) for triple in Remote(f"{address}/query{where}").statements()}


@pytest.mark.parametrize("path", ["update", "store"])
@pytest.mark.parametrize("graph", [None, GRAPH])
def test_everything_arrives(
    opened: Embedded, empty: str, tmp_path: Path, path: str, graph: str | None
) -> None:
    to = target(f"{empty}/{path}", graph=graph)
    requests_made = push(opened, "d", to, tmp_path / "state.json")
    assert requests_made == -(-len(opened) // BATCH)
    assert held(empty, graph) == set(map(str, opened.statements()))
    assert bool(held(empty)) is (graph is None)
    assert push(opened, "d", to, tmp_path / "state.json") == 0


@pytest.mark.skipif(not VIRTUOSO, reason="no virtuoso-t")
def test_everything_arrives_at_a_virtuoso(
    opened: Embedded, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("virtuoso")
    with virtuoso(folder) as address:
        for path in ("sparql-graph-crud-auth", "sparql-auth"):
            to = target(f"{address}/{path}", graph=f"http://news.example/{path}")
            assert push(opened, "d", to, folder / path) > 1
            assert len(Remote(f"{to.query}?default-graph-uri={to.graph}")) == len(opened)
            assert push(opened, "e", to, folder / path, replace=True) > 1


# --- a graph that holds something --------------------------------------------------------------


@pytest.mark.parametrize("path", ["update", "store"])
@pytest.mark.parametrize("graph", [None, GRAPH])
def test_what_is_there_is_kept_unless_it_may_go(
    opened: Embedded, empty: str, tmp_path: Path, path: str, graph: str | None
) -> None:
    into = f"GRAPH <{graph}> {{ <x:s> <x:p> 1 }}" if graph else "<x:s> <x:p> 1"
    other = "GRAPH <x:other> { <x:s> <x:p> 1 }"
    text = f"INSERT DATA {{ {into} {other} }}"
    requests.post(f"{empty}/update", data={"update": text}).close()
    to, state = target(f"{empty}/{path}", graph=graph), tmp_path / "state.json"
    with pytest.raises(EndpointError, match=r"already holds 1 statements.*--replace"):
        push(opened, "d", to, state)
    assert len(held(empty, graph)) == 1 and not state.exists()
    push(opened, "d", to, state, replace=True)
    assert held(empty, graph) == set(map(str, opened.statements()))
    assert len(held(empty, "x:other")) == 1


def test_another_graph_is_not_added_to_an_old_one(
    opened: Embedded, empty: str, tmp_path: Path
) -> None:
    to, state = target(f"{empty}/update"), tmp_path / "state.json"
    push(opened, "monday", to, state)
    with pytest.raises(EndpointError, match="already holds"):
        push(opened, "tuesday", to, state)


# --- servers that fail now and then ------------------------------------------------------------


MOODS = ["busy", "pass on", "hang up", "hang up after", "pass on"]


@pytest.mark.parametrize("path", ["update", "store"])
def test_a_server_that_fails_now_and_then_gets_everything(
    opened: Embedded, empty: str, tmp_path: Path, path: str
) -> None:
    with moody(through(empty, lambda n: MOODS[n % len(MOODS)])) as front:
        to = target(f"{front.address}/{path}")
        push(opened, "d", to, tmp_path / "state.json", client=Client(Limits(tries=5, pause=0)))
        changes = [seen for seen in front.seen if not seen.path.startswith("/query")]
    assert len(changes) > 1.4 * len(opened) / BATCH
    assert held(empty) == set(map(str, opened.statements()))


def test_a_load_that_broke_off_goes_on_where_it_was(
    opened: Embedded, empty: str, tmp_path: Path
) -> None:
    state = tmp_path / "state.json"
    broken_from = 4
    with moody(through(empty, lambda n: "pass on" if n < broken_from else "hang up")) as front:
        to = target(f"{front.address}/update")
        with pytest.raises(EndpointError, match="cannot be reached"):
            push(opened, "d", to, state, client=Client(quick))
        assert json.loads(state.read_text())["sent"] == 3 * BATCH == len(held(empty))
        front.answer = through(empty, lambda _: "pass on")
        before = len(front.seen)
        rest = push(opened, "d", to, state, client=Client(quick))
        assert len(front.seen) - before == rest + 1
    assert rest == -(-len(opened) // BATCH) - 3
    assert held(empty) == set(map(str, opened.statements()))


def test_statements_that_a_server_loses_are_missed(
    opened: Embedded, empty: str, tmp_path: Path
) -> None:
    state = tmp_path / "state.json"
    with moody(through(empty, lambda n: "swallow" if n == 2 else "pass on")) as front:
        to = target(f"{front.address}/update")
        with pytest.raises(EndpointError, match=f"holds {len(opened) - BATCH} statements, not"):
            push(opened, "d", to, state)
        assert not state.exists()
        push(opened, "d", to, state, replace=True)
    assert held(empty) == set(map(str, opened.statements()))


def test_a_server_that_is_read_only(opened: Embedded, tmp_path: Path) -> None:
    def answer(request: Handler) -> None:
        if request.path == "/query":
            body = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"0"}}]}}'
            request.reply(200, body, Content_Type="application/sparql-results+json")
        else:
            request.reply(403, b"read-only")

    with moody(answer) as front, pytest.raises(EndpointError, match=r"not allow this \(403\)"):
        push(opened, "d", target(f"{front.address}/update"), tmp_path / "state.json")


def test_progress_is_told(opened: Embedded, empty: str, tmp_path: Path) -> None:
    told = []

    def progress(items, total, what):
        told.append((total, what))
        return items

    push(opened, "d", target(f"{empty}/update"), tmp_path / "s", progress=progress)
    assert told == [(-(-len(opened) // BATCH), "batches sent")]


def test_a_state_that_cannot_be_written(opened: Embedded, empty: str, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="cannot be written"):
        push(opened, "d", target(f"{empty}/update"), tmp_path / "none" / "state.json")


# --- targets -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "how", "query"),
    [
        ("/update", "update", "/query"),
        ("/store", "graph-store", "/query"),
        ("/news/data", "graph-store", "/news/query"),
        ("/sparql-auth", "update", "/sparql"),
        ("/repositories/news/statements", "update", "/repositories/news"),
        ("/repositories/news/rdf-graphs/service", "graph-store", "/repositories/news"),
        ("/sparql", "update", "/sparql"),
    ],
)
def test_the_end_of_an_address_tells_how(path: str, how: str, query: str) -> None:
    found = target(f"https://db.example{path}")
    assert (found.how, found.query) == (how, f"https://db.example{query}")


@pytest.mark.parametrize("graph", ["news", "http://e/g> } ; DROP ALL ; {", ""])
def test_a_graph_has_an_iri(graph: str) -> None:
    with pytest.raises(EndpointError, match="no name of a graph"):
        target("http://e/update", graph=graph)


# --- the command ---------------------------------------------------------------------------------


@pytest.fixture
def folder(nquads: Path, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    (out / "generation-1").mkdir(parents=True)
    (out / "generation-1" / STORE).symlink_to(nquads.parent / "store")
    manifest = {"format": FORMAT, "generation": "generation-1", "counts": {}}
    (out / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return out


def test_the_command(opened: Embedded, folder: Path, empty: str) -> None:
    line = ["push", str(folder), f"{empty}/update", "--graph", "http://news.example/g"]
    done = CliRunner().invoke(main, line)
    assert done.exit_code == 0, done.output
    assert (done.stdout, f"{len(opened)} statements are there" in done.stderr) == ("", True)
    ask = done.stderr.split("kg query '")[1].split("'")[0]
    assert "Ana Silva" in CliRunner().invoke(main, ["query", ask, "persons"]).stdout
    assert len(list(folder.glob("push-*.json"))) == 1


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1:{closed}/update", "is anything running there"),
        ("{server}/nowhere", "no address for this request"),
        ("graph", "no http or https address"),
    ],
)
def test_the_command_cannot(folder: Path, empty: str, monkeypatch, url: str, says: str) -> None:
    monkeypatch.setattr(load, "PATIENCE", quick)
    done = CliRunner().invoke(
        main, ["push", str(folder), url.format(closed=free_port(), server=empty)]
    )
    assert done.exit_code == 2
    assert says in done.stderr and done.stderr.count("\n") == 1
