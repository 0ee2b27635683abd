"""For the tests of loading: real servers on free ports, a relay that records and fails, a store made of numbers."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pyoxigraph as ox

from diplograph.graph.rdf import IRI, Literal, Triple, line
from diplograph.ontology.terms import BASE

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")

CUT, LOST, HANG = "cut", "lost", "hang"  # close at once; pass on, then close without an answer; never answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], address: str) -> Iterator[str]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
            try:
                httpx.get(address)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait()


@contextmanager
def oxigraph() -> Iterator[str]:
    """Yield the address of an empty server whose default graph is the union of the others."""
    assert OXIGRAPH, "the oxigraph server is not installed: it comes with the requirements of development"
    where = f"127.0.0.1:{free_port()}"
    with _running([OXIGRAPH, "serve", "--union-default-graph", "--bind", where], f"http://{where}") as address:
        yield address


_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso.tdb
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 2000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Yield the address of an empty server, with its database in a folder; its user is dba, the password too."""
    http, sql = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, http=http, sql=sql))
    command = [str(VIRTUOSO), "+configfile", str(settings), "+foreground"]
    with _running(command, f"http://127.0.0.1:{http}") as address:
        yield address


@dataclass(frozen=True)
class Seen:
    """A request that came."""

    method: str
    graph: str
    size: int
    type: str
    authorization: str
    body: bytes = field(repr=False, compare=False)


@dataclass(frozen=True)
class Answer:
    """What a relay says itself."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


Script = Callable[[int, Seen], Answer | str | None]  # number of the request, from 0, and the request; None: pass it on


class Relay:
    """Records requests and passes them on to a Graph Store address (none: says 204), but for what its script says."""

    def __init__(self, target: str | None = None, script: Script = lambda number, seen: None) -> None:
        self.seen: list[Seen] = []
        self.script = script
        self.hanging = threading.Event()  # set when a request hangs
        self._target = target
        self._over = threading.Event()
        self._client = httpx.Client(timeout=60)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/store"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._client.close()

    def steps(self) -> list[tuple[str, str]]:
        """Return method and graph of each request."""
        return [(seen.method, seen.graph) for seen in self.seen]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        relay = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except ConnectionError:  # the client is gone
                    self.close_connection = True

            def do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                graph = parse_qs(urlsplit(self.path).query).get("graph", [""])[0]
                told = [self.headers.get(name) or "" for name in ("Content-Type", "Authorization")]
                seen = Seen(self.command, graph, len(body), told[0], told[1], body)
                relay.seen.append(seen)
                answer = relay.script(len(relay.seen) - 1, seen)
                if answer == HANG:
                    relay.hanging.set()
                    relay._over.wait()
                if answer is None or answer == LOST:
                    passed = relay._pass_on(seen)
                    answer = answer or passed
                if not isinstance(answer, Answer):
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                written = answer.body.encode() if answer.status != 204 else b""
                self.send_header("Content-Length", str(len(written)))
                self.end_headers()
                self.wfile.write(written)

            do_GET = do_PUT = do_POST = do_DELETE = do

            def log_message(self, *_: Any) -> None:
                pass

        return Handler

    def _pass_on(self, seen: Seen) -> Answer:
        if not self._target:
            return Answer(204)
        address = f"{self._target}?graph={quote(seen.graph, safe='')}"
        found = self._client.request(seen.method, address, content=seen.body, headers={"Content-Type": seen.type})
        return Answer(found.status_code, {}, found.text)


@dataclass
class Made:
    """A store of one graph of numbered triples, that tells how many of them were read."""

    graph: IRI
    count: int
    path: Path | None = None
    base: str = BASE
    read: int = 0
    digest: str = "d"
    more: dict[IRI, str] = field(default_factory=dict)

    def digests(self) -> Mapping[IRI, str]:
        return {self.graph: self.digest, **self.more}

    def dump(self, graph: IRI) -> bytes:
        return b"".join(f"{line(triple)} .\n".encode() for triple in self.match(graph=graph))

    def match(self, *, graph: IRI) -> Iterator[Triple]:
        for number in range(self.count):
            self.read += 1
            yield Triple(IRI(f"http://example.org/{number}"), IRI("http://example.org/p"), Literal("é\n" * 20))


def canonical(triples: bytes) -> set[str]:
    """Return N-Triples as a set of lines in which equal graphs are equal, whatever their blank nodes are called."""
    read = ox.Dataset(ox.parse(triples, format=ox.RdfFormat.N_TRIPLES))
    read.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in read}


def fetch(address: str, graph: str) -> bytes:
    """Return what a server has of a graph, as N-Triples; nothing if it has no such graph."""
    found = httpx.get(f"{address}?graph={quote(graph, safe='')}", headers={"Accept": "application/n-triples"})
    return b"" if found.status_code == 404 else found.raise_for_status().content


def ask(address: str, query: str) -> list[dict[str, str]]:
    """Return the answer to a SELECT query as rows of name → value."""
    accept = {"Accept": "application/sparql-results+json"}
    found = httpx.post(address, data={"query": query}, headers=accept, timeout=60).raise_for_status().json()
    return [{name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]]
