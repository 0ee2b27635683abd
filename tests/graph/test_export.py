from __future__ import annotations

import csv
import io
from pathlib import Path
from types import ModuleType

import networkx as nx
import pytest
import rdflib
from rdflib.compare import graph_diff, to_isomorphic

from diplograph.extract.errors import ExportError
from diplograph.extract.model import Extraction, Organization, PartialDate, Release, Statement
from diplograph.graph.export import SUFFIXES
from diplograph.graph.graph import Graph
from diplograph.graph.links import network_data

TRIPLES = {".ttl": "turtle", ".nt": "nt", ".rdf": "xml"}
QUADS = {".trig": "trig", ".nq": "nquads", ".jsonld": "json-ld"}


def same(found: rdflib.Graph, expected: rdflib.Graph) -> None:
    one, other = to_isomorphic(found), to_isomorphic(expected)
    _, added, missing = graph_diff(one, other) if one != other else (None, rdflib.Graph(), rdflib.Graph())
    assert one == other, f"missing:\n{missing.serialize()[:2000]}\nadded:\n{added.serialize()[:2000]}"


@pytest.mark.parametrize("suffix", TRIPLES)
def test_triples_read_back(graph: Graph, tmp_path: Path, suffix: str) -> None:
    (path,) = graph.export(tmp_path / f"graph{suffix}")
    same(rdflib.Graph().parse(path, format=TRIPLES[suffix]), graph.rdf(merged=True))


@pytest.mark.parametrize("suffix", QUADS)
def test_named_graphs_read_back(graph: Graph, tmp_path: Path, suffix: str) -> None:
    (path,) = graph.export(tmp_path / f"graph{suffix}")
    found = rdflib.Dataset()
    found.parse(path, format=QUADS[suffix])
    names = {str(one.identifier) for one in found.graphs() if len(one)}
    assert names == {name.value for name in graph.store.graphs()} and len(names) == 7
    expected = graph.rdf()
    assert isinstance(expected, rdflib.Dataset)
    for name in names:
        same(found.graph(rdflib.URIRef(name)), expected.graph(rdflib.URIRef(name)))


def test_rdflib_answers_as_the_store_does(graph: Graph) -> None:
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/diplograph/ontology#Actor> }"
    expected = graph.query(text).values()
    for edge in (graph.rdf(), graph.rdf(merged=True)):
        assert [tuple(int(cell) for cell in row) for row in edge.query(text)] == expected
        assert "person:aida-nurlan" in edge.serialize(format="trig" if isinstance(edge, rdflib.Dataset) else "turtle")


def test_turtle_starts_with_what_releases_say(graph: Graph, tmp_path: Path) -> None:
    (path,) = graph.export(tmp_path / "graph.ttl")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("@prefix")]
    assert lines[0].startswith("<https://w3id.org/diplograph/id/area-mention/first/a1> a dg:ProposedCooperation")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_twice_the_same_bytes(graph: Graph, tmp_path: Path, suffix: str) -> None:
    once, again = graph.export(tmp_path / f"a{suffix}"), graph.export(tmp_path / f"b{suffix}")
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_networks_read_back(graph: Graph, tmp_path: Path, suffix: str) -> None:
    (path,) = graph.export(tmp_path / f"network{suffix}")
    found = (nx.read_graphml if suffix == ".graphml" else nx.read_gexf)(path)
    nodes, edges = network_data(graph.store)
    assert found.is_directed() and found.is_multigraph()
    assert {name: data["label"] for name, data in found.nodes(data=True)} == {node.id: node.label for node in nodes}
    expected = sorted((edge.source, edge.target, edge.relation, len(edge.facts)) for edge in edges)
    links = [(a, b, data["relation"], data["weight"]) for a, b, data in found.edges(data=True)]
    assert sorted(links) == expected
    ids = [str(data["id"]) if "id" in data else str(key) for _, _, key, data in found.edges(keys=True, data=True)]
    assert len(set(ids)) == len(edges)


