"""Which mentions are one event: the headline and the first paragraph, what points back, what repeats a name."""

from __future__ import annotations

import pytest

from diplograph.extract import read
from diplograph.extract.pipeline import Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "Head of SCO Mission meets Deputy Foreign Minister of Mongolia\n\n"
            "On 3 May 2021, SCO Deputy Secretary-General Kenji Sato met with Deputy Foreign Minister Bat Dorj.",
            ["Meeting"],
        ),
        (
            "Foreign Minister chairs meeting of OSCE Permanent Council\n\n"
            "Foreign Minister Kenji Sato chaired the 157th session of the OSCE Permanent Council in Vienna.",
            ["Conference"],
        ),
        (
            "Experts concluded an exchange visit to Belgium. "
            "The visit, which took place on 10 February 2021, was supported by the OSCE.",
            ["Visit"],
        ),
        (
            "Kenji Sato took part in a training on water in Osh. The training was organized by the OSCE Secretariat.",
            ["Training"],
        ),
        (
            "Minister Kenji Sato met with Ambassador Bat Dorj. They spoke of what was agreed during the 4th "
            "inter-ministerial meeting held on 15 December 2021.",
            ["Meeting", "Meeting"],
        ),
        ("Ambassador Kenji Sato called on President Bat Dorj to resign.", []),
        ("Kenji Sato welcomed the Mongolia Partnership Act of 2022.", []),
        ("The cargo was met by Ambassador Kenji Sato.", []),
        ("The OSCE opened an election observation mission in Mongolia.", ["Mission"]),
        ("The Council noted recommendations that need to be adopted.", []),
        ("Kenji Sato held consultations on the launch of a committee on 3 May 2021.", ["Meeting"]),
    ],
)
def test_an_event_is_found_once(extractor: Extractor, text: str, types: list[str]) -> None:
    found = extractor.extract(read.from_text(text, "a.txt")).events
    assert [event.type for event in found] == types


def test_who_the_chairmanship_is_of_is_the_chair(extractor: Extractor) -> None:
    text = "The meeting of the OSCE Permanent Council was held under the chairmanship of Foreign Minister Kenji Sato."
    (event,) = extractor.extract(read.from_text(text, "a.txt")).events
    assert [p.actor.name for p in event.participants if p.role == "chair"] == ["Kenji Sato"]


def test_a_chair_named_before_the_meeting_is_its_chair(extractor: Extractor) -> None:
    text = (
        "On May 24, 2022, under the chairmanship of the Minister of Defense of Mongolia Bat Dorj, "
        "a meeting of the OSCE Permanent Council was held via videoconferencing."
    )
    (event,) = extractor.extract(read.from_text(text, "a.txt")).events
    assert (event.type, str(event.date)) == ("Meeting", "2022-05-24")
    assert [p.actor.name for p in event.participants if p.role == "chair"] == ["Bat Dorj"]


def test_the_visit_is_that_of_the_one_who_goes_on_it(extractor: Extractor) -> None:
    text = (
        "Minister Kenji Sato paid an official visit to Mongolia. He recalled President Bat Dorj's visit to Japan in "
        "October 2015. During the visit, Minister Kenji Sato also spoke at the university."
    )
    found = extractor.extract(read.from_text(text, "a.txt")).events
    visits = [{p.actor.name for p in event.participants} for event in found if event.type == "Visit"]
    assert visits == [{"Kenji Sato", "Mongolia"}, {"Bat Dorj", "Japan"}]


def test_heads_of_departments_are_not_those_in_view(extractor: Extractor) -> None:
    text = (
        "Minister Kenji Sato met with President Bat Dorj. "
        "On 17 May 2022 the first meeting of the heads of departments for plant quarantine took place in Osh."
    )
    _, of_heads = extractor.extract(read.from_text(text, "a.txt")).events
    assert (str(of_heads.date), of_heads.participants) == ("2022-05-17", ())


def test_a_crisis_is_never_planned(extractor: Extractor) -> None:
    text = "Kenji Sato plans to discuss the earthquake in Türkiye. The war in Mongolia will go on in 2030."
    found = extractor.extract(read.from_text(text, "a.txt")).events
    assert {e.status for e in found if e.type == "Crisis"} <= {"occurred", "hypothetical"}
