"""Every type that crosses a stage.

Offsets are Unicode code points into ``Article.text``, end excluded. All types are
immutable values: equal content is equal, and nothing here does any work.
The extraction types mirror the JSON of ``kg extract`` field by field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

MentionType = Literal["person", "country", "organization", "place"]
MentionForm = Literal["name", "nominal", "pronoun"]
Polarity = Literal["affirmed", "denied"]
Certainty = Literal["certain", "probable", "possible"]
Tense = Literal["past", "present", "future"]
Role = Literal["actor", "recipient"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
BlockKind = Literal["paragraph", "heading", "item", "cell", "hashtags"]
DateSource = Literal["metadata", "dateline"]
Status = Literal["happened", "planned", "possible", "denied", "rejected"]
ConflictKind = Literal["denial", "framing", "date", "place", "number", "holder", "standing"]
DecisionKind = Literal["same", "different", "unsure", "prefer", "reject"]

STATUSES: tuple[Status, ...] = get_args(Status)
"""From the best supported to the least; "rejected" is what a human says is not so."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Half-open range of code points in an article's text."""

    start: int
    end: int


# --- reading -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as read; ``text`` is normalised once at reading and never again.

    ``id`` is what the input called it (a JSONL ``id``) or its digest; ``digest`` identifies
    the content (text and metadata) and is what the graph uses. ``published`` is an ISO 8601
    date and ``published_from`` says where it was read.
    """

    id: str
    digest: str
    text: str
    title: str | None = None
    published: str | None = None
    published_from: DateSource | None = None
    url: str | None = None
    publisher: str | None = None
    language: str = "en"
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text that no sentence may cross: a paragraph, heading, list item, ..."""

    start: int
    end: int
    kind: BlockKind


# --- extraction (the JSON of `kg extract`) -------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing spoken of in one article; a country's ``key`` is ISO 3166-1 alpha-3."""

    type: MentionType
    name: str
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of text that refers to ``entities[entity]``."""

    start: int
    end: int
    type: MentionType
    form: MentionForm
    entity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression; ``value`` is a TIMEX3 value or None when it cannot be known."""

    start: int
    end: int
    type: TimeType
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who (``source``) says (``cue``) what (``content``); ``quoted`` marks direct speech."""

    source: Span | None
    cue: Span
    content: Span | None
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """How a sentence says a thing: evidence, polarity, certainty, tense, speakers, rule.

    ``attributions`` are indexes into the extraction's attributions, outermost first.
    """

    evidence: Span
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    tense: Tense = "present"
    attributions: tuple[int, ...] = ()
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A binary fact between two mentions; ``title``, ``begin`` and ``end`` belong to offices."""

    predicate: str
    subject: int
    object: int
    title: str | None = None
    begin: str | None = None
    end: str | None = None
    assertion: Assertion


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A national office said of a mention without a word of whose it is: "President Quispe".

    Only those that the article alone does not place; other articles may.
    """

    person: int
    title: str
    assertion: Assertion


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A mention in its role in an event."""

    role: Role
    mention: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One telling of an event, typed after PLOVER; ``time`` and ``place`` are indexes.

    ``content`` is the PLOVER root of the act that is promised, asked for, refused or
    threatened. ``time`` indexes ``Extraction.times``, ``place`` ``Extraction.mentions``.
    ``contexts`` are the PLOVER contexts that its clause names, sorted: "military", "legal" ...
    """

    type: str
    mode: str | None = None
    content: str | None = None
    trigger: Span
    arguments: tuple[Argument, ...] = ()
    time: int | None = None
    place: int | None = None
    assertion: Assertion
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was found in one article. Every list is in text order."""

    article: str
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    titles: tuple[Title, ...] = ()


