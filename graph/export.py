"""Exports by suffix: RDF in six syntaxes, networks for Gephi and the like, tables for pandas and Neo4j."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from diplograph.extract.errors import ExportError
from diplograph.graph.engine import serialize
from diplograph.graph.facts import Edge, Node
from diplograph.graph.iris import OTHERS, prefixes
from diplograph.graph.links import network_data
from diplograph.graph.rdf import Literal, Triple
from diplograph.graph.store import Store

if TYPE_CHECKING:
    import networkx as nx

Multigraph: TypeAlias = "nx.MultiDiGraph[str]"

_RDF = (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf")
_NETWORKS = (".graphml", ".gexf")
SUFFIXES = (*_RDF, *_NETWORKS, ".csv", ".html")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE_COLUMNS = ("id", "iri", "label", "kind", "type", "date")
_EDGE_COLUMNS = ("source", "relation", "target", "weight", "date", "text", "quote", "release", "rule", "confidence")


def export(store: Store, path: Path) -> tuple[Path, ...]:
    """Write the whole graph to a file in the format of its suffix, whole or not at all; return what was written.

    ``.csv`` gives two files, NAME.nodes.csv and NAME.edges.csv. ``.html`` is not for this function. ExportError for
    an unknown suffix, and for a file that cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix in _RDF:
        return (write(path, rdf(store, suffix)),)
    if suffix in _NETWORKS:
        return (write(path, network(store, suffix)),)
    if suffix == ".csv":
        nodes, edges = tables(store)
        stem = path.with_suffix("")
        return write(Path(f"{stem}.nodes.csv"), nodes), write(Path(f"{stem}.edges.csv"), edges)
    raise unknown(path)


def unknown(path: Path) -> ExportError:
    """Make the error for a suffix that stands for no format."""
    return ExportError(f"{path} has no known suffix: use one of {' '.join(SUFFIXES)}")


def rdf(store: Store, suffix: str) -> bytes:
    """Return all graphs in an RDF syntax; Turtle, N-Triples and RDF/XML hold their merge, the others each by its name.

    RDF/XML cannot hold control characters: they become U+FFFD there, and only there.
    """
    names = prefixes(store.base, OTHERS)
    if suffix in {".ttl", ".nt"}:
        return serialize(_data_first(store.match(), store.base), suffix, names)
    if suffix == ".rdf":
        return serialize(_data_first(map(_for_xml, store.match()), store.base), suffix, names)
    return serialize([(name, store.match(graph=name)) for name in store.graphs()], suffix, names)


def _data_first(triples: Iterable[Triple], base: str) -> list[tuple[None, list[Triple]]]:
    """Put what releases say before the vocabulary, for those who read the file."""
    parts: tuple[list[Triple], list[Triple]] = ([], [])
    for triple in triples:
        parts[not str(triple.subject).startswith(base)].append(triple)
    return [(None, part) for part in parts]


def _for_xml(triple: Triple) -> Triple:
    value = triple.object
    if isinstance(value, Literal) and _NOT_IN_XML.search(value.value):
        return triple._replace(object=value._replace(value=_clean(value.value)))
    return triple


def _clean(text: str | None) -> str:
    return _NOT_IN_XML.sub("\ufffd", text or "")


def to_networkx(store: Store) -> Multigraph:
    """Return the network as a directed multigraph of networkx, nodes by id, edges by "e0", "e1", …

    Attributes are those of GraphML and GEXF, and ``facts``, every Fact of a node or an edge.
    """
    import networkx as nx  # here, because it takes longer to load than most exports take

    nodes, edges = network_data(store)
    graph: Multigraph = nx.MultiDiGraph(name="diplograph")
    for node in nodes:
        graph.add_node(
            node.id, **{name: value for name, value in _node_row(node).items() if name != "id"}, facts=node.facts
        )
    for number, edge in enumerate(edges):
        row = _edge_row(edge)
        source, target = str(row.pop("source")), str(row.pop("target"))
        # ids of our own: networkx would number parallel edges alike
        graph.add_edge(
            source, target, key=f"e{number}", id=f"e{number}", label=row["relation"], **row, facts=edge.facts
        )
    return graph


def network(store: Store, suffix: str) -> bytes:
    """Return the network as GraphML or GEXF: a directed multigraph, edges with their first fact and sentence."""
    import networkx as nx

    graph = to_networkx(store)
    for attributes in (*(data for _, data in graph.nodes(data=True)), *(data for *_, data in graph.edges(data=True))):
        del attributes["facts"]
        attributes.update({name: _clean(value) for name, value in attributes.items() if isinstance(value, str)})
    made = io.BytesIO()
    if suffix == ".gexf":
        # the writer stamps the day, which would make equal graphs unequal files
        nx.write_gexf(graph, made, version="1.2draft")
        return re.sub(rb' lastmodifieddate="[^"]*"', b"", made.getvalue())
    nx.write_graphml(graph, made, named_key_ids=True, edge_id_from_attribute="id")
    return made.getvalue()


def tables(store: Store) -> tuple[bytes, bytes]:
    """Return the network as two CSV tables, nodes and edges, with one row for each fact of an edge."""
    nodes, edges = network_data(store)
    facts = [row for edge in edges for row in _fact_rows(edge)]
    return _csv(_NODE_COLUMNS, [_node_row(node) for node in nodes]), _csv(_EDGE_COLUMNS, facts)


def _node_row(node: Node) -> dict[str, str]:
    return {
        "id": node.id,
        "iri": node.iri,
        "label": node.label,
        "kind": node.kind,
        "type": node.type,
        "date": node.date or "",
    }


def _fact_rows(edge: Edge) -> list[dict[str, str | int | float]]:
    return [
        {
            "source": edge.source,
            "relation": edge.relation,
            "target": edge.target,
            "weight": len(edge.facts),
            "date": fact.date or "",
            "text": fact.text,
            "quote": fact.quote,
            "release": fact.release_iri or fact.release,
            "rule": fact.rule,
            "confidence": fact.confidence,
        }
        for fact in edge.facts
    ]


def _edge_row(edge: Edge) -> dict[str, str | int | float]:
    return _fact_rows(edge)[0]


def _csv(columns: tuple[str, ...], rows: Sequence[Mapping[str, object]]) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode("utf-8")


def write(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all; ExportError if it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            new = Path(name)
            new.chmod(0o644)
            new.replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror}") from error
    return path
