from __future__ import annotations

from types import ModuleType

import pytest

from diplograph.graph.graph import Graph
from diplograph.graph.rdf import IRI, TYPE, XSD, Literal, Triple
from diplograph.graph.store import ReleaseInfo
from diplograph.graph.triples import triples
from diplograph.graph.validate import validate
from diplograph.graph.vocabulary import vocabulary
from diplograph.ontology.terms import BASE, DG, ONTOLOGY, Class, Prop


def test_the_samples_conform(graph: Graph, samples: ModuleType) -> None:
    texts = {made.release.id: made.release.text for made in (samples.first(), samples.second())}
    report = graph.check(texts)
    assert [str(found) for found in report.violations] == [] and report.conforms


S3 = IRI(BASE + "statement/first/s3")
MEETING = IRI(BASE + "event/first/meeting-1")


@pytest.mark.parametrize(
    ("gone", "added", "focus", "message"),
    [
        ((S3.value, Prop.EVIDENCE), [], S3.value, "without evidence"),
        ((MEETING.value, Prop.STATUS), [], MEETING.value, "status"),
        ((BASE + "state/SVK", Prop.CODE), [], BASE + "state/SVK", "code"),
        (None, [Triple(MEETING, IRI(Prop.DATE), Literal("last week"))], MEETING.value, "date"),
        (None, [Triple(S3, IRI(Prop.RELEASE), IRI(BASE + "release/none"))], S3.value, "not in the graph"),
        (None, [Triple(S3, IRI(Prop.EVIDENCE), IRI(BASE + "evidence/none"))], S3.value, "names no evidence"),
        (None, [Triple(S3, IRI(DG + "contents"), Literal("x"))], S3.value, "spelling"),
        (None, [Triple(IRI(BASE + "event/x"), TYPE, IRI(Class.SUMMIT))], BASE + "event/x", "a fact without evidence"),
    ],
)
def test_damage_is_found(
    samples: ModuleType, gone: tuple[str, str] | None, added: list[Triple], focus: str, message: str
) -> None:
    data = [t for t in triples(samples.first()) if (str(t.subject), t.predicate.value) != gone]
    assert gone is None or len(data) < len(triples(samples.first()))
    report = validate([*data, *added], vocabulary()[IRI(ONTOLOGY)], BASE)
    assert not report.conforms
    found = [item for item in report.violations if item.focus == focus and message in item.message]
    assert found, report.violations
    assert all("\n" not in str(item) for item in report.violations)
    if focus == S3.value and message != "not in the graph":
        assert {item.release for item in found} == {"first"}


def test_quotes_are_compared_with_the_text(graph: Graph, samples: ModuleType) -> None:
    text = samples.first().release.text
    report = graph.check({"first": text.replace("thanked", "thankd")})
    assert not report.conforms
    assert {item.release for item in report.violations} == {"first"}
    assert all("the quote is not what the text has from" in item.message for item in report.violations)
    # all quotes from there on are one letter off, and those before are not
    assert 10 < len(report.violations) < 36


def test_check_sees_damage_in_a_store(samples: ModuleType, sample_gazetteer: None) -> None:
    with Graph.memory() as graph:
        graph.add(samples.first())
        graph.finish()
        assert graph.check().conforms
        damaged = [t for t in triples(samples.first()) if t.object != Literal("474", XSD + "integer")]
        graph.store.replace("first", damaged, ReleaseInfo("x", "x", "x"))
        report = graph.check()
        assert not report.conforms and "dg:end" in report.violations[0].message
