"""Scores over a whole gold, and floors that they must keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.evaluate import gold
from kg.evaluate.comparison import NONE, TASKS, Result, coded, compare
from kg.model import Article, Extraction

Extract = Callable[[Sequence[Article]], Iterable[Extraction]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one task; the figures are in per cent, 0 where there is nothing to divide."""

    task: str
    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return _percent(self.right, self.predicted)

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return _percent(self.right, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _percent(2 * self.right, self.predicted + self.gold)

    def line(self) -> str:
        """Task, figures and counts, aligned."""
        return (
            f"{self.task:20} {self.precision:6.1f} {self.recall:6.1f} {self.f1:6.1f}"
            f"  {self.right:6} {self.predicted:6} {self.gold:6}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The scores of all tasks, the gold they were measured on, and each single mistake.

    ``types`` scores the events of each PLOVER root; ``confusion`` counts the events of one
    type that were taken for another, ``-`` for none at all: (gold, found, number).
    """

    scores: tuple[Score, ...]
    texts: int
    digest: str
    types: tuple[Score, ...] = ()
    confusion: tuple[tuple[str, str, int], ...] = ()
    mistakes: tuple[str, ...] = ()

    def table(self) -> str:
        """The scores as aligned plain text, one task a line, with a head line.

        The types of events follow, and what was taken for what, where there are events.

        >>> score = Score(task="persons", right=9, predicted=10, gold=12)
        >>> print(Report(scores=(score,), texts=3, digest="ab").table())
        task                      P      R     F1   right  found   gold
        persons                90.0   75.0   81.8       9     10     12
        """
        rows = [f"{'task':20} {'P':>6} {'R':>6} {'F1':>6}  {'right':>6} {'found':>6} {'gold':>6}"]
        rows += [s.line() for s in self.scores]
        if self.types:
            rows += ["", *(s.line() for s in self.types)]
        if self.confusion:
            rows += ["", "event type of the gold taken for"]
            rows += [f"{gold:20} {found:20} {n:6}" for gold, found, n in self.confusion]
        return "\n".join(rows)


def evaluate(gold_path: Path, extract: Extract) -> Report:
    """Score extractions of the gold texts in a file, or in all ``*.jsonl`` of a folder.

    Raises:
        InputError: the gold is missing or broken, or ``extract`` leaves a text out.
    """
    paths = gold.files(gold_path)
    texts = [text for path in paths for text in gold.load(path)]
    found = list(extract([text.article for text in texts]))
    if [x.article for x in found] != [text.article.id for text in texts]:
        raise InputError(f"{gold_path}: not every gold text came back as one extraction, in order")
    results = [r for text, x in zip(texts, found, strict=True) for r in compare(text, x)]
    codes = Counter(pair for text, x in zip(texts, found, strict=True) for pair in coded(text, x))
    return Report(
        scores=tuple(_score(task, [r for r in results if r.task == task]) for task in TASKS),
        texts=len(texts),
        digest=gold.digest(paths),
        types=tuple(_types(codes)),
        confusion=tuple((g, f, n) for (g, f), n in sorted(codes.items()) if g != f),
        mistakes=tuple(line for r in results for line in r.mistakes()),
    )


def check_floors(report: Report, floors: Mapping[str, Any]) -> list[str]:
    """What is wrong with a report under the floors: nothing, or one line for each fault.

    ``floors`` holds ``digest``, the gold that they were set on, and ``f1``, the least F1 of
    every task in per cent. A task without a floor is a fault, and so is another gold: floors
    are set anew on purpose or not at all.
    """
    faults = []
    if floors.get("digest") != report.digest:
        faults.append(
            f"the gold has changed (now {report.digest}); measure and set the floors anew"
        )
    least: Mapping[str, float] = floors.get("f1", {})
    for score in report.scores:
        floor = least.get(score.task)
        if floor is None:
            faults.append(f"{score.task}: no floor is set")
        elif round(score.f1, 1) < floor:
            faults.append(f"{score.task}: F1 {score.f1:.1f} is below its floor {floor:.1f}")
    unknown = sorted(set(least) - {score.task for score in report.scores})
    return faults + [f"{task}: no such task; take its floor away" for task in unknown]


def _types(codes: Counter[tuple[str, str]]) -> Iterator[Score]:
    """A score for each type of event that the gold or the extraction has, by name."""
    for type_ in sorted({t for pair in codes for t in pair} - {NONE}):
        yield Score(
            task=type_,
            right=codes[type_, type_],
            predicted=sum(n for (_, found), n in codes.items() if found == type_),
            gold=sum(n for (wanted, _), n in codes.items() if wanted == type_),
        )


def _score(task: str, results: Sequence[Result]) -> Score:
    right = sum(r.right for r in results)
    return Score(
        task=task,
        right=right,
        predicted=right + sum(len(r.extra) for r in results),
        gold=right + sum(len(r.missed) for r in results),
    )


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
