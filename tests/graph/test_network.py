"""The network page as text: what it shows, what it leaves out, where things stand, and that nothing in it can run."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from diplograph.extract.errors import QueryError
from diplograph.graph.facts import Edge, Fact, Node
from diplograph.graph.layout import layout
from diplograph.graph.network import library, network, render, render_selection, select, wrapped
from diplograph.graph.page import safe_url

SAMPLE = Path(__file__).with_name("network_sample.json")


def sample() -> tuple[list[Node], list[Edge]]:
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))

    def facts(item: dict[str, Any]) -> dict[str, Any]:
        return item | {"facts": tuple(Fact(**fact) for fact in item["facts"])}

    return [Node(**facts(node)) for node in data["nodes"]], [Edge(**facts(edge)) for edge in data["edges"]]


def star(count: int) -> tuple[list[Node], list[Edge]]:
    """One hub with ``count`` leaves, and as many pairs of nodes that nobody else knows."""
    fact = Fact("A met B", "A met B.", "R", "iri:r", None, "2020", "event.met", 0.9)
    names = ["hub", *(f"leaf/{n:03}" for n in range(count)), *(f"pair/{n:03}" for n in range(2 * count))]
    ends = [("hub", f"leaf/{n:03}") for n in range(count)]
    ends += [(f"pair/{2 * n:03}", f"pair/{2 * n + 1:03}") for n in range(count)]
    nodes = [Node(name, f"iri:{name}", name, "person", "Person") for name in names]
    return nodes, [Edge(a, b, "met", (fact,)) for a, b in ends]


class Elements(HTMLParser):
    """Collects the elements of a page, the texts of its scripts and styles, and its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] in ("script", "style") and data.strip():
            self.raw.append((self.tags[-1][0], data))


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_every_fact_reaches_the_page_with_its_sentence() -> None:
    nodes, edges = sample()
    data = data_of(render(nodes, edges, "Seeds"))
    given = {fact for item in (*nodes, *edges) for fact in item.facts}
    assert {(fact["text"], fact["quote"], fact["rule"], fact["confidence"]) for fact in data["facts"]} == {
        (fact.text, fact.quote, fact.rule, fact.confidence) for fact in given
    }
    assert [node["key"] for node in data["nodes"]] == sorted(node.id for node in nodes)
    relations = [relation for edge in data["edges"] for relation in edge["relations"]]
    assert sorted((r["source"], r["target"], r["relation"]) for r in relations) == sorted(
        (edge.source, edge.target, edge.relation) for edge in edges
    )
    ends = [frozenset((edge["from"], edge["to"])) for edge in data["edges"]]
    assert len(ends) == len(set(ends)), "one line for each pair of nodes"


def test_the_header_counts_what_is_there_and_says_nothing_of_what_is_not_left_out() -> None:
    html = render(*sample(), "Seeds")
    assert "41 nodes · 62 connections · 53 facts from 2 releases · 2020-10-12" in html
    assert "Left out" not in html


def test_at_most_the_limit_is_drawn_and_the_page_says_so() -> None:
    nodes, edges = star(200)
    selection = select(nodes, edges, limit=300)
    assert (len(selection.nodes), selection.nodes_left_out) == (300, 301)
    shown = {node.id for node in selection.nodes}
    assert {name for name in shown if not name.startswith("pair")} == {"hub", *(f"leaf/{n:03}" for n in range(200))}
    ends = {name for edge in selection.edges for name in (edge.source, edge.target)}
    assert len(shown - ends) <= 1, "a node is drawn without its neighbours only where the limit is odd"
    assert "Left out: 301 of 601 nodes and 151 relations" in render(nodes, edges, "Star")


def test_a_focus_shows_its_neighbours_within_the_hops() -> None:
    nodes, edges = sample()
    one = select(nodes, edges, focus="organization/csto")
    assert {node.id for node in one.nodes} == {"organization/csto", "event/assistance", "state/KAZ"}
    assert one == select(nodes, edges, focus="collective security treaty organization")
    assert len(select(nodes, edges, focus="organization/csto", hops=2).nodes) > 3
    with pytest.raises(QueryError, match=r"no node .* 'Kazakstan'; did you mean Kazakhstan\?"):
        select(nodes, edges, focus="Kazakstan")


def test_kinds_and_time_choose_nodes() -> None:
    nodes, edges = sample()
    kinds = select(nodes, edges, kinds=["person", "state"])
    assert {node.kind for node in kinds.nodes} == {"person", "state"}
    then = select(nodes, edges, since="2022-01-01")
    assert {node.id for node in then.nodes if node.kind == "event"} == {
        "event/speech",
        "event/crisis",
        "event/assistance",
    }
    assert "place/almaty" in {node.id for node in then.nodes}
    assert "person/kairat-sarybay" not in {node.id for node in then.nodes}
    assert {node.id for node in select(nodes, edges, until="2019").nodes if node.kind == "event"} == {"event/summit"}


def test_an_edge_to_an_unknown_node_and_a_loop_draw_no_line() -> None:
    nodes, edges = sample()
    fact = edges[0].facts
    more = [Edge("state/KAZ", "state/XXX", "met", fact), Edge("state/KAZ", "state/KAZ", "met", fact)]
    assert len(network(nodes, edges).edges) == len(network(nodes, select(nodes, [*edges, *more]).edges).edges)


