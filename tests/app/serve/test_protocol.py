"""The SPARQL 1.1 Protocol: what is asked how, and what comes back as what."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

LABELS = "SELECT ?label WHERE { <person/jan-novak> rdfs:label ?label }"
NAME = "Ján Novák"
BASE = "https://w3id.org/diplograph/id/"
DIRECT = {"Content-Type": "application/sparql-query"}


def names(response: httpx.Response) -> list[str]:
    rows: list[dict[str, Any]] = response.json()["results"]["bindings"]
    return [next(iter(row.values()))["value"] for row in rows]


@pytest.mark.parametrize(
    "send",
    [
        lambda c: c.get("/sparql", params={"query": LABELS}),
        lambda c: c.get("/sparql/", params={"query": LABELS}, follow_redirects=True),
        lambda c: c.post("/sparql", data={"query": LABELS}),
        lambda c: c.post("/sparql", content=LABELS.encode(), headers=DIRECT),
        lambda c: c.post("/sparql", content=LABELS, headers={"Content-Type": "Application/Sparql-Query;charset=UTF-8"}),
    ],
    ids=["get", "slash", "form", "direct", "charset"],
)
def test_a_query_comes_in_three_ways(client: httpx.Client, send: Any) -> None:
    response = send(client)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert response.headers["content-length"] == str(len(response.content))
    assert names(response) == [NAME]


def test_the_usual_prefixes_are_known_and_the_base_is_that_of_the_store(client: httpx.Client) -> None:
    query = "ASK { person:jan-novak a dg:Person . <person/jan-novak> a dg:Person }"
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is True


DATASET = (
    "SELECT ?where WHERE { { ?s a dg:Tenure BIND('default' AS ?where) } UNION { GRAPH ?where { ?s a dg:Tenure } } }"
)
FIRST, SECOND, INFERRED = BASE + "release/first", BASE + "release/second", BASE + "graph/inferred"


@pytest.mark.parametrize(
    ("given", "query", "expected"),
    [
        ({}, DATASET, {"default", FIRST, SECOND}),
        ({"default-graph-uri": FIRST}, DATASET, {"default"}),
        ({"default-graph-uri": INFERRED}, DATASET, set()),
        ({"default-graph-uri": [INFERRED, SECOND]}, DATASET, {"default"}),
        ({"named-graph-uri": FIRST}, DATASET, {FIRST}),
        ({"named-graph-uri": [FIRST, SECOND]}, DATASET, {FIRST, SECOND}),
        ({"default-graph-uri": FIRST, "named-graph-uri": SECOND}, DATASET, {"default", SECOND}),
        ({"default-graph-uri": "http://example.org/none"}, DATASET, set()),
        ({}, DATASET.replace("WHERE", f"FROM NAMED <{FIRST}> WHERE", 1), {FIRST}),
        ({}, DATASET.replace("WHERE", f"FROM <{FIRST}> WHERE", 1), {"default"}),
        ({"named-graph-uri": SECOND}, DATASET.replace("WHERE", f"FROM <{FIRST}> WHERE", 1), {SECOND}),
    ],
)
@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_the_dataset_of_the_request_rules_over_that_of_the_query(
    client: httpx.Client, given: dict[str, Any], query: str, expected: set[str], method: str
) -> None:
    if method == "get":
        response = client.get("/sparql", params={"query": query, **given})
    elif method == "form":
        response = client.post("/sparql", data={"query": query, **given})
    else:
        response = client.post("/sparql", params=given, content=query, headers=DIRECT)
    assert set(names(response)) == expected


def test_what_a_build_notes_down_is_not_in_the_merge(client: httpx.Client) -> None:
    query = "ASK { ?s ?p ?o FILTER(STRSTARTS(STR(?p), 'https://w3id.org/diplograph/store')) }"
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is False
    own = "FILTER(!STRSTARTS(STR(?g), 'https://w3id.org/diplograph/store/'))"
    met = names(
        client.get("/sparql", params={"query": f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {own} }}"})
    )
    assert sorted(met) == sorted(names(client.get("/graphs")))


CONSTRUCT = "CONSTRUCT WHERE { <person/jan-novak> rdfs:label ?o }"


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (LABELS, None, "application/sparql-results+json"),
        (LABELS, "*/*", "application/sparql-results+json"),
        (LABELS, "application/json", "application/json"),
        (LABELS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (LABELS, "text/csv", "text/csv"),
        (LABELS, "text/tab-separated-values", "text/tab-separated-values"),
        (LABELS, "text/csv;q=0.4, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
        (LABELS, "text/turtle, text/csv;q=0.1", "text/csv"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, None, "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/trig", "application/trig"),
        (CONSTRUCT, "application/n-quads", "application/n-quads"),
        (CONSTRUCT, "text/csv, text/turtle;q=0.1", "text/turtle"),
        ("DESCRIBE <person/jan-novak>", "application/n-triples", "application/n-triples"),
    ],
)
def test_answers_come_in_the_syntax_that_is_liked_best(
    client: httpx.Client, query: str, accept: str | None, media: str
) -> None:
    headers = {"Accept": accept} if accept else {"Accept": ""}
    response = client.post("/sparql", data={"query": query}, headers=headers)
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media
    assert "Accept" in response.headers["vary"]
    if query != LABELS and (form := ox.RdfFormat.from_media_type(media)):
        found = {quad.object for quad in ox.parse(response.content, format=form)}
        assert ox.Literal(NAME) in found
    elif "ASK" in query:
        assert response.text.count("<boolean>true</boolean>") == 1
    else:
        assert NAME in json.dumps(response.text, ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "query", "media"),
    [
        ("json", LABELS, "application/sparql-results+json"),
        ("csv", LABELS, "text/csv"),
        ("application/sparql-results+xml", LABELS, "application/sparql-results+xml"),
        ("ttl", CONSTRUCT, "text/turtle"),
        ("nt", CONSTRUCT, "application/n-triples"),
        ("json", CONSTRUCT, "application/ld+json"),
        ("xml", CONSTRUCT, "application/rdf+xml"),
    ],
)
def test_format_rules_over_accept(client: httpx.Client, name: str, query: str, media: str) -> None:
    response = client.get("/sparql", params={"query": query, "format": name}, headers={"Accept": "image/png"})
    assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, media)


@pytest.mark.parametrize(
    ("status", "words", "method", "arguments"),
    [
        (406, "nothing among", "get", {"params": {"query": LABELS}, "headers": {"Accept": "image/png"}}),
        (406, "finds a graph, which is written as turtle", "get", {"params": {"query": CONSTRUCT, "format": "csv"}}),
        (
            406,
            "finds rows or a truth value",
            "get",
            {"params": {"query": LABELS}, "headers": {"Accept": "text/turtle"}},
        ),
        (400, "there is no format 'pdf'", "get", {"params": {"query": LABELS, "format": "pdf"}}),
        (400, "give one query parameter, not 2", "get", {"params": {"query": [LABELS, LABELS]}}),
        (400, "give one query parameter, not 0", "post", {"data": {"format": "csv"}}),
        (400, "syntax error at line 2, column 4", "post", {"data": {"query": "SELECT *\nWHO"}}),
        (400, "its prefix is not declared", "post", {"data": {"query": "ASK { ?s nope:it ?o }"}}),
        (400, "not URL-encoded UTF-8", "get", {"params": None, "url": "/sparql?query=%ff%fe"}),
        (400, "not UTF-8", "post", {"content": "ASK {}".encode("utf-16"), "headers": DIRECT}),
        (400, "cannot be answered", "get", {"params": {"query": "ASK {}", "default-graph-uri": "not an IRI"}}),
        (403, "read-only", "post", {"data": {"update": "DROP ALL"}}),
        (403, "read-only", "get", {"params": {"update": "DROP ALL"}}),
        (403, "read-only", "post", {"content": "DROP ALL", "headers": {"Content-Type": "application/sparql-update"}}),
        (403, "this is an update", "post", {"data": {"query": "PREFIX x: <http://x/> # now\nLOAD <http://x/>"}}),
        (403, "this is an update", "post", {"data": {"query": "insert data { <a> <b> <c> }"}}),
        (415, "not text/plain", "post", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}),
        (415, "something unnamed", "post", {"content": "ASK {}"}),
        (405, "use GET or POST", "put", {"content": "ASK {}"}),
        (405, "use GET or POST", "delete", {}),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    client: httpx.Client, status: int, words: str, method: str, arguments: dict[str, Any]
) -> None:
    response = client.request(method, **{"url": "/sparql", **arguments})
    assert response.status_code == status
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert words in response.text
    assert response.text.count("\n") == 1
    assert response.headers.get("allow") == ("GET, HEAD, POST" if status == 405 else None)


def test_head_has_the_headers_of_get(client: httpx.Client) -> None:
    whole = client.get("/sparql", params={"query": LABELS})
    head = client.head("/sparql", params={"query": LABELS})
    assert head.content == b""
    assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}


SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.mark.parametrize("media", ["text/turtle", "application/rdf+xml", "application/ld+json", "*/*"])
def test_the_endpoint_describes_itself(client: httpx.Client, media: str) -> None:
    response = client.get("/sparql", headers={"Accept": media})
    form = ox.RdfFormat.from_media_type(response.headers["content-type"].partition(";")[0])
    quads = ox.Dataset(ox.parse(response.content, format=form))
    here = ox.NamedNode(f"{client.base_url}sparql")
    found = {(quad.predicate.value.removeprefix(SD), str(quad.object)) for quad in quads.quads_for_subject(here)}
    assert {("endpoint", str(here)), ("supportedLanguage", f"<{SD}SPARQL11Query>")} <= found
    assert ("resultFormat", "<http://www.w3.org/ns/formats/SPARQL_Results_CSV>") in found
    graphs = {quad.object.value for quad in quads if quad.predicate == ox.NamedNode(SD + "name")}  # type: ignore[union-attr]
    assert {FIRST, SECOND, INFERRED} <= graphs


def test_the_graph_store_is_read(client: httpx.Client) -> None:
    listed = names(client.get("/graphs"))
    assert {FIRST, SECOND, INFERRED, "https://w3id.org/diplograph/ontology"} <= set(listed)
    nt = {"Accept": "application/n-triples"}
    sizes = {name: client.get("/graphs", params={"graph": name}, headers=nt).text.count("\n") for name in listed}
    assert min(sizes.values()) > 0
    merge = client.get("/graphs?default", headers=nt).text.splitlines()
    assert len(merge) == len(set(merge)) == client.get("/health").json()["triples"]
    dataset = client.get("/graphs", headers={"Accept": "application/n-quads"}).text
    assert dataset.count("\n") == sum(sizes.values())
    assert "diplograph/store" not in dataset


@pytest.mark.parametrize(
    ("status", "words", "method", "path"),
    [
        (404, "there is no graph http://example.org/none", "get", "/graphs?graph=http://example.org/none"),
        (404, "there is no graph", "get", "/graphs?graph=https://w3id.org/diplograph/store/names"),
        (404, "", "head", "/graphs?graph=http://example.org/none"),
        (400, "name one graph", "get", f"/graphs?default&graph={FIRST}"),
        (400, "cannot be answered", "get", "/graphs?graph=relative"),
        (406, "this comes as", "get", f"/graphs?graph={FIRST}&format=csv"),
        (405, "read-only", "put", f"/graphs?graph={FIRST}"),
        (405, "read-only", "post", "/graphs"),
        (405, "read-only", "delete", "/graphs?default"),
        (405, "read-only", "patch", "/graphs?default"),
    ],
)
def test_the_graph_store_is_not_written(client: httpx.Client, status: int, words: str, method: str, path: str) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert words in response.text
    assert response.headers.get("allow") == ("GET, HEAD" if status == 405 else None)
