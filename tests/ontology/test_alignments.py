"""alignments.ttl speaks of terms that exist, ours and theirs, and draws no false consequence."""

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib import namespace as ns

from diplograph.ontology import terms
from diplograph.ontology.terms import Class, Prop

SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
OA = "http://www.w3.org/ns/oa#"

# Namespaces that rdflib ships as closed lists of terms.
LISTED: tuple[type[ns.DefinedNamespace], ...] = (ns.DCTERMS, ns.FOAF, ns.ORG, ns.PROV, ns.SDO, ns.TIME)
# What is used of those that it does not ship, as their own documents define it.
WRITTEN_OUT = {
    SEM: {"Event", "Actor", "Place", "hasActor", "hasPlace", "hasTimeStamp", "hasEndTimeStamp", "roleType"},
    OA: {"TextQuoteSelector", "TextPositionSelector", "exact", "start", "end", "hasSelector", "hasSource"},
}
MATCHES = {SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch}
LINKS = {RDFS.subClassOf, RDFS.subPropertyOf, *MATCHES}
CATEGORIES = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}


def iris(graph: Graph) -> set[str]:
    return {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}


def test_every_term_of_ours_exists(alignments: Graph) -> None:
    ours = {iri for iri in iris(alignments) if iri.startswith(terms.DG)}
    assert len(ours) > 60
    assert ours <= {str(one) for one in (*Class, *Prop)}


@pytest.mark.parametrize("namespace", LISTED, ids=lambda one: str(one))
def test_every_term_of_theirs_exists_in_rdflibs_list(alignments: Graph, namespace: type[ns.DefinedNamespace]) -> None:
    used = {iri for iri in iris(alignments) if iri.startswith(str(namespace))}
    assert used
    assert [iri for iri in used if URIRef(iri) not in namespace] == []


@pytest.mark.parametrize("namespace", WRITTEN_OUT)
def test_every_term_of_theirs_exists_in_the_list_here(alignments: Graph, namespace: str) -> None:
    assert {iri.removeprefix(namespace) for iri in iris(alignments) if iri.startswith(namespace)} == WRITTEN_OUT[
        namespace
    ]


def test_no_other_namespace_slips_in(alignments: Graph) -> None:
    known = (
        *map(str, LISTED), *WRITTEN_OUT, terms.DG, terms.PLOVER, terms.ALIGNMENTS, "https://w3id.org/diplograph/plover",
        str(SKOS), str(OWL), str(RDF), str(RDFS), "http://purl.org/dc/elements/1.1/", "https://spdx.org/licenses/",
    )  # fmt: skip
    assert [iri for iri in iris(alignments) if not iri.startswith(known)] == []


def test_every_vocabulary_that_is_promised_is_linked(alignments: Graph) -> None:
    linked = {str(o) for p in LINKS for o in alignments.objects(None, p)}
    for namespace in (*LISTED, SEM, OA, terms.PLOVER):
        assert any(iri.startswith(str(namespace)) for iri in linked), namespace


def test_classes_stand_below_classes_and_properties_below_properties_of_the_same_kind(
    ontology: Graph, alignments: Graph
) -> None:
    both = ontology + alignments
    for lower, upper in alignments.subject_objects(RDFS.subClassOf):
        assert (lower, RDF.type, OWL.Class) in both and (upper, RDF.type, OWL.Class) in both
    for lower, upper in alignments.subject_objects(RDFS.subPropertyOf):
        kinds = {kind for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) if (lower, RDF.type, kind) in both}
        assert len(kinds) == 1
        assert kinds == {k for k in (OWL.ObjectProperty, OWL.DatatypeProperty) if (upper, RDF.type, k) in both}, upper


def test_matches_are_annotations(alignments: Graph) -> None:
    for match in MATCHES:
        assert (match, RDF.type, OWL.AnnotationProperty) in alignments


def test_plover_has_its_sixteen_categories_with_definitions(alignments: Graph) -> None:
    found = set(alignments.subjects(SKOS.inScheme, URIRef("https://w3id.org/diplograph/plover")))
    assert found == {URIRef(terms.PLOVER + name) for name in CATEGORIES}
    for concept in found:
        assert (concept, RDF.type, SKOS.Concept) in alignments
        assert str(alignments.value(concept, SKOS.prefLabel)) == terms.local(str(concept))
        assert str(alignments.value(concept, SKOS.definition)).endswith(".")


def test_what_plover_has_no_category_for_is_left_alone(alignments: Graph) -> None:
    for one in (Class.APPRECIATION, Class.CONDOLENCE, Class.CONCERN, Class.ASSERTION):
        assert not [o for o in alignments.objects(URIRef(one)) if str(o).startswith(terms.PLOVER)]


def test_each_alignment_is_said_once(alignments: Graph) -> None:
    pairs = [(s, o) for p in LINKS for s, o in alignments.subject_objects(p)]
    assert len(pairs) == len(set(pairs))
