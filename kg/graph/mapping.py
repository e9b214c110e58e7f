"""Knowledge → N-Quads: every claim as a node, every accepted claim also as a plain triple.

The layout is claim node plus view triple, all in the default graph and without blank nodes.
Denied, possible and planned claims are nodes only.
"""

from __future__ import annotations

import hashlib
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from shutil import copyfileobj

from kg import iris
from kg.graph import vocabulary as v
from kg.graph.dataset import DATASET, Census, batches
from kg.graph.ntriples import integer, iri, line, moment, space, text, typed
from kg.graph.sorting import ordered
from kg.iris import DCTERMS, KG, PROV, RDF, SCHEMA, SEM, SKOS
from kg.model import (
    Article,
    Claim,
    Conflict,
    ConflictSide,
    Happening,
    Knowledge,
    Node,
    Office,
    Report,
    Run,
    Sentence,
    Telling,
)

_WIKIDATA = "http://www.wikidata.org/entity/"
_GEONAMES = "https://sws.geonames.org/"
_kg, _schema, _skos, _dcterms, _prov, _rdf, _sem = map(
    space, (KG, SCHEMA, SKOS, DCTERMS, PROV, RDF, SEM)
)
_DATASET = f"<{DATASET}"

Pairs = Iterator[tuple[str, str]]
"""Written predicates with written objects, all of one subject."""


def write(knowledge: Knowledge, path: Path) -> int:
    """Write the graph as N-Quads, sorted and unique, and return the number of quads.

    The graph describes itself (see ``kg.graph.dataset``).
    """
    return written(lines(knowledge), path)


def written(stated: Iterable[str], path: Path) -> int:
    """Write lines in any order as one graph, with its description; see ``write``."""
    census = Census()
    after = path.with_name(f".{path.name}.after")
    with path.open("wb") as out:
        # The description is known when all is counted, but stands among what it counts.
        with after.open("wb") as later:
            for batch in batches(ordered(stated, path.parent)):
                place = bisect(batch, _DATASET)
                out.write(census.count(batch[:place]))
                later.write(census.count(batch[place:]))
        described = sorted(census.description())
        out.writelines(f"{quad}\n".encode() for quad in described)
        with after.open("rb") as rest:
            copyfileobj(rest, out)
    after.unlink()
    return census.lines + len(described)


def lines(knowledge: Knowledge) -> Iterator[str]:
    """The statements of the graph, one N-Quads line each; a line may come more than once."""
    for subject, pairs in _described(knowledge):
        written = iri(subject)
        for predicate, object_ in pairs:
            yield line(written, predicate, object_)


def _described(knowledge: Knowledge) -> Iterator[tuple[str, Pairs]]:
    """Every subject of the graph with what is stated of it."""
    yield knowledge.run.id, _run(knowledge.run)
    known = {node.id for node in knowledge.nodes}
    for article in knowledge.articles:
        yield iris.article(article.digest), _article(article)
        yield from _publisher(article, known)
    for naming in knowledge.namings:
        yield naming.article, iter([(_schema("mentions"), iri(n)) for n in naming.nodes])
    yield from ((sentence.id, _sentence(sentence)) for sentence in knowledge.sentences)
    yield from ((node.id, _node(node)) for node in knowledge.nodes)
    yield from ((office.id, _office(office)) for office in knowledge.offices)
    for claim in knowledge.claims:
        yield from _fact(claim, knowledge.run)
    for report in knowledge.reports:
        yield from _telling_of_event(report, knowledge.run)
    yield from _events(knowledge.events, knowledge.reports)
    for link in knowledge.links:
        match = _skos("exactMatch" if link.confirmed else "closeMatch")
        yield link.node, iter([(match, iri(link.target))])
    for conflict in knowledge.conflicts:
        yield from _conflict(conflict)
    for found in knowledge.supersessions:
        yield found.newer, iter([(_kg("supersedes"), iri(found.older))])


# --- things -------------------------------------------------------------------------------


def _run(run: Run) -> Pairs:
    yield iri(v.TYPE), _kg("Run")
    yield _kg("softwareVersion"), text(run.software)
    yield _kg("rulesVersion"), text(run.rules)
    yield _kg("languageModel"), text(run.model)


