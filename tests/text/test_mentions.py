"""Who and which country is named: a table of the phenomena, one sentence each."""

from __future__ import annotations

import pytest


def _found(extraction, text, type_):
    return [
        text[m.start : m.end] for m in extraction.mentions if m.type == type_ and m.form == "name"
    ]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        (
            "Foreign Minister Amara Diallo met Prime Minister Henrik Solberg in Oslo.",
            ["Amara Diallo", "Henrik Solberg"],
        ),
        ("U.S.-Venezuela relations improved, Amara Diallo said.", ["Amara Diallo"]),
        ("Mr. Okonjo said he would resign. Critics of Okonjo cheered.", ["Okonjo", "Okonjo"]),
        ("Key Facts About The Deal\n\nAmara Diallo signed it on Monday.", ["Amara Diallo"]),
        ("The meeting was led by Ursula van der Meer, a Dutch economist.", ["Ursula van der Meer"]),
        ("President Park Seo-yeon welcomed the envoy. Park smiled.", ["Park Seo-yeon", "Park"]),
        (
            "Yusuf bin Salim al-Harbi was released on Friday, officials said.",
            ["Yusuf bin Salim al-Harbi"],
        ),
        ("#AmaraDiallo #Oslo #Talks", []),
        ("| Amara Diallo | minister |\n|---|---|\n| Talks | Confirmed |", []),
        ("The UTC time zone was used and OPEC agreed.", []),
    ],
)
def test_persons(read, text, persons):
    assert _found(read(text), text, "person") == persons


@pytest.mark.parametrize(
    ("text", "countries", "places"),
    [
        ("Beijing said it would retaliate.", ["Beijing"], []),
        ("A fire in Beijing killed two people.", [], ["Beijing"]),
        ("Officials from Caracas, Venezuela, arrived.", ["Venezuela"], ["Caracas"]),
        ("Relations between Washington and Caracas improved.", ["Washington", "Caracas"], []),
        ("Venezuelan officials told us about the US offer.", ["Venezuelan", "US"], []),
        ("Jordan Smith, 43, a teacher, was elected.", [], []),
        ("The Kremlin rejected the plan.", ["Kremlin"], []),
    ],
)
def test_countries_and_places(read, text, countries, places):
    extraction = read(text)
    assert _found(extraction, text, "country") == countries
    assert _found(extraction, text, "place") == places


def test_a_name_is_one_entity_in_its_article(read):
    text = "President Nicolás Vega spoke in Lima on Monday. Vega said that Nicolas Vega would go."
    extraction = read(text)
    persons = {e.name for e in extraction.entities if e.type == "person"}
    assert persons == {"Nicolás Vega"}


def test_two_bearers_of_a_surname_stay_two(read):
    text = (
        "Finance Minister Rosa Silva met banker Ana Silva in Lisbon on Monday. "
        "The talks were about debt. Silva said they had agreed."
    )
    names = {e.name for e in read(text).entities if e.type == "person"}
    assert {"Rosa Silva", "Ana Silva"} <= names


def test_a_surname_in_front_is_completed_where_the_full_name_stands(read):
    text = (
        "Amara Diallo met Mr. Zi on Monday. "
        "Zi thanked Diallo, who also met in secret with China's Zi Jianguo last month."
    )
    persons = {e.name for e in read(text).entities if e.type == "person"}
    assert persons == {"Amara Diallo", "Zi Jianguo"}


def test_pronoun_joins_the_only_person(read):
    text = "Amara Diallo visited Norway on Monday. She signed a treaty in Oslo."
    extraction = read(text)
    [pronoun] = [m for m in extraction.mentions if m.form == "pronoun"]
    assert extraction.entities[pronoun.entity].name == "Amara Diallo"


def test_acronym_joins_the_body_it_abbreviates(read):
    text = "The Northern Harbour Authority closed the port. The NHA said it would reopen on Friday."
    names = [e.name for e in read(text).entities if e.type == "organization"]
    assert len(names) == len(set(names)) and "NHA" not in names
