"""The page in Firefox: opened, searched, read, filtered, without a complaint."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import firefox as driver

COUNT = "return document.querySelectorAll(arguments[0]).length"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[driver.Firefox]:
    binary = driver.program()
    if binary is None:
        pytest.skip("NO FIREFOX: install firefox-esr to run these tests")
    with driver.started(tmp_path_factory.mktemp("profile"), binary) as window:
        yield window


@pytest.fixture
def page(firefox: driver.Firefox, story_page: Path) -> Iterator[driver.Firefox]:
    """The page of the invented news; at the end nobody may have complained of it."""
    firefox.open(story_page)
    yield firefox
    assert firefox.complaints(story_page.name) == []


def _find(page: driver.Firefox, name: str) -> None:
    page.write("#search", name)
    page.wait("return document.querySelector('#suggestions [aria-selected=true]')")
    page.write("#search", "Enter")
    page.wait("return document.querySelector('.sentence mark')")


def test_a_person_is_found_and_read(page: driver.Firefox) -> None:
    _find(page, "Tanabe")
    assert "Tanabe" in page.run("return document.querySelector('#panel h2').textContent")
    page.click(".sentence .card-actions button")
    assert page.run("return document.querySelector('.sentence .around').hidden") is False


def test_filters_and_brush_narrow_the_picture(page: driver.Firefox) -> None:
    before = page.run("return document.querySelector('#shown').textContent")
    page.click("#filters fieldset:nth-of-type(2) .filter input")
    assert page.run("return document.querySelector('#shown').textContent") != before
    page.write(".handle.is-since", "ArrowRight")
    assert "since=" in page.run("return location.hash")


def test_every_view_has_something_in_it(page: driver.Firefox) -> None:
    for view, content in (("lanes", ".happening"), ("matrix", ".cell"), ("table", "tbody tr")):
        page.click(f"#view-{view}")
        assert page.run(COUNT, f"#{view} {content}") > 1
    page.click("#view-graph")
    page.click(".disputes .thing")
    page.wait("return document.querySelectorAll('.side .sentence').length > 1")


def test_the_picture_is_drawn(page: driver.Firefox) -> None:
    colours = page.run(
        """const canvas = document.querySelector('canvas');
           const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
           return new Set(new Uint32Array(data.buffer)).size"""
    )
    assert colours > 50
    assert page.screenshot().startswith(b"\x89PNG")


def test_the_page_fits_a_narrow_window(firefox: driver.Firefox, story_page: Path) -> None:
    firefox.open(story_page, width=500, height=844)
    assert firefox.run("return document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_policy_violation_would_be_noticed(firefox: driver.Firefox, story_page: Path) -> None:
    firefox.open(story_page)
    firefox.run("new Image().src = 'https://news.example/a.png'")
    assert any("img-src" in text for text in firefox.complaints(story_page.name))
