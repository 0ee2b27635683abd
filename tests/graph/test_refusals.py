"""What is not asked: other servers, whatever the words around; and brackets without end."""

from __future__ import annotations

import contextlib

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.extract.errors import QueryError
from diplograph.graph.refusals import DEEPEST, RefusedError, is_update, refuse

HERE = "http://127.0.0.1:1/"  # a port that the engine's client refuses before it connects
PREFIXES = {"ex": "http://example.org/", "": HERE}

ASKS_ANOTHER = [
    "SELECT * { SERVICE <URL> {} }",
    "SELECT * { service silent <URL> {} }",
    "SELECT * { SERVICESILENT<URL>{} }",
    "SELECT * { BIND(<URL> AS ?x) SERVICE ?x {} }",
    "SELECT * { BIND(<URL> AS ?x) SERVICE?x{} }",
    "SELECT * { SERVICE : {} }",
    "SELECT * { SERVICE:{} }",
    "PREFIX x: <URL> SELECT * { SERVICEx:y {} }",
    "PREFIX x: <URL> PREFIX SERVICEx: <http://b/> SELECT * { SERVICEx:y {} }",
    r"PREFIX x: <URL> SELECT * { SERVICE x:a\#b {} }",
    "SELECT * { SERVICE # a comment\n <URL> #{\n {} }",
    "SELECT * { SERVICE#\r<URL>{} }",
    "SELECT * { { SELECT * { { SERVICE <URL> {} } } } }",
    "ASK { FILTER EXISTS { SERVICE <URL> {} } }",
    "SELECT * { OPTIONAL { SERVICE <URL> {} } }",
    "SELECT * { VALUES ?x { 1 } SERVICE <URL> {} }",
    'SELECT * { BIND("a \\" b" AS ?x) SERVICE <URL> {} }',
    "SELECT * { BIND('''it's ''' AS ?x) SERVICE <URL> {} }",
    'SELECT * { BIND("""a""b""" AS ?x) SERVICE <URL> {} }',
    "SELECT * { # it's\nSERVICE <URL> {} }",
    "SELECT * { BIND(<http://example.org/#'> AS ?x) SERVICE <URL> {} }",
    # what looks like an IRI is a comparison, in which something begins that would hide the word
    "SELECT * { BIND(<URL> AS ?x) BIND(1 AS ?a) FILTER(?a<2)SERVICE#>\n?x {} }",
    "SELECT * { BIND(1 AS ?a) FILTER(?a<'x>' || true) SERVICE <URL> {} FILTER(?a < '...' || true) }",
    "SELECT * { BIND(1 AS ?a) FILTER(?a<5#>'''\n) SERVICE <URL> {} #'''\n }",
    "SELECT * { BIND(1 AS ?a) FILTER(?a<(?b>?c)||true||?a<'x>')SERVICE<URL>{} BIND('a' AS ?z) }",
]
# The engine takes these too, though no data makes it follow them.
GLUED = [
    "SELECT * { ?s ?p trueSERVICE<URL>{} }",
    "SELECT * { ?s ?p falseSERVICE SILENT<URL>{} }",
    "SELECT * { ?s ?p 1SERVICE<URL>{} }",
    "SELECT * { ?s ?p 1.e5SERVICE<URL>{} }",
    "SELECT * { ?s ?p ex:.SERVICE<URL>{} }",
    "SELECT * { ?s ?p ()SERVICE<URL>{} }",
    "SELECT * { ?s ?p 'a'SERVICE<URL>{} }",
]
ASKS_NOBODY = [
    'SELECT * { ?s ?p "SERVICE <URL> {}" }',
    "SELECT * { ?s ?p 'a \\' SERVICE <URL> {}' }",
    "SELECT * { ?s ?p '''\nSERVICE <URL> {} 'a' ''' }",
    'SELECT * { ?s ?p """"SERVICE <URL> {}""" }',
    "SELECT * { # SERVICE <URL> {}\n }",
    "SELECT * { ?s <http://example.org/service#x> <http://example.org/SERVICE> }",
    "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * { ?s a sd:Service . { ?s ?p ?o } }",
    "PREFIX service: <http://example.org/> SELECT * { ?s service:p service:q . GRAPH ?g { service:a ?p ?o } }",
    "SELECT ?service { ?service ?silent ?o . { $service ?p 1 } }",
    "SELECT * { ?s ex:service ?o { ?s ?p 2 } }",
    "SELECT * { _:service ?p ?o . { ?s ?p 'x'@service } }",
    "SELECT * { VALUES ?x { <http://example.org/#a> <http://example.org/it's> } ?s ?p \"it's SERVICE\" }",
    "SELECT * { ?s ?p ?o FILTER(?o < 1 && ?o > 2) }",
]


