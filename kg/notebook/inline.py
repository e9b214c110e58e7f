"""The interactive page inside a notebook."""

from __future__ import annotations

from html import escape


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
