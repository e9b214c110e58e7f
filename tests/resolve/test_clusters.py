"""Which tellings are one event: short stories, each telling a row."""

import random
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.ontology import vocabulary_files
from kg.model import Knowledge
from kg.resolve.clusters import cluster
from kg.resolve.families import families
from tests.factories import World


class Story(World):
    """A world of two states, their leaders and a few more, where tellings are one line each."""

    def __init__(self) -> None:
        super().__init__()
        self.peru, self.chile = self.country("PER", "Peru"), self.country("CHL", "Chile")
        self.ana, self.luis = self.person("Ana Silva"), self.person("Luis Prado")
        self.omar = self.person("Omar Neri")
        self.reports: dict[str, str] = {}
        (sentence,) = self.article("President Ana Silva of Peru and Luis Prado of Chile.")
        self.fact(sentence, self.ana, "holdsOffice", self.office("president", self.peru))
        self.fact(sentence, self.luis, "holdsOffice", self.office("president", self.chile))
        self.fact(sentence, self.omar, "nationality", self.peru)

    def tell(self, name: str, text: str, type_: str, trigger: str, **how: Any) -> None:
        """A report in an article of its own, to be spoken of by a name."""
        fields = {k: how.pop(k) for k in ("published", "publisher", "title") if k in how}
        (sentence,) = self.article(text, id=name, **fields)
        self.reports[name] = self.told(self.report(sentence, type_, trigger, **how))[0]

    def tell_in(self, sentence: Any, name: str, type_: str, trigger: str, **how: Any) -> None:
        """A report in a sentence that is there."""
        self.reports[name] = self.told(self.report(sentence, type_, trigger, **how))[-1]

    def events(self) -> list[list[str]]:
        """The names of the tellings of each event, events of one telling left out."""
        return grouped(cluster(self.knowledge()), self.reports)


def grouped(knowledge: Knowledge, names: dict[str, str]) -> list[list[str]]:
    by_id = {r.id: r.event for r in knowledge.reports}
    found = defaultdict(list)
    for name, report in names.items():
        found[by_id[report]].append(name)
    return sorted(sorted(names) for names in found.values() if len(names) > 1)


def test_an_arrest_to_one_is_an_abduction_to_the_other() -> None:
    news = Story()
    news.tell("a", "Chilean police arrested Omar Neri.", "COERCE", "arrested", mode="arrest",
              actors=[news.chile], recipients=[news.omar], day="2031-03-04")  # fmt: skip
    news.tell("b", "Agents abducted Omar Neri late on Monday.", "ASSAULT", "abducted",
              mode="abduct", actors=["Agents"], recipients=[news.omar], day="2031-03-03")  # fmt: skip
    news.tell("c", "Luis Prado was arrested.", "COERCE", "arrested", mode="arrest",
              recipients=[news.luis])  # fmt: skip
    assert news.events() == [["a", "b"]]


def test_told_days_too_far_apart_are_two_events() -> None:
    news = Story()
    for day in ("04", "05", "20"):
        news.tell(day, f"Police arrested Omar Neri on March {day}.", "COERCE", "arrested",
                  mode="arrest", recipients=[news.omar], day=f"2031-03-{day}")  # fmt: skip
    assert news.events() == [["04", "05"]]


def test_a_title_is_the_person_who_holds_the_office() -> None:
    news = Story()
    news.tell("name", "Troops seized Ana Silva.", "ASSAULT", "seized", mode="abduct",
              recipients=[news.ana])  # fmt: skip
    (first, second) = news.article("The capture of the Peruvian president shook Lima.",
                                   "Nobody foresaw the capture of the president.")  # fmt: skip
    news.tell_in(first, "title", "ASSAULT", "capture", mode="abduct", recipients=[news.peru])
    news.tell_in(second, "bare", "ASSAULT", "capture", mode="abduct", recipients=["the president"])
    knowledge = news.knowledge()
    assert grouped(cluster(knowledge), news.reports) == [["bare", "title"]]
    spoken = tuple(
        replace(
            r, participants=tuple(replace(p, text="Peruvian president") for p in r.participants)
        )
        if r.id == news.reports["title"]
        else r
        for r in knowledge.reports
    )
    known = cluster(replace(knowledge, reports=spoken))
    assert grouped(known, news.reports) == [["bare", "name", "title"]]


