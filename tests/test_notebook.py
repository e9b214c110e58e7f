from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import matplotlib
import networkx
import pandas
import pytest

import kg
from kg.errors import KGError, QueryError, WorkspaceError
from kg.graph import embedded, mapping
from kg.graph.network import network
from kg.graph.push import push, target
from kg.iris import ID, country, named
from kg.notebook import Graph
from kg.view import page
from kg.workspace import FORMAT, MANIFEST, PAGE, QUADS, STORE, Workspace
from tests.endpoints import free_port, oxigraph
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


@pytest.mark.parametrize(
    ("asked", "statuses"),
    [
        ({}, {"happened", "planned", "denied"}),
        ({"between": ("CHL", "PER")}, {"happened", "planned", "denied"}),
        ({"between": "Brandt"}, {"happened"}),
        ({"between": ["Ilse Brandt", "Peru", "Chile"]}, {"happened"}),
        ({"between": ("Brandt", "Brandt")}, {"happened"}),
        ({"status": "Planned"}, {"planned"}),
        ({"status": ["planned", "denied"]}, {"planned", "denied"}),
        ({"type": "consult"}, {"happened", "planned"}),
        ({"type": "THREATEN", "status": "happened"}, set()),
        ({"type": "verbal-conflict"}, {"denied"}),
        ({"since": "2024-03"}, {"happened"}),
        ({"since": "2024-03-05", "until": "2024-03-05"}, {"happened"}),
        ({"until": "2024"}, {"happened"}),
        ({"since": "2024-04"}, set()),
        ({"until": "2024-02"}, set()),
    ],
)
def test_events_are_chosen(g: Graph, asked: dict[str, object], statuses: set[str]) -> None:
    assert set(g.events(**asked)["status"]) == statuses  # type: ignore[arg-type]


def test_events_say_who(g: Graph) -> None:
    (event,) = g.events(status="happened").to_dict("records")
    assert set(event["actors"].split(", ")) == {"Ilse Brandt", "Chile"}
    assert (event["recipients"], event["types"], event["reports"]) == ("Peru", "CONSULT", 1)


def test_claims_are_chosen(g: Graph) -> None:
    assert len(g.claims(about="Brandt", predicate="holdsoffice", status="happened")) == 1
    assert len(g.claims(predicate="spouse")) == len(g.claims(status="denied")) == 0


def test_timeline(g: Graph) -> None:
    told = g.timeline("Chile")
    assert list(told["status"]) == ["happened", "denied", "planned"]
    assert list(told["role"]) == ["actor"] * 3
    assert told["begin"].iloc[0] == pandas.Timestamp("2024-03-05")
    assert told["begin"].isna().sum() == 2


def test_conflicts_of_one_thing(g: Graph) -> None:
    assert list(g.conflicts().columns) == list(g.conflicts(about="Chile").columns)


def test_named_queries(g: Graph) -> None:
    assert list(g.named("persons")["name"]) == ["Ilse Brandt"]
    assert len(g.named("dyad", one="CHL", other="Peru")) > 0


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda g: g.person("Ilse Brant"), "no person 'Ilse Brant'; did you mean 'Ilse Brandt'?"),
        (lambda g: g.country("Cile"), "no country 'Cile'; did you mean 'Chile'"),
        (lambda g: g["Ilse Brant"], "close to it: Ilse Brandt"),
        (lambda g: g.timeline("Ilse Brant"), "close to it: Ilse Brandt"),
        (lambda g: g.events(between=("Cile", "Peru")), "close to it: Chile"),
        (lambda g: g.events(status="happend"), "no status 'happend'; did you mean 'happened'"),
        (lambda g: g.events(status="?"), "there are happened, planned, possible, denied"),
        (lambda g: g.events(type="CONSLT"), "did you mean 'CONSULT'"),
        (lambda g: g.events(since="yesterday"), "no date such as 2026-01-31"),
        (lambda g: g.claims(predicate="holdOffice"), "did you mean 'holdsOffice'"),
        (lambda g: g.network("countrys"), "no network 'countrys'; did you mean 'countries'"),
        (lambda g: g.named("persns"), "persons"),
        (lambda g: g.named("dyad", two="CHL"), "no parameter 'two'"),
    ],
)
def test_errors_say_what_may_have_been_meant(g: Graph, ask, says: str) -> None:
    with pytest.raises(QueryError, match=re.escape(says)):
        ask(g)


@pytest.mark.parametrize("text", ['" } ; DROP ALL ; {', "> } #", "Chile' UNION", "\\", "x\ny"])
def test_what_is_given_is_never_read_as_sparql(g: Graph, text: str) -> None:
    for ask in (g.timeline, g.person, lambda t: g.events(between=t), lambda t: g.events(type=t)):
        with pytest.raises(QueryError):
            ask(text)


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


def test_network_of_all_participants(g: Graph) -> None:
    network = g.network("participants")
    assert dict(network.nodes(data="kind")) == {  # type: ignore[arg-type]
        named("person", "Ilse Brandt"): "person",
        country("CHL"): "country",
        country("PER"): "country",
    }
    assert network.number_of_edges() == 3


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


