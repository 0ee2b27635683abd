"""What nobody said, promised or held: denials, hopes of others, cancelled events; each was once told wrongly."""

from __future__ import annotations

import pytest

from diplograph.extract import read
from diplograph.extract.model import Extraction
from diplograph.extract.pipeline import Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def said(extraction: Extraction) -> list[tuple[str, str]]:
    return [(s.kind, "; ".join(a.name for a in s.speakers)) for s in extraction.statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Neither Japan nor Mongolia supported the proposal.", []),
        ("No OSCE participating State condemned the attack.", []),
        ("Kazakhstan refused to support the proposal.", []),
        ("Will Kazakhstan support the proposal? Does Japan condemn it, or will it join the fund?", []),
        ("Minister Kenji Sato denied that Mongolia supported terrorism.", []),
        ("Kazakhstan hopes that Japan will join the fund.", [("Hope", "Kazakhstan")]),
        (
            "Kazakhstan hopes that Japan will join the fund and calls on the members of the OSCE to support Mongolia.",
            [("Hope", "Kazakhstan"), ("Call", "Kazakhstan")],
        ),
        (
            "The delegations of Kazakhstan, Uzbekistan and Japan agreed to open a fund.",
            [("Agreement", "Kazakhstan; Uzbekistan; Japan")],
        ),
        (
            "Minister Kenji Sato underlined that Hungary attaches importance to trade and voiced support for the fund.",
            [("Assertion", "Kenji Sato"), ("Support", "Kenji Sato")],
        ),
        (
            "The OSCE affirmed that Mongolia must leave the pact, calling upon Mongolia to return to the talks.",
            [("Assertion", "OSCE"), ("Call", "OSCE")],
        ),
        (
            "Minister Kenji Sato noted that Mongolia leads the fund, committing to spend more on trade.",
            [("Assertion", "Kenji Sato")],
        ),
        ("Japan stressed that Mongolia must stop supporting the rebels.", [("Assertion", "Japan")]),
        ("Minister Kenji Sato discussed the package of support for Mongolia agreed at the Osh Summit.", []),
        ("Ambassador Kenji Sato called on President Bat Dorj where the President spoke of trade.", []),
        ("Japan greeted the States parties that have formally ratified the Paris Agreement.", []),
        ("The OSCE appeals to Mongolia's leaders to put an end to the arrests.", [("Call", "OSCE")]),
        (
            "Minister Kenji Sato and President Bat Dorj greeted the guests. The two leaders agreed to open a fund.",
            [("Agreement", "Kenji Sato; Bat Dorj")],
        ),
        (
            "Minister Kenji Sato spoke in Osh. He took the occasion to thank Mongolia for its assistance.",
            [("Appreciation", "Kenji Sato")],
        ),
        (
            "Minister Kenji Sato expressed his appreciation for the hospitality and the support of Mongolia.",
            [("Appreciation", "Kenji Sato")],
        ),
        (
            "Japan and Mongolia agreed that they would urge Kazakhstan to join the fund.",
            [("Agreement", "Japan; Mongolia")],
        ),
        (
            "Minister Kenji Sato met Minister Bat Dorj. Minister Bat Dorj replied by saying that he welcomes the fund.",
            [("Welcome", "Bat Dorj")],
        ),
        ("Japan and Mongolia agreed to broaden and deepen the talks.", [("Agreement", "Japan; Mongolia")]),
        (
            "Japan made a decision to ensure that the members of the fund will pay for the census.",
            [("Agreement", "Japan")],
        ),
        (
            "Japan and Mongolia agreed to invest in such fields as supporting industry and energy.",
            [("Agreement", "Japan; Mongolia")],
        ),
        ("President Bat Dorj discussed the visit to Japan, which will provide an opportunity to talk.", []),
        ("Japan pledged to continue to promote talks and sign an agreement.", [("Pledge", "Japan")]),
        (
            "Minister Kenji Sato delivered a speech in which he thanked Mongolia.",
            [("Appreciation", "Kenji Sato")],
        ),
    ],
)
def test_statements_are_those_that_were_made(text: str, expected: list[tuple[str, str]], extractor: Extractor) -> None:
    assert said(extractor.extract(read.from_text(text, "a.txt"))) == expected


@pytest.mark.parametrize(
    ("text", "status", "actors"),
    [
        ("The meeting between Kazakhstan and Japan was postponed.", "negated", {"Kazakhstan", "Japan"}),
        ("Kazakhstan refused to sign the agreement on 6 May 2024.", "negated", {"Kazakhstan"}),
        ("If the budget is approved, Kazakhstan will host the forum in 2025.", "hypothetical", {"Kazakhstan"}),
        ("The Armenian side did not participate in the meeting held in Moscow on 5 May 2024.", "occurred", set()),
        ("Kazakhstan and Georgia signed an agreement on 5 May 2024.", "occurred", {"Kazakhstan", "Georgia"}),
    ],
)
def test_events_have_the_status_that_is_said(text: str, status: str, actors: set[str], extractor: Extractor) -> None:
    (event,) = extractor.extract(read.from_text(text, "a.txt")).events
    assert (event.status, {p.actor.name for p in event.participants}) == (status, actors)


def test_no_state_is_given_to_a_bare_minister(extractor: Extractor) -> None:
    found = extractor.extract(
        read.from_text("Minister Kenji Sato underlined that Hungary attaches importance to trade.")
    )
    assert [(post.title, post.of) for post in found.people[0].posts] == [("Minister", None)]


def test_his_election_is_that_of_the_one_congratulated(extractor: Extractor) -> None:
    text = "Remarks by Minister Kenji Sato\n\nI congratulate President Bat Dorj on his election. I wish him success."
    events = extractor.extract(read.from_text(text, "a.txt")).events
    assert [{p.actor.name for p in e.participants} for e in events if e.type == "Appointment"] == [{"Bat Dorj"}]


def test_who_was_attacked_is_not_condemned(extractor: Extractor) -> None:
    found = extractor.extract(read.from_text("Mongolia condemned the attack on the Embassy of Japan.", "a.txt"))
    assert [(s.kind, s.targets) for s in found.statements] == [("Condemnation", ())]


def test_what_is_to_be_done_is_no_area(extractor: Extractor) -> None:
    text = (
        "Japan and Mongolia held talks.\n\nThe parties agreed on the following:\n\n- to hold the next meeting in Tokyo;"
    )
    assert extractor.extract(read.from_text(text, "a.txt")).areas == ()


def test_a_body_unknown_is_no_area_and_one_in_the_letterhead_speaks(extractor: Extractor) -> None:
    text = (
        "Press Release Regarding the Flood\n\nMinistry of Foreign Affairs of Mongolia\n\n"
        "We learned with deep sorrow of the flood in Osaka. We thank our friends for humanitarian aid to them."
        "\n\n"
        "We welcome the work in the Altai Culture and Heritage Foundation."
    )
    found = extractor.extract(read.from_text(text, "a.txt"))
    assert {a.name for s in found.statements for a in s.speakers} == {"Ministry of Foreign Affairs of Mongolia"}
    assert [a.phrase for a in found.areas] == ["humanitarian aid"]
