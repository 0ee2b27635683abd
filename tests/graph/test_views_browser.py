"""The table and the timeline in Chromium: what they say, that they follow the filters, and that keys alone will do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from browser import ONE, Opened, sample
from network_graphs import network as generated

from diplograph.graph.facts import Edge, Fact, Node, NodeKind
from diplograph.graph.network import render

FACT = Fact("A met B", "A met B.", "R", "iri:r", None, "2020-03-05", "event.met", 0.9)


def table(opened: Opened, which: str) -> list[list[str]]:
    """Return the rows of a table as they are shown."""
    rows: list[list[str]] = opened.page.locator(f".of-{which} tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.children].map((cell) => cell.innerText))"
    )
    return rows


def moments(opened: Opened) -> list[str]:
    """Return the names of what the timeline shows, from left to right."""
    names: list[str] = opened.page.locator(".strip [role=button]").evaluate_all(
        "all => all.map((one) => one.getAttribute('aria-label'))"
    )
    return names


def dated(*dates: str | None, deadline: str | None = None) -> tuple[list[Node], list[Edge]]:
    """Return an actor and the events of these dates in which it took part; with a deadline, the last is a pledge."""
    nodes = [Node("person/a", "iri:a", "Ann", "person", "Person")]
    for number, date in enumerate(dates):
        last = deadline is not None and number == len(dates) - 1
        kind: NodeKind = "commitment" if last else "event"
        name = "Pledge" if last else "Meeting"
        node = Node(f"{kind}/{number}", f"iri:{number}", f"{name} {number}", kind, name, date)
        nodes.append(replace(node, deadline=deadline) if last else node)
    return nodes, [Edge("person/a", node.id, "took part in", (FACT,)) for node in nodes[1:]]


def test_the_table_holds_what_the_drawing_shows(seeds: Opened) -> None:
    seeds.page.locator("#view-table").click()
    nodes, edges = sample()
    assert sorted(row[0] for row in table(seeds, "nodes")) == sorted(node.label for node in nodes)
    label = {node.id: node.label for node in nodes}
    assert seeds.text(".of-nodes caption") == f"{len(nodes)} nodes"
    assert sorted(
        (row[0], row[1], row[2], row[4], row[5], row[6], row[7]) for row in table(seeds, "relations")
    ) == sorted(
        (
            label[edge.source],
            re.sub("([a-z])([A-Z])", r"\1 \2", edge.relation).lower(),
            label[edge.target],
            f"“{fact.quote}”" if fact.quote else fact.text,
            fact.release,
            fact.rule,
            f"{fact.confidence:.2f}",
        )
        for edge in edges
        for fact in edge.facts
    )
    own = [(node.label, fact.text) for node in nodes for fact in node.facts]
    assert sorted((row[0], row[1]) for row in table(seeds, "own")) == sorted(own)


def test_headers_sort_and_say_so(seeds: Opened) -> None:
    seeds.page.locator("#view-table").click()
    facts = [int(row[3]) for row in table(seeds, "nodes")]
    assert facts == sorted(facts, reverse=True)
    heads = seeds.page.locator(".of-nodes thead th")
    assert [head.get_attribute("aria-sort") for head in heads.all()] == ["none", "none", "none", "descending"]
    heads.nth(0).locator("button").press("Enter")
    names = [row[0] for row in table(seeds, "nodes")]
    assert names[0] == "Almaty"
    heads.nth(0).locator("button").press("Enter")
    assert [row[0] for row in table(seeds, "nodes")] == names[::-1]
    assert heads.nth(0).get_attribute("aria-sort") == "descending"
    assert {cell.get_attribute("scope") for cell in heads.all()} == {"col"}
    assert {cell.get_attribute("scope") for cell in seeds.page.locator("tbody th").all()} == {"row"}


def test_a_row_selects_in_the_network_and_the_network_in_the_table(seeds: Opened) -> None:
    seeds.page.locator("#view-table").click()
    seeds.page.locator(".of-nodes").get_by_role("button", name="Kairat Sarybay", exact=True).press("Enter")
    seeds.wait_selected(ONE)
    assert "Kairat Sarybay" in seeds.panel()
    assert seeds.page.evaluate("document.activeElement.innerText") == "Kairat Sarybay"
    seeds.select("state/KAZ")
    assert set(seeds.page.locator(".of-nodes [aria-current]").all_inner_texts()) == {"Kazakhstan"}
    seeds.page.locator(".of-relations .pick", has_text="part of").first.click()
    assert "Connection" in seeds.panel()


def test_the_table_follows_the_filters(seeds: Opened) -> None:
    seeds.page.locator("#view-table").click()
    seeds.page.locator("#legend button", has_text="Events").click()
    nodes, _ = sample()
    assert sorted(row[0] for row in table(seeds, "nodes")) == sorted(n.label for n in nodes if n.kind != "event")
    assert not any("Event" in row[1] for row in table(seeds, "nodes"))
    assert len(seeds.nodes()) == len(table(seeds, "nodes"))


def test_many_rows_come_a_page_at_a_time(show: Callable[..., Opened]) -> None:
    opened = show(render(*generated(700), "Many", limit=700))
    assert opened.page.locator("tbody tr").count() == 0, "nothing is built before it is looked at"
    opened.page.locator("#view-table").click()
    assert opened.text(".of-nodes caption") == "700 nodes"
    assert len(table(opened, "nodes")) == 100
    first = table(opened, "nodes")
    pager = opened.page.get_by_role("group", name="Rows of nodes")
    assert "1 to 100 of 700" in pager.inner_text()
    pager.get_by_text("Next rows").press("Enter")
    assert "101 to 200 of 700" in pager.inner_text()
    assert not {row[0] for row in table(opened, "nodes")} & {row[0] for row in first}
    assert pager.get_by_text("Previous rows").is_enabled()


def test_the_timeline_shows_dates_ranges_and_deadlines(show: Callable[..., Opened]) -> None:
    opened = show(
        render(*dated("2020-03-05", "2020", "2020-04-01/2020-04-20", None, "2020-05", deadline="2020-12"), "T")
    )
    assert opened.text(".strip-head .hint") == "4 events and commitments by date; 1 more without a date"
    assert sorted(moments(opened)) == [
        "Deadline of: Pledge 4, Commitment · Pledge, December 2020",
        "Meeting 0, Event · Meeting, 5 March 2020",
        "Meeting 1, Event · Meeting, 2020",
        "Meeting 2, Event · Meeting, 1 April 2020 – 20 April 2020",
        "Pledge 4, Commitment · Pledge, May 2020",
    ]
    assert opened.page.locator(".strip .span").count() == 3, "a year, a range and a month are as wide as they are"
    assert opened.page.locator(".strip .point").count() == 1
    assert opened.page.locator(".strip .flag").count() == 1
    wide = opened.page.locator(".strip .span").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().width)"
    )
    assert sorted(wide)[2] > 8 * sorted(wide)[1] > 8 * sorted(wide)[0]


def test_timeline_and_network_select_each_other(show: Callable[..., Opened]) -> None:
    opened = show(render(*dated("2020-03-05", "2020-06-01"), "T"))
    opened.page.locator(".strip .moment").first.click()
    opened.wait_selected("event/0")
    opened.select("event/1")
    pressed = opened.page.locator(".strip [aria-pressed=true]").get_attribute("aria-label")
    assert pressed == "Meeting 1, Event · Meeting, 1 June 2020"
    assert opened.page.locator(".strip .faint").count() == 1
    opened.select("person/a")
    assert opened.page.locator(".strip .faint").count() == 0, "both are linked to whom is selected"


def test_the_timeline_answers_keys_and_keeps_the_focus(show: Callable[..., Opened]) -> None:
    opened = show(render(*dated("2020-03-05", "2020-06-01", "2020-09-01"), "T"))
    assert [one.get_attribute("tabindex") for one in opened.page.locator(".strip .moment").all()] == ["0", "-1", "-1"]
    opened.page.locator(".strip .moment").first.focus()
    opened.page.keyboard.press("ArrowRight")
    opened.page.keyboard.press("Enter")
    opened.wait_selected("event/1")
    assert "Meeting 1" in str(opened.page.evaluate("document.activeElement.getAttribute('aria-label')"))
    opened.page.keyboard.press("End")
    opened.page.keyboard.press(" ")
    opened.wait_selected("event/2")


def test_the_timeline_follows_filters_and_looks_closer(show: Callable[..., Opened]) -> None:
    opened = show(render(*dated("2018-03-05", "2020-06-01", "2020-09-01"), "T"))
    opened.open("filter")
    opened.page.locator("#since").fill("2020-01-01")
    assert [name.split(",")[0] for name in moments(opened)] == ["Meeting 1", "Meeting 2"]
    opened.page.locator("#since").fill("")
    opened.page.get_by_label("Look closer in time").click()
    assert "span=" in opened.hash()
    hash_ = opened.page.evaluate("location.hash")
    seen = moments(opened)
    opened.reopened(hash_)
    assert moments(opened) == seen
    opened.page.get_by_label("Show all the time").click()
    assert len(moments(opened)) == 3
    assert "span=" not in opened.hash()


def test_many_dates_are_counted_in_bars_that_lead_closer(show: Callable[..., Opened]) -> None:
    nodes, edges = generated(900)
    opened = show(render(nodes, edges, "Many", limit=900))
    names = moments(opened)
    counted = [name for name in names if name.endswith("Look closer")]
    assert counted == names
    total = 0.0
    for name in names:
        parts = name.removesuffix(". Look closer").partition(": ")[2].split(", ")
        total += sum(float(part.split()[0]) for part in parts)
    assert round(total) == sum(node.kind in {"event", "commitment"} for node in nodes)
    opened.page.locator(".strip .bin").first.click()
    assert "earlier or later" in opened.text(".strip-head .hint")
    opened.select(next(node.id for node in nodes if node.kind == "state"))


def test_labels_of_the_timeline_do_not_overlap(show: Callable[..., Opened]) -> None:
    days = [f"2020-{month:02}-{day:02}" for month in (1, 2, 3) for day in (1, 2, 11, 12, 20)]
    opened = show(render(*dated(*days), "T"))
    assert len(moments(opened)) == len(days)
    boxes = opened.page.locator(".strip .moment text, .strip .moment .point, .strip .gathered rect").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect()).map((box) => [box.left, box.right, box.top, box.bottom])"
    )
    assert len(boxes) > len(days)
    for index, (left, right, top, bottom) in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = right <= other[0] + 1 or other[1] <= left + 1 or bottom <= other[2] + 4 or other[3] <= top + 4
            assert apart, (boxes[index], other)


def test_lines_have_a_timeline_where_no_event_is_drawn(show: Callable[..., Opened]) -> None:
    nodes = [Node(f"person/{name}", f"iri:{name}", name, "person", "Person") for name in ("Ann", "Bob")]
    opened = show(render(nodes, [Edge("person/Ann", "person/Bob", "met", (FACT,))], "Met"))
    assert moments(opened) == ["Ann – Bob: met, 5 March 2020"]
    opened.page.locator(".strip .moment").click()
    assert "Connection" in opened.panel()


@pytest.mark.parametrize("dates", [(), (None,)])
def test_without_dates_there_is_no_timeline(show: Callable[..., Opened], dates: tuple[str | None, ...]) -> None:
    nodes, _ = dated(*dates)
    opened = show(render(nodes, [], "T"))
    assert opened.page.locator("#timeline-fold").is_hidden()
