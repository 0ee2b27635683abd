"""The network page in Chromium with the network off: what shows, what a click says, how a name is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser import ONE, Opened, sample

from diplograph.graph.network import render


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
    assert card.locator(".detail").first.inner_text() == "rule event.assistance · high confidence (0.92)"
    assert "Release: Statement of CICA Executive Director" in card.locator(".source").inner_text()
    seeds.page.keyboard.press("Escape")
    seeds.wait_selected(None)


def test_a_long_panel_scrolls_beside_the_drawing(seeds: Opened) -> None:
    before = seeds.page.locator("#drawing").bounding_box()
    seeds.select(ONE)
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
        seeds.select(node.id)
        while seeds.page.locator("#panel .cards + .more").count():
            seeds.page.locator("#panel .cards + .more").click()
        shown = seeds.page.locator("#panel blockquote").evaluate_all("items => items.map((item) => item.textContent)")
        assert sorted(set(shown)) == sorted({f"“{fact.quote}”" for fact in facts if fact.quote})
        texts = seeds.page.locator("#panel .text").evaluate_all("items => items.map((item) => item.textContent)")
        assert sorted(texts) == sorted(fact.text for fact in facts)


def test_a_click_on_a_line_shows_what_joins_its_ends(seeds: Opened) -> None:
    seeds.page.locator("#search").fill("almaty")
    seeds.page.keyboard.press("Enter")  # goes there, and the labels of all else make room
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
    options = seeds.page.locator("#match [role=option]")
    assert options.all_inner_texts() == ["Kairat Sarybay\nPerson"]
    assert seeds.page.locator("#search").get_attribute("aria-activedescendant") == "match-0"
    seeds.page.keyboard.press("Enter")
    seeds.wait_selected(ONE)
    assert not seeds.page.locator("#match").is_visible()
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
    assert seeds.page.locator("#match-none").inner_text() == "No name matches"


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
    opened.page.get_by_role("button", name="Close", exact=True).click()
    assert opened.selected() is None
