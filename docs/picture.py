"""Takes the pictures of the README: ``python docs/picture.py PAGE.html ADDRESS`` opens a network, and the explorer.

PAGE.html is what ``diplograph view`` wrote, ADDRESS where ``diplograph serve`` answers for the same store.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent
NAME, TAIL = "Mukhtar Tileuberdi", "id/person/kairat-sarybay"


def network(page: Page, file: Path) -> None:
    """Write network.png: the network with the facts about one person beside it."""
    page.goto(file.resolve().as_uri())
    page.locator("#search").fill(NAME)
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    page.screenshot(path=FOLDER / "network.png")


def explorer(page: Page, address: str) -> None:
    """Write explorer.png: the page of a person."""
    page.goto(f"{address.rstrip('/')}/{TAIL}")
    page.screenshot(path=FOLDER / "explorer.png")


def take(file: Path, address: str) -> None:
    """Take both."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1360, "height": 860})
        network(page, file)
        explorer(page, address)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), sys.argv[2])
