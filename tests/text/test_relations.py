"""Offices, their dates and nationality: one sentence for each way of saying them."""

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
        "Ana Quispe, Peru's deputy prime minister, spoke on Monday.",
        "Ana Quispe",
        "deputy prime minister",
        "PER",
        "present",
        "certain",
    ),
    (
        "Ana Quispe, Peru's acting defense minister, spoke on Monday.",
        "Ana Quispe",
        "acting defense minister",
        "PER",
        "present",
        "certain",
    ),
    (
        "Peruvian army chief Gen. Omar Salim spoke on Monday.",
        "Omar Salim",
        "army chief",
        "PER",
        "present",
        "certain",
    ),
    (
        "Peru's longtime leader Ana Quispe spoke on Monday.",
        "Ana Quispe",
        "leader",
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
        "Foreign Minister Ana Quispe of Peru spoke on Monday.",
        "Ana Quispe",
        "Foreign Minister",
        "PER",
        "present",
        "certain",
    ),
    (
        "New Peruvian Defense Minister Ana Quispe spoke on Monday.",
        "Ana Quispe",
        "Defense Minister",
        "PER",
        "present",
        "certain",
    ),
    (
        "Ana Quispe, who has led Peru since 1980, resigned.",
        "Ana Quispe",
        "leader",
        "PER",
        "present",
        "certain",
    ),
    (
        "Ana Quispe was replaced as president of Peru.",
        "Ana Quispe",
        "president",
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


NO_OFFICE_OF_A_STATE = [
    "Germany coach Omar Salim resigned.",
    "British director Omar Salim won the prize.",
    "Omar Salim, the UN envoy for Peru, resigned.",
    "Omar Salim, president of the Peruvian Chess Union, resigned.",
]


@pytest.mark.parametrize("text", NO_OFFICE_OF_A_STATE)
def test_no_office_of_a_state(read, text):
    assert [f for f in _offices(read(text)) if f[2] is not None] == []


def test_offices_joined_are_of_one_country(read):
    text = "Ana Quispe, who has been prime minister or president of Peru for ten years, resigned."
    found = {(title, key, tense) for _, title, key, tense, _ in _offices(read(text))}
    assert found == {("prime minister", "PER", "present"), ("president", "PER", "present")}


def test_counterpart_holds_the_same_office_abroad(read):
    text = "Foreign Minister Ana Quispe of Peru met her Chilean counterpart, Luis Soto, in Lima."
    found = {(name, title, key) for name, title, key, _, _ in _offices(read(text))}
    assert found == {
        ("Ana Quispe", "Foreign Minister", "PER"),
        ("Luis Soto", "Foreign Minister", "CHL"),
    }


TENURES = [
    ("Ana Quispe, president of Peru since May 2014, resigned.", "2014-05", None, "present"),
    ("Ana Quispe was president of Peru from 1999 to 2013.", "1999", "2013", "past"),
    ("Ana Quispe, the Peruvian president between 1999 and 2013, died.", "1999", "2013", "past"),
    ("Ana Quispe (president of Peru, 1999-2013) died.", "1999", "2013", "past"),
    ("Ana Quispe, who was Peru's foreign minister until 2020, died.", None, "2020", "past"),
    ("Ana Quispe was elected president of Peru in March 2019.", "2019-03", None, "present"),
    ("Ana Quispe, the president of Peru, resigned in 2019.", None, None, "present"),
]


@pytest.mark.parametrize(("text", "begin", "end", "tense"), TENURES)
def test_tenure(read, text, begin, end, tense):
    [relation] = [r for r in read(text).relations if r.predicate == "holdsOffice"]
    assert (relation.begin, relation.end, relation.assertion.tense) == (begin, end, tense)


def test_an_administration_has_a_probable_leader(read):
    text = "Ana Quispe won the vote in Peru. The Quispe administration said nothing."
    [found] = _offices(read(text))
    assert found == ("Ana Quispe", "leader", "PER", "present", "probable")


def test_an_administration_adds_nothing_to_a_known_office(read):
    text = "Peruvian President Ana Quispe spoke. The Quispe administration agreed."
    assert [title for _, title, _, _, _ in _offices(read(text))] == ["President"]


def test_an_administration_that_no_full_name_stands_for(read):
    text = (
        "Peruvian officials left Lima on Monday for Chile. Peru is in talks with Chile. "
        "The Morales administration seeks a deal with Chile."
    )
    [found] = _offices(read(text))
    assert found == ("Morales", "leader", "PER", "present", "probable")


@pytest.mark.parametrize(
    "said",
    [
        "A Morales administration would seek a deal.",
        "A future Morales administration may pull out.",
    ],
)
def test_an_administration_that_may_come_to_be_is_only_possible(read, said):
    [found] = _offices(read(f"Peru votes on Sunday. Ana Morales leads in Peru. {said}"))
    assert (found[0], found[-1]) == ("Ana Morales", "possible")


def test_a_verb_before_a_title_is_no_part_of_it(read):
    found = _offices(read("The army ousted President Ana Quispe of Peru on Monday."))
    assert [title for _, title, _, _, _ in found] == ["President"]


def test_who_does_not_hold_an_office_may_still_be_a_national(read):
    found = read("Ana Quispe is not the president of Peru.").relations
    assert [(r.predicate, r.assertion.polarity) for r in found] == [("holdsOffice", "denied")]


def test_held_here_and_no_longer_held_there_are_of_one_country(read):
    text = (
        "Peruvian President Ana Quispe went to Chile. Chile thanked Peru. "
        "It was a good day for former President Ana Quispe."
    )
    found = _offices(read(text))
    assert [f[2:] for f in found] == [
        ("PER", "present", "certain"),
        ("PER", "past", "probable"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "President Ana Quispe met Chilean Prime Minister Luis Prado.",
        "President Ana Quispe travelled to Chile.",
        "President Ana Quispe wants a deal with Chile.",
        "Chilean dictator Luis Prado spoke. He praised President Ana Quispe.",
        "The summit between Chilean leader Luis Prado and President Ana Quispe is near.",
    ],
)
def test_nobody_presides_over_the_country_across_the_table(read, sentence):
    assert ("Ana Quispe", "President", "CHL", "present", "probable") not in _offices(read(sentence))


def test_a_title_that_the_article_does_not_place_is_kept(read):
    text = "Peru and Chile agreed. It was the idea of former President Ana Quispe, an aide said."
    extraction = read(text)
    assert not list(_offices(extraction))
    [title] = extraction.titles
    person = extraction.entities[extraction.mentions[title.person].entity]
    assert (person.name, title.title, title.assertion.tense) == (
        "Ana Quispe",
        "President",
        "past",
    )


def test_a_title_of_few_countries_is_of_the_one_that_is_spoken_of(read):
    text = "Brazil and Germany met. Germany agreed with Brazil. Chancellor Lena Vogt smiled."
    [found] = _offices(read(text))
    assert found[2:] == ("DEU", "present", "probable")


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
        ("Henrik Solberg is a Norwegian lawyer.", "NOR", "certain"),
        ("Henrik Solberg is a citizen of Norway.", "NOR", "certain"),
        ("Henrik Solberg of Norway won the race.", "NOR", "probable"),
        ("Norway's Henrik Solberg won the race.", "NOR", "probable"),
        ("British director Henrik Solberg won the prize.", "GBR", "certain"),
    ],
)
def test_nationality(read, text, key, certainty):
    extraction = read(text)
    [relation] = [r for r in extraction.relations if r.predicate == "nationality"]
    assert extraction.entities[extraction.mentions[relation.object].entity].key == key
    assert relation.assertion.certainty == certainty


@pytest.mark.parametrize(
    "text",
    [
        "Henrik Solberg (Norwegian: Henrik) won the race.",
        "Norwegian bank Solberg cut jobs.",
        "Vatican expert Henrik Solberg spoke.",
        "Henrik Solberg, an analyst at the American bank, spoke.",
        "Real Norway's Henrik Solberg won.",
    ],
)
def test_no_nationality(read, text):
    assert [r for r in read(text).relations if r.predicate == "nationality"] == []


def test_public_office_in_a_domestic_article_makes_a_national_probably(read):
    text = (
        "Norway closed its border. Norway waited. Norway and its army agreed. "
        "Mayor Henrik Solberg spoke to reporters."
    )
    [relation] = [r for r in read(text).relations if r.predicate == "nationality"]
    assert (relation.assertion.certainty, relation.assertion.rule) == (
        "probable",
        "relations.domestic",
    )


def test_denied_nationality_is_denied(read):
    [relation] = read("Henrik Solberg is not a Norwegian lawyer.").relations
    assert relation.assertion.polarity == "denied"