def test_pyvis_holds_the_drawing() -> None:
    nodes, edges = sample()
    drawing = network(nodes, edges)
    assert drawing.directed
    assert [node["group"] for node in drawing.nodes] == [node.kind for node in nodes]
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in drawing.nodes)
    by_pair = {frozenset((edge["from"], edge["to"])): edge for edge in drawing.edges}
    place = {node.id: index for index, node in enumerate(nodes)}
    assert by_pair[frozenset((place["organization/csto"], place["state/KAZ"]))]["arrows"] in ("to", "from")


@pytest.mark.parametrize("count", [1, 2, 45, 300])
def test_no_two_boxes_overlap(count: int) -> None:
    links = [(n, (n * n) // (2 * n + 1)) for n in range(1, count - count // 9)]
    boxes = [(60 + n % 90, 30 + n % 40) for n in range(count)]
    points = layout(boxes, links)
    for (p, a), (q, b) in itertools.combinations(zip(points, boxes, strict=True), 2):
        apart_x, apart_y = abs(p[0] - q[0]) - (a[0] + b[0]) / 2, abs(p[1] - q[1]) - (a[1] + b[1]) / 2
        assert apart_x > -2 or apart_y > -2


def test_a_layout_of_nothing_is_empty() -> None:
    assert layout([], []) == []
    assert "0 nodes · 0 connections" in render([], [], "Nothing")


def test_neighbours_stand_nearer_than_strangers() -> None:
    links = [(n, n + 1) for n in range(40)]
    points = layout([(20.0, 20.0)] * 41, links)

    def far(a: int, b: int) -> float:
        return float(((points[a][0] - points[b][0]) ** 2 + (points[a][1] - points[b][1]) ** 2) ** 0.5)

    assert max(far(a, b) for a, b in links) < far(0, 20) < far(0, 40)


def test_the_page_is_the_same_for_every_hash_seed_and_order() -> None:
    nodes, edges = sample()
    assert render(nodes, edges, "T") == render(nodes[::-1], edges[::-1], "T")
    script = (
        "import json, hashlib, pathlib, sys\n"
        "from diplograph.graph.facts import Edge, Fact, Node\n"
        "from diplograph.graph.network import render\n"
        "data = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8'))\n"
        "def make(kind, item): return kind(**(item | {'facts': tuple(Fact(**fact) for fact in item['facts'])}))\n"
        "page = render([make(Node, n) for n in data['nodes']], [make(Edge, e) for e in data['edges']], 'T', limit=20)\n"
        "print(hashlib.sha256(page.encode()).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, str(SAMPLE)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_the_policy_allows_the_two_scripts_and_the_style_and_nothing_else() -> None:
    html = render(*sample(), "Seeds")
    page = Elements(html)
    policy = next(attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy
    hashes = {
        (tag, "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'")
        for tag, text in page.raw
        if not text.startswith("{")
    }
    assert {value for tag, value in hashes if tag == "script"} == set(
        re.findall(r"'sha256[^']*'", policy.split(";")[1])
    )
    assert {value for tag, value in hashes if tag == "style"} == set(re.findall(r"'sha256[^']*'", policy.split(";")[2]))
    assert policy.startswith("default-src 'none'; script-src ")
    assert "unsafe" not in policy
    assert policy.endswith("img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'")
    for tag, attrs in page.tags:
        assert not [name for name in attrs if name.startswith("on") or name == "style"], tag
        assert attrs.get("src") is None
        assert attrs.get("href") in (None, "data:,")


def test_hostile_texts_leave_the_elements_as_they_are() -> None:
    nodes, edges = sample()
    bad = "</script><script>alert(1)</script><!--{{7*7}}{% raw %}\u2028\x00\x1b\ud800\"'><img src=x onerror=alert(1)>"
    fact = Fact(bad, bad, bad, bad, "javascript:alert(1)", bad, bad, 1.0)
    hostile = [replace(node, id=bad + node.id, iri=bad, label=bad, type=bad, date=bad, facts=(fact,)) for node in nodes]
    links = [Edge(bad + edge.source, bad + edge.target, bad, (fact,)) for edge in edges]
    aliases = {node.id: [bad] for node in hostile}
    html = render_selection(select(hostile, links), bad, note=bad, aliases=aliases, language="en")
    html.encode("utf-8")
    clean = render(nodes, edges, "Seeds", note="note")
    assert [tag for tag, _ in Elements(html).tags] == [tag for tag, _ in Elements(clean).tags]
    data = data_of(html)
    assert {node["name"] for node in data["nodes"]} == {bad}
    assert {fact["url"] for fact in data["facts"]} == {None}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "example.org",
        "http://",
        "http://[",
        "",
        "https:\x00//e.org",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert safe_url(url) is None


def test_web_addresses_stay() -> None:
    for url in ("https://example.org/a?b=c#d", "http://example.org"):
        assert safe_url(url) == url


def test_labels_are_wrapped_and_cut() -> None:
    assert wrapped("Kairat Sarybay") == "Kairat Sarybay"
    assert wrapped("Asian Partners for Co-operation Group") == "Asian Partners for\nCo-operation Group"
    assert wrapped("Conference on " * 20).count("\n") == 2
    assert wrapped("Conference on " * 20).endswith(" …")
    assert wrapped("\x00\x07\u202e") == "(no name)"


def test_the_library_is_the_one_that_pyvis_carries_without_its_source_map() -> None:
    assert "@version 9.1.2" in library()
    assert "sourceMappingURL" not in library()
