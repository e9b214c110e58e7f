"""Takes a picture of a page with Chromium: ``python docs/screenshot.py PAGE.html OUT.png``."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

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


def take(page: Path, out: Path, *, width: int, height: int, dark: bool, pick: str | None) -> None:
    """Opens a page with the network cut, waits until it is drawn and saves what is seen.

    Args:
        page: The HTML file.
        out: The PNG file.
        width: Of the window, in CSS pixels.
        height: Of the window, in CSS pixels.
        dark: Whether the reader prefers a dark theme.
        pick: A name to search for and open first.

    Raises:
        FileNotFoundError: There is no Chromium on the path.
    """
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        raise FileNotFoundError("no Chromium found: install one of " + ", ".join(BROWSERS))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        try:
            tab = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                device_scale_factor=2 if width < 600 else 1,
                offline=True,
            )
            tab.goto(page.resolve().as_uri())
            tab.wait_for_selector("html[data-state=ready]")
            if pick:
                tab.get_by_role("combobox").fill(pick)
                tab.keyboard.press("Enter")
                tab.wait_for_selector(".sentence")
            tab.wait_for_timeout(600)
            tab.screenshot(path=out)
        finally:
            browser.close()


def main() -> int:
    """Returns the exit code: 0 done, 2 the picture could not be taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--width", type=int, default=1400)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--pick", help="a name to search for and open first")
    given = parser.parse_args()
    try:
        take(
            given.page,
            given.out,
            width=given.width,
            height=given.height,
            dark=given.dark,
            pick=given.pick,
        )
    except (OSError, Error) as error:
        sys.stderr.write(f"screenshot: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
