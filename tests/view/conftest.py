"""A server on the small story that the tests of the graph share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import embedded, mapping
from tests.graph.conftest import tell
from tests.view.running import Server, serving, use


@pytest.fixture(scope="session")
def story_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the store of the story."""
    folder = tmp_path_factory.mktemp("story")
    mapping.write(tell(), folder / "graph.nq")
    embedded.load(folder / "graph.nq", folder / "store")
    use(folder, "store")
    (folder / "graph.html").write_text("<!doctype html><title>graph</title>")
    return folder


@pytest.fixture(scope="session")
def story_server(story_folder: Path) -> Iterator[Server]:
    with serving(story_folder, seconds=20, workers=2) as running:
        yield running
