"""A built graph in a notebook: DataFrames, networkx and rdflib graphs, and the page inline.

pandas is asked for only where a DataFrame is made, so that everything else works without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kg.errors import KGError, QueryError, WorkspaceError
from kg.graph import named, rdf
from kg.graph import why as reasons
from kg.graph.embedded import Embedded
from kg.graph.network import network
from kg.graph.store import IRI, Value
from kg.model import MentionType
from kg.view.dyads import dyads
from kg.view.network import to_networkx
from kg.workspace import Workspace

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

NetworkKind = Literal["everything", "persons", "countries", "organizations"]
_KINDS: dict[str, MentionType] = {
    "persons": "person",
    "countries": "country",
    "organizations": "organization",
}


def open(path: Path | str) -> Graph:
    """Open the graph in a folder that ``kg build`` made.

    Raises:
        WorkspaceError: the folder holds no graph.
    """
    return Graph(path)


class Graph:
    """A graph of persons, countries and events, with the sentences behind it.

    Reads the folder as it is at each call: after a rebuild the next call sees the new graph.
    """

    def __init__(self, path: Path | str) -> None:
        self._root = Path(path)
        self._opened: tuple[Path, Embedded] | None = None
        Workspace.open(self._root)

    def sparql(self, query: str, **bindings: Value) -> pandas.DataFrame:
        """The rows of a SELECT, with numbers as numbers and dates as dates.

        The prefixes ``kg: schema: sem: skos: rdfs: prov:`` and the like need no declaration.
        ``bindings`` give variables that SELECT names their value: a string that is a full http
        IRI is taken as that IRI, any other as text. An ASK yields one row, column ``answer``.

        Raises:
            QueryError: the query is malformed, fails, or is a CONSTRUCT (see ``rdf``).
        """
        bound = {name: _bindable(value) for name, value in bindings.items()}
        answer = self._store.query(query, bound)
        if isinstance(answer, str):
            raise QueryError("a CONSTRUCT or DESCRIBE has no rows: use g.rdf().query(...)")
        if isinstance(answer, bool):
            return _frame(["answer"], [(answer,)])
        return _frame(answer.variables, answer.rows)

    def persons(self) -> pandas.DataFrame:
        """Every person with the offices they hold, those most told of first."""
        return self._named("persons")

    def countries(self) -> pandas.DataFrame:
        """Every country with its ISO code and the number of events it took part in."""
        return self._named("countries")

    def events(self) -> pandas.DataFrame:
        """Every event with its status, types, time and places."""
        return self._named("events")

    def claims(self) -> pandas.DataFrame:
        """Every claimed fact about persons with the sentence that says it, accepted or not."""
        return self._named("claims")

    def why(self, subject: str, predicate: str = "*", object: str = "*") -> pandas.DataFrame:
        """The sentences behind a fact, in reading order; denied and planned ones are among them.

        Names, ISO codes and IRIs will do for subject and object; ``*`` is any.

        Raises:
            QueryError: a name is unknown (the message has close ones) or means several things.
        """
        found = reasons.why(self._store, subject, predicate, object)
        return _frame(_WHY, [_why(one) for one in found])

    def network(self, kind: NetworkKind = "everything") -> networkx.Graph[str]:
        """The network: directed with events as nodes, or who takes part in events together.

        ``everything`` is a MultiDiGraph of all that takes part in something. ``persons``,
        ``countries`` and ``organizations`` are undirected; their links have as ``weight`` the
        number of events that happened and in which both took part.

        Raises:
            QueryError: there is no such kind.
        """
        if kind != "everything" and kind not in _KINDS:
            raise QueryError(f"no network {kind!r}: choose everything, {', '.join(_KINDS)}")
        drawn = network(self._store)
        if kind == "everything":
            return to_networkx(drawn)
        return dyads(drawn, _KINDS[kind])

    def rdf(self) -> rdflib.Graph:
        """The store as a read-only rdflib graph; nothing is copied."""
        return rdf.graph(self._workspace.store)

    def show(self, height: int = 700) -> InlinePage:
        """The interactive page inside the notebook, ``height`` pixels high.

        Raises:
            WorkspaceError: the folder has no page.
        """
        path = self._workspace.page
        try:
            return InlinePage(path.read_text(encoding="utf-8"), height)
        except OSError as error:
            raise WorkspaceError(f"{path} cannot be read; build the graph again") from error

    @property
    def _workspace(self) -> Workspace:
        return Workspace.open(self._root)

    @property
    def _store(self) -> Embedded:
        folder = self._workspace.store
        if self._opened is None or self._opened[0] != folder:
            self._opened = folder, Embedded.open(folder)
        return self._opened[1]

    def _named(self, name: str) -> pandas.DataFrame:
        return self.sparql(named.text(name))

    def __repr__(self) -> str:
        counts = self._workspace.manifest["counts"]
        told = ", ".join(f"{number} {what}" for what, number in counts.items())
        return f"<kg.Graph {str(self._root)!r}: {told}>"

    def _repr_html_(self) -> str:
        counts = self._workspace.manifest["counts"]
        rows = "".join(
            f"<tr><th>{escape(str(what))}</th><td>{number:,}</td></tr>"
            for what, number in counts.items()
        )
        return f"<table><caption>{escape(str(self._root))}</caption>{rows}</table>"


class InlinePage:
    """The interactive page of a graph as a notebook shows it: whole, and apart from the notebook.

    It needs no file beside the notebook and no network. The frame keeps the page's script from
    the notebook's own page and session.
    """

    def __init__(self, html: str, height: int) -> None:
        self._html = html
        self._height = int(height)

    def __repr__(self) -> str:
        return f"<kg page, {len(self._html):,} characters; shown in a notebook>"

    def _repr_html_(self) -> str:
        return (
            f'<iframe title="graph" width="100%" height="{self._height}" style="border:0" '
            'sandbox="allow-scripts allow-downloads allow-popups" '
            f'srcdoc="{escape(self._html)}"></iframe>'
        )


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


def _frame(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> pandas.DataFrame:
    pd = _pandas()
    frame: pandas.DataFrame = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    for column in frame.columns:
        frame[column] = _typed(frame[column], pd)
    return frame


def _typed(values: pandas.Series[Any], pd: Any) -> pandas.Series[Any]:
    """A column with the type that all its values share; whole numbers stay whole beside gaps."""
    kinds = {type(value) for value in values if value is not None}
    if kinds and kinds <= {date, datetime}:
        return _dates(values, pd)
    if kinds == {int}:
        return values.astype("Int64" if values.isna().any() else "int64")
    if kinds and kinds <= {int, float}:
        return values.astype("float64")
    if kinds == {bool} and not values.isna().any():
        return values.astype("bool")
    return values.infer_objects()


def _dates(values: pandas.Series[Any], pd: Any) -> pandas.Series[Any]:
    try:
        found: pandas.Series[Any] = pd.to_datetime(values)
    except (ValueError, OverflowError, TypeError):  # mixed time zones, or a year out of range
        return values
    return found


def _pandas() -> Any:
    try:
        return import_module("pandas")
    except ImportError as error:
        raise KGError("DataFrames need pandas: pip install 'newsgraph[notebook]'") from error