# --- resolution: what all articles together speak of ----------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Node:
    """A person, country, organization or place across articles; ``id`` is its IRI."""

    id: str
    kind: MentionType
    label: str
    aliases: tuple[str, ...] = ()
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Office:
    """A titled post in a country or organization (``of`` is a node id)."""

    id: str
    title: str
    of: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Sentence:
    """A quoted sentence; ``id`` is ``<article>#char=start,end`` after RFC 5147."""

    id: str
    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Speech:
    """One link of a chain of speakers, outermost first; ``speaker`` is a node id if known."""

    speaker: str | None
    name: str | None
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Telling:
    """How one sentence tells a claim: the assertion of the extraction with its ids resolved.

    ``start`` and ``end`` bound the trigger (events) or subject and object (facts).
    """

    sentence: str
    start: int
    end: int
    polarity: Polarity
    certainty: Certainty
    tense: Tense
    speakers: tuple[Speech, ...]
    rule: str
    rejected: bool = False

    @property
    def accepted(self) -> bool:
        """Whether the claim may also stand as a plain triple; a human may have rejected it."""
        told = self.polarity == "affirmed" and self.certainty == "certain"
        return told and self.tense != "future" and not self.rejected

    @property
    def status(self) -> Status:
        """One word for readers: rejected before denied, planned, possible and happened."""
        if self.rejected:
            return "rejected"
        if self.polarity == "denied":
            return "denied"
        if self.tense == "future":
            return "planned"
        return "happened" if self.certainty == "certain" else "possible"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Claim:
    """A binary fact as one sentence tells it. ``object`` is a node id or an office id.

    ``origins`` counts the independent origins of all claims that tell the same fact alike.
    """

    id: str
    subject: str
    predicate: str
    object: str
    begin: str | None = None
    end: str | None = None
    telling: Telling
    origins: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Participant:
    """Who takes part in a report: a node, or only words when no entity is named."""

    role: Role
    node: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class When:
    """Bounds of a time, inclusive ISO dates, and its precision (day, month, year, ...).

    ``basis`` is ``absolute`` when the words alone fix it, ``relative`` when the publication
    date was needed.
    """

    begin: str
    end: str
    precision: str
    basis: Literal["absolute", "relative"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Report:
    """One sentence's telling of an event, with the event's properties as told there."""

    id: str
    event: str
    type: str
    mode: str | None
    content: str | None
    trigger: str
    participants: tuple[Participant, ...]
    place: str | None
    when: When | None
    telling: Telling
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Happening:
    """An event across articles: its label and the ids of its reports, the best one first.

    ``origins`` counts the independent origins of the reports that tell it with its status.
    """

    id: str
    label: str
    reports: tuple[str, ...]
    origins: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ConflictSide:
    """One side of a conflict: what it says in words, and the ids of the claims or reports."""

    label: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Conflict:
    """Claims that cannot all hold, or that frame one event differently.

    ``about`` is the event, person or office in question; ``label`` is one sentence.
    """

    id: str
    kind: ConflictKind
    about: str
    label: str
    sides: tuple[ConflictSide, ...]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Supersession:
    """A claim or report that dates prove to be of a later state than another: no conflict."""

    newer: str
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a human decided: one ``[[decision]]`` of ``decisions.toml``.

    "same", "different" and "unsure" have ``left`` and ``right``: persons by IRI or name, and
    either followed by " @ " and an article's IRI or id for the one of that article alone.
    "prefer" has ``person`` and the ``name`` to show; "reject" has the id of a ``claim``.
    """

    kind: DecisionKind
    left: str | None = None
    right: str | None = None
    person: str | None = None
    name: str | None = None
    claim: str | None = None
    note: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Proposal:
    """Two persons who may be one, for a human to decide; ``score`` from 0 to 1 only ranks."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Link:
    """That a person may be ``target`` in another data set; ``confirmed`` by a human."""

    node: str
    target: str
    name: str
    description: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Naming:
    """The nodes that an article names, sorted, whether or not it claims anything of them."""

    article: str
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Run:
    """What made the graph: versions of this software, its rules and the language model."""

    id: str
    software: str
    rules: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Everything the graph holds, each tuple sorted by id."""

    run: Run
    articles: tuple[Article, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    nodes: tuple[Node, ...] = ()
    namings: tuple[Naming, ...] = ()
    offices: tuple[Office, ...] = ()
    claims: tuple[Claim, ...] = ()
    reports: tuple[Report, ...] = ()
    events: tuple[Happening, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    supersessions: tuple[Supersession, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    links: tuple[Link, ...] = ()


# --- the network that pages and notebooks draw ------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence behind a link, as an analyst reads it; ``marks`` are ranges within ``text``."""

    text: str
    marks: tuple[tuple[int, int, str], ...]
    article: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    start: int
    speakers: tuple[str, ...]
    status: Status
    certainty: Certainty
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkNode:
    """A dot of the picture: ``kind`` is person, country, organization, place or event.

    ``contexts`` are the PLOVER contexts that reports of an event name: "military", "legal" ...
    """

    id: str
    kind: str
    label: str
    aliases: tuple[str, ...] = ()
    key: str | None = None
    event_type: str | None = None
    quad: str | None = None
    status: Status | None = None
    begin: str | None = None
    end: str | None = None
    precision: str | None = None
    origins: int | None = None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkLink:
    """A line of the picture: subject, predicate (local name), object, and its evidence.

    ``origins`` counts the independent origins of a fact; those of a part in an event are the
    event's.
    """

    source: str
    target: str
    predicate: str
    label: str
    status: Status
    evidence: tuple[Evidence, ...]
    origins: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSide:
    """One side of a conflict as an analyst reads it: what it says, and the sentences."""

    label: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkConflict:
    """A conflict for readers; ``about`` are ids of the dots that it concerns."""

    id: str
    kind: ConflictKind
    label: str
    about: tuple[str, ...]
    sides: tuple[NetworkSide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What a page or a notebook draws, nodes by id, links by (source, predicate, target)."""

    nodes: tuple[NetworkNode, ...] = ()
    links: tuple[NetworkLink, ...] = ()
    conflicts: tuple[NetworkConflict, ...] = ()
