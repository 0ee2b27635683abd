"""The shapes: a screen sees quickly that a graph conforms to them, and of any other graph pySHACL says why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from diplograph.graph.engine import parse
from diplograph.graph.index import Hierarchy, Index, index
from diplograph.graph.integrity import Finding
from diplograph.graph.rdf import IRI, Triple
from diplograph.graph.screen import Screen
from diplograph.graph.vocabulary import vocabulary
from diplograph.ontology.terms import ONTOLOGY, SHAPES, turtle

if TYPE_CHECKING:  # it loads pySHACL and rdflib, which sound graphs do without
    from diplograph.graph.shacl import Reference


class Shapes:
    """shapes.ttl with the ontology, which tells the classes below those that the shapes name; loaded when needed."""

    def take(self, triples: Iterable[Triple]) -> Index:
        """Take a graph apart, knowing which class is below which."""
        return index(triples, self._hierarchy)

    def findings(self, taken: Index, triples: Iterable[Triple]) -> list[Finding]:
        """Return what the shapes do not allow in a graph, given apart and as triples."""
        return [] if self._screen.conforms(taken) else list(self._reference.findings(triples))

    @cached_property
    def _shapes(self) -> list[Triple]:
        return parse(turtle(SHAPES).encode(), "shapes")

    @cached_property
    def _schema(self) -> Sequence[Triple]:
        return vocabulary()[IRI(ONTOLOGY)]

    @cached_property
    def _hierarchy(self) -> Hierarchy:
        return Hierarchy(self._schema)

    @cached_property
    def _screen(self) -> Screen:
        return Screen(self._shapes)

    @cached_property
    def _reference(self) -> Reference:
        from diplograph.graph.shacl import Reference

        return Reference(self._shapes, self._schema)
