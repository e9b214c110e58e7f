"""The picture of ``growth.py``: seconds, memory and queries by the number of articles, all in logs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

_MARKS = "osD^vP*X"


def draw(lines: Path, picture: Path) -> None:
    """Draw the JSON lines that ``growth.py`` printed; the same lines give the same bytes."""
    sizes = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    sizes.sort(key=lambda size: size["articles"])
    figure = Figure(figsize=(12, 4.2), layout="constrained")
    seconds, memory, queries = figure.subplots(1, 3)
    told = dict.fromkeys(step for size in sizes for step in size["steps"])
    steps = [step for step in told if step != "generate"]
    _lines(
        seconds, "CPU seconds", sizes, {s: lambda z, s=s: z["steps"][s]["seconds"] for s in steps}
    )
    _lines(
        memory,
        "megabytes at most",
        sizes,
        {s: lambda z, s=s: z["steps"][s]["megabytes"] for s in steps},
    )
    names = list(dict.fromkeys(q for size in sizes for q in size.get("queries", {})))
    _lines(
        queries, "CPU milliseconds", sizes, {q: lambda z, q=q: z["queries"][q]["ms"] for q in names}
    )
    with mpl.rc_context({"svg.hashsalt": "newsgraph", "svg.fonttype": "path"}):
        figure.savefig(picture, metadata={"Date": None})


def _lines(axes: Axes, what: str, sizes: list[dict[str, Any]], series: dict[str, Any]) -> None:
    for mark, (name, value) in zip(_MARKS, series.items(), strict=False):
        points = [(size["articles"], value(size)) for size in sizes if _has(size, value)]
        axes.plot(*zip(*points, strict=True), marker=mark, label=name)
    axes.set(xscale="log", yscale="log", xlabel="articles", title=what)
    axes.grid(which="major", alpha=0.3)
    if series:
        axes.legend(fontsize=7)


def _has(size: dict[str, Any], value: Any) -> bool:
    try:
        value(size)
    except KeyError:
        return False
    return True
