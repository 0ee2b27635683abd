"""What of an ontology becomes rules, what is refused, and that the rules give what OWL 2 RL gives."""

from __future__ import annotations

import pytest

from diplograph.extract.errors import InferenceError
from diplograph.graph.axioms import Rules, compile_rules
from diplograph.graph.infer import infer
from diplograph.graph.rdf import IRI, OWL, RDF, RDFS, TYPE, XSD, Blank, Literal, Triple
from diplograph.graph.vocabulary import vocabulary
from diplograph.ontology.terms import DG

X = "http://example.org/"
_PREFIXES = {"owl": OWL, "rdf": RDF, "rdfs": RDFS, "xsd": XSD}


def term(text: str) -> IRI | Blank:
    """Read "a", "rdf:type", "_:b" or a whole IRI."""
    prefix, colon, name = text.partition(":")
    if prefix == "_":
        return Blank(name)
    return IRI(_PREFIXES[prefix] + name if prefix in _PREFIXES else text if colon else X + text)


def facts(text: str) -> list[Triple]:
    """Read triples, one a line or separated by " . ", each three terms; "a" as predicate is rdf:type."""
    found = []
    for written in text.replace("\n", " . ").split(" . "):
        if written.strip():
            subject, predicate, value = written.split()
            named = TYPE if predicate == "a" else term(predicate)
            assert isinstance(named, IRI)
            found.append(Triple(term(subject), named, Literal(value[1:-1]) if value[0] == '"' else term(value)))
    return found


def chain(made: str, *steps: str) -> str:
    """Write a property chain as triples."""
    cells = [f"_:{made}-{steps[0]}{number}" for number in range(len(steps))]
    rests = [*cells[1:], "rdf:nil"]
    lists = [f"{a} rdf:first {step} . {a} rdf:rest {b}" for a, step, b in zip(cells, steps, rests, strict=True)]
    return " . ".join([f"{made} owl:propertyChainAxiom {cells[0]}", *lists])


REFUSED = [
    *(
        f"p a owl:{kind}"
        for kind in (
            "FunctionalProperty", "InverseFunctionalProperty", "SymmetricProperty", "AsymmetricProperty",
            "ReflexiveProperty", "IrreflexiveProperty", "NegativePropertyAssertion", "AllDifferent", "Restriction",
            "AllDisjointProperties", "DataRange",
        )
    ),
    *(
        f"A owl:{name} B"
        for name in (
            "hasKey", "equivalentClass", "equivalentProperty", "unionOf", "intersectionOf", "oneOf", "complementOf",
            "disjointUnionOf", "propertyDisjointWith", "onProperty", "someValuesFrom", "allValuesFrom", "hasValue",
            "hasSelf", "onClass", "sameAs", "differentFrom", "onDatatype", "sourceIndividual", "assertionProperty",
            "targetIndividual",
        )
    ),
    'A owl:maxCardinality "1"',
    'A owl:maxQualifiedCardinality "1"',
    # what is followed, but between classes and properties that have no name
    "A rdfs:subClassOf _:b",
    "_:b rdfs:subClassOf A",
    "p rdfs:domain _:b",
    "p rdfs:range _:b",
    "p rdfs:subPropertyOf _:b",
    "_:b rdfs:subPropertyOf p",
    "p owl:inverseOf _:b",
    "_:b owl:propertyChainAxiom rdf:nil",
    'A rdfs:subClassOf "B"',
    # what would change the language itself
    "p rdfs:subPropertyOf rdf:type",
    "p rdfs:subPropertyOf owl:sameAs",
    "p rdfs:subPropertyOf rdfs:subClassOf",
    "p owl:inverseOf rdf:type",
    "rdf:type rdfs:domain A",
    "owl:sameAs rdfs:subPropertyOf p",
    "owl:Thing rdfs:subClassOf A",
    "rdf:type a owl:TransitiveProperty",
]  # fmt: skip


