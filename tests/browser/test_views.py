"""All pictures show one selection: brush, timeline, matrix, conflicts, paths, groups, files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

ID = "https://w3id.org/newsgraph/id"
Visit = Callable[..., Page]


def find(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .back")


def view(page: Page, name: str) -> None:
    page.get_by_role("group", name="View").get_by_role("button", name=name).click()


def title(page: Page) -> str:
    return page.locator("#panel h2").inner_text()


def test_the_brush_filters_everything_by_date(visit: Visit) -> None:
    page = visit()
    strip = page.locator("#brush .area").bounding_box()
    assert strip is not None
    middle = strip["y"] + 20
    page.mouse.move(strip["x"] + 40, middle)
    page.mouse.down()
    page.mouse.move(strip["x"] + strip["width"] * 0.2, middle, steps=4)
    page.mouse.up()
    expect(page.locator(".brush-words")).to_contain_text("2–")
    assert page.evaluate("newsgraph.pointOf", f"{ID}/event/seizure") is not None
    assert page.evaluate("newsgraph.pointOf", f"{ID}/event/fine") is None
    assert page.evaluate("newsgraph.pointOf", f"{ID}/event/warship") is None
    view(page, "Table")
    expect(page.get_by_role("table")).to_contain_text("detained")
    expect(page.get_by_role("table")).not_to_contain_text("barred")
    assert "until=2026-02-" in page.url
    page.get_by_role("button", name="All dates").click()
    expect(page.get_by_role("table")).to_contain_text("barred")


def test_events_are_filtered_by_what_they_are_about(visit: Visit) -> None:
    page = visit()
    page.get_by_text("About", exact=True).click()
    page.get_by_role("checkbox", name="Military 2").uncheck()
    assert page.evaluate("newsgraph.pointOf", f"{ID}/event/seizure") is None
    assert page.evaluate("newsgraph.pointOf", f"{ID}/event/fine") is not None
    page.get_by_role("checkbox", name="No matter named").uncheck()
    page.get_by_role("checkbox", name="Legal 1").uncheck()
    assert page.evaluate("newsgraph.pointOf", f"{ID}/event/fine") is not None
    assert "no-contexts=military" in page.url
    find(page, "barred")
    expect(page.locator(".facts-line")).to_contain_text("about Economic, Legal")


def test_the_brush_is_moved_by_keys_and_agrees_with_the_date_fields(visit: Visit) -> None:
    page = visit()
    page.get_by_text("Dates", exact=True).click()
    page.get_by_label("First day shown").press("ArrowRight")
    expect(page.get_by_role("textbox", name="From")).to_have_value("2026-02-03")
    assert page.evaluate("newsgraph.pointOf", f"{ID}/event/seizure") is None
    page.get_by_role("textbox", name="From").fill("2026-02-18")
    expect(page.get_by_label("First day shown")).to_have_attribute("aria-valuetext", "18 Feb 2026")
    expect(page.locator("#shown")).to_have_text("All 7 shown")
    page.get_by_role("checkbox", name="Keep those without a date").check()
    expect(page.locator("#shown")).not_to_have_text("All 7 shown")


def test_the_timeline_has_lanes_and_an_event_there_is_the_event_everywhere(visit: Visit) -> None:
    page = visit()
    view(page, "Timeline")
    lanes = page.get_by_role("region", name="Timeline")
    expect(lanes.get_by_role("button", name="Indonesia", exact=True)).to_be_visible()
    mark = lanes.get_by_role("button", name="Indonesia detained Japan, 2 February 2026, Happened")
    expect(mark).to_have_count(2)
    mark.first.click()
    expect(page.locator("#panel h2")).to_have_text("Indonesia detained Japan")
    expect(mark.last).to_have_class("happening is-happened line-material-conflict is-lit")
    view(page, "Table")
    expect(page.locator("tr.is-picked")).to_contain_text(["detained"])
    view(page, "Matrix")
    cell = page.get_by_role("button", name="Indonesia to Japan: cooperation 0, conflict 1")
    expect(cell).to_have_attribute("aria-pressed", "true")


def test_lanes_of_persons_alone_are_walked_by_arrows(visit: Visit) -> None:
    page = visit()
    view(page, "Timeline")
    page.get_by_role("group", name="Lanes").get_by_role("button", name="Persons").click()
    expect(page.locator(".lane-name", has_text="Japan")).to_have_count(0)
    page.locator(".happening[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .kicker").first).to_contain_text("of co")


def test_a_cell_of_the_matrix_lists_what_one_country_did_to_the_other(visit: Visit) -> None:
    page = visit()
    view(page, "Matrix")
    page.get_by_role("button", name="Japan to Indonesia: cooperation 0, conflict 2").click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Japan → Indonesia")
    expect(panel).to_contain_text("0 events of cooperation · 2 events of conflict")
    expect(panel.locator(".dated li")).to_have_count(2)
    assert "pair=" in page.url
    page.reload()
    expect(panel.get_by_role("heading", level=2)).to_have_text("Japan → Indonesia")


def test_a_conflict_shows_both_sides(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="1 contradiction").click()
    page.locator(".disputes .thing").click()
    sides = page.locator(".side")
    expect(sides).to_have_count(2)
    expect(sides.nth(0)).to_contain_text("detained")
    expect(sides.nth(0).locator(".sentence")).to_have_count(2)
    expect(sides.nth(1)).to_contain_text("The navy of Indonesia seized the Japanese vessel")
    left, right = (sides.nth(at).bounding_box() for at in (0, 1))
    assert left is not None and right is not None
    assert left["y"] == right["y"] and left["x"] < right["x"]
    page.get_by_role("checkbox", name="Only disputed 1").check()
    expect(page.locator("#shown")).to_have_text("All 3 shown")


def test_the_mark_of_a_dispute_opens_it(visit: Visit) -> None:
    page = visit()
    find(page, "detained")
    page.locator("#panel").get_by_role("button", name="disputed").first.click()
    expect(page.locator(".side")).to_have_count(2)


def test_a_path_leads_from_one_to_another(visit: Visit) -> None:
    page = visit()
    find(page, "Orihara")
    page.get_by_role("button", name="Path to").click()
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("Wirawan")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .kicker").first).to_have_text("Shortest path, 3 steps")
    expect(page.locator(".way > li")).to_have_count(4)
    page.get_by_role("checkbox", name="Events 16").uncheck()
    find(page, "Orihara")
    page.get_by_role("button", name="Path to").click()
    page.keyboard.type("Ghana")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No path leads from Kenji Orihara to Ghana")).to_be_visible()


def test_a_sentence_opens_into_its_paragraph_and_is_copied_as_a_citation(visit: Visit) -> None:
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    find(page, "Tanabe")
    card = page.locator(".sentence", has_text="plain disregard")
    expect(card.get_by_text("Nothing else was said.")).to_be_hidden()
    card.get_by_role("button", name="In its paragraph").click()
    expect(card.get_by_text("Nothing else was said.").first).to_be_visible()
    expect(card.locator("mark").first).to_have_text("Tanabe")
    card.get_by_role("button", name="Copy citation").click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“Tanabe accused Indonesia of “plain disregard for the law of the sea”, Archipelago Wire "
        "reported.” (The Meridian Ledger, “Tokyo summons ambassador over detained crew”, 4 February "
        "2026, https://news.example/ledger, characters 150–246)"
    )


def test_groups_stand_for_many_and_open(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Groups").click()
    expect(page.locator("#shown")).to_contain_text("groups")
    page.locator("#canvas").press("n")
    expect(page.locator("#panel .kicker").first).to_contain_text("Group of")
    before = page.locator("#shown").inner_text()
    page.get_by_role("button", name="Open this group").click()
    expect(page.locator("#shown")).not_to_have_text(before)
    expect(page.get_by_role("button", name="Close this group")).to_be_visible()


def test_sources_and_certainty_filter(visit: Visit) -> None:
    page = visit()
    page.get_by_text("Sources", exact=True).click()
    page.get_by_role("checkbox", name="Andes Sentinel 1").uncheck()
    assert page.evaluate("newsgraph.pointOf", f"{ID}/event/fine") is None
    assert page.evaluate("newsgraph.pointOf", f"{ID}/event/visit") is not None
    page.get_by_text("Certainty", exact=True).click()
    page.get_by_role("checkbox", name="Possible").last.uncheck()
    assert page.evaluate("newsgraph.pointOf", f"{ID}/event/warship") is None


def test_the_address_restores_view_filters_and_dates(visit: Visit) -> None:
    page = visit()
    page.get_by_role("checkbox", name="Denied 1").check()
    page.get_by_role("checkbox", name="Persons 10").uncheck()
    page.get_by_label("Last day shown").press("ArrowLeft")
    view(page, "Timeline")
    address = page.url
    assert "view=lanes" in address and "no-kinds=person" in address
    assert "also-statuses=denied" in unquote(address)
    words = page.locator(".brush-words").inner_text()
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_role("button", name="Timeline")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("checkbox", name="Denied 1")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Persons 10")).not_to_be_checked()
    expect(page.locator(".brush-words")).to_have_text(words)


def test_the_selection_is_saved_as_files(visit: Visit) -> None:
    page = visit()

    def saved(name: str) -> bytes:
        page.get_by_role("button", name="Export").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert download.value.suggested_filename.startswith("invented-news-of-a-week.")
        return download.value.path().read_bytes()

    rows = list(csv.reader(saved("Table (CSV)").decode("utf-8-sig").splitlines()))
    assert rows[0] == ["When", "Who", "What", "To whom, of what", "Told as", "Articles"]
    assert len(rows) == 27
    assert ["2 Feb 2026", "Indonesia", "detained", "Japan", "Happened", "4"] in rows
    assert saved("Picture (PNG)").startswith(b"\x89PNG")
    drawing = saved("Drawing (SVG)").decode()
    assert drawing.startswith("<svg") and "Aiko Tanabe" in drawing


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 390, "height": 844}}])
def test_everything_is_done_by_keys_alone(visit: Visit, options: dict[str, object]) -> None:
    page = visit(**options)

    def press_on(name: str, key: str = "Enter") -> None:
        for _ in range(160):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches(':focus-visible')") and name in (
                page.evaluate(
                    "document.activeElement.ariaLabel || document.activeElement.textContent"
                )
            ):
                page.keyboard.press(key)
                return
        raise AssertionError(f"no way to {name}")

    find(page, "prime minister tan")
    assert title(page) == "Aiko Tanabe"
    press_on("sentence")
    page.wait_for_selector(".list.ends")
    page.keyboard.press("Escape")
    page.wait_for_function("document.querySelector('#panel h2').textContent === 'At a glance'")
    press_on("Matrix", "Space")
    press_on("Japan to Indonesia")
    page.wait_for_function("document.querySelector('#panel h2').textContent.includes('→')")
    press_on("First day shown", "ArrowRight")
    assert "since=2026-02-03" in page.url


def test_nothing_needs_webgl_or_a_sharp_screen(visit: Visit) -> None:
    page = visit(device_scale_factor=2)
    page.evaluate(
        "HTMLCanvasElement.prototype.getContext.call(document.createElement('canvas'), 'webgl')"
    )
    point = page.evaluate("(iri) => newsgraph.pointOf(iri)", f"{ID}/country/JPN")
    page.locator("#canvas").click(position=point)
    expect(page.locator("#panel h2")).to_have_text("Japan")
