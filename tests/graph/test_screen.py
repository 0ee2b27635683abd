"""The screen says what pySHACL says: of what is sound, of every damage that the shapes know, of graphs at random."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
import rdflib
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplograph.graph.edge import from_edge
from diplograph.graph.engine import parse
from diplograph.graph.index import Hierarchy, index
from diplograph.graph.rdf import IRI, LABEL, RDF, RDFS, SAME_AS, SKOS, STRING, TYPE, XSD, Blank, Literal, Term, Triple
from diplograph.graph.screen import Screen
from diplograph.graph.shacl import Reference
from diplograph.graph.shapes import Shapes
from diplograph.graph.triples import triples
from diplograph.graph.vocabulary import vocabulary
from diplograph.ontology.terms import BASE, DG, ONTOLOGY, SHAPES, Class, Prop, turtle

TESTS = Path(__file__).parents[1]
PREFIXES = """PREFIX dg: <https://w3id.org/diplograph/ontology#> PREFIX area: <https://w3id.org/diplograph/areas#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> BASE <https://w3id.org/diplograph/id/> """
ONTOLOGY_TRIPLES = vocabulary()[IRI(ONTOLOGY)]
SHAPE_TRIPLES = parse(turtle(SHAPES).encode(), "shapes")
HIERARCHY = Hierarchy(ONTOLOGY_TRIPLES)
SCREEN = Screen(SHAPE_TRIPLES)
REFERENCE = Reference(SHAPE_TRIPLES, ONTOLOGY_TRIPLES)


def screened(graph: list[Triple]) -> bool:
    return SCREEN.conforms(index(graph, HIERARCHY))


def judged(graph: list[Triple]) -> bool:
    return not list(REFERENCE.findings(graph))


def from_rdflib(graph: rdflib.Graph) -> list[Triple]:
    return sorted(Triple(*map(from_edge, triple)) for triple in graph)  # type: ignore[arg-type]


def good() -> rdflib.Graph:
    return rdflib.Graph().parse(TESTS / "ontology" / "good.ttl")


def test_what_is_sound_passes(samples: ModuleType) -> None:
    graphs = [triples(samples.first()), triples(samples.second()), from_rdflib(good()), []]
    assert [(screened(graph), judged(graph)) for graph in graphs] == [(True, True)] * 4


