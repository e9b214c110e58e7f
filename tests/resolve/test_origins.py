"""How many independent origins stand behind an event or a fact."""

from typing import Any

import pytest

from kg.model import Knowledge
from kg.resolve.copies import copies
from kg.resolve.origins import count
from tests.factories import World, said

WIRE = (
    "The ministers of Peru and Chile met in Lima on Tuesday and agreed to open the border for "
    "trucks from the first of May. Both called the talks frank. A joint committee will look at "
    "the fees that drivers pay at the crossing, which have doubled within a year, and at the "
    "hours of the customs office. Farmers on both sides had protested for weeks."
)


class Desk(World):
    """Articles that tell of one meeting; a row of the cases is an article."""

    def __init__(self) -> None:
        super().__init__()
        self.peru, self.chile = self.country("PER", "Peru"), self.country("CHL", "Chile")
        self.wire = self.organization("Andean Wire")
        self.ana = self.person("Ana Silva")
        self.event: str | None = None

    def tell(self, text: str, publisher: str | None = None, **how: Any) -> None:
        (sentence,) = self.article(text, publisher=publisher)
        self.event = self.report(
            sentence, "CONSULT", "met", actors=[self.peru, self.chile], event=self.event, **how
        )

    def origins(self) -> int:
        (event,) = count(self.knowledge()).events
        return event.origins


def named(who: str) -> dict[str, Any]:
    return {"speakers": (said(who),)}


@pytest.mark.parametrize(
    ("rows", "origins"),
    [
        ([("They met in Lima.", None, None)], 1),
        ([("They met in Lima.", "Post", None), ("Both sides met.", "Herald", None)], 2),
        # one publisher
        ([("They met in Lima.", "Post", None), ("Both sides met.", "Post", None)], 1),
        # the same words about it
        ([("They met in Lima.", "Post", None), ("They  met in Lima.", "Herald", None)], 1),
        # one agency cited, or one's publisher cited by the other
        ([("They met.", "Post", "the Levant Dispatch"), ("Both met.", "Herald", "Levant Dispatch")], 1),
        ([("They met.", "Levant Dispatch", None), ("Both met.", "Herald", "the Levant Dispatch")], 1),
        ([("They met.", "Post", "Reuters and Le Monde"), ("Both met.", "Herald", "Le Monde")], 1),
        # nobody with a name
        ([("They met.", "Post", "two officials"), ("Both met.", "Herald", "two officials")], 2),
        ([("They met.", "Post", "Police"), ("Both met.", "Herald", "Police")], 2),
    ],
)  # fmt: skip
def test_what_makes_two_articles_one_origin(
    rows: list[tuple[str, str | None, str | None]], origins: int
) -> None:
    news = Desk()
    for text, publisher, speaker in rows:
        news.tell(text, publisher, **(named(speaker) if speaker else {}))
    assert news.origins() == origins


def test_one_person_cited_through_two_papers_is_one_origin() -> None:
    news = Desk()
    news.tell("They met.", "Post", speakers=(said("the Post"), said("Silva", speaker=news.ana)))
    news.tell("Both met.", "Herald", speakers=(said("she", speaker=news.ana),))
    news.tell("The two met again.", "Gazette")
    assert news.origins() == 2


def test_three_rewrites_of_one_wire_story_are_one_origin() -> None:
    news = Desk()
    news.tell(WIRE, "Post")
    news.tell(
        "LIMA. " + WIRE.replace("frank", "hard").replace("for weeks", "since March"), "Herald"
    )
    news.tell(
        WIRE[: len(WIRE) * 3 // 4] + " Nobody from Bolivia was there and met them.", "Gazette"
    )
    assert news.origins() == 1
    news.tell("Two delegations met in the old port; what they said is not known.", "Star")
    assert news.origins() == 2


def test_only_tellings_of_the_best_supported_status_count() -> None:
    news = Desk()
    news.tell("They met.", "Post")
    news.tell("Both met, they say.", "Herald", polarity="denied")
    news.tell("All met, perhaps.", "Gazette", certainty="possible")
    assert news.origins() == 1


def test_a_fact_counts_the_origins_of_those_who_tell_it_alike() -> None:
    news = World()
    ana, peru = news.person("Ana Silva"), news.country("PER", "Peru")
    for publisher, polarity in (("Post", "affirmed"), ("Herald", "affirmed"), ("Star", "denied")):
        (sentence,) = news.article(
            f"The {publisher} calls Ana Silva a Peruvian.", publisher=publisher
        )
        news.fact(sentence, ana, "nationality", peru, polarity=polarity)
    claims = count(news.knowledge()).claims
    assert sorted((c.telling.polarity, c.origins) for c in claims) == [
        ("affirmed", 2),
        ("affirmed", 2),
        ("denied", 1),
    ]


def test_copies_are_found_among_many_articles() -> None:
    news = World()
    for number in range(60):
        news.article(f"Report {number} of the harbour office lists {number * 7} ships and no more.")
    news.article(WIRE, id="one")
    news.article(WIRE.upper() + " A short addition by the paper.", id="two")
    news.article(" ".join(reversed(WIRE.split())), id="three")
    knowledge: Knowledge = news.knowledge()
    found = copies(knowledge.articles)
    names = {f"https://w3id.org/newsgraph/id/article/{a.digest}": a.id for a in knowledge.articles}
    shared = {names[a] for a, first in found.items() if list(found.values()).count(first) > 1}
    assert {"one", "two"} <= shared
    assert found[next(a for a, n in names.items() if n == "three")] not in {
        found[next(a for a, n in names.items() if n == "one")]
    }
