"""Clustering, origins and conflicts at scale: ``python -m tests.bench.scale_resolve 100000 200000``.

The reports are made up: stories of persons and states over a year, each told by a few articles in
different words, some of them copies of a wire story, some denied, some told with another day or
another type, among single reports of what the same states do all the time. Each size runs in a
process of its own; seconds and the peak of memory are printed.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from time import process_time

from kg import iris
from kg.model import (
    Article,
    Claim,
    Knowledge,
    Node,
    Office,
    Participant,
    Report,
    Run,
    Sentence,
    Speech,
    Telling,
    When,
)
from kg.resolve import clusters, conflicts, origins
from kg.uncollected import uncollected
from tests.bench.invented import SOLE, START, STATES, TYPES, words

PER_ARTICLE = 12


@dataclass
class Maker:
    """Makes knowledge of about ``size`` reports; the same seed gives the same."""

    size: int
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def __post_init__(self) -> None:
        self.words = words(self.chance, 4000)
        self.states = [
            Node(id=iris.country(f"C{n:02}"), kind="country", label=f"State {n:02}", key=f"C{n:02}")
            for n in range(STATES)
        ]
        count = max(200, self.size // 50)
        self.persons = [
            Node(id=iris.named("person", f"{self._name(n)}"), kind="person", label=self._name(n))
            for n in range(count)
        ]
        self.articles: list[Article] = []
        self.sentences: list[Sentence] = []
        self.claims: list[Claim] = []
        self.reports: list[Report] = []
        self.offices: dict[str, Office] = {}
        self.ranks: dict[str, int] = {}

    def _name(self, number: int) -> str:
        return f"{self.words[number % 997].title()} {self.words[1000 + number % 2999].title()}"

    def knowledge(self) -> Knowledge:
        day = 0
        told: list[tuple[int, str, dict]] = []  # type: ignore[type-arg]
        while len(told) < self.size:
            told += self._story(day)
            day = (day + self.chance.randrange(3)) % 365
        told.sort(key=lambda t: t[0])
        for start in range(0, len(told), PER_ARTICLE):
            self._article(told[start : start + PER_ARTICLE])
        return Knowledge(
            run=Run(id="run", software="-", rules="-", model="-"),
            articles=tuple(sorted(self.articles, key=lambda a: a.digest)),
            sentences=tuple(sorted(self.sentences)),
            nodes=tuple(sorted((*self.states, *self.persons), key=lambda n: n.id)),
            offices=tuple(sorted(self.offices.values())),
            claims=tuple(sorted(self.claims, key=lambda c: c.id)),
            reports=tuple(sorted(self.reports, key=lambda r: r.id)),
        )

    def _story(self, day: int) -> Iterator[tuple[int, str, dict]]:  # type: ignore[type-arg]
        """One event as one to nine articles tell it."""
        chance = self.chance
        type_, mode, trigger = chance.choice(TYPES)
        pool = self.persons if chance.random() < 0.6 else self.states
        one, other = chance.choice(pool), chance.choice(self.states + self.persons[:50])
        subject = chance.sample(self.words, 6)
        for _ in range(min(9, int(chance.paretovariate(1.2)))):
            shift = chance.choice((0, 0, 0, 0, 1))
            fields = {
                "type": "COERCE" if mode == "abduct" and chance.random() < 0.4 else type_,
                "mode": "arrest" if mode == "abduct" and chance.random() < 0.4 else mode,
                "trigger": trigger,
                "actor": one,
                "recipient": other,
                "when": START + timedelta(days=day + shift) if chance.random() < 0.5 else None,
                "polarity": "denied" if chance.random() < 0.05 else "affirmed",
                "tense": "future" if chance.random() < 0.08 else "past",
                "speaker": chance.choice(self.persons[:40]).id if chance.random() < 0.3 else None,
            }
            words = chance.sample(subject, 4) + chance.sample(self.words, 6)
            text = f"{one.label} {trigger} {other.label} {' '.join(words)}."
            yield day + chance.randrange(4), text, fields

    def _article(self, told: list[tuple[int, str, dict]]) -> None:  # type: ignore[type-arg]
        number = len(self.articles)
        copied = self.articles[-1].text if self.articles and self.chance.random() < 0.1 else ""
        head = copied or " ".join(self.chance.choices(self.words, k=120))
        text = " ".join([head, *(text for _, text, _ in told)])
        published = START + timedelta(days=max(day for day, _, _ in told))
        article = Article(
            id=str(number),
            digest=iris.digest(number),
            text=text,
            published=published.isoformat(),
            publisher=f"Paper {number % 300}",
        )
        self.articles.append(article)
        start = len(head) + 1
        for _, sentence, fields in told:
            self._report(article, start, sentence, fields)
            start += len(sentence) + 1

    def _report(self, article: Article, start: int, text: str, fields: dict) -> None:  # type: ignore[type-arg]
        iri = iris.article(article.digest)
        end = start + len(text)
        sentence = Sentence(
            id=iris.sentence(iri, start, end), article=iri, start=start, end=end, text=text
        )
        self.sentences.append(sentence)
        at = start + text.index(fields["trigger"])
        speakers = (Speech(speaker=fields["speaker"], name=None, cue="said"),)
        telling = Telling(
            sentence=sentence.id,
            start=at,
            end=at + len(fields["trigger"]),
            polarity=fields["polarity"],
            certainty="certain",
            tense=fields["tense"],
            speakers=speakers if fields["speaker"] else (),
            rule="bench",
        )
        day = fields["when"].isoformat() if fields["when"] else None
        id_ = iris.hashed("report", article.digest, start)
        people = (
            Participant(role="actor", node=fields["actor"].id, text=fields["actor"].label),
            Participant(
                role="recipient", node=fields["recipient"].id, text=fields["recipient"].label
            ),
        )
        self.reports.append(
            Report(
                id=id_,
                event=iris.hashed("event", id_),
                type=fields["type"],
                mode=fields["mode"],
                content=None,
                trigger=fields["trigger"],
                participants=people,
                place=None,
                telling=telling,
                when=When(begin=day, end=day, precision="day", basis="absolute") if day else None,
            )
        )
        self._claim(article, sentence, telling, fields["actor"])

    def _claim(self, article: Article, sentence: Sentence, telling: Telling, who: Node) -> None:
        """Every fifth report calls its actor by an office."""
        if who.kind != "person" or self.chance.random() > 0.2:
            return
        # Three persons share a post of one holder; the others are ambassadors of some state.
        number = int(who.id[-4:].encode().hex(), 16)
        state = self.states[number % len(self.states)]
        known = self.ranks.setdefault(who.id, len(self.ranks))
        title = SOLE[known % 3] if known < 3 * 3 * len(self.states) else "ambassador"
        id_ = f"{iris.ID}office/{state.key}-{iris.slug(title)}"
        self.offices[id_] = Office(
            id=id_, title=title, of=state.id, label=f"{title} of {state.label}"
        )
        self.claims.append(
            Claim(
                id=iris.hashed("claim", sentence.id, id_),
                subject=who.id,
                object=id_,
                predicate=self.chance.choice(("holdsOffice",) * 9 + ("heldOffice",)),
                telling=Telling(
                    sentence=sentence.id,
                    start=telling.start,
                    end=telling.end,
                    polarity="affirmed",
                    certainty="certain",
                    tense="present",
                    speakers=(),
                    rule="bench",
                ),
            )
        )


@uncollected()
def run(size: int) -> None:
    """Measure one size and print a line."""
    knowledge = Maker(size).knowledge()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    marks = [process_time()]
    clustered = clusters.cluster(knowledge)
    marks.append(process_time())
    counted = origins.count(clustered)
    marks.append(process_time())
    judged = conflicts.judge(counted)
    marks.append(process_time())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    steps = " ".join(f"{b - a:8.1f}" for a, b in pairwise(marks))
    sizes = Counter(min(10, len(e.reports)) for e in judged.events)
    print(
        f"{len(knowledge.reports):9} {len(knowledge.articles):9} {steps} {marks[-1] - marks[0]:8.1f}"
        f" {before:8.0f} {peak:8.0f} {len(judged.events):9} {len(judged.conflicts):9}"
        f"  largest {max(len(e.reports) for e in judged.events)}, of two or more "
        f"{sum(n for size, n in sizes.items() if size > 1)}"
    )


def main(arguments: list[str]) -> int:
    """Run each size in a process of its own; returns the exit code."""
    if arguments[:1] == ["--one"]:
        run(int(arguments[1]))
        return 0
    print(
        f"{'reports':>9} {'articles':>9} {'cluster':>8} {'origins':>8} {'conflict':>8} {'seconds':>8}"
        f" {'MB input':>8} {'MB peak':>8} {'events':>9} {'conflicts':>9}",
        flush=True,
    )
    for size in arguments or ["25000", "50000", "100000"]:
        command = [sys.executable, "-m", "tests.bench.scale_resolve", "--one", size]
        subprocess.run(command, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
