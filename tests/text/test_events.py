"""Events: who does what to whom, where and when, and how announced acts are coded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

Read = Callable[..., Extraction]


def only(extraction: Extraction, type_: str) -> Event:
    found = [e for e in extraction.events if e.type == type_]
    assert found, [(e.type, e.assertion.rule) for e in extraction.events]
    return found[0]


def named(extraction: Extraction, event: Event, role: str) -> set[str]:
    """The participants in a role: a country's key, else the entity's name."""
    entities = [
        extraction.entities[extraction.mentions[a.mention].entity]
        for a in event.arguments
        if a.role == role
    ]
    return {e.key or e.name for e in entities}


@pytest.mark.parametrize(
    ("text", "type_", "mode", "content"),
    [
        ("Chile agreed to release two Peruvian pilots.", "AGREE", None, "RETREAT"),
        ("Chile refused to meet Peruvian officials.", "REJECT", "meet", "CONSULT"),
        ("Chile threatened to expel Peruvian diplomats.", "THREATEN", "expel", "SANCTION"),
        ("Chile threatened to bomb Peru.", "THREATEN", "violence", "ASSAULT"),
        ("Chile called on Peru to withdraw its troops.", "REQUEST", "yield", "RETREAT"),
        ("Chile urged Peru to hold talks with Bolivia.", "REQUEST", "meet", "CONSULT"),
        ("Chile asked Peru to donate medicine to Haiti.", "REQUEST", "assist", "AID"),
        ("Chile will donate medicine to Haiti.", "AGREE", None, "AID"),
        ("The Chilean president plans to visit Peru.", "AGREE", None, "CONSULT"),
        ("Chile decided to restore diplomatic relations with Peru.", "AGREE", None, "SUPPORT"),
        ("Chile will not lift the sanctions against Peru.", "REJECT", "yield", "RETREAT"),
        ("Chile will attack Peru.", "THREATEN", "violence", "ASSAULT"),
        ("Chile attacked Peru.", "ASSAULT", None, None),
        ("Chile might attack Peru.", "ASSAULT", None, None),
    ],
)
def test_announced_acts(
    read: Read, text: str, type_: str, mode: str | None, content: str | None
) -> None:
    event = only(read(text), type_)
    assert (event.mode, event.content) == (mode, content)


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        (
            "Two Kenyan soldiers were killed by Somali rebels.",
            "ASSAULT",
            {"Somali rebels"},
            {"KEN"},
        ),
        ("The ambassador of Peru met Chilean officials.", "CONSULT", {"PER"}, {"CHL"}),
        (
            "Peru sent Ana Silva abroad to meet Luis Prado.",
            "CONSULT",
            {"Ana Silva"},
            {"Luis Prado"},
        ),
        ("Talks between Peru and Chile began on Monday.", "CONSULT", {"PER", "CHL"}, set()),
        ("Peru and Chile signed a trade agreement.", "SUPPORT", {"PER", "CHL"}, set()),
        ("The minister's plan was rejected by Peru.", "REJECT", {"PER"}, {"minister"}),
        (
            "Peru said it had arrested two Chilean sailors.",
            "COERCE",
            {"PER"},
            {"two Chilean sailors"},
        ),
        ("Police detained dozens of protesters.", "COERCE", {"Police"}, {"protesters"}),
        ("A delegation from Peru arrived in Chile.", "CONSULT", {"PER"}, {"CHL"}),
        ("Sanctions imposed by Peru on Chile were criticized.", "SANCTION", {"PER"}, {"CHL"}),
    ],
)
def test_participants(
    read: Read, text: str, type_: str, actors: set[str], recipients: set[str]
) -> None:
    extraction = read(text)
    event = only(extraction, type_)
    assert named(extraction, event, "actor") == actors
    assert named(extraction, event, "recipient") == recipients


def test_a_person_in_office_acts_for_the_country(read: Read) -> None:
    extraction = read("Peruvian Foreign Minister Elena Quispe visited Chile on Friday.")
    event = only(extraction, "CONSULT")
    assert named(extraction, event, "actor") == {"Elena Quispe", "PER"}
    assert named(extraction, event, "recipient") == {"CHL"}


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        (
            "Peru and Chile share a border. Both countries criticized Bolivia.",
            "ACCUSE",
            {"PER", "CHL"},
            {"BOL"},
        ),
        (
            "Talks between Peru and Chile failed. Bolivia criticized the two countries.",
            "ACCUSE",
            {"BOL"},
            {"PER", "CHL"},
        ),
        (
            "Peru and Chile said they had suspended aid to Bolivia.",
            "SANCTION",
            {"PER", "CHL"},
            {"BOL"},
        ),
        (
            "Peru, Chile and Ecuador condemned Bolivia and Paraguay.",
            "ACCUSE",
            {"PER", "CHL", "ECU"},
            {"BOL", "PRY"},
        ),
        (
            "Peru and Chile expelled diplomats from Bolivia and Paraguay.",
            "SANCTION",
            {"PER", "CHL"},
            {"BOL", "PRY"},
        ),
    ],
)
def test_all_that_words_stand_for_take_part(
    read: Read, text: str, type_: str, actors: set[str], recipients: set[str]
) -> None:
    extraction = read(text)
    event = only(extraction, type_)
    assert named(extraction, event, "actor") == actors
    assert named(extraction, event, "recipient") == recipients


def test_a_country_s_servants_are_the_country_with_their_text_kept(read: Read) -> None:
    text = "Peruvian border guards shot at Chilean fishermen."
    extraction = read(text)
    event = only(extraction, "ASSAULT")
    mention = extraction.mentions[event.arguments[0].mention]
    assert text[mention.start : mention.end] == "Peruvian border guards"
    assert (mention.form, extraction.entities[mention.entity].key) == ("nominal", "PER")


@pytest.mark.parametrize(
    "text",
    [
        "The earthquake killed thirty villagers in Peru.",
        "Two Peruvian tourists were killed in a bus accident.",
        "The company attacked the problem with new software.",
        "The striker attacked in the second half of the semifinal against Peru.",
        "Peru's economy grew by three percent.",
        '"We are content," the Peruvian minister said.',
    ],
)
def test_no_event_without_the_sense_of_its_trigger(read: Read, text: str) -> None:
    assert [e.assertion.rule for e in read(text).events] == []


def test_no_event_from_hashtags_and_table_cells(read: Read) -> None:
    text = "#Peru #attacked #Chile\n\n| Peru attacked Chile. | 1879 |\n"
    assert read(text).events == ()


def test_a_headline_is_past(read: Read) -> None:
    event = only(read("# Peru attacks Chile\n\nThe talks ended.\n"), "ASSAULT")
    assert event.assertion.tense == "past"


def test_a_cancelled_attack_has_not_happened(read: Read) -> None:
    event = only(read("Chile cancelled a planned attack on Peru."), "ASSAULT")
    assert event.assertion.polarity == "denied"


def test_place_and_time(read: Read) -> None:
    text = "On Monday, Peruvian officials met Chilean diplomats in Bolivia."
    extraction = read(text)
    event = only(extraction, "CONSULT")
    assert event.place is not None and event.time is not None
    place, time = extraction.mentions[event.place], extraction.times[event.time]
    assert text[place.start : place.end] == "Bolivia"
    assert "Monday" in text[time.start : time.end]
    assert "BOL" not in named(extraction, event, "actor") | named(extraction, event, "recipient")


def test_the_time_of_another_clause_is_not_the_event_s(read: Read) -> None:
    text = "Peru, which had elected a president in May, attacked Chile."
    assert only(read(text), "ASSAULT").time is None


def test_light_verbs_give_one_event_with_the_whole_trigger(read: Read) -> None:
    text = "Peru held talks with Chile."
    extraction = read(text)
    assert len(extraction.events) == 1
    trigger = extraction.events[0].trigger
    assert text[trigger.start : trigger.end] == "held talks"


def test_events_are_in_text_order(read: Read) -> None:
    extraction = read("Peru attacked Chile. Chile condemned Peru. Bolivia urged Peru to withdraw.")
    starts = [e.trigger.start for e in extraction.events]
    assert [e.type for e in extraction.events] == ["ASSAULT", "ACCUSE", "REQUEST"]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("Relations between Peru and Chile were severed.", "SANCTION", {"PER", "CHL"}, set()),
        (
            "The visit ended a pause in Peru-Chile relations, which had soured since 1999, "
            "and finally collapsed in 2019.",
            "SANCTION",
            {"PER", "CHL"},
            set(),
        ),
        ("He cited recent prisoner releases as a gesture from Peru.", "RETREAT", {"PER"}, set()),
        ("Peru said that its soldiers attacked Chile.", "ASSAULT", {"PER"}, {"CHL"}),
        ("Pro-Quispe fighters raided the Chilean army base.", "ASSAULT", None, {"CHL"}),
        ("Peruvian and Chilean officials met in Lima.", "CONSULT", {"PER", "CHL"}, set()),
        ("The Peru-Chile council met Bolivian officials.", "CONSULT", None, {"BOL"}),
        ("Six Peruvian soldiers shelled a Chilean school bus.", "ASSAULT", {"PER"}, {"CHL"}),
    ],
)
def test_whose_act_it_is(
    read: Read, text: str, type_: str, actors: set[str] | None, recipients: set[str]
) -> None:
    extraction = read(text)
    event = only(extraction, type_)
    keys = {k for k in named(extraction, event, "actor") if k.isupper()}
    assert keys == (actors or set())
    assert recipients <= named(extraction, event, "recipient")


def test_a_participle_after_with_has_the_name_before_it_as_doer(read: Read) -> None:
    text = "The minister travels next week, with Quispe inviting foreign firms to invest."
    event = only(read(text), "REQUEST")
    assert {a.role for a in event.arguments} == {"actor", "recipient"}


def test_who_is_known_to_hold_office_acts_for_the_country(read: Read) -> None:
    text = "Peru's foreign minister, Elena Quispe, spoke on Monday. Quispe visited La Paz."
    extraction = read(text)
    event = only(extraction, "CONSULT")
    assert named(extraction, event, "actor") == {"Elena Quispe", "PER"}
    assert named(extraction, event, "recipient") == {"BOL"}
    words = {
        text[m.start : m.end]
        for a in event.arguments
        for m in [extraction.mentions[a.mention]]
        if m.type == "country"
    }
    assert words == {"Quispe", "La Paz"}
    assert event.place is not None
    assert extraction.mentions[event.place].type == "place"


def test_who_held_office_once_does_not_act_for_the_country(read: Read) -> None:
    text = "The former Peruvian minister Elena Quispe spoke on Monday. Quispe met Ivan Novak."
    event = [e for e in read(text).events if e.type == "CONSULT"][-1]
    assert named(read(text), event, "actor") <= {"Elena Quispe"}


@pytest.mark.parametrize(
    "text",
    [
        "The lawyer denied the accusations.",
        "The two men agreed.",
        "The senator called for calm.",
        "She has had to defend herself.",
        "Dozens of passengers were injured after a fire on the ferry.",
        "The port was blocked, and he was to blame.",
        "Gomez discussed the play at the job interview, where he led meetings.",
    ],
)
def test_words_of_one_side_alone_are_no_event(read: Read, text: str) -> None:
    assert [e.assertion.rule for e in read(text).events] == []


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("It is easy to attack Peru.", "possible"),
        ("Ten countries wait to join the alliance.", "possible"),
        ("Teachers help pupils.", "possible"),
        ("Chile focuses on helping Peru.", "possible"),
        ("Chile spoke out against sanctions against Peru.", "possible"),
        ("Chile was the first country to recognize Kosovo.", "certain"),
        ("Chile began to arm the Peruvian rebels.", "certain"),
    ],
)
def test_what_is_only_spoken_of_is_not_certain(read: Read, text: str, certainty: str) -> None:
    found = {e.assertion.certainty for e in read(text).events}
    assert found == {certainty}


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The midfielder attacked the Peruvian side.", []),
        ("Kovac attacked the champion in the final match of the season.", []),
        ("The stadium was bombed by Peru.", ["ASSAULT"]),
        ("The court fined the club and its coach after the match.", ["SANCTION"]),
    ],
)
def test_moves_of_a_game_are_no_acts(read: Read, text: str, types: list[str]) -> None:
    assert [e.type for e in read(text).events] == types


def test_an_unknown_name_makes_a_named_body_only_where_it_must_be_one(read: Read) -> None:
    extraction = read("The SDAFU attacked Peru. Officials met Zorbligan in Lima.")
    forms = {
        extraction.entities[m.entity].name: m.form
        for m in extraction.mentions
        if m.type == "organization"
    }
    assert forms.get("SDAFU") == "name"
    assert forms.get("Zorbligan") in (None, "nominal")


def test_a_body_without_a_name_meets_somebody_or_nobody(read: Read) -> None:
    assert read("The delegation held talks.").events == ()
    assert only(read("The delegation held talks with Peru."), "CONSULT")
    assert only(read("European leaders gathered for the summit."), "CONSULT")
