from kg.graph import vocabulary as v
from kg.graph.rows import Row, look_up, scan
from kg.graph.store import Store
from kg.iris import ID, SKOS

PERU = ID + "country/PER"


def test_values_are_sorted_whatever_the_order_they_come_in() -> None:
    row = Row()
    for value in ("b", "a"):
        row.add("x:p", value)
    assert (row.one("x:p"), row.all("x:p")) == ("a", ["a", "b"])
    assert (row.one("x:q"), row.all("x:q")) == (None, [])


def test_a_subject_looked_up_has_what_a_scan_finds(opened: Store) -> None:
    rows = scan(opened, (v.LABEL, SKOS + "notation"))
    assert rows[PERU].all(SKOS + "notation") == ["PE", "PER"]
    assert look_up(opened, PERU).all(SKOS + "notation") == ["PE", "PER"]
    assert look_up(opened, PERU).one(v.LABEL) == rows[PERU].one(v.LABEL) == "Peru"
