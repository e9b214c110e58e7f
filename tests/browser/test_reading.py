"""A reader opens a page with the network cut, finds someone, and reads the sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

ID = "https://w3id.org/newsgraph/id"
Visit = Callable[..., Page]


def find(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def click_on(page: Page, node: str) -> None:
    point = page.evaluate("(iri) => newsgraph.pointOf(iri)", f"{ID}/{node}")
    page.locator("#canvas").click(position=point)


def test_the_overview_tells_counts_dates_events_and_persons(visit: Visit) -> None:
    panel = visit().get_by_role("complementary", name="Details")
    expect(panel).to_contain_text("10 persons, 8 countries, 2 organizations and 16 events")
    expect(panel).to_contain_text("in 7 articles, published 3–10 February 2026")
    most_reported = panel.locator(".ranked li")
    expect(most_reported.first).to_contain_text("Indonesia detained Japan")
    expect(most_reported.first).to_contain_text("4 articles")
    expect(panel).to_contain_text("Prime minister, Japan")


def test_a_person_is_found_by_alias_and_leads_to_marked_sentences(visit: Visit) -> None:
    page = visit()
    find(page, "prime minister tan")
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Aiko Tanabe")
    card = panel.locator(".sentence", has_text="plain disregard")
    expect(card.locator("mark")).to_have_text(["Tanabe", "accused", "Indonesia"])
    expect(card.locator("mark").nth(1)).to_have_class("mark-trigger")
    expect(card).to_contain_text("Said by Archipelago Wire › quoting Aiko Tanabe")
    expect(card).to_contain_text("The Meridian Ledger · 4 February 2026")
    expect(card).to_contain_text("Told as fact, certain · at character 150 · rule events.trigger")
    link = card.get_by_role("link", name="Tokyo summons ambassador over detained crew")
    expect(link).to_have_attribute("href", "https://news.example/ledger")


@pytest.mark.parametrize(
    ("words", "found"),
    [("JPN", "Japan"), ("tokyo", "Japan"), ("ines sar", "Inês Sarmento"), ("PFU", "Pelagic")],
)
def test_search_knows_codes_aliases_and_plain_letters(visit: Visit, words: str, found: str) -> None:
    page = visit()
    page.get_by_role("combobox").fill(words)
    first = page.get_by_role("option").first
    expect(first).to_contain_text(found)
    expect(first).to_have_attribute("aria-selected", "true")


def test_arrows_choose_among_suggestions_and_escape_leaves(visit: Visit) -> None:
    page = visit()
    box = page.get_by_role("combobox")
    box.fill("japan")
    box.press("ArrowDown")
    second = page.get_by_role("option").nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-1")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_a_click_on_the_picture_opens_an_event_and_its_parts(visit: Visit) -> None:
    page = visit()
    click_on(page, "event/seizure")
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Indonesia detained Japan")
    expect(panel).to_contain_text("Happened · 2 February 2026 · 4 articles")
    expect(panel.locator(".sentence")).to_have_count(4)
    panel.get_by_role("button", name="4 sentences").first.click()
    expect(panel.get_by_role("heading", level=2)).to_have_text("Indonesia detained Japan")
    expect(panel).to_contain_text("Part in an event: actor")
    expect(panel.locator(".sentence")).to_have_count(4)
    panel.get_by_role("button", name="Overview").click()
    expect(panel.get_by_role("heading", level=2)).to_have_text("At a glance")


def test_a_fact_leads_to_its_sentence(visit: Visit) -> None:
    page = visit()
    find(page, "Laila Hakim")
    fact = page.locator(".facts li", has_text="affiliated with")
    fact.get_by_role("button", name="1 sentence").click()
    expect(page.locator(".sentence mark")).to_have_text(["Laila Hakim", "Pelagic Fishers' Union"])


def test_filters_take_nodes_away_and_bring_them_back(visit: Visit) -> None:
    page = visit()
    shown = page.locator("#shown")
    expect(shown).to_have_text("All 35 shown")
    page.get_by_role("checkbox", name="Countries 8").uncheck()
    expect(shown).to_have_text("All 24 shown")
    assert page.evaluate("newsgraph.pointOf", f"{ID}/country/JPN") is None
    assert page.evaluate("newsgraph.pointOf", f"{ID}/event/strike") is not None
    page.get_by_role("checkbox", name="Protest 2").uncheck()
    assert page.evaluate("newsgraph.pointOf", f"{ID}/event/strike") is None
    page.get_by_role("button", name="Reset filters").click()
    expect(shown).to_have_text("All 35 shown")
    expect(page.get_by_role("checkbox", name="Countries 8")).to_be_checked()


def test_what_was_denied_is_hidden_until_asked_for(visit: Visit) -> None:
    page = visit()
    expect(page.locator("#shown")).to_have_text("All 35 shown")
    page.get_by_role("checkbox", name="Denied 1").check()
    expect(page.locator("#shown")).to_have_text("All 36 shown")
    find(page, "paid")
    expect(page.locator("#panel")).to_contain_text("Denied · No date is given")
    expect(page.locator(".reading")).to_contain_text("Told as not so")


def test_the_table_holds_the_same_selection_and_sorts(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Table").click()
    table = page.get_by_role("table")
    expect(table).to_contain_text("26 events and facts in this selection")
    page.get_by_role("button", name="Articles").click()
    first = table.locator("tbody tr").first
    expect(first).to_contain_text("detained")
    expect(page.get_by_role("columnheader", name="Articles")).to_have_attribute(
        "aria-sort", "ascending"
    )
    first.get_by_role("button").click()
    expect(page.locator("#panel h2")).to_have_text("Indonesia detained Japan")
    page.get_by_role("checkbox", name="Events 16").uncheck()
    expect(table).to_contain_text("11 events and facts in this selection")


def test_focus_shows_one_node_and_what_surrounds_it(visit: Visit) -> None:
    page = visit()
    find(page, "Kwabena")
    page.get_by_role("button", name="Only this and what surrounds it").click()
    expect(page.locator("#shown")).to_have_text("All 4 shown")
    expect(page.locator("#focused")).to_contain_text("Around Kwabena Asare")
    page.get_by_role("button", name="Show all", exact=True).click()
    expect(page.locator("#shown")).to_have_text("All 35 shown")


def test_the_address_brings_a_reader_back(visit: Visit) -> None:
    page = visit()
    find(page, "Sigrid")
    page.wait_for_url("**#node=https%3A%2F%2Fw3id.org%2Fnewsgraph%2Fid%2Fperson%2Fholt")
    page.reload()
    expect(page.locator("#panel h2")).to_have_text("Sigrid Holt")


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit()
    page.locator("#canvas").focus()
    page.keyboard.press("n")
    expect(page.locator("#panel h2")).not_to_have_text("At a glance")
    first = page.locator("#panel h2").inner_text()
    page.keyboard.press("n")
    expect(page.locator("#panel h2")).not_to_have_text(first)
    before = page.evaluate("newsgraph.pointOf", f"{ID}/country/IDN")
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(100)
    assert page.evaluate("newsgraph.pointOf", f"{ID}/country/IDN")["x"] > before["x"]
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_text("At a glance")


@pytest.mark.parametrize(("scheme", "turned"), [("light", "dark"), ("dark", "light")])
def test_the_theme_follows_the_reader_until_changed(visit: Visit, scheme: str, turned: str) -> None:
    page = visit(color_scheme=scheme)
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    button = page.get_by_role("button", name="Dark theme")
    expect(button).to_have_attribute("aria-pressed", str(scheme == "dark").lower())
    button.click()
    assert page.evaluate(paper) != before
    assert page.evaluate("document.documentElement.dataset.theme") == turned


def test_a_telephone_shows_everything_in_one_column(visit: Visit) -> None:
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, device_scale_factor=2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#filters")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_role("checkbox", name="Persons 10")).to_be_visible()
    page.get_by_role("button", name="Table").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
