from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from diplograph.extract.errors import QueryError, StoreError
from diplograph.graph.rdf import IRI, XSD, Blank, Literal, Triple
from diplograph.graph.store import ReleaseInfo, Store, parse, serialize

INFO = ReleaseInfo("aa", "v1", "a.txt")
P = IRI("http://example.org/p")


def fact(subject: str, value: str) -> Triple:
    return Triple(IRI(f"http://example.org/{subject}"), P, Literal(value))


SHARED, ONE, TWO = fact("shared", "x"), fact("one", "1"), fact("two", "2")


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = Store.memory() if request.param == "memory" else Store.open(tmp_path / "store", create=True)
    with made:
        yield made


def test_the_merge_holds_each_triple_once(store: Store) -> None:
    store.replace("a", [SHARED, ONE], INFO)
    store.replace("b", [SHARED, TWO], INFO)
    assert store.triples() == [ONE, SHARED, TWO]
    assert len(store) == 3
    assert store.query("SELECT ?s { ?s ?p 'x' }").rows == ((SHARED.subject,),)
    assert store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p 'x' } }").values() == [(2,)]


def test_removing_a_release_removes_what_only_it_said(store: Store) -> None:
    store.replace("a", [SHARED, ONE], INFO)
    store.replace("b", [SHARED, TWO], INFO)
    store.remove("a")
    assert store.triples() == [SHARED, TWO]
    assert list(store.releases()) == ["b"]
    assert [graph.value for graph in store.graphs()] == ["https://w3id.org/diplograph/id/release/b"]
    with pytest.raises(StoreError, match="release a is not in the store"):
        store.remove("a")


def test_replacing_writes_the_new_and_forgets_the_old(store: Store) -> None:
    store.replace("a", [SHARED, ONE], INFO)
    store.replace("a", [SHARED, TWO], ReleaseInfo("bb", "v2", "a.txt"))
    assert store.triples() == [SHARED, TWO]
    assert store.releases() == {"a": ReleaseInfo("bb", "v2", "a.txt")}


def test_an_error_while_replacing_changes_nothing(store: Store) -> None:
    store.replace("a", [SHARED, ONE], INFO)
    before = store.triples()

    def broken() -> Iterator[Triple]:
        yield TWO
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        store.replace("a", broken(), INFO)
    with pytest.raises(ValueError, match="no IRI"):
        store.replace("a", [Triple(IRI("http://example.org/a b"), P, Literal("x")), TWO], ReleaseInfo("c", "c", "c"))
    assert store.triples() == before
    assert store.releases() == {"a": INFO}


def test_release_ids_of_any_text(store: Store) -> None:
    for name in ('a "b" <c>', "новости/1", "%41", "A"):
        store.replace(name, [ONE], ReleaseInfo("s", "v", f"{name}\n.txt"))
    assert sorted(store.releases()) == sorted(['a "b" <c>', "новости/1", "%41", "A"])
    assert store.releases()["новости/1"].source == "новости/1\n.txt"
    assert len(store.graphs()) == 4


def test_graphs_with_blank_nodes_can_be_replaced(store: Store) -> None:
    name = IRI("http://example.org/vocabulary")
    first = parse(b"<http://example.org/a> <http://example.org/p> [ <http://example.org/q> 1 , 2 ] .", "v")
    second = parse(b"<http://example.org/a> <http://example.org/p> [ <http://example.org/q> 3 ] .", "v")
    assert {term for triple in first for term in triple if isinstance(term, Blank)} == {Blank("v-c14n0")}
    store.put_graph(name, first)
    assert sorted(store.triples(name)) == sorted(first) and sorted(store.triples()) == sorted(first)
    store.put_graph(name, second)
    assert sorted(store.triples(name)) == sorted(second) and sorted(store.triples()) == sorted(second)
    store.put_graph(name, [])
    assert store.triples() == []


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
    store.replace("a", [ONE, TWO], INFO)
    assert store.query("ASK { ?s ?p '1' }").values() == [(True,)]
    made = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert made.form == "construct" and made.triples() == [ONE, TWO]
    with pytest.raises(ValueError, match="only CONSTRUCT"):
        store.query("ASK {}").triples()


def test_tables_show_in_notebooks_without_running_anything(store: Store) -> None:
    store.replace("a", [fact("one", "<script>alert(1)</script>")], INFO)
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
        store.replace("a", [ONE], INFO)
        store.stamp("2024-01-01T00:00:00+00:00", "state")
    with Store.open(tmp_path / "deep" / "store", read_only=True) as store:
        assert store.base == "https://example.org/id/"
        assert store.releases() == {"a": INFO}
        assert store.settings.built == "2024-01-01T00:00:00+00:00"
        with pytest.raises(StoreError, match="for reading only"):
            store.replace("a", [TWO], INFO)
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


@pytest.mark.parametrize(("schema", "cure"), [(99, "update diplograph"), (0, "remove the folder and build again")])
def test_other_schema_versions(tmp_path: Path, schema: int, cure: str) -> None:
    Store.open(tmp_path / "store", create=True).close()
    file = tmp_path / "store" / "diplograph.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "schema": schema}))
    with pytest.raises(StoreError, match=f"has store schema {schema}, this diplograph reads 1: {cure}"):
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
store = Store.open(Path(sys.argv[1]), create=True, read_only=sys.argv[2] == "read")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("theirs", "ours", "works"),
    [("write", "write", False), ("write", "read", False), ("read", "write", False), ("read", "read", True)],
)
def test_one_writer_or_many_readers(tmp_path: Path, theirs: str, ours: str, works: bool) -> None:
    folder = tmp_path / "store"
    Store.open(folder, create=True).close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), theirs], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout and other.stdout.readline() == "held\n"
        if works:
            Store.open(folder, read_only=True).close()
        else:
            held = f"is in use by process {other.pid}" if theirs == "write" else "is in use by"
            with pytest.raises(StoreError, match=held):
                Store.open(folder, read_only=ours == "read")
        assert other.stdin
        other.stdin.close()
        other.wait(10)
    Store.open(folder).close()


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
