"""Every IRI of the graph opens, for people and for programs."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import httpx
import pytest
import rdflib

from kg.iris import EVENT_TYPE, ID
from tests.view.running import Server, web

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib by rdflib

ANA = "/id/person/ana-silva"
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
THINGS = "SELECT DISTINCT ?thing { { ?thing ?p ?o } UNION { ?s ?p ?thing } FILTER(ISIRI(?thing)) }"


def page(server: Server, path: str, status: int = 200) -> str:
    answer = web.get(server.address + path, headers=BROWSER)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


def words(text: str) -> str:
    """What a reader of the page sees."""
    text = re.sub(r"<(style|script)>.*?</\1>|<[^>]+>", "", text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(text))


def things(server: Server) -> list[str]:
    rows = server.ask(THINGS).text.splitlines()[1:]
    return sorted({row.partition("#")[0] for row in rows if row.startswith((ID, EVENT_TYPE))})


def test_every_iri_opens_and_every_link_leads_somewhere(story_server: Server) -> None:
    base = ID.removesuffix("id/")
    found = things(story_server)
    assert len(found) > 100
    seen: set[str] = set()
    for iri in found:
        path = "/" + iri.removeprefix(base)
        text = page(story_server, path)
        assert "None" not in words(text)
        here = httpx.URL(story_server.address + path)
        seen |= {
            str(here.join(html.unescape(link))) for link in re.findall(r'href="([^"]+)"', text)
        }
    local = {link.partition("#")[0] for link in seen if link.startswith(story_server.address)}
    for link in local:
        assert web.get(link, headers=BROWSER).status_code == 200, link


def test_a_person(story_server: Server) -> None:
    text = page(story_server, ANA)
    said = words(text)
    assert '<h1 dir="auto">Ana Silva</h1>' in text
    assert "foreign minister of Peru" in said
    assert "Foreign minister Ana Silva met Chile’s president" in said
    assert "told as not so" in said and "said by A spokesman (“said”), quoting the ministry" in said
    assert "5 Mar 2024" in said
    assert "Harbour Press" in said and "hill-7" in said
    assert "told by Harbour Press, denied by the ministry" in said


def test_an_article_without_a_headline_is_called_by_its_identifier(story_server: Server) -> None:
    query = """SELECT ?article ?id { ?article a schema:NewsArticle ; dcterms:identifier ?id
        FILTER NOT EXISTS { ?article schema:headline ?headline } }"""
    rows = story_server.ask(query, format="csv").text.split()[1:]
    assert rows
    for article, _, identifier in (row.partition(",") for row in rows):
        text = page(story_server, "/" + article.removeprefix(ID.removesuffix("id/")))
        assert f">{identifier}</h1>" in text


def test_an_event(story_server: Server) -> None:
    (event,) = re.findall(r"/id/event/\w+", page(story_server, ANA))[:1]
    text = page(story_server, event)
    assert '<mark class="is-trigger">met</mark>' in text
    assert re.search(r'<mark class="is-actor"><a href="../../id/person/ana-silva">', text)
    assert "told as fact" in words(text)


def test_events_stand_in_time_order_and_say_what_is_only_planned(story_server: Server) -> None:
    text = page(story_server, "/id/country/CHL")
    said = words(text)
    assert said.index("Ana Silva met Chile, 5 March 2024") < said.index("Chile to send troops")
    assert re.search(r"Chile to send troops.{0,80}told as planned", said)


def test_an_article_has_its_sentences_where_their_addresses_lead(story_server: Server) -> None:
    (article,) = {
        t for t in things(story_server) if "/article/" in t and "Talks" in title(t, story_server)
    }
    text = page(story_server, "/" + article.removeprefix(ID.removesuffix("id/")))
    sentences = re.findall(r'<li id="(char=\d+,\d+)">', text)
    assert len(sentences) == 2
    query = f"ASK {{ <{article}#{sentences[0]}> a kg:Sentence }}"
    assert story_server.ask(query).text == "true"


def title(iri: str, server: Server) -> str:
    return server.ask(f"SELECT ?t {{ <{iri}> schema:headline ?t }}").text


def test_a_conflict_has_its_sides_beside_each_other(story_server: Server) -> None:
    (conflict,) = [t for t in things(story_server) if re.search(r"/conflict/\w+$", t)]
    said = words(page(story_server, conflict.removeprefix(ID.removesuffix("/id/"))))
    assert said.index("Foreign minister Ana Silva met") < said.index("the ministry denied that")


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples, text/html;q=0.5", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        (BROWSER["accept"], "text/html; charset=utf-8"),
    ],
)
def test_negotiation(story_server: Server, accept: str, media: str) -> None:
    answer = web.get(story_server.address + ANA, headers={"accept": accept})
    assert answer.headers["content-type"] == media
    assert "Accept" in answer.headers["vary"]
    fixed = httpx.URL(story_server.address + ANA).join(answer.headers["content-location"])
    assert web.get(fixed).headers["content-type"] == media
    again = web.get(fixed, headers={"if-none-match": answer.headers["etag"], "accept": accept})
    assert again.status_code in (200, 304)


def test_what_nobody_can_read_is_not_acceptable(story_server: Server) -> None:
    answer = web.get(story_server.address + ANA, headers={"accept": "image/png"})
    assert answer.status_code == 406


@pytest.mark.parametrize(
    ("suffix", "form"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")]
)
def test_programs_read_the_same_in_every_form(story_server: Server, suffix: str, form: str) -> None:
    text = web.get(f"{story_server.address}{ANA}.{suffix}").text
    graph = rdflib.Graph().parse(data=text, format=form)
    ana = rdflib.URIRef(ID + "person/ana-silva")
    assert str(graph.value(ana, rdflib.RDFS.label)) == "Ana Silva"
    assert list(graph.subjects(None, ana))
    assert len(graph) == len(rdflib.Graph().parse(f"{story_server.address}{ANA}.nt", format="nt"))


def test_rdflib_follows_its_nose(story_server: Server) -> None:
    graph = rdflib.Graph().parse(story_server.address + ANA)
    assert rdflib.URIRef(ID + "person/ana-silva") in set(graph.subjects())


def test_nothing_known_tells_what_is_close(story_server: Server) -> None:
    text = page(story_server, "/id/person/anna-sylva", 404)
    assert re.search(r'<a href="../../id/person/ana-silva"><bdi>Ana Silva</bdi></a>', text)
    for accept in ("text/turtle", "application/ld+json"):
        answer = web.get(story_server.address + "/id/person/anna-sylva", headers={"accept": accept})
        assert (answer.status_code, "nothing is known" in answer.text) == (404, True)


@pytest.mark.parametrize(
    "path",
    [
        "/id/person/%3Cscript%3Ealert(1)%3C/script%3E",
        "/id/person/a%22%20onload=%22x",
        "/id/%0d%0aset-cookie:x",
        "/id/person/%F0%9F%92%A9",
        "/id/person/%FF",
        "/id/../../etc/passwd",
        "/id/person/ana-silva%3E%20%3Fp%20%3Fo%20%7D",
        "/nothing/here",
        "/id/",
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_strange_addresses(story_server: Server, path: str, accept: str) -> None:
    answer = web.get(story_server.address + path, headers={"accept": accept})
    assert answer.status_code == 404
    if "html" in answer.headers["content-type"]:
        assert "<script>alert" not in answer.text and 'onload="' not in answer.text
    else:
        assert answer.headers["content-type"].startswith("text/plain")
    assert "set-cookie" not in answer.headers


def test_the_description_of_the_dataset(story_server: Server) -> None:
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    answer = web.get(story_server.address + "/.well-known/void", headers={"accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    (dataset,) = graph.subjects(rdflib.RDF.type, void.Dataset)
    assert str(graph.value(dataset, void.sparqlEndpoint)) == story_server.sparql
    count = story_server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").text.split()[1]
    assert str(graph.value(dataset, void.triples)) == count
    parts = {
        str(graph.value(part, void["class"])): int(str(graph.value(part, void.entities)))
        for part in graph.objects(dataset, void.classPartition)
    }
    assert parts["https://schema.org/Person"] == 2
    xml = web.get(story_server.address + "/.well-known/void.rdf")
    assert len(rdflib.Graph().parse(data=xml.text, format="xml")) == len(graph)


def test_names_in_other_scripts(story_server: Server) -> None:
    """The path is decoded: an address has the letters of its IRI, escaped or not."""
    answer = web.get(story_server.address + "/id/person/%D1%88%D0%B5%D0%B2", headers=BROWSER)
    assert unquote("%D1%88%D0%B5%D0%B2") in answer.text


def test_the_page_of_a_thing_runs_no_script(story_server: Server) -> None:
    answer = web.get(story_server.address + ANA, headers=BROWSER)
    assert "<script" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
