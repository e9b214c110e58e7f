"""Facts: a sentence makes each claim once."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Article, Assertion, Entity, Extraction, Mention, Relation, Span
from kg.resolve.entities import link
from kg.resolve.facts import claims
from kg.resolve.tellings import Teller

TEXT = "President Ana Silva, the president of Brazil, spoke for Brazil."
ARTICLE = Article(id="a1", digest="00000000000000aa", text=TEXT)
SAID = Assertion(evidence=Span(start=0, end=len(TEXT)), rule="office.of")


def mention(words: str, entity: int, last: bool = False) -> Mention:
    start = TEXT.rindex(words) if last else TEXT.index(words)
    type_ = "person" if entity == 0 else "country"
    return Mention(start=start, end=start + len(words), type=type_, form="name", entity=entity)  # type: ignore[arg-type]


def told(*relations: Relation) -> list[tuple[str, str]]:
    extraction = Extraction(
        article="a1",
        entities=(
            Entity(type="person", name="Ana Silva"),
            Entity(type="country", name="Brazil", key="BRA"),
        ),
        mentions=(mention("Ana Silva", 0), mention("Brazil", 1), mention("Brazil", 1, last=True)),
        relations=relations,
    )
    pair = (ARTICLE, extraction)
    teller = Teller(article=ARTICLE, extraction=extraction, entities=link([pair]))
    return [(c.predicate, c.telling.certainty) for c in claims(teller, {})]


def holds(object_: int, title: str = "president", **said: object) -> Relation:
    assertion = replace(SAID, **said)  # type: ignore[arg-type]
    return Relation(
        predicate="holdsOffice", subject=0, object=object_, title=title, assertion=assertion
    )


def test_a_fact_that_a_sentence_repeats_is_one_claim() -> None:
    assert told(holds(1), holds(2)) == [("holdsOffice", "certain")]


def test_the_surest_of_the_repetitions_stays() -> None:
    assert told(holds(1, certainty="probable"), holds(2)) == [("holdsOffice", "certain")]


def test_another_title_tense_or_polarity_is_another_claim() -> None:
    assert len(told(holds(1), holds(2, title="mayor"))) == 2
    assert len(told(holds(1), holds(2, tense="past"))) == 2
    assert len(told(holds(1), holds(2, polarity="denied"))) == 2
