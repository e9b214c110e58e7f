import pytest

from kg.errors import QueryError
from kg.graph import named
from kg.graph.embedded import Embedded
from kg.graph.parameters import bind
from kg.iris import ID

PERIOD = "# param: period | period | when\nSELECT ?x {\n  # with period: FILTER(?x)\n}"
ENTITY = "# param: who | entity, required | whom\nSELECT ?who {\n  # with who: ?who ?p ?o .\n}"
SOURCE = "# param: source | source | where\nSELECT ?a {\n  # with source:\n}"
TYPE = "# param: type | type | what\nSELECT ?a {\n  # with type: ?a a ?type .\n}"
EVIL = 'Ana" } ; DROP ALL #'


def bound(text: str, store: Embedded, **given: str) -> str:
    return bind(named.read(text), given, store)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-05", "2024-02-05", "2024-02-05"),
        ("2023-11..2024-01", "2023-11-01", "2024-01-31"),
    ],
)
def test_a_period_is_its_first_and_last_day(
    opened: Embedded, value: str, first: str, last: str
) -> None:
    date = "^^<http://www.w3.org/2001/XMLSchema#date>"
    found = bound(PERIOD, opened, period=value)
    assert f'  VALUES (?from ?until) {{ ("{first}"{date} "{last}"{date}) }} FILTER(?x)\n' in found


@pytest.mark.parametrize(
    ("text", "value", "iri"),
    [
        (ENTITY, "Silva", ID + "person/ana-silva"),
        (ENTITY, "PER", ID + "country/PER"),
        (SOURCE, "Harbour Press", ID + "organization/harbour-press"),
        (TYPE, "CONSULT.visit", "https://w3id.org/newsgraph/event-type/CONSULT.visit"),
        (TYPE, "material-conflict", "https://w3id.org/newsgraph/event-type/material-conflict"),
    ],
)
def test_words_become_the_iri_of_the_thing(
    opened: Embedded, text: str, value: str, iri: str
) -> None:
    name = named.read(text).parameters[0].name
    assert f"VALUES (?{name}) {{ (<{iri}>) }}" in bound(text, opened, **{name: value})


def test_an_article_is_a_source_by_its_identifier(opened: Embedded) -> None:
    assert "article/" in bound(SOURCE, opened, source="hill-7")


@pytest.mark.parametrize("text", [PERIOD, SOURCE, TYPE])
def test_without_a_value_the_query_is_as_it_was(opened: Embedded, text: str) -> None:
    assert bound(text, opened) == text


@pytest.mark.parametrize(
    ("text", "given", "message"),
    [
        (PERIOD, {"period": "2024-13"}, "no period"),
        (PERIOD, {"period": "2024-01-01..2023"}, "ends before it begins"),
        (PERIOD, {"period": '2024" }'}, "no period"),
        (PERIOD, {"who": "Ana"}, "no parameter 'who'; it has period"),
        ("SELECT * {}", {"who": "Ana"}, "it has none"),
        (ENTITY, {}, "needs who=ENTITY: whom"),
        (ENTITY, {"who": EVIL}, "nothing is called"),
        (ENTITY, {"who": "<x:y> } INSERT"}, "nothing"),
        (SOURCE, {"source": EVIL}, "nothing is called"),
        (TYPE, {"type": EVIL}, "no event type"),
        (TYPE, {"type": "PARTY"}, "no event type"),
        ("# param: x | word | y\nSELECT * {}", {"x": "1"}, "no kind of parameter 'word'"),
        ("# param: x y", {}, "write # param: NAME"),
    ],
)
def test_what_cannot_be_bound_is_an_error(
    opened: Embedded, text: str, given: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        bound(text, opened, **given)
