"""Events along time, as a matplotlib plot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.notebook import extras

if TYPE_CHECKING:
    import pandas

_LOOK: dict[str, dict[str, Any]] = {  # colours that also the colour-blind tell apart
    "happened": {"color": "#0072b2"},
    "planned": {"color": "#e69f00", "fill": False, "linestyle": "--"},
    "possible": {"color": "#56b4e9", "fill": False, "linestyle": ":"},
    "denied": {"color": "#d55e00", "fill": False, "hatch": "xx"},
}
_LABELLED = 15
_HEIGHT = 0.6


def timeline(events: pandas.DataFrame, axes: Any = None) -> Any:
    """Draw dated events: one row a type, each from its first to its last day.

    ``events`` has the columns ``begin``, ``end``, ``type``, ``status`` and ``what``. Few events
    have their names. Without ``axes`` a new figure is made.

    Raises:
        KGError: matplotlib is not installed.
    """
    plt = extras.pyplot()
    dated = events.dropna(subset=["begin"]).sort_values(["begin", "what"])
    kinds = sorted(dated["type"].unique(), reverse=True)
    if axes is None:
        tall = max(1.6, 0.45 * len(kinds) + 1.2)
        axes = plt.figure(figsize=(9, tall), layout="constrained").add_subplot()
    span = _span(dated)
    for row in dated.to_dict("records"):
        _bar(axes, row, kinds.index(row["type"]), span)
    if len(dated) <= _LABELLED:
        _names(axes, dated, kinds)
    axes.set_yticks(range(len(kinds)), kinds)
    axes.set_ylim(-0.8, len(kinds) - 0.2)
    axes.xaxis_date()
    _legend(axes, dated, plt)
    return axes


def _span(dated: pandas.DataFrame) -> Any:
    """The least width that can be seen: a hundredth of the whole time."""
    pd = extras.pandas()
    if dated.empty:
        return pd.Timedelta(0)
    return (dated["end"].max() - dated["begin"].min()) / 100


def _bar(axes: Any, row: dict[Any, Any], place: int, least: Any) -> None:
    look = _LOOK[row["status"]]
    day = extras.pandas().Timedelta(days=1)  # the last one is part of the event
    width = max(row["end"] - row["begin"] + day, least)
    colour = {"edgecolor": look["color"], "facecolor": look["color"] + "99"}
    rest = {name: value for name, value in look.items() if name != "color"}
    axes.barh(place, width, _HEIGHT, left=row["begin"], **colour, **rest)


def _names(axes: Any, dated: pandas.DataFrame, kinds: list[str]) -> None:
    for row in dated.to_dict("records"):
        at = (row["begin"], kinds.index(row["type"]) + _HEIGHT / 2)
        # A dollar sign would begin a formula.
        words = str(row["what"]).replace("$", r"\$")
        axes.annotate(words, at, xytext=(0, 1), textcoords="offset points", fontsize=7)


def _legend(axes: Any, dated: pandas.DataFrame, plt: Any) -> None:
    shown = [status for status in _LOOK if status in set(dated["status"])]
    patches = [
        plt.Rectangle(
            (0, 0),
            1,
            1,
            edgecolor=_LOOK[status]["color"],
            facecolor=_LOOK[status]["color"] + "99",
            **{name: value for name, value in _LOOK[status].items() if name != "color"},
        )
        for status in shown
    ]
    if shown:
        axes.legend(
            patches,
            shown,
            ncols=len(shown),
            fontsize=8,
            frameon=False,
            loc="lower left",
            bbox_to_anchor=(0, 1),
        )