def _article(article: Article) -> Pairs:
    yield iri(v.TYPE), _schema("NewsArticle")
    yield _dcterms("identifier"), text(article.id)
    yield _schema("inLanguage"), text(article.language)
    digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass"))
    yield _kg("sha256"), text(digest.hexdigest())
    if article.title:
        yield _schema("headline"), text(article.title)
    if article.url:
        yield _schema("url"), typed(article.url, "anyURI")
    if article.published:
        yield _schema("datePublished"), moment(article.published)
    if article.published_from:
        yield _kg("dateSource"), text(article.published_from)
    if article.publisher:
        yield _schema("publisher"), iri(iris.named("organization", article.publisher))


def _publisher(article: Article, known: set[str]) -> Iterator[tuple[str, Pairs]]:
    """The publisher as an organization, unless the articles also speak of it as one."""
    if article.publisher:
        id_ = iris.named("organization", article.publisher)
        if id_ not in known:
            yield id_, _node(Node(id=id_, kind="organization", label=article.publisher))


def _sentence(sentence: Sentence) -> Pairs:
    yield iri(v.TYPE), _kg("Sentence")
    yield _kg("article"), iri(sentence.article)
    yield _kg("start"), integer(sentence.start)
    yield _kg("end"), integer(sentence.end)
    yield _kg("text"), text(sentence.text)


def _node(node: Node) -> Pairs:
    yield iri(v.TYPE), iri(v.CLASSES[node.kind])
    yield iri(v.LABEL), text(node.label)
    for alias in node.aliases:
        if alias != node.label:
            yield iri(v.ALT_LABEL), text(alias)
    if node.key:
        yield _skos("notation"), text(node.key)
    if node.kind == "country" and node.key in _countries():
        alpha2, item, feature = _countries()[node.key]
        yield _skos("notation"), text(alpha2)
        yield _skos("exactMatch"), iri(_WIKIDATA + item)
        yield _schema("sameAs"), iri(f"{_GEONAMES}{feature}/")


def _office(office: Office) -> Pairs:
    yield iri(v.TYPE), _kg("Office")
    yield iri(v.LABEL), text(office.label, "en")
    yield _dcterms("title"), text(office.title, "en")
    yield _kg("officeOf"), iri(office.of)


@cache
def _countries() -> dict[str, tuple[str, str, str]]:
    """Alpha-2 code, Wikidata item and GeoNames id by alpha-3 code."""
    table = files("kg.graph").joinpath("countries.tsv").read_text(encoding="utf-8")
    rows = (row.split("\t") for row in table.splitlines() if not row.startswith("#"))
    return {alpha3: (alpha2, item, feature) for alpha3, alpha2, item, feature in rows}


# --- claims -------------------------------------------------------------------------------


def _fact(claim: Claim, run: Run) -> Iterator[tuple[str, Pairs]]:
    """A claim of a binary fact, and the fact itself if it is accepted."""
    property_ = v.PREDICATES[claim.predicate]
    yield claim.id, _claim(claim, property_)
    yield from _told(claim.id, claim.telling, run)
    if claim.telling.accepted:
        yield claim.subject, iter([(iri(property_), iri(claim.object))])


def _claim(claim: Claim, property_: str) -> Pairs:
    yield iri(v.TYPE), _kg("Claim")
    yield iri(v.TYPE), _rdf("Statement")
    yield _rdf("subject"), iri(claim.subject)
    yield _rdf("predicate"), iri(property_)
    yield _rdf("object"), iri(claim.object)
    if claim.begin:
        yield _schema("startDate"), moment(claim.begin)
    if claim.end:
        yield _schema("endDate"), moment(claim.end)
    yield _kg("origins"), integer(claim.origins)


def _telling_of_event(report: Report, run: Run) -> Iterator[tuple[str, Pairs]]:
    """A report, and what it says of its event if it is accepted."""
    yield report.id, _report(report)
    yield from _told(report.id, report.telling, run)
    if report.telling.accepted:
        yield report.event, _as_told(report)


