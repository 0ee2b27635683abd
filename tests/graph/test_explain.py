from __future__ import annotations

import pytest

from diplograph.extract.errors import QueryError
from diplograph.graph.graph import Graph

HOSTED = "The Republic of Korea hosted the Asian Conference, co-chaired by Slovakia, on 12-13 October 2020."
MET = (
    "CICA Secretary General Aida Nurlan met Foreign Minister of Slovakia Pavol Kováč in Bratislava on 12 October 2020."
)
PLEDGED = (
    "Slovakia pledged to help the CICA Secretariat in countering terrorism within the framework of CICA until 2025."
)


def test_everything_about_a_state(graph: Graph) -> None:
    found = graph.explain("slovakia")
    assert (found.id, found.label, found.kind, found.names) == (
        "state/SVK", "Slovakia", "state", ("SVK", "Slovak Republic"),
    )  # fmt: skip
    groups = {group.title: [(fact.text, fact.quote, fact.date) for fact in group.facts] for group in found.groups}
    range_, day = "2020-10-12/2020-10-13", "2020-10-14"
    assert groups == {
        "Posts": [
            ("Pavol Kováč holds post: Deputy Prime Minister of Slovakia", MET, day),
            ("Pavol Kováč holds post: Foreign Minister of Slovakia", MET, day),
            ("Pavol Kováč acts in post: Foreign Minister of Slovakia", "Aida Nurlan called Pavol Kováč in March 2021.",
             None),
        ],
        "Events": [
            (f"Conference: Asian Conference ({range_}, South Korea, on global security)", HOSTED, range_),
            ("Slovakia co-chaired: Asian Conference", HOSTED, range_),
        ],
        "Commitments": [
            ("Slovakia pledged: help in countering terrorism (to CICA Secretariat) (within CICA, until 2025)", PLEDGED,
             day),
        ],
        "Statements": [
            ("Slovakia, not said or denied: any payment", "Slovakia did not commit to any payment.", day),
        ],
        "Areas of cooperation": [
            ("Slovakia pledged cooperation in: countering terrorism (within CICA)", PLEDGED, day),
        ],
        "Background": [("Slovakia is member of OSCE", "", None)],
    }  # fmt: skip
    pledge = found.groups[2].facts[0]
    assert (pledge.release, pledge.release_url, pledge.rule, pledge.confidence) == (
        "Aida Nurlan meets Pavol Kováč", "https://example.org/news/1?a=b&c=d", "pledge.pledged", 0.92,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("entity", "title", "text"),
    [
        ("CICA", "Commitments", "Slovakia pledged: help in countering terrorism"),
        (
            "organization/cica",
            "Statements",
            "Aida Nurlan (for CICA Secretariat) proposed to CICA Member States: expand",
        ),
        ("a.nurlan", "Posts", "Aida Nurlan holds post: Secretary General of CICA Secretariat"),
        ("Asian Conference", "Events", "South Korea hosted: Asian Conference"),
        ("event/first/meeting-2", "Events", "Ján Novák took part in: reception (negated)"),
        ("next summit", "Events", "CICA Member States is to take part in: next summit"),
        ("statement/first/s3", "Commitments", "Slovakia pledged"),
        (
            "Tourism",
            "Areas of cooperation",
            "Aida Nurlan proposed cooperation in: tourism (within CICA, of ",
        ),
        ("Ján Novák", "Posts", "Ján Novák held post: President"),
        ("Kazakhstan", "Statements", "OSCE called on Kazakhstan: protect human rights"),
        ("Kazakhstan", "Commitments", "Kazakhstan is ready for: cooperation with the OSCE (to OSCE) (conditional)"),
        ("Almaty", "Events", "Summit: next summit (2021, Almaty, planned)"),
        ("https://w3id.org/diplograph/id/person/pavol-kovac", "Statements", "Aida Nurlan thanked Pavol Kováč: the inv"),
    ],
)
def test_found_by_any_name(graph: Graph, entity: str, title: str, text: str) -> None:
    found = graph.explain(entity)
    facts = [fact for group in found.groups if group.title == title for fact in group.facts]
    assert any(fact.text.startswith(text) for fact in facts), [fact.text for fact in found.facts]
    assert all(fact.quote and fact.rule and 0 < fact.confidence <= 1 for fact in facts)


def test_every_release_of_a_person_is_there(graph: Graph) -> None:
    found = graph.explain("Pavol Kováč")
    assert {fact.release for fact in found.facts} == {"Aida Nurlan meets Pavol Kováč", "second"}


def test_several_candidates_are_listed(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    from diplograph.graph.names import Names

    index = Names(graph.store)
    both = [*index.find("Aida Nurlan"), *index.find("Pavol Kováč")]
    monkeypatch.setattr(Names, "find", lambda *_: both)
    with pytest.raises(QueryError, match=r"'N' may be 2 things; name one by its id: person/aida-nurlan \(Aida"):
        graph.explain("N")


def test_unknown_names_get_a_suggestion(graph: Graph) -> None:
    with pytest.raises(QueryError, match="the graph knows no name 'Slovaka'; did you mean Slovakia"):
        graph.explain("Slovaka")
    with pytest.raises(QueryError, match="the graph knows no name 'qqqqqqqq': see what it holds"):
        graph.explain("qqqqqqqq")
