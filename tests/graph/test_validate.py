from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from diplograph.graph.graph import Graph
from diplograph.graph.rdf import IRI, LABEL, TYPE, XSD, Blank, Literal, Term, Triple
from diplograph.graph.store import ReleaseInfo
from diplograph.graph.triples import triples
from diplograph.graph.validate import Validator, Violation, stream
from diplograph.ontology.terms import BASE, DG, Class, Prop

S3 = IRI(BASE + "statement/first/s3")
MEETING = IRI(BASE + "event/first/meeting-1")
FIRST, SECOND = IRI(BASE + "release/first"), IRI(BASE + "release/second")


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator(BASE)


def without(graph: list[Triple], subject: str, name: str) -> list[Triple]:
    kept = [triple for triple in graph if (str(triple.subject), triple.predicate.value) != (subject, name)]
    assert len(kept) < len(graph)
    return kept


def test_the_samples_conform(validator: Validator, samples: ModuleType) -> None:
    for made in (samples.first(), samples.second()):
        assert validator.release(made.release.id, triples(made), made.release.text) == ()


DAMAGE = [
    ((S3.value, Prop.EVIDENCE), [], S3.value, "without evidence"),
    ((MEETING.value, Prop.STATUS), [], MEETING.value, "status"),
    ((BASE + "state/SVK", Prop.CODE), [], BASE + "state/SVK", "code"),
    (None, [Triple(MEETING, IRI(Prop.DATE), Literal("last week"))], MEETING.value, "date"),
    (None, [Triple(S3, IRI(Prop.RELEASE), IRI(BASE + "release/none"))], S3.value, "not in the graph"),
    (None, [Triple(S3, IRI(Prop.RELEASE), Literal(FIRST.value))], S3.value, "not in the graph"),
    (None, [Triple(S3, IRI(Prop.EVIDENCE), IRI(BASE + "evidence/none"))], S3.value, "names no evidence"),
    (None, [Triple(S3, IRI(Prop.EVIDENCE), S3)], S3.value, "names no evidence"),
    (None, [Triple(S3, IRI(DG + "contents"), Literal("x"))], S3.value, "spelling"),
    (None, [Triple(IRI(BASE + "event/x"), TYPE, IRI(Class.SUMMIT))], BASE + "event/x", "a fact without evidence"),
]


@pytest.mark.parametrize(("gone", "added", "focus", "message"), DAMAGE)
def test_damage_is_found(
    validator: Validator,
    samples: ModuleType,
    gone: tuple[str, str] | None,
    added: list[Triple],
    focus: str,
    message: str,
) -> None:
    sound = triples(samples.first())
    graph = [*(without(sound, *gone) if gone else sound), *added]
    found = validator.release("first", graph)
    assert [item for item in found if item.focus == focus and message in item.message], found
    assert {item.release for item in found} == {"first"}
    assert all("\n" not in str(item) for item in found)
    assert list(found) == sorted(set(found), key=str)


def test_all_that_is_wrong_is_said(validator: Validator, samples: ModuleType) -> None:
    graph = without(triples(samples.first()), S3.value, Prop.EVIDENCE)
    assert validator.release("first", graph) == (
        Violation("first", S3.value, "a fact without evidence"),
        Violation(
            "first",
            S3.value,
            "evidence: A fact without evidence: link it by dg:evidence to the dg:Evidence with the sentence that says "
            "it, or remove the fact.",
        ),
    )


def test_a_graph_describes_its_own_release_and_no_other(validator: Validator, samples: ModuleType) -> None:
    first, second = triples(samples.first()), triples(samples.second())
    foreign = [triple.subject for triple in second if triple.predicate.value == Prop.RELEASE]
    assert {(item.focus, item.message) for item in validator.release("third", second)} == {
        (SECOND.value, f"a release in the graph of another one: {BASE}release/third"),
        (BASE + "release/third", "the graph of this release does not describe it"),
        *((str(node), f"names a release that is not in the graph: {SECOND}") for node in foreign),
    }
    found = validator.release("first", [*first, *second])
    assert (SECOND.value, f"a release in the graph of another one: {FIRST}") in {(v.focus, v.message) for v in found}
    assert [(item.focus, item.message) for item in validator.release("empty", [])] == [
        (BASE + "release/empty", "the graph of this release does not describe it")
    ]


