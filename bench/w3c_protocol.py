"""W3C SPARQL 1.1 protocol tests, replayed over HTTP against an endpoint that only reads.

Usage: python bench/w3c_protocol.py W3C_FOLDER [URL [--graph-store URL]]
       python bench/w3c_protocol.py W3C_FOLDER --prepare DIR

W3C_FOLDER holds sparql11/ of https://github.com/w3c/rdf-tests. Replays every test of protocol/ against the endpoint at
URL and, if the address of its Graph Store Protocol is given, every test of graph-store-protocol/ (those of
http-rdf-update/ are deprecated in favour of them). Without URL both are replayed against `diplograph serve`, started
over a store of the graphs that the tests want loaded beforehand; ``--prepare`` only makes such a store.
Prints test and outcome, and counts. A test passes if every response is as the manifest says; what would change the data
must be refused instead (4xx with a body), and after every test the endpoint must hold what it held before. Tests of
datasets are repeated without one of their graphs, when the answer must be no.
Exit 1 if a test fails, or if other tests were collected than there are.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPMessage
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import w3c_answers
from w3c_answers import Answer
from w3c_requests import GRAPH_STORE, PROTOCOL, Replay, Request, Suite, read

from diplograph.graph.rdf import IRI
from diplograph.graph.store import Store

PASSES, REFUSED = "passes", "refused, nothing changed"
_TIMEOUT = 60.0  # seconds that a response may take
_ALL = Request(
    "POST",
    "",
    (("content-type", "application/sparql-query"), ("accept", "application/sparql-results+json")),
    b"SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
    frozenset({"200"}),
    writes=False,
)


@dataclass(frozen=True, slots=True)
class Response:
    """What came back: status, headers, body."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def media(self) -> str:
        """The media type without its parameters; an empty text if none is told."""
        return self.headers.get_content_type() if "content-type" in self.headers else ""


def prepare(suite: Suite, folder: Path) -> None:
    """Make a store that holds the graphs that the tests want, and their merge as default graph; nothing else."""
    graphs: dict[IRI | None, tuple[str, ...]] = {IRI(name): triples for name, triples in suite.graphs.items()}
    with Store.open(folder, create=True) as store:
        store.write({}, graphs | {None: suite.merged})


