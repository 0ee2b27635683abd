"""What a preset, a query and a limit choose, and that pages say no more and no less than the store and its queries."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from network_graphs import network as generated

from diplograph.extract.errors import QueryError
from diplograph.graph.findings import _TENURES
from diplograph.graph.graph import Graph
from diplograph.graph.links import dimensions, network_data
from diplograph.graph.measures import measures
from diplograph.graph.network import FEWEST, LINES, select
from diplograph.graph.presets import POSTS, PRESETS
from diplograph.graph.selection import pairs_of
from diplograph.graph.views import named_by, view

EVENTS = "SELECT ?event { ?event a dg:Meeting }"


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def counts_of(html: str) -> str:
    found = re.search(r'<p class="counts">(.*?)</p>', html)
    assert found
    return found[1]


def lines(graph: Graph, preset: str) -> list[str]:
    nodes, edges = PRESETS[preset].make(*network_data(graph.store), dimensions(graph.store))
    assert {node.id for node in nodes} == {end for edge in edges for end in (edge.source, edge.target)}
    return [f"{edge.source} | {edge.relation} | {edge.target}" for edge in edges]


def test_who_met_whom_is_what_the_query_of_that_name_tells(graph: Graph) -> None:
    assert lines(graph, "who-met-whom") == ["person/aida-nurlan | met | person/pavol-kovac"]
    pairs = {(str(row[0]), str(row[1])) for row in graph.query("who-met-whom")}
    html = view(graph.store, preset="who-met-whom")
    assert len(pairs) == 1
    assert f"2 nodes · {len(pairs)} connection ·" in counts_of(html)
    (edge,) = data_of(html)["edges"]
    assert edge["arrows"] == ""
    said = [data_of(html)["facts"][fact]["text"] for fact in edge["relations"][0]["facts"]]
    assert sorted(said) == [
        f"{who} took part in: {event}"
        for who in ("Aida Nurlan", "Pavol Kováč")
        for event in ("Meeting of Aida Nurlan and Pavol Kováč", "call of Aida Nurlan to Pavol Kováč")
    ]


def test_commitments_are_all_that_the_query_of_that_name_tells(graph: Graph) -> None:
    assert lines(graph, "commitments") == [
        "state/KAZ | is ready for | statement/second/s2",
        "state/SVK | pledged | statement/first/s3",
        "statement/first/s3 | in area | area:terrorism",
        "statement/first/s3 | within | organization/cica",
        "statement/first/s3 | towards | organization/cica-secretariat",
        "statement/second/s2 | towards | organization/osce",
    ]
    shown = {
        node["key"]
        for node in data_of(view(graph.store, preset="commitments"))["nodes"]
        if node["group"] == "commitment"
    }
    assert shown == {str(row[0]).removeprefix(graph.base) for row in graph.query("commitments")}


def test_posts_lead_from_people_to_bodies(graph: Graph) -> None:
    assert lines(graph, "posts") == [
        "person/aida-nurlan | holds post in | organization/cica-secretariat",
        "person/pavol-kovac | acts in post in | state/SVK",
        "person/pavol-kovac | holds post in | state/SVK",
    ]
    assert set(_TENURES.values()) == POSTS


def test_areas_stand_between_dimensions_and_proposers(graph: Graph) -> None:
    found = lines(graph, "areas")
    assert found == [
        "area:economic | holds | area:tourism",
        "area:new-challenges-and-threats | holds | area:terrorism",
        "person/aida-nurlan | proposed | area:tourism",
        "state/SVK | pledged | area:terrorism",
    ]
    dimension = {node["key"]: node["dimension"] for node in data_of(view(graph.store, preset="areas"))["nodes"]}
    assert dimension["area:tourism"] == dimension["area:economic"] == "Economic dimension"
    assert dimension["state/SVK"] is None


def test_a_query_chooses_what_is_shown(graph: Graph, tmp_path: Path) -> None:
    assert named_by(graph.store, EVENTS) == {f"{graph.base}event/first/meeting-{number}" for number in (1, 2)}
    file = tmp_path / "meetings.rq"
    file.write_text("CONSTRUCT { ?event dg:participant ?who } { ?event a dg:Meeting ; dg:participation/dg:actor ?who }")
    keys = {node["key"] for node in data_of(view(graph.store, query=file))["nodes"]}
    assert keys == {"event/first/meeting-1", "person/aida-nurlan", "person/jan-novak", "person/pavol-kovac"}
    assert "What meetings.rq names." in view(graph.store, query=file)


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ("SELECT ?label { ?x rdfs:label ?label }", "gives no IRI of what to show"),
        ("SELECT ?x { ?x a dg:Release }", "names nothing that this view shows"),
        ("SELECT ?x { ?x", "syntax error at line 1|syntax error at line 2"),
        ("SELECT ?x { SERVICE <http://e.org/> { ?x ?y ?z } }", "SERVICE"),
    ],
)
def test_a_query_that_leads_to_nothing_is_told_in_one_line(
    graph: Graph, tmp_path: Path, asked: str, complaint: str
) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(asked)
    with pytest.raises(QueryError, match=complaint) as caught:
        view(graph.store, query=file)
    assert str(caught.value).startswith("mine.rq")
    assert "\n" not in str(caught.value)


def test_what_does_not_fit_together_is_told(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no preset 'post': choose one of who-met-whom, commitments, posts, areas"):
        view(graph.store, preset="post")
    with pytest.raises(QueryError, match="the view posts holds nothing about it"):
        view(graph.store, preset="posts", focus="tourism")
    with pytest.raises(QueryError, match=r"none\.rq cannot be read: No such file"):
        view(graph.store, query=tmp_path / "none.rq")


def test_every_sentence_of_a_page_is_evidence_in_the_store(graph: Graph) -> None:
    rows = graph.query(
        "SELECT ?quote ?label ?rule ?confidence { ?e a dg:Evidence ; dg:quote ?quote ; dg:rule ?rule ; "
        "dg:confidence ?confidence ; dg:release/rdfs:label ?label }"
    )
    known = {(str(quote), str(label), str(rule), float(str(sure))) for quote, label, rule, sure in rows}
    assert len(known) > 10
    for preset in (None, *PRESETS):
        facts = data_of(view(graph.store, preset=preset, limit=1000))["facts"]
        shown = {(f["quote"], f["release"], f["rule"], f["confidence"]) for f in facts if f["rule"] != "background"}
        assert shown
        assert shown <= known, preset
        assert all(not f["quote"] for f in facts if f["rule"] == "background")


def test_the_counts_of_the_page_are_those_of_queries(graph: Graph) -> None:
    html = view(graph.store, limit=1000)
    data = data_of(html)
    evidence = "?e a dg:Evidence ; dg:release ?release"
    (row,) = graph.query(f"SELECT (COUNT(DISTINCT ?release) AS ?n) {{ {evidence} }}")
    assert f" from {row[0]} releases" in counts_of(html)
    assert counts_of(html).startswith(
        f"{len(data['nodes'])} nodes · {len(data['edges'])} connections · {len(data['facts'])} facts"
    )
    for kind, asked in {"event": "events", "commitment": "commitments"}.items():
        shown = {node["key"] for node in data["nodes"] if node["group"] == kind}
        told = {str(row[0]).removeprefix(graph.base) for row in graph.query(asked)}
        assert shown <= told, kind


def test_the_view_without_a_limit_has_no_more_lines_than_can_be_told_apart() -> None:
    nodes, edges = generated(2000)
    shown = select(nodes, edges, limit=None)
    pairs = len(pairs_of(shown.nodes, shown.edges))
    assert FEWEST <= len(shown.nodes) <= 300
    assert pairs <= LINES * 1.2
    assert {node.kind for node in shown.nodes} == {"state", "organization", "person", "event", "commitment", "area"}
    assert len(select(nodes, edges, limit=700).nodes) == 700


def test_communities_are_numbered_by_size_and_bridges_lie_between() -> None:
    pairs = [(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (5, 3), (4, 6), (5, 6)]
    found = measures(8, pairs)
    assert found.community == (1, 1, 1, 0, 0, 0, 0, 2)
    assert found.betweenness is not None
    assert found.betweenness.index(max(found.betweenness)) == 3
    assert found.betweenness[7] == 0.0
    assert measures(0, []).community == ()


def test_a_page_of_many_is_the_same_for_every_hash_seed() -> None:
    script = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1])\n"
        "from network_graphs import network\n"
        "from diplograph.graph.network import render\n"
        "print(hashlib.sha256(render(*network(400), 'T', limit=400).encode()).hexdigest())\n"
    )
    bench = str(Path(__file__).parents[2] / "bench")
    digests = [
        subprocess.run(
            [sys.executable, "-c", script, bench],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert all(one == two for one, two in pairwise(digests))
