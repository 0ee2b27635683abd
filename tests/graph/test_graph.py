from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from diplograph.extract import gazetteer
from diplograph.extract.errors import QueryError, StoreError
from diplograph.graph import builder
from diplograph.graph.builder import count
from diplograph.graph.graph import Graph


def everything(graph: Graph) -> dict[str, list[object]]:
    return {name.value: list(graph.store.triples(name)) for name in graph.store.graphs()}


def test_what_a_graph_holds(graph: Graph) -> None:
    counts = graph.counts()
    inferred, total = counts.pop("inferred triples"), counts.pop("triples")
    assert counts == {
        "releases": 2, "people": 3, "states": 3, "organizations": 3, "groups": 1, "places": 2, "events": 5,
        "statements": 7, "commitments": 2, "cooperation areas": 3, "evidence": 37,
    }  # fmt: skip
    assert inferred > 300 and total == len(graph.store)
    assert list(counts) == ["releases", "people", "states", "organizations", "groups", "places", "events",
                            "statements", "commitments", "cooperation areas", "evidence"]  # fmt: skip


def test_an_empty_graph_answers(sample_gazetteer: None) -> None:
    with Graph.memory() as graph:
        graph.finish()
        assert graph.counts()["people"] == 0 and graph.counts()["releases"] == 0
        assert graph.check().conforms
        for name in graph.queries():
            assert len(graph.query(name)) == 0


def test_the_order_of_releases_does_not_matter(graph: Graph, samples: ModuleType, sample_gazetteer: None) -> None:
    with Graph.memory() as other:
        other.add(samples.second())
        other.finish()
        other.add(samples.first())
        other.finish()
        assert everything(other) == everything(graph)


def test_removing_a_release_leaves_what_the_others_say(samples: ModuleType, sample_gazetteer: None) -> None:
    with Graph.memory() as one, Graph.memory() as other:
        one.add(samples.first())
        one.add(samples.second())
        one.finish()
        one.remove("first")
        one.finish()
        other.add(samples.second())
        other.finish()
        assert everything(one) == everything(other)
        assert one.store.triples() == other.store.triples()
        with pytest.raises(StoreError, match="release first is not in the store"):
            one.remove("first")


def test_a_store_on_disk_goes_on_where_it_ended(
    tmp_path: Path, graph: Graph, samples: ModuleType, sample_gazetteer: None
) -> None:
    folder = tmp_path / "store"
    with Graph.open(folder, create=True) as made:
        made.add(samples.first())
        made.finish()
        made.add(samples.second())
    with Graph.open(folder, create=True) as again:
        assert everything(again) == everything(graph)
        again.add(samples.second())
        again.finish()
        assert everything(again) == everything(graph)
        assert again.counts() == graph.counts() == count(again.store)
    with Graph.open(folder) as read:
        assert {name: info.version for name, info in read.releases().items()} == {"first": "v1", "second": "v1"}
        assert read.query("commitments") == graph.query("commitments")
        assert read.counts() == graph.counts()
        with pytest.raises(StoreError, match="for reading only"):
            read.add(samples.first())


def test_what_the_store_keeps_for_itself_is_not_in_the_merge(graph: Graph) -> None:
    own = "STRSTARTS(STR(?g), 'https://w3id.org/diplograph/store/')"
    asked = graph.query(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(!{own}) }}")
    assert sorted(str(row[0]) for row in asked) == [name.value for name in graph.store.graphs()]
    inside = graph.query(f"SELECT ?s ?p ?o WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER({own}) }}")
    merged = {tuple(row) for row in graph.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")}
    assert len(inside) > 100 and not merged & {tuple(row) for row in inside}


def test_no_other_server_is_asked(graph: Graph) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        graph.query("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_what_waits_is_seen_by_whoever_asks(samples: ModuleType, sample_gazetteer: None) -> None:
    with Graph.memory() as made:
        made.add(samples.first())
        assert len(made.query("commitments")) == 1 and list(made.releases()) == ["first"]


def test_everything_follows_anew_where_gazetteers_or_rules_change(
    tmp_path: Path, graph: Graph, samples: ModuleType, sample_gazetteer: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "store"
    with monkeypatch.context() as patch:
        patch.setattr(builder, "state", lambda: "of another version")
        patch.setattr(gazetteer, "load", lambda: dataclasses.replace(samples.gazetteer(), organization_by_id={}))
        with Graph.open(folder, create=True) as made:
            made.add(samples.first())
            made.add(samples.second())
            made.finish()
            assert everything(made) != everything(graph)
    with Graph.open(folder, create=True) as again:
        assert everything(again) == everything(graph) and again.counts() == graph.counts()
    assert sorted(item.name for item in folder.iterdir() if item.is_dir()) == ["database-2", "snapshots"]


def test_no_graph_holds_the_time_of_the_build(tmp_path: Path, samples: ModuleType, sample_gazetteer: None) -> None:
    with Graph.open(tmp_path / "store", create=True) as made:
        made.add(samples.first())
        made.finish()
        built = json.loads((tmp_path / "store" / "diplograph.json").read_text())["built"]
        assert built.startswith("20") and built.endswith("+00:00")
        assert not made.query(f"ASK {{ ?s ?p ?o FILTER(CONTAINS(STR(?o), '{built[:13]}')) }}").values()[0][0]


def test_another_base(samples: ModuleType, sample_gazetteer: None) -> None:
    with Graph.memory("https://example.org/x/") as made:
        made.add(samples.first())
        made.finish()
        assert (
            made.query("people", person="person/jan-novak").values()[0][0] == "https://example.org/x/person/jan-novak"
        )
        assert made.check().conforms
        assert made.explain("Slovakia").id == "state/SVK"
        merged = {str(term) for triple in made.store.match() for term in triple}
        assert not [term for term in merged if term.startswith("https://w3id.org/diplograph/id/")]


def test_names_follow_changes(samples: ModuleType, sample_gazetteer: None) -> None:
    with Graph.memory() as made:
        made.add(samples.second())
        made.finish()
        with pytest.raises(QueryError):
            made.explain("Ján Novák")
        made.add(samples.first())
        made.finish()
        assert made.explain("Ján Novák").id == "person/jan-novak"


def test_asking_loads_neither_reasoner_nor_validator_nor_spacy() -> None:
    program = (
        "import sys\n"
        "from diplograph.graph.graph import Graph\n"
        "graph = Graph.memory(); graph.query('people'); graph.queries()\n"
        "print(*sorted({'owlrl', 'pyshacl', 'spacy', 'networkx', 'rdflib'} & sys.modules.keys()))\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
