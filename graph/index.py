"""A graph taken apart once, by subject and property, for checks that look at each thing again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from diplograph.graph.rdf import IRI, LABEL, RDFS, TYPE, Blank, Literal, Term, Triple

SUBCLASS = RDFS + "subClassOf"
NO_CLASS: frozenset[str] = frozenset()
_WORDS = frozenset({LABEL, IRI(RDFS + "comment")})  # what has only these can be spoken of without harm: dg:calendar


class Hierarchy:
    """Which class is below which, as the ontology has it, and of which terms the ontology itself speaks."""

    def __init__(self, schema: Iterable[Triple]) -> None:
        self._parents: dict[str, set[str]] = defaultdict(set)
        self.terms: set[str] = set()
        for triple in schema:
            if triple.predicate not in _WORDS:
                self.terms.add(key(triple.subject))
            if triple.predicate.value == SUBCLASS:
                self._parents[str(triple.subject)].add(str(triple.object))
        self._known: dict[frozenset[str], frozenset[str]] = {}

    def above(self, classes: frozenset[str]) -> frozenset[str]:
        """Return classes together with all that are above them."""
        if classes not in self._known:
            found, rest = set(classes), list(classes)
            while rest:
                new = self._parents.get(rest.pop(), set()) - found
                found |= new
                rest += new
            self._known[classes] = frozenset(found)
        return self._known[classes]


@dataclass(frozen=True, slots=True)
class Index:
    """Subject → property → values, and subject → its classes with all that are above them.

    Subjects are texts: an IRI as it is, a blank node as "_:label". ``plain`` tells that no blank node occurs, and that
    the graph says nothing of the ontology's own terms, nor which class is below which.
    """

    nodes: dict[str, dict[str, dict[Term, None]]] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    plain: bool = True

    def values(self, node: Term, prop: str) -> Collection[Term]:
        """Return the values of a property of a node, each once."""
        return () if type(node) is Literal else self.nodes.get(key(node), {}).get(prop, ())


def key(node: Term) -> str:
    """Return the text that stands for a node in an index."""
    return node.value if type(node) is IRI else str(node)


def index(triples: Iterable[Triple], hierarchy: Hierarchy) -> Index:
    """Take a graph apart."""
    nodes: dict[str, dict[str, dict[Term, None]]] = {}
    plain = True
    for subject, predicate, value in triples:
        name = key(subject)
        nodes.setdefault(name, {}).setdefault(predicate.value, {})[value] = None
        if type(subject) is Blank or type(value) is Blank or predicate.value == SUBCLASS:
            plain = False
    classes = {}
    for name, values in nodes.items():
        types = frozenset(value.value for value in values.get(TYPE.value, ()) if type(value) is IRI)
        classes[name] = hierarchy.above(types)
    return Index(nodes, classes, plain and hierarchy.terms.isdisjoint(nodes))
