"""When, where and with whom: what is said of one event does not go to another; mentions of one event are one."""

from __future__ import annotations

import pytest

from diplograph.extract import read
from diplograph.extract.model import Event
from diplograph.extract.pipeline import Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def events(extractor: Extractor, text: str) -> list[Event]:
    return list(extractor.extract(read.from_text(text, "a.txt")).events)


def brief(event: Event) -> tuple[str, str | None, str | None]:
    return event.type, str(event.date) if event.date else None, event.place


def names(event: Event) -> set[str]:
    return {p.actor.name for p in event.participants}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On 5 May 2021 President Bat Dorj met with Minister Kenji Sato, who arrived in Osh on 4 May 2021.",
            [("Meeting", "2021-05-05", None), ("Visit", "2021-05-04", "Osh")],
        ),
        (
            "Kenji Sato spoke about the next meeting of the OSCE Permanent Council, "
            "scheduled to be held in May 2022 in Baku.",
            [("Meeting", "2022-05", "Baku")],
        ),
        (
            "President Bat Dorj met with Kenji Sato. During the meeting the sides discussed the plans of Mongolia's "
            "chairmanship from 2024 to 2026 and the events in Osh.",
            [("Meeting", None, None)],
        ),
        (
            "The Committee agreed on:\n- seminar on water (Mongolia, October 2020);\n"
            "- workshop on trade (Osh, 5 May 2021).",
            [("Conference", "2020-10", "Mongolia"), ("Training", "2021-05-05", "Osh")],
        ),
        (
            "ASTANA, 3 May 2021 – President Bat Dorj met with Kenji Sato on 1 May in Osh.",
            [("Meeting", "2021-05-01", "Osh")],
        ),
        (
            "On 5 May 2021 President Bat Dorj met with Kenji Sato. "
            "On the same day he received Ambassador Jane Doe in Osh.",
            [("Meeting", "2021-05-05", None), ("Meeting", "2021-05-05", "Osh")],
        ),
        (
            "On 5 May 2021 President Bat Dorj met with Kenji Sato. The day before, at the forum in Osh, he spoke.",
            [("Meeting", "2021-05-05", None), ("Conference", "2021-05-04", "Osh"), ("Speech", "2021-05-04", "Osh")],
        ),
        (
            "Mr. Bat Dorj visited Osh on 5-7 May 2021. On the second day of the visit, he met Minister Kenji Sato.",
            [("Visit", "2021-05-05/2021-05-07", "Osh"), ("Meeting", "2021-05-06", None)],
        ),
        (
            "In May 2021 President Bat Dorj visited Osh, where he was received by Minister Kenji Sato.",
            [("Visit", "2021-05", "Osh"), ("Meeting", "2021-05", "Osh")],
        ),
        (
            "On 5 May 2021 President Bat Dorj held talks with Kenji Sato. Following the talks, a treaty was signed.",
            [("Meeting", "2021-05-05", None), ("Signing", "2021-05-05", None)],
        ),
        (
            "Ahead of the summit on 5 May 2021, President Bat Dorj met with Kenji Sato.",
            [("Summit", "2021-05-05", None), ("Meeting", None, None)],
        ),
        (
            "Kenji Sato spoke of preparations for the Osh Summit of the Organization, scheduled for 5-6 May 2021.",
            [("Summit", "2021-05-05/2021-05-06", "Osh")],
        ),
        (
            "He invited Kenji Sato to the opening ceremony of the forum, to be held in Osh on 5 May 2021.",
            [("Ceremony", "2021-05-05", "Osh")],
        ),
        ("The meeting discussed the conference in Osh in 2022.", [("Conference", "2022", "Osh")]),
        ("They deplored the attack that struck a market in Osh on 5 May 2021.", [("Crisis", "2021-05-05", "Osh")]),
        ("The Government of Japan condemned Mongolia's war of aggression.", [("Crisis", None, None)]),
        ("Japan condemned the terrorist acts on Afghan soil.", [("Crisis", None, "Afghanistan")]),
        ("They discussed the opening of a route, and stressed the need for the launch of a dialogue.", []),
    ],
)
def test_dates_and_places_stay_with_their_event(
    text: str, expected: list[tuple[str, str | None, str | None]], extractor: Extractor
) -> None:
    assert sorted(map(str, map(brief, events(extractor, text)))) == sorted(map(str, expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The meeting was held on 5 May 2021 with the participation of President Bat Dorj and Minister Kenji Sato.",
            {"Bat Dorj", "Kenji Sato"},
        ),
        (
            "Political consultations between the Ministries of Foreign Affairs of Japan and Mongolia were held in Osh.",
            {"Japan", "Mongolia"},
        ),
        (
            "The delegation of Japan led by Minister Kenji Sato attended the Tashkent Forum on Water.",
            {"Japan", "Kenji Sato"},
        ),
        (
            "President Bat Dorj spoke with His Excellency Kenji Sato, Prime Minister of Japan.",
            {"Bat Dorj", "Kenji Sato"},
        ),
    ],
)
def test_who_takes_part_is_told_by_the_sentence(text: str, expected: set[str], extractor: Extractor) -> None:
    (event,) = events(extractor, text)
    assert names(event) == expected


