"""Which names mean one body, and where the name of a body ends: each case was once read wrongly."""

from __future__ import annotations

import pytest

from diplograph.extract import read
from diplograph.extract.pipeline import Extractor

BODIES = {
    "The OSCE Mission to Skopje opened a course. The OSCE Mission thanked the guests.": ["OSCE Mission to Skopje"],
    'The Zarya Agency ("Zarya" agency) opened. Later «Zarya» agency closed.': ["Zarya Agency"],
    "They support the Joint Force of the Group of Five for the Sahel (G5 Sahel).": [
        "Joint Force of the Group of Five for the Sahel",
        "G5 Sahel",
    ],
    "The Joint Commission on trade and economic co-operation met on Monday.": [
        "Joint Commission on trade and economic co-operation"
    ],
    'The Estonian MFA and the JSC "Zarya Textile" agreed.': ["Estonian MFA", "Zarya Textile"],
    "The Abu Dhabi Airports Board of Trade met.": ["Abu Dhabi Airports Board of Trade"],
    "He visited the Asian and Pacific Cooperation Department of Japan.": [
        "Asian and Pacific Cooperation Department of Japan"
    ],
    "He heads the Russian Federation of Sambo Wrestling.": ["Russian Federation of Sambo Wrestling"],
    "They spoke of the U.S.-Japan Alliance and the US Administration.": [],
    "The NATO Alliance thanked the Delegation of Mongolia.": ["North Atlantic Treaty Organization"],
    "They signed the Trade and Investment Council Agreement yesterday.": [],
    "The Chairman of the Cabinet of Ministers Aibek Omarov spoke.": ["Cabinet of Ministers"],
    "The National Security Council met.": ["National Security Council"],
    "The Czech Human Rights Council met, and the Human Rights Council.": [
        "Czech Human Rights Council",
        "United Nations Human Rights Council",
    ],
    "The UN welcomed the Supreme Security Council of Armenia and the Security Council.": [
        "United Nations",
        "Supreme Security Council of Armenia",
        "United Nations Security Council",
    ],
    "She visited the Border Service of the State Committee on National Security of Japan.": [
        "Border Service of the State Committee on National Security of Japan"
    ],
    "The Main Directorate for Trade of the State Committee on National Security met.": [
        "Main Directorate for Trade of the State Committee on National Security"
    ],
    "The UNDP Regional Bureau for Asian States and the Government of Japan signed it.": [
        "UNDP Regional Bureau for Asian States"
    ],
    "An Observation Mission from Japan and the Chairmanship-in-Office of the OSCE agreed.": [
        "Organization for Security and Co-operation in Europe"
    ],
    "The EU spoke at the Council of the Baltic Sea States (CBSS). The Council thanked the EU.": [
        "European Union",
        "Council of the Baltic Sea States",
    ],
    "The EU and the Arctic Council met with the Council of Europe. The Council thanked the EU.": [
        "European Union",
        "Arctic Council",
        "Council of Europe",
    ],
    "The EU met. The Council thanked the Council of Europe. The Council left.": [
        "European Union",
        "Council of the European Union",
        "Council of Europe",
    ],
    'A talk "The Role and Mission of OPEC" on “Five Evil Forces” and “Win-win: the Trade Mission of Malta”.': [
        "Organization of the Petroleum Exporting Countries"
    ],
    "The Chadian MFA spoke. The Foreign Ministry of Chad and the Ministry of Foreign Affairs of Chad agreed.": [
        "Foreign Ministry of Chad"
    ],
    "The Kazakh MFA and the Fijian Interior Ministry met the Ministry of Internal Affairs of Fiji.": [
        "Ministry of Foreign Affairs of the Republic of Kazakhstan",
        "Fijian Interior Ministry",
    ],
    "The Gori Rural Action Group met. The Rural Action Group thanked the Centre of the Rural Action Group.": [
        "Gori Rural Action Group",
        "Centre of the Rural Action Group",
    ],
    "The Malta Tourism Academy and Trade Service Academy of Fiji agreed.": [
        "Malta Tourism Academy",
        "Trade Service Academy of Fiji",
    ],
    "The Agency for Cooperation with Compatriots Abroad and the Department for Work with Youth and Sports met.": [
        "Agency for Cooperation with Compatriots Abroad",
        "Department for Work with Youth and Sports",
    ],
    "The Maltese Foreign Ministry is the Ministry of Foreign Affairs and Trade of Malta.": ["Maltese Foreign Ministry"],
    "The Maltese Expert Group on Water met.": ["Maltese Expert Group on Water"],
    "The OSCE Centre in Bishkek moved.": ["OSCE Centre in Bishkek"],
    "He told the Maltese news agency ZTR so.": ["ZTR"],
    "They met on the film «Zarya» and the delegation on cooperation.": [],
}


@pytest.mark.parametrize("text", BODIES)
def test_bodies(text: str) -> None:
    found = Extractor().extract(read.from_text(text, "a.txt"))
    assert [body.name for body in found.organizations] == BODIES[text]


def test_an_abbreviation_means_what_the_release_says_it_means(extractor: Extractor) -> None:
    text = (
        "The Peace and Security Council (PSC) of the African Union met in Osh.\n\nThe PSC condemned the attack.\n\n"
        "The Chairperson of the PSC thanked Japan."
    )
    found = extractor.extract(read.from_text(text, "a.txt"))
    assert {o.id for o in found.organizations} == {"organization/au-peace-and-security-council"}


def test_the_body_of_a_resolution_says_what_its_paragraphs_say(extractor: Extractor) -> None:
    text = (
        "Adopted by the OSCE Permanent Council and the United Nations in Osh.\n\nThe Permanent Council,\n\n"
        "Recalling its decisions on the situation in Mongolia;\n\nActing under its mandate, the Permanent Council:\n\n"
        "1. Expresses deep concern over the impasse;\n\n2. Condemns the attack in Tokyo."
    )
    found = extractor.extract(read.from_text(text, "a.txt")).statements
    assert [s.kind for s in found] == ["Assertion", "Concern", "Condemnation"]
    assert {a.name for s in found for a in s.speakers} == {"OSCE Permanent Council"}


def test_a_department_keeps_off_the_words_of_the_body_that_it_is_in(extractor: Extractor) -> None:
    text = "Bat Dorj, Head of the Foreign Relations Department of the Presidential Administration of Mongolia, spoke."
    found = extractor.extract(read.from_text(text, "a.txt"))
    assert [o.name for o in found.organizations] == ["Presidential Administration of Mongolia"]
    assert [p.title for p in found.people[0].posts] == ["Head of the Foreign Relations Department"]
