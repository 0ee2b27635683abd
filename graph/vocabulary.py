"""The ontology, the areas scheme and the alignments as triples, each under the name of its graph."""

from __future__ import annotations

import functools

from diplograph.graph.engine import parse
from diplograph.graph.rdf import IRI, Triple
from diplograph.ontology.terms import ALIGNMENTS, AREAS, ONTOLOGY, local, turtle


@functools.cache
def vocabulary() -> dict[IRI, tuple[Triple, ...]]:
    """Return graph name → triples; read once, blank nodes labelled alike in every run."""
    return {IRI(name): tuple(parse(turtle(name).encode(), local(name))) for name in (ONTOLOGY, AREAS, ALIGNMENTS)}