def test_ids_of_any_letters_find_their_graph(samples: ModuleType) -> None:
    base = "https://example.org/id/"
    told = samples.second()
    made = replace(told, release=replace(told.release, id="é x/1"))
    assert Validator(base).release("é x/1", triples(made, base), made.release.text) == ()
    found = Validator(base).release("é x/1", triples(made, base), made.release.text[1:])
    assert len(found) == sum(triple.predicate.value == Prop.QUOTE for triple in triples(made, base))


def test_quotes_are_compared_with_the_text(validator: Validator, samples: ModuleType) -> None:
    made = samples.first()
    found = validator.release("first", triples(made), made.release.text.replace("thanked", "thankd"))
    assert {item.release for item in found} == {"first"}
    assert all("the quote is not what the text has from" in item.message for item in found)
    assert 10 < len(found) < 36  # all quotes from there on are one letter off, and those before are not


@pytest.mark.parametrize("value", ["2020", "-1", "²", "9" * 5000])
def test_an_offset_that_is_none_is_found(validator: Validator, samples: ModuleType, value: str) -> None:
    made = samples.first()
    graph = triples(made)
    node = next(triple.subject for triple in graph if triple.predicate.value == Prop.START)
    (end,) = [str(triple.object) for triple in graph if (triple.subject, triple.predicate.value) == (node, Prop.END)]
    moved = [*without(graph, str(node), Prop.START), Triple(node, IRI(Prop.START), Literal(value, XSD + "integer"))]
    said = f"the quote is not what the text has from {value} to {end}"
    assert Violation("first", str(node), said) in validator.release("first", moved, made.release.text)


def test_a_text_that_no_file_can_hold_is_compared_as_it_is_written(validator: Validator) -> None:
    node = IRI(BASE + "evidence/e")
    said = [Triple(node, IRI(Prop.QUOTE), Literal("a?")), Triple(node, IRI(Prop.START), Literal("0"))]
    graph = [*said, Triple(node, IRI(Prop.END), Literal("2"))]
    assert not [v for v in validator.release("first", graph, "a\ud800b") if "quote" in v.message]
    assert [v for v in validator.release("first", graph, "ab") if "quote" in v.message]


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        (Prop.START, Blank("b"), "Cannot use sh:lessThan to compare a BlankNode."),
        (Prop.DATE, Literal("x", XSD + "date"), "'<=' not supported between instances of 'Literal' and 'Literal'"),
    ],
)
def test_a_graph_that_cannot_be_validated_is_no_crash(
    validator: Validator, samples: ModuleType, name: Prop, value: Term, why: str
) -> None:
    graph = triples(samples.first())
    held = Prop.END if name == Prop.START else Prop.END_DATE
    node = next(triple.subject for triple in graph if triple.predicate.value == held)
    assert validator.release("first", [*graph, Triple(node, IRI(name), value)]) == (
        Violation("first", FIRST.value, f"the graph cannot be validated: {why}"),
    )


# a whole store


def store(samples: ModuleType) -> Iterator[tuple[str, list[Triple]]]:
    yield "first", triples(samples.first())
    yield "second", triples(samples.second())


def test_a_sound_store_conforms(samples: ModuleType) -> None:
    texts = {made.release.id: made.release.text for made in (samples.first(), samples.second())}
    facts = [
        Triple(IRI(BASE + "state/SVK"), IRI(Prop.CODE), Literal("SVK")),
        Triple(IRI(BASE + "state/SVK"), IRI(Prop.MEMBER_OF), IRI(BASE + "organization/osce")),
        Triple(IRI(BASE + "organization/parent"), TYPE, IRI(Class.ORGANIZATION)),
        Triple(IRI(BASE + "organization/parent"), LABEL, Literal("Parent")),
    ]
    assert list(stream(store(samples), BASE, texts, facts)) == []
    assert list(stream([], BASE)) == []


def test_graphs_are_taken_one_at_a_time(samples: ModuleType) -> None:
    taken: list[str] = []

    def graphs() -> Iterator[tuple[str, list[Triple]]]:
        for name, graph in store(samples):
            taken.append(name)
            yield name, without(graph, f"{BASE}release/{name}", Prop.SHA256)

    found = stream(graphs(), BASE)
    assert taken == []
    assert next(found).release == "first" and taken == ["first"]
    assert [item.release for item in found] == ["second"] and taken == ["first", "second"]


