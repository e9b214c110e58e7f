from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import networkx
import pandas
import pytest

import kg
from kg.errors import KGError, QueryError, WorkspaceError
from kg.graph import embedded, mapping
from kg.graph.network import network
from kg.iris import country, named
from kg.notebook import Graph
from kg.view import page
from kg.workspace import FORMAT, MANIFEST, PAGE, QUADS, STORE, Workspace
from tests.factories import World, said


def write(root: Path, world: World, name: str = "generation-1") -> None:
    """A workspace as a build leaves it."""
    folder = root / name
    folder.mkdir()
    quads = mapping.write(world.knowledge(), folder / QUADS)
    embedded.load(folder / QUADS, folder / STORE)
    drawn = network(embedded.Embedded.open(folder / STORE))
    page.write(drawn, folder / PAGE, title='Salt & "Lamps" <1>')
    manifest = {"format": FORMAT, "generation": name, "counts": {"articles": 2, "quads": quads}}
    (root / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def salt_talks() -> World:
    news = World()
    met, denied = news.article(
        "Ilse Brandt met Peru's envoys in Lima.",
        "Chile denied that it had threatened Peru, Ilse Brandt said.",
        published="2024-03-06",
        title="Salt talks resume",
    )
    office, plan = news.article("Ilse Brandt is the president of Chile.", "Chile will visit Peru.")
    ilse = news.person("Ilse Brandt", "Brandt")
    peru, chile = news.country("PER", "Peru"), news.country("CHL", "Chile")
    news.report(met, "CONSULT", "met", actors=[ilse, chile], recipients=[peru], day="2024-03-05")
    news.report(
        denied,
        "THREATEN",
        "threatened",
        actors=[chile],
        recipients=[peru],
        polarity="denied",
        speakers=(said("Ilse Brandt"),),
    )
    news.report(plan, "CONSULT", "visit", actors=[chile], recipients=[peru], tense="future")
    news.fact(office, ilse, "holdsOffice", news.office("president", chile))
    return news


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("out")
    write(made, salt_talks())
    return made


@pytest.fixture
def g(folder: Path) -> Graph:
    return kg.open(folder)


# --- DataFrames ------------------------------------------------------------------------------


def test_numbers_and_dates_have_their_types(g: Graph) -> None:
    frame = g.sparql(
        "SELECT ?n ?gap ?x ?both ?yes ?day ?text ?mixed { VALUES (?n ?gap ?x ?both ?yes ?day ?text ?mixed) {"
        ' (1 4 1.5 1 true "2024-03-05"^^xsd:date "a" 1)'
        ' (2 UNDEF 2e3 2.5 false "1890-01-01"^^xsd:date "b" "one") } } ORDER BY ?n'
    )
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} | {"day": "", "text": ""} == {
        "n": "int64",
        "gap": "Int64",
        "x": "float64",
        "both": "float64",
        "yes": "bool",
        "day": "",
        "text": "",
        "mixed": "object",
    }
    assert list(frame["day"].dt.year) == [2024, 1890]
    assert frame["gap"].sum() == 4
    assert list(frame["x"]) == [1.5, 2000]
    assert pandas.api.types.is_string_dtype(frame["text"])


def test_an_empty_answer_has_its_columns(g: Graph) -> None:
    frame = g.sparql("SELECT ?a ?b { ?a schema:spouse ?b }")
    assert (list(frame.columns), len(frame)) == (["a", "b"], 0)


def test_ask_is_one_cell(g: Graph) -> None:
    assert g.sparql("ASK { ?p a schema:Person }").to_dict("list") == {"answer": [True]}


