"""A dialogue that asks a human who is who, and writes down the answers.

It asks about persons who may be one and about links to other data sets. Each answer goes to
``decisions.toml`` at once, so nothing is lost when the dialogue ends early. Streams come from the
caller; what articles and services say is shown without control characters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from kg.model import (
    Article,
    Decision,
    DecisionKind,
    Extraction,
    Link,
    Mention,
    Node,
    Proposal,
    Span,
)
from kg.resolve.changes import changes
from kg.resolve.decisions import append, read
from kg.resolve.entities import Entities, link
from kg.resolve.links import decided

Pairs = Sequence[tuple[Article, Extraction]]
Warn = Callable[[str], None]

_ANSWERS: dict[str, DecisionKind] = {"y": "same", "n": "different", "u": "unsure"}
_HELP = "y one person, n two persons, u cannot tell (not asked again), s skip, q quit"
_SENTENCES = 3  # of each side, each of another article
_AROUND = 120  # code points on either side where no sentence is known


def review(
    pairs: Pairs,
    decisions: Path,
    *,
    answers: TextIO,
    out: TextIO,
    links: Sequence[Link] = (),
    diff: bool = False,
    date: str | None = None,
    warn: Warn = lambda _line: None,
) -> int:
    """Ask about every open pair, likeliest first; returns the number of decisions written.

    ``answers`` gives one line per question and ends the dialogue at its end. ``links`` are
    asked about after the persons; ``diff`` adds what a yes would change; ``date`` is written
    beside each decision.

    Raises:
        InputError: ``decisions`` is broken or cannot be written.
    """
    dialogue = _Dialogue(pairs, decisions, out, warn, links=links, diff=diff)
    questions = dialogue.questions
    print(f"{len(questions)} open questions" + (f": {_HELP}" if questions else ""), file=out)
    taken = 0
    for number, question in enumerate(questions, start=1):
        if dialogue.is_settled(*_sides(question)):
            continue
        print(f"\n{number} of {len(questions)}", file=out)
        dialogue.show(question)
        answer = _ask(answers, out)
        if answer == "q":
            break
        if answer != "s":
            left, right = _sides(question)
            dialogue.take(Decision(kind=_ANSWERS[answer], left=left, right=right, date=date))
            taken += 1
    written = f"{taken} decisions written to {decisions}; build again to apply them"
    print(f"\n{written if taken else 'Nothing written'}", file=out)
    return taken


def _sides(question: Proposal | Link) -> tuple[str, str]:
    if isinstance(question, Link):
        return question.node, question.target
    return question.left, question.right


def _ask(answers: TextIO, out: TextIO) -> str:
    """The first letter of an answer that is one; the end of the answers is q."""
    while True:
        print("One person? [y/n/u/s/q] ", end="", file=out, flush=True)
        line = answers.readline()
        answer = line.strip().lower()[:1]
        if not line:
            print(file=out)
            return "q"
        if answer in (*_ANSWERS, "s", "q"):
            return answer
        print(_HELP, file=out)


class _Dialogue:
    """What is known while questions are asked."""

    def __init__(
        self,
        pairs: Pairs,
        path: Path,
        out: TextIO,
        warn: Warn,
        *,
        links: Sequence[Link],
        diff: bool,
    ) -> None:
        self._pairs = sorted(pairs, key=lambda pair: pair[0].digest)
        self._path = path
        self._out = out
        self._diff = diff
        self._decisions = list(read(path))
        self.linked = self._now = link(self._pairs, self._decisions, warn)
        seen = {frozenset((d.left, d.right)) for d in self._decisions}
        self.questions: list[Proposal | Link] = [
            *self.linked.proposals,
            *(
                k
                for k in decided(links, self._decisions, self.linked.nodes, warn)
                if not k.confirmed and frozenset((k.node, k.target)) not in seen
            ),
        ]
        asked = {side for question in self.questions for side in _sides(question)}
        self._sentences = _sentences(self._pairs, self.linked, asked)
        self._one = {id_: {id_} for id_ in asked}
        self._two: set[frozenset[str]] = set()

    def is_settled(self, left: str, right: str) -> bool:
        """Whether answers given before imply the one on this pair."""
        one, other = self._one[left], self._one[right]
        return one is other or any(frozenset((a, b)) in self._two for a in one for b in other)

    def show(self, question: Proposal | Link) -> None:
        """Print both sides with their sentences, the reasons and, if asked for, what yes changes."""
        if isinstance(question, Link):
            self._person(question.node)
            about = f", {question.description}" if question.description else ""
            self._line(f"  {question.name}{about} <{question.target}>")
            return
        self._person(question.left)
        self._person(question.right)
        self._line(f"  Because: {'; '.join(question.reasons)} (score {question.score:.2f})")
        if self._diff:
            same = Decision(kind="same", left=question.left, right=question.right)
            for line in changes(self._pairs, self._decisions, same, self._now).lines():
                self._line(f"  If yes: {line}")

    def _person(self, id_: str) -> None:
        self._line(f"  {_called(self.linked.nodes[id_])} <{id_}>")
        for sentence in self._sentences[id_]:
            self._line(f"    {sentence}")

    def take(self, decision: Decision) -> None:
        """Write a decision down; later changes are told from there, if they are told."""
        append(self._path, decision)
        self._decisions.append(decision)
        if self._diff:
            self._now = link(self._pairs, self._decisions)
        left, right = self._one[decision.left or ""], self._one[decision.right or ""]
        if decision.kind == "same":
            left |= right
            self._one.update(dict.fromkeys(left, left))
        else:
            self._two.add(frozenset((decision.left or "", decision.right or "")))

    def _line(self, text: str) -> None:
        print("".join(c if c.isprintable() else " " for c in text), file=self._out)


def _called(node: Node) -> str:
    return f"{node.label} ({', '.join(node.aliases)})" if node.aliases else node.label


def _sentences(pairs: Pairs, linked: Entities, wanted: set[str]) -> dict[str, list[str]]:
    """For each wanted person some sentences that name it, each of another article."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for article, extraction in pairs:
        told: set[str] = set()
        for mention in extraction.mentions:
            node = linked.of[article.digest, mention.entity]
            if mention.form != "name" or node not in wanted or node in told:
                continue
            told.add(node)
            if len(found[node]) < _SENTENCES:
                found[node].append(_quoted(article, extraction, mention))
    return found


def _quoted(article: Article, extraction: Extraction, mention: Mention) -> str:
    """The sentence around a mention and where it stands."""
    start, end = _around(article.text, extraction, mention)
    words = " ".join(article.text[start:end].split())
    source = ", ".join(w for w in (article.publisher, article.published) if w)
    title = f"“{article.title}”" if article.title else ""
    return f"{words}  [{', '.join(w for w in (source, title, article.id) if w)}]"


def _around(text: str, extraction: Extraction, mention: Mention) -> tuple[int, int]:
    """A sentence that is evidence of something, else the line or a part of it."""
    for span in _evidence(extraction):
        if span.start <= mention.start and mention.end <= span.end:
            return span.start, span.end
    start = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.end)
    end = len(text) if end < 0 else end
    return max(start, mention.start - _AROUND), min(end, mention.end + _AROUND)


def _evidence(extraction: Extraction) -> Iterator[Span]:
    yield from (r.assertion.evidence for r in extraction.relations)
    yield from (e.assertion.evidence for e in extraction.events)
