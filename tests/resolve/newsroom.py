"""Articles that name persons and countries, made without a language model.

story(who("Ana Silva", "Silva", of="BRA", title="mayor"), "PRT", id="a1")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg import iris
from kg.model import (
    Argument,
    Article,
    Assertion,
    Decision,
    Entity,
    Event,
    Extraction,
    Mention,
    Relation,
    Span,
)
from kg.resolve.entities import Entities, link

Pair = tuple[Article, Extraction]
COUNTRIES = {"BRA": "Brazil", "PRT": "Portugal", "UKR": "Ukraine", "LBY": "Libya", "PER": "Peru"}


@dataclass(frozen=True, slots=True)
class Who:
    """A person of an article: name, short forms, nationality, and office in that country."""

    name: str
    also: tuple[str, ...] = ()
    of: str | None = None
    title: str | None = None


def who(name: str, *also: str, of: str | None = None, title: str | None = None) -> Who:
    """A person, for ``story``."""
    return Who(name, also, of, title)


def story(*spoken: Who | str, id: str, met: Sequence[str] = (), **fields: Any) -> Pair:
    """An article about these persons (names stand for themselves) and countries (by code).

    Words of three capitals are countries. The persons named in ``met`` take part in an event.
    """
    people = [
        Who(s) if isinstance(s, str) else s
        for s in spoken
        if not (isinstance(s, str) and is_code(s))
    ]
    codes = {s for s in spoken if isinstance(s, str) and is_code(s)} | {
        p.of for p in people if p.of
    }
    writer = _Writer()
    at = {code: writer.write("country", COUNTRIES.get(code, code), code) for code in sorted(codes)}
    for person in people:
        subject = writer.write("person", person.name)
        for short in person.also:
            writer.again(short, subject)
        if person.of and person.title:
            writer.relate("holdsOffice", subject, at[person.of], person.title)
        elif person.of:
            writer.relate("nationality", subject, at[person.of], None)
    return writer.pair(id, met, fields)


def is_code(word: str) -> bool:
    return len(word) == 3 and word.isupper()


class _Writer:
    def __init__(self) -> None:
        self.text = ""
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        self.relations: list[tuple[str, int, int, str | None]] = []

    def write(self, type_: Any, name: str, key: str | None = None) -> int:
        self.entities.append(Entity(type=type_, name=name, key=key))
        return self._mention(name, type_, len(self.entities) - 1)

    def again(self, name: str, mention: int) -> None:
        self._mention(name, self.mentions[mention].type, self.mentions[mention].entity)

    def relate(self, predicate: str, subject: int, object_: int, title: str | None) -> None:
        self.relations.append((predicate, subject, object_, title))

    def _mention(self, name: str, type_: Any, entity: int) -> int:
        start = len(self.text)
        self.text += f"{name} spoke. "
        self.mentions.append(
            Mention(start=start, end=start + len(name), type=type_, form="name", entity=entity)
        )
        return len(self.mentions) - 1

    def pair(self, id_: str, met: Sequence[str], fields: dict[str, Any]) -> Pair:
        assertion = Assertion(evidence=Span(start=0, end=len(self.text) - 1), rule="test")
        text = self.text.rstrip()
        names = [self.entities[m.entity].name for m in self.mentions]
        arguments = tuple(Argument(role="actor", mention=names.index(name)) for name in met)
        event = Event(
            type="CONSULT", trigger=Span(start=0, end=1), arguments=arguments, assertion=assertion
        )
        extraction = Extraction(
            article=id_,
            entities=tuple(self.entities),
            mentions=tuple(self.mentions),
            relations=tuple(
                Relation(predicate=p, subject=s, object=o, title=t, assertion=assertion)
                for p, s, o, t in self.relations
            ),
            events=(event,) if met else (),
        )
        return Article(id=id_, digest=iris.digest(id_), text=text, **fields), extraction


def persons(pairs: Sequence[Pair], decisions: Sequence[Decision] = ()) -> dict[str, list[str]]:
    """The last part of each person's IRI → "article: name" of everyone who is that person."""
    return grouped(pairs, linked(pairs, decisions))


def linked(pairs: Sequence[Pair], decisions: Sequence[Decision] = ()) -> Entities:
    """The entities of the articles in their proper order; a decision that fails is an error."""

    def fail(line: str) -> None:
        raise AssertionError(line)

    return link(sorted(pairs, key=lambda p: p[0].digest), decisions, fail)


def grouped(pairs: Sequence[Pair], entities: Entities) -> dict[str, list[str]]:
    """As ``persons``, of entities that are there."""
    found: dict[str, list[str]] = {}
    for article, extraction in pairs:
        for index, entity in enumerate(extraction.entities):
            node = entities.of[article.digest, index]
            if entity.type == "person" and node is not None:
                found.setdefault(node.rsplit("/", 1)[1], []).append(f"{article.id}: {entity.name}")
    return {node: sorted(names) for node, names in sorted(found.items())}


def person(slug: str) -> str:
    """The IRI of a person by its last part."""
    return f"{iris.ID}person/{slug}"


def same(left: str, right: str) -> Decision:
    return Decision(kind="same", left=left, right=right)


def different(left: str, right: str) -> Decision:
    return Decision(kind="different", left=left, right=right)
