from __future__ import annotations

from types import ModuleType

from diplograph.extract.model import Extraction
from diplograph.graph.background import background
from diplograph.graph.graph import Graph
from diplograph.graph.iris import graph_iri
from diplograph.graph.rdf import LABEL, SAME_AS, SKOS, TYPE
from diplograph.ontology.terms import BASE, Prop


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


def test_the_releases_names_stay_the_only_labels(graph: Graph) -> None:
    assert facts(graph, LABEL.value) == set() and facts(graph, TYPE.value) == set()


def test_no_state_comes_in_that_nobody_names(graph: Graph) -> None:
    assert not any(subject == "state/TWN" for subject, _ in facts(graph, Prop.CODE))


def test_a_place_brings_its_state_and_an_organ_its_body(samples: ModuleType) -> None:
    first = samples.first()
    alone = Extraction(first.release, organizations=first.organizations[1:], places=first.places)
    with Graph.memory() as graph:
        graph.add(alone)
        made = background(graph.store, samples.gazetteer())
        labels = {(str(t.subject).removeprefix(BASE), str(t.object)) for t in made if t.predicate == LABEL}
        assert labels == {
            ("state/KAZ", "Kazakhstan"),
            ("state/SVK", "Slovakia"),
            ("organization/cica", samples.CICA_NAME),
        }
        assert {str(t.object) for t in made if t.predicate.value == Prop.MEMBER_OF} == set()


def test_no_link_is_made_where_it_is_not_certain(samples: ModuleType) -> None:
    first = samples.first()
    taiwan = samples.State("state/TWN", "TWN", "Taiwan", (), first.states[0].evidence)
    with Graph.memory() as graph:
        graph.add(Extraction(first.release, states=(taiwan,)))
        made = background(graph.store, samples.gazetteer())
        assert {t.predicate.value for t in made} == {Prop.CODE, "http://purl.org/dc/terms/source"}