def test_what_no_single_graph_shows_is_found(samples: ModuleType) -> None:
    place = IRI(BASE + "place/almaty")
    first = [*triples(samples.first()), Triple(S3, IRI(Prop.RELEASE), IRI(BASE + "release/lost"))]
    first.append(Triple(MEETING, IRI(Prop.RELEASE), SECOND))
    second = [
        *triples(samples.second()),
        Triple(place, TYPE, IRI(Class.PLACE)),
        Triple(place, LABEL, Literal("Almaty")),
        Triple(place, IRI(Prop.COUNTRY), IRI(BASE + "state/USA")),
    ]
    found = list(stream([("first", first), ("second", second)], BASE))
    assert {item.release for item in found if item.focus == S3.value} == {"first", ""}
    assert [item for item in found if item.release != "first"] == [
        Violation(
            "second", place.value, f"has the country {BASE}state/USA here and {BASE}state/KAZ in another release"
        ),
        Violation("", S3.value, f"names a release that is not in the store: {BASE}release/lost"),
    ]


def test_background_is_checked_alone_and_with_each_release(samples: ModuleType) -> None:
    slovakia, body = IRI(BASE + "state/SVK"), IRI(BASE + "organization/nameless")
    facts = [Triple(slovakia, IRI(Prop.CODE), Literal("SVN")), Triple(body, TYPE, IRI(Class.ORGANIZATION))]
    found = [(item.release, item.focus, item.message) for item in stream(store(samples), BASE, background=facts)]
    code = "code: A state needs exactly one dg:code of three capital letters: its ISO 3166-1 alpha-3 code."
    assert found == [
        ("", body.value, "label: Has no rdfs:label that is a text: give it the name by which readers know it."),
        ("first", slovakia.value, code),
        ("second", slovakia.value, code),
    ]


def test_a_person_may_have_the_label_from_another_release(samples: ModuleType) -> None:
    aida = BASE + "person/aida-nurlan"
    graphs = [("first", triples(samples.first())), ("second", without(triples(samples.second()), aida, LABEL.value))]
    merge = [triple for _, graph in graphs for triple in graph]

    def labels(node: IRI) -> list[Triple]:
        return [triple for triple in merge if triple.subject == node and triple.predicate == LABEL]

    assert list(stream(graphs, BASE, labels=labels)) == []
    merge = [triple for triple in merge if triple.predicate != LABEL]
    for said in (labels, None):
        (found,) = stream(graphs, BASE, labels=said)
        assert (found.release, found.focus) == ("second", aida) and "Has no rdfs:label" in found.message


def test_a_store_of_the_samples_conforms(graph: Graph, samples: ModuleType) -> None:
    texts = {made.release.id: made.release.text for made in (samples.first(), samples.second())}
    report = graph.check(texts)
    assert [str(found) for found in report.violations] == [] and report.conforms
    assert {found.release for found in graph.check(texts | {"second": "?"}).violations} == {"second"}


def test_check_sees_damage_in_a_store(samples: ModuleType, sample_gazetteer: None) -> None:
    with Graph.memory() as graph:
        graph.add(samples.first())
        assert graph.check().conforms
        damaged = [t for t in triples(samples.first()) if t.object != Literal("474", XSD + "integer")]
        graph.put("first", damaged, ReleaseInfo("x", "x", "x"))
        report = graph.check()
        assert not report.conforms and "dg:end" in report.violations[0].message


def test_sound_releases_do_without_pyshacl_and_rdflib() -> None:
    program = (
        "import sys; from importlib.util import module_from_spec, spec_from_file_location as found\n"
        "spec = found('samples', sys.argv[1]); samples = module_from_spec(spec); spec.loader.exec_module(samples)\n"
        "from diplograph.graph.triples import triples; from diplograph.graph.validate import Validator\n"
        "print(Validator().release('first', triples(samples.first())), {'pyshacl', 'rdflib'} & set(sys.modules))"
    )
    file = Path(__file__).with_name("samples.py")
    run = subprocess.run([sys.executable, "-c", program, file], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["()", "set()"]
