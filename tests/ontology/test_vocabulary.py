"""The ontology says what it means, keeps to OWL 2 RL, and entails nothing that is false."""

import owlrl
import rdflib
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DC, DCTERMS

from diplograph.ontology import terms
from diplograph.ontology.terms import Class, Prop

ID = Namespace(terms.BASE)
DG = Namespace(terms.DG)
VANN = Namespace("http://purl.org/vocab/vann/")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")  # owlrl's own way to say that something clashes

# Of the OWL vocabulary, only what every OWL 2 RL reasoner acts on; no functional property, which would make one of two.
KINDS = {
    OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.TransitiveProperty,
    OWL.AllDisjointClasses,
}  # fmt: skip
AXIOMS = {OWL.versionIRI, OWL.versionInfo, OWL.members, OWL.propertyChainAxiom, OWL.inverseOf}


def closure(*graphs: Graph) -> Graph:
    joined = Graph()
    for graph in graphs:
        joined += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(joined)
    return joined


def new_facts(before: Graph, after: Graph) -> set[tuple[str, str, str]]:
    """Return what was inferred of things in the data, in short form."""

    def short(term: object) -> str:
        return str(term).removeprefix(terms.BASE).replace(terms.DG, "dg:")

    return {
        (short(s), short(p).replace(str(RDF.type), "a"), short(o))
        for s, p, o in after - before
        if str(s).startswith(terms.BASE) and p != OWL.sameAs and o != OWL.Thing
    }


def test_every_term_has_one_label_and_one_comment_in_english(ontology: Graph) -> None:
    for term in (*Class, *Prop):
        for says in (RDFS.label, RDFS.comment):
            values = list(ontology.objects(URIRef(term), says))
            assert len(values) == 1, f"{term} has {len(values)} {says}"
            assert isinstance(values[0], Literal) and values[0].language == "en" and values[0].strip()


def test_comments_are_sentences_and_no_two_are_alike(ontology: Graph) -> None:
    comments = [str(ontology.value(URIRef(term), RDFS.comment)) for term in (*Class, *Prop)]
    assert all(comment[0].isupper() and comment.endswith(".") and len(comment) > 20 for comment in comments)
    assert len(set(comments)) == len(comments)


def test_the_header_names_version_licence_authors_and_prefix(ontology: Graph) -> None:
    me = URIRef(terms.ONTOLOGY)
    version = str(ontology.value(me, OWL.versionInfo))
    assert ontology.value(me, OWL.versionIRI) == URIRef(f"{terms.ONTOLOGY}/{version}")
    assert str(ontology.value(me, DC.creator)) == "The diplograph authors"
    assert str(ontology.value(me, VANN.preferredNamespacePrefix)) == "dg"
    assert str(ontology.value(me, VANN.preferredNamespaceUri)) == terms.DG
    assert ontology.value(me, DCTERMS.license) and ontology.value(me, DC.title)
    assert ontology.value(me, DCTERMS.description)


def test_only_constructs_of_owl_2_rl_are_used(ontology: Graph, alignments: Graph) -> None:
    for graph in (ontology, alignments):
        kinds = {kind for kind in graph.objects(None, RDF.type) if str(kind).startswith(str(OWL))}
        assert kinds <= KINDS
        assert {p for p in graph.predicates() if str(p).startswith(str(OWL))} <= AXIOMS
        for says in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf):
            assert not [o for o in graph.objects(None, says) if isinstance(o, BNode)], "no class expressions"


def test_a_range_of_text_and_numbers_is_a_datatype_of_owl_2_rl(ontology: Graph) -> None:
    ranges = {ontology.value(one, RDFS.range) for one in ontology.subjects(RDF.type, OWL.DatatypeProperty)}
    assert ranges - {None} == {rdflib.XSD.string, rdflib.XSD.integer, rdflib.XSD.decimal, rdflib.XSD.anyURI}


def test_what_stands_on_several_classes_has_no_domain(ontology: Graph) -> None:
    shared = (
        Prop.EVIDENCE,
        Prop.RELEASE,
        Prop.DATE,
        Prop.END_DATE,
        Prop.AREA,
        Prop.FRAMEWORK,
        Prop.ACRONYM,
        *terms.ROLES.values(),
    )
    for prop in shared:
        assert ontology.value(URIRef(prop), RDFS.domain) is None, prop
        assert ontology.value(URIRef(prop), URIRef("https://schema.org/domainIncludes")) is not None, prop


def test_what_follows_from_a_small_graph_is_all_true(ontology: Graph, good: Graph) -> None:
    good.remove((None, OWL.sameAs, None))  # which would say everything of the state once more
    before = ontology + good
    assert new_facts(before, closure(ontology, good)) == {
        ("person/ada-berg", "a", "dg:Actor"),
        ("person/ada-berg", "dg:represents", "organization/secretariat"),
        ("organization/forum", "a", "dg:Actor"),
        ("organization/secretariat", "a", "dg:Actor"),
        ("state/KAZ", "a", "dg:Actor"),
        ("group/members", "a", "dg:Actor"),
        ("event/r1/conference-1", "a", "dg:Event"),
        ("event/r1/conference-1", "dg:participant", "state/KAZ"),
        ("event/r1/conference-1", "dg:participant", "person/ada-berg"),
        ("statement/r1/s1", "a", "dg:Commitment"),
        ("statement/r1/s1", "a", "dg:Statement"),
        ("statement/r1/s1", "dg:participant", "person/ada-berg"),
        ("statement/r1/s2", "dg:participant", "person/ada-berg"),
    }


def test_a_part_of_a_part_is_a_part_and_participation_has_two_ends(ontology: Graph) -> None:
    data = Graph()
    data.add((ID.desk, DG.partOf, ID.office))
    data.add((ID.office, DG.partOf, ID.ministry))
    data.add((ID.talks, DG.participation, ID.part))
    found = closure(ontology, data)
    assert (ID.desk, DG.partOf, ID.ministry) in found
    assert (ID.part, DG.event, ID.talks) in found


def test_nothing_clashes_in_sound_data_and_the_alignments(
    ontology: Graph, areas: Graph, alignments: Graph, good: Graph
) -> None:
    assert not list(closure(ontology, areas, alignments, good).subjects(ERROR))


def test_one_thing_of_two_disjoint_classes_clashes(ontology: Graph, good: Graph) -> None:
    for kinds in ((DG.Person, DG.State), (DG.Statement, DG.Meeting), (DG.Pledge, DG.Hope), (DG.Place, DG.Organization)):
        data = Graph()
        for kind in kinds:
            data.add((ID.thing, RDF.type, kind))
        assert list(closure(ontology, data).objects(None, ERROR)), kinds
