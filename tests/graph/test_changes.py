"""What is new between two graphs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph import mapping
from kg.graph.changes import Change, between, render
from kg.graph.ontology import vocabulary_files
from kg.graph.statements import Statements
from kg.iris import ID
from kg.model import Knowledge
from tests.factories import World

MET = "Ana Silva met Chile's envoy in Lima."


def talks(*, more: Callable[[World], object] = lambda news: None, **how: str) -> World:
    """One meeting and one office; ``how`` is how the meeting is told."""
    news = World()
    met, holds = news.article(MET, "Ana Silva is president of Peru.", published="2024-03-05")
    ana, chile = news.person("Ana Silva"), news.country("CHL", "Chile")
    president = news.office("president", news.country("PER", "Peru"))
    news.report(met, "CONSULT", "met", actors=[ana], recipients=[chile], label="The meeting", **how)
    news.fact(holds, ana, "holdsOffice", president, tense="present")
    more(news)
    return news


def changes(old: Knowledge, new: Knowledge, folder: Path) -> tuple[Change, ...]:
    sources = []
    for name, knowledge in (("old", old), ("new", new)):
        mapping.write(knowledge, folder / f"{name}.nq")
        sources.append(Statements.read(folder / f"{name}.nq", *vocabulary_files()))
    return between(*sources)


def told(found: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(change.kind, change.what, change.label) for change in found]


def born(news: World) -> None:
    (sentence,) = news.article(
        "Ana Silva was born in Lima.", title="A life", published="2024-03-09"
    )
    news.fact(sentence, news.person("Ana Silva"), "birthPlace", news.place("Lima"))


def joined(news: World, origins: int = 2) -> Knowledge:
    """With the reports of the meeting under another event's id, and so many origins."""
    known = news.knowledge()
    return replace(
        known,
        events=tuple(replace(e, id=ID + "event/1", origins=origins) for e in known.events),
        reports=tuple(replace(r, event=ID + "event/1") for r in known.reports),
    )


def again(news: World) -> None:
    (sentence,) = news.article("Envoys of Chile met Ana Silva.", title="Envoys", id="second")
    [event] = {report.event for report in news.knowledge().reports}
    news.report(sentence, "CONSULT", "met", actors=[ID + "person/ana-silva"], event=event)


def quarrel(news: World) -> None:
    (claim,) = news.knowledge().claims
    (sentence,) = news.article("Ana Silva is not president of Peru.", id="third")
    no = news.fact(
        sentence, claim.subject, "holdsOffice", claim.object, polarity="denied", tense="present"
    )
    label = "Ana Silva as president of Peru: told and denied."
    news.conflict("denial", claim.subject, label, yes=[claim.id], no=[no])


def rejected(news: World) -> Knowledge:
    known = news.knowledge()
    return replace(
        known,
        claims=tuple(replace(c, telling=replace(c.telling, rejected=True)) for c in known.claims),
    )


OFFICE = "Ana Silva | holds office | president of Peru"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (talks().knowledge(), talks().knowledge(), []),
        (
            talks().knowledge(),
            talks(more=born).knowledge(),
            [("new", "fact", "Ana Silva | birth place | Lima")],
        ),
        (
            talks(more=born).knowledge(),
            talks().knowledge(),
            [("withdrawn", "fact", "Ana Silva | birth place | Lima")],
        ),
        (
            talks().knowledge(),
            joined(talks(more=again)),
            [("strengthened", "event", "The meeting")],
        ),
        (joined(talks(more=again)), talks().knowledge(), [("weakened", "event", "The meeting")]),
        (joined(talks(), 1), talks().knowledge(), []),
        (
            talks(tense="future").knowledge(),
            talks().knowledge(),
            [("became", "event", "The meeting")],
        ),
        (
            talks().knowledge(),
            talks(more=quarrel).knowledge(),
            [("new", "fact", OFFICE), ("disputed", "fact", OFFICE)],
        ),
        (
            talks(more=quarrel).knowledge(),
            talks().knowledge(),
            [("withdrawn", "fact", OFFICE), ("settled", "fact", OFFICE)],
        ),
        (talks().knowledge(), rejected(talks()), [("withdrawn", "fact", OFFICE)]),
    ],
)
def test_what_is_told_as_changed(
    old: Knowledge, new: Knowledge, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    assert told(changes(old, new, tmp_path)) == expected


def test_a_corrected_article_changes_nothing_that_it_says(tmp_path: Path) -> None:
    old, new = talks(), talks()
    new.articles[0] = replace(new.articles[0], digest="0" * 16)
    moved = f"{ID}article/{'0' * 16}"
    known = new.knowledge()
    [article] = {sentence.article for sentence in known.sentences}
    corrected = replace(
        known,
        sentences=tuple(
            replace(s, id=s.id.replace(article, moved), article=moved) for s in known.sentences
        ),
        claims=tuple(
            replace(
                c,
                id=c.id + "0",
                telling=replace(c.telling, sentence=c.telling.sentence.replace(article, moved)),
            )
            for c in known.claims
        ),
        reports=tuple(
            replace(
                r,
                id=r.id + "0",
                event=r.event + "0",
                telling=replace(r.telling, sentence=r.telling.sentence.replace(article, moved)),
            )
            for r in known.reports
        ),
        events=tuple(replace(e, id=e.id + "0", reports=()) for e in known.events),
    )
    assert changes(old.knowledge(), corrected, tmp_path) == ()


def test_each_change_has_a_sentence_and_its_article(tmp_path: Path) -> None:
    [change] = changes(talks().knowledge(), joined(talks(more=again)), tmp_path)
    assert (change.sentence, change.article) == ("Envoys of Chile met Ana Silva.", "Envoys")
    assert change.origins == (1, 2)
    [gone] = changes(talks(more=born).knowledge(), talks().knowledge(), tmp_path)
    assert (gone.sentence, gone.published) == ("Ana Silva was born in Lima.", "2024-03-09")


def test_text_for_people(tmp_path: Path) -> None:
    found = changes(talks().knowledge(), talks(more=quarrel).knowledge(), tmp_path)
    assert list(render(found)) == [
        "New (1)",
        f"  {OFFICE} [denied]",
        "    Ana Silva as president of Peru: told and denied.",
        "    “Ana Silva is not president of Peru.” (third)",
        "Newly disputed (1)",
        f"  {OFFICE}",
        "    Ana Silva as president of Peru: told and denied.",
        "    “Ana Silva is president of Peru.” (a1, 2024-03-05)",
    ]
    many = [replace(found[0], label=str(number)) for number in range(3)]
    assert list(render(many, most=1))[-1] == "  ... and 2 more"
