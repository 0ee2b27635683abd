"""Hostile texts in every field of the network page: they are shown as they are, and run nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from browser import ONE, Opened, sample
from payloads import PAYLOADS

from diplograph.graph.facts import Edge, Fact, Node
from diplograph.graph.network import render
from diplograph.graph.page import plain

ADDRESS = re.compile(r"[\W_]*\w+:")  # what must stand at the beginning to be taken for an address
ALONE = [bad for bad in PAYLOADS if ADDRESS.match(bad)]
OTHERS = [bad for bad in PAYLOADS if not ADDRESS.match(bad)]
TEXTS = ALONE + [
    " ".join(OTHERS[at : at + 4]) for at in range(0, len(OTHERS), 4)
]  # a page for each payload takes minutes
MANY = "items => JSON.stringify(items.map((item) => item.textContent))"  # which keeps half a pair as it is


def test_the_list_is_long_enough() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 40


def hostile(bad: str) -> str:
    """Return the page of the seeds with a text in every field that a release, a rule or a caller can fill."""
    nodes, edges = sample()
    fact = Fact(bad, bad, bad, bad, bad, bad, bad, 0.5)
    spoilt: list[Node] = [
        replace(node, id=bad + node.id, iri=bad, label=bad, type=bad, date=bad, facts=(fact,), kind=bad)  # type: ignore[arg-type]
        if node.id == ONE
        else replace(node, facts=(fact,))
        for node in nodes
    ]
    links = [
        Edge(*(bad + end if end == ONE else end for end in (edge.source, edge.target)), bad, (fact, *edge.facts))
        for edge in edges
    ]
    return render(spoilt, links, bad, note=bad, aliases={bad + ONE: [bad], "state/KAZ": [bad]})


@pytest.mark.parametrize("bad", TEXTS, ids=range(len(TEXTS)))
def test_hostile_texts_are_shown_and_run_nothing(show: Callable[..., Opened], bad: str) -> None:
    opened = show(hostile(bad))
    page = opened.page
    elements = "document.querySelectorAll('script, img, iframe, object, embed, link, base, meta, style, form').length"
    before = page.evaluate(elements)
    assert len(opened.nodes()) == len(sample()[0])
    page.locator("#search").fill(bad)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    for tool in ("filter", "path", "look", "save"):
        opened.open(tool)
    page.locator("#open-look").click()
    page.locator("#colour").select_option("community")
    page.locator("#fit").click()
    opened.select("state/KAZ")
    assert f"“{bad}”" in json.loads(page.locator("#panel blockquote").evaluate_all(MANY))
    key = page.evaluate("tail => diplograph.nodes().find((key) => key.endsWith(tail))", ONE)
    opened.select(key)
    shown = json.loads(page.locator("#panel h2").evaluate_all(MANY))
    assert plain(bad) in (plain(text) for text in shown)
    page.locator("#view-table").click()
    page.locator("#view-network").click()
    page.evaluate("hash => { location.hash = hash; }", "since=" + bad.encode("utf-8", "replace").decode("utf-8"))
    page.emulate_media(media="print")
    page.emulate_media(media="screen")
    assert page.evaluate(elements) == before
    addresses = page.locator("a").evaluate_all("items => items.map((a) => a.href)")
    assert all(address.startswith("https://") for address in addresses)
    assert page.evaluate("typeof window.hit") == "undefined"


def test_a_link_with_hostile_parts_opens_the_page_as_it_is(seeds: Opened) -> None:
    for bad in PAYLOADS:
        text = bad.encode("utf-8", "replace").decode("utf-8")
        names = seeds.page.evaluate(
            """text => { location.hash = new URLSearchParams(
                 ['node', 'line', 'no-kinds', 'since', 'hops', 'around', 'from', 'to', 'size', 'colour', 'theme',
                  'tool', 'view', text].map((name) => [name, text])).toString();
               return new Promise((done) => setTimeout(() => done(diplograph.nodes().length), 20)); }""",
            text,
        )
        assert names == 41
    assert seeds.page.evaluate("typeof window.hit") == "undefined"
