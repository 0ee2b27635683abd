"""terms.py and diplograph.ttl have the same names."""

from typing import get_args

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from diplograph.extract import model
from diplograph.ontology import terms
from diplograph.ontology.terms import Class, Prop


def declared(graph: Graph, *kinds: URIRef) -> set[str]:
    return {str(term) for kind in kinds for term in graph.subjects(RDF.type, kind) if str(term).startswith(terms.DG)}


def test_every_class_of_the_ontology_is_in_python_and_the_other_way_round(ontology: Graph) -> None:
    assert {str(one) for one in Class} == declared(ontology, OWL.Class)


def test_every_property_of_the_ontology_is_in_python_and_the_other_way_round(ontology: Graph) -> None:
    assert {str(one) for one in Prop} == declared(ontology, OWL.ObjectProperty, OWL.DatatypeProperty)


def test_members_are_named_after_their_iris() -> None:
    for one in (*Class, *Prop):
        assert one.name.replace("_", "").lower() == terms.local(one).lower()


def test_a_member_is_its_iri() -> None:
    assert str(Class.PHONE_CALL) == "https://w3id.org/diplograph/ontology#PhoneCall"
    assert URIRef(Prop.CO_CHAIR) == URIRef("https://w3id.org/diplograph/ontology#coChair")
    assert f"{Prop.CO_CHAIR}" == terms.DG + "coChair"


def test_event_types_are_the_classes_below_event(ontology: Graph) -> None:
    below = {str(one) for one in ontology.subjects(RDFS.subClassOf, URIRef(Class.EVENT))}
    assert {str(one) for one in terms.EVENT_TYPES.values()} == below
    assert len(below) == 16
    assert terms.EVENT_TYPES["PhoneCall"] is Class.PHONE_CALL


def test_statement_kinds_are_the_classes_below_their_families(ontology: Graph) -> None:
    for family, kinds in terms.STATEMENT_GROUPS.items():
        assert (URIRef(family), RDFS.subClassOf, URIRef(Class.STATEMENT)) in ontology
        assert {str(kind) for kind in kinds} == {str(one) for one in ontology.subjects(RDFS.subClassOf, URIRef(family))}
    assert len(terms.STATEMENT_KINDS) == 15


def test_roles_are_properties_below_participant(ontology: Graph) -> None:
    special = {role: prop for role, prop in terms.ROLES.items() if role != "participant"}
    below = {str(one) for one in ontology.subjects(RDFS.subPropertyOf, URIRef(Prop.PARTICIPANT))}
    assert {str(prop) for prop in special.values()} == below
    assert terms.ROLES["participant"] is Prop.PARTICIPANT


def test_values_are_those_of_the_model_between_stages() -> None:
    assert set(terms.ROLES) == set(get_args(model.Role))
    assert set(terms.STATUSES) == set(get_args(model.Status))
    assert set(terms.MODALITIES) == set(get_args(model.Modality))
    assert set(terms.ACTOR_KINDS) == set(get_args(model.ActorKind))


def test_dimensions_are_the_top_concepts(areas: Graph) -> None:
    tops = areas.objects(URIRef(terms.AREAS), URIRef("http://www.w3.org/2004/02/skos/core#hasTopConcept"))
    assert sorted(map(str, tops)) == sorted(terms.AREA + name for name in terms.DIMENSIONS)


@pytest.mark.parametrize("iri", terms.FILES)
def test_each_file_is_turtle_that_describes_its_own_iri(iri: str) -> None:
    graph = Graph().parse(data=terms.turtle(iri), format="turtle")
    assert (URIRef(iri), RDF.type, None) in graph


def test_an_unknown_file_is_refused() -> None:
    with pytest.raises(KeyError):
        terms.turtle("https://example.org/")
