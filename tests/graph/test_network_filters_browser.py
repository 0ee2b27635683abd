"""The filters of the network page in Chromium: kind, relation, dimension, confidence, time, hops, and their link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from browser import ONE, Opened, sample

from diplograph.graph.facts import Edge, Fact, Node
from diplograph.graph.network import render


def fact(text: str, confidence: float, date: str | None = None) -> Fact:
    return Fact(text, f"{text}.", "R", "r", None, date, "rule", confidence)


def dated() -> str:
    """Return a page of meetings in three years, one of them of unknown date, with actors A, B and C."""
    actors = [Node(name, name, name, "person", "Person") for name in "ABC"]
    dates = {"e1": "2019-03-02", "e2": "2020-06", "e3": "2020-11-05/2020-11-07", "e4": "2021-01-09", "e5": None}
    events = [Node(key, key, f"Meeting {key}", "event", "Meeting", date) for key, date in dates.items()]
    edges = [Edge("A", key, "took part in", (fact(f"A met at {key}", 0.9, date),)) for key, date in dates.items()]
    edges += [
        Edge("B", "e1", "took part in", (fact("B met", 0.6),)),
        Edge("C", "B", "thanked", (fact("C thanked B", 0.4),)),
    ]
    return render([*actors, *events], edges, "Dated")


def test_the_legend_filters_by_kind(seeds: Opened) -> None:
    nodes, _ = sample()
    areas = {node.id for node in nodes if node.kind == "area"}
    button = seeds.page.get_by_role("button", name="Areas 15")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert seeds.nodes() == {node.id for node in nodes} - areas
    assert seeds.text("#status") == "26 of 41 nodes shown"
    seeds.page.locator("#search").fill("corruption")
    seeds.page.keyboard.press("Enter")
    seeds.wait_selected("area/corruption")
    assert areas <= seeds.nodes(), "what was asked for is shown again"


def test_the_time_filter_keeps_what_may_fall_into_it(seeds: Opened) -> None:
    seeds.open("filter")
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


def test_relations_that_are_off_take_their_lines_and_what_hangs_on_them_alone(seeds: Opened) -> None:
    _, edges = sample()
    seeds.open("filter")
    box = seeds.page.get_by_role("checkbox", name="member of")
    box.uncheck()
    without = {frozenset((edge.source, edge.target)) for edge in edges if edge.relation != "memberOf"}
    assert seeds.edges() == without
    assert seeds.nodes() == {end for pair in without for end in pair}
    seeds.page.locator("#relations-list").get_by_role("button", name="None").click()
    assert seeds.edges() == set()
    seeds.page.locator("#relations-list").get_by_role("button", name="All").click()
    assert seeds.edges() == {frozenset((edge.source, edge.target)) for edge in edges}
    assert box.is_checked()


def test_the_least_confidence_leaves_the_facts_that_are_surer(show: Callable[..., Opened]) -> None:
    opened = show(dated())
    opened.open("filter")
    opened.slide("#least", 60)
    assert opened.text("#least-said") == "0.60 (fair) or more"
    assert opened.nodes() == {"A", "B", "e1", "e2", "e3", "e4", "e5"}
    opened.slide("#least", 65)
    assert opened.nodes() == {"A", "e1", "e2", "e3", "e4", "e5"}
    assert opened.edges() == {frozenset(("A", f"e{number}")) for number in range(1, 6)}
    opened.select("e1")
    assert opened.page.locator("#panel .text").all_inner_texts() == ["A met at e1"]
    opened.page.locator("#reset").click()
    assert opened.text("#least-said") == "all facts"
    assert len(opened.nodes()) == 8


def test_areas_are_filtered_by_their_dimension(show: Callable[..., Opened]) -> None:
    html = dated().replace('"key": "e2"', '"dimension": "Economic", "key": "e2"')
    opened = show(html.replace('"key": "e3"', '"dimension": "Human", "key": "e3"'))
    opened.open("filter")
    group = opened.page.get_by_role("group", name="Dimensions of areas")
    assert group.get_by_role("checkbox").count() == 2
    group.get_by_role("checkbox", name="Human").uncheck()
    assert opened.nodes() == {"A", "B", "C", "e1", "e2", "e4", "e5"}


def test_the_histogram_counts_events_and_its_ends_choose_the_time(show: Callable[..., Opened]) -> None:
    opened = show(dated())
    opened.open("filter")
    titles = opened.page.locator("#histogram title").evaluate_all("items => items.map((item) => item.textContent)")
    assert len(titles) == 36, "months of three years"
    assert {title for title in titles if not title.endswith(": 0")} == {
        "March 2019: 1",
        "June 2020: 1",
        "November 2020: 1",
        "January 2021: 1",
    }
    assert opened.page.locator("#histogram svg").get_attribute("aria-label") == (
        "Events and commitments by date, January 2019 to December 2021; most in March 2019"
    )
    opened.page.locator("#undated").uncheck()
    opened.slide("#low", 12)
    assert opened.page.locator("#since").input_value() == "2020-01-01"
    assert opened.page.locator("#low").get_attribute("aria-valuetext") == "January 2020"
    assert opened.nodes() == {"A", "e2", "e3", "e4"}
    opened.page.locator("#high").focus()
    for _ in range(15):
        opened.page.keyboard.press("ArrowLeft")
    assert opened.page.locator("#until").input_value() == "2020-09-30"
    assert opened.nodes() == {"A", "e2"}
    opened.page.locator("#until").fill("2019-02-01")
    opened.page.locator("#since").fill("")
    assert opened.nodes() == set()
    assert opened.page.locator("#high").input_value() == "1"


def test_only_what_is_near_is_shown_on_request(seeds: Opened) -> None:
    _, edges = sample()
    links = {frozenset((edge.source, edge.target)) for edge in edges if edge.source != edge.target}
    near = {"state/KOR"}
    seeds.select("state/KOR")
    for hops in (1, 2, 3):
        near |= {end for pair in links if pair & near for end in pair}
        name = "1 hop" if hops == 1 else f"{hops} hops"
        seeds.page.get_by_role("button", name=name).click()
        assert seeds.nodes() == near
        assert seeds.edges() == {pair for pair in links if pair <= near}
        assert seeds.page.get_by_role("button", name=name).get_attribute("aria-pressed") == "true"
        assert seeds.text("#status").endswith(f"nodes shown, {name} around Republic of Korea")
    seeds.page.get_by_role("button", name="3 hops").click()
    assert len(seeds.nodes()) == 41


def test_the_address_keeps_every_filter_and_the_selection(seeds: Opened) -> None:
    seeds.page.get_by_role("button", name="Areas 15").click()
    seeds.open("filter")
    seeds.page.get_by_role("checkbox", name="co chair").uncheck()
    seeds.page.locator("#since").fill("2020-10-01")
    seeds.slide("#least", 55)
    seeds.select("state/KAZ")
    seeds.page.get_by_role("button", name="2 hops").click()
    before = (seeds.nodes(), seeds.edges(), seeds.panel())
    hash_ = seeds.hash()
    assert set(hash_.removeprefix("#").split("&")) == {
        *("no-kinds=area", "no-relations=coChair", "since=2020-10-01", "least=0.55", "node=state/KAZ"),
        *("around=state/KAZ", "hops=2", "tool=filter"),
    }
    seeds.reopened(hash_)
    assert (seeds.nodes(), seeds.edges(), seeds.panel()) == before
    assert seeds.page.locator("#since").input_value() == "2020-10-01"
    assert seeds.page.locator("#tool-filter").is_visible()
    seeds.page.evaluate("location.hash = ''")
    seeds.wait_selected(None)
    assert len(seeds.nodes()) == 41


def test_a_chosen_line_is_in_the_address_too(show: Callable[..., Opened]) -> None:
    opened = show(dated())
    opened.click("C", "B")
    opened.page.wait_for_selector("#panel h2:text-is('thanked')")
    opened.reopened(opened.hash())
    assert opened.text("#panel h2") == "thanked"
    assert "C thanked B" in opened.panel()


def test_a_hidden_connection_is_told_of(seeds: Opened) -> None:
    nodes, edges = sample()
    areas = {node.id for node in nodes if node.kind == "area"}
    seeds.page.get_by_role("button", name="Areas 15").click()
    seeds.select(ONE)
    hidden = {e.target if e.source == ONE else e.source for e in edges if ONE in (e.source, e.target)} & areas
    assert f"{len(hidden)} more connections are hidden by the filters." in seeds.panel()


def test_a_page_without_dates_has_no_histogram(show: Callable[..., Opened]) -> None:
    nodes, edges = sample()
    opened = show(render([replace(node, date=None) for node in nodes], edges, "Undated"))
    opened.open("filter")
    assert not opened.page.locator("#time-host").is_visible()
