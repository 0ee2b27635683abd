"""The requests that the W3C protocol tests make, and the graphs that an endpoint must hold for them beforehand.

An endpoint that only reads refuses the requests that would bring a graph store into the state that later requests look
at. So each state that a GET or HEAD of the Graph Store Protocol tests asks for is loaded beforehand, as a graph of its
own: its IRI gets a part that names test and request, put into the request as well. The default graph is the merge of
all that is loaded. Left out are reads of a graph that a refused POST would have named, and of one that is named by
the path of the request: whether to serve these is the server's choice (mf:DirectGraphIdentification).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

import pyoxigraph as ox
from rdflib import Graph, Namespace
from rdflib.term import Node
from w3c_manifest import MF, entries, file_of

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")

# In sparql11/: manifest, with the number of tests that it must give.
PROTOCOL = ("protocol/manifest.ttl", 34)
GRAPH_STORE = ("graph-store-protocol/manifest.ttl", 13)
_STATUS = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}
_GRAPH_TYPES = frozenset({"text/turtle", "multipart/form-data"})  # what a POST or PUT brings if it is no query

_DATASET = re.compile(r"(?:default|named)-graph-uri=[^&]*")

Graphs: TypeAlias = Mapping[str, tuple[str, ...]]  # IRI of a graph → its triples as N-Triples writes them, unended


@dataclass(frozen=True, slots=True)
class Request:
    """One request and what its response is to be.

    ``statuses`` are codes or their beginnings ("2"), ``form`` is boolean, tabular or RDF, ``media`` the media type,
    ``turtle`` the graph. ``writes``: it would change the data if it were granted.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    statuses: frozenset[str]
    writes: bool
    boolean: bool | None = None
    form: str | None = None
    media: str | None = None
    turtle: str | None = None

    @property
    def graph(self) -> str | None:
        """The graph that a request of the Graph Store Protocol names; None for the default graph and for a path."""
        return unquote(self.target.partition("?graph=")[2]) or None

    @property
    def is_of_default(self) -> bool:
        """Whether it is a request of the Graph Store Protocol for the default graph."""
        return self.target.endswith("?default")


