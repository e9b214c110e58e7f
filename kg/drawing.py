"""The page of a generation from its files alone, so that any process of this machine can draw it."""

from __future__ import annotations

from pathlib import Path

from kg import codec, iris
from kg.uncollected import uncollected
from kg.workspace import ARTICLES, PAGE, QUADS


@uncollected()
def prepare() -> None:
    """Import and read what drawing needs: a fifth of a second."""
    import kg.graph.network
    import kg.graph.statements
    import kg.view.page  # noqa: F401
    from kg.view import parts

    for part in (parts.template, parts.program, parts.library):
        part()


@uncollected()
def draw(folder: Path) -> None:
    """Draw the page of the graph and the articles in a folder.

    Raises:
        OSError: the folder cannot be written.
    """
    from kg.graph import network, ontology
    from kg.graph.statements import Statements
    from kg.view import page
    from kg.view.ranking import main_title

    articles = map(codec.article, codec.lines(folder / ARTICLES))
    texts = {iris.article(article.digest): article.text for article in articles}
    statements = Statements.read(folder / QUADS, *ontology.vocabulary_files())
    drawn = network.network(statements)
    page.write(drawn, folder / PAGE, title=main_title(drawn), texts=texts)
