"""What contradicts and what is only a change: rows of short stories."""

from typing import Any

import pytest

from kg.model import Conflict, Knowledge
from kg.resolve.clusters import cluster
from kg.resolve.conflicts import judge
from kg.resolve.event_conflicts import conflict
from tests.factories import World, said


class Story(World):
    """Peru, its offices and its people; every line is an article of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.peru, self.chile = self.country("PER", "Peru"), self.country("CHL", "Chile")
        self.ana, self.luis = self.person("Ana Silva"), self.person("Luis Prado")
        self.omar, self.eva = self.person("Omar Neri"), self.person("Eva Castro")
        self.president = self.office("president", self.peru)

    def says(
        self, text: str, who: str, what: str, published: str | None = None, **how: Any
    ) -> None:
        """A claim that somebody holds ("is") or held ("was") an office, or acts in it."""
        predicate = "heldOffice" if what == "was" else "holdsOffice"
        title = {"acts": "acting president"}.get(what, how.pop("title", "president"))
        publisher = how.pop("publisher", None)
        (sentence,) = self.article(text, published=published, publisher=publisher)
        self.fact(sentence, who, predicate, self.office(title, self.peru), **how)
        for other in (self.omar, self.eva):  # shows that articles without a date are of one time
            self.fact(sentence, other, "nationality", self.chile)

    def tell(self, text: str, type_: str, trigger: str, **how: Any) -> str:
        """A report in an article of its own."""
        fields = {k: how.pop(k) for k in ("published", "publisher", "title") if k in how}
        (sentence,) = self.article(text, **fields)
        return self.told(self.report(sentence, type_, trigger, **how))[0]

    def judged(self) -> Knowledge:
        return judge(cluster(self.knowledge()))

    def kinds(self) -> list[str]:
        return [c.kind for c in self.judged().conflicts]

    def only(self) -> Conflict:
        (found,) = self.judged().conflicts
        return found


ARREST = {"type_": "COERCE", "trigger": "arrested", "mode": "arrest"}


# --- offices -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "kinds", "history"),
    [
        # holder and former holder of one day, or of no known day
        (("is", "2031-03-05"), ("was", "2031-03-05"), ["standing"], 0),
        (("is", None), ("was", None), ["standing"], 0),
        (("is", "2031-03-05"), ("was", None), ["standing"], 0),
        # the office was lost in between
        (("is", "2031-03-05"), ("was", "2031-03-09"), [], 1),
        # nobody is back within days; after a year one may be
        (("was", "2031-03-05"), ("is", "2031-03-09"), ["standing"], 0),
        (("was", "2030-03-05"), ("is", "2031-03-09"), [], 0),
        (("is", "2031-03-05"), ("is", "2031-03-05"), [], 0),
    ],
)
def test_in_office_here_and_no_longer_there(
    first: tuple[str, str | None], second: tuple[str, str | None], kinds: list[str], history: int
) -> None:
    news = Story()
    news.says("President Ana Silva spoke.", news.ana, *first, publisher="Post")
    news.says("Ana Silva spoke again.", news.ana, *second, publisher="Herald")
    judged = news.judged()
    assert [c.kind for c in judged.conflicts] == kinds
    assert len(judged.supersessions) == history


def test_a_role_conflict_reads_as_one_sentence() -> None:
    news = Story()
    news.says("President Ana Silva spoke.", news.ana, "is", "2031-03-05", publisher="Post")
    news.says("The former president spoke.", news.ana, "was", "2031-03-05", publisher="Herald")
    found = news.only()
    assert found.label == (
        "Ana Silva is president of Peru according to Post, "
        "but former president of Peru according to Herald."
    )
    assert found.about == news.ana
    assert [side.label for side in found.sides] == ["president of Peru", "former president of Peru"]


def test_an_article_that_tells_of_the_change_contradicts_nobody() -> None:
    news = Story()
    (resigns, title) = news.article("Ana Silva resigned.", "President Silva spoke.",
                                    published="2031-03-05")  # fmt: skip
    news.report(resigns, "RETREAT", "resigned", mode="resign", actors=[news.ana])
    news.fact(title, news.ana, "holdsOffice", news.president)
    news.says("Former president Silva spoke.", news.ana, "was", "2031-03-05")
    assert news.kinds() == []


def test_an_article_that_names_an_acting_successor_tells_of_a_change() -> None:
    news = Story()
    (seized, acting) = news.article("President Silva was seized.", "Acting President Prado spoke.")
    news.fact(seized, news.ana, "holdsOffice", news.president)
    news.fact(acting, news.luis, "holdsOffice", news.office("acting president", news.peru))
    news.says("Former president Silva spoke.", news.ana, "was")
    assert news.kinds() == []


def test_a_departure_before_the_article_makes_the_title_wrong() -> None:
    news = Story()
    news.says("President Ana Silva spoke.", news.ana, "is", "2031-03-05")
    (gone, former) = news.article("Parliament dismissed Silva on Sunday.", "Former president Silva.",
                                  published="2031-03-06")  # fmt: skip
    news.report(gone, "REJECT", "dismissed", recipients=[news.ana], day="2031-03-02")
    news.fact(former, news.ana, "heldOffice", news.president)
    assert news.kinds() == ["standing"]


@pytest.mark.parametrize(
    ("claims", "kinds", "history"),
    [
        # two at a time
        ([("ana", "is", "2031-03-05"), ("luis", "is", "2031-03-05")], ["holder"], 0),
        ([("ana", "is", "2031-03-05"), ("luis", "is", "2031-03-08"), ("ana", "is", "2031-03-11")],
         ["holder"], 0),
        ([("ana", "is", None), ("luis", "is", "2031-03-08")], ["holder"], 0),
        # one after the other
        ([("ana", "is", "2031-03-05"), ("luis", "is", "2031-03-08")], [], 1),
        ([("ana", "is", None), ("luis", "is", None), ("ana", "was", None)], ["standing"], 0),
        # an acting president stands in for one
        ([("ana", "is", "2031-03-05"), ("luis", "acts", "2031-03-05")], [], 0),
    ],
)  # fmt: skip
def test_one_office_has_one_holder_at_a_time(
    claims: list[tuple[str, str, str | None]], kinds: list[str], history: int
) -> None:
    news = Story()
    for number, (who, what, day) in enumerate(claims):
        news.says(f"Paper {number} on the palace.", getattr(news, who), what, day)
    judged = news.judged()
    assert [c.kind for c in judged.conflicts] == kinds
    assert len(judged.supersessions) == history


TALKS = "Delegations met at the palace to discuss prisoners and the closed border crossing."
FLOODS = "Rivers rose after days of rain, and thousands of villagers left their homes."


@pytest.mark.parametrize(
    ("named", "text", "what", "kinds"),
    [
        ((), TALKS, "is", []),
        (("omar", "eva"), FLOODS, "is", []),  # the same persons, another time
        (("omar", "eva"), TALKS, "is", ["holder"]),
        ((), TALKS, "was", []),
        (("omar",), FLOODS, "was", []),
        (("omar",), TALKS, "was", ["standing"]),
    ],
)
def test_undated_articles_contradict_if_something_shows_that_they_are_of_one_time(
    named: tuple[str, ...], text: str, what: str, kinds: list[str]
) -> None:
    news = Story()
    for who, words in ((news.ana, f"They spoke. {TALKS}"), (news.luis, text)):
        (sentence,) = news.article(words)
        was = what == "was" and who == news.luis
        person = news.ana if what == "was" else who
        news.fact(sentence, person, "heldOffice" if was else "holdsOffice", news.president)
        for name in named:
            news.fact(sentence, getattr(news, name), "nationality", news.chile)
    assert news.kinds() == kinds


@pytest.mark.parametrize(
    ("rule", "kinds"), [("relations.title", []), ("relations.copula", ["standing"])]
)
def test_who_was_president_keeps_the_title_within_an_article(rule: str, kinds: list[str]) -> None:
    news = Story()
    first, second = news.article("Former president Ana Silva spoke.", "President Silva smiled.")
    news.fact(first, news.ana, "heldOffice", news.president)
    news.fact(second, news.ana, "holdsOffice", news.president, rule=rule)
    assert news.kinds() == kinds


def test_a_nationality_that_nobody_states_contradicts_no_denial() -> None:
    news = Story()
    first, second = news.article("President Ana Silva spoke.", "She is no Chilean.")
    news.fact(first, news.ana, "nationality", news.chile, certainty="probable")
    news.fact(second, news.ana, "nationality", news.chile, polarity="denied")
    assert news.kinds() == []


def test_undated_articles_that_tell_of_one_event_are_of_one_time() -> None:
    news = Story()
    for who, paper in ((news.ana, "a"), (news.luis, "b")):
        (sentence, arrest) = news.article(f"President, says {paper}.", "Police arrested Omar Neri.")
        news.fact(sentence, who, "holdsOffice", news.president)
        news.report(arrest, **ARREST, recipients=[news.omar])
    assert news.kinds() == ["holder"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru's new president, Luis Prado, spoke.",
        "Luis Prado was sworn in as president.",
        "The vote ousted President Ana Silva.",
    ],
)
def test_an_article_that_tells_of_a_beginning_or_an_end_has_two_holders(sentence: str) -> None:
    news = Story()
    (change, other) = news.article(sentence, "The president left.", published="2031-03-05")
    news.fact(change, news.luis, "holdsOffice", news.president)
    news.fact(other, news.ana, "holdsOffice", news.president)
    assert news.kinds() == []


@pytest.mark.parametrize("title", ["ambassador", "minister", "deputy president", "senator"])
def test_offices_with_many_holders_are_no_conflict(title: str) -> None:
    news = Story()
    for who in (news.ana, news.luis):
        news.says(f"{who} spoke.", who, "is", "2031-03-05", title=title)
    assert news.kinds() == []


def test_forms_of_a_title_are_one_office() -> None:
    news = Story()
    news.says("A.", news.ana, "is", "2031-03-05", title="Foreign Minister")
    news.says("B.", news.luis, "is", "2031-03-05", title="Minister of Foreign Affairs")
    assert news.kinds() == ["holder"]


def test_two_forms_of_one_name_are_not_two_holders() -> None:
    news = Story()
    news.says("A.", news.ana, "is", "2031-03-05")
    news.says("B.", news.person("Ana María Silva"), "is", "2031-03-05")
    assert news.kinds() == []


def test_a_year_in_the_sentence_takes_a_title_back_to_it() -> None:
    news = Story()
    news.says("President Ana Silva spoke.", news.ana, "is", "2031-03-05")
    news.says("In 2019 Chile recognised President Prado.", news.luis, "is", "2031-03-05")
    assert news.kinds() == []


def test_possible_planned_denied_and_rejected_titles_contradict_nobody() -> None:
    news = Story()
    news.says("President Ana Silva spoke.", news.ana, "is", "2031-03-05")
    how: list[dict[str, Any]] = [{"certainty": "possible"}, {"tense": "future"}, {"rejected": True}]
    for number, fields in enumerate(how):
        news.says(f"Prado, paper {number}.", news.luis, "is", "2031-03-05", **fields)
    assert news.kinds() == []


@pytest.mark.parametrize(
    ("days", "kinds"),
    [(("2031-03-05", "2031-03-06"), ["denial"]), (("2031-03-05", "2031-09-06"), [])],
)
def test_a_fact_that_is_denied(days: tuple[str, str], kinds: list[str]) -> None:
    news = Story()
    news.says("President Ana Silva spoke.", news.ana, "is", days[0], publisher="Post")
    spokesman = (said("A spokesman"),)
    news.says("Silva is not president.", news.ana, "is", days[1], polarity="denied",
              speakers=spokesman)  # fmt: skip
    found = news.judged().conflicts
    assert [c.kind for c in found] == kinds
    assert [c.label for c in found] == [
        "Ana Silva as president of Peru: told by Post, denied by a spokesman."
    ] * len(kinds)


@pytest.mark.parametrize(
    ("governs", "kinds"), [("luis", ["holder"]), ("ana", []), (None, [])]
)  # fmt: skip
def test_an_article_with_two_governments_contradicts_itself(
    governs: str | None, kinds: list[str]
) -> None:
    news = Story()
    (title, administration) = news.article(
        "President Ana Silva spoke.", "The Prado administration."
    )
    leader = news.office("leader", news.peru)
    named: dict[str, Any] = {"rule": "relations.administration", "certainty": "probable"}
    news.fact(title, news.ana, "holdsOffice", news.president, tense="present")
    if governs:
        who = getattr(news, governs)
        news.fact(administration, who, "holdsOffice", leader, **named)
    assert news.kinds() == kinds
    (other,) = news.article("The Neri administration.")
    news.fact(other, news.omar, "holdsOffice", leader, **named)
    assert news.kinds() == kinds


# --- events --------------------------------------------------------------------------------------


def test_an_arrest_and_an_abduction_are_two_framings_with_two_dates() -> None:
    news = Story()
    news.tell("Police arrested Omar Neri on Tuesday.", **ARREST, actors=[news.chile],
              recipients=[news.omar], day="2031-03-04", publisher="Post")  # fmt: skip
    news.tell("Agents abducted Omar Neri on Monday.", "ASSAULT", "abducted", mode="abduct",
              recipients=[news.omar], day="2031-03-03", speakers=(said("his lawyer"),))  # fmt: skip
    judged = news.judged()
    assert {c.kind: c.label for c in judged.conflicts} == {
        "framing": "Chile: arrested → Omar Neri (2031-03-04): an arrest according to Post, "
        "an abduction according to his lawyer.",
        "date": "Chile: arrested → Omar Neri (2031-03-04): on 3 March 2031 according to his lawyer, "
        "on 4 March 2031 according to Post.",
    }


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        # (article, trigger): who tells what
        ([("a", "abducted"), ("b", "captured")], ["framing"]),
        ([("a", "abducted"), ("a", "captured"), ("b", "captured")], ["framing"]),
        ([("a", "abducted"), ("a", "captured")], []),
        ([("a", "abducted"), ("b", "kidnapped")], []),
        ([("a", "seized"), ("b", "captured")], []),
    ],
)
def test_words_that_frame_an_event(words: list[tuple[str, str]], kinds: list[str]) -> None:
    news = Story()
    for paper in sorted({paper for paper, _ in words}):
        triggers = [trigger for where, trigger in words if where == paper]
        sentences = news.article(*(f"Troops {t} Omar Neri." for t in triggers), publisher=paper)
        for sentence, trigger in zip(sentences, triggers, strict=True):
            news.report(sentence, "ASSAULT", trigger, mode="abduct", recipients=[news.omar])
    assert news.kinds() == kinds


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ({"day": "2031-03-04"}, {"day": "2031-03-04"}, []),
        ({"day": "2031-03-04"}, {}, []),
        ({"day": "2031-03-04"}, {"day": "2031-03-05", "tense": "future"}, []),
        ({"day": "2031-03-04"}, {"day": "2031-03-05"}, ["date"]),
        ({"place": "chile"}, {"place": "peru"}, ["place"]),
        ({"place": "chile"}, {"place": "chile"}, []),
    ],
)
def test_values_that_an_event_has_once(
    one: dict[str, Any], other: dict[str, Any], kinds: list[str]
) -> None:
    news = Story()
    for number, how in enumerate((one, other)):
        fields = {k: getattr(news, v) if k == "place" else v for k, v in how.items()}
        news.tell(f"Police arrested Omar Neri, paper {number}.", **ARREST, recipients=[news.omar],
                  **fields)  # fmt: skip
    assert news.kinds() == kinds


@pytest.mark.parametrize(
    ("counts", "published", "kinds", "history"),
    [
        (("Three guards", "Five guards"), (None, None), ["number"], 0),
        (("Three guards", "3 guards"), (None, None), [], 0),
        (("At least 14 guards", "forty guards"), (None, None), [], 0),
        (("14 guards", "forty guards"), ("2031-03-04", "2031-03-05"), [], 1),
        (("40 guards", "14 guards"), ("2031-03-04", "2031-03-05"), ["number"], 0),
    ],
)
def test_exact_numbers_differ_and_tolls_rise(
    counts: tuple[str, str],
    published: tuple[str | None, str | None],
    kinds: list[str],
    history: int,
) -> None:
    news = Story()
    for count, day in zip(counts, published, strict=True):
        news.tell(f"{count} died as Chile shelled the fort of Tacna, they say.", "ASSAULT", "shelled",
                  actors=[news.chile], recipients=[count, news.peru], day="2031-03-03",
                  published=day)  # fmt: skip
    judged = news.judged()
    assert [c.kind for c in judged.conflicts] == kinds
    assert len(judged.supersessions) == history


@pytest.mark.parametrize(
    ("affirmed", "denied", "kinds", "history"),
    [
        ("2031-03-04", "2031-03-05", ["denial"], 0),
        ("2031-03-04", "2031-03-04", ["denial"], 0),
        (None, None, ["denial"], 0),
        # denied first, told to have happened later
        ("2031-03-09", "2031-03-04", [], 1),
    ],
)
def test_a_denial_against_what_is_told(
    affirmed: str | None, denied: str | None, kinds: list[str], history: int
) -> None:
    news = Story()
    free = {"type_": "RETREAT", "trigger": "released", "mode": "release", "recipients": [news.omar]}
    news.tell("Chile released Omar Neri.", **free, published=affirmed, publisher="Post")
    news.tell("Omar Neri was not released, his lawyer said.", **free, published=denied,
              polarity="denied", speakers=(said("His lawyer"),))  # fmt: skip
    judged = news.judged()
    assert [c.kind for c in judged.conflicts] == kinds
    assert len(judged.supersessions) == history
    for found in judged.conflicts:
        assert found.label == "released → Omar Neri: told by Post, denied by his lawyer."
        assert [side.label for side in found.sides] == ["it is so", "it is not so"]


@pytest.mark.parametrize(
    ("denial", "trigger", "kinds"),
    [
        ("Chile denied it.", "denied", ["denial"]),
        ("Chile has denied this.", "denied", ["denial"]),
        ("Chile rejected the accusation and recalled its envoy.", "rejected", ["denial"]),
        ("Chile denied that it would leave.", "denied", []),
        ("Chile rejected the plan.", "rejected", []),
    ],
)
def test_a_denial_that_points_back(denial: str, trigger: str, kinds: list[str]) -> None:
    news = Story()
    (told, denied) = news.article("Chile shelled Tacna, Peru says.", denial)
    source = (said("Peru", speaker=news.peru),)
    news.report(
        told, "ASSAULT", "shelled", actors=[news.chile], recipients=["Tacna"], speakers=source
    )
    news.report(denied, "REJECT", trigger, actors=[news.chile])
    found = news.judged().conflicts
    assert [c.kind for c in found] == kinds
    assert [c.label for c in found] == [
        "Chile: shelled → Tacna: told by Peru, denied by Chile."
    ] * len(kinds)


def test_nobody_points_back_at_their_own_words_or_over_a_sentence() -> None:
    news = Story()
    (own, denied) = news.article("Chile shelled Tacna, Chile says.", "Chile denied it.")
    source = (said("Chile", speaker=news.chile),)
    news.report(own, "ASSAULT", "shelled", actors=[news.chile], speakers=source)
    news.report(denied, "REJECT", "denied", actors=[news.chile])
    (far, _, late) = news.article("Chile shelled Ilo.", "It rained.", "Peru denied it.")
    news.report(far, "ASSAULT", "shelled", actors=[news.chile])
    news.report(late, "REJECT", "denied", actors=[news.peru])
    assert news.kinds() == []


def test_an_article_does_not_contradict_itself_in_its_own_voice() -> None:
    news = Story()
    (yes, no) = news.article("Chile released Omar Neri.", "Neri was not released.")
    for sentence, polarity in ((yes, "affirmed"), (no, "denied")):
        news.report(sentence, "RETREAT", "released", mode="release", recipients=[news.omar],
                    polarity=polarity)  # fmt: skip
    assert news.kinds() == []


def test_nobody_says_yes_and_no_in_one_article() -> None:
    news = Story()
    (yes, no) = news.article("Neri was freed, Silva said.", "Neri was not freed, Silva said.")
    for sentence, polarity, name in ((yes, "affirmed", "Silva"), (no, "denied", "Ana Silva")):
        news.report(sentence, "RETREAT", "freed", mode="release", recipients=[news.omar],
                    polarity=polarity, speakers=(said(name, speaker=news.ana),))  # fmt: skip
    assert news.kinds() == []


def test_two_counts_in_one_article_are_two_events() -> None:
    news = Story()
    (one, other) = news.article("The attack killed 30 people.", "The attack killed 80 people.")
    for sentence, count in ((one, "30 people"), (other, "80 people")):
        news.report(sentence, "ASSAULT", "killed", actors=[news.chile], recipients=[count])
    assert news.kinds() == []
    assert len(news.judged().events) == 2


def test_a_plan_that_came_true_is_history() -> None:
    news = Story()
    plan = news.tell("Ana Silva will visit Chile.", "AGREE", "visit", content="CONSULT",
                     actors=[news.ana], recipients=[news.luis], tense="future",
                     published="2031-03-04")  # fmt: skip
    done = news.tell("Ana Silva visited Luis Prado.", "CONSULT", "visited", mode="visit",
                     actors=[news.ana], recipients=[news.luis], published="2031-03-09")  # fmt: skip
    judged = news.judged()
    assert judged.conflicts == ()
    assert [(s.newer, s.older) for s in judged.supersessions] == [(done, plan)]


def test_a_conflict_is_named_by_its_kind_what_it_is_about_and_its_claims() -> None:
    one = conflict("date", "event/1", "A label.", [("a", ["c2", "c1"]), ("b", ["c3"])])
    assert one == conflict("date", "event/1", "Another label.", [("a", ["c1", "c2"]), ("b", ["c3"])]).__class__(
        id=one.id, kind="date", about="event/1", label="A label.", sides=one.sides
    )  # fmt: skip
    assert one.sides[0].claims == ("c1", "c2")
    assert one.id != conflict("place", "event/1", "A label.", [("a", ["c1"]), ("b", ["c3"])]).id