@contextlib.contextmanager
def served(store: Path) -> Iterator[str]:
    """Run `diplograph serve` over a store, and give its address; OSError if it does not start."""
    command = [sys.executable, "-m", "diplograph", "serve", "--graph", str(store), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            told = server.stderr.readline() if server.stderr else ""
            found = re.search(r"http://[^/\s]+", told)
            if not found:
                raise OSError(f"diplograph serve does not start: {told.strip()}")
            yield found[0]
        finally:
            server.send_signal(signal.SIGINT)


def send(url: str, request: Request) -> Response:
    """Send a request as it is told, ``url`` in place of its path; OSError or HTTPException if there is no response."""
    at = urlsplit(url)
    link = http.client.HTTPConnection(at.hostname or "", at.port, timeout=_TIMEOUT)
    try:
        target = at.path + request.target.removeprefix("/sparql/").removeprefix("/gsp")
        link.request(request.method, target, request.body, dict(request.headers))
        response = link.getresponse()
        return Response(response.status, response.headers, response.read())
    finally:
        link.close()


def contents(url: str) -> Answer:
    """Ask an endpoint for every triple that it holds, in which graph. OSError if it does not tell."""
    response = send(url, _ALL)
    if response.status != 200:
        raise OSError(f"{url} gave {response.status} where it was asked for what it holds")
    return w3c_answers.answer(ox.parse_query_results(response.body, format=ox.QueryResultsFormat.JSON))


def replay(tests: Iterable[Replay], url: str, sparql: str) -> Iterator[tuple[Replay, str]]:
    """Replay tests against ``url`` and yield each with its outcome; ``sparql`` is asked for what the endpoint holds."""
    held = contents(sparql)
    for test in tests:
        wrong = list(faults(test, url))
        before, held = held, contents(sparql)
        if not held.same(before):
            wrong.append("the data changed")
        right = REFUSED if any(request.writes for request in test.requests) else PASSES
        yield test, "; ".join(wrong) or right


def faults(test: Replay, url: str) -> Iterator[str]:
    """Send the requests of a test and yield what is wrong with the responses."""
    for number, request in enumerate(test.requests):
        response = send(url, request)
        told = f"{request.method} gave {response.status}"
        if request.writes:
            if not 400 <= response.status < 500:
                yield f"{told}: not refused"
            elif not response.body.strip():
                yield f"{told} without saying why"
        elif not any(str(response.status).startswith(status) for status in request.statuses):
            yield f"{told}, not {' or '.join(sorted(request.statuses))}"
        else:
            asks_for_effect = any(earlier.writes for earlier in test.requests[:number])
            yield from (f"{told}, {fault}" for fault in _faults(request, response, asks_for_effect))


def _faults(request: Request, response: Response, asks_for_effect: bool) -> Iterator[str]:
    """Yield what is wrong with a response whose status is right.

    ``asks_for_effect``: the question is if an earlier update was made; it was refused, so the answer must be no.
    """
    if request.media and response.media != request.media:
        yield f"{response.media} in place of {request.media}"
        return
    try:
        if request.form in {"boolean", "tabular"}:
            found = _result(response)
            form = "ask" if request.form == "boolean" else "select"
            if found is not None and found.form != form:
                yield f"the answer of a {found.form} query"
            elif request.boolean is not None and found is not None:
                answer = bool(found.rows[0][0] == ox.Literal(True))
                if answer != (request.boolean and not asks_for_effect):
                    yield f"{answer} where it is not"
        elif request.form == "RDF":
            _graph(response)
        elif request.turtle and request.method != "HEAD":
            wanted = w3c_answers.graph(ox.parse(request.turtle, format=ox.RdfFormat.TURTLE))
            if not _graph(response).same(wanted):
                yield "another graph"
    except (SyntaxError, ValueError) as error:
        yield str(error)


def _result(response: Response) -> Answer | None:
    """Read the result of a query; None for CSV, which does not tell what it holds. ValueError if it is none."""
    form = ox.QueryResultsFormat.from_media_type(response.media)
    if form is None:
        raise ValueError(f"{response.media or 'nothing'} is no format of results")
    if form == ox.QueryResultsFormat.CSV:
        return None
    return w3c_answers.answer(ox.parse_query_results(response.body, format=form))


def _graph(response: Response) -> Answer:
    form = ox.RdfFormat.from_media_type(response.media)
    if form is None or form.supports_datasets:
        raise ValueError(f"{response.media or 'nothing'} is no format of graphs")
    return w3c_answers.graph(ox.parse(response.body, format=form))


def run(suite: Suite, sparql: str, graph_store: str | None) -> list[tuple[Replay, str]]:
    """Replay the tests of the SPARQL Protocol and, with its address, of the Graph Store Protocol."""
    found = list(replay([*suite.protocol, *suite.controls], sparql, sparql))
    return found + list(replay(suite.graph_store, graph_store, sparql)) if graph_store else found


def run_served(suite: Suite) -> list[tuple[Replay, str]]:
    """Replay all tests against `diplograph serve`."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        prepare(suite, store)
        with served(store) as url:
            return run(suite, f"{url}/sparql", f"{url}/graphs")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--graph-store", metavar="URL")
    parser.add_argument("--prepare", metavar="DIR", type=Path)
    options = parser.parse_args()
    suite = read(options.folder)
    if options.prepare:
        prepare(suite, options.prepare)
        return 0
    try:
        found = run(suite, options.url, options.graph_store) if options.url else run_served(suite)
    except (OSError, http.client.HTTPException) as error:
        print(f"the endpoint cannot be tested: {error}", file=sys.stderr)
        return 1
    for test, outcome in found:
        print(f"{test.name:<60} {outcome}" + (f" ({test.left_out} reads left out)" if test.left_out else ""))
    counts = Counter(outcome if outcome in {PASSES, REFUSED} else "fails" for _, outcome in found)
    repeated = len(suite.controls)
    print(f"{len(found) - repeated} collected, {repeated} repeated without a graph: ", end="")
    print(", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items())))
    short = (len(suite.protocol), len(suite.graph_store)) != (PROTOCOL[1], GRAPH_STORE[1])
    if short:
        told = f"{len(suite.protocol)} and {len(suite.graph_store)} tests"
        print(f"{told} where {PROTOCOL[1]} and {GRAPH_STORE[1]} are known", file=sys.stderr)
    return int(short or bool(counts["fails"]))


if __name__ == "__main__":
    sys.exit(main())
