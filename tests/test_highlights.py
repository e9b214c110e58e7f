"""What a build names first."""

from kg import highlights
from tests.factories import World


def test_the_most_told_events_come_first_and_stand_in_the_order_of_time() -> None:
    news = World()
    peru, chile = news.country("PER", "Peru"), news.country("CHL", "Chile")
    late = None
    for day in ("2031-03-04", "2031-03-05"):  # told by two articles
        (sentence,) = news.article(f"Peru met Chile, wrote a paper on {day}.")
        late = news.report(sentence, "CONSULT", "met", actors=[peru], recipients=[chile],
                           day="2031-03-04", event=late, label="Peru: met (2031-03-04)")  # fmt: skip
    for number in range(8):
        (sentence,) = news.article(f"Peru aided Chile {number} times.")
        day = f"2031-01-0{number + 1}"
        news.report(sentence, "AID", "aided", actors=[peru], recipients=[chile], day=day,
                    label=f"Peru: aided ({day})")  # fmt: skip
    (sentence,) = news.article("Peru may attack Chile.")
    news.report(sentence, "ASSAULT", "attack", actors=[peru], certainty="possible", label="no")
    found = highlights.events(news.knowledge())
    assert len(found) == 8
    assert found[0] == "Peru: aided (2031-01-01)"
    assert found[-1] == "Peru: met (2031-03-04)"


def test_persons_come_with_the_office_that_is_claimed_most() -> None:
    news = World()
    ana, omar = news.person("Ana Silva"), news.person("Omar Neri")
    office = news.office("president", news.country("PER", "Peru"))
    for text in ("Ana Silva, the president, spoke.", "President Ana Silva left."):
        (sentence,) = news.article(text)
        news.fact(sentence, ana, "holdsOffice", office)
    (sentence,) = news.article("Omar Neri spoke.")
    news.fact(sentence, omar, "nationality", news.country("CHL", "Chile"))
    news.person("Nobody Spoken Of")
    assert highlights.persons(news.knowledge()) == ("Ana Silva, president of Peru", "Omar Neri")
