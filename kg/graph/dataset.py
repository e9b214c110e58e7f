"""What a graph says of itself: one data set in VoID and DCAT, with what it holds and how much.

Counts are of the statements given, without the description itself. There is no date of making:
equal articles give an equal description. No licence is stated either, for the sentences belong
to whoever published them.

See https://www.w3.org/TR/void/ and https://www.w3.org/TR/vocab-dcat-3/.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from kg.graph import vocabulary as v
from kg.graph.ntriples import integer, iri, line, text
from kg.iris import DCAT, DCTERMS, ID, KG, PREFIXES, PROV, SCHEMA, VOID

DATASET = ID + "dataset/"
_NQUADS = "https://www.iana.org/assignments/media-types/application/n-quads"
_PUBLISHED = iri(SCHEMA + "datePublished")
_TYPE = iri(v.TYPE)
_RUN = iri(KG + "Run")
_TOGETHER = 1024
"""Lines that are hashed at once."""

Statements = Iterator[tuple[str, str, str]]
"""Subject, predicate and object, the subject and predicate as IRIs, the object as written."""


def describe(quads: Iterable[str]) -> Iterator[str]:
    """The description of a graph given as sorted N-Quads lines, as lines of its own."""
    census = Census()
    for batch in batches(quads):
        census.count(batch)
    yield from census.description()


def batches(quads: Iterable[str]) -> Iterator[list[str]]:
    """The lines in the same order, as many at a time as are best counted and written at once."""
    left = iter(quads)
    while batch := list(islice(left, _TOGETHER)):
        yield batch


class Census:
    """Counts what passes: the lines need not be held to be described."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._between = b""
        self._subjects = self._members = 0
        self._last = self._member = ""
        self._properties: Counter[str] = Counter()
        self._classes: Counter[str] = Counter()
        self._examples: dict[str, str] = {}
        self._runs: list[str] = []
        self._days: list[str] = []

    @property
    def lines(self) -> int:
        """How many lines passed."""
        return self._properties.total()

    def count(self, quads: Sequence[str]) -> bytes:
        """Count what sorted lines state that follow those before; returns them as a file has them."""
        if not quads:
            return b""
        written = "\n".join([*quads, ""]).encode()
        self._digest.update(self._between)
        self._digest.update(memoryview(written)[:-1])
        self._between = b"\n"
        split = [quad.split(" ", 2) for quad in quads]
        subjects = {subject for subject, _, _ in split}
        self._subjects += len(subjects) - (self._last in subjects)
        self._last = split[-1][0]
        self._properties.update([property_ for _, property_, _ in split])
        for subject, property_, object_ in split:
            if property_ == _TYPE:
                self._typed(subject, object_.removesuffix(" ."))
            elif property_ == _PUBLISHED:
                self._published(object_.removesuffix(" ."))
        return written

    def _published(self, day: str) -> None:
        self._days = [min([day, *self._days[:1]]), max([day, *self._days[-1:]])]

    def _typed(self, subject: str, class_: str) -> None:
        self._members += subject != self._member
        self._member = subject
        self._classes[class_] += 1
        self._examples.setdefault(class_, subject)
        if class_ == _RUN:
            self._runs.append(subject)

    def description(self) -> Iterator[str]:
        """Lines that describe all that has passed."""
        digest = self._digest.hexdigest()[:16]
        for subject, predicate, object_ in self._dataset(DATASET + digest):
            yield line(iri(subject), iri(predicate), object_)

    def _dataset(self, id_: str) -> Statements:
        yield id_, v.TYPE, iri(VOID + "Dataset")
        yield id_, v.TYPE, iri(DCAT + "Dataset")
        yield id_, DCTERMS + "title", text("News graph", "en")
        yield id_, DCTERMS + "conformsTo", iri(KG.removesuffix("#"))
        yield id_, VOID + "uriSpace", text(ID)
        yield id_, VOID + "triples", integer(self.lines)
        yield id_, VOID + "distinctSubjects", integer(self._subjects)
        yield id_, VOID + "entities", integer(self._members)
        yield id_, VOID + "properties", integer(len(self._properties))
        yield id_, VOID + "classes", integer(len(self._classes))
        for space in _vocabularies([*self._properties, *self._classes]):
            yield id_, VOID + "vocabulary", iri(space)
        for example in sorted(set(self._examples.values())):
            yield id_, VOID + "exampleResource", example
        for run in self._runs:
            yield id_, PROV + "wasGeneratedBy", run
        yield from _partitions(id_, "class", "entities", self._classes)
        yield from _partitions(id_, "property", "triples", self._properties)
        yield from _coverage(id_, self._days)
        yield from _dump(id_)


def _partitions(id_: str, kind: str, unit: str, counts: Counter[str]) -> Statements:
    """How often each class or property occurs."""
    for term, count in sorted(counts.items()):
        part = f"{id_}/{kind}/{_short(term[1:-1])}"
        yield id_, VOID + f"{kind}Partition", iri(part)
        yield part, VOID + kind, term
        yield part, VOID + unit, integer(count)


def _coverage(id_: str, days: Sequence[str]) -> Statements:
    """From the first to the last day of publication, as far as articles have one."""
    if days:
        period = id_ + "/period"
        yield id_, DCTERMS + "temporal", iri(period)
        yield period, v.TYPE, iri(DCTERMS + "PeriodOfTime")
        yield period, DCAT + "startDate", days[0]
        yield period, DCAT + "endDate", days[-1]


def _dump(id_: str) -> Statements:
    dump = id_ + "/graph.nq"
    yield id_, VOID + "dataDump", iri(dump)
    yield id_, DCAT + "distribution", iri(dump)
    yield dump, v.TYPE, iri(DCAT + "Distribution")
    yield dump, DCTERMS + "title", text("graph.nq")
    yield dump, DCAT + "mediaType", iri(_NQUADS)


def _vocabularies(terms: Iterable[str]) -> list[str]:
    return sorted({term[1 : max(term.rfind("#"), term.rfind("/")) + 1] for term in terms})


def _short(term: str) -> str:
    """Prefix and local name of a term in a form that an IRI may end in."""
    for name, space in PREFIXES.items():
        if term.startswith(space):
            return f"{name}-{term.removeprefix(space)}"
    return hashlib.sha256(term.encode()).hexdigest()[:16]
