from __future__ import annotations

from types import ModuleType

import owlrl
import pytest

from diplograph.graph import infer as module
from diplograph.graph.edge import from_edge, to_graph
from diplograph.graph.graph import Graph
from diplograph.graph.infer import infer
from diplograph.graph.iris import graph_iri
from diplograph.graph.rdf import IRI, OWL, RDFS, SAME_AS, TYPE, Blank, Literal, Triple
from diplograph.graph.triples import triples
from diplograph.graph.vocabulary import vocabulary
from diplograph.ontology.terms import BASE, Class, Prop

X = "http://example.org/"


def t(subject: str, predicate: str, value: str) -> Triple:
    terms = [IRI(term if ":" in term else X + term) for term in (subject, predicate, value)]
    return Triple(*terms)


def schema() -> list[Triple]:
    return [triple for graph in vocabulary().values() for triple in graph]


def test_nothing_useful_is_lost_by_trimming(samples: ModuleType) -> None:
    """What comes out is what the reasoner finds over everything as it is, less the by-products."""
    data, rules = triples(samples.second()), schema()
    whole = to_graph([*data, *rules])
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(whole)
    terms = {triple.subject for triple in rules}
    full = set()
    for edge in whole:
        subject, predicate, value = (from_edge(node) for node in edge)
        if isinstance(subject, IRI) and isinstance(predicate, IRI) and subject not in terms:
            triple = Triple(subject, predicate, value)
            if triple not in data and module._tells(triple) and predicate != SAME_AS:
                full.add(triple)
    assert infer(data, rules) == full
    assert len(full) > 80


def test_what_follows(graph: Graph) -> None:
    inferred = set(graph.store.triples(graph_iri("inferred")))
    person, event, said = BASE + "person/aida-nurlan", BASE + "event/first/conference-1", BASE + "statement/first/s3"
    assert Triple(IRI(person), IRI(Prop.REPRESENTS), IRI(BASE + "organization/cica-secretariat")) in inferred
    assert Triple(IRI(person), TYPE, IRI(Class.ACTOR)) in inferred
    assert Triple(IRI(person), TYPE, IRI("http://xmlns.com/foaf/0.1/Person")) in inferred
    assert Triple(IRI(event), IRI(Prop.PARTICIPANT), IRI(BASE + "state/KOR")) in inferred
    assert Triple(IRI(said), TYPE, IRI(Class.COMMITMENT)) in inferred
    # literals keep their superproperties
    assert any(triple.predicate.value == "http://www.w3.org/ns/oa#exact" for triple in inferred)


def test_by_products_are_left_out(graph: Graph) -> None:
    inferred = graph.store.triples(graph_iri("inferred"))
    terms = {triple.subject for triple in schema()}
    asserted = {triple for name in graph.store.graphs() for triple in graph.store.match(graph=name)
                if name != graph_iri("inferred")}  # fmt: skip
    assert inferred and not asserted & set(inferred)
    for triple in inferred:
        assert triple.subject not in terms and triple.subject != triple.object
        assert not isinstance(triple.object, Blank)
        assert not any(str(term).startswith("urn:diplograph:") for term in triple)
        assert not (triple.predicate == TYPE and str(triple.object).startswith((OWL, RDFS)))
        assert triple.predicate != SAME_AS
    # what is said of a state is not said again of its name elsewhere
    assert not [triple for triple in inferred if str(triple.subject).startswith("http://publications.europa.eu")]


@pytest.mark.parametrize(
    ("rules", "data", "expected"),
    [
        ([t("A", RDFS + "subClassOf", "B")], [t("x", TYPE.value, "A")], t("x", TYPE.value, "B")),
        ([t("p", RDFS + "subPropertyOf", "q")], [t("x", "p", "y")], t("x", "q", "y")),
        ([t("p", OWL + "inverseOf", "q")], [t("x", "p", "y")], t("y", "q", "x")),
        ([t("p", TYPE.value, OWL + "TransitiveProperty")], [t("x", "p", "y"), t("y", "p", "z")], t("x", "p", "z")),
        ([t("p", RDFS + "domain", "A")], [t("x", "p", "y")], t("x", TYPE.value, "A")),
    ],
)
def test_each_kind_of_axiom(rules: list[Triple], data: list[Triple], expected: Triple) -> None:
    assert infer(data, rules) == {expected}


def test_literals_are_no_subjects_and_keep_their_form() -> None:
    data = [Triple(IRI(X + "x"), IRI(X + "p"), Literal("007", "http://www.w3.org/2001/XMLSchema#integer"))]
    rules = [t("p", RDFS + "subPropertyOf", "q"), t("p", RDFS + "range", "A")]
    assert infer(data, rules) == {data[0]._replace(predicate=IRI(X + "q"))}
