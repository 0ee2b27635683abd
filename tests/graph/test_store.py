from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from diplograph.extract.errors import QueryError, StoreError
from diplograph.graph.change import Change
from diplograph.graph.engine import Engine, parse, serialize
from diplograph.graph.iris import release_iri
from diplograph.graph.rdf import IRI, XSD, Blank, Literal, Triple
from diplograph.graph.store import ReleaseInfo, Store

INFO = ReleaseInfo("aa", "v1", "a.txt")
P = IRI("http://example.org/p")
ID = "https://w3id.org/diplograph/id/"


def put(store: Store, release: str, triples: Iterable[Triple]) -> None:
    change = Change(store)
    change.put(release_iri(release, store.base), triples)
    change.commit()


def fact(subject: str, value: str) -> Triple:
    return Triple(IRI(f"http://example.org/{subject}"), P, Literal(value))


SHARED, ONE, TWO = fact("shared", "x"), fact("one", "1"), fact("two", "2")


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = Store.memory() if request.param == "memory" else Store.open(tmp_path / "store", create=True)
    with made:
        yield made


def test_the_merge_holds_each_triple_once(store: Store) -> None:
    put(store, "a", [SHARED, ONE])
    put(store, "b", [SHARED, TWO])
    assert store.triples() == [ONE, SHARED, TWO]
    assert len(store) == 3
    assert store.query("SELECT ?s { ?s ?p 'x' }").rows == ((SHARED.subject,),)
    assert store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p 'x' } }").values() == [(2,)]


def test_taking_a_graph_away_takes_what_only_it_said(store: Store) -> None:
    put(store, "a", [SHARED, ONE])
    put(store, "b", [SHARED, TWO])
    put(store, "a", [])
    assert store.triples() == [SHARED, TWO]
    assert [graph.value for graph in store.graphs()] == [f"{ID}release/b"]


def test_replacing_writes_the_new_and_forgets_the_old(store: Store) -> None:
    put(store, "a", [SHARED, ONE])
    put(store, "a", [SHARED, TWO])
    assert store.triples() == [SHARED, TWO]
    assert store.triples(release_iri("a")) == [SHARED, TWO]


def test_an_error_while_writing_changes_nothing(store: Store) -> None:
    put(store, "a", [SHARED, ONE])
    before = store.triples()
    with pytest.raises(ValueError, match="Invalid IRI"):
        put(store, "a", [Triple(IRI("http://example.org/a b"), P, Literal("x")), TWO])
    assert store.triples() == before


def test_graphs_of_an_empty_store_may_have_blank_nodes(store: Store) -> None:
    name = IRI("http://example.org/vocabulary")
    found = parse(b"<http://example.org/a> <http://example.org/p> [ <http://example.org/q> 1 , 2 ] .", "v")
    assert {term for triple in found for term in triple if isinstance(term, Blank)} == {Blank("v-c14n0")}
    store.begin_with([(name, found)])
    assert sorted(store.triples(name)) == sorted(found) and sorted(store.triples()) == sorted(found)


def test_digests_tell_of_content_alone(store: Store) -> None:
    put(store, "a", [SHARED, ONE])
    put(store, "b", [ONE, SHARED])
    put(store, "c", [TWO])
    digests = store.digests()
    assert digests[release_iri("a")] == digests[release_iri("b")] != digests[release_iri("c")]
    assert store.dump(release_iri("c")).decode() == f'<{TWO.subject}> <{P}> "2" .\n'


def test_cells_keep_their_types(store: Store) -> None:
    table = store.query(
        "SELECT (<http://example.org/a> AS ?iri) ('t'@en AS ?tag) (2 AS ?n) (0.5 AS ?d) (true AS ?b) ?none {}"
    )
    assert table.columns == ("iri", "tag", "n", "d", "b", "none")
    assert table.rows == (
        (
            IRI("http://example.org/a"),
            Literal("t", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "en"),
            Literal("2", XSD + "integer"),
            Literal("0.5", XSD + "decimal"),
            Literal("true", XSD + "boolean"),
            None,
        ),
    )
    assert table.values() == [("http://example.org/a", "t", 2, 0.5, True, None)]


