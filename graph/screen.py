"""The screen: tells quickly that a graph conforms to the shapes, so that pySHACL need only look at those that do not.

It reads the same shapes as pySHACL. A part of SHACL that it does not know is refused when they are loaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from diplograph.graph.constraints import OF_VALUE, OF_VALUES, SH, Check, SetCheck, Unsure, closed
from diplograph.graph.index import NO_CLASS, Index
from diplograph.graph.rdf import IRI, RDF, TYPE, Term, Triple

_PATH, _CLOSED, _IGNORED, _PROPERTY = (SH + name for name in ("path", "closed", "ignoredProperties", "property"))
_TARGET_CLASS, _TARGET_SUBJECTS = SH + "targetClass", SH + "targetSubjectsOf"
_NO_CONSTRAINT = {TYPE.value, SH + "message", _PATH, _CLOSED, _IGNORED, _TARGET_CLASS, _TARGET_SUBJECTS}


class Screen:
    """The shapes as functions. ValueError, naming shape and property, for what it does not know."""

    def __init__(self, shapes: Iterable[Triple]) -> None:
        self._given: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in shapes:
            self._given[subject][predicate.value].append(value)
        self._made: dict[Term, Check] = {}
        self._of_class: dict[str, list[Check]] = defaultdict(list)
        self._of_subjects: dict[str, list[Check]] = defaultdict(list)
        for node, given in list(self._given.items()):
            for target, checks in ((_TARGET_CLASS, self._of_class), (_TARGET_SUBJECTS, self._of_subjects)):
                for value in given.get(target, ()):
                    checks[str(value)].append(self.shape(node))
        self._of_classes: dict[frozenset[str], tuple[Check, ...]] = {}

    def conforms(self, index: Index) -> bool:
        """Tell whether a graph surely conforms; if not, it does not, or only pySHACL can tell."""
        if not index.plain:
            return False
        try:
            return all(self._node(name, index) for name in index.nodes)
        except Unsure:
            return False

    def _node(self, name: str, index: Index) -> bool:
        classes = index.classes.get(name, NO_CLASS)
        checks = self._of_classes.get(classes)
        if checks is None:
            checks = tuple(check for one in sorted(classes) for check in self._of_class.get(one, ()))
            self._of_classes[classes] = checks
        node = IRI(name)
        for prop, more in self._of_subjects.items():
            if prop in index.nodes[name]:
                checks = (*checks, *more)
        return all(check(index, node) for check in checks)

    def shape(self, node: Term) -> Check:
        """Return the check of a shape, made once."""
        if node not in self._made:
            self._made[node] = self._make(node, self._given[node])
        return self._made[node]

    def items(self, node: Term) -> Sequence[Term]:
        """Return the members of an RDF list."""
        found = []
        while node != IRI(RDF + "nil"):
            found += self._given[node][RDF + "first"]
            (node,) = self._given[node][RDF + "rest"]
        return found

    def _make(self, node: Term, given: dict[str, list[Term]]) -> Check:
        of_value: list[Check] = []
        of_values: list[SetCheck] = []
        for name, values in given.items():
            if name in OF_VALUE:
                of_value += [OF_VALUE[name](self, value) for value in values]
            elif name in OF_VALUES:
                of_values += [OF_VALUES[name](value) for value in values]
            elif name not in _NO_CONSTRAINT:
                raise ValueError(f"shapes.ttl: the shape {node} has {name}, which graph/constraints.py does not know")
        if _CLOSED in given:
            ignored = [str(item) for listed in given[_IGNORED] for item in self.items(listed)]
            paths = [str(path) for shape in given[_PROPERTY] for path in self._given[shape][_PATH]]
            of_value.insert(0, closed([*ignored, *paths]))
        if _PATH not in given:
            return _of_node(of_value, of_values)
        (path,) = given[_PATH]
        if not isinstance(path, IRI):
            raise ValueError(f"shapes.ttl: the shape {node} has a path of several steps, which the screen cannot walk")
        return _of_path(path.value, of_value, of_values)


def _of_node(of_value: Sequence[Check], of_values: Sequence[SetCheck]) -> Check:
    def check(index: Index, node: Term) -> bool:
        return all(one(index, node) for one in of_value) and all(one(index, node, (node,)) for one in of_values)

    return check


def _of_path(path: str, of_value: Sequence[Check], of_values: Sequence[SetCheck]) -> Check:
    def check(index: Index, node: Term) -> bool:
        values = index.values(node, path)
        for together in of_values:
            if not together(index, node, values):
                return False
        for value in values:
            for one in of_value:
                if not one(index, value):
                    return False
        return True

    return check
