"""A Chromium with the network cut, and pages of invented news to open in it."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kg.view import page as page_maker

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def story() -> ModuleType:
    """The module that makes the invented networks."""
    spec = importlib.util.spec_from_file_location("story", Path(__file__).with_name("story.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(f"NO CHROMIUM: install one of {', '.join(BROWSERS)} to run the browser tests")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def story_page(story: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    network = story.network()
    texts = story.texts(network)
    page_maker.write(network, path, title="Invented news of a week", texts=texts)
    return path


class Watched:
    """A context that remembers whatever a page must not do."""

    def __init__(self, context: BrowserContext, path: Path) -> None:
        self.faults: list[str] = []
        self._address = path.as_uri()
        context.set_offline(True)
        context.add_init_script(_WATCH)
        context.route("**/*", self._on_request)
        self.page = context.new_page()
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", self._on_dialog)
        self.page.goto(self._address)
        self.page.wait_for_selector("html[data-state=ready]")

    def check(self) -> None:
        """Fails if a script of the news ran, a policy was violated or anything was loaded."""
        self.faults += self.page.evaluate("window.violations")
        assert self.page.evaluate("typeof window.__pwn") == "undefined"
        assert self.faults == []

    def _on_request(self, route: Any) -> None:
        if route.request.url.split("#")[0] == self._address:
            route.continue_()
        else:
            self.faults.append(f"request: {route.request.url[:200]}")
            route.abort()

    def _on_console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _on_dialog(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def visit(browser: Browser, story_page: Path) -> Iterator[Callable[..., Page]]:
    """``visit(path=None, **context)`` opens a page; it is watched, and checked at the end."""
    opened: list[tuple[BrowserContext, Watched]] = []

    def run(path: Path = story_page, **options: Any) -> Page:
        options.setdefault("viewport", {"width": 1400, "height": 900})
        context = browser.new_context(**options)
        context.set_default_timeout(20_000)
        watched = Watched(context, path)
        opened.append((context, watched))
        return watched.page

    yield run
    try:
        for _, watched in opened:
            watched.check()
    finally:
        for context, _ in opened:
            context.close()
