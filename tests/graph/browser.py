"""The network page in Debian's Chromium with the network off: how the tests of it open, click and look."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from diplograph.graph.facts import Edge, Fact, Node
from diplograph.graph.network import render

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SAMPLE = Path(__file__).with_name("network_sample.json")
ONE = "person/kairat-sarybay"


@dataclass
class Opened:
    """A page, and everything that it asked for or complained about."""

    page: Any
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def nodes(self) -> set[str]:
        return set(self.page.evaluate("diplograph.nodes()"))

    def edges(self) -> set[frozenset[str]]:
        return {frozenset(ends) for ends in self.page.evaluate("diplograph.edges()")}

    def selected(self) -> str | None:
        key: str | None = self.page.evaluate("diplograph.selected()")
        return key

    def select(self, key: str) -> None:
        self.page.evaluate("key => diplograph.select(key)", key)

    def text(self, selector: str) -> str:
        text: str = self.page.locator(selector).inner_text()
        return text

    def panel(self) -> str:
        return self.text("#panel")

    def open(self, tool: str) -> None:
        """Open a tool of the drawer: "filter", "path", "look", "save"."""
        self.page.locator(f"#open-{tool}").click()
        self.page.locator(f"#tool-{tool}").wait_for(state="visible")

    def click(self, *keys: str) -> None:
        """Click with the mouse on a node, or half-way between two."""
        spots = [self.page.evaluate("key => diplograph.position(key)", key) for key in keys]
        self.page.mouse.click(*(sum(spot[axis] for spot in spots) / len(spots) for axis in ("x", "y")))

    def slide(self, selector: str, value: int) -> None:
        """Move a slider to a value, as a hand does."""
        self.page.locator(selector).evaluate(
            "(end, value) => { end.value = value; end.dispatchEvent(new Event('input', { bubbles: true })); }",
            str(value),
        )

    def wait_selected(self, key: str | None) -> None:
        self.page.wait_for_function("key => diplograph.selected() === key", arg=key, timeout=5000)

    def hash(self) -> str:
        """Return what the address keeps, once it is written."""
        self.page.wait_for_timeout(250)
        return str(self.page.evaluate("decodeURIComponent(location.hash)"))

    def reopened(self, hash_: str) -> None:
        """Open the same file anew with this state in the address."""
        self.page.goto("about:blank")
        self.page.goto(self.address + hash_)
        self.page.wait_for_selector("html[data-ready]", state="attached")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium with a new, empty profile."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed: no page was opened")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as runner:
        started = runner.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


def serious(page: Any) -> list[str]:
    """Return axe-core's serious and critical findings; its script is run by the debugger, since policies bar it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.evaluate(axe.Axe().axe_script)
    return [
        f"{found['id']}: {json.dumps(found['nodes'][0]['target'])} {found['nodes'][0]['failureSummary']}"
        for found in page.evaluate("axe.run().then((results) => results.violations)")
        if found["impact"] in ("serious", "critical")
    ]


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open a page with the network off; at the end, nothing was asked for but the file, and nothing complained."""
    opened: list[Opened] = []

    def open_page(html: str, **options: Any) -> Opened:
        file = tmp_path / f"{len(opened)}.html"
        file.write_bytes(html.encode("utf-8"))
        context = browser.new_context(
            **({"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | options)
        )
        context.set_offline(True)
        made = Opened(context.new_page(), file.as_uri())
        opened.append(made)
        made.page.on("request", lambda request: made.requests.append(request.url.split("#")[0]))
        made.page.on("console", lambda message: made.complaints.append(message.text))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.page.on("dialog", lambda dialog: (made.complaints.append(dialog.message), dialog.dismiss()))
        made.page.on("popup", lambda popup: made.complaints.append(popup.url))
        made.page.goto(made.address)
        made.page.wait_for_selector("html[data-ready]", state="attached")
        return made

    yield open_page
    for made in opened:
        assert set(made.requests) - {"about:blank"} == {made.address}, made.requests
        assert made.complaints == [], made.complaints
        made.page.context.close()


@pytest.fixture
def seeds(show: Callable[..., Opened]) -> Opened:
    return show(render(*sample(), "Seeds", aliases={ONE: ["Ambassador K.Sarybay"]}))


def sample() -> tuple[list[Node], list[Edge]]:
    """Return the nodes and edges of the seeds, as they were read once: the page's tests do not follow the rules."""
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))

    def facts(item: dict[str, Any]) -> dict[str, Any]:
        return item | {"facts": tuple(Fact(**fact) for fact in item["facts"])}

    return [Node(**facts(node)) for node in data["nodes"]], [Edge(**facts(edge)) for edge in data["edges"]]