def _report(report: Report) -> Pairs:
    yield iri(v.TYPE), _kg("Report")
    yield _kg("about"), iri(report.event)
    yield _kg("trigger"), text(report.trigger)
    yield from _as_told(report)
    if report.content:
        yield _kg("content"), iri(v.event_type(report.content))
    if report.when:
        yield _kg("timeBasis"), text(report.when.basis)
    for participant in report.participants:
        if participant.node is None:
            yield _kg(f"{participant.role}Text"), text(participant.text)


def _as_told(report: Report) -> Pairs:
    """The event's own properties in this telling; accepted, they hold of the event."""
    yield iri(v.EVENT_TYPE_OF), iri(v.event_type(report.type, report.mode))
    for context in report.contexts:
        yield iri(v.CONTEXT), iri(v.context(context))
    for participant in report.participants:
        if participant.node:
            yield _kg(participant.role), iri(participant.node)
    if report.place:
        yield iri(v.PLACE), iri(report.place)
    if report.when:
        yield iri(v.BEGIN), moment(report.when.begin)
        yield iri(v.END), moment(report.when.end)
        yield iri(v.PRECISION), text(report.when.precision)


def _told(claim: str, telling: Telling, run: Run) -> Iterator[tuple[str, Pairs]]:
    """How a sentence tells a claim, with a node for each speaker."""
    speakers = [f"{claim}/attribution/{order}" for order, _ in enumerate(telling.speakers, 1)]
    yield claim, _assertion(telling, speakers, run)
    for order, (id_, speech) in enumerate(zip(speakers, telling.speakers, strict=True), 1):
        pairs = [
            (iri(v.TYPE), _kg("Attribution")),
            (_kg("order"), integer(order)),
            (_kg("cue"), text(speech.cue)),
        ]
        if speech.speaker:
            pairs.append((_kg("speaker"), iri(speech.speaker)))
        elif speech.name:
            pairs.append((_kg("speakerText"), text(speech.name)))
        yield id_, iter(pairs)


def _assertion(telling: Telling, speakers: Iterable[str], run: Run) -> Pairs:
    yield _kg("evidence"), iri(telling.sentence)
    yield _kg("start"), integer(telling.start)
    yield _kg("end"), integer(telling.end)
    yield _kg("polarity"), text(telling.polarity)
    yield _kg("certainty"), text(telling.certainty)
    yield _kg("tense"), text(telling.tense)
    yield _kg("rule"), text(telling.rule)
    if telling.rejected:
        yield _kg("rejected"), typed("true", "boolean")
    yield _prov("wasGeneratedBy"), iri(run.id)
    for speaker in speakers:
        yield _kg("attribution"), iri(speaker)


# --- events -------------------------------------------------------------------------------


def _events(events: Iterable[Happening], reports: Iterable[Report]) -> Iterator[tuple[str, Pairs]]:
    tellings: defaultdict[str, list[Telling]] = defaultdict(list)
    for report in reports:
        tellings[report.event].append(report.telling)
    for event in events:
        yield event.id, _event(event, tellings[event.id])


def _event(event: Happening, tellings: list[Telling]) -> Pairs:
    yield iri(v.TYPE), _sem("Event")
    yield iri(v.LABEL), text(event.label, "en")
    yield _kg("origins"), integer(event.origins)
    if tellings:
        yield _kg("status"), text(v.best_status(tellings))


# --- conflicts ----------------------------------------------------------------------------


def _conflict(conflict: Conflict) -> Iterator[tuple[str, Pairs]]:
    """A conflict and a node for each of its sides."""
    sides = [f"{conflict.id}/side/{order}" for order, _ in enumerate(conflict.sides, 1)]
    yield (
        conflict.id,
        iter(
            [
                (iri(v.TYPE), _kg("Conflict")),
                (iri(v.LABEL), text(conflict.label, "en")),
                (_kg("kind"), text(conflict.kind)),
                (_kg("concerns"), iri(conflict.about)),
                *((_kg("side"), iri(side)) for side in sides),
            ]
        ),
    )
    for order, (id_, side) in enumerate(zip(sides, conflict.sides, strict=True), 1):
        yield id_, _side(side, order)


def _side(side: ConflictSide, order: int) -> Pairs:
    yield iri(v.TYPE), _kg("ConflictSide")
    yield iri(v.LABEL), text(side.label, "en")
    yield _kg("order"), integer(order)
    for claim in side.claims:
        yield _kg("states"), iri(claim)
