"""SPARQL tests from manifests: a few of our own, and the W3C's if DIPLOGRAPH_W3C names the folder of its suite."""

from __future__ import annotations

import os
from collections.abc import Callable
from http.client import HTTPMessage
from pathlib import Path

import pyoxigraph as ox
import pytest
import w3c_protocol
import w3c_query
import w3c_requests
from w3c_answers import Answer, answer, is_ordered
from w3c_manifest import FEDERATED, QUERY, Case, cases
from w3c_protocol import PASSES, REFUSED, Response
from w3c_requests import GRAPH_STORE, PROTOCOL, Replay, Request

from diplograph.extract.errors import QueryError
from diplograph.graph.store import Store

SMALL = cases(Path(__file__).parent / "w3c_small" / "manifest.ttl")
SUITE = os.environ.get("DIPLOGRAPH_W3C")
with_suite = pytest.mark.skipif(not SUITE, reason="DIPLOGRAPH_W3C names no folder of the W3C's tests")


def test_the_small_suite_is_collected() -> None:
    assert len(SMALL) == 20
    assert {case.kind for case in SMALL} == {
        "QueryEvaluationTest",
        "CSVResultFormatTest",
        "PositiveSyntaxTest11",
        "NegativeSyntaxTest11",
    }


@pytest.mark.parametrize("case", SMALL, ids=lambda case: case.name)
def test_small_suite(case: Case) -> None:
    assert w3c_query.fault(case, w3c_query.directly) == ""
    assert w3c_query.fault(case, w3c_query.through_graph) == ""


@with_suite
@pytest.mark.parametrize("manifest", QUERY)
def test_w3c_queries(manifest: str) -> None:
    outcomes = w3c_query.run(cases(Path(SUITE or "") / "sparql11" / manifest))
    assert len(outcomes) == QUERY[manifest]
    assert sum(not outcome.direct for outcome in outcomes) >= 0.9 * len(outcomes)
    assert [(outcome.case.name, outcome.ours) for outcome in outcomes if outcome.ours and not outcome.direct] == []
    assert [outcome.case.name for outcome in outcomes if w3c_query.is_refused(outcome.case)] == []


@with_suite
@pytest.mark.parametrize("manifest", FEDERATED)
def test_w3c_queries_that_ask_another_endpoint_are_refused(manifest: str) -> None:
    federated = cases(Path(SUITE or "") / "sparql11" / manifest)
    assert len(federated) == FEDERATED[manifest]
    assert [case.name for case in federated if not w3c_query.is_refused(case)] == []


@with_suite
def test_w3c_protocol_tests_are_collected() -> None:
    suite = w3c_requests.read(Path(SUITE or ""))
    assert len(suite.protocol) == PROTOCOL[1]
    assert len(suite.graph_store) == GRAPH_STORE[1]
    assert len(suite.controls) == 13
    assert sum(any(request.writes for request in test.requests) for test in suite.protocol) == 14
    assert len(suite.graphs) == 11 and all(suite.graphs.values())


@with_suite
def test_the_prepared_store_holds_what_the_protocol_tests_want(tmp_path: Path) -> None:
    suite = w3c_requests.read(Path(SUITE or ""))
    w3c_protocol.prepare(suite, tmp_path / "store")
    with Store.open(tmp_path / "store", read_only=True) as store:
        assert [name.value for name in store.graphs()] == sorted(suite.graphs)
        assert {name.value: len(store.triples(name)) for name in store.graphs()} == {
            name: len(triples) for name, triples in suite.graphs.items()
        }
        assert len(store) == len(suite.merged)


@with_suite
def test_w3c_protocol() -> None:
    outcomes = w3c_protocol.run_served(w3c_requests.read(Path(SUITE or "")))
    assert len(outcomes) == PROTOCOL[1] + 13 + GRAPH_STORE[1]
    assert [(test.name, told) for test, told in outcomes if told not in {PASSES, REFUSED}] == []
    assert sum(told == REFUSED for test, told in outcomes if test.name.startswith("protocol/")) == 14


# a test that lets everything pass would show no failure


BAG, OPEN = (case for case in SMALL if case.name in {"evaluation/bag", "syntax/open"})


def malformed(case: Case) -> Answer:
    raise w3c_query.Malformed("at line 1")


def unanswered(case: Case) -> Answer:
    raise QueryError("too slow")


@pytest.mark.parametrize(
    ("case", "ask", "told"),
    [
        (BAG, lambda case: found("SELECT (1 AS ?place) {}"), "another answer: 1 rows where 3 are expected"),
        (BAG, malformed, "refused: at line 1"),
        (BAG, unanswered, "not answered: too slow"),
        (OPEN, lambda case: found("ASK {}"), "answered, though it is malformed"),
        (OPEN, unanswered, "not answered: too slow"),
        (OPEN, malformed, ""),
    ],
)
def test_faults_are_told(case: Case, ask: w3c_query.Ask, told: str) -> None:
    assert w3c_query.fault(case, ask) == told


def found(query: str, data: str = "") -> Answer:
    store = ox.Store()
    store.load(f"@prefix : <http://e/> . {data}", format=ox.RdfFormat.TURTLE)
    return answer(store.query(f"PREFIX : <http://e/> {query}"))


