"""The shapes accept what is sound and name what is not, without inference."""

from pathlib import Path

import owlrl
import pytest
import yaml
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.collection import Collection

from diplograph.ontology import terms
from diplograph.ontology.terms import Class, Prop

PREFIXES = """PREFIX dg: <https://w3id.org/diplograph/ontology#> PREFIX area: <https://w3id.org/diplograph/areas#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> BASE <https://w3id.org/diplograph/id/> """


def findings(data: Graph, shapes: Graph, ontology: Graph) -> list[tuple[str, str]]:
    """Return focus node (short) and message of every result."""
    conforms, report, _ = validate(data, shacl_graph=shapes, ont_graph=ontology, inference="none", advanced=False)
    assert isinstance(report, Graph)
    found = [
        (str(report.value(result, SH.focusNode)).removeprefix(terms.BASE), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    ]
    assert conforms is (not found)
    return found


def test_a_sound_graph_conforms(good: Graph, shapes: Graph, ontology: Graph) -> None:
    assert findings(good, shapes, ontology) == []


def test_the_areas_conform(areas: Graph, shapes: Graph, ontology: Graph) -> None:
    assert findings(areas, shapes, ontology) == []


def test_a_sound_graph_still_conforms_with_all_that_our_vocabulary_entails(
    good: Graph, shapes: Graph, ontology: Graph
) -> None:
    good.remove((None, OWL.sameAs, None))
    wide = good + ontology
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(wide)
    for s, p, o in wide:
        if str(s).startswith(terms.BASE) and p != OWL.sameAs:
            good.add((s, p, o))
    assert (URIRef(terms.BASE + "person/ada-berg"), URIRef(Prop.REPRESENTS), None) in good
    assert findings(good, shapes, ontology) == []


DAMAGE = yaml.safe_load(Path(__file__).with_name("damage.yaml").read_text(encoding="utf-8"))


def test_there_are_enough_ways_to_damage_a_graph() -> None:
    assert len(DAMAGE) >= 34


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: f"{damage['focus']}: {damage['says']}")
def test_damage_is_found_where_it_is_and_said_in_words(
    good: Graph, shapes: Graph, ontology: Graph, damage: dict[str, str]
) -> None:
    for verb, block in (("delete", "DELETE WHERE"), ("insert", "INSERT DATA")):
        if verb in damage:
            before = set(good)
            good.update(f"{PREFIXES} {block} {{ <{damage['focus']}> {damage[verb]} }}")
            assert set(good) != before, f"there is nothing to {verb}"
    found = findings(good, shapes, ontology)
    assert any(node == damage["focus"] and damage["says"] in message for node, message in found)


def test_a_blank_node_is_refused(good: Graph, shapes: Graph, ontology: Graph) -> None:
    good.update(PREFIXES + "INSERT DATA { [] a dg:Group ; rdfs:label 'some' }")
    assert any("An actor must" in message for _, message in findings(good, shapes, ontology))


def test_a_broken_area_is_refused(areas: Graph, shapes: Graph, ontology: Graph) -> None:
    broken = Graph() + areas
    broken.update(
        PREFIXES + "DELETE WHERE { area:tourism dg:dimension ?d } ; DELETE WHERE { area:sport skos:definition ?d }"
    )
    messages = {node.rpartition("#")[2]: message for node, message in findings(broken, shapes, ontology)}
    assert set(messages) == {"tourism", "sport"}
    assert "exactly one dg:dimension" in messages["tourism"] and "skos:definition" in messages["sport"]


def test_every_shape_has_a_message_that_says_what_and_what_to_do(shapes: Graph) -> None:
    owners = set(shapes.subjects(RDF.type, SH.NodeShape)) | set(shapes.objects(None, SH.property))
    assert len(owners) > 90
    for shape in owners:
        message = str(shapes.value(shape, SH.message) or "")
        assert message.endswith(".") and len(message) > 25, shape


def test_every_class_that_a_graph_holds_has_a_shape(shapes: Graph, ontology: Graph) -> None:
    targets = {str(one) for one in shapes.objects(None, SH.targetClass)}
    kinds = {*terms.EVENT_TYPES.values(), *terms.STATEMENT_KINDS.values(), *terms.ACTOR_KINDS.values()}
    kinds |= {Class.RELEASE, Class.EVIDENCE, Class.POST, Class.TENURE, Class.PLACE, Class.PARTICIPATION}
    kinds |= {Class.COOPERATION_AREA, Class.PROPOSED_COOPERATION}
    for kind in kinds:
        above = {str(one) for one in ontology.transitive_objects(URIRef(kind), RDFS.subClassOf)}
        assert above & targets, kind


def test_shapes_speak_of_terms_that_exist(shapes: Graph) -> None:
    used = {str(term) for triple in shapes for term in triple if str(term).startswith(terms.DG)}
    known = {str(one) for one in (*Class, *Prop)}
    assert used <= known
    assert {str(one) for one in Prop} - used == set(), "a property that no shape knows is refused everywhere"


@pytest.mark.parametrize(
    ("prop", "values"),
    [
        (Prop.STATUS, terms.STATUSES),
        (Prop.MODALITY, terms.MODALITIES),
        (Prop.TENURE_STATUS, terms.TENURE_STATUSES),
        (Prop.DATE_FROM, terms.DATE_SOURCES),
        (Prop.ROLE, tuple(terms.ROLES)),
    ],
)
def test_lists_of_values_are_those_of_the_vocabulary(shapes: Graph, prop: Prop, values: tuple[str, ...]) -> None:
    lists = [
        tuple(str(value) for value in Collection(shapes, node))
        for shape in shapes.subjects(SH.path, URIRef(prop))
        for node in shapes.objects(shape, SH["in"])
    ]
    assert lists == [values]


def test_types_below_events_and_statements_are_all_named(shapes: Graph) -> None:
    dgs = "https://w3id.org/diplograph/shapes#"
    for name, kinds in (("EventType", terms.EVENT_TYPES), ("StatementKind", terms.STATEMENT_KINDS)):
        head = shapes.value(URIRef(dgs + name), SH["or"])
        assert head is not None
        named = {str(one) for part in Collection(shapes, head) for one in shapes.objects(part, SH["class"])}
        assert named == {str(one) for one in kinds.values()}
