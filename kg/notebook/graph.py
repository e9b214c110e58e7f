"""The graph as a notebook has it: every question is a method, every answer a value to work with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kg.errors import QueryError, WorkspaceError
from kg.graph import named, rdf
from kg.graph import vocabulary as v
from kg.graph import why as reasons
from kg.graph.naming import Names, find
from kg.graph.network import network
from kg.graph.parameters import bind
from kg.graph.store import IRI, Store, Value
from kg.model import MentionType
from kg.notebook import plots, questions
from kg.notebook.card import Card
from kg.notebook.frames import frame
from kg.notebook.inline import InlinePage
from kg.view.dyads import dyads
from kg.view.network import to_networkx
from kg.workspace import Workspace, is_endpoint, opened

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

NetworkKind = Literal["everything", "participants", "persons", "countries", "organizations"]
_KINDS: dict[str, tuple[MentionType, ...]] = {
    "participants": ("person", "country", "organization"),
    "persons": ("person",),
    "countries": ("country",),
    "organizations": ("organization",),
}
Words = str | Sequence[str]


class Graph:
    """A graph of persons, countries and events, with the sentences behind it.

    Reads a folder as it is at each call: after a rebuild the next call sees the new graph. Of a
    SPARQL endpoint nothing is kept either. ``g["Name"]`` is the card of a person, country,
    organization or place; names, aliases, ISO codes and IRIs will do wherever one is asked for.
    """

    def __init__(self, address: Path | str) -> None:
        self._address = str(address)
        self._opened: tuple[Path, Store] | None = None
        self._endpoint = opened(address) if is_endpoint(address) else None
        if self._endpoint is None:
            Workspace.open(address)

    # --- DataFrames ------------------------------------------------------------------------

    def sparql(self, query: str, **bindings: Value) -> pandas.DataFrame:
        """The rows of a SELECT, with numbers as numbers and dates as dates.

        The prefixes ``kg: schema: sem: skos: rdfs: prov:`` and the like need no declaration.
        ``bindings`` give variables that SELECT names their value: a string that is a full http
        IRI is taken as that IRI, any other as text. An ASK yields one row, column ``answer``.

        Raises:
            QueryError: the query is malformed, fails, or is a CONSTRUCT (see ``rdf``).
            EndpointError: the endpoint does not answer, or not in full.
        """
        bound = {name: _bindable(value) for name, value in bindings.items()}
        answer = self._store.query(query, bound)
        if isinstance(answer, str):
            raise QueryError("a CONSTRUCT or DESCRIBE has no rows: use g.rdf().query(...)")
        if isinstance(answer, bool):
            return frame(["answer"], [(answer,)])
        return frame(answer.variables, answer.rows)

    def named(self, name: str, **parameters: str) -> pandas.DataFrame:
        """The answer to a named query: ``g.named("dyad", one="Bolivia", other="CHL")``.

        Raises:
            QueryError: there is none of this name (the message has close ones), or it has no
                such parameter.
        """
        return self.sparql(bind(named.query(name), parameters, self._store))

    def persons(self) -> pandas.DataFrame:
        """Every person with the offices they hold, those most told of first."""
        return self.named("persons")

    def countries(self) -> pandas.DataFrame:
        """Every country with its ISO code and the number of events it took part in."""
        return self.named("countries")

    def events(
        self,
        between: Words = (),
        since: str | None = None,
        until: str | None = None,
        status: Words | None = None,
        type: str | None = None,
    ) -> pandas.DataFrame:
        """Events with status, types, time, and who takes part; earliest first, undated last.

        Args:
            between: who all take part in one telling of it: two names, one, or more.
            since: a day, month, quarter or year: only events that may have been on its first
                day or later. Events without a date are left out.
            until: only events that may have been on its last day or earlier.
            status: one or several of happened, planned, possible, denied.
            type: a type after PLOVER with all below it: ``CONSULT``, ``CONSULT.visit``, or a
                quad class such as ``verbal-conflict``.

        Raises:
            QueryError: a name, status, type or date is unknown; the message has close ones.
        """
        store = self._store
        given = [between] if isinstance(between, str) else between
        query = questions.events(
            [find(store, name) for name in given],
            since,
            until,
            questions.chosen(status, questions.STATUSES, "status"),
            questions.concept(store, type) if type else None,
        )
        return self.sparql(query)

    def claims(
        self,
        about: str | None = None,
        predicate: str | None = None,
        status: Words | None = None,
    ) -> pandas.DataFrame:
        """Every claimed fact with the sentence that says it, accepted or not.

        Args:
            about: whom or what it is about, as its subject or object.
            predicate: one of nationality, holdsOffice, memberOfParty, and so on.
            status: one or several of happened (said as certain), planned, possible, denied.

        Raises:
            QueryError: a name, predicate or status is unknown; the message has close ones.
        """
        property_ = None
        if predicate:
            (word,) = questions.chosen(predicate, list(v.PREDICATES), "predicate")
            property_ = IRI(v.PREDICATES[word])
        wanted = questions.chosen(status, questions.STATUSES, "status")
        thing = find(self._store, about) if about else None
        return self.sparql(questions.claims(thing, property_, wanted))

    def conflicts(self, about: str | None = None) -> pandas.DataFrame:
        """Where sources contradict each other: each side with its sentences.

        Raises:
            QueryError: nothing is called ``about``.
        """
        found = self.named("conflicts")
        if about is None:
            return found
        thing = find(self._store, about)
        told = {row[0] for row in self._store.select(questions.concerned(thing))}
        return found[found["conflict"].isin(told)].reset_index(drop=True)

    def why(self, subject: str, predicate: str = "*", object: str = "*") -> pandas.DataFrame:
        """The sentences behind a fact, in reading order; denied and planned ones are among them.

        ``*`` is any subject, predicate or object.

        Raises:
            QueryError: a name is unknown (the message has close ones) or means several things.
        """
        found = reasons.why(self._store, subject, predicate, object)
        return frame(_WHY, [_why(one) for one in found])

    def timeline(self, who: str) -> pandas.DataFrame:
        """What someone takes part in, telling by telling: earliest first, undated last.

        Raises:
            QueryError: nothing is called so (the message has close names).
        """
        return self.sparql(questions.timeline(find(self._store, who)))

    def search(self, words: str) -> pandas.DataFrame:
        """Things called so and sentences that have all of the words, the best match first.

        ``"a phrase"`` may stand in quotes, and ``*`` behind the beginning of a word.

        Raises:
            QueryError: there is no word in them.
        """
        return self.sparql(bind(named.query("search"), {"words": words}, self._store))

    # --- one thing ---------------------------------------------------------------------------

    def person(self, name: str) -> Card:
        """The card of a person.

        Raises:
            QueryError: nobody is called so (the message has close names).
        """
        return Card(self, self._store, find(self._store, name, "person"))

    def country(self, name: str) -> Card:
        """The card of a country, by name or ISO code.

        Raises:
            QueryError: there is none in the graph (the message has close names).
        """
        return Card(self, self._store, find(self._store, name, "country"))

    def __getitem__(self, name: str) -> Card:
        return Card(self, self._store, find(self._store, name))

    def _ipython_key_completions_(self) -> list[str]:
        kinds = ("person", "country", "organization")
        return sorted({name for kind in kinds for name in Names(self._store, kind).labels()})

    def __dir__(self) -> list[str]:
        return [name for name in object.__dir__(self) if not name.startswith("_")]

    # --- graphs and pictures -----------------------------------------------------------------

    def network(self, kind: NetworkKind = "everything") -> networkx.Graph[str]:
        """The network: directed with events as nodes, or who takes part in events together.

        ``everything`` is a MultiDiGraph of all that takes part in something. ``persons``,
        ``countries``, ``organizations`` and, with all three, ``participants`` are undirected;
        their nodes have ``label`` and ``kind``, their links as ``weight`` the number of events
        that happened and in which both took part.

        Raises:
            QueryError: there is no such kind.
        """
        (chosen,) = questions.chosen(kind, ["everything", *_KINDS], "network")
        drawn = network(self._store)
        return to_networkx(drawn) if chosen == "everything" else dyads(drawn, *_KINDS[chosen])

    def rdf(self) -> rdflib.Graph:
        """The store as a read-only rdflib graph; nothing is copied."""
        if is_endpoint(self._address):
            return rdf.remote(self._address)
        return rdf.graph(Workspace.open(self._address).store)

    def show(self, height: int = 700) -> InlinePage:
        """The interactive page inside the notebook, ``height`` pixels high.

        Raises:
            WorkspaceError: the folder has no page.
        """
        return InlinePage(self._page(), height)

    def plot_timeline(
        self,
        who: str | None = None,
        since: str | None = None,
        until: str | None = None,
        axes: Any = None,
    ) -> Any:
        """Draw the dated events of someone, or of all, along time; returns matplotlib axes.

        Raises:
            QueryError: nothing is called ``who``, or a date is none.
            KGError: matplotlib is not installed.
        """
        found = self.events(between=who or (), since=since, until=until)
        # The first of several types, such as COERCE of "COERCE.arrest, ASSAULT".
        kinds = found["types"].str.split("[.,]", regex=True).str[0]
        return plots.timeline(found.assign(type=kinds), axes)

    # --- inside --------------------------------------------------------------------------------

    def _page(self) -> str:
        if self._endpoint is not None:
            from kg.view import page

            return page.picture(network(self._endpoint), title="News graph").generate_html()
        path = Workspace.open(self._address).page
        try:
            return path.read_text(encoding="utf-8")
        except OSError as error:
            raise WorkspaceError(f"{path} cannot be read; build the graph again") from error

    @property
    def _store(self) -> Store:
        if self._endpoint is not None:
            return self._endpoint
        folder = Workspace.open(self._address).store
        if self._opened is None or self._opened[0] != folder:
            self._opened = folder, opened(self._address)
        return self._opened[1]

    def _counts(self) -> dict[str, int]:
        if self._endpoint is None:
            return dict(Workspace.open(self._address).manifest["counts"])
        ((persons, countries, events),) = self._endpoint.select(_COUNTS).rows
        return {
            "persons": int(str(persons)),
            "countries": int(str(countries)),
            "events": int(str(events)),
        }

    def __repr__(self) -> str:
        if self._endpoint is not None:  # a repr does not go out to the network
            return f"<kg.Graph {self._address!r}>"
        told = ", ".join(f"{number} {what}" for what, number in self._counts().items())
        return f"<kg.Graph {self._address!r}: {told}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th>{escape(str(what))}</th><td>{number:,}</td></tr>"
            for what, number in self._counts().items()
        )
        return f"<table><caption>{escape(self._address)}</caption>{rows}</table>"


_COUNTS = """
SELECT ?persons ?countries ?events WHERE {
  { SELECT (COUNT(DISTINCT ?p) AS ?persons) { ?p a schema:Person } }
  { SELECT (COUNT(DISTINCT ?c) AS ?countries) { ?c a schema:Country } }
  { SELECT (COUNT(DISTINCT ?e) AS ?events) { ?e a sem:Event } }
}"""
_WHY = (
    *("subject", "predicate", "object", "sentence", "status", "polarity", "certainty", "tense"),
    *("said_by", "published", "title", "publisher", "url", "article", "start", "end", "rule"),
)


def _why(found: reasons.Why) -> tuple[Any, ...]:
    record, telling = found.record, found.record.telling
    return (
        *(found.subject, found.predicate, found.object, record.text, telling.status),
        *(telling.polarity, telling.certainty, telling.tense, ", quoting ".join(record.speakers)),
        *(_day(record.published), record.title, record.publisher, record.url, record.identifier),
        *(telling.start, telling.end, telling.rule),
    )


def _day(published: str | None) -> date | str | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return published


def _bindable(value: Value) -> Value:
    if isinstance(value, str) and value.startswith(("http://", "https://")) and " " not in value:
        return IRI(value)
    return value