def rows(values: str, names: str = "?a ?b") -> Answer:
    return found(f"SELECT {names} {{ VALUES (?a ?b) {{ {values} }} }}")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (rows("(1 2) (3 4)"), rows("(3 4) (1 2)")),
        (rows("(1 2)"), rows("(1 2)", "?b ?a")),
        (rows("(2.0 2.50e1)"), rows("(2.00 25e0)")),
        (rows("(UNDEF 1)"), rows("(UNDEF 1)")),
        (found("SELECT * { ?s :p ?o }", "[] :p [] , 1 ."), found("SELECT * { ?s :p ?o }", "_:x :p 1 , _:y .")),
        (found("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "[] :p []."), found("CONSTRUCT { [] :p [] } {}")),
    ],
)
def test_answers_that_are_the_same(left: Answer, right: Answer) -> None:
    assert left.same(right) and right.same(left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (rows("(1 2) (1 2)"), rows("(1 2)")),
        (rows("(1 2) (1 2) (3 4)"), rows("(1 2) (3 4) (3 4)")),
        (rows("(1 2)"), rows("(2 1)")),
        (rows("(1 2)"), found("SELECT (1 AS ?a) (2 AS ?c) {}")),
        (rows("(1 2)"), rows("(1.0 2)")),
        (rows('("1" 2)'), rows("(1 2)")),
        (rows('("a"@en 2)'), rows('("a" 2)')),
        (rows("(UNDEF 1)"), rows('("" 1)')),
        (found("SELECT * { ?s :p ?o }", "_:x :p _:x ."), found("SELECT * { ?s :p ?o }", "_:x :p _:y .")),
        (found("SELECT ?s { ?s :p 1 }", "_:x :p 1 . _:y :p 1 ."), found("SELECT ?s { ?s :p 1 }", "_:x :p 1 .")),
        (found("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", ":a :p 1."), found("SELECT * { ?s ?p ?o }", ":a :p 1.")),
        (found("ASK {}"), found("ASK { :a :b :c }")),
    ],
)
def test_answers_that_differ(left: Answer, right: Answer) -> None:
    assert not left.same(right) and not right.same(left)


def test_order_counts_where_it_is_asked_for() -> None:
    assert rows("(1 2) (3 4)").same(rows("(1 2) (3 4)"), ordered=True)
    assert not rows("(1 2) (3 4)").same(rows("(3 4) (1 2)"), ordered=True)
    assert is_ordered("SELECT * { ?s ?p ?o } order by ?s")
    assert not is_ordered("SELECT * { { SELECT * { ?s ?p ?o } ORDER BY ?s } }")
    assert not is_ordered('SELECT * { ?s ?p "}" } # ORDER BY ?s')
    assert is_ordered("SELECT * { ?s <http://e/#ORDER> '''{ '\\''' {''' } ORDER\nBY ?s")


# the replayer sees what an endpoint does wrong: here it is a function

UPDATE = (("content-type", "application/sparql-update"),)
INSERT = b"INSERT DATA { <http://e/a> a <http://e/B> }"
TEST = Replay(
    "update",
    (
        Request(
            "POST", "/sparql/", UPDATE, b"INSERT DATA { <http://e/a> a <http://e/B> }", frozenset("2"), writes=True
        ),
        Request("POST", "/sparql/", (), b"ASK { ?s a ?o }", frozenset("2"), False, boolean=True, form="boolean"),
    ),
)


def headers(media: str) -> HTTPMessage:
    made = HTTPMessage()
    made["content-type"] = media
    return made


def endpoint(refusal: int, reason: bytes = b"read-only") -> Callable[[str, Request], Response]:
    """Return an endpoint in place of :func:`w3c_protocol.send`; updates are made if the status is 2xx."""
    store = ox.Store()

    def send(url: str, request: Request) -> Response:
        text = (request.body or b"").decode()
        if request.headers == UPDATE:
            if refusal < 300:
                store.update(text)
            return Response(refusal, headers("text/plain"), reason)
        made = store.query(text)
        assert not isinstance(made, ox.QueryTriples)
        told = made.serialize(format=ox.QueryResultsFormat.JSON) or b""
        return Response(200, headers("application/sparql-results+json"), told)

    return send


@pytest.mark.parametrize(
    ("refusal", "reason", "outcome"),
    [
        (403, b"read-only", REFUSED),
        (403, b"", "POST gave 403 without saying why"),
        (500, b"read-only", "POST gave 500: not refused"),
        (204, b"", "POST gave 204: not refused; POST gave 200, True where it is not; the data changed"),
    ],
)
def test_updates_must_be_refused(refusal: int, reason: bytes, outcome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(w3c_protocol, "send", endpoint(refusal, reason))
    assert [told for _, told in w3c_protocol.replay([TEST], "", "")] == [outcome]


def asked(**changes: object) -> Replay:
    return Replay("query", (Request("GET", "", (), b"ASK {}", frozenset({"2"}), False, **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("test", "outcome"),
    [
        (asked(boolean=True, form="boolean"), PASSES),
        (asked(boolean=False, form="boolean"), "GET gave 200, True where it is not"),
        (asked(form="tabular"), "GET gave 200, the answer of a ask query"),
        (asked(form="RDF"), "GET gave 200, application/sparql-results+json is no format of graphs"),
    ],
)
def test_queries_must_be_answered(test: Replay, outcome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(w3c_protocol, "send", endpoint(403))
    assert [told for _, told in w3c_protocol.replay([test], "", "")] == [outcome]
