"""Birth places: one sentence for each way of saying them."""

from __future__ import annotations

import pytest

BIRTHS = [
    ("Ana Silva was born in Cusco in 1961.", "Ana Silva", ["Cusco"]),
    ("Ana Silva was born in Cusco, Peru, in 1961.", "Ana Silva", ["Cusco", "Peru"]),
    ("Ana Silva (born March 1, 1961 in Cusco, Peru) is a lawyer.", "Ana Silva", ["Cusco", "Peru"]),
    ("Ana Silva (born 1 March 1961, Cusco) is a lawyer.", "Ana Silva", ["Cusco"]),
    ("Ana Silva (Quechua: Anacha) (born 1961 in Cusco) is a lawyer.", "Ana Silva", ["Cusco"]),
    ("Ana Silva, born in Cusco, is a lawyer.", "Ana Silva", ["Cusco"]),
    ("Ana Silva is a lawyer who was born in Cusco.", "Ana Silva", ["Cusco"]),
    ("Born in Cusco, Ana Silva moved to Lima in 1980.", "Ana Silva", ["Cusco"]),
    ("Born and raised in Cusco, she moved to Lima.", "she", ["Cusco"]),
    ("A native of Cusco, Ana Silva moved to Lima.", "Ana Silva", ["Cusco"]),
    ("Ana Silva is a Cusco native.", "Ana Silva", ["Cusco"]),
    ("Cusco-born lawyer Ana Silva won the case.", "Ana Silva", ["Cusco"]),
    ("Ana Silva was born in the small town of Calca, Peru.", "Ana Silva", ["Calca", "Peru"]),
    ("Quispe was born in Cusco.", "Quispe", ["Cusco"]),
]


@pytest.mark.parametrize(("text", "person", "places"), BIRTHS)
def test_birth_places(read, text, person, places):
    extraction = read(text)
    found = [r for r in extraction.relations if r.predicate == "birthPlace"]
    who = {extraction.entities[extraction.mentions[r.subject].entity].name for r in found}
    where = [extraction.mentions[r.object] for r in found if found]
    named = dict.fromkeys(text[m.start : m.end] for m in where)
    assert (who, list(named)) == ({person}, places)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Silva was born on Monday.",
        "A new movement was born in Peru.",
        "Ana Silva lives in Cusco.",
    ],
)
def test_no_birth_place_of_a_person(read, text):
    extraction = read(text)
    found = [r for r in extraction.relations if r.predicate == "birthPlace"]
    assert [r for r in found if extraction.mentions[r.subject].type == "person"] == []


def test_reported_birth_carries_its_speaker(read):
    text = "Officials said Ana Silva was born in Cusco."
    extraction = read(text)
    [relation] = [r for r in extraction.relations if r.predicate == "birthPlace"]
    [speaker] = relation.assertion.attributions
    source = extraction.attributions[speaker].source
    assert source is not None
    assert text[source.start : source.end] == "Officials"