def follows(query: str) -> bool:
    """Tell whether the engine would go to another server for it."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode(HERE), ox.NamedNode(HERE), ox.Literal(1)))
    try:
        found = store.query(query, prefixes=PREFIXES, base_iri=HERE)
        if not isinstance(found, ox.QueryBoolean):
            list(found)
    except (OSError, RuntimeError) as error:
        assert "port" in str(error) or "service" in str(error)
        return True
    return False


@pytest.mark.parametrize("query", [query.replace("URL", HERE) for query in ASKS_ANOTHER])
def test_what_asks_another_server_is_refused(query: str) -> None:
    assert follows(query) or "SILENT" in query.upper() or "EXISTS" in query  # which swallow the failure
    with pytest.raises(RefusedError, match=r"line [12]: SERVICE is refused"):
        refuse(query)


@pytest.mark.parametrize("query", [query.replace("URL", HERE) for query in GLUED])
def test_so_is_what_the_engine_takes_for_it(query: str) -> None:
    ox.Store().query(query, prefixes=PREFIXES, base_iri=HERE)
    with pytest.raises(RefusedError):
        refuse(query)


@pytest.mark.parametrize("query", [query.replace("URL", HERE) for query in ASKS_NOBODY])
def test_the_word_alone_is_no_harm(query: str) -> None:
    assert not follows(query)
    refuse(query)


PIECES = (
    *("SERVICE", "SILENT", f"<{HERE}>", "<", ">", "<#", "#>", "<'", "'>", "?a<", "<(?b>", ")", "(", "'", '"', "'" * 3),
    *("#", "\n", " ", "1", "true", ".", ":", "ex:y", "FILTER(", "BIND(1 AS ?a)", "||", "{}", "}", "{", '"' * 3, "\\"),
)
AT = st.integers(0, 200)


@given(st.sampled_from(ASKS_ANOTHER + ASKS_NOBODY), st.lists(st.tuples(AT, st.sampled_from(PIECES)), max_size=4))
@settings(max_examples=400, deadline=None)
def test_nothing_that_the_engine_would_follow_gets_by(query: str, put_in: list[tuple[int, str]]) -> None:
    query = query.replace("URL", HERE)
    for at, piece in put_in:
        query = query[:at] + piece + query[at:]
    try:
        refuse(query)
    except QueryError:
        return
    with contextlib.suppress(SyntaxError, ValueError):
        assert not follows(query)


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()", "[]"])
def test_brackets_have_a_limit(opening: str, closing: str) -> None:
    refuse(opening * DEEPEST + closing * DEEPEST)
    refuse((opening + closing) * 10 * DEEPEST)
    refuse('"' + opening * 10 * DEEPEST + '"')
    with pytest.raises(QueryError, match=f"more than {DEEPEST} deep"):
        refuse("ASK " + opening * (DEEPEST + 1) + closing * (DEEPEST + 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LOAD <http://example.org/>", True),
        ("insert data { <a> <b> <c> }", True),
        ("# now\nPREFIX insert: <http://example.org/> BASE <x>\n  With <g> DELETE {} WHERE {}", True),
        ("SELECT * { ?load ?p ?o }", False),
        ("PREFIX load: <http://example.org/> SELECT * {}", False),
        ("loader", False),
        ("", False),
    ],
)
def test_updates_are_told_from_what_is_misspelt(text: str, expected: bool) -> None:
    assert is_update(text) is expected
