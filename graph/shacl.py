"""pySHACL, the reference: says what is wrong with a graph, in the words of the shapes. Only this file knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import pyshacl
import rdflib
from pyshacl.errors import ReportableRuntimeError
from rdflib.namespace import SH
from rdflib.term import Node

from diplograph.graph.edge import from_edge, to_graph
from diplograph.graph.integrity import Finding
from diplograph.graph.rdf import Triple
from diplograph.ontology.terms import local


class Reference:
    """pySHACL with shapes and ontology at hand."""

    def __init__(self, shapes: Iterable[Triple], schema: Iterable[Triple]) -> None:
        self._given = shapes, schema

    @cached_property
    def _graphs(self) -> tuple[rdflib.Graph, rdflib.Graph]:
        shapes, schema = self._given
        return to_graph(shapes), to_graph(schema)

    def findings(self, data: Iterable[Triple]) -> Iterator[Finding]:
        """Find what the shapes do not allow in a graph, or that the graph is beyond what can be validated."""
        shapes, schema = self._graphs
        try:
            _, report, _ = pyshacl.validate(to_graph(data), shacl_graph=shapes, ont_graph=schema, inference="none")
        except (ReportableRuntimeError, TypeError, ValueError) as error:  # the last two from values that do not compare
            report = error
        if not isinstance(report, rdflib.Graph):
            yield "", f"the graph cannot be validated: {' '.join(str(report).split())}"
            return
        for result in report.objects(None, SH.result):
            focus = from_edge(report.value(result, SH.focusNode) or rdflib.BNode())
            parts = [_words(report, result, SH.resultPath), _words(report, result, SH.resultMessage)]
            value = _words(report, result, SH.value)
            message = ": ".join(part for part in parts if part) + (f" (value {value})" if value else "")
            yield str(focus), " ".join(message.split())


def _words(report: rdflib.Graph, result: Node, key: rdflib.URIRef) -> str:
    found = sorted(str(value) for value in report.objects(result, key) if not isinstance(value, rdflib.BNode))
    return "; ".join(local(value) if key == SH.resultPath else value for value in found)
