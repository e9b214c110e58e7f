import pytest

from kg.errors import QueryError
from kg.graph.embedded import Embedded
from kg.graph.store import Store
from kg.graph.why import render, why
from tests.factories import World

MEETING = "Ana Silva met Chile, 5 March 2024"


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "rules"),
    [
        ("Ana Silva", "holdsOffice", "foreign minister of Peru", ["present", "denied"]),
        ("ana silva", "holds office", "*", ["present", "denied"]),
        ("Silva", "nationality", "PER", ["present"]),
        ("*", "schema:nationality", "country/PER", ["present"]),
        ("João Prado", "spouse", "Ana Silva", ["present"]),
        (MEETING, "actor", "Ana Silva", ["past"]),
        (MEETING, "recipient", "Chile", ["past"]),
        (MEETING, "recipient", "Ana Silva", []),
        (MEETING, "participant", "Chile", ["past"]),
        (MEETING, "sem:hasActor", "CHL", ["past"]),
        (MEETING, "place", "Lima", ["past"]),
        (MEETING, "type", "CONSULT.visit", ["past"]),
        (MEETING, "begins", "2024-03-05", ["past"]),
        ("*", "actor", "Chile", ["future"]),
        ("*", "type", "assault", ["past"]),
        ("*", "*", "Chile", ["past", "future"]),
        ("Ana Silva", "*", "*", ["present", "present", "present", "denied"]),
        (MEETING, "*", "*", ["past"]),
    ],
)
def test_sentences_behind_a_fact(
    opened: Store, subject: str, predicate: str, object_: str, rules: list[str]
) -> None:
    tellings = [found.record.telling for found in why(opened, subject, predicate, object_)]
    assert ["denied" if t.polarity == "denied" else t.tense for t in tellings] == rules


def test_a_child_is_found_from_the_parent(tmp_path_factory: pytest.TempPathFactory) -> None:
    from kg.graph import embedded, mapping

    news = World()
    (sentence,) = news.article("Ana Silva is the daughter of Rosa Lima.")
    ana, rosa = news.person("Ana Silva"), news.person("Rosa Lima")
    news.fact(sentence, ana, "childOf", rosa)
    folder = tmp_path_factory.mktemp("family")
    mapping.write(news.knowledge(), folder / "graph.nq")
    embedded.load(folder / "graph.nq", folder / "store")
    opened = Embedded.open(folder / "store")
    assert len(why(opened, "Rosa Lima", "children", "Ana Silva")) == 1
    assert len(why(opened, "Ana Silva", "parent", "Rosa Lima")) == 1
    assert why(opened, "Ana Silva", "children", "Rosa Lima") == []


def test_the_record_quotes_the_sentence_and_its_source(opened: Store) -> None:
    (found,) = why(opened, MEETING, "actor", "Ana Silva")
    record = found.record
    assert (found.subject, found.predicate, found.object) == (MEETING, "actor", "Ana Silva")
    start, end = record.telling.start - record.offset, record.telling.end - record.offset
    assert record.text[start:end] == "met"
    assert (record.identifier, record.title, record.publisher) == (
        "harbour-1",
        "Talks resume",
        "Harbour Press",
    )
    assert (record.published, record.url) == ("2024-03-06", "https://harbour.example/talks")
    assert record.speakers == ("Harbour Press",)


def test_lines_for_a_terminal(opened: Store) -> None:
    lines = list(render(why(opened, "Ana Silva", "holdsOffice", "*")))
    assert lines[6:] == [
        "2. Ana Silva | holds office | foreign minister of Peru",
        "   “A spokesman said the ministry denied that Ana Silva is foreign minister of Peru.”",
        "   said by: A spokesman (said), quoting the ministry (denied)",
        "   denied, certain, past: not taken as a fact",
        "   2024-03-07",
        "   characters 0 to 80 of hill-7; rule relations.test",
        f"   claim: {why(opened, 'Ana Silva', 'holdsOffice', '*')[1].record.claim}",
    ]
    assert lines[2] == "   affirmed, certain, present: taken as a fact"


def test_control_characters_of_the_news_do_not_reach_the_terminal(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from kg.graph import embedded, mapping

    news = World()
    (sentence,) = news.article("Ana \x1b[2Jmet \u202ePeru’s\nenvoy.\x9b", title="\x1b]0;x\x07")
    news.report(sentence, "CONSULT", "met", actors=[news.person("Ana \x1b[1m")])
    folder = tmp_path_factory.mktemp("hostile")
    mapping.write(news.knowledge(), folder / "graph.nq")
    embedded.load(folder / "graph.nq", folder / "store")
    text = "\n".join(render(why(Embedded.open(folder / "store"), "*", "actor", "*")))
    assert "Peru’s envoy." in text
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "message"),
    [
        ("Ana Silva", "holdsOfice", "*", "close to it: holdsOffice"),
        ("Ana Silva", "???", "*", "no predicate is called"),
        ("Anna Silva", "nationality", "*", "close to it: Ana Silva"),
        ("*", "begins", "last week", "not a date"),
        ("*", "type", "FLYING", "nothing is called 'FLYING'"),
        ("*", "actor", '" } INSERT { <x:a> <x:b> <x:c> } #', "nothing is called"),
        ("*", "<x:y> ?z } #", "*", "no predicate"),
        ("*", "<x y>", "*", "IRI"),
    ],
)
def test_what_cannot_be_meant_is_an_error_that_helps(
    opened: Store, subject: str, predicate: str, object_: str, message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        why(opened, subject, predicate, object_)
