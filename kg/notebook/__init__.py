"""A graph in a notebook: DataFrames, networkx and rdflib graphs, cards, plots and the page inline.

pandas and matplotlib are asked for only where a DataFrame or a plot is made, so that everything
else works without them.
"""

from __future__ import annotations

from pathlib import Path

from kg.notebook.card import Card
from kg.notebook.graph import Graph
from kg.notebook.inline import InlinePage

__all__ = ["Card", "Graph", "InlinePage", "open"]


def open(address: Path | str) -> Graph:
    """Open the graph in a folder that ``kg build`` made, or behind a SPARQL endpoint.

    Raises:
        WorkspaceError: the folder holds no graph.
        EndpointError: the address of the endpoint is none.
    """
    return Graph(address)
