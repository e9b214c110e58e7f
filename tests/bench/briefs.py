"""Made-up extractions of short news, as many as asked for: the same number gives the same news.

A brief is one sentence that tells one event, now and then with an office of who acts, a source or
a headline copied from a wire. Stories are told by one to nine briefs of a few days, in other words,
with another day or another type, by a name alone or in full, some of them as denied or planned.
Persons grow with the number of briefs, and a few of them are in most of the news.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kg import iris
from kg.model import (
    Argument,
    Article,
    Assertion,
    Attribution,
    Entity,
    Event,
    Extraction,
    Mention,
    MentionType,
    Relation,
    Span,
    Time,
)
from tests.bench.invented import SOLE, START, STATES, TYPES, words

SHARED = ("ambassador", "lawmaker", "general")
_A_DAY = 300  # briefs that the world prints, so that time goes on as their number grows


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    state: int
    title: str


@dataclass(slots=True)
class _Story:
    kind: tuple[str, str | None, str]
    actor: _Person | int
    other: _Person | int
    day: int
    words: list[str]


def briefs(count: int) -> Iterator[tuple[Article, Extraction]]:
    """Briefs with what is found in each, in the order of publication."""
    return _Newsroom(count).print()


class _Newsroom:
    def __init__(self, count: int) -> None:
        self._count = count
        self._chance = random.Random(7)
        self._words = words(self._chance, 6000)
        self._people = [self._person(n) for n in range(max(200, count // 20))]
        self._wire = ""

    def _person(self, number: int) -> _Person:
        first = self._words[number % 1999].title()
        last = self._words[2000 + number * 7 % 3989].title()
        rank = number // STATES  # three at most hold an office that one holds at a time
        titles = SOLE if rank < 3 * len(SOLE) else SHARED
        return _Person(f"{first} {last}", number % STATES, titles[rank % 3])

    def print(self) -> Iterator[tuple[Article, Extraction]]:
        """Each story's briefs, day by day."""
        number = 0
        while number < self._count:
            story = self._story(number // _A_DAY)
            for _ in range(min(9, int(self._chance.paretovariate(1.2)), self._count - number)):
                yield self._brief(number, story)
                number += 1

    def _story(self, day: int) -> _Story:
        chance = self._chance
        actor = self._somebody() if chance.random() < 0.6 else self._state()
        home = actor.state if isinstance(actor, _Person) else actor
        other: _Person | int = (
            home if actor is not home and chance.random() < 0.5 else self._state()
        )
        if chance.random() < 0.3:
            other = self._somebody()
        return _Story(chance.choice(TYPES), actor, other, day, chance.sample(self._words, 6))

    def _state(self) -> int:
        return self._chance.randrange(STATES)

    def _somebody(self) -> _Person:
        return self._people[int(len(self._people) * self._chance.random() ** 3)]

    def _spokesman(self, of: _Person | int) -> _Person:
        """One of three who speak for a state."""
        state = of.state if isinstance(of, _Person) else of
        return self._people[state + STATES * self._chance.randrange(3)]

    def _brief(self, number: int, story: _Story) -> tuple[Article, Extraction]:
        chance = self._chance
        published = START + timedelta(days=story.day + chance.randrange(3))
        text = _Text()
        if chance.random() < 0.1:  # what a wire sent is printed before the news of one's own
            text.add(self._wire)
        else:
            self._wire = " ".join(chance.choices(self._words, k=24)) + ". "
        self._tell(text, story, published)
        article = Article(
            id=str(number),
            digest=iris.digest(number, text.text),
            text=text.text,
            published=published.isoformat(),
            publisher=f"Paper {number % 300}",
        )
        return article, text.extraction(article.id)

    def _tell(self, text: _Text, story: _Story, published: date) -> None:
        chance = self._chance
        begin = len(text.text)
        root, mode, word = story.kind
        if mode == "abduct" and chance.random() < 0.4:
            root, mode = "COERCE", "arrest"
        source = self._spokesman(story.actor) if chance.random() < 0.3 else None
        office = isinstance(story.actor, _Person) and chance.random() < 0.4
        if office and isinstance(story.actor, _Person):
            state = text.entity("country", f"State {story.actor.state:02}", story.actor.state)
            text.add(f" {story.actor.title} ")
        actor = self._name(text, story.actor)
        trigger = text.add(f" {word} ", strip=True)
        other = self._name(text, story.other)
        words = chance.sample(story.words, 4) + chance.sample(self._words, 6)
        text.add(f" over {' '.join(words)}")
        time = self._day(text, published, story.day) if chance.random() < 0.5 else None
        said = text.attributed(source.name, begin) if source else ()
        text.add(".")
        assertion = Assertion(
            evidence=Span(start=begin, end=len(text.text)),
            polarity="denied" if chance.random() < 0.05 else "affirmed",
            tense="future" if chance.random() < 0.08 else "past",
            attributions=said,
            rule="bench",
        )
        arguments = (
            Argument(role="actor", mention=actor),
            Argument(role="recipient", mention=other),
        )
        text.events.append(
            Event(
                type=root,
                mode=mode,
                trigger=trigger,
                arguments=arguments,
                time=time,
                assertion=assertion,
            )
        )
        if office and isinstance(story.actor, _Person):
            text.relations.append(
                Relation(
                    predicate="holdsOffice",
                    subject=actor,
                    object=state,
                    title=story.actor.title,
                    assertion=Assertion(evidence=assertion.evidence, rule="bench"),
                )
            )

    def _name(self, text: _Text, who: _Person | int) -> int:
        """Somebody by the full name, or now and then by the last word of it; a state by its own."""
        if isinstance(who, int):
            return text.entity("country", f"State {who:02}", who)
        name = who.name.split()[-1] if self._chance.random() < 0.1 else who.name
        return text.entity("person", name)

    def _day(self, text: _Text, published: date, day: int) -> int:
        told = START + timedelta(days=day + self._chance.choice((0, 0, 0, 1)))
        text.add(" on ")
        span = text.add(min(told, published).isoformat())
        text.times.append(
            Time(
                start=span.start, end=span.end, type="DATE", value=min(told, published).isoformat()
            )
        )
        return len(text.times) - 1


class _Text:
    """A text that grows, with what is marked in it."""

    def __init__(self) -> None:
        self.text = ""
        self.times: list[Time] = []
        self.events: list[Event] = []
        self.relations: list[Relation] = []
        self._entities: dict[Entity, int] = {}
        self._mentions: list[Mention] = []
        self._attributions: list[Attribution] = []

    def add(self, words: str, *, strip: bool = False) -> Span:
        """Where the words stand, without the white space around them if so asked."""
        start = len(self.text)
        self.text += words
        if strip:
            return Span(start=start + 1, end=len(self.text) - 1)
        return Span(start=start, end=len(self.text))

    def entity(self, kind: MentionType, name: str, state: int | None = None) -> int:
        """The mention that names it here."""
        span = self.add(name)
        entity = Entity(type=kind, name=name, key=None if state is None else f"X{state:02}")
        index = self._entities.setdefault(entity, len(self._entities))
        self._mentions.append(
            Mention(start=span.start, end=span.end, type=kind, form="name", entity=index)
        )
        return len(self._mentions) - 1

    def attributed(self, speaker: str, begin: int) -> tuple[int]:
        """What was said from ``begin`` on is what the speaker says."""
        content = Span(start=begin, end=len(self.text))
        self.add(", ")
        start = len(self.text)
        self.entity("person", speaker)
        source = Span(start=start, end=len(self.text))
        cue = self.add(" said")
        self._attributions.append(
            Attribution(source=source, cue=Span(start=cue.start + 1, end=cue.end), content=content)
        )
        return (len(self._attributions) - 1,)

    def extraction(self, article: str) -> Extraction:
        return Extraction(
            article=article,
            entities=tuple(self._entities),
            mentions=tuple(self._mentions),
            times=tuple(self.times),
            attributions=tuple(self._attributions),
            relations=tuple(self.relations),
            events=tuple(self.events),
        )
