"""The network page in Chromium with the network off: what shows, what a click says, that hostile texts run nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from diplograph.graph.facts import Edge, Fact, Node
from diplograph.graph.network import render
from diplograph.graph.page import plain

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
if CHROMIUM is None:
    pytest.skip("Chromium is not installed: the network page was not opened", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

SAMPLE = Path(__file__).with_name("network_sample.json")
ONE = "person/kairat-sarybay"
HOSTILE = (
    "<script>window.hit=1;alert(1)</script>",
    "</script><script>window.hit=1;alert(1)</script>",
    "javascript:window.hit=1;alert(1)",
    '"><img src=x onerror="window.hit=1;alert(1)">',
    "<a href='javascript:alert(1)'>href</a>",
    "<svg onload=alert(1)>",
    "<!--<script>",
    "\u2028alert(1)\u2029",
    "\x00\x07\x1b\u202e\ud800",
    "{{7*7}}{% raw %}${alert(1)}",
    "__proto__",
    "constructor",
)


@dataclass
class Opened:
    """A page, and everything that it asked for or complained about."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def nodes(self) -> set[str]:
        return set(self.page.evaluate("diplograph.nodes()"))

    def selected(self) -> str | None:
        key: str | None = self.page.evaluate("diplograph.selected()")
        return key

    def panel(self) -> str:
        text: str = self.page.locator("#panel").inner_text()
        return text

    def click(self, *keys: str) -> None:
        """Click with the mouse on a node, or half-way between two."""
        spots = [self.page.evaluate("key => diplograph.position(key)", key) for key in keys]
        self.page.mouse.click(*(sum(spot[axis] for spot in spots) / len(spots) for axis in ("x", "y")))

    def wait_selected(self, key: str | None) -> None:
        for _ in range(50):
            if self.selected() == key:
                return
            self.page.wait_for_timeout(20)
        assert self.selected() == key


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as runner:
        started = runner.chromium.launch(executable_path=CHROMIUM, args=FLAGS)  # with a new, empty profile
        yield started
        started.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open a page with the network off; at the end, nothing was asked for but the file, and nothing complained."""
    opened: list[Opened] = []
    contexts: list[Any] = []

    def open_page(html: str, **options: Any) -> Opened:
        file = tmp_path / f"{len(opened)}.html"
        file.write_bytes(html.encode("utf-8"))
        context = browser.new_context(
            **({"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | options)
        )
        context.set_offline(True)
        contexts.append(context)
        made = Opened(context.new_page())
        opened.append(made)
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.on("console", lambda message: made.complaints.append(message.text))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.page.on("dialog", lambda dialog: (made.complaints.append(dialog.message), dialog.dismiss()))
        made.page.on("popup", lambda popup: made.complaints.append(popup.url))
        made.page.goto(file.as_uri())
        made.page.wait_for_selector("html[data-ready]", state="attached")
        return made

    yield open_page
    for index, made in enumerate(opened):
        assert made.requests == [(tmp_path / f"{index}.html").as_uri()]
        assert made.complaints == []
    for context in contexts:
        context.close()


def sample() -> tuple[list[Node], list[Edge]]:
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))

    def facts(item: dict[str, Any]) -> dict[str, Any]:
        return item | {"facts": tuple(Fact(**fact) for fact in item["facts"])}

    return [Node(**facts(node)) for node in data["nodes"]], [Edge(**facts(edge)) for edge in data["edges"]]


@pytest.fixture
def seeds(show: Callable[..., Opened]) -> Opened:
    return show(render(*sample(), "Seeds", aliases={ONE: ["Ambassador K.Sarybay"]}))


def test_all_nodes_are_shown_inside_the_drawing(seeds: Opened) -> None:
    nodes, edges = sample()
    assert seeds.nodes() == {node.id for node in nodes}
    box = seeds.page.locator("#drawing").bounding_box()
    for node in nodes:
        spot = seeds.page.evaluate("key => diplograph.position(key)", node.id)
        assert box["x"] < spot["x"] < box["x"] + box["width"]
        assert box["y"] < spot["y"] < box["y"] + box["height"]
    assert len(seeds.page.evaluate("diplograph.edges()")) == len({frozenset((e.source, e.target)) for e in edges})
    assert len(seeds.page.evaluate("diplograph.labels()")) >= 30, "most names are readable at the first glance"


def test_a_click_on_a_node_shows_each_fact_with_its_sentence(seeds: Opened) -> None:
    seeds.click("event/assistance")
    seeds.wait_selected("event/assistance")
    assert seeds.page.locator("#panel h2").inner_text() == "Assistance of Kazakhstan's partners in the CSTO"
    assert seeds.page.locator("#panel .kind").inner_text() == "Event · Assistance"
    assert seeds.page.locator("#panel .when").inner_text() == "January 2022"
    (card,) = seeds.page.locator("#panel .card").all()
    assert card.locator("blockquote").inner_text() == (
        "“The assistance of Kazakhstan's partners in the CSTO has confirmed in practice the demand for multilateral "
        "formats of cooperation in Asia and the importance of multilateralism in countering modern security "
        "challenges.”"
    )
    assert card.locator(".text").all_inner_texts() == [
        "CSTO partners assist Kazakhstan",
        "Kazakhstan receives assistance",
    ]
    assert card.locator(".detail").first.inner_text() == "rule event.assistance · confidence 0.92"
    assert "Release: Statement of CICA Executive Director" in card.locator(".source").inner_text()
    seeds.page.keyboard.press("Escape")
    seeds.wait_selected(None)


def test_a_long_panel_scrolls_beside_the_drawing(seeds: Opened) -> None:
    before = seeds.page.locator("#drawing").bounding_box()
    seeds.page.evaluate("key => diplograph.select(key)", ONE)
    assert seeds.page.evaluate("document.documentElement.scrollHeight") == 800
    assert seeds.page.evaluate(
        "(({scrollHeight, clientHeight}) => scrollHeight > clientHeight)(document.getElementById('panel'))"
    )
    assert seeds.page.locator("#drawing").bounding_box() == before


def test_the_panel_holds_every_sentence_of_every_node_word_for_word(seeds: Opened) -> None:
    nodes, edges = sample()
    for node in nodes:
        facts = set(node.facts) | {
            fact for edge in edges if node.id in (edge.source, edge.target) for fact in edge.facts
        }
        seeds.page.evaluate("key => diplograph.select(key)", node.id)
        while seeds.page.locator("#panel .cards + .more").count():
            seeds.page.locator("#panel .cards + .more").click()
        shown = seeds.page.locator("#panel blockquote").evaluate_all("items => items.map((item) => item.textContent)")
        assert sorted(set(shown)) == sorted({f"“{fact.quote}”" for fact in facts if fact.quote})
        texts = seeds.page.locator("#panel .text").evaluate_all("items => items.map((item) => item.textContent)")
        assert sorted(texts) == sorted(fact.text for fact in facts)


def test_a_click_on_a_line_shows_what_joins_its_ends(seeds: Opened) -> None:
    seeds.click("event/crisis", "place/almaty")
    seeds.page.wait_for_selector("#panel h2:text-is('place')")
    assert "Events of early January in Almaty" in seeds.panel()
    assert "“I turned out to be an eyewitness of the events in Almaty" in seeds.panel()
    assert seeds.selected() is None


def test_links_go_to_the_release_and_tell_it_nothing(seeds: Opened) -> None:
    seeds.page.evaluate("diplograph.select('event/conference')")
    link = seeds.page.locator("#panel .source a").first
    assert link.get_attribute("href") == "https://www.s-cica.org/index.php?view=page&t=news"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_background_knowledge_is_named_so_and_has_no_sentence(seeds: Opened) -> None:
    seeds.page.evaluate("diplograph.select('organization/csto')")
    last = seeds.page.locator("#panel .card").last
    assert last.locator(".source").inner_text() == "Background: diplograph gazetteer of organizations"
    assert last.locator("blockquote").count() == 0


def test_search_by_keyboard_goes_to_a_node(seeds: Opened) -> None:
    seeds.page.keyboard.press("/")
    seeds.page.keyboard.type("k.sary")
    options = seeds.page.locator("#matches [role=option]")
    assert options.all_inner_texts() == ["Kairat Sarybay\nPerson"]
    assert seeds.page.locator("#search").get_attribute("aria-activedescendant") == "match-0"
    seeds.page.keyboard.press("Enter")
    seeds.wait_selected(ONE)
    assert not seeds.page.locator("#matches").is_visible()
    assert "Also: Ambassador K.Sarybay" in seeds.panel()
    seeds.page.keyboard.press("Escape")
    assert seeds.selected() is None
    assert seeds.page.locator("#search").input_value() == ""
    seeds.page.keyboard.type("tok")
    seeds.page.keyboard.press("ArrowDown")
    seeds.page.keyboard.press("Enter")
    seeds.wait_selected("event/speech")  # the second: "Speech of President Tokayev", after the man himself
    seeds.page.keyboard.press("Escape")
    seeds.page.keyboard.type("zzz [(*")
    assert seeds.page.locator("#matches").inner_text() == "No name matches"


def test_the_legend_filters_by_kind(seeds: Opened) -> None:
    nodes, _ = sample()
    areas = {node.id for node in nodes if node.kind == "area"}
    button = seeds.page.get_by_role("button", name="Areas 15")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert seeds.nodes() == {node.id for node in nodes} - areas
    assert seeds.page.locator("#status").inner_text() == "26 of 41 nodes shown"
    seeds.page.locator("#search").fill("corruption")
    seeds.page.keyboard.press("Enter")
    seeds.wait_selected("area/corruption")
    assert areas <= seeds.nodes(), "what was asked for is shown again"


def test_the_time_filter_keeps_what_may_fall_into_it(seeds: Opened) -> None:
    seeds.page.locator("#since").fill("2022-01-15")
    seeds.page.locator("#undated").uncheck()
    events = {key for key in seeds.nodes() if key.startswith("event/")}
    assert events == {"event/speech", "event/crisis", "event/assistance"}, "January 2022 may be after the fifteenth"
    assert "place/almaty" in seeds.nodes()
    assert "area/corruption" not in seeds.nodes()
    seeds.page.locator("#undated").check()
    assert "area/corruption" in seeds.nodes()
    assert "event/conference" not in seeds.nodes()
    seeds.page.locator("#reset").click()
    assert len(seeds.nodes()) == 41
    assert seeds.page.locator("#reset").is_disabled()


def test_fit_brings_everything_back(seeds: Opened) -> None:
    before = seeds.page.evaluate("diplograph.position('state/KAZ')")
    seeds.page.locator("#closer").click()
    assert seeds.page.evaluate("diplograph.position('state/KAZ')") != before
    seeds.page.locator("#fit").click()
    after = seeds.page.evaluate("diplograph.position('state/KAZ')")
    assert abs(after["x"] - before["x"]) < 2
    assert abs(after["y"] - before["y"]) < 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system(show: Callable[..., Opened], scheme: str) -> None:
    opened = show(render(*sample(), "Seeds"), color_scheme=scheme)
    paper = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 26, 34)"}[scheme]


def test_a_narrow_screen_has_everything_below_each_other(show: Callable[..., Opened]) -> None:
    opened = show(render(*sample(), "Seeds"), viewport={"width": 360, "height": 740}, has_touch=True)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360
    drawing, panel = (opened.page.locator(name).bounding_box() for name in (".stage", "#panel"))
    assert drawing["y"] + drawing["height"] <= panel["y"]
    opened.click("state/KAZ")
    opened.wait_selected("state/KAZ")
    title = opened.page.locator("#panel h2").bounding_box()
    assert title["y"] + title["height"] < 740, "what was chosen is told without scrolling"
    opened.page.get_by_role("button", name="Close").click()
    assert opened.selected() is None


@pytest.mark.parametrize("bad", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_shown_and_run_nothing(show: Callable[..., Opened], bad: str) -> None:
    nodes, edges = sample()
    fact = Fact(bad, bad, bad, bad, bad, bad, bad, 0.5)
    hostile = [
        replace(node, id=bad + node.id, iri=bad, label=bad, type=bad, date=bad, facts=(fact,), kind=bad)  # type: ignore[arg-type]
        if node.id == ONE
        else replace(node, facts=(fact,))
        for node in nodes
    ]
    links = [
        Edge(*(bad + end if end == ONE else end for end in (edge.source, edge.target)), bad, (fact, *edge.facts))
        for edge in edges
    ]
    opened = show(render(hostile, links, bad, note=bad, aliases={bad + ONE: [bad], "state/KAZ": [bad]}))
    scripts = opened.page.evaluate("document.querySelectorAll('script, img, iframe').length")
    assert len(opened.nodes()) == len(nodes)
    opened.page.locator("#search").fill(bad)
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Escape")
    opened.page.locator("#fit").click()
    opened.click("state/KAZ")
    opened.wait_selected("state/KAZ")
    texts = "items => JSON.stringify(items.map((item) => item.textContent))"  # which keeps half a pair as it is
    quotes = opened.page.locator("#panel blockquote").evaluate_all(texts)
    assert f"“{bad}”" in json.loads(quotes)
    opened.page.evaluate("tail => diplograph.select(diplograph.nodes().find((key) => key.endsWith(tail)))", ONE)
    assert opened.page.locator("#panel h2").inner_text().strip() == plain(bad) or "\u202e" in bad
    assert opened.page.evaluate("document.querySelectorAll('script, img, iframe').length") == scripts == 3
    assert all(
        url.startswith("https://") for url in opened.page.locator("a").evaluate_all("items => items.map((a) => a.href)")
    )
    assert opened.page.evaluate("typeof window.hit") == "undefined"
