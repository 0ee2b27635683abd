"""What a server bears: queries without end, answers without end, hostile texts, clients that misbehave."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.app.serve.conftest import Server

SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"
ENDED = "ended the process that answered it"
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
QUICK = "SELECT (COUNT(*) AS ?n) WHERE { ?s a dg:State }"


def still_answers(server: Server) -> bool:
    response = server.query(QUICK, format="csv")
    return response.status_code == 200 and response.text.split() == ["n", "3"]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        (SLOW, 408, "it took more than 1 s"),
        (LARGE, 413, "larger than 100,000 bytes"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 413, "larger than 100,000 bytes"),
        ("ASK { FILTER(" + "1+" * 30_000 + "1) }", 500, ENDED),
        ("ASK { FILTER(" + "!" * 30_000 + "true) }", 500, ENDED),
        ("ASK { ?s " + "<a:b>/" * 30_000 + "<a:b> ?o }", 500, ENDED),
        ("ASK { " + "{} UNION " * 30_000 + "{} }", 500, ENDED),
        ("SELECT * " + "{" * 50_000 + "}" * 50_000, 400, "more than 100 deep"),
        ("ASK { " + "FILTER EXISTS { " * 200 + "}" * 201, 400, "more than 100 deep"),
        ("ASK { ?s ?p '" + "x" * 10_000_000 + "' }", 413, "larger than 1,048,576 bytes"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", 403, "SERVICE is refused"),
        ("\0", 400, "syntax error"),
        ("", 400, "syntax error"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_a_hostile_query_is_stopped_and_the_next_one_answered(
    strict: Server, query: str, status: int, words: str
) -> None:
    response = strict.query(query)
    assert (response.status_code, words in response.text) == (status, True), response.text
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.text.count("\n") == 1
    assert still_answers(strict)


def test_a_large_body_is_refused_however_it_comes(strict: Server) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 65_536

    headers = {"Content-Type": "application/sparql-query"}
    response = strict.client.post("/sparql", content=chunks(), headers=headers)
    assert (response.status_code, "larger than 1,048,576 bytes" in response.text) == (413, True)
    assert still_answers(strict)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A server that notes what connects to it."""
    met: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        end = threading.Event()

        def accept() -> None:
            while not end.is_set():
                try:
                    with listening.accept()[0] as connection:
                        met.append(connection.recv(100))
                except TimeoutError:
                    continue

        thread = threading.Thread(target=accept)
        thread.start()
        yield listening.getsockname()[1], met
        end.set()
        thread.join()


def test_nobody_else_is_asked(strict: Server, listener: tuple[int, list[bytes]]) -> None:
    port, met = listener
    here = f"<http://127.0.0.1:{port}/>"
    refused = [
        f"SELECT * {{ SERVICE {here} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT {here} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ {{ SELECT * {{ servicesilent{here}{{}} }} }} }}",
        f"SELECT * {{ BIND(1 AS ?a) FILTER(?a<'x>' || true) SERVICE {here} {{}} FILTER(?a < '...' || true) }}",
        f"LOAD {here}",
        f"CLEAR ALL ; LOAD {here} INTO GRAPH {here}",
    ]
    assert [strict.query(query).status_code for query in refused] == [403] * len(refused)
    assert strict.query(f"ASK FROM {here} FROM NAMED {here} {{ ?s ?p ?o }}").json()["boolean"] is False
    harmless = strict.query("ASK {}", **{"default-graph-uri": here[1:-1], "named-graph-uri": here[1:-1]})
    assert harmless.status_code == 200
    assert strict.client.get("/resource", params={"iri": here[1:-1]}).status_code == 404
    assert strict.client.get("/graphs", params={"graph": here[1:-1]}).status_code == 404
    assert met == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the kernel's filter is Linux's")
def test_a_worker_cannot_open_a_connection(strict: Server) -> None:
    for worker in strict.workers():
        status = Path(f"/proc/{worker}/status").read_text()
        assert "\nSeccomp:\t2\n" in status


def test_a_hundred_clients_at_once(server: Server) -> None:
    queries = [(QUICK, 3), ("SELECT (COUNT(*) AS ?n) WHERE { ?s a dg:Event }", 5)] * 50
    limits = httpx.Limits(max_connections=100)
    with httpx.Client(base_url=server.url, timeout=30, limits=limits) as client, ThreadPoolExecutor(100) as pool:
        asked = [pool.submit(client.post, "/sparql", data={"query": query, "format": "csv"}) for query, _ in queries]
        answers = [(each.result().status_code, each.result().text.split()) for each in asked]
    assert answers == [(200, ["n", str(number)]) for _, number in queries]


def test_who_hangs_up_leaves_no_query_behind(server: Server) -> None:
    before = server.workers()
    for _ in range(6):  # with as many queries still running nobody else would be answered for half a minute
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            body = f"query={SLOW}".replace("+", "%2B")
            head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
            client.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}".encode())
            client.settimeout(0.2)
            with pytest.raises(TimeoutError):
                client.recv(1)
    assert still_answers(server)
    assert not before & server.workers()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: loc",
        POST + b"Content-Length: 9\r\n\r\nASK",
        POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nASK",
    ],
    ids=["silence", "headers", "body", "chunk"],
)
def test_half_requests_are_in_nobodys_way(server: Server, sent: bytes) -> None:
    clients = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(40)]
    for client in clients:
        client.sendall(sent)
    assert still_answers(server)
    for client in clients:
        client.close()
    assert still_answers(server)


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"HELLO\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    ],
    ids=["tls", "words", "no-host", "long", "negative"],
)
def test_what_is_no_http_is_refused(server: Server, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(sent)
        client.settimeout(10)
        assert client.recv(100).startswith(b"HTTP/1.1 4")
    assert still_answers(server)


def test_slow_readers_hold_no_worker(server: Server) -> None:
    clients = []
    for _ in range(8):
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        client.sendall(b"GET /graphs?default HTTP/1.1\r\nHost: localhost\r\nAccept: application/rdf+xml\r\n\r\n")
        clients.append(client)
    assert still_answers(server)
    for client in clients:
        client.close()


def test_a_worker_that_dies_is_replaced(server: Server) -> None:
    before = server.workers()
    for worker in before:
        with suppress(ProcessLookupError):  # one that was being stopped for the client before
            os.kill(worker, signal.SIGKILL)
    while before & server.workers():  # who asks while one is dying is told that it died
        time.sleep(0.01)
    assert still_answers(server)
    assert still_answers(server)
    assert not before & server.workers()


def test_whoever_runs_it_is_told(strict: Server) -> None:
    strict.query(SLOW)
    assert "diplograph: a query was stopped: it took more than 1 s\n" in strict.told
    assert not [line for line in strict.told if "Traceback" in line or "unexpected" in line], strict.told
