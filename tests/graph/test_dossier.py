"""What a dossier tells of each kind of thing, as whole texts, and that nothing is told twice or of somebody else."""

from __future__ import annotations

import pytest

from diplograph.extract.errors import QueryError
from diplograph.graph.graph import Graph

CONFERENCE = "Conference: Asian Conference, South Korea"
PLEDGE = "help in countering terrorism (until 2025; within CICA; area: Combating terrorism)"
PROPOSAL = (
    "Proposal by Aida Nurlan for CICA Secretariat to CICA Member States: "
    'expand cooperation in tourism and "smart <villages>" (within CICA)'
)
DAY, DAYS = "2020-10-14", "2020-10-12/2020-10-13"


def told(graph: Graph, entity: str) -> dict[str, list[tuple[str | None, str]]]:
    sections = graph.report(entity).dossier.sections
    return {section.title: [(line.date, line.text) for line in section.lines] for section in sections}


def test_a_state(graph: Graph) -> None:
    met = f"{CONFERENCE}, as co-chair, with South Korea (co-chair, host) and Aida Nurlan (speaker), on global security"
    assert told(graph, "Slovakia") == {
        "Timeline": [
            (DAYS, met),
            (DAY, f"Pledge to CICA Secretariat: {PLEDGE}"),
            ("2025", f"Deadline: Pledge to CICA Secretariat: {PLEDGE}"),
        ],
        "Posts": [
            (DAY, "Pavol Kováč: Deputy Prime Minister of Slovakia"),
            (DAY, "Pavol Kováč: Foreign Minister of Slovakia"),
            (None, "Pavol Kováč: Foreign Minister of Slovakia (acting)"),
        ],
        "Other events": [(DAYS, met)],
        "Commitments given": [(DAY, f"Pledge to CICA Secretariat: {PLEDGE}")],
        "Denied or not said": [(DAY, "Not said or denied: any payment")],
        "Areas of cooperation": [
            (DAY, "Combating terrorism (new challenges and threats): “countering terrorism”, pledge, within CICA")
        ],
        "Background": [(None, "Member of OSCE")],
    }


def test_a_person(graph: Graph) -> None:
    meetings = [
        ("2020-10-12", "Meeting of Aida Nurlan and Pavol Kováč, Bratislava, with Aida Nurlan, on the invitation"),
        ("2021-03", "Phone call: call of Aida Nurlan to Pavol Kováč, with Aida Nurlan"),
    ]
    thanks = (DAY, "Appreciation by Aida Nurlan: the invitation")
    assert told(graph, "Pavol Kováč") == {
        "Timeline": [meetings[0], thanks, meetings[1]],
        "Posts": [
            (DAY, "Deputy Prime Minister of Slovakia"),
            (DAY, "Foreign Minister of Slovakia"),
            (None, "Foreign Minister of Slovakia (acting)"),
        ],
        "Meetings": meetings,
        "Met with": [("2020-10-12/2021-03", "Aida Nurlan, 2 times")],
        "Statements received": [thanks],
    }


def test_an_event(graph: Graph) -> None:
    whole = f"{CONFERENCE}, with South Korea (co-chair, host), Slovakia (co-chair) and Aida Nurlan (speaker)"
    found = told(graph, "Asian Conference")
    assert found.pop("Timeline") == found["The event"]
    assert found == {
        "The event": [(DAYS, f"{whole}, on global security")],
        "Who took part": [
            (None, "Aida Nurlan, speaker"),
            (None, "Slovakia, co-chair"),
            (None, "South Korea, co-chair"),
            (None, "South Korea, host"),
        ],
    }


def test_a_statement(graph: Graph) -> None:
    cooperation = "“countering terrorism”, pledge by Slovakia, within CICA"
    assert told(graph, "statement/first/s3") == {
        "The statement": [(DAY, f"Pledge by Slovakia to CICA Secretariat: {PLEDGE}")],
        "Areas of cooperation": [(DAY, f"Combating terrorism (new challenges and threats): {cooperation}")],
    }


def test_an_area_and_a_place(graph: Graph) -> None:
    assert told(graph, "Tourism") == {
        "Timeline": [(DAY, PROPOSAL)],
        "Statements in this area": [(DAY, PROPOSAL)],
        "Areas of cooperation": [(DAY, "“tourism”, proposal by Aida Nurlan, within CICA, of CICA Member States")],
    }
    planned = [("2021", "Summit: next summit, Almaty, with CICA Member States (planned)")]
    assert told(graph, "Almaty") == {"Timeline": planned, "Events there": planned}


def test_who_did_not_come_met_nobody(graph: Graph) -> None:
    found = told(graph, "Ján Novák")
    assert found["Events denied or only thought of"] == [(None, "Meeting: reception (negated)")]
    assert not found.keys() & {"Meetings", "Met with", "Timeline"}
    assert found["Posts"] == [(DAY, "President (former)")]


def test_a_sentence_has_one_note_with_every_rule(graph: Graph) -> None:
    notes = graph.report("Slovakia").dossier.notes
    assert len({(note.release_iri, note.quote) for note in notes if note.quote}) == len([n for n in notes if n.quote])
    (met,) = [note for note in notes if note.quote.startswith("CICA Secretary General Aida Nurlan met")]
    assert (met.release, met.date, met.release_url) == (
        "Aida Nurlan meets Pavol Kováč", DAY, "https://example.org/news/1?a=b&c=d",
    )  # fmt: skip
    assert ("post.double", 0.9) in met.rules


def test_a_link_of_a_report_is_the_releases_own(graph: Graph) -> None:
    report = graph.report("Slovakia")
    assert (
        '<a href="https://example.org/news/1?a=b&amp;c=d" rel="noreferrer">Aida Nurlan meets Pavol Kováč</a>'
        in report.html
    )
    assert (
        "[Aida Nurlan meets Pavol Kováč](<https://example.org/news/1?a=b&c=d>) (first, 2020-10-14)" in report.markdown
    )
    assert "<script" not in report.html and "script-src" not in report.html


def test_unknown_names_get_a_suggestion(graph: Graph) -> None:
    with pytest.raises(QueryError, match="the graph knows no name 'Slovaka'; did you mean Slovakia"):
        graph.report("Slovaka")