def test_ask_and_construct_are_tables_too(store: Store) -> None:
    put(store, "a", [ONE, TWO])
    assert store.query("ASK { ?s ?p '1' }").values() == [(True,)]
    made = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert made.form == "construct" and made.triples() == [ONE, TWO]
    with pytest.raises(ValueError, match="only CONSTRUCT"):
        store.query("ASK {}").triples()


def test_tables_show_in_notebooks_without_running_anything(store: Store) -> None:
    put(store, "a", [fact("one", "<script>alert(1)</script>")])
    shown = store.query("SELECT ?o { ?s ?p ?o }")._repr_html_()
    assert "<td>&lt;script&gt;" in shown and "<script>" not in shown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * WHERE {\n  ?s ?p }", r"at line 2, column 10, after 'SELECT \* WHERE { \?s \?p'|\}': expected"),
        ("SELECT ?x WHERE { ?s foo:p ?o }", r"at line 1, column 27, after '.*foo:p'|p ': its prefix is not declared"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", r"at line 1, column 10, after 'INSERT DA': expected CONSTRUCT"),
        ("SELECT ?y (COUNT(?x) AS ?n) { ?x a ?y }", "The SELECT contains a variable that is unbound"),
        ("", "at line 1, column 1, after ''"),
    ],
)
def test_syntax_errors_say_where_in_one_line(store: Store, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        store.query(text)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 260


def test_the_usual_prefixes_are_known(store: Store) -> None:
    assert store.query("SELECT (dg:Event AS ?x) {}").values() == [("https://w3id.org/diplograph/ontology#Event",)]


def test_a_store_stays_when_closed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "deep" / "store", create=True, base="https://example.org/id/") as store:
        put(store, "a", [ONE])
    with Store.open(tmp_path / "deep" / "store", read_only=True) as store:
        assert store.base == "https://example.org/id/"
        assert store.triples() == [ONE]
        assert (store.settings.built or "").startswith("20") and store.settings.clean
        with pytest.raises(StoreError, match="for reading only"):
            put(store, "a", [TWO])
    with pytest.raises(StoreError, match="is closed"):
        store.query("ASK {}")


def test_a_folder_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for create in (False, True):
        with pytest.raises(StoreError, match=r"is no diplograph store: name a store's folder") as caught:
            Store.open(tmp_path, create=create)
        assert str(tmp_path) in str(caught.value)
    assert [item.name for item in tmp_path.iterdir()] == ["notes.txt"]
    with pytest.raises(StoreError, match="is no diplograph store"):
        Store.open(tmp_path / "notes.txt", create=True)
    with pytest.raises(StoreError, match="does not exist: make a store there with 'diplograph build"):
        Store.open(tmp_path / "nowhere", read_only=True)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "nonsense", '{"format": "other"}', '{"format": "diplograph store", "x": 1}']
)
def test_a_settings_file_that_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "diplograph.json").write_text(text)
    with pytest.raises(StoreError, match="is no diplograph store"):
        Store.open(tmp_path)


@pytest.mark.parametrize(("schema", "cure"), [(99, "update diplograph"), (1, "remove the folder and build again")])
def test_other_schema_versions(tmp_path: Path, schema: int, cure: str) -> None:
    Store.open(tmp_path / "store", create=True).close()
    file = tmp_path / "store" / "diplograph.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "schema": schema}))
    with pytest.raises(StoreError, match=f"has store schema {schema}, this diplograph reads 2: {cure}"):
        Store.open(tmp_path / "store", create=True)


def test_another_base(tmp_path: Path) -> None:
    Store.open(tmp_path / "store", create=True).close()
    with pytest.raises(StoreError, match=r"was built with base https://w3id.org/diplograph/id/, not http://x/"):
        Store.open(tmp_path / "store", create=True, base="http://x/")