@pytest.mark.parametrize("axiom", REFUSED)
def test_what_is_not_covered_is_refused_by_name(axiom: str) -> None:
    (triple,) = facts(axiom)
    named = next(word for word in map(str, (triple.object, triple.predicate)) if word.startswith((OWL, RDF, RDFS)))
    with pytest.raises(InferenceError, match="do not cover the axiom") as caught:
        compile_rules([*facts("B rdfs:subClassOf C"), triple])
    assert named in str(caught.value) and str(triple.subject) in str(caught.value)
    assert "\n" not in str(caught.value) and "owlrl" in str(caught.value)


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (chain("p", "p", "q"), f"the chain of {X}p goes over {X}p, which another"),
        (f"{chain('p', 'q', 'r')} . {chain('s', 'p', 'r')}", f"the chain of {X}s goes over {X}p, which another"),
        (f"{chain('p', 'q', 'r')} . {chain('s', 't', 'r')} . p rdfs:subPropertyOf t", f"{X}s goes over {X}t"),
        (f"{chain('p', 'q', 'r')} . {chain('s', 't', 'r')} . p owl:inverseOf t", f"{X}s goes over {X}t"),
        (f"{chain('p', 'q', 'r')} . p a owl:TransitiveProperty", f"the chain of {X}p goes over {X}p"),
        (f"{chain('p', 'q', 'r')} . q a owl:TransitiveProperty", f"the chain of {X}p goes over {X}q"),
        ("p a owl:TransitiveProperty . q a owl:TransitiveProperty . p rdfs:subPropertyOf q", f"goes over {X}q"),
        (chain("p", "q"), f"the chain of {X}p has fewer than two steps"),
        ("p owl:propertyChainAxiom rdf:nil", f"the chain of {X}p has fewer than two steps"),
        (chain("p", "q", "_:r"), "holds _:r, which is no named property"),
        (chain("p", "q", "rdf:type"), "holds http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ("p owl:propertyChainAxiom _:l . _:l rdf:first q", f"the chain of {X}p is no whole list"),
        ("p owl:propertyChainAxiom _:l . _:l rdf:first q . _:l rdf:rest _:l", f"the chain of {X}p is no whole list"),
        (f"{chain('p', 'q', 'r')} . A s B . s rdfs:subPropertyOf q", f"says {X}A {X}s {X}B"),
    ],
)
def test_paths_that_would_have_to_be_walked_again_are_refused(schema: str, message: str) -> None:
    with pytest.raises(InferenceError) as caught:
        compile_rules(facts(schema))
    assert message in str(caught.value) and "\n" not in str(caught.value)


def test_what_says_nothing_of_data_is_passed_over() -> None:
    idle = facts(
        """
        o a owl:Ontology . o owl:versionIRI o1 . o owl:versionInfo "1" . A a owl:Class . p a owl:ObjectProperty
        q a owl:DatatypeProperty . s a owl:AnnotationProperty . A rdfs:label "a" . A rdfs:comment "b"
        A rdfs:seeAlso B . A rdfs:isDefinedBy o . A owl:disjointWith B . A s "c" . a1 a A
        _:d a owl:AllDisjointClasses . _:d owl:members _:l . _:l rdf:first A . _:l rdf:rest rdf:nil
        """
    )
    assert compile_rules(idle) == Rules({}, {}, (), frozenset(triple.subject for triple in idle))


def test_our_ontology_and_alignments_compile() -> None:
    rules = compile_rules(triple for graph in vocabulary().values() for triple in graph)
    assert {(path.made.value.removeprefix(DG), len(path.steps), path.transitive) for path in rules.paths} == {
        ("represents", 2, False),
        ("partOf", 1, True),
    }
    assert len(rules.effects) > 50 and len(rules.superclasses) > 40


