"""Small makers of ``Knowledge``, so that test cases read as tables.

news = World()
(met,) = news.article("Ana Silva met Peru's envoy in Lima.", published="2024-03-06")
ana, peru = news.person("Ana Silva"), news.country("PER", "Peru")
news.report(met, "CONSULT", "met", actors=[ana, peru], day="2024-03-05")
news.knowledge()
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from kg import iris
from kg.model import (
    Article,
    Claim,
    Conflict,
    ConflictKind,
    ConflictSide,
    Happening,
    Knowledge,
    Naming,
    Node,
    Office,
    Participant,
    Report,
    Run,
    Sentence,
    Speech,
    Supersession,
    Telling,
    When,
)

RUN = Run(id=iris.ID + "run/1", software="newsgraph 0", rules="r1", model="m1")


def said(name: str | None = None, cue: str = "said", speaker: str | None = None) -> Speech:
    """A link of a chain of speakers: a name in words, or a node."""
    return Speech(speaker=speaker, name=name, cue=cue)


class World:
    """Collects what tests state and hands it out as one sorted ``Knowledge``."""

    def __init__(self) -> None:
        self.articles: list[Article] = []
        self._sentences: dict[str, Sentence] = {}
        self._nodes: dict[str, Node] = {}
        self._offices: dict[str, Office] = {}
        self._claims: list[Claim] = []
        self._reports: list[Report] = []
        self._labels: dict[str, str] = {}
        self._conflicts: list[Conflict] = []
        self._supersessions: list[Supersession] = []

    def article(self, *sentences: str, id: str | None = None, **fields: Any) -> list[Sentence]:
        """An article of these sentences, one space between them; returns the sentences."""
        text = " ".join(sentences)
        id_ = id or f"a{len(self.articles) + 1}"
        article = Article(id=id_, digest=iris.digest(id_, text), text=text, **fields)
        self.articles.append(article)
        found, start = [], 0
        for sentence in sentences:
            found.append(_sentence(article, start, sentence))
            start += len(sentence) + 1
        return found

    def person(self, name: str, *aliases: str) -> str:
        """A person; returns the id, as the other makers of nodes do."""
        return self._node(
            Node(id=iris.named("person", name), kind="person", label=name, aliases=aliases)
        )

    def country(self, alpha3: str, name: str, *aliases: str) -> str:
        """A country by its ISO 3166-1 alpha-3 code."""
        id_ = iris.country(alpha3)
        return self._node(Node(id=id_, kind="country", label=name, aliases=aliases, key=alpha3))

    def organization(self, name: str, *aliases: str) -> str:
        """An organization."""
        id_ = iris.named("organization", name)
        return self._node(Node(id=id_, kind="organization", label=name, aliases=aliases))

    def place(self, name: str) -> str:
        """A place."""
        return self._node(Node(id=iris.named("place", name), kind="place", label=name))

    def office(self, title: str, of: str) -> str:
        """An office in a country or organization."""
        id_ = f"{iris.ID}office/{of.rsplit('/', 1)[1]}-{iris.slug(title)}"
        label = f"{title} of {self._nodes[of].label}"
        self._offices[id_] = Office(id=id_, title=title, of=of, label=label)
        return id_

    def fact(
        self, sentence: Sentence, subject: str, predicate: str, object_: str, **how: Any
    ) -> str:
        """A claim told by a sentence; ``how`` holds fields of the telling, begin and end."""
        begin, end = how.pop("begin", None), how.pop("end", None)
        telling = self._telling(sentence, sentence.text, "relations.test", how)
        id_ = iris.hashed("claim", sentence.id, subject, predicate, object_)
        self._claims.append(
            Claim(
                id=id_,
                subject=subject,
                predicate=predicate,
                object=object_,
                begin=begin,
                end=end,
                telling=telling,
            )
        )
        return id_

    def report(
        self,
        sentence: Sentence,
        type_: str,
        trigger: str,
        *,
        actors: Sequence[str] = (),
        recipients: Sequence[str] = (),
        mode: str | None = None,
        content: str | None = None,
        place: str | None = None,
        day: str | None = None,
        when: When | None = None,
        event: str | None = None,
        label: str | None = None,
        **how: Any,
    ) -> str:
        """A report of an event, a new one unless ``event`` is given; returns the event's id.

        Actors and recipients are ids of nodes, or words for whom no node stands. ``day`` is
        short for an absolute time of one day.
        """
        if day:
            when = When(begin=day, end=day, precision="day", basis="absolute")
        telling = self._telling(sentence, trigger, "events.test", how)
        event = event or iris.hashed("event", sentence.id, telling.start)
        self._labels.setdefault(event, label or f"{trigger}: {sentence.text}")
        people = [self._participant("actor", who) for who in actors]
        people += [self._participant("recipient", who) for who in recipients]
        self._reports.append(
            Report(
                id=iris.hashed("claim", sentence.id, telling.start, event),
                event=event,
                type=type_,
                mode=mode,
                content=content,
                trigger=trigger,
                participants=tuple(people),
                place=place,
                when=when,
                telling=telling,
            )
        )
        return event

    def told(self, event: str) -> list[str]:
        """The ids of the reports of an event, as stated so far."""
        return [r.id for r in self._reports if r.event == event]

    def conflict(self, kind: ConflictKind, about: str, label: str, **sides: Sequence[str]) -> str:
        """A conflict whose sides are words with the ids of their claims; returns its id."""
        id_ = iris.hashed("conflict", kind, about)
        made = tuple(
            ConflictSide(label=words.replace("_", " "), claims=tuple(sorted(ids)))
            for words, ids in sides.items()
        )
        self._conflicts.append(Conflict(id=id_, kind=kind, about=about, label=label, sides=made))
        return id_

    def supersedes(self, newer: str, older: str) -> None:
        """One claim stands in place of an older one."""
        self._supersessions.append(Supersession(newer=newer, older=older))

    def knowledge(self) -> Knowledge:
        """All that was stated, as resolution would hand it on."""
        told: defaultdict[str, list[str]] = defaultdict(list)
        for report in self._reports:
            told[report.event].append(report.id)
        happenings = (
            Happening(id=id_, label=label, reports=tuple(sorted(told[id_])))
            for id_, label in sorted(self._labels.items())
        )
        return Knowledge(
            run=RUN,
            articles=tuple(sorted(self.articles, key=lambda article: article.digest)),
            sentences=tuple(sorted(self._sentences.values())),
            nodes=tuple(sorted(self._nodes.values(), key=lambda node: node.id)),
            namings=self._namings(),
            offices=tuple(sorted(self._offices.values())),
            claims=tuple(sorted(self._claims, key=lambda claim: claim.id)),
            reports=tuple(sorted(self._reports, key=lambda report: report.id)),
            events=tuple(happenings),
            conflicts=tuple(sorted(self._conflicts)),
            supersessions=tuple(sorted(self._supersessions)),
        )

    def _namings(self) -> tuple[Naming, ...]:
        """Every article names whom its claims and reports are about."""
        named: dict[str, set[str]] = {}
        for claim in self._claims:
            article = self._sentences[claim.telling.sentence].article
            named.setdefault(article, set()).update((claim.subject, claim.object))
        for report in self._reports:
            article = self._sentences[report.telling.sentence].article
            named.setdefault(article, set()).update(p.node for p in report.participants if p.node)
        return tuple(
            Naming(article=article, nodes=tuple(sorted(nodes & self._nodes.keys())))
            for article, nodes in sorted(named.items())
        )

    def _node(self, node: Node) -> str:
        self._nodes[node.id] = node
        return node.id

    def _participant(self, role: Any, who: str) -> Participant:
        node = self._nodes.get(who)
        return Participant(role=role, node=who if node else None, text=node.label if node else who)

    def _telling(self, sentence: Sentence, words: str, rule: str, how: dict[str, Any]) -> Telling:
        self._sentences[sentence.id] = sentence
        start = sentence.start + sentence.text.index(words)
        telling = Telling(
            sentence=sentence.id,
            start=start,
            end=start + len(words),
            polarity="affirmed",
            certainty="certain",
            tense="past",
            speakers=(),
            rule=rule,
        )
        return dataclasses.replace(telling, **how)


def _sentence(article: Article, start: int, text: str) -> Sentence:
    iri = iris.article(article.digest)
    end = start + len(text)
    return Sentence(id=iris.sentence(iri, start, end), article=iri, start=start, end=end, text=text)