def test_a_damaged_database(tmp_path: Path) -> None:
    Store.open(tmp_path / "store", create=True).close()
    (tmp_path / "store" / "database" / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match=r"cannot be opened .*remove it and build again"):
        Store.open(tmp_path / "store")


HOLD = """
import sys
from pathlib import Path
from diplograph.graph.store import Store
store = Store.open(Path(sys.argv[1]), create=sys.argv[2] == "write", read_only=sys.argv[2] == "read")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("theirs", "ours", "works"),
    [("write", "write", False), ("write", "read", True), ("read", "write", True), ("read", "read", True)],
)
def test_one_writer_and_many_readers(tmp_path: Path, theirs: str, ours: str, works: bool) -> None:
    folder = tmp_path / "store"
    with Store.open(folder, create=True) as store:
        put(store, "a", [ONE])
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), theirs], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout and other.stdout.readline() == "held\n"
        if works:
            with Store.open(folder, read_only=ours == "read") as store:
                assert store.triples() == [ONE]
        else:
            with pytest.raises(StoreError, match=f"is in use by process {other.pid}: wait for it"):
                Store.open(folder)
        assert other.stdin
        other.stdin.close()
        other.wait(10)
    Store.open(folder).close()


def test_a_reader_keeps_what_it_opened(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    for triple in (ONE, TWO):
        with Store.open(folder, create=True) as store:
            put(store, "a", [triple])
        if triple == ONE:
            reader = Store.open(folder, read_only=True)
    assert reader.triples() == [ONE]
    with Store.open(folder, read_only=True) as later:
        assert later.triples() == [TWO]
    assert sorted(item.name for item in (folder / "snapshots").iterdir() if item.is_dir()) == ["1", "2"]
    reader.close()
    with Store.open(folder) as store:
        put(store, "b", [ONE])
    assert [item.name for item in (folder / "snapshots").iterdir() if item.is_dir()] == ["3"]


def test_files_are_put_in_order_when_enough_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diplograph.graph.store._LOOSE", 5)
    folder = tmp_path / "store"
    loose: list[int] = []
    tidied: list[int] = []
    monkeypatch.setattr(Engine, "tidy", lambda engine, tidy=Engine.tidy: (tidy(engine), tidied.append(len(loose))))
    for name in ("a", "b", "c"):  # each writes two triples: one in its graph, one in the merge
        with Store.open(folder, create=True) as store:
            put(store, name, [fact(name, name)])
        loose.append(store.settings.loose)
    assert (loose, tidied) == ([2, 4, 0], [2])
    with Store.open(folder, read_only=True) as store:
        assert store.triples() == [fact(name, name) for name in ("a", "b", "c")]


def test_files_are_put_in_order_after_a_build_that_was_broken_off(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", create=True) as store:
        put(store, "a", [ONE])
        store.close(publish=False)
    with Store.open(tmp_path / "store") as store:
        put(store, "b", [TWO])
    assert store.settings.loose == 0
    with Store.open(tmp_path / "store", read_only=True) as store:
        assert store.triples() == [ONE, TWO]


def test_a_store_whose_first_build_did_not_end(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", create=True), pytest.raises(StoreError, match="holds no finished build"):
        Store.open(tmp_path / "store", read_only=True)


def test_prefixes_and_declarations_come_in_order() -> None:
    names = {"z": "http://example.org/", "a": "http://example.org/a#", "m": "http://example.org/m#"}
    for suffix in (".ttl", ".rdf"):
        made = serialize([(None, [ONE])], suffix, names).decode()
        at = [
            made.index(prefix)
            for prefix in (
                ("@prefix a", "@prefix m", "@prefix z") if suffix == ".ttl" else ("xmlns:a=", "xmlns:m=", "xmlns:z=")
            )
        ]
        assert at == sorted(at)