HUMANS = "A rdfs:subClassOf B . B rdfs:subClassOf C"
MINIMAL = {
    "subclasses": (HUMANS, "x a A . y a B", "x a B . x a C . y a C"),
    "subclasses in a circle": ("A rdfs:subClassOf B . B rdfs:subClassOf A", "x a A", "x a B"),
    "a superclass of the language": ("A rdfs:subClassOf owl:Thing . A rdfs:subClassOf rdfs:Resource", "x a A", ""),
    "subproperties": (
        "p rdfs:subPropertyOf q . q rdfs:subPropertyOf r",
        'x p y . x q "1"',
        'x q y . x r y . x r "1"',
    ),
    "subproperties in a circle": ("p rdfs:subPropertyOf q . q rdfs:subPropertyOf p", "x p y", "x q y"),
    "what things are declared as": (
        """
        A a owl:Class . A owl:disjointWith B . p a owl:ObjectProperty . q a owl:DatatypeProperty
        r a owl:AnnotationProperty
        """,
        'x a A . x p y . x q "1" . x r "2"',
        "",
    ),
    "labels": ("p rdfs:subPropertyOf rdfs:label", 'x p "n"', 'x rdfs:label "n"'),
    "domains": (f"{HUMANS} . p rdfs:domain A . q rdfs:subPropertyOf p", 'x q "1"', 'x p "1" . x a A . x a B . x a C'),
    "ranges": (
        f"{HUMANS} . p rdfs:range B . q rdfs:subPropertyOf p",
        'x q y . x q "1"',
        'x p y . x p "1" . y a B . y a C',
    ),
    "ranges of data": ("p a owl:DatatypeProperty . p rdfs:range xsd:date", 'x p "1"', ""),
    "several domains": ("p rdfs:domain A . p rdfs:domain B", "x p y", "x a A . x a B"),
    "inverses": (
        "p owl:inverseOf q . p rdfs:domain A . q rdfs:domain B",
        "x p y . z q x",
        "y q x . x p z . x a A . y a B . z a B",
    ),
    "its own inverse": ("p owl:inverseOf p", "x p y", "y p x"),
    "inverses over subproperties": (
        "p rdfs:subPropertyOf q . q owl:inverseOf r . r rdfs:subPropertyOf s",
        "x p y",
        "x q y . y r x . y s x",
    ),
    "what is transitive": ("p a owl:TransitiveProperty", "a p b . b p c . c p d", "a p c . a p d . b p d"),
    "what is transitive in a circle": ("p a owl:TransitiveProperty", "a p b . b p a", "a p a . b p b"),
    "what is transitive under its subproperty": (
        "p a owl:TransitiveProperty . q rdfs:subPropertyOf p",
        "a q b . b p c",
        "a p b . a p c",
    ),
    "what is transitive and its superproperty": (
        "p a owl:TransitiveProperty . p rdfs:subPropertyOf q . q rdfs:range A",
        "a p b . b p c",
        "a p c . a q b . b q c . a q c . b a A . c a A",
    ),
    "what is transitive and its inverse": (
        "p a owl:TransitiveProperty . p owl:inverseOf q",
        "a p b . c q b",
        "b q a . b p c . a p c . c q a",
    ),
    "what is transitive stops at texts": ("p a owl:TransitiveProperty", 'a p b . b p "1"', 'a p "1"'),
    "chains": (chain("p", "q", "r"), "a q b . b r c . b r d . c r e", "a p c . a p d"),
    "chains of three": (chain("p", "q", "r", "q"), "a q b . b r c . c q d", "a p d"),
    "chains that end in a text": (chain("p", "q", "r"), 'a q b . b r "1"', 'a p "1"'),
    "chains that come back": (f"{chain('p', 'q', 'r')} . p rdfs:domain A", "a q b . b r a", "a p a . a a A"),
    "chains over what follows": (
        f"{chain('p', 'q', 'r')} . s rdfs:subPropertyOf q . t owl:inverseOf r",
        "a s b . c t b",
        "a q b . b r c . a p c",
    ),
    "chains over a thing and itself": (
        f"{chain('p', 'q', 'r')} . s rdfs:subPropertyOf q",
        "a s a . a r b",
        "a q a . a p b",
    ),
    "chains and what is above them": (
        f"{chain('p', 'q', 'r')} . p rdfs:subPropertyOf s . s rdfs:range A",
        "a q b . b r c",
        "a p c . a s c . c a A",
    ),
    "two chains of one property": (
        f"{chain('p', 'q', 'r')} . {chain('p', 'r', 'q')}",
        "a q b . b r c . c q d",
        "a p c . b p d",
    ),
    "what is said already": (f"{HUMANS} . p rdfs:domain A", "x a A . x a B . x p y", "x a C"),
    "a schema without axioms": ("A a owl:Class", "x a A . x p y", ""),
}


@pytest.mark.parametrize("engine", ["rules", "owlrl"])
@pytest.mark.parametrize("kind", MINIMAL)
def test_both_engines_give_for_each_kind_of_axiom_what_it_says(kind: str, engine: str) -> None:
    schema, data, expected = map(facts, MINIMAL[kind])
    assert infer(data, schema, engine) == set(expected)  # type: ignore[arg-type]


def test_every_kind_of_axiom_that_our_ontology_has_is_among_them() -> None:
    """A kind that comes into the ontology needs its line above."""
    shown = {kind for schema, _, _ in MINIMAL.values() for kind in kinds(facts(schema))}
    ours = {kind for graph in vocabulary().values() for kind in kinds(graph)}
    assert ours - IDLE - shown == set()
    assert {RDFS + "subClassOf", RDFS + "range", OWL + "propertyChainAxiom", OWL + "TransitiveProperty"} <= ours


IDLE = {
    *(OWL + name for name in ("Ontology", "AllDisjointClasses", "members", "versionIRI", "versionInfo")),
    *(RDFS + name for name in ("label", "comment", "seeAlso")),
}


def kinds(schema: list[Triple] | tuple[Triple, ...]) -> set[str]:
    """Return the terms of OWL and RDFS that say something of classes and properties."""
    words = (str(triple.object if triple.predicate == TYPE else triple.predicate) for triple in schema)
    return {word for word in words if word.startswith((OWL, RDFS))}
