"""Inference over triples in memory: what follows from data by ontology and alignments (OWL 2 RL).

Two engines give the same: "rules", which is what builds use, step by step (see derive.py), and "owlrl", the reference.
Only this file knows owlrl. It joins in memory, so what goes in is kept small: literals go in as stand-in names, which
spares the reasoner all datatype work and still yields their superproperties; links to other data sets (owl:sameAs) stay
out, for they would repeat every fact of a state under its other names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Literal as Choice

from diplograph.graph.axioms import compile_rules
from diplograph.graph.derive import local, meeting
from diplograph.graph.rdf import IRI, OWL, RDF, RDFS, SAME_AS, TYPE, Blank, Literal, Term, Triple

Engine = Choice["rules", "owlrl"]

_STAND_IN = "urn:diplograph:literal:"
_OF_THE_LANGUAGE = (OWL, RDF, RDFS)  # a predicate or class from here says nothing of the world, but for rdfs:label
_WORLDLY = frozenset({TYPE.value, RDFS + "label", RDFS + "comment", RDFS + "seeAlso"})


def infer(data: Iterable[Triple], schema: Iterable[Triple], engine: Engine = "rules") -> set[Triple]:
    """Return the triples that follow from data and schema, are in neither, and tell of the data's resources.

    InferenceError where the schema has an axiom that the engine does not cover.
    """
    return _ENGINES[engine](set(data), set(schema))


def _by_rules(given: set[Triple], schema: set[Triple]) -> set[Triple]:
    rules = compile_rules(schema)
    found = given | local(rules, given).keys()
    index = _Index(found)
    while new := meeting(rules, index, found).keys() - found:
        found |= new
        index.add(new)
    return found - given


class _Index:
    """Triples by subject and property, and by property and object."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._forwards: defaultdict[tuple[object, object], list[Triple]] = defaultdict(list)
        self._backwards: defaultdict[tuple[object, object], list[Triple]] = defaultdict(list)
        self.add(triples)

    def add(self, triples: Iterable[Triple]) -> None:
        for triple in triples:
            self._forwards[triple.subject, triple.predicate].append(triple)
            self._backwards[triple.predicate, triple.object].append(triple)

    def match(
        self, subject: IRI | Blank | None = None, predicate: IRI | None = None, value: Term | None = None
    ) -> Iterator[Triple]:
        """Walk over the triples of a subject and property, or of a property and object."""
        if subject is not None:
            return iter(self._forwards.get((subject, predicate), ()))
        return iter(self._backwards.get((predicate, value), ()))


def _by_owlrl(given: set[Triple], schema: set[Triple]) -> set[Triple]:
    import owlrl

    from diplograph.graph.edge import from_edge, to_graph

    literals = _Literals()
    facts = {literals.hide(triple) for triple in given if triple.predicate != SAME_AS}
    axioms = {triple for triple in schema if not isinstance(triple.object, Literal) or _is_axiom(triple)}
    graph = to_graph(facts | axioms)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    terms = {triple.subject for triple in schema}
    found = set()
    for edge in graph:
        subject, predicate, value = map(from_edge, edge)
        if isinstance(subject, IRI) and isinstance(predicate, IRI) and subject not in terms:
            triple = literals.show(Triple(subject, predicate, value))
            if triple and triple not in given and _tells(triple):
                found.add(triple)
    return found


_ENGINES: dict[Engine, Callable[[set[Triple], set[Triple]], set[Triple]]] = {"rules": _by_rules, "owlrl": _by_owlrl}


def _is_axiom(triple: Triple) -> bool:
    """Tell the numbers and values of restrictions from labels and comments, which entail nothing."""
    return triple.predicate.value.startswith(OWL)


def _tells(triple: Triple) -> bool:
    predicate, value = triple.predicate.value, triple.object
    if isinstance(triple.subject, Literal) or isinstance(value, Blank):
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
