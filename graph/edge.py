"""The edge to rdflib, the API that users meet and that the reasoner and the validator work on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import rdflib
from rdflib.term import BNode, Node, URIRef
from rdflib.term import Literal as EdgeLiteral

from diplograph.graph.rdf import IRI, STRING, Blank, Literal, Term, Triple


def to_edge(term: Term) -> URIRef | BNode | EdgeLiteral:
    """Turn a term into rdflib's, its text unchanged; plain strings carry no datatype, as rdflib reads them."""
    if isinstance(term, IRI):
        return URIRef(term.value)
    if isinstance(term, Blank):
        return BNode(term.label)
    if term.language:
        return EdgeLiteral(term.value, lang=term.language)
    datatype = None if term.datatype == STRING else URIRef(term.datatype)
    return EdgeLiteral(term.value, datatype=datatype, normalize=False)


def from_edge(node: Node) -> Term:
    """Turn rdflib's term into one of ours; TypeError for what is none of RDF (a variable, a graph)."""
    if isinstance(node, EdgeLiteral):
        return Literal(str(node), str(node.datatype) if node.datatype else STRING, node.language)
    if isinstance(node, BNode):
        return Blank(str(node))
    if isinstance(node, URIRef):
        return IRI(str(node))
    raise TypeError(f"{node!r} is no RDF term")


def to_graph(triples: Iterable[Triple], prefixes: Mapping[str, str] | None = None) -> rdflib.Graph:
    """Make an rdflib Graph of triples."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in (prefixes or {}).items():
        graph.bind(prefix, namespace)
    graph.addN((to_edge(s), to_edge(p), to_edge(o), graph) for s, p, o in triples)
    return graph


def to_dataset(graphs: Mapping[IRI, Iterable[Triple]], prefixes: Mapping[str, str] | None = None) -> rdflib.Dataset:
    """Make an rdflib Dataset of named graphs that answers over their union, as the store does."""
    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in (prefixes or {}).items():
        dataset.bind(prefix, namespace)
    for name, triples in graphs.items():
        context = dataset.graph(URIRef(name.value))
        context.addN((to_edge(s), to_edge(p), to_edge(o), context) for s, p, o in triples)
    return dataset
