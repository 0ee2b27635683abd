from __future__ import annotations

import pytest

from diplograph.graph.graph import Graph
from diplograph.graph.names import ACTORS, Names, fold


@pytest.fixture(scope="module")
def names(graph: Graph) -> Names:
    return Names(graph.store)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CICA", ["organization/cica"]),
        ("cica", ["organization/cica"]),
        ("conference on interaction and confidence  building measures in ASIA", ["organization/cica"]),
        ("KAZ", ["state/KAZ"]),
        ("kazakhstan", ["state/KAZ"]),
        ("Republic of Korea", ["state/KOR"]),
        ("pavol kovac", ["person/pavol-kovac"]),
        ("Pavol KOVÁČ", ["person/pavol-kovac"]),
        ("nurlan", ["person/aida-nurlan"]),
        ("A.Nurlan", ["person/aida-nurlan"]),
        ("person/aida-nurlan", ["person/aida-nurlan"]),
        ("aida-nurlan", ["person/aida-nurlan"]),
        ("https://w3id.org/diplograph/id/state/SVK", ["state/SVK"]),
        ("cica member states", ["group/cica-member-states"]),
        ("Almaty", []),
        ("nobody", []),
    ],
)
def test_actors_are_found_by_whatever_name(names: Names, text: str, expected: list[str]) -> None:
    assert [thing.id for thing in names.find(text, ACTORS)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Almaty", ["place/almaty"]),
        ("area:tourism", ["area:tourism"]),
        ("fight against terrorism", ["area:terrorism"]),
        ("event/first/meeting-1", ["event/first/meeting-1"]),
        ("first", ["release/first"]),
        ("second.txt", ["release/second"]),
    ],
)
def test_other_things_too(names: Names, text: str, expected: list[str]) -> None:
    assert [thing.id for thing in names.find(text)] == expected


def test_near_names_are_suggested(names: Names) -> None:
    assert names.near("Kazakstan", ACTORS)[0] == "Kazakhstan"
    assert names.near("Nurlen", ACTORS)[0] == "Aida Nurlan"
    assert names.near("qqqqqq", ACTORS) == []


def test_names_are_compared_without_case_and_accents() -> None:
    assert fold("  Pavol\tKOVÁČ ") == fold("pavol kovac")
    assert fold("Straße") == fold("STRASSE")
    assert fold("İ") == fold("i")
