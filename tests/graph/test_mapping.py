import dataclasses
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, URIRef

from kg import iris
from kg.errors import KGError
from kg.graph import mapping
from kg.graph.ontology import vocabulary_files
from kg.iris import ID, KG, PREFIXES
from kg.model import Knowledge, When
from tests.factories import World, said

GOLDEN = Path(__file__).parent / "golden" / "two-sentences.nq"


def two_sentences() -> Knowledge:
    news = World()
    (met,) = news.article(
        "Foreign minister Ana Silva met Chile’s envoy in Lima on Tuesday, Harbour Press reported.",
        id="a",
        title="Talks resume",
        published="2024-03-06",
    )
    (denied,) = news.article(
        "A spokesman denied that Ana Silva is foreign minister of Peru.",
        id="b",
        published="2024-03-07",
    )
    ana = news.person("Ana Silva", "Silva")
    peru, chile = news.country("PER", "Peru"), news.country("CHL", "Chile")
    minister, press = news.office("foreign minister", peru), news.organization("Harbour Press")
    news.fact(met, ana, "holdsOffice", minister, tense="present")
    spokesman = (said("A spokesman", "denied"),)
    news.fact(denied, ana, "holdsOffice", minister, polarity="denied", speakers=spokesman)
    news.report(
        met,
        "CONSULT",
        "met",
        actors=[ana, chile],
        when=When(begin="2024-03-05", end="2024-03-05", precision="day", basis="relative"),
        speakers=(said(cue="reported", speaker=press),),
        label="Ana Silva met Chile, 5 March 2024",
    )
    return news.knowledge()


def graph_of(knowledge: Knowledge) -> Graph:
    data = "\n".join(mapping.lines(knowledge))
    graph = Graph().parse(data=data, format="nt")
    for name, space in PREFIXES.items():
        graph.bind(name, space, replace=True)
    return graph


