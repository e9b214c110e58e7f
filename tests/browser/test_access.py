"""No rule of axe-core is broken, in either theme, on any panel, at the desk or on the phone."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import Page

pytest.importorskip("axe_playwright_python", reason="NO AXE: install axe-playwright-python")

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
_RUN = """async () => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await axe.run(document, { runOnly: tags });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`));
}"""


def _overview(page: Page) -> None:
    page.wait_for_selector("#panel h2")


def _person(page: Page) -> None:
    page.get_by_role("combobox").fill("Tanabe")
    page.keyboard.press("Enter")
    page.wait_for_selector(".sentence")


def _event(page: Page) -> None:
    page.get_by_role("combobox").fill("travel")
    page.keyboard.press("Enter")
    page.wait_for_selector(".sentence")


def _link(page: Page) -> None:
    _person(page)
    page.locator("button.tally").first.click()
    page.wait_for_selector(".list.ends")


def _suggestions(page: Page) -> None:
    page.get_by_role("combobox").fill("a")


def _nothing_found(page: Page) -> None:
    page.get_by_role("combobox").fill("zzzz")


def _paragraph(page: Page) -> None:
    _person(page)
    page.get_by_role("button", name="In its paragraph").first.click()


def _timeline(page: Page) -> None:
    page.get_by_role("button", name="Timeline").click()
    page.locator(".happening").first.click()


def _matrix(page: Page) -> None:
    page.get_by_role("button", name="Matrix").click()
    page.locator(".cell").first.click()


def _conflict(page: Page) -> None:
    page.locator(".disputes .thing").first.click()
    page.wait_for_selector(".side .sentence")


def _filters(page: Page) -> None:
    for summary in page.locator("#filters summary").all():
        summary.click()
    page.get_by_label("First day shown").press("ArrowRight")


def _groups(page: Page) -> None:
    page.get_by_role("button", name="Groups").click()
    page.locator("#canvas").press("n")
    page.wait_for_selector(".actions")


def _export(page: Page) -> None:
    page.get_by_role("button", name="Export").click()


def _table(page: Page) -> None:
    page.get_by_role("button", name="Table").click()


def _focus(page: Page) -> None:
    _person(page)
    page.get_by_role("button", name="Only this and what surrounds it").click()


def _path(page: Page) -> None:
    _person(page)
    page.get_by_role("button", name="Path to").click()
    page.keyboard.type("Ghana")
    page.keyboard.press("Enter")
    page.wait_for_selector(".way")


REACHED = [
    _overview,
    _event,
    _link,
    _suggestions,
    _nothing_found,
    _table,
    _focus,
    _path,
    _paragraph,
    _timeline,
    _matrix,
    _conflict,
    _filters,
    _groups,
    _export,
]
"""Every panel, view and menu."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("reach", REACHED)
def test_no_rule_is_broken(
    visit: Callable[..., Page], scheme: str, reach: Callable[[Page], None]
) -> None:
    page = visit(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    reach(page)
    page.evaluate(AXE)
    assert page.evaluate(_RUN) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("reach", REACHED)
def test_no_rule_is_broken_on_a_telephone(
    visit: Callable[..., Page], scheme: str, reach: Callable[[Page], None]
) -> None:
    page = visit(
        color_scheme=scheme,
        bypass_csp=True,
        viewport={"width": 390, "height": 844},
        reduced_motion="reduce",
    )
    page.get_by_role("button", name="Filters").click()
    reach(page)
    page.evaluate(AXE)
    assert page.evaluate(_RUN) == []
