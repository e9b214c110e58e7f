"""The page to query on and the pages of things, in a real browser under their own policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from kg.graph import embedded, mapping
from tests.graph.conftest import tell
from tests.view.running import Server, serving, use

_WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("site")
    mapping.write(tell(), folder / "graph.nq")
    embedded.load(folder / "graph.nq", folder / "store")
    use(folder, "store")
    (folder / "graph.html").write_text("<!doctype html><title>graph</title>")
    with serving(folder, seconds=3, workers=1) as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1300, "height": 900}, accept_downloads=True)
    context.set_default_timeout(20_000)
    context.add_init_script(_WATCH)
    faults: list[str] = []

    def only_here(route: Any) -> None:
        if not route.request.url.startswith(server.address):
            faults.append(route.request.url)
        route.continue_()

    context.route("**/*", only_here)
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(server.address)
    yield opened
    faults += opened.evaluate("window.violations")
    context.close()
    assert faults == []


def write(page: Page, query: str) -> None:
    page.fill("#query", query)


def test_a_query_that_is_ready_runs_at_a_click(page: Page) -> None:
    page.click("#examples button")
    page.wait_for_selector("#table tbody tr")
    assert page.inner_text("#summary").startswith("2 rows in")
    assert page.inner_text("#about") == "Every person, </script> too."


def test_write_run_and_follow_a_link(page: Page, server: Server) -> None:
    write(page, "SELECT ?p ?name { ?p a schema:Person ; rdfs:label ?name } ORDER BY ?name")
    page.press("#query", "Control+Enter")
    page.wait_for_selector("#table tbody tr")
    assert page.locator("#colours .is-keyword").all_inner_texts() == ["SELECT", "a", "ORDER", "BY"]
    link = page.locator("#table a").first
    assert link.inner_text() == "person/ana-silva"
    link.click()
    page.wait_for_url("**/id/person/ana-silva")
    assert page.inner_text("h1") == "Ana Silva"
    page.click("dd a:has-text('foreign minister of Peru') >> nth=0")
    page.wait_for_url("**/id/office/**")
    page.go_back()
    page.go_back()
    page.wait_for_selector("#table tbody tr")


def test_a_mistake_is_shown_where_it_is(page: Page) -> None:
    write(page, "SELECT ?s WHERE {\n  ?s ?p\n}")
    page.click("#run")
    page.wait_for_selector("#error:visible")
    assert "line 3, column 2" in page.inner_text("#error")
    assert page.locator(".editor.has-fault").count() == 1
    assert page.evaluate("document.getElementById('query').selectionStart") == 27


def test_a_link_to_a_query_runs_it(page: Page, server: Server) -> None:
    write(page, "ASK { ?p a schema:Person }")
    page.click("#run")
    page.wait_for_selector("#plain:visible")
    linked = page.evaluate("document.getElementById('permalink').href")
    page.goto("about:blank")
    page.goto(linked)
    page.wait_for_selector("#plain:visible")
    assert page.inner_text("#plain") == "Yes"


def test_an_answer_can_be_taken_along(page: Page) -> None:
    write(page, "SELECT ?name { ?p a schema:Person ; rdfs:label ?name } ORDER BY ?name")
    page.click("#run")
    page.wait_for_selector("#downloads a")
    with page.expect_download() as download:
        page.click("#downloads a >> text=CSV")
    assert Path(download.value.path()).read_text("utf-8").split("\n")[0].strip() == "name"


def test_a_named_query_is_narrowed_and_its_address_copied(page: Page, server: Server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#examples button[data-name=about]")
    assert page.evaluate("document.activeElement.name") == "who"  # nothing runs without it
    page.keyboard.type("silva")
    page.keyboard.press("Enter")
    page.wait_for_selector("#table tbody tr")
    rows = page.locator("#table tbody tr").count()
    page.focus("#copy")
    page.keyboard.press("Enter")
    page.wait_for_selector("#copied:has-text('Copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.input_value("#address") == f"{server.address}/queries/about.csv?who=silva"
    assert len(pandas.read_csv(copied)) == rows > 1
    linked = page.evaluate("document.getElementById('permalink').href")
    page.goto("about:blank")
    page.goto(linked)
    page.wait_for_selector("#table tbody tr")
    assert page.locator("#table tbody tr").count() == rows
    assert page.input_value("#narrow input[name=who]") == "silva"


def test_a_name_that_is_not_there_is_told_with_what_comes_close(page: Page) -> None:
    page.click("#examples button[data-name=about]")
    page.keyboard.type("Ana Silvo")
    page.keyboard.press("Enter")
    page.wait_for_selector("#error:visible")
    assert "close to it: Ana Silva" in page.inner_text("#error")


def test_a_query_that_is_written_over_is_narrowed_no_more(page: Page, server: Server) -> None:
    page.click("#examples button[data-name=about]")
    write(page, "SELECT ?p { ?p a schema:Person }")
    assert page.locator("#narrow").is_hidden()
    page.click("#run")
    page.wait_for_selector("#table tbody tr")
    page.click("#copy")
    assert page.input_value("#address").startswith(f"{server.address}/sparql.csv?query=SELECT")
    page.click("#examples button[data-name=persons]")
    page.wait_for_selector("#place", state="hidden")
    page.click("#copy")
    assert page.input_value("#address") == f"{server.address}/queries/persons.csv"


def test_words_are_found_in_what_was_said(page: Page) -> None:
    page.fill("#words", "troop* border")
    page.press("#words", "Enter")
    page.wait_for_selector("#table tbody tr")
    assert "Chile will send troops to the border in May." in page.inner_text("#table")
    assert page.input_value("#narrow input[name=words]") == "troop* border"


def test_graphs_and_the_end_of_patience(page: Page) -> None:
    write(page, "CONSTRUCT WHERE { ?p a schema:Person }")
    page.click("#run")
    page.wait_for_selector("#plain:visible")
    assert "schema:Person" in page.inner_text("#plain")
    write(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    page.click("#run")
    page.wait_for_selector("#error:visible")
    assert "took longer than 3 s" in page.inner_text("#error")


def test_terms_are_proposed(page: Page) -> None:
    page.fill("#query", "")
    page.type("#query", "SELECT * { ?s kg:holds")
    page.wait_for_selector("#proposals li")
    page.keyboard.press("Tab")
    assert page.input_value("#query") == "SELECT * { ?s kg:holdsOffice"


@pytest.mark.parametrize(
    "path", ["/", "/id/person/ana-silva", "/id/country/CHL", "/id/person/nobody-x"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(page: Page, server: Server, path: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(server.address + path)
    if path == "/":
        page.fill("#words", "troops")
        page.press("#words", "Enter")
        page.click("#copy")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert found.violations_count == 0, found.generate_report()


def test_nothing_is_wider_than_a_phone(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for path in ("/", "/id/person/ana-silva"):
        page.goto(server.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