def test_bindings(g: Graph) -> None:
    names = "SELECT ?thing ?name { ?thing a ?kind ; rdfs:label ?name }"
    ilse = named("person", "Ilse Brandt")
    assert list(g.sparql(names, thing=ilse)["name"]) == ["Ilse Brandt"]
    assert list(g.sparql(names, name="Peru")["thing"].unique()) == [country("PER")]
    assert len(g.sparql(names, name='Peru" . ?x ?y "')) == 0
    on = "SELECT ?e ?day { ?e sem:hasBeginTimeStamp ?day }"
    assert len(g.sparql(on, day=date(2024, 3, 5))) > 0
    assert len(g.sparql(on, day=date(2024, 3, 4))) == 0


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { ?s ?p }", "cannot be read"),
        ("CONSTRUCT WHERE { ?s a schema:Person }", "rdf"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_queries_that_fail(g: Graph, query: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        g.sparql(query)


def test_persons_countries_events_claims(g: Graph) -> None:
    assert list(g.persons()["name"]) == ["Ilse Brandt"]
    assert list(g.persons()["offices"]) == ["president of Chile"]
    assert set(g.countries()["code"]) >= {"CHL", "PER"}
    events = g.events().set_index("status")
    assert set(events.index) == {"happened", "planned", "denied"}
    assert events.loc["happened", "begin"] == pandas.Timestamp("2024-03-05")
    assert list(g.claims()["sentence"]) == ["Ilse Brandt is the president of Chile."]


def test_why(g: Graph) -> None:
    (reason,) = g.why("Brandt", "holdsOffice").to_dict("records")
    assert reason["sentence"] == "Ilse Brandt is the president of Chile."
    assert reason["object"] == "president of Chile"
    threat = g.why("*", "recipient", "PER").query("status == 'denied'")
    assert list(threat["said_by"]) == ["Ilse Brandt"]
    assert list(threat["published"]) == [pandas.Timestamp("2024-03-06")]
    with pytest.raises(QueryError, match="close to it: Ilse Brandt"):
        g.why("Ilse Brand", "holdsOffice")


# --- graphs ----------------------------------------------------------------------------------


def test_network_of_everything(g: Graph) -> None:
    graph = g.network()
    assert isinstance(graph, networkx.MultiDiGraph)
    assert graph.nodes[country("PER")]["label"] == "Peru"
    assert {data["kind"] for _, data in graph.nodes(data=True)} == {"person", "country", "event"}


def test_networks_of_those_who_share_events(g: Graph) -> None:
    pair = (country("CHL"), country("PER"))
    assert list(g.network("countries").edges(data="weight")) == [(*pair, 1)]
    assert list(g.network("persons")) == [named("person", "Ilse Brandt")]
    with pytest.raises(QueryError, match="choose everything, persons"):
        g.network("planets")  # type: ignore[arg-type]


def test_rdf(g: Graph) -> None:
    rows = g.rdf().query("SELECT ?n { ?p a schema:Person ; rdfs:label ?n }")
    assert [str(row[0]) for row in rows if isinstance(row, tuple)] == ["Ilse Brandt"]


# --- what a notebook shows ---------------------------------------------------------------------


class Frames(HTMLParser):
    """The attributes of every iframe, and whatever else stands outside."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.frames: list[dict[str, str | None]] = []
        self.others: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.frames.append(dict(attrs))
        else:
            self.others.append(tag)


def test_the_page_is_shown_whole_in_a_frame_of_its_own(g: Graph, folder: Path) -> None:
    shown = Frames(g.show(height=300)._repr_html_())
    (frame,) = shown.frames
    assert shown.others == []
    assert frame["srcdoc"] == Workspace.open(folder).page.read_text(encoding="utf-8")
    assert frame["height"] == "300"
    assert "src" not in frame
    assert "allow-same-origin" not in str(frame["sandbox"])
    assert len(repr(g.show())) < 100


def test_summary(g: Graph, folder: Path) -> None:
    assert "2 articles" in repr(g)
    html = g._repr_html_()
    assert "<th>articles</th><td>2</td>" in html
    assert str(folder) in html


def test_summary_escapes(tmp_path: Path) -> None:
    folder = tmp_path / "<b>&"
    folder.mkdir()
    counts = {"<i>": 1}
    (folder / MANIFEST).write_text(
        json.dumps({"format": FORMAT, "store": "s", "counts": counts}), encoding="utf-8"
    )
    html = kg.open(folder)._repr_html_()
    assert "<b>" not in html and "<i>" not in html


# --- folders -----------------------------------------------------------------------------------


def test_not_a_graph_folder(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="kg build"):
        kg.open(tmp_path / "none")


def test_no_page(tmp_path: Path) -> None:
    write(tmp_path, salt_talks())
    Workspace.open(tmp_path).page.unlink()
    with pytest.raises(WorkspaceError, match=r"graph\.html"):
        kg.open(tmp_path).show()


def test_a_rebuilt_graph_is_seen(tmp_path: Path) -> None:
    write(tmp_path, salt_talks())
    g = kg.open(tmp_path)
    assert list(g.persons()["name"]) == ["Ilse Brandt"]
    again = salt_talks()
    (met,) = again.article("Ono Tal met Peru's envoys.")
    again.report(met, "CONSULT", "met", actors=[again.person("Ono Tal")])
    write(tmp_path, again, "generation-2")
    assert sorted(g.persons()["name"]) == ["Ilse Brandt", "Ono Tal"]


# --- the package -------------------------------------------------------------------------------


def test_without_pandas(g: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KGError, match=r"pip install 'newsgraph\[notebook\]'"):
        g.persons()
    assert len(g.network()) > 0


def test_importing_the_package_is_light() -> None:
    code = (
        "import sys, kg\n"
        "heavy = {'spacy', 'pandas', 'numpy', 'pyoxigraph', 'rdflib', 'networkx', 'starlette'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "assert kg.__version__.count('.') == 2 and set(kg.__all__) <= set(dir(kg))\n"
        "assert not heavy & set(sys.modules)\n"
        "kg.build.samples()\n"
        "assert 'spacy' not in sys.modules\n"
        "try: kg.nothing\n"
        "except AttributeError as error: assert 'nothing' in str(error)\n"
        "else: raise AssertionError\n"
        "assert kg.Graph is kg.notebook.Graph and kg.open is kg.notebook.open\n"
        "assert 'pandas' not in sys.modules and 'spacy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
