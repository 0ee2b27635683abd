from __future__ import annotations

from pathlib import Path

from diplograph.graph.graph import Graph
from diplograph.graph.links import aliases, network_data

EDGES = """
event/first/conference-1 | took place in | state/KOR
event/first/meeting-1 | took place in | place/bratislava
event/first/summit-1 | is to take place in | place/almaty
group/cica-member-states | is to cooperate in | area:tourism
group/cica-member-states | is to take part in | event/first/summit-1
organization/cica | is framework for | area:tourism
organization/cica-secretariat | part of | organization/cica
organization/osce | called on | state/KAZ
person/aida-nurlan | holds post in | organization/cica-secretariat
person/aida-nurlan | proposed | area:tourism
person/aida-nurlan | proposed to | group/cica-member-states
person/aida-nurlan | spoke at | event/first/conference-1
person/aida-nurlan | thanked | person/pavol-kovac
person/aida-nurlan | took part in | event/first/meeting-1
person/aida-nurlan | took part in | event/second/phone-call-1
person/pavol-kovac | acts in post in | state/SVK
person/pavol-kovac | holds post in | state/SVK
person/pavol-kovac | took part in | event/first/meeting-1
person/pavol-kovac | took part in | event/second/phone-call-1
state/KAZ | is ready for | statement/second/s2
state/KAZ | member of | organization/cica
state/KAZ | member of | organization/osce
state/KOR | co-chaired | event/first/conference-1
state/KOR | hosted | event/first/conference-1
state/KOR | member of | organization/cica
state/SVK | co-chaired | event/first/conference-1
state/SVK | member of | organization/osce
state/SVK | pledged | statement/first/s3
statement/first/s3 | in area | area:terrorism
statement/first/s3 | towards | organization/cica-secretariat
statement/first/s3 | within | organization/cica
statement/second/s2 | towards | organization/osce
"""


def test_every_relation(graph: Graph) -> None:
    _, edges = network_data(graph.store)
    found = [f"{edge.source} | {edge.relation} | {edge.target}" for edge in edges]
    assert sorted(found) == sorted(EDGES.strip().splitlines())


def test_every_node(graph: Graph) -> None:
    nodes, edges = network_data(graph.store)
    kinds = {node.id: (node.kind, node.type, node.label, node.date) for node in nodes}
    assert kinds["organization/cica"] == ("organization", "Organization", "CICA", None)
    assert kinds["event/first/conference-1"] == ("event", "Conference", "Asian Conference", "2020-10-12/2020-10-13")
    assert kinds["statement/first/s3"] == ("commitment", "Pledge", "help in countering terrorism", "2020-10-14")
    assert kinds["area:tourism"] == ("area", "CooperationArea", "Tourism", None)
    assert kinds["group/cica-member-states"][0] == "group" and kinds["place/almaty"][0] == "place"
    assert "event/first/meeting-2" not in kinds  # it did not take place
    assert {end for edge in edges for end in (edge.source, edge.target)} <= kinds.keys()
    assert [node.id for node in nodes] == sorted(kinds)


def test_every_edge_has_its_sentence(graph: Graph) -> None:
    nodes, edges = network_data(graph.store)
    for edge in edges:
        assert edge.facts
        for fact in edge.facts:
            assert (fact.rule == "background") == (fact.quote == "")
            assert fact.text and fact.release and 0 <= fact.confidence <= 1
    alone = {node.id: [fact.text for fact in node.facts] for node in nodes}
    assert alone["person/jan-novak"] == ["Ján Novák held post: President"]
    assert sorted(alone["person/aida-nurlan"]) == [
        "Aida Nurlan condoled with the families of the victims: the victims",
        "Aida Nurlan proposed cooperation in: smart <villages> (within CICA, of CICA Member States)",
    ]


def test_two_posts_of_one_body_are_one_edge_with_two_facts(graph: Graph) -> None:
    _, edges = network_data(graph.store)
    (edge,) = [one for one in edges if one.relation == "holds post in" and one.source == "person/pavol-kovac"]
    assert [fact.text for fact in edge.facts] == [
        "Pavol Kováč holds post: Deputy Prime Minister of Slovakia",
        "Pavol Kováč holds post: Foreign Minister of Slovakia",
    ]


def test_other_names(graph: Graph) -> None:
    names = aliases(graph.store)
    assert names["state/SVK"] == ["SVK", "Slovak Republic", "Slovakia"]
    assert "CICA" in names["organization/cica"]


def test_the_view_is_written(graph: Graph, tmp_path: Path) -> None:
    page = graph.view(tmp_path / "network.html").read_text(encoding="utf-8")
    assert "hosted" in page and "smart" in page
    near = graph.view(tmp_path / "near.html", focus="OSCE").read_text(encoding="utf-8")
    assert "OSCE" in near and "Bratislava" not in near
