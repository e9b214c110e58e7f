from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.graph import embedded, mapping
from kg.graph.naming import find
from kg.graph.store import Store
from kg.iris import ID, RDF, RDFS, SCHEMA
from kg.model import Node
from tests.factories import World

ANA, PERU, MINISTER = "person/ana-silva", "country/PER", "office/PER-foreign-minister"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Ana Silva", ANA),
        ("ana silva", ANA),
        ("ANA  SILVA", ANA),
        ("Silva", ANA),
        ("ana-silva", ANA),
        ("João Prado", "person/joao-prado"),
        ("joao prado", "person/joao-prado"),
        ("Peru", PERU),
        ("PER", PERU),
        ("pe", PERU),
        ("Peruvian", PERU),
        ("country/PER", PERU),
        ("id:country/PER", PERU),
        (ID + PERU, PERU),
        (f"<{ID}{PERU}>", PERU),
        ("foreign minister of Peru", MINISTER),
    ],
)
def test_things_are_found_by_what_they_are_called(opened: Store, words: str, meant: str) -> None:
    assert find(opened, words) == ID + meant


def test_an_event_is_found_by_its_id_and_label(opened: Store) -> None:
    event = find(opened, "Ana Silva met Chile, 5 March 2024")
    assert find(opened, event.rsplit("/", 1)[1]) == event


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Anna Silwa", "nothing is called 'Anna Silwa'; close to it: Ana Silva"),
        ("zzzzqqqq", "nothing is called 'zzzzqqqq'"),
        ("country/VEN", "nothing is known of <.*country/VEN>"),
        ("https://news.example/x", "nothing is known of <https://news.example/x>"),
        ("<no iri>", "IRI"),
        ('Ana" } UNION { ?thing ?p ?o', "nothing is called"),
        ("%s {x} \\", "nothing is called"),
    ],
)
def test_unknown_names_are_errors_that_help(opened: Store, words: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        find(opened, words)


def test_a_name_of_several_things_lists_them_and_a_label_goes_before_an_alias(
    tmp_path: Path,
) -> None:
    news = World()
    news.country("GEO", "Georgia")
    news.place("Georgia")
    news.person("Rosa Lima", "Paris")
    paris = news.place("Paris")
    mapping.write(news.knowledge(), tmp_path / "graph.nq")
    embedded.load(tmp_path / "graph.nq", tmp_path / "store")
    opened = embedded.Embedded.open(tmp_path / "store")
    assert find(opened, "Paris") == paris
    assert find(opened, "country/GEO") == ID + "country/GEO"
    with pytest.raises(QueryError, match=r"Georgia \(country/GEO\); Georgia \(place/georgia\)"):
        find(opened, "georgia")
    assert Node(id=paris, kind="place", label="Paris") in news.knowledge().nodes


def test_the_last_part_of_an_iri_means_its_bearer_among_those_called_alike(tmp_path: Path) -> None:
    lines = (
        f"<{ID}person/{tail}> <{RDF}type> <{SCHEMA}Person> .\n"
        f'<{ID}person/{tail}> <{RDFS}label> "Rosa Lima" .\n'
        for tail in ("rosa-lima", "rip-rosa-lima")
    )
    (tmp_path / "graph.nq").write_text("".join(lines), encoding="utf-8")
    embedded.load(tmp_path / "graph.nq", tmp_path / "store")
    opened = embedded.Embedded.open(tmp_path / "store")
    with pytest.raises(QueryError, match="can be"):
        find(opened, "Rosa Lima")
    assert find(opened, "rosa-lima") == ID + "person/rosa-lima"
    assert find(opened, "rip-rosa-lima") == ID + "person/rip-rosa-lima"