DAMAGE = yaml.safe_load((TESTS / "ontology" / "damage.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: f"{damage['focus']}: {damage['says']}")
def test_no_damage_passes(damage: dict[str, str]) -> None:
    graph = good()
    for verb, block in (("delete", "DELETE WHERE"), ("insert", "INSERT DATA")):
        if verb in damage:
            graph.update(f"{PREFIXES} {block} {{ <{damage['focus']}> {damage[verb]} }}")
    assert not judged(from_rdflib(graph))
    assert not screened(from_rdflib(graph))


# One constraint at a time: a shape of instances of e:T, the values of e:p that conform, those that do not, and those
# that conform for pySHACL, to which the screen leaves the word.
ONE = """
@prefix e: <https://e.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
CASES = [
    ("sh:minCount 1", ["e:a", "e:a, e:b"], [""], []),
    ("sh:maxCount 1", ["", "e:a", "e:a, e:a"], ["e:a, e:b", "'1', 1"], []),
    ("sh:class e:C", ["", "e:c", "e:d"], ["e:other", "'https://e.org/c'", "e:c, e:other", "e:C"], []),
    ("sh:datatype xsd:string", ["'x'", "''"], ["'x'@en", "1", "e:a", "'x'^^e:own"], []),
    ("sh:datatype xsd:integer", ["1", "007"], ["'1'", "1.0", "'x'"], ["-1", "'+1'^^xsd:integer"]),
    ("sh:datatype xsd:integer", [], ["'x'^^xsd:integer", "''^^xsd:integer"], []),
    ("sh:datatype xsd:decimal", ["1.5", "'1'^^xsd:decimal"], ["1", "1e0"], ["-1.5", "'.5'^^xsd:decimal"]),
    ("sh:datatype xsd:date", ["'2024-02-29'^^xsd:date"], ["'2023-02-29'^^xsd:date", "'2024-02-29'"], []),
    ("sh:datatype xsd:date", [], ["'2024-2-9'^^xsd:date", "'2024'^^xsd:gYear"], ["'2024-02-09Z'^^xsd:date"]),
    ("sh:datatype xsd:gYearMonth", ["'2024-12'^^xsd:gYearMonth"], ["'2024-12'", "'2024'^^xsd:gYear"], []),
    ("sh:datatype xsd:gYear", ["'2024'^^xsd:gYear"], ["2024"], []),
    ("sh:datatype xsd:anyURI", ["'http://e.org/ü'^^xsd:anyURI"], ["e:a", "'e'"], []),
    ("sh:nodeKind sh:IRI", ["e:a"], ["'e:a'"], []),
    ("sh:nodeKind sh:Literal", ["''", "1"], ["e:a"], []),
    ("sh:minLength 2", ["'ab'", "e:a", "12"], ["'a'", "''", "1"], []),
    ("sh:pattern '^[a-z]{2}$'", ["'ab'", "'ab\\n'"], ["'abc'", "'xab'", "e:ab"], []),
    ("sh:pattern 'b'", ["'abc'", "e:b"], ["'ac'"], []),
    ("sh:in ( 'a' e:a 1 )", ["'a'", "e:a", "1"], ["'b'", "'a'@en", "01", "'1'"], []),
    ("sh:languageIn ( 'en' )", ["'a'@en", "'a'@en-GB"], ["'a'", "'a'@de", "e:en"], []),
    ("sh:minInclusive 0", ["0", "0.5", "7"], [], ["'+7'^^xsd:integer"]),
    ("sh:minInclusive 0.5", ["0.50", "1"], ["0", "0.49", "-1", "'1'", "e:a"], []),
    ("sh:maxInclusive 1", ["1.0", "0"], ["1.01", "2"], ["-1", "1e0"]),
    ("sh:hasValue 'a'", ["'a'", "'a', 'b'"], ["", "'b'", "'a'@en"], []),
    ("sh:disjoint e:q", ["'a'", "''"], ["9", "9, 8"], []),
    ("sh:lessThan e:q", ["8, 7", "'8.99'^^xsd:decimal", ""], ["9", "10", "8, 10"], ["'2024-01-01'^^xsd:date"]),
    ("sh:lessThanOrEquals e:q", ["9", "8"], ["10", "'8'"], []),
    ("sh:or ( [ sh:datatype xsd:string ] [ sh:class e:C ] )", ["'a'", "e:c", "'a', e:c"], ["1", "e:a", "1, e:c"], []),
    ("sh:xone ( [ sh:class e:C ] [ sh:class e:D ] )", ["e:c"], ["e:d", "e:other"], []),
    ("sh:not [ sh:path e:q ; sh:hasValue 1 ]", ["e:a", "'a'"], ["e:one"], []),
    ("sh:property [ sh:path e:q ; sh:minCount 1 ]", ["e:one"], ["e:a", "'a'"], []),
]  # fmt: skip


def one(constraint: str, values: str) -> tuple[bool, bool]:
    shapes = f"{ONE} e:S a sh:NodeShape ; sh:targetClass e:T ; sh:property [ sh:path e:p ; {constraint} ] ."
    schema = parse(f"{ONE} e:D rdfs:subClassOf e:C . e:U rdfs:subClassOf e:T .".encode(), "schema")
    data = f"{ONE} e:x a e:U ; e:q 9 . e:c a e:C . e:d a e:D . e:one e:q 1 ." + (
        f"e:x e:p {values} ." if values else ""
    )
    graph = parse(data.encode(), "data")
    made = parse(shapes.encode(), "shapes")
    return Screen(made).conforms(index(graph, Hierarchy(schema))), not list(Reference(made, schema).findings(graph))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_each_constraint(case: tuple[str, list[str], list[str], list[str]]) -> None:
    constraint, passes, fails, left = case
    found = {values: one(constraint, values) for values in (*passes, *fails, *left)}
    wanted = dict.fromkeys(passes, (True, True)) | dict.fromkeys(fails, (False, False))
    assert found == wanted | dict.fromkeys(left, (False, True))


@pytest.mark.parametrize(
    ("node", "passes"),
    [("e:p 1", True), ("a e:V", True), ("e:q 1", True), ("e:r 1", False), ("e:p 1, 'x' ; e:r 1", False)],
)
def test_a_closed_shape(node: str, passes: bool) -> None:
    shapes = f"""{ONE} e:S a sh:NodeShape ; sh:targetSubjectsOf e:q ; sh:closed true ;
        sh:ignoredProperties ( rdf:type e:q ) ; sh:property [ sh:path e:p ] ."""
    made, graph = parse(shapes.encode(), "shapes"), parse(f"{ONE} e:x e:q 2 ; {node} . e:y e:r 1 .".encode(), "data")
    assert Screen(made).conforms(index(graph, Hierarchy(()))) is passes
    assert (not list(Reference(made, ()).findings(graph))) is passes


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ("sh:property [ sh:path e:p ; sh:maxLength 3 ]", "maxLength, which graph/constraints.py does not know"),
        ("sh:deactivated true", "deactivated, which"),
        ("sh:property [ sh:path [ sh:inversePath e:p ] ; sh:minCount 1 ]", "a path of several steps"),
    ],
)
def test_what_the_screen_does_not_know_is_refused(shape: str, message: str) -> None:
    shapes = parse(f"{ONE} e:S a sh:NodeShape ; sh:targetClass e:T ; {shape} .".encode(), "shapes")
    with pytest.raises(ValueError, match=message):
        Screen(shapes)


def test_blank_nodes_and_talk_of_classes_are_left_to_pyshacl(samples: ModuleType) -> None:
    graph = triples(samples.second())
    person = graph[0].subject
    assert screened([*graph, Triple(person, LABEL, Literal("x"))])
    assert not screened([*graph, Triple(Blank("b"), LABEL, Literal("x"))])
    assert not screened([*graph, Triple(person, SAME_AS, Blank("b"))])
    assert not screened([*graph, Triple(IRI(DG + "X"), IRI(RDFS + "subClassOf"), IRI(Class.EVENT))])
    group = [Triple(IRI(Class.EVENT), TYPE, IRI(Class.GROUP)), Triple(IRI(Class.EVENT), LABEL, Literal("x"))]
    assert not judged([*graph, *group]) and not screened([*graph, *group])
    assert screened([*graph, *(triple._replace(subject=IRI(BASE + "group/x")) for triple in group)])


def test_sound_graphs_never_reach_pyshacl(samples: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reference, "findings", lambda *_: pytest.fail("pySHACL was asked"))
    shapes = Shapes()
    graph = triples(samples.first())
    assert shapes.findings(shapes.take(graph), graph) == []


# graphs at random: a sound one with a few triples gone, altered or added

SAFE: list[Term] = [
    *(IRI(BASE + "person/nobody"), IRI(DG + "Meting"), IRI(Class.EVENT), IRI(Class.MEETING), IRI(Class.PERSON)),
    *(IRI(Class.STATEMENT), IRI(Class.PLEDGE), IRI(Class.EVIDENCE), IRI(Class.RELEASE), IRI(Class.PLACE)),
    *map(Literal, ("", "x", "a\nb", "negated", "occurred", "KAZ", "KAZ\n", "speaker", "2020-10-12")),
    *(Literal(number, XSD + "integer") for number in ("0", "5", "007", "99999")),
    *(Literal(number, XSD + "decimal") for number in ("0", "0.25", "1", "1.5")),
    *(Literal("2020-10-12", XSD + "date"), Literal("2022-01-01", XSD + "date"), Literal("2020-10", XSD + "gYearMonth")),
    *(Literal("2020", XSD + "gYear"), Literal("x", STRING, "en"), Literal("x", DG + "own")),
    *(Literal("true", XSD + "boolean"), Literal("http://e.org", XSD + "anyURI")),
]  # fmt: skip
ODD: list[Term] = [
    *(Blank("b"), Literal("x", STRING, "EN"), Literal("x", RDF + "langString"), Literal("", XSD + "anyURI")),
    *(Literal(number, XSD + "integer") for number in ("-5", "+5", " 5 ", "", "x", "٣", "9" * 30)),
    *(Literal(number, XSD + "decimal") for number in (".5", "-0.5", "1e3", "x")),
    *(Literal(day, XSD + "date") for day in ("2020-02-30", "2020-10-12Z", "10000-01-01", "20201012", "x")),
    *(Literal("0000", XSD + "gYear"), Literal("2020-13", XSD + "gYearMonth"), Literal("5", XSD + "double")),
]  # fmt: skip
PREDICATES = [IRI(name) for name in Prop] + [TYPE, LABEL, SAME_AS, IRI(SKOS + "altLabel"), IRI(DG + "dtae")]


@st.composite
def altered(draw: st.DrawFn, graph: list[Triple], terms: list[Term], predicates: list[IRI]) -> list[Triple]:
    """Draw a graph with one to three triples gone, altered or added."""
    graph = list(graph)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(graph) - 1))
        triple = graph[place]
        alike = [other.object for other in graph if other.predicate == triple.predicate]
        value = draw(st.sampled_from(terms) | st.sampled_from(alike) | st.sampled_from(graph).map(lambda t: t.object))
        match draw(st.sampled_from(("drop", "value", "add", "predicate", "subject"))):
            case "drop":
                del graph[place]
            case "value":
                graph[place] = triple._replace(object=value)
            case "add":
                graph.append(triple._replace(object=value))
            case "predicate":
                graph[place] = triple._replace(predicate=draw(st.sampled_from(predicates)))
            case "subject":
                graph[place] = triple._replace(subject=draw(st.sampled_from(graph)).subject)
    return list(dict.fromkeys(graph))


GOOD = from_rdflib(good())
SLOW = [HealthCheck.too_slow]


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(altered(GOOD, SAFE, PREDICATES))
def test_both_say_the_same_of_graphs_at_random(graph: list[Triple]) -> None:
    assert screened(graph) == judged(graph)


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(altered(GOOD, [*SAFE, *ODD, *ODD], [*PREDICATES, IRI(RDFS + "subClassOf")]))
def test_what_passes_the_screen_passes_pyshacl_however_odd(graph: list[Triple]) -> None:
    assert not screened(graph) or judged(graph)
