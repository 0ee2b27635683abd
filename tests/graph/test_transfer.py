"""Sending a store to a server: only what changed, all of it in the end, whatever fails on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import servers

from diplograph.extract.errors import TransferError
from diplograph.graph.graph import Graph
from diplograph.graph.rdf import IRI
from diplograph.graph.store import Store
from diplograph.graph.transfer import Transfer, load
from diplograph.graph.transfer_record import Sent
from diplograph.graph.transfer_server import Server
from diplograph.ontology.terms import ALIGNMENTS, AREAS, BASE, DG, ONTOLOGY

Answer, Made, Relay, CUT, LOST = servers.Answer, servers.Made, servers.Relay, servers.CUT, servers.LOST

FIRST, SECOND = f"{BASE}release/first", f"{BASE}release/second"
BACKGROUND, INFERRED = f"{BASE}graph/background", f"{BASE}graph/inferred"
VOCABULARY = sorted([ONTOLOGY, AREAS, ALIGNMENTS])
ALL = [*VOCABULARY, BACKGROUND, FIRST, SECOND, INFERRED]

pytestmark = pytest.mark.usefixtures("sample_gazetteer")


@pytest.fixture
def folder(samples: ModuleType, tmp_path: Path) -> Path:
    """A store of both samples."""
    with Graph.open(tmp_path / "store", create=True) as graph:
        graph.add(samples.first())
        graph.add(samples.second())
    return tmp_path / "store"


@pytest.fixture
def oxigraph() -> Iterator[str]:
    with servers.oxigraph() as address:
        yield address


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, though nobody waits."""
    waited: list[float] = []
    monkeypatch.setattr("diplograph.graph.transfer_http.sleep", waited.append)
    return waited


def send(folder: Path, url: str, **options: Any) -> Transfer:
    server = {name: options.pop(name) for name in ("retries", "user", "password", "token") if name in options}
    with Store.open(folder, read_only=True) as store:
        return load(store, Server.at(url, **server), **options)


def change_second(folder: Path, samples: ModuleType) -> None:
    second = samples.second()
    statements = (replace(second.statements[0], content="protect the rights of man"), *second.statements[1:])
    with Graph.open(folder, create=True) as graph:
        graph.add(replace(second, statements=statements))


