"""Speech acts as releases word them: who speaks, in passives, lists, quotations and communiqués."""

from __future__ import annotations

import pytest

from diplograph.extract import contents, read
from diplograph.extract.pipeline import Extractor

DORJ = "President of Mongolia Bat Dorj"
SATO = "Prime Minister of Japan Kenji Sato"
MET = f"{DORJ} met with {SATO}."
BOTH = "Bat Dorj; Kenji Sato"

CASES = {
    "they are the subject of the sentence before": (
        "The members of the OSCE Troika met in Berlin. They stressed the need for dialogue.",
        [("Call", "members of the OSCE Troika", "the need for dialogue")],
    ),
    "it is the body of the same sentence": (
        "Japan thanked the OSCE. The CSTO looks forward to the summit; it calls on Japan to attend.",
        [
            ("Appreciation", "Japan", "the OSCE"),
            ("Hope", "CSTO", "the summit"),
            ("Call", "CSTO", "attend"),
        ],
    ),
    "we are those whom the first sentence names": (
        "Joint communiqué\n\n1. We, the Foreign Ministers of ASEAN, met in Tokyo. We welcomed the report.",
        [("Welcome", "ASEAN", "the report")],
    ),
    "an operative clause without subject": (
        "Statement of the OSCE on borders\n\nRecognizing the importance of trade,\n\n1. Welcomes the report of Japan;",
        [("Assertion", "OSCE", "the importance of trade"), ("Welcome", "OSCE", "the report of Japan")],
    ),
    "a role without a name speaks for the organization of the headline": (
        "OSCE Secretary General in Tokyo\n\nThe Secretary General appealed to Japan to join the fund.",
        [("Call", "OSCE", "join the fund")],
    ),
    "nobody knows who they are": ("They stressed the need for dialogue.", [("Call", "", "the need for dialogue")]),
    "passives are those of the ones who met": (
        f"{MET} Readiness was expressed to open a fund. The importance of trade was stressed. The plan was approved.",
        [
            ("Readiness", BOTH, "open a fund"),
            ("Assertion", BOTH, "The importance of trade"),
            ("Agreement", BOTH, "The plan"),
        ],
    ),
    "two speech acts of one verb": (
        f"{DORJ} expressed gratitude to Japan for its help and readiness to open a fund.",
        [("Appreciation", "Bat Dorj", "its help"), ("Readiness", "Bat Dorj", "open a fund")],
    ),
    "a verb hung too low": (
        f"{DORJ} wished Japan success in the elections, which will be held in May and expressed hope for peace.",
        [
            ("Hope", "Bat Dorj", "Japan success in the elections, which will be held in May"),
            ("Hope", "Bat Dorj", "hope for peace"),
        ],
    ),
    "infinitives in a row are called for one by one": (
        "The OSCE urged Japan to open the border and to release the guests.",
        [("Call", "OSCE", "open the border"), ("Call", "OSCE", "release the guests")],
    ),
    "items of a list of decisions": (
        "The OSCE took the following decisions:\n\n1. To adopt the budget.\n\n2. To open a fund by 2030.",
        [("Agreement", "OSCE", "adopt the budget"), ("Agreement", "OSCE", "open a fund by 2030")],
    ),
    "items that say what was announced": (
        "The OSCE announced the following:\n\n- start of a training course in Tokyo;\n\n- a fund for youth.",
        [("Assertion", "OSCE", "start of a training course in Tokyo"), ("Assertion", "OSCE", "a fund for youth")],
    ),
    "verbs of a list whose introduction names the speaker": (
        "The OSCE:\n\n- welcomed the report of Japan;\n\n- called on Mongolia to open the border.",
        [("Welcome", "OSCE", "the report of Japan"), ("Call", "OSCE", "open the border")],
    ),
    "according to him": (
        f"{DORJ} visited Tokyo. According to him, trade with Japan has grown.",
        [("Assertion", "Bat Dorj", "trade with Japan has grown")],
    ),
    "said behind what is said": (
        f"Trade with Japan has grown, {DORJ} said.",
        [("Assertion", "Bat Dorj", "Trade with Japan has grown")],
    ),
    "said behind a thank": (
        f'"We thank Japan for the help," {DORJ} said.',
        [("Appreciation", "Bat Dorj", "the help")],
    ),
    "what they met for": (
        f"{DORJ} spoke with {SATO} of the OSCE group to thank him for the help.",
        [("Appreciation", "Bat Dorj", "the help")],
    ),
    "the opportunity to thank": (
        f"{DORJ} took the opportunity to thank Japan for the help.",
        [("Appreciation", "Bat Dorj", "the help")],
    ),
    "a list that the parser breaks": (
        f"{DORJ} pledged to respond to the crisis, combat hunger, and address shared challenges.",
        [("Pledge", "Bat Dorj", "respond to the crisis, combat hunger, and address shared challenges")],
    ),
    "will spare no effort": (
        "Japan will spare no effort to end the war.",
        [("Pledge", "Japan", "spare no effort to end the war")],
    ),
    "a verb that looks like a noun": (
        "Mongolia stands ready to provide assistance and stresses that civilians must be protected.",
        [
            ("Readiness", "Mongolia", "provide assistance"),
            ("Assertion", "Mongolia", "civilians must be protected"),
        ],
    ),
    "two verbs, one object": (
        f"{DORJ} thanked and commended Japan for its help.",
        [("Appreciation", "Bat Dorj", "Japan for its help"), ("Welcome", "Bat Dorj", "Japan for its help")],
    ),
    "what the one who stressed went on with": (
        f"{DORJ} stressed that the OSCE was ready to help and expressed hope for peace in Nepal.",
        [("Readiness", "OSCE", "ready to help"), ("Hope", "Bat Dorj", "peace in Nepal")],
    ),
    "the diplomat of a state": (
        f"{DORJ} received Ambassador of Japan Jun Yamada. The Japanese diplomat thanked Mongolia.",
        [("Appreciation", "Jun Yamada", "Mongolia")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_statements(case: str, extractor: Extractor) -> None:
    text, expected = CASES[case]
    found = extractor.extract(read.from_text(text, "a.txt")).statements
    assert [(s.kind, "; ".join(a.name for a in s.speakers), s.content) for s in found] == expected


NOTHING = {
    "what is thanked for is not said": "The task of supporting the proposal fell to Japan.",
    "how somebody will act": "The guests discussed how Japan will support the fund.",
    "what another supports": "The guests discussed the plan that Japan supports.",
    "a noun that looks like a verb": f"{DORJ} discussed the budget and plans to build a road.",
    "a guest who is received": f"{DORJ} welcomed {SATO} to the palace.",
    "of what was considered nothing is known": "The OSCE considered the schedule of visits.",
    "a minute of silence": "The OSCE observed a minute of silence.",
    "what was adopted long ago": f"{MET} The treaty was adopted in 1999.",
    "a guarantee intends nothing": "The guarantee is intended to help Japan.",
}


@pytest.mark.parametrize("case", NOTHING)
def test_nothing_is_said(case: str, extractor: Extractor) -> None:
    found = extractor.extract(read.from_text(NOTHING[case], "a.txt")).statements
    assert [(s.kind, s.content) for s in found] == []


def test_those_who_fight_are_not_the_sides(extractor: Extractor) -> None:
    text = f"{MET} They discussed the attack of Nepal on India. The leaders expressed concern about the war."
    (said,) = extractor.extract(read.from_text(text, "a.txt")).statements
    assert [a.name for a in said.speakers] == ["Bat Dorj", "Kenji Sato"]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Japan expressed its commitment to Mongolia.", ["Mongolia"]),
        ("Japan expressed its commitment to the security of Mongolia.", ["Mongolia"]),
        ("Japan expressed its commitment to countering the threats of Mongolia.", []),
    ],
)
def test_what_is_promised_against_somebody_is_not_promised_to_them(
    extractor: Extractor, text: str, targets: list[str]
) -> None:
    [said] = extractor.extract(read.from_text(text, "a.txt")).statements
    assert (said.kind, [actor.name for actor in said.targets]) == ("Pledge", targets)


@pytest.mark.parametrize(
    ("words", "lost"), [("", True), ("to", True), ("co", True), ("them", True), ("EU", False), ("join us", False)]
)
def test_what_is_said_must_say_something(words: str, lost: bool) -> None:
    assert contents.is_lost(words) == lost
