"""Offices and nationality: one sentence for each way of saying them."""

from __future__ import annotations

import pytest

OFFICES = [
    (
        "US Interior Secretary Doug Harlan arrived on Monday.",
        "Doug Harlan",
        "Interior Secretary",
        "USA",
        "present",
        "certain",
    ),
    (
        "Peru's acting president Ana Quispe spoke on Monday.",
        "Ana Quispe",
        "acting president",
        "PER",
        "present",
        "certain",
    ),
    (
        "Ana Quispe, the president of Peru, spoke on Monday.",
        "Ana Quispe",
        "president",
        "PER",
        "present",
        "certain",
    ),
    (
        "The Peruvian foreign minister, Ana Quispe, spoke on Monday.",
        "Ana Quispe",
        "foreign minister",
        "PER",
        "present",
        "certain",
    ),
    (
        "Ana Quispe, 54, a former Peruvian justice minister, was arrested.",
        "Ana Quispe",
        "former Peruvian justice minister",
        "PER",
        "past",
        "certain",
    ),
    (
        "Ana Quispe is the prime minister of Peru.",
        "Ana Quispe",
        "prime minister",
        "PER",
        "present",
        "certain",
    ),
    (
        "Brazil recognized Ana Quispe as interim president of Peru in 2019.",
        "Ana Quispe",
        "interim president",
        "PER",
        "present",
        "certain",
    ),
    (
        "Former Peruvian President Ana Quispe was jailed.",
        "Ana Quispe",
        "President",
        "PER",
        "past",
        "certain",
    ),
    (
        "World Bank President Omar Salim resigned.",
        "Omar Salim",
        "President",
        None,
        "present",
        "certain",
    ),
]


def _offices(extraction):
    for r in extraction.relations:
        if r.predicate == "holdsOffice":
            subject = extraction.entities[extraction.mentions[r.subject].entity]
            of = extraction.entities[extraction.mentions[r.object].entity]
            yield subject.name, r.title, of.key, r.assertion.tense, r.assertion.certainty


@pytest.mark.parametrize(("text", "person", "title", "key", "tense", "certainty"), OFFICES)
def test_offices(read, text, person, title, key, tense, certainty):
    found = list(_offices(read(text)))
    assert [(f[0], f[2], f[3], f[4]) for f in found] == [(person, key, tense, certainty)]
    assert title.split()[-1] in found[0][1]


def test_denied_office_is_denied(read):
    [relation] = [
        r
        for r in read("Ana Quispe is not the president of Peru.").relations
        if r.predicate == "holdsOffice"
    ]
    assert relation.assertion.polarity == "denied"


def test_presupposed_office_survives_a_negated_sentence(read):
    [relation] = [
        r
        for r in read("Peruvian President Ana Quispe did not travel on Monday.").relations
        if r.predicate == "holdsOffice"
    ]
    assert relation.assertion.polarity == "affirmed"


def test_unsaid_country_is_only_probable(read):
    text = (
        "Peru closed its border. Peru and its army waited. Peru said nothing. "
        "On Monday President Ana Quispe spoke to reporters."
    )
    found = [f for f in _offices(read(text)) if f[0] == "Ana Quispe"]
    assert [(f[2], f[4]) for f in found] == [("PER", "probable")]


def test_opposition_leader_holds_no_state_office(read):
    extraction = read("Peruvian opposition leader Ana Quispe was arrested on Monday.")
    assert list(_offices(extraction)) == []
    [relation] = [r for r in extraction.relations if r.predicate == "nationality"]
    assert extraction.entities[extraction.mentions[relation.object].entity].key == "PER"


@pytest.mark.parametrize(
    ("text", "key", "certainty"),
    [
        ("Norwegian economist Henrik Solberg won the prize.", "NOR", "certain"),
        ("Henrik Solberg, a Norwegian lawyer, won the case.", "NOR", "certain"),
        ("Norwegian Prime Minister Henrik Solberg resigned.", "NOR", "probable"),
    ],
)
def test_nationality(read, text, key, certainty):
    extraction = read(text)
    [relation] = [r for r in extraction.relations if r.predicate == "nationality"]
    assert extraction.entities[extraction.mentions[relation.object].entity].key == key
    assert relation.assertion.certainty == certainty
