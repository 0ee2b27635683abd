"""Takes the picture of the README: ``python docs/picture.py PAGE.html`` opens a network and looks at somebody in it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).parent / "network.png"
NAME = "Mukhtar Tileuberdi"


def take(page_file: Path) -> None:
    """Write docs/network.png: the network with the facts about one person beside it."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1360, "height": 820})
        page.goto(page_file.resolve().as_uri())
        page.get_by_placeholder("Find a name").fill(NAME)
        page.keyboard.press("Enter")
        page.wait_for_timeout(1500)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]))