def test_two_sentences_become_the_golden_graph(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    count = mapping.write(two_sentences(), path)
    assert path.read_bytes().decode("utf-8") == GOLDEN.read_text("utf-8")
    assert count == len(GOLDEN.read_text("utf-8").splitlines())


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_knowledge_makes_no_difference(chance: random.Random) -> None:
    knowledge = two_sentences()
    mixed = {
        field.name: tuple(chance.sample(value, len(value)))
        for field in dataclasses.fields(knowledge)
        if isinstance(value := getattr(knowledge, field.name), tuple)
    }
    other = dataclasses.replace(knowledge, **mixed)
    assert sorted(mapping.lines(other)) == sorted(mapping.lines(knowledge))


def test_nothing_is_lost_or_doubled_when_a_graph_is_written_twice(
    tmp_path: Path, story: Knowledge
) -> None:
    one, two = tmp_path / "one.nq", tmp_path / "two.nq"
    assert mapping.write(story, one) == mapping.write(story, two)
    assert one.read_bytes() == two.read_bytes()
    rows = one.read_bytes().decode().split("\n")
    assert rows.pop() == ""
    assert rows == sorted(set(rows))


def test_there_are_no_blank_nodes_and_no_named_graphs(story: Knowledge) -> None:
    for row in mapping.lines(story):
        assert re.fullmatch(r"<[^>]+> <[^>]+> (<[^>]+>|\".*\"(@en|\^\^<[^>]+>)?) \.", row)


@pytest.mark.parametrize(
    ("how", "plain"),
    [
        ({}, True),
        ({"tense": "present"}, True),
        ({"polarity": "denied"}, False),
        ({"certainty": "probable"}, False),
        ({"certainty": "possible"}, False),
        ({"tense": "future"}, False),
        ({"polarity": "denied", "tense": "future"}, False),
    ],
)
def test_only_accepted_tellings_become_plain_triples(how: dict[str, str], plain: bool) -> None:
    news = World()
    (sentence,) = news.article("Ana Silva met Peru’s envoy.")
    ana, peru = news.person("Ana Silva"), news.country("PER", "Peru")
    event = news.report(
        sentence, "CONSULT", "met", actors=[ana], recipients=[peru], day="2024-03-05", **how
    )
    news.fact(sentence, ana, "nationality", peru, **how)
    graph = graph_of(news.knowledge())
    asked = {
        "type": f"ASK {{ <{event}> sem:eventType et:CONSULT }}",
        "actor": f"ASK {{ <{event}> kg:actor <{ana}> }}",
        "recipient": f"ASK {{ <{event}> kg:recipient <{peru}> }}",
        "time": f"ASK {{ <{event}> sem:hasBeginTimeStamp ?when ; kg:timePrecision ?how }}",
        "fact": f"ASK {{ <{ana}> schema:nationality <{peru}> }}",
    }
    assert {what: bool(graph.query(query)) for what, query in asked.items()} == dict.fromkeys(
        asked, plain
    )
    assert bool(graph.query(f"ASK {{ ?report kg:about <{event}> ; kg:actor <{ana}> }}"))
    assert bool(graph.query(f"ASK {{ ?claim rdf:subject <{ana}> ; rdf:object <{peru}> }}"))


@pytest.mark.parametrize(
    ("tellings", "status"),
    [
        ([{}], "happened"),
        ([{"polarity": "denied"}, {}], "happened"),
        ([{"polarity": "denied"}, {"certainty": "possible"}], "possible"),
        ([{"tense": "future"}, {"certainty": "possible"}], "planned"),
        ([{"polarity": "denied"}], "denied"),
        ([{"rejected": True}, {"polarity": "denied"}], "denied"),
        ([{"rejected": True}], "rejected"),
    ],
)
def test_an_event_has_its_best_supported_status(
    tellings: list[dict[str, str]], status: str
) -> None:
    news = World()
    event = None
    for number, how in enumerate(tellings):
        (sentence,) = news.article(f"Envoys met, paper {number} says.")
        event = news.report(sentence, "CONSULT", "met", event=event, **how)
    (found,) = graph_of(news.knowledge()).query("SELECT ?status { ?event kg:status ?status }")
    assert str(found[0]) == status


def test_words_stand_for_participants_without_a_node() -> None:
    news = World()
    (sentence,) = news.article("Protesters attacked the port.")
    news.report(sentence, "ASSAULT", "attacked", actors=["Protesters"], recipients=["the port"])
    rows = graph_of(news.knowledge()).query(
        "SELECT ?a ?r { ?x kg:actorText ?a ; kg:recipientText ?r }"
    )
    assert [tuple(map(str, row)) for row in rows] == [("Protesters", "the port")]


def test_a_chain_of_speakers_is_numbered_from_the_outermost(story: Knowledge) -> None:
    rows = graph_of(story).query("""
        SELECT ?order ?words ?cue ?link {
          ?claim kg:polarity "denied" ; kg:attribution ?link .
          ?link kg:order ?order ; kg:speakerText ?words ; kg:cue ?cue
        } ORDER BY ?order""")
    found = [(int(row[0]), str(row[1]), str(row[2])) for row in rows]
    assert found == [(1, "A spokesman", "said"), (2, "the ministry", "denied")]
    assert all(re.search(r"/attribution/[12]$", row[3]) for row in rows)


def test_a_country_has_both_codes_its_wikidata_item_and_its_geonames_feature() -> None:
    news = World()
    news.country("PER", "Peru")
    news.country("XYZ", "Xyzland")
    rows = graph_of(news.knowledge()).query("""
        SELECT ?name ?code ?item ?place { ?c rdfs:label ?name ; skos:notation ?code
          OPTIONAL { ?c skos:exactMatch ?item ; schema:sameAs ?place } } ORDER BY ?name ?code""")
    links = ["http://www.wikidata.org/entity/Q419", "https://sws.geonames.org/3932488/"]
    found = [[str(value) for value in row if value is not None] for row in rows]
    assert found == [["Peru", "PE", *links], ["Peru", "PER", *links], ["Xyzland", "XYZ"]]


def test_every_row_of_a_country_has_codes_and_ids_of_its_own() -> None:
    table = (Path(mapping.__file__).parent / "countries.tsv").read_text("utf-8").splitlines()
    rows = [row.split("\t") for row in table if not row.startswith("#")]
    shapes = ("[A-Z]{3}", "[A-Z]{2}", "Q[1-9][0-9]*", "[1-9][0-9]*")
    for shape, column in zip(shapes, zip(*rows, strict=True), strict=True):
        assert len(set(column)) == len(rows) >= 249
        assert all(re.fullmatch(shape, cell) for cell in column)


def test_a_publisher_is_an_organization_with_the_label_the_news_gives_it() -> None:
    news = World()
    news.article("One.", publisher="Harbour Press")
    news.article("Two.", publisher="The Hill Post")
    news.organization("Harbour Press", "Harbour")
    graph = graph_of(news.knowledge())
    rows = graph.query(
        "SELECT ?name { ?a schema:publisher ?p . ?p a schema:Organization ; rdfs:label ?name }"
    )
    assert sorted(str(row[0]) for row in rows) == ["Harbour Press", "The Hill Post"]


def test_hostile_fields_stay_literals() -> None:
    evil = '"> <x> . \n<https://evil.example/s> <https://evil.example/p> "\u2028'
    news = World()
    (sentence,) = news.article(
        f"Ana met {evil} here.", title=evil, url=evil, publisher=evil, published=evil
    )
    ana = news.person(evil, evil + "!")
    news.report(
        sentence, "CONSULT", "met", actors=[ana, evil], speakers=(said(evil, evil),), label=evil
    )
    graph = graph_of(news.knowledge())
    assert URIRef("https://evil.example/s") not in set(graph.subjects())
    kept = graph.query("SELECT ?title { ?a schema:headline ?title }")
    assert [str(row[0]) for row in kept] == [evil]


def test_an_id_that_is_no_iri_is_an_error() -> None:
    news = World()
    (sentence,) = news.article("Envoys met.")
    news.report(sentence, "CONSULT", "met", mode="a mode")
    with pytest.raises(KGError, match="not an IRI"):
        list(mapping.lines(news.knowledge()))


def test_every_term_is_declared_in_the_ontology(story: Knowledge) -> None:
    declared = Graph()
    for file in vocabulary_files():
        declared.parse(str(file))
    graph = graph_of(story)
    used = {*graph.predicates(), *graph.objects(predicate=RDF.type)} - {RDF.type}
    used |= {term for term in graph.objects() if str(term).startswith((KG, iris.EVENT_TYPE))}
    assert {str(term) for term in used if not list(declared.objects(term, RDF.type))} == set()
    assert all(str(subject).startswith(ID) for subject in graph.subjects())


def test_what_a_human_rejected_is_told_and_no_fact() -> None:
    news = World()
    (sentence,) = news.article("Ana Silva met Peru’s envoy.")
    ana, peru = news.person("Ana Silva"), news.country("PER", "Peru")
    claim = news.fact(sentence, ana, "nationality", peru, rejected=True)
    graph = graph_of(news.knowledge())
    assert bool(graph.query(f"ASK {{ <{claim}> kg:rejected true }}"))
    assert not bool(graph.query("ASK { ?who schema:nationality ?country }"))


def test_sides_of_a_conflict_are_numbered_and_state_claims(story: Knowledge) -> None:
    rows = graph_of(story).query("""
        SELECT ?order ?label (COUNT(?claim) AS ?claims) {
          ?conflict kg:side ?side . ?side kg:order ?order ; rdfs:label ?label ; kg:states ?claim
        } GROUP BY ?order ?label ORDER BY ?order""")
    found = [(int(row[0]), str(row[1]), int(row[2])) for row in rows]
    assert found == [(1, "it is so", 1), (2, "it is not so", 1)]