def test_a_person_in_office_acts_for_the_country() -> None:
    news = Story()
    news.tell("state", "Peru and Chile signed a truce.", "RETREAT", "signed a truce",
              mode="ceasefire", actors=[news.peru, news.chile])  # fmt: skip
    news.tell("person", "Ana Silva signed a truce with Chile.", "RETREAT", "signed a truce",
              mode="ceasefire", actors=[news.ana], recipients=[news.chile])  # fmt: skip
    assert news.events() == [["person", "state"]]


def test_different_persons_of_one_state_are_different_meetings() -> None:
    news = Story()
    news.tell("a", "Ana Silva met Luis Prado.", "CONSULT", "met", actors=[news.ana, news.luis])
    news.tell("b", "Omar Neri met Luis Prado.", "CONSULT", "met", actors=[news.omar, news.luis])
    news.tell("c", "Luis Prado met Ana Silva in Lima.", "CONSULT", "met",
              actors=[news.luis], recipients=[news.ana])  # fmt: skip
    assert news.events() == [["a", "c"]]


@pytest.mark.parametrize(
    ("texts", "published", "one"),
    [
        # The same states talk every week: no date, no common wording, no common event.
        (("Talks between Peru and Chile went on.", "Peru and Chile held talks on fish."),
         (None, None), False),
        (("Peru and Chile opened exploratory talks to reopen embassies.",
          "Exploratory talks between Peru and Chile might reopen embassies."), (None, None), True),
        (("Talks between Peru and Chile went on.", "Peru and Chile held talks on fish."),
         ("2031-03-04", "2031-03-04"), True),
        (("Talks between Peru and Chile went on.", "Peru and Chile held talks on fish."),
         ("2031-03-04", "2031-05-04"), False),
    ],
)  # fmt: skip
def test_states_alone_need_a_time_or_the_wording(
    texts: tuple[str, str], published: tuple[str | None, str | None], one: bool
) -> None:
    news = Story()
    for name, text, day in zip("ab", texts, published, strict=True):
        news.tell(name, text, "CONSULT", "talks" if "talks" in text else "Talks",
                  actors=[news.peru, news.chile], published=day)  # fmt: skip
    assert news.events() == ([["a", "b"]] if one else [])


def test_one_side_of_an_encounter_alone_does_not_tell_which_one_it_is() -> None:
    news = Story()
    rain = "rain fell on the northern valleys for days"
    news.tell("a", "Ana Silva met ministers at the palace.", "CONSULT", "met",
              actors=[news.ana], published="2031-03-04")  # fmt: skip
    news.tell("b", f"Ana Silva held a meeting while {rain}.", "CONSULT", "meeting",
              actors=[news.ana], published="2031-03-04")  # fmt: skip
    news.tell("c", f"{rain.capitalize()} when Ana Silva held talks.", "CONSULT", "talks",
              actors=[news.ana], published="2031-03-04")  # fmt: skip
    assert news.events() == [["b", "c"]]


def test_attacks_that_share_only_the_word_are_two_in_one_article() -> None:
    news = Story()
    first, second = news.article("Ana Silva attacked Omar Neri.", "The attack on Chile went on.")
    news.tell_in(first, "a", "ASSAULT", "attacked", actors=[news.ana], recipients=[news.omar])
    news.tell_in(second, "b", "ASSAULT", "attack", recipients=[news.chile])
    assert news.events() == []


def test_talks_over_months_do_not_become_one_event() -> None:
    news = Story()
    for week in range(12):
        news.tell(f"{week:02}", f"Peru and Chile held talks, round {week}.", "CONSULT", "talks",
                  actors=[news.peru, news.chile],
                  published=f"2031-{1 + week // 4:02}-{1 + 7 * (week % 4):02}")  # fmt: skip
    assert max(map(len, news.events()), default=1) <= 2


