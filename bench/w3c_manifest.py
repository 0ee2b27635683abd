"""The query tests that a W3C manifest lists, followed through the manifests that it includes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")

EVALUATION = frozenset({"QueryEvaluationTest", "CSVResultFormatTest"})
POSITIVE, NEGATIVE = "PositiveSyntaxTest11", "NegativeSyntaxTest11"
# In the suite's folder: the manifests of query tests, with the number of tests that each must give.
QUERY = {"manifest-sparql11-query.ttl": 328, "manifest-sparql11-results.ttl": 10}
FEDERATED = {"manifest-sparql11-fed.ttl": 10}  # queries with SERVICE, which is refused


@dataclass(frozen=True, slots=True)
class Case:
    """One test: its query, the data that is to be loaded first, and the result expected; syntax tests have no result.

    ``data`` is the default graph, merged; each of ``graphs`` is a named graph that goes by the file's IRI.
    """

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    graphs: tuple[Path, ...] = ()
    result: Path | None = None

    @property
    def group(self) -> str:
        """The folder of the manifest that lists the test."""
        return self.name.partition("/")[0]

    def text(self) -> str:
        """Return the query, told by BASE how relative IRIs are meant: by the place of its file."""
        return f"BASE <{self.query.as_uri()}>\n{self.query.read_text('utf-8')}"


def entries(manifest: Path) -> Iterator[tuple[Graph, Node, str]]:
    """Yield each entry of a manifest and of those it includes: the triples it is told in, its node, folder/name."""
    graph = Graph().parse(manifest, publicID=manifest.as_uri(), format="turtle")
    for included in graph.objects(URIRef(manifest.as_uri()), MF.include):
        for other in graph.items(included):
            yield from entries(file_of(other))
    for listed in graph.objects(URIRef(manifest.as_uri()), MF.entries):
        for entry in graph.items(listed):
            yield graph, entry, f"{manifest.parent.name}/{str(entry).rpartition('#')[2]}"


def cases(manifest: Path) -> list[Case]:
    """Return every query test of a manifest, in its order; ValueError for a kind of test that is not known."""
    return [_case(graph, entry, name) for graph, entry, name in entries(manifest.resolve())]


def kind_of(graph: Graph, entry: Node) -> str:
    """Return the local name of a test's class."""
    return str(graph.value(entry, RDF.type)).rpartition("#")[2]


def file_of(node: Node | None) -> Path:
    """Return the file that a file: IRI names."""
    return Path(unquote(urlsplit(str(node)).path))


def _case(graph: Graph, entry: Node, name: str) -> Case:
    kind, action, result = kind_of(graph, entry), graph.value(entry, MF.action), graph.value(entry, MF.result)
    if kind in {POSITIVE, NEGATIVE}:
        return Case(name, kind, file_of(action))
    if kind not in EVALUATION or action is None or result is None:
        raise ValueError(f"{name} is a {kind}: not a query test that can be run")
    return Case(
        name,
        kind,
        file_of(graph.value(action, QT.query)),
        tuple(sorted(map(file_of, graph.objects(action, QT.data)))),
        tuple(sorted(map(file_of, graph.objects(action, QT.graphData)))),
        file_of(result),
    )
