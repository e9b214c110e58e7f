"""A graph larger than the first picture: the rest comes in when asked for. And an empty one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kg.model import Evidence, Network, NetworkLink, NetworkNode
from kg.view import page as page_maker

Visit = Callable[..., Page]


def crowd(count: int) -> Network:
    """One country with ``count`` ministers, the first named in the most sentences."""
    country = NetworkNode(id="c", kind="country", label="Peru", key="PER")
    persons = [
        NetworkNode(id=f"p{number:04}", kind="person", label=f"Minister {number}")
        for number in range(count)
    ]
    links = tuple(
        NetworkLink(
            source=person.id,
            target="c",
            predicate="holdsOffice",
            label="minister",
            status="happened",
            evidence=tuple(_sentence(number, place) for place in range(2 if number < 3 else 1)),
        )
        for number, person in enumerate(persons)
    )
    return Network(nodes=(country, *persons), links=links)


def _sentence(number: int, place: int) -> Evidence:
    return Evidence(
        text=f"Minister {number} of Peru spoke.",
        marks=((0, 8, "subject"),),
        article=f"a{number:04}",
        title=f"Speech {number}",
        publisher=None,
        published=None,
        url=None,
        start=place,
        speakers=("(said)",),
        status="happened",
        certainty="certain",
        rule="relations.office",
    )


@pytest.fixture(scope="module")
def crowd_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crowd") / "graph.html"
    page_maker.write(crowd(1300), path, title="A crowded cabinet")
    return path


def find(page: Page, words: str) -> None:
    page.get_by_role("combobox").fill(words)
    page.keyboard.press("Enter")


def test_more_nodes_come_in_when_asked_for(visit: Visit, crowd_page: Path) -> None:
    page = visit(crowd_page)
    expect(page.locator("#shown")).to_have_text("100 of 1,301 shown")
    page.get_by_role("button", name="Show 100 more").click()
    expect(page.locator("#shown")).to_have_text("200 of 1,301 shown")


def test_search_brings_in_a_node_that_is_not_shown(visit: Visit, crowd_page: Path) -> None:
    page = visit(crowd_page)
    assert page.evaluate("newsgraph.pointOf", "p1277") is None
    find(page, "minister 1277")
    point = page.evaluate("newsgraph.pointOf", "p1277")
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    assert 0 < point["x"] < box["width"] and 0 < point["y"] < box["height"]
    expect(page.locator("#shown")).to_have_text("101 of 1,301 shown")
    expect(page.locator(".sentence")).to_contain_text("Said by someone unnamed (“said”)")


def test_a_node_brings_in_its_neighbours(visit: Visit, crowd_page: Path) -> None:
    page = visit(crowd_page)
    find(page, "PER")
    page.get_by_role("button", name="Show 1,201 more around it").click()
    expect(page.locator("#shown")).to_have_text("All 1,301 shown")
    expect(page.get_by_role("button", name="more around it")).to_have_count(0)


def test_long_lists_show_their_beginning(visit: Visit, crowd_page: Path) -> None:
    page = visit(crowd_page)
    find(page, "PER")
    expect(page.locator(".facts li")).to_have_count(12)
    expect(page.locator(".sentence")).to_have_count(12)
    page.get_by_role("button", name="Show 12 more of 1,291").click()
    expect(page.locator(".sentence")).to_have_count(24)
    page.get_by_role("button", name="Show 200 more of 1,288").click()
    expect(page.locator(".facts li")).to_have_count(212)
    for _ in range(5):
        page.locator(".facts + .more").click()
    page.get_by_role("button", name="Show all 1,300").click()
    expect(page.locator(".facts li")).to_have_count(1300)


def test_the_table_grows_by_pages(visit: Visit, crowd_page: Path) -> None:
    page = visit(crowd_page)
    find(page, "PER")
    page.get_by_role("button", name="Show 1,201 more around it").click()
    page.get_by_role("button", name="Table").click()
    expect(page.get_by_role("row")).to_have_count(201)
    page.get_by_role("button", name="Show 200 more of 1,100").click()
    expect(page.get_by_role("row")).to_have_count(401)


def test_an_empty_graph_says_so(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    page_maker.write(Network(), path, title="Nothing")
    page = visit(path)
    expect(page.get_by_text("Nothing to show with these filters.")).to_be_visible()
    expect(page.locator("#panel")).to_contain_text("From 0 sentences in 0 articles.")