def test_tellings_that_name_one_side_each_belong_to_what_names_both() -> None:
    news = Story()
    for paper in "ab":
        both, one, other = news.article(
            f"Ana Silva plans a summit with Luis Prado, {paper} has learned.",
            "The summit is one that Peru has long sought.",
            "The summit is one that Chile has long sought.",
        )
        plan: dict[str, Any] = {"content": "CONSULT", "tense": "future"}
        news.tell_in(both, f"{paper}1", "AGREE", "summit", actors=[news.ana, news.luis], **plan)
        news.tell_in(one, f"{paper}2", "AGREE", "summit", actors=[news.peru], **plan)
        news.tell_in(other, f"{paper}3", "AGREE", "summit", actors=[news.chile], **plan)
    assert news.events() == [["a1", "a2", "a3", "b1", "b2", "b3"]]


def test_headline_lead_and_later_sentences_are_one_event() -> None:
    news = Story()
    sentences = news.article("Former minister abducted in Arica", "Agents abducted Omar Neri.",
                             "He was taken to Chile.", "The abduction shocked Lima.",
                             title="Former minister abducted in Arica")  # fmt: skip
    headline, lead, _, later = sentences
    news.tell_in(headline, "headline", "ASSAULT", "abducted", mode="abduct",
                 recipients=["Former minister"])  # fmt: skip
    news.tell_in(lead, "lead", "ASSAULT", "abducted", mode="abduct", recipients=[news.omar])
    news.tell_in(later, "later", "ASSAULT", "abduction", mode="abduct")
    assert news.events() == [["headline", "later", "lead"]]


def test_a_telling_with_too_little_stays_alone() -> None:
    news = Story()
    for name in "ab":
        news.tell(name, f"Police arrested nobody knows whom, {name} said.", "COERCE", "arrested",
                  mode="arrest", day="2031-03-04")  # fmt: skip
    assert news.events() == []


def test_a_plan_joins_what_came_of_it_and_each_telling_keeps_its_own_type() -> None:
    news = Story()
    news.tell("plan", "Ana Silva will meet Luis Prado.", "AGREE", "meet", content="CONSULT",
              actors=[news.ana], recipients=[news.luis], tense="future",
              published="2031-03-04")  # fmt: skip
    news.tell("done", "Ana Silva met Luis Prado on Thursday.", "CONSULT", "met",
              actors=[news.ana, news.luis], day="2031-03-06", published="2031-03-07")  # fmt: skip
    knowledge = cluster(news.knowledge())
    (event,) = (e for e in knowledge.events if len(e.reports) == 2)
    types = {r.type for r in knowledge.reports if r.event == event.id}
    assert types == {"AGREE", "CONSULT"}
    assert event.label == "Ana Silva, Luis Prado: met (2031-03-06)"
    assert event.reports[0] == news.reports["done"]


def test_what_is_threatened_must_be_alike() -> None:
    news = Story()
    threat = {"mode": "restrict", "actors": [news.peru], "recipients": [news.chile]}
    news.tell("a", "Peru threatened to close the border with Chile unless Neri is freed.",
              "THREATEN", "threatened", published="2031-03-04", **threat)  # fmt: skip
    news.tell("b", "Unless Neri is freed the border will be closed, Peru threatened.",
              "THREATEN", "threatened", published="2031-03-05", **threat)  # fmt: skip
    news.tell("c", "Over fishing quotas Peru threatened duties on copper.",
              "THREATEN", "threatened", published="2031-03-20", **threat)  # fmt: skip
    assert news.events() == [["a", "b"]]


def test_one_report_that_fits_two_events_does_not_join_them() -> None:
    """ "Met Prado" fits the meeting of Silva and that of Neri; it goes to one of them."""
    news = Story()
    news.tell("ana", "Ana Silva met Luis Prado for talks on copper.", "CONSULT", "met",
              actors=[news.ana, news.luis])  # fmt: skip
    news.tell("omar", "Omar Neri met Luis Prado for talks on visas.", "CONSULT", "met",
              actors=[news.omar, news.luis])  # fmt: skip
    news.tell("either", "Somebody met Luis Prado for talks on visas.", "CONSULT", "met",
              actors=["Somebody", news.luis])  # fmt: skip
    assert news.events() == [["either", "omar"]]