def test_a_table_reads_well(g: Graph) -> None:
    html = g.events()._repr_html_()
    assert "2024-03-05<" in html and "event/" in html
    assert ID not in html and "NaT" not in html and "00:00" not in html
    claims = g.claims()[["sentence", "claim"]]
    assert "Ilse Brandt is the president of Chile.<" in claims._repr_html_()


def test_a_long_table_is_cut_in_the_middle(g: Graph) -> None:
    frame = g.sparql("SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o")
    assert len(frame) > 1000
    html = frame._repr_html_()
    assert html.count("<tr>") < 30 and f"of {len(frame):,} rows" in html


def test_a_table_is_a_dataframe(g: Graph) -> None:
    frame = g.events()
    assert isinstance(frame, pandas.DataFrame)
    again = frame.groupby("status").size().reset_index(name="n").merge(frame, on="status")
    assert len(again) == len(frame)


def test_a_card(g: Graph) -> None:
    card = g.person("brandt")
    assert (card.label, card.kind, card.aliases) == ("Ilse Brandt", "person", ["Brandt"])
    assert repr(card) == "<person 'Ilse Brandt'>"
    assert list(card.facts()["object"]) == ["president of Chile"]
    assert len(card.claims()) == 1 and len(card.timeline()) == 1
    assert "president of Chile" in card._repr_html_()
    assert "CHL" in g.country("chl").codes and g["CHL"].label == "Chile"


HOSTILE = "<script>alert(1)</script><img src=x onerror='alert(2)'>\"&"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    news = World()
    sentence, said = news.article(
        f"{HOSTILE} met Peru.", "Peru answered.", title=HOSTILE, publisher=HOSTILE
    )
    who = news.person(HOSTILE)
    news.report(
        sentence,
        "CONSULT",
        "met",
        actors=[who],
        recipients=[news.country("PER", "Peru")],
        day="2024-03-05",
        label=HOSTILE,
    )
    news.fact(said, who, "nationality", news.country("PER", "Peru"))
    folder = tmp_path_factory.mktemp("hostile")
    write(folder, news)
    return kg.open(folder)


@pytest.mark.parametrize(
    "show",
    [
        lambda g: g.persons(),
        lambda g: g.events(),
        lambda g: g.claims(),
        lambda g: g.why(named("person", HOSTILE)),
        lambda g: g.timeline(named("person", HOSTILE)),
        lambda g: g.person(HOSTILE),
        lambda g: g["PER"],
        lambda g: g.show(),
        lambda g: g,
    ],
)
def test_hostile_text_is_only_text(hostile: Graph, show) -> None:
    html = show(hostile)._repr_html_()
    assert "<script" not in html and "<img" not in html


def test_completion(g: Graph) -> None:
    assert g._ipython_key_completions_() == ["Chile", "Ilse Brandt", "Peru"]
    assert {"events", "plot_timeline", "sparql"} <= set(dir(g))
    assert not [name for name in dir(g) if name.startswith("_")]


def test_plot_of_a_timeline(g: Graph) -> None:
    matplotlib.use("Agg")
    axes = g.plot_timeline()
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["CONSULT"]
    assert [text.get_text() for text in axes.texts] == list(g.events(status="happened")["what"])
    axes.figure.savefig(io.BytesIO())
    assert len(g.plot_timeline("Brandt", since="2030").patches) == 0


def test_without_matplotlib(g: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(
        KGError, match=r"plots need matplotlib: pip install 'newsgraph\[notebook\]'"
    ):
        g.plot_timeline()


# --- endpoints ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def remote(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "store") as address:
        opened = embedded.Embedded.open(Workspace.open(folder).store)
        push(opened, "d", target(f"{address}/store"), folder / "push.json")
        yield kg.open(f"{address}/query")


def test_an_endpoint_in_place_of_a_folder(g: Graph, remote: Graph) -> None:
    for ask in (
        lambda x: x.persons(),
        lambda x: x.events(between=("CHL", "PER"), since="2024", type="CONSULT"),
        lambda x: x.claims(about="Brandt"),
        lambda x: x.why("Brandt"),
        lambda x: x.timeline("Chile"),
        lambda x: x["Chile"].facts(),
        lambda x: x.named("dyad", one="CHL", other="PER"),
    ):
        pandas.testing.assert_frame_equal(ask(g), ask(remote))
    assert nx_edges(g.network()) == nx_edges(remote.network())
    assert "<iframe" in remote.show()._repr_html_()
    assert "<th>persons</th><td>1</td>" in remote._repr_html_()
    query = "SELECT ?n { ?p a schema:Person ; rdfs:label ?n }"
    assert [str(row[0]) for row in remote.rdf().query(query)] == ["Ilse Brandt"]  # type: ignore[index]
    assert len(remote.rdf()) == len(g.rdf())


def nx_edges(graph: networkx.Graph[str]) -> list[str]:
    return sorted(map(str, graph.edges(data=True)))


def test_an_endpoint_that_is_not_there() -> None:
    g = kg.open(f"http://127.0.0.1:{free_port()}/sparql")
    assert "127.0.0.1" in repr(g)
    with pytest.raises(KGError, match="is anything running there"):
        g.persons()


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
        json.dumps({"format": FORMAT, "generation": "g", "counts": counts}), encoding="utf-8"
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