def test_tables_read_back(graph: Graph, tmp_path: Path) -> None:
    written = graph.export(tmp_path / "network.csv")
    assert [path.name for path in written] == ["network.nodes.csv", "network.edges.csv"]
    nodes, edges = (list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""))) for path in written)
    by_id = {node["id"]: node for node in nodes}
    assert by_id["person/pavol-kovac"]["label"] == "Pavol Kováč"
    assert by_id["statement/first/s3"]["kind"] == "commitment" and by_id["statement/first/s3"]["type"] == "Pledge"
    (host,) = [row for row in edges if row["relation"] == "hosted"]
    assert host == {
        "source": "state/KOR", "relation": "hosted", "target": "event/first/conference-1", "weight": "1",
        "date": "2020-10-12/2020-10-13", "text": "South Korea hosted: Asian Conference",
        "quote": "The Republic of Korea hosted the Asian Conference, co-chaired by Slovakia, on 12-13 October 2020.",
        "release": "https://w3id.org/diplograph/id/release/first", "rule": "sample.rule", "confidence": "0.9",
    }  # fmt: skip
    assert {row["source"] for row in edges} | {row["target"] for row in edges} <= by_id.keys()


ODD = 'a\x00\x0b\ufffe "q" <b>&amp;</b> ]]> \r\n\t é 🙂'


@pytest.fixture(scope="module")
def odd(samples: ModuleType, sample_gazetteer: None) -> Graph:
    first = samples.first()
    evidence = first.events[0].evidence
    evidence = type(evidence)(ODD, 0, len(ODD), ODD, 0.5)
    body = Organization("organization/odd", ODD, ODD, (ODD + "2",), evidence)
    ref = samples.ActorRef(ODD, "organization", body.id)
    due = PartialDate("2030")
    said = Statement("statement/odd", "Pledge", (ref,), None, (ref,), ODD, ODD, (), due, ref, "reported", evidence)
    graph = Graph.memory()
    graph.add(Extraction(Release("odd", ODD, ODD, "0" * 64, title=ODD), organizations=(body,), statements=(said,)))
    graph.finish()
    return graph


@pytest.mark.parametrize("suffix", TRIPLES | QUADS)
def test_odd_text_reads_back(odd: Graph, tmp_path: Path, suffix: str) -> None:
    (path,) = odd.export(tmp_path / f"graph{suffix}")
    found = rdflib.Dataset(default_union=True)
    found.parse(path, format=(TRIPLES | QUADS)[suffix])
    quotes = {str(value) for value in found.objects(None, rdflib.URIRef("https://w3id.org/diplograph/ontology#quote"))}
    expected = ODD
    if suffix == ".rdf":  # XML has no way to write these
        for char in "\x00\x0b\ufffe":
            expected = expected.replace(char, "\ufffd")
    assert quotes == {expected}


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".csv", ".html"])
def test_odd_text_breaks_no_network(odd: Graph, tmp_path: Path, suffix: str) -> None:
    paths = odd.export(tmp_path / f"network{suffix}")
    if suffix in {".graphml", ".gexf"}:
        found = (nx.read_graphml if suffix == ".graphml" else nx.read_gexf)(paths[0])
        assert set(found.nodes) == {"organization/odd", "statement/odd"}
    elif suffix == ".csv":
        rows = list(csv.DictReader(io.StringIO(paths[1].read_bytes().decode(), newline="")))
        assert {row["quote"] for row in rows} == {ODD}
    else:
        assert "<b>&amp;</b>" not in paths[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["graph.xlsx", "graph", "graph.ttl.bak"])
def test_unknown_suffixes(graph: Graph, tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match=r"has no known suffix: use one of \.ttl \.trig \.nt \.nq \.jsonld \.rdf"):
        graph.export(tmp_path / name)
    with pytest.raises(ExportError, match="has no known suffix"):
        graph.view(tmp_path / "view.ttl")


def test_a_file_is_written_whole_or_not_at_all(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "graph.nt"
    target.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ExportError, match=r"graph\.nt cannot be written: No space left on device"):
        graph.export(target)
    assert target.read_text() == "old" and list(tmp_path.iterdir()) == [target]


def test_a_folder_in_the_way(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "graph.nt").mkdir()
    with pytest.raises(ExportError, match="cannot be written"):
        graph.export(tmp_path / "graph.nt")
