"""Rules: what the axioms of an ontology let follow from a triple, and from two triples that meet.

All that OWL 2 RL draws from the axioms that the ontology uses is one of two things. Superclasses, superproperties,
domains, ranges and inverses speak of one triple at a time: their consequences are closed here once and looked up.
Transitive properties and property chains make triples meet: they are kept as paths.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from diplograph.extract.errors import InferenceError
from diplograph.graph.rdf import IRI, OWL, RDF, RDFS, TYPE, Literal, Term, Triple

_SUBCLASS, _SUBPROPERTY = IRI(RDFS + "subClassOf"), IRI(RDFS + "subPropertyOf")
_DOMAIN, _RANGE = IRI(RDFS + "domain"), IRI(RDFS + "range")
_INVERSE, _CHAIN = IRI(OWL + "inverseOf"), IRI(OWL + "propertyChainAxiom")
_FIRST, _REST, _NIL = IRI(RDF + "first"), IRI(RDF + "rest"), IRI(RDF + "nil")
_TRANSITIVE = IRI(OWL + "TransitiveProperty")
# Axioms that entail nothing about what a graph holds: they name, describe, or contradict, which validation finds.
_IDLE_TYPES = frozenset(
    OWL + name
    for name in ("Ontology", "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "AllDisjointClasses")
)
_IDLE = frozenset(
    {OWL + "versionIRI", OWL + "versionInfo", OWL + "members", OWL + "disjointWith", _FIRST.value, _REST.value}
    | {RDFS + name for name in ("label", "comment", "seeAlso", "isDefinedBy")}
)
_BETWEEN_PROPERTIES = (_SUBPROPERTY, _INVERSE, _CHAIN)
_FOLLOWED = frozenset(term.value for term in (_SUBCLASS, _DOMAIN, _RANGE, *_BETWEEN_PROPERTIES))
_OF_THE_LANGUAGE = (OWL, RDF, RDFS)
_SAID = frozenset(RDFS + name for name in ("label", "comment", "seeAlso"))  # these tell of the world all the same


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows from a triple with some property: other properties of the same ends, ends swapped, and classes."""

    along: tuple[IRI, ...] = ()
    against: tuple[IRI, ...] = ()
    subject: tuple[IRI, ...] = ()
    value: tuple[IRI, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A property that holds between the ends of a path: over two and more, or over itself as often as it goes on."""

    made: IRI
    steps: tuple[IRI, ...]

    @property
    def transitive(self) -> bool:
        """Whether the path is one step repeated."""
        return len(self.steps) == 1


@dataclass(frozen=True, slots=True)
class Rules:
    """The effects of properties, the superclasses of classes, the paths, and the terms that nothing is told of."""

    effects: dict[IRI, Effect]
    superclasses: dict[Term, tuple[IRI, ...]]
    paths: tuple[Path, ...]
    terms: frozenset[Term]

    def consequences(self, triple: Triple) -> Iterator[Triple]:
        """Yield what follows from one triple alone; the triple itself may be among it."""
        subject, predicate, value = triple
        if predicate == TYPE:
            if subject not in self.terms:
                for kind in self.superclasses.get(value, ()):
                    yield Triple(subject, TYPE, kind)
            return
        effect = self.effects.get(predicate)
        if effect is None:
            return
        if subject not in self.terms:
            for other in effect.along:
                yield Triple(subject, other, value)
            for kind in effect.subject:
                yield Triple(subject, TYPE, kind)
        if not isinstance(value, Literal) and value not in self.terms:
            for other in effect.against:
                yield Triple(value, other, subject)
            for kind in effect.value:
                yield Triple(value, TYPE, kind)


def compile_rules(schema: Iterable[Triple]) -> Rules:
    """Make rules of an ontology's axioms; InferenceError that names an axiom they cannot express."""
    facts: defaultdict[IRI, list[tuple[IRI, Term]]] = defaultdict(list)
    lists: dict[Term, dict[IRI, Term]] = defaultdict(dict)
    given = list(dict.fromkeys(schema))
    for triple in given:
        _covered(triple)
        if triple.predicate in (_FIRST, _REST):
            lists[triple.subject][triple.predicate] = triple.object
        elif isinstance(triple.subject, IRI):
            facts[triple.predicate].append((triple.subject, triple.object))
    up_class, up_property = _closure(facts[_SUBCLASS]), _closure(facts[_SUBPROPERTY])
    inverse: defaultdict[IRI, set[IRI]] = defaultdict(set)
    for one, other in facts[_INVERSE]:
        if isinstance(other, IRI):
            inverse[one].add(other)
            inverse[other].add(one)
    domain, range_ = _group(facts[_DOMAIN]), _group(facts[_RANGE])
    named = {term for pairs in (_SUBPROPERTY, _DOMAIN, _RANGE, _INVERSE) for term, _ in facts[pairs]} | inverse.keys()
    datatypes = {name for name, kind in facts[TYPE] if kind == IRI(OWL + "DatatypeProperty")}
    effects: dict[IRI, Effect] = {}
    sources: defaultdict[IRI, set[IRI]] = defaultdict(set)
    for name in sorted(named):
        along, against = _reach(name, up_property, inverse)
        for other in along | against:
            sources[other].add(name)
        subject = {kind for other in along for kind in domain[other]} | {k for o in against for k in range_[o]}
        value = {kind for other in along for kind in range_[other]} | {k for o in against for k in domain[o]}
        effects[name] = Effect(
            _told(along - {name}), _told(against), _kinds(subject, up_class),
            () if name in datatypes else _kinds(value, up_class),
        )  # fmt: skip
    paths = tuple(Path(name, _steps(name, head, lists)) for name, head in sorted(facts[_CHAIN], key=str))
    paths += tuple(Path(name, (name,)) for name, kind in sorted(facts[TYPE]) if kind == _TRANSITIVE)
    _stratified(paths, sources)
    _apart(paths, sources, given)
    superclasses: dict[Term, tuple[IRI, ...]] = {kind: _told(above - {kind}) for kind, above in up_class.items()}
    return Rules(effects, superclasses, paths, frozenset(triple.subject for triple in given))


def _covered(triple: Triple) -> None:
    predicate, value = triple.predicate, triple.object
    if predicate == TYPE and value == _TRANSITIVE:
        known = _of_the_world(triple.subject)
    elif predicate == TYPE:
        known = not str(value).startswith(OWL) or str(value) in _IDLE_TYPES
    elif predicate in _BETWEEN_PROPERTIES:
        known = _of_the_world(triple.subject) and (_of_the_world(value) or predicate == _CHAIN)
    elif predicate.value in _FOLLOWED:
        known = _of_the_world(triple.subject) and isinstance(value, IRI)
    else:
        known = predicate.value in _IDLE or not predicate.value.startswith(_OF_THE_LANGUAGE)
    if not known:
        raise InferenceError(
            f"the rules do not cover the axiom {triple.subject} {predicate} {value}: "
            "teach it to graph/axioms.py, or infer with the engine owlrl"
        )


def _of_the_world(term: Term) -> bool:
    """Tell whether a term is a name, and none whose meaning the languages fix."""
    return isinstance(term, IRI) and (term.value in _SAID or not term.value.startswith(_OF_THE_LANGUAGE))


def _closure(pairs: Iterable[tuple[IRI, Term]]) -> dict[IRI, set[IRI]]:
    """Map each to all that is above it, over any number of steps, and to itself."""
    direct = _group(pairs)
    found: dict[IRI, set[IRI]] = {}
    for start in list(direct):
        seen, open_ = {start}, [start]
        while open_:
            above = direct.get(open_.pop(), set()) - seen
            seen |= above
            open_ += above
        found[start] = seen
    return found


def _reach(name: IRI, up: dict[IRI, set[IRI]], inverse: dict[IRI, set[IRI]]) -> tuple[set[IRI], set[IRI]]:
    """Return the properties that follow with the same ends (itself among them), and with the ends swapped."""
    seen: set[tuple[IRI, bool]] = set()
    open_ = [(name, False)]
    while open_:
        step = open_.pop()
        if step not in seen:
            seen.add(step)
            open_ += [(above, step[1]) for above in up.get(step[0], ())]
            open_ += [(other, not step[1]) for other in inverse.get(step[0], ())]
    return {other for other, swapped in seen if not swapped}, {other for other, swapped in seen if swapped}


def _group(pairs: Iterable[tuple[IRI, Term]]) -> defaultdict[IRI, set[IRI]]:
    found: defaultdict[IRI, set[IRI]] = defaultdict(set)
    for one, other in pairs:
        if isinstance(other, IRI):
            found[one].add(other)
    return found


def _kinds(kinds: Iterable[IRI], up: dict[IRI, set[IRI]]) -> tuple[IRI, ...]:
    return _told({above for kind in kinds for above in up.get(kind, {kind})})


def _told(terms: Iterable[IRI]) -> tuple[IRI, ...]:
    """Leave out what the languages themselves define: it tells nothing of the world."""
    return tuple(sorted(filter(_of_the_world, terms)))


def _steps(made: IRI, head: Term, lists: Mapping[Term, Mapping[IRI, Term]]) -> tuple[IRI, ...]:
    """Return the properties in the list of a chain."""
    found: list[IRI] = []
    seen: set[Term] = set()
    while head != _NIL:
        cell = lists.get(head, {})
        if head in seen or cell.keys() < {_FIRST, _REST}:
            raise InferenceError(f"the chain of {made} is no whole list: mend it")
        seen.add(head)
        step, head = cell[_FIRST], cell[_REST]
        if not isinstance(step, IRI) or not _of_the_world(step):
            raise InferenceError(f"the chain of {made} holds {step}, which is no named property: name it")
        found.append(step)
    if len(found) < 2:
        raise InferenceError(f"the chain of {made} has fewer than two steps: say rdfs:subPropertyOf")
    return tuple(found)


def _stratified(paths: Iterable[Path], sources: Mapping[IRI, set[IRI]]) -> None:
    """Refuse paths over what other paths make: they would have to be walked again and again."""
    made = Counter(path.made for path in paths)
    for path in paths:
        for step in path.steps:
            others = ({step} | sources.get(step, set())) & made.keys()
            if others and not (path.transitive and others == {path.made} and made[path.made] == 1):
                raise InferenceError(
                    f"the chain of {path.made} goes over {step}, which another chain makes: "
                    "teach it to graph/axioms.py, or infer with the engine owlrl"
                )


def _apart(paths: Iterable[Path], sources: Mapping[IRI, set[IRI]], given: Iterable[Triple]) -> None:
    """Refuse paths that would go over what the ontology says of its own terms, from which nothing is drawn."""
    walked = {source: path for path in paths for step in path.steps for source in {step} | sources.get(step, set())}
    for triple in given:
        if path := walked.get(triple.predicate):
            raise InferenceError(
                f"the chain of {path.made} would go over what the ontology says, which is not walked: it says "
                f"{triple.subject} {triple.predicate} {triple.object}"
            )