@dataclass(frozen=True, slots=True)
class Replay:
    """A test: requests to send one after the other; ``left_out`` counts reads that are not to be sent."""

    name: str
    requests: tuple[Request, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Suite:
    """The tests of both protocols, and the graphs that the endpoint must hold.

    ``controls`` are the tests of datasets with one graph left out of the request, so that the answer must be no: as the
    default graph is the merge, an endpoint that overlooks what a request says of its dataset would pass the tests.
    """

    protocol: tuple[Replay, ...]
    controls: tuple[Replay, ...]
    graph_store: tuple[Replay, ...]
    graphs: Graphs

    @property
    def merged(self) -> tuple[str, ...]:
        """The triples of all graphs, each once."""
        return tuple(dict.fromkeys(triple for triples in self.graphs.values() for triple in triples))


def read(folder: Path) -> Suite:
    """Read the tests of both protocols below a folder that holds sparql11/."""
    protocol, controls, graph_store = list[Replay](), list[Replay](), list[Replay]()
    graphs: dict[str, tuple[str, ...]] = {}
    for graph, entry, name in entries((folder / "sparql11" / PROTOCOL[0]).resolve()):
        requests = (replace(each, writes=each.writes or "bad_update" in name) for each in _requests(graph, entry))
        protocol.append(Replay(name, tuple(requests)))
        if (entry, UT.graphData, None) in graph:
            controls += _controls(protocol[-1])
        for given in graph.objects(entry, UT.graphData):
            data = ox.parse(path=str(file_of(graph.value(given, UT.graph))), rename_blank_nodes=True)
            graphs[str(graph.value(given, RDFS.label))] = _lines(data)
    for graph, entry, name in entries((folder / "sparql11" / GRAPH_STORE[0]).resolve()):
        test = _readable(name, _requests(graph, entry))
        graph_store.append(test)
        for request in test.requests:
            if request.turtle and request.graph:
                data = ox.parse(request.turtle, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
                graphs[request.graph] = _lines(data)
    suite = Suite(tuple(protocol), tuple(controls), tuple(graph_store), graphs)
    merge = "".join(f"{triple} .\n" for triple in suite.merged)
    return replace(suite, graph_store=tuple(_with_default(test, merge) for test in graph_store))


def _controls(test: Replay) -> Iterable[Replay]:
    for request in test.requests:
        for left_out in _DATASET.finditer(request.target):
            target = request.target[: left_out.start()] + request.target[left_out.end() :].removeprefix("&")
            short = replace(request, target=target.rstrip("&?"), boolean=False)
            yield Replay(f"{test.name} without {unquote(left_out[0].rpartition('%2F')[2])}", (short,))


def _readable(name: str, requests: Iterable[Request]) -> Replay:
    """Return a test whose reads of a graph that is there name a graph of their own, with the content it must have."""
    kept: list[Request] = []
    left_out, written = 0, None
    for number, request in enumerate(requests):
        if request.writes:
            written = request.body.decode() if request.body else None
            kept.append(request)
        elif "$LOCATION$" in request.target or not (request.graph or request.is_of_default):
            left_out += 1
        elif request.graph and request.statuses == {"200"}:
            own = rf"gsp\g<1>{name.rpartition('/')[2]}-{number}\g<1>"
            target = re.sub(r"gsp(/|%2F)", own, request.target)
            kept.append(replace(request, target=target, turtle=request.turtle or written))
        else:
            kept.append(request)
    return Replay(name, tuple(kept), left_out)


def _with_default(test: Replay, merge: str) -> Replay:
    expected = (replace(each, turtle=merge) if each.turtle and each.is_of_default else each for each in test.requests)
    return replace(test, requests=tuple(expected))


def _lines(quads: Iterable[ox.Quad]) -> tuple[str, ...]:
    return tuple(str(quad.triple) for quad in quads)


def _requests(graph: Graph, entry: Node) -> tuple[Request, ...]:
    listed = graph.value(graph.value(entry, MF.action), HT.requests)
    return tuple(_request(graph, node) for node in graph.items(listed))  # type: ignore[arg-type]


def _request(graph: Graph, node: Node) -> Request:
    response = graph.value(node, HT.resp)
    headers, answered = _headers(graph, node), dict(_headers(graph, response))
    method, body = str(graph.value(node, HT.methodName)), _body(graph, node)
    sent = dict(headers).get("content-type", "").partition(";")[0]
    is_update = sent == "application/sparql-update" or (body or b"").startswith(b"update=")
    statuses = (str(status).rpartition("#")[2] for status in graph.objects(response, MF.expectedStatus))
    boolean, form = graph.value(response, MF.expectedBoolean), graph.value(response, MF.expectedFormat)
    return Request(
        method,
        str(graph.value(node, HT.absolutePath)),
        headers,
        body,
        frozenset(_STATUS.get(status) or status.removeprefix("StatusCode").rstrip("x") for status in statuses),
        is_update or sent in _GRAPH_TYPES or method == "DELETE",
        None if boolean is None else str(boolean) == "true",
        None if form is None else str(form),
        answered.get("content-type", "").partition(";")[0] or None,
        (_body(graph, response) or b"").decode() or None,
    )


def _headers(graph: Graph, node: Node | None) -> tuple[tuple[str, str], ...]:
    listed = graph.value(node, HT.headers)
    named = graph.items(listed) if listed else ()
    return tuple((str(graph.value(each, HT.fieldName)), str(graph.value(each, HT.fieldValue))) for each in named)


def _body(graph: Graph, node: Node | None) -> bytes | None:
    content = graph.value(node, HT.body)
    if content is None:
        return None
    return str(graph.value(content, CNT.chars)).encode(str(graph.value(content, CNT.characterEncoding)))
