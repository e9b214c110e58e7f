"""Takes the pictures of docs/gallery.md: ``python docs/gallery.py`` from the samples."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from kg.build import build, samples

FOLDER = Path(__file__).parent / "gallery"
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
DESK = (1400, 900)
PHONE = (390, 844)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: its name, what the reader did before, the window and the theme."""

    name: str
    reach: Callable[[Page], None]
    window: tuple[int, int] = DESK
    dark: bool = False


def _overview(page: Page) -> None:
    page.wait_for_selector(".telling .words bdi")


def _evidence(page: Page) -> None:
    page.locator(".ranked .thing").first.click()
    page.get_by_role("button", name="In its paragraph").first.click()


def _conflict(page: Page) -> None:
    page.locator(".disputes .thing").first.click()
    page.wait_for_selector(".side .sentence")


def _view(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


def _groups(page: Page) -> None:
    page.get_by_role("button", name="Groups").click()


SHOTS = (
    Shot(name="overview", reach=_overview),
    Shot(name="overview-dark", reach=_overview, dark=True),
    Shot(name="evidence", reach=_evidence),
    Shot(name="conflict", reach=_conflict),
    Shot(name="timeline", reach=_view("Timeline")),
    Shot(name="matrix", reach=_view("Matrix")),
    Shot(name="groups", reach=_groups),
    Shot(name="table", reach=_view("Table")),
    Shot(name="phone", reach=_overview, window=PHONE),
    Shot(name="phone-dark", reach=_view("Timeline"), window=PHONE, dark=True),
)


def take(browser: Browser, page: Path, shot: Shot, folder: Path) -> None:
    """Opens the page with the network cut, does what the shot asks for, and saves what is seen."""
    tab = browser.new_page(
        viewport={"width": shot.window[0], "height": shot.window[1]},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
        offline=True,
    )
    try:
        tab.goto(page.resolve().as_uri())
        tab.wait_for_selector("html[data-state=ready]")
        shot.reach(tab)
        tab.wait_for_timeout(800)
        _save(tab.screenshot(), folder / f"{shot.name}.png")
    finally:
        tab.close()


def _save(png: bytes, path: Path) -> None:
    """Writes a picture with 256 colours of its own: a third of the bytes, and no eye sees it."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> int:
    """Returns the exit code: 0 done, 2 there is no browser."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        sys.stderr.write(f"gallery: no Chromium found; install one of {', '.join(BROWSERS)}\n")
        return 2
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = build([str(samples())], folder).workspace.page
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for shot in SHOTS:
            take(browser, page, shot, FOLDER)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
