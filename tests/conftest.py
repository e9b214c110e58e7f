"""One language model for the whole session, and a short way to read a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings
from spacy.language import Language

from kg import iris
from kg.model import Article, Extraction
from kg.text import pipeline
from kg.text.extract import extract
from tests.desk import Desk, serving

settings.register_profile("busy", deadline=None)  # a machine may have other work
settings.load_profile("busy")


@pytest.fixture(scope="session")
def nlp() -> Language:
    return pipeline.load()


@pytest.fixture(scope="session")
def read(nlp: Language) -> Callable[..., Extraction]:
    """``read(text, published=None)`` is the extraction of one article."""

    def run(text: str, published: str | None = None) -> Extraction:
        article = Article(id="a", digest=iris.digest(text), text=text, published=published)
        [(_, extraction)] = extract(nlp, [article])
        return extraction

    return run


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A reconciliation service on this machine."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as served:
        yield served


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: their driver keeps an event loop running in this thread."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
