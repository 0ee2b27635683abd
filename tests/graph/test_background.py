from __future__ import annotations

from types import ModuleType

from diplograph.extract.model import Extraction
from diplograph.graph.graph import Graph
from diplograph.graph.iris import graph_iri
from diplograph.graph.rdf import IRI, LABEL, SAME_AS, SKOS, TYPE
from diplograph.ontology.terms import BASE, Prop

ORGANIZATIONS = ("cica", "cica-secretariat", "osce")


def facts(graph: Graph, predicate: str) -> set[tuple[str, str]]:
    found = graph.store.match(graph=graph_iri("background"))
    return {
        (str(t.subject).removeprefix(BASE), str(t.object).removeprefix(BASE))
        for t in found
        if t.predicate.value == predicate
    }


def test_what_is_known_of_those_who_are_named(graph: Graph) -> None:
    assert facts(graph, Prop.CODE) == {("state/KAZ", "KAZ"), ("state/KOR", "KOR"), ("state/SVK", "SVK")}
    assert facts(graph, Prop.PART_OF) == {("organization/cica-secretariat", "organization/cica")}
    assert facts(graph, Prop.MEMBER_OF) == {
        ("state/KAZ", "organization/cica"),
        ("state/KOR", "organization/cica"),
        ("state/KAZ", "organization/osce"),
        ("state/SVK", "organization/osce"),
    }
    assert ("state/SVK", "Slovak Republic") in facts(graph, SKOS + "altLabel")
    assert ("state/KAZ", "http://publications.europa.eu/resource/authority/country/KAZ") in facts(graph, SAME_AS.value)
    assert facts(graph, "http://purl.org/dc/terms/source") >= {
        ("state/KAZ", "ISO 3166-1"),
        ("organization/osce", "osce.org"),
    }


def test_background_and_releases_give_one_label(graph: Graph) -> None:
    described = {subject for subject, _ in facts(graph, TYPE.value)}
    assert described == {"state/KAZ", "state/KOR", "state/SVK", *(f"organization/{key}" for key in ORGANIZATIONS)}
    for node in described:
        assert len(list(graph.store.match(IRI(BASE + node), LABEL))) == 1, node


def test_no_state_comes_in_that_nobody_names(graph: Graph) -> None:
    assert not any(subject == "state/TWN" for subject, _ in facts(graph, Prop.CODE))


def test_a_place_brings_its_state_and_an_organ_its_body(samples: ModuleType, sample_gazetteer: None) -> None:
    first = samples.first()
    alone = Extraction(first.release, organizations=first.organizations[1:], places=first.places)
    with Graph.memory() as graph:
        graph.add(alone)
        graph.finish()
        made = list(graph.store.match(graph=graph_iri("background")))
        labels = {(str(t.subject).removeprefix(BASE), str(t.object)) for t in made if t.predicate == LABEL}
        assert labels == {
            ("state/KAZ", "Kazakhstan"),
            ("state/SVK", "Slovakia"),
            ("organization/cica", samples.CICA_NAME),
            ("organization/cica-secretariat", "CICA Secretariat"),
        }
        assert {str(t.object) for t in made if t.predicate.value == Prop.MEMBER_OF} == set()


def test_no_link_is_made_where_it_is_not_certain(samples: ModuleType, sample_gazetteer: None) -> None:
    first = samples.first()
    taiwan = samples.State("state/TWN", "TWN", "Taiwan", (), first.states[0].evidence)
    with Graph.memory() as graph:
        graph.add(Extraction(first.release, states=(taiwan,)))
        graph.finish()
        made = list(graph.store.match(graph=graph_iri("background")))
        described = {Prop.CODE, LABEL.value, TYPE.value, "http://purl.org/dc/terms/source"}
        assert {t.predicate.value for t in made} == described
