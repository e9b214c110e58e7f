from datetime import date
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.graph import embedded, mapping, named
from kg.graph.store import Store
from tests.factories import World

CONFLICT = "Ana Silva as foreign minister of Peru: told by Harbour Press, denied by the ministry."
NAMES = [name for name, _ in named.names()]


@pytest.mark.parametrize("name", NAMES)
def test_every_query_has_a_title_and_runs(opened: Store, name: str) -> None:
    assert named.about(name).endswith(".")
    assert opened.select(named.text(name)).variables


def test_queries_are_listed_by_name_with_their_titles() -> None:
    assert sorted(NAMES) == NAMES
    assert ("who-met-whom", "Who met whom") in named.names()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("persons", [("Ana Silva", "foreign minister of Peru", 3), ("João Prado", None, 1)]),
        ("countries", [("Chile", "CHL", 1), ("Peru", "PER", 0)]),
        ("who-met-whom", [("Ana Silva", "Chile")]),
        ("offices", [("foreign minister", "Peru", "Ana Silva")]),
        ("sources", [("harbour-1", "Talks resume", "Harbour Press"), ("hill-7", None, None)]),
        (
            "events",
            [
                ("Ana Silva met Chile, 5 March 2024", "happened", "CONSULT.visit"),
                ("Chile to send troops", "planned", "MOBILIZE.troops"),
                ("Protesters attacked the port", "possible", "ASSAULT"),
            ],
        ),
        (
            "said-by",
            [
                ("A spokesman", "said", 1),
                ("Harbour Press", "reported", 1),
                ("the ministry", "denied", 2),
            ],
        ),
        ("denied", [("Ana Silva | holds office | foreign minister of Peru",)]),
        ("planned", [("Chile to send troops",)]),
        (
            "conflicts",
            [
                ("denial", CONFLICT, 1, "it is so"),
                ("denial", CONFLICT, 2, "it is not so"),
            ],
        ),
        ("history", [(date(2024, 3, 7), "Chile will send troops to the border in May.")]),
        (
            "origins",
            [
                ("Ana Silva met Chile, 5 March 2024", "happened", 1, 1),
                ("Chile to send troops", "planned", 1, 1),
                ("Protesters attacked the port", "possible", 1, 1),
            ],
        ),
        (
            "claims",
            [
                ("Ana Silva", "holds office", "foreign minister of Peru", "affirmed"),
                ("Ana Silva", "holds office", "foreign minister of Peru", "denied"),
                ("Ana Silva", "nationality", "Peru", "affirmed"),
                ("Ana Silva", "spouse", "João Prado", "affirmed"),
            ],
        ),
        (
            "evidence",
            [
                ("Ana Silva met Chile, 5 March 2024", "actor", "Ana Silva"),
                ("Ana Silva met Chile, 5 March 2024", "event type", "consult: visit"),
                ("Ana Silva met Chile, 5 March 2024", "place", "Lima"),
                ("Ana Silva met Chile, 5 March 2024", "recipient", "Chile"),
                ("Ana Silva", "holds office", "foreign minister of Peru"),
                ("Ana Silva", "nationality", "Peru"),
                ("Ana Silva", "spouse", "João Prado"),
            ],
        ),
    ],
)
def test_queries_answer_what_they_say(
    opened: Store, name: str, expected: list[tuple[object, ...]]
) -> None:
    width = len(expected[0])
    rows = [
        tuple(v for v in row if not str(v).startswith("http"))[:width]
        for row in opened.select(named.text(name))
    ]
    assert sorted(rows, key=str) == sorted(expected, key=str)


def test_who_meets_without_host_and_guest_is_a_pair_once(tmp_path: Path) -> None:
    news = World()
    (met,) = news.article("Ana Silva and João Prado held talks.")
    people = [news.person("João Prado"), news.person("Ana Silva")]
    news.report(met, "CONSULT", "held talks", actors=people)
    mapping.write(news.knowledge(), tmp_path / "graph.nq")
    embedded.load(tmp_path / "graph.nq", tmp_path / "store")
    rows = embedded.Embedded.open(tmp_path / "store").select(named.text("who-met-whom"))
    assert [row[:2] for row in rows] == [("Ana Silva", "João Prado")]


@pytest.mark.parametrize(("name", "close"), [("event", "events"), ("nothing like it", "persons")])
def test_an_unknown_name_is_an_error_that_helps(name: str, close: str) -> None:
    with pytest.raises(QueryError, match=close):
        named.text(name)