@pytest.mark.parametrize(
    "text",
    [
        "President Kenji Sato to visit Mongolia\n\nPresident Kenji Sato will travel to Ulaanbaatar on 5 May 2021.",
        "President Kenji Sato visits Mongolia\n\nOn 5 May 2021 President Kenji Sato paid a visit to Mongolia.",
        "On 5 May 2021 President Bat Dorj met with Kenji Sato, which was their first meeting.",
        "On 5 May 2021 the Tashkent Forum took place. The meeting was attended by President Bat Dorj.",
    ],
)
def test_mentions_of_one_event_are_one(text: str, extractor: Extractor) -> None:
    (event,) = events(extractor, text)
    assert event.date is not None and event.date.start == "2021-05-05"


def test_the_body_and_not_the_headline_tells_the_event(extractor: Extractor) -> None:
    text = "President Kenji Sato visits Mongolia\n\nOn 5 May 2021 President Kenji Sato paid a visit to Mongolia."
    (event,) = events(extractor, text)
    assert event.evidence.quote.startswith("On 5 May 2021")


@pytest.mark.parametrize(
    "text",
    [
        "The Ministers approved the plan of consultations.",
        "The talks were held via video conference.",
        "The leaders will meet regularly.",
        "Kenji Sato is the head of training.",
        "Kenji Sato is working with Congress.",
    ],
)
def test_what_is_no_event_of_its_own(text: str, extractor: Extractor) -> None:
    assert [e for e in events(extractor, text) if e.type not in ("Signing", "Meeting")] == []
    assert len(events(extractor, text)) <= 1


def test_the_next_round_is_an_event_like_the_last(extractor: Extractor) -> None:
    text = (
        "On 5 May 2021 political consultations between Japan and Mongolia were held in Osh. "
        "The next round will be in Tokyo in 2022."
    )
    assert [brief(e) for e in events(extractor, text)] == [
        ("Meeting", "2021-05-05", "Osh"),
        ("Meeting", "2022", "Tokyo"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The resolutions adopted by the Security Council are binding.",
        "If the agreement is signed, trade will grow.",
        "Japan proposed to establish a fund.",
    ],
)
def test_what_is_only_spoken_of_is_no_event(text: str, extractor: Extractor) -> None:
    assert events(extractor, text) == []


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        ("Minister Omar Said thanked Japan for hosting the Tashkent Forum.", {("Japan", "host")}),
        ("Minister Omar Said congratulated Japan on hosting the Tashkent Forum.", {("Japan", "host")}),
        (
            "Minister Omar Said praised the role of Japan in organizing the Tashkent Forum.",
            {("Japan", "organizer")},
        ),
        ("Minister Omar Said took part in organizing the Tashkent Forum.", {("Omar Said", "organizer")}),
        ("Minister Omar Said insisted on hosting the Tashkent Forum.", {("Omar Said", "host")}),
    ],
)
def test_who_is_thanked_for_a_deed_has_done_it(deed: str, expected: set[tuple[str, str]], extractor: Extractor) -> None:
    text = f"The Tashkent Forum was held on 3 May 2021. {deed}"
    (forum,) = events(extractor, text)
    assert {(p.actor.name, p.role) for p in forum.participants} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 5 May 2021 Kenji Sato spoke with Bat Dorj to congratulate him on his election.", {"2021-05-05", None}),
        ("Azerbaijan, which will chair CICA in 2024, signed a memorandum with Japan.", {None}),
        ("In October 2021, Japan and Nepal plan to hold the Fourth Cyber Dialogue in Osh.", {"2021-10"}),
        ("President Bat Dorj hosted President Kenji Sato on 1 March 2021 for a virtual meeting.", {"2021-03-01"}),
    ],
)
def test_a_date_before_an_event_is_another_s_unless_it_stands_with_its_verb(
    text: str, expected: set[str | None], extractor: Extractor
) -> None:
    assert {str(event.date) if event.date else None for event in events(extractor, text)} == expected
