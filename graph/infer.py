"""Inference: what follows from the data by ontology and alignments (OWL 2 RL), without the reasoner's by-products.

Only this file knows owlrl. It joins in memory, so what goes in is kept small: literals go in as stand-in names, which
spares the reasoner all datatype work and still yields their superproperties; links to other data sets (owl:sameAs) stay
out, for they would repeat every fact of a state under its other names.
"""

from __future__ import annotations

from collections.abc import Iterable

import owlrl

from diplograph.graph.edge import from_edge, to_graph
from diplograph.graph.rdf import IRI, OWL, RDF, RDFS, SAME_AS, TYPE, Blank, Literal, Triple

_STAND_IN = "urn:diplograph:literal:"
_OF_THE_LANGUAGE = (OWL, RDF, RDFS)  # a predicate or class from here says nothing of the world, but for rdfs:label
_WORLDLY = frozenset({TYPE.value, RDFS + "label", RDFS + "comment", RDFS + "seeAlso"})


def infer(data: Iterable[Triple], schema: Iterable[Triple]) -> set[Triple]:
    """Return the triples that follow from data and schema, are in neither, and tell of the data's resources."""
    given, rules = set(data), set(schema)
    literals = _Literals()
    facts = {literals.hide(triple) for triple in given if triple.predicate != SAME_AS}
    axioms = {triple for triple in rules if not isinstance(triple.object, Literal) or _is_axiom(triple)}
    graph = to_graph(facts | axioms)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    terms = {triple.subject for triple in rules}
    found = set()
    for edge in graph:
        subject, predicate, value = map(from_edge, edge)
        if isinstance(subject, IRI) and isinstance(predicate, IRI) and subject not in terms:
            triple = literals.show(Triple(subject, predicate, value))
            if triple and triple not in given and _tells(triple):
                found.add(triple)
    return found


def _is_axiom(triple: Triple) -> bool:
    """Tell the numbers and values of restrictions from labels and comments, which entail nothing."""
    return triple.predicate.value.startswith(OWL)


def _tells(triple: Triple) -> bool:
    predicate, value = triple.predicate.value, triple.object
    if isinstance(triple.subject, Literal) or isinstance(value, Blank) or value == triple.subject:
        return False
    if triple.predicate == TYPE:
        return not str(value).startswith(_OF_THE_LANGUAGE)
    return predicate in _WORLDLY or not predicate.startswith(_OF_THE_LANGUAGE)


class _Literals:
    """Stand-in IRIs for literals, and back."""

    def __init__(self) -> None:
        self._names: dict[Literal, IRI] = {}
        self._literals: dict[str, Literal] = {}

    def hide(self, triple: Triple) -> Triple:
        value = triple.object
        if not isinstance(value, Literal):
            return triple
        if value not in self._names:
            name = IRI(f"{_STAND_IN}{len(self._names)}")
            self._names[value], self._literals[name.value] = name, value
        return triple._replace(object=self._names[value])

    def show(self, triple: Triple) -> Triple | None:
        """Put the literal back; None if one is the subject."""
        if str(triple.subject) in self._literals or isinstance(triple.object, Literal):
            return None
        literal = self._literals.get(str(triple.object)) if isinstance(triple.object, IRI) else None
        return triple._replace(object=literal) if literal else triple