def assert_equal(address: str, folder: Path) -> None:
    """The server has what the store has, graph by graph, and nothing else."""
    with Store.open(folder, read_only=True) as store:
        graphs = store.graphs()
        for graph in graphs:
            ours = servers.canonical(store.dump(graph))
            assert servers.canonical(servers.fetch(f"{address}/store", graph.value)) == ours, graph
    names = servers.ask(f"{address}/query", "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert {row["g"] for row in names} == {graph.value for graph in graphs}


# A real server


def test_a_store_is_sent_whole_and_in_order(folder: Path, oxigraph: str) -> None:
    with Relay(f"{oxigraph}/store") as relay:
        done = send(folder, relay.url)
        assert relay.steps() == [("PUT", graph) for graph in ALL]
        assert {seen.type for seen in relay.seen} == {"application/n-triples"}
    with Store.open(folder, read_only=True) as store:
        triples = sum(store.dump(graph).count(b"\n") for graph in store.graphs())
    assert done == Transfer(relay.url, tuple(map(IRI, ALL)), (), 0, triples)
    assert_equal(oxigraph, folder)


def test_queries_over_the_union_are_answered_alike(folder: Path, oxigraph: str) -> None:
    send(folder, f"{oxigraph}/store")
    rows = 0
    with Graph.open(folder) as graph:
        for name in graph.queries():
            text = (Path(__file__).parents[2] / "queries" / f"{name}.rq").read_text("utf-8")
            ours, theirs = graph.query(name), servers.ask(f"{oxigraph}/query", text)
            told = [{c: str(v) for c, v in zip(ours.columns, row, strict=True) if v is not None} for row in ours.rows]
            assert sorted(map(_unordered, told)) == sorted(map(_unordered, theirs)), name
            rows += len(told)
    assert rows > 50


def _unordered(row: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Return a row in which the members of a list, whose order SPARQL leaves open, are sorted; no empty lists."""
    return [(name, sorted(value.split("; "))) for name, value in sorted(row.items()) if value]


def test_only_the_difference_is_sent(folder: Path, samples: ModuleType, oxigraph: str) -> None:
    with Relay(f"{oxigraph}/store") as relay:
        send(folder, relay.url)
        relay.seen.clear()
        assert send(folder, relay.url) == Transfer(relay.url, (), (), 7, 0)
        assert relay.steps() == [("GET", FIRST)], "it asks whether the server has still got what it was sent"
        change_second(folder, samples)
        relay.seen.clear()
        done = send(folder, relay.url)
        assert (done.sent, done.removed, done.unchanged) == ((IRI(SECOND),), (), 6)
        assert relay.steps() == [("GET", FIRST), ("PUT", SECOND)]
        assert_equal(oxigraph, folder)
        with Graph.open(folder, create=True) as graph:
            graph.remove("first")
        relay.seen.clear()
        done = send(folder, relay.url)
        assert (done.removed, done.unchanged) == ((IRI(FIRST),), 4)
        changed = [("PUT", BACKGROUND), ("DELETE", FIRST), ("PUT", INFERRED)]
        assert relay.steps() == [("GET", SECOND), *changed]
        assert_equal(oxigraph, folder)


def test_all_is_sent_where_all_is_wanted(folder: Path, oxigraph: str) -> None:
    send(folder, f"{oxigraph}/store")
    assert len(send(folder, f"{oxigraph}/store", everything=True).sent) == 7
    assert_equal(oxigraph, folder)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(folder: Path, samples: ModuleType) -> None:
    with Relay() as relay:
        plan = send(folder, relay.url, dry_run=True)
        assert (plan.sent, plan.removed, plan.unchanged) == (tuple(map(IRI, ALL)), (), 0)
        assert not (folder / "sent").exists()
        send(folder, relay.url)
        relay.seen.clear()
        change_second(folder, samples)
        plan = send(folder, relay.url, dry_run=True)
        assert (plan.sent, plan.removed, plan.unchanged) == ((IRI(SECOND),), (), 6)
        assert len(send(folder, relay.url, dry_run=True, everything=True).sent) == 7
        assert relay.seen == []


def test_a_server_that_forgot_is_sent_everything(folder: Path) -> None:
    told: list[str] = []
    with servers.oxigraph() as first, Relay(f"{first}/store") as relay:
        send(folder, relay.url)
        with servers.oxigraph() as second:
            relay._target = f"{second}/store"
            done = send(folder, relay.url, tell=told.append)
            assert (len(done.sent), done.unchanged) == (7, 0)
            assert told == [f"{relay.url} has lost what it was sent: everything is sent again"]
            assert_equal(second, folder)


def test_servers_are_told_apart(folder: Path) -> None:
    with Relay() as one, Relay() as other:
        assert [len(send(folder, url).sent) for url in (one.url, other.url, one.url, other.url)] == [7, 7, 0, 0]


def test_a_graph_in_memory_is_sent_whole_each_time(graph: Graph, oxigraph: str) -> None:
    server = Server.at(f"{oxigraph}/store")
    assert [len(load(graph.store, server).sent) for _ in range(2)] == [7, 7]


def test_a_long_graph_goes_in_parts(folder: Path, oxigraph: str) -> None:
    with Relay(f"{oxigraph}/store") as relay:
        send(folder, relay.url, chunk=20_000)
        for graph in (FIRST, INFERRED):
            parts = [seen for seen in relay.seen if seen.graph == graph]
            assert [part.method for part in parts] == ["PUT", *["POST"] * (len(parts) - 1)]
            assert len(parts) > 1 and all(part.size < 21_000 for part in parts)
        assert [seen.method for seen in relay.seen if seen.graph in VOCABULARY] == ["PUT"] * 3, "it has blank nodes"
    assert_equal(oxigraph, folder)


def test_a_long_graph_is_never_in_memory_as_a_whole() -> None:
    store = Made(IRI(INFERRED), 1000)
    read: list[int] = []

    def script(number: int, seen: Any) -> None:
        read.append(store.read)

    with Relay(None, script) as relay:
        done = load(store, Server.at(relay.url), chunk=10_000)
    assert done.triples == 1000
    assert len(read) > 10 and read[0] < 100 and read[5] < 600


@pytest.mark.parametrize("name", ["a b%20c?d=e&f#g", "Встреча", "100%25"])
def test_any_name_of_a_graph_reaches_the_server(name: str, oxigraph: str) -> None:
    from diplograph.graph.iris import release_iri

    store = Made(release_iri(name), 3)
    load(store, Server.at(f"{oxigraph}/store"))
    rows = servers.ask(f"{oxigraph}/query", "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert rows == [{"g": store.graph.value, "n": "3"}]


def test_the_parameter_may_have_another_name() -> None:
    with Relay() as relay:
        load(Made(IRI(FIRST), 1), Server.at(relay.url, parameter="context-uri"))
        assert relay.steps() == [("PUT", "")]


# Failures that pass


def test_what_fails_is_sent_again(folder: Path, oxigraph: str, pauses: list[float]) -> None:
    told: list[str] = []
    failing = {0: Answer(500), 1: Answer(503), 4: CUT, 6: LOST, 8: Answer(429)}
    with Relay(f"{oxigraph}/store", lambda number, seen: failing.get(number)) as relay:
        send(folder, relay.url, tell=told.append)
        assert len(relay.seen) == 7 + len(failing)
    assert_equal(oxigraph, folder)
    assert len(pauses) == len(told) == len(failing)
    assert 0.25 <= pauses[0] <= 0.5 <= pauses[1] <= 1.0
    assert re.fullmatch(rf"{relay.url} fails \(HTTP 500 Internal Server Error\): again in 0\.\d s", told[0])
    assert "does not answer (Server disconnected" in told[2]


# Going on


def test_a_load_goes_on_where_it_was_broken_off(folder: Path, oxigraph: str) -> None:
    with Relay(f"{oxigraph}/store", lambda number, seen: Answer(403) if number == 4 else None) as relay:
        with pytest.raises(TransferError, match="HTTP 403"):
            send(folder, relay.url)
        relay.seen.clear()
        relay.script = lambda number, seen: None
        done = send(folder, relay.url)
        assert relay.steps() == [("GET", VOCABULARY[0]), *(("PUT", graph) for graph in (FIRST, SECOND, INFERRED))]
        assert (len(done.sent), done.unchanged) == (3, 4)
    assert_equal(oxigraph, folder)


def test_a_graph_that_was_sent_in_part_is_sent_again_whole(folder: Path, oxigraph: str) -> None:
    """Also where the store is what it was before: the server has some of what the store had in between."""
    with Relay(f"{oxigraph}/store") as relay:
        send(folder, relay.url)
        relay.script = lambda number, seen: Answer(403) if seen.method == "POST" and seen.graph == INFERRED else None
        with pytest.raises(TransferError, match="HTTP 403"):
            send(folder, relay.url, chunk=20_000, everything=True)
        relay.seen.clear()
        relay.script = lambda number, seen: None
        assert send(folder, relay.url).sent == (IRI(INFERRED),)
    assert_equal(oxigraph, folder)


def test_one_load_at_a_time(folder: Path) -> None:
    with Relay() as relay, Sent(folder, relay.url), Relay() as other:
        with pytest.raises(TransferError, match=rf"{relay.url} cannot be loaded now: .* is in use by this process"):
            send(folder, relay.url)
        assert relay.seen == []
        assert len(send(folder, other.url).sent) == 7
        assert len(send(folder, relay.url, dry_run=True).sent) == 7


def test_a_torn_line_is_what_was_not_done(tmp_path: Path) -> None:
    url = "http://localhost/store"
    with Sent(tmp_path, url) as sent:
        for graph in (FIRST, SECOND):
            sent.begin(IRI(graph))
            sent.finish(IRI(graph), "d1")
    (file,) = tmp_path.glob("sent/*/graphs.jsonl")
    whole = file.read_bytes()
    for cut in range(whole.rindex(b"\n", 0, -1) + 1, len(whole)):
        file.write_bytes(whole[:cut])
        with Sent(tmp_path, url) as sent:
            assert sent.digests == {IRI(FIRST): "d1", IRI(SECOND): ""}
    file.write_bytes(whole)
    with Sent(tmp_path, url) as sent:
        assert sent.digests == {IRI(FIRST): "d1", IRI(SECOND): "d1"}
        sent.finish(IRI(FIRST), None)
    with Sent(tmp_path, url) as sent:
        assert sent.digests == {IRI(SECOND): "d1"}
    assert len(file.read_text().splitlines()) == 2, "what is out of date goes when it is opened"


@pytest.mark.parametrize("content", ["[1]\n", '["x"]\n', "{}\n", '["diplograph sent 1", "u"]\nnonsense\n["a", "b"]\n'])
def test_a_damaged_record_is_named(content: str, tmp_path: Path) -> None:
    with Sent(tmp_path, "http://localhost/store"):
        pass
    (file,) = tmp_path.glob("sent/*/graphs.jsonl")
    file.write_text(content)
    with pytest.raises(TransferError, match=r"graphs\.jsonl is damaged: remove it, then load again"):
        Sent(tmp_path, "http://localhost/store")
    file.unlink()
    with Sent(tmp_path, "http://localhost/store") as sent:
        assert sent.digests == {}


# Virtuoso


@pytest.mark.skipif(servers.VIRTUOSO is None, reason="Virtuoso is not installed (Debian: virtuoso-opensource)")
def test_virtuoso_has_what_the_store_has(folder: Path, samples: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "virtuoso").mkdir()
    with servers.virtuoso(tmp_path / "virtuoso") as address:
        url = f"{address}/sparql-graph-crud-auth"
        with pytest.raises(TransferError, match="HTTP 401"):
            send(folder, url, user="dba", password="wrong")
        assert len(send(folder, url, user="dba", password="dba", chunk=50_000).sent) == 7
        _assert_virtuoso(address, folder)
        change_second(folder, samples)
        with Graph.open(folder, create=True) as graph:
            graph.remove("first")
        done = send(folder, url, user="dba", password="dba")
        assert {graph.value for graph in done.sent} == {SECOND, BACKGROUND, INFERRED}
        assert done.removed == (IRI(FIRST),)
        _assert_virtuoso(address, folder)


def _assert_virtuoso(address: str, folder: Path) -> None:
    with Graph.open(folder) as graph:
        for name in [*graph.store.graphs(), IRI(FIRST)]:
            ours = _plain(graph.store.dump(name))
            assert _plain(servers.fetch(f"{address}/sparql-graph-crud", name.value)) == ours, name
        query = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a dg:Statement ; dg:release ?r . ?r a dg:Release }"
        theirs = servers.ask(f"{address}/sparql", f"PREFIX dg: <{DG}>\n{query}")
        assert theirs == [{"n": str(graph.query(query).rows[0][0])}]


def _plain(triples: bytes) -> set[str]:
    """Return triples as Virtuoso keeps them: numbers without zeros at the end."""
    number = rb'"(\d+)(?:\.0|(\.\d*[1-9])0*)"\^\^<http://www.w3.org/2001/XMLSchema#decimal>'
    return servers.canonical(re.sub(number, rb'"\1\2"^^<http://www.w3.org/2001/XMLSchema#decimal>', triples))
