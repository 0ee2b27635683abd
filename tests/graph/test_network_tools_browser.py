"""Path, looks, pictures, print, theme and keyboard of the network page in Chromium, and what axe-core says of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from browser import ONE, Opened, sample, serious

from diplograph.graph.facts import Edge, Fact, Node
from diplograph.graph.network import render

SVG = "{http://www.w3.org/2000/svg}"
PNG = b"\x89PNG\r\n\x1a\n"


def chain() -> str:
    """Return a page of four people in a row, A to D, with E apart."""
    nodes = [Node(name, name, f"Person {name}", "person", "Person") for name in "ABCDE"]
    edges = [
        Edge(a, b, relation, (Fact(f"{a} {relation} {b}", f"{a} did so to {b}.", "R", "r", None, None, "rule", 0.9),))
        for a, relation, b in (("A", "met", "B"), ("C", "thanked", "B"), ("C", "invited", "D"))
    ]
    return render(nodes, edges, "Chain <of> four & one")


def choose(opened: Opened, end: str, name: str) -> None:
    opened.page.locator(f"#path-{end}").fill(name)
    opened.page.keyboard.press("Enter")


def test_a_path_is_shown_with_the_facts_along_it(show: Callable[..., Opened]) -> None:
    opened = show(chain())
    opened.open("path")
    choose(opened, "from", "person a")
    assert opened.text("#path-said") == "Choose both ends."
    choose(opened, "to", "person d")
    assert opened.text("#path-said") == "3 steps from Person A to Person D."
    assert opened.page.evaluate("diplograph.path()") == ["A", "B", "C", "D"]
    assert opened.text("#panel h2") == "Person A – Person D"
    assert opened.page.locator("#panel .stop").all_inner_texts() == [f"Person {name}" for name in "ABCD"]
    assert opened.page.locator("#panel h3").all_inner_texts() == ["met", "thanked", "invited"]
    assert opened.page.locator("#panel .text").all_inner_texts() == ["A met B", "C thanked B", "C invited D"]
    quotes = opened.page.locator("#panel blockquote").all_inner_texts()
    assert quotes == ["“A did so to B.”", "“C did so to B.”", "“C did so to D.”"]
    hash_ = opened.hash()
    opened.reopened(hash_)
    assert opened.page.evaluate("diplograph.path()") == ["A", "B", "C", "D"]
    assert opened.page.locator("#path-to").input_value() == "Person D"
    opened.page.locator("#path-swap").click()
    assert opened.page.evaluate("diplograph.path()") == ["D", "C", "B", "A"]
    opened.page.locator("#path-clear").click()
    assert opened.page.evaluate("diplograph.path()") == []
    assert opened.page.locator("#path-from").input_value() == ""


def test_where_there_is_no_path_the_page_says_why(show: Callable[..., Opened]) -> None:
    opened = show(chain())
    opened.open("path")
    choose(opened, "from", "person a")
    choose(opened, "to", "person e")
    assert opened.text("#path-said") == "No path from Person A to Person E in this file."
    choose(opened, "to", "person a")
    assert opened.text("#path-said") == "Both ends are the same."
    choose(opened, "to", "person d")
    opened.open("filter")
    opened.page.get_by_role("checkbox", name="thanked").uncheck()
    opened.open("path")
    assert opened.text("#path-said") == (
        "No path from Person A to Person D in what is shown: the filters hide the lines between them."
    )
    assert opened.page.evaluate("diplograph.path()") == []
    opened.open("filter")
    opened.page.get_by_role("checkbox", name="invited").uncheck()
    opened.open("path")
    assert opened.text("#path-said") == "Person D is hidden by the filters."


def test_escape_takes_back_one_thing_after_the_other(show: Callable[..., Opened]) -> None:
    opened = show(chain())
    opened.open("path")
    choose(opened, "from", "person a")
    choose(opened, "to", "person b")
    opened.page.locator("#path-swap").focus()
    opened.select("C")
    opened.page.keyboard.press("Escape")
    assert opened.selected() is None
    assert opened.page.evaluate("diplograph.path()") == ["A", "B"]
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("diplograph.path()") == []
    assert opened.page.locator("#tool-path").is_visible()
    opened.page.keyboard.press("Escape")
    assert not opened.page.locator("#tool-path").is_visible()
    assert opened.page.evaluate("document.activeElement.id") == "open-path"


def test_size_and_colour_show_other_things_on_request(show: Callable[..., Opened]) -> None:
    opened = show(chain())
    kinds = opened.page.evaluate("diplograph.colours()")
    assert set(kinds.values()) == {"#0072B2"}
    opened.open("look")
    opened.page.locator("#size").select_option("betweenness")
    sizes = opened.page.evaluate("diplograph.sizes()")
    assert sizes == {"A": 8, "B": 32, "C": 32, "D": 8, "E": 8}
    opened.page.locator("#colour").select_option("community")
    colours = opened.page.evaluate("diplograph.colours()")
    assert colours["A"] == colours["B"] != colours["C"] == colours["D"] != colours["E"]
    items = opened.page.locator("#communities li").all_inner_texts()
    assert [" ".join(item.split()) for item in items] == [
        "1: around Person B 2 nodes",
        "2: around Person C 2 nodes",
        "3: around Person E 1 node",
    ]
    opened.reopened(opened.hash())
    assert opened.page.evaluate("diplograph.colours()") == colours
    assert opened.page.evaluate("diplograph.sizes()") == sizes
    opened.page.locator("#colour").select_option("kind")
    assert opened.page.evaluate("diplograph.colours()") == kinds


def saved(opened: Opened, button: str) -> tuple[str, bytes]:
    with opened.page.expect_download() as waiting:
        opened.page.locator(button).click()
    download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def test_the_svg_is_what_is_shown_with_title_labels_and_legend(show: Callable[..., Opened]) -> None:
    opened = show(chain())
    opened.open("save")
    name, content = saved(opened, "#save-svg")
    assert name == "chain-of-four-one.svg"
    assert opened.text("#saved") == "chain-of-four-one.svg is saved."
    root = ElementTree.fromstring(content)
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert texts[:2] == ["Chain <of> four & one", opened.text(".counts")]
    assert set(texts[2:]) == {"Person A", "Person B", "Person C", "Person D", "Person E", "People"}
    assert {title.text for title in root.iter(f"{SVG}title")} == {f"Person {letter}" for letter in "ABCDE"}
    assert {element.tag for element in root.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "rect", "text", "path", "title")
    }


def test_the_png_is_a_picture_twice_as_fine(show: Callable[..., Opened]) -> None:
    opened = show(chain())
    opened.open("save")
    name, content = saved(opened, "#save-png")
    assert name == "chain-of-four-one.png"
    assert content.startswith(PNG)
    width = int.from_bytes(content[16:20])
    assert width == 2 * opened.page.evaluate("document.getElementById('drawing').clientWidth")


def test_the_button_changes_light_to_dark_and_the_link_keeps_it(show: Callable[..., Opened]) -> None:
    opened = show(chain(), color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    opened.page.get_by_role("button", name="Dark").click()
    assert opened.page.evaluate(paper) == "rgb(20, 26, 34)"
    assert opened.page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"
    opened.reopened(opened.hash())
    assert opened.page.evaluate(paper) == "rgb(20, 26, 34)"


def test_paper_is_white_with_a_legend_and_without_controls(show: Callable[..., Opened]) -> None:
    opened = show(render(*sample(), "Seeds"), color_scheme="dark")
    before = opened.page.evaluate("diplograph.position('state/KAZ')")
    opened.page.emulate_media(media="print", color_scheme="dark")
    opened.page.wait_for_selector("#on-paper svg")
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert opened.page.locator("#on-paper text").count() >= 30
    for hidden in ("#drawing", ".ask", ".zoom", "#tools"):
        assert not opened.page.locator(hidden).first.is_visible()
    assert opened.page.locator("#legend").is_visible()
    opened.page.emulate_media(media="screen", color_scheme="dark")
    opened.page.wait_for_selector("#on-paper svg", state="detached")
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 26, 34)"
    assert opened.page.evaluate("diplograph.position('state/KAZ')") == before


def test_everything_is_reached_by_keyboard_and_nothing_holds_it(seeds: Opened) -> None:
    seeds.reopened("#tool=filter")
    seen: list[str] = []
    for _ in range(120):
        seeds.page.keyboard.press("Tab")
        seen.append(
            seeds.page.evaluate(
                "(e => e === document.body ? 'body' : e.id || e.className || e.type)(document.activeElement)"
            )
        )
        if seen[-1] == "body":
            break
    assert seen[-1] == "body", "the focus leaves the page at its end"
    wanted = [
        "search",
        "view-network",
        "view-table",
        "theme",
        "open-filter",
        "open-save",
        "kind-toggle",
        "since",
        "least",
    ]
    order = [seen.index(name) for name in [*wanted, "drawing", "closer", "fit", "node"]]
    assert order == sorted(order)
    seeds.page.locator("#drawing").focus()
    before = seeds.page.evaluate("diplograph.position('state/KAZ')")
    seeds.page.keyboard.press("ArrowRight")
    after = seeds.page.evaluate("diplograph.position('state/KAZ')")
    assert (round(before["x"] - after["x"]), round(before["y"] - after["y"])) == (80, 0)


def test_headings_are_in_order_and_the_page_has_language_and_title(seeds: Opened) -> None:
    seeds.open("path")
    seeds.select(ONE)
    levels = seeds.page.locator("h1, h2, h3").evaluate_all(
        "items => items.filter((item) => item.checkVisibility()).map((item) => Number(item.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert seeds.page.evaluate("document.documentElement.lang") == "en"
    assert seeds.page.title() == "Seeds"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "hash_",
    [
        "",
        "#tool=filter&node=state/KAZ",
        f"#tool=path&from={ONE}&to=state/KOR",
        "#tool=look&colour=community&view=table",
        "#tool=save",
    ],
)
def test_axe_finds_nothing_serious(show: Callable[..., Opened], scheme: str, hash_: str) -> None:
    opened = show(render(*sample(), "Seeds"), color_scheme=scheme)
    opened.reopened(hash_)
    assert serious(opened.page) == []