def _mixed() -> Story:
    news = Story()
    for number in range(24):
        who = (news.ana, news.omar, news.luis)[number % 3]
        news.tell(f"{number:02}", f"Police in town {number % 4} arrested them, paper {number} said.",
                  "COERCE", "arrested", mode="arrest", actors=[news.chile], recipients=[who],
                  day=f"2031-03-{1 + number:02}", published=f"2031-03-{2 + number:02}")  # fmt: skip
    return news


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_knowledge_makes_no_difference(chance: random.Random) -> None:
    knowledge = _mixed().knowledge()
    shuffled = {
        name: tuple(chance.sample(values, len(values)))
        for name in ("articles", "sentences", "claims", "reports", "nodes", "offices")
        if (values := getattr(knowledge, name))
    }
    other = cluster(replace(knowledge, **shuffled))
    assert {r.id: r.event for r in other.reports} == {
        r.id: r.event for r in cluster(knowledge).reports
    }
    assert other.events == cluster(knowledge).events


def test_an_event_is_named_by_its_smallest_report_and_keeps_its_name() -> None:
    news = _mixed()
    before = cluster(news.knowledge())
    assert all(e.id in {r.event for r in before.reports} for e in before.events)
    news.tell("more", "Chile sent aid to Peru.", "AID", "sent", actors=[news.chile],
              recipients=[news.peru])  # fmt: skip
    after = cluster(news.knowledge())
    assert {e.id for e in before.events} <= {e.id for e in after.events}


def test_every_type_of_the_table_is_in_the_scheme() -> None:
    scheme = vocabulary_files()[1].read_text(encoding="utf-8")
    types = [type_ for family in families() for type_ in family.types]
    assert len(types) == len(set(types))
    assert [t for t in types if f"\net:{t} a skos:Concept" not in scheme] == []
    roots = {line[3:].split()[0] for line in scheme.splitlines() if line.startswith("et:")}
    assert {r for r in roots if r.isupper() and "." not in r} <= set(types)


def _story_of_two() -> tuple[Story, list[str]]:
    news = Story()
    for number, who in enumerate((news.ana, news.omar, news.luis, news.ana)):
        news.tell(f"a{number}", f"Police arrested somebody in town {number}.", "COERCE", "arrested",
                  mode="arrest", actors=[news.chile], recipients=[who],
                  published="2031-03-05")  # fmt: skip
    return news, sorted(news.reports)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["aid", "visit", "march"]), min_size=1, max_size=4, unique=True))
def test_an_unrelated_article_changes_no_other_event(added: list[str]) -> None:
    news, names = _story_of_two()
    before = {r.id: r.event for r in cluster(news.knowledge()).reports}
    for text in added:
        news.tell(text, f"Bolivia had a {text}, unlike all else.", "AID", text,
                  actors=[news.country("BOL", "Bolivia")], published="2031-03-05")  # fmt: skip
    after = {r.id: r.event for r in cluster(news.knowledge()).reports}
    assert {news.reports[n]: before[news.reports[n]] for n in names} == {
        news.reports[n]: after[news.reports[n]] for n in names
    }


@pytest.mark.parametrize(
    ("trigger", "act"),
    [
        ("Neri, whom it arrested", "arrested"),
        ("Neri has been charged", "has been charged"),
        ("accused Chile", "accused"),
        ("that it arrested", "that it arrested"),
        ("Chile", "Chile"),
    ],
)
def test_a_label_names_nobody_twice(trigger: str, act: str) -> None:
    news = Story()
    (sentence,) = news.article(f"They say: {trigger}.")
    news.report(sentence, "ACCUSE", trigger, actors=[news.chile], recipients=[news.omar])
    (event,) = cluster(news.knowledge()).events
    assert event.label == f"Chile: {act} → Omar Neri"
