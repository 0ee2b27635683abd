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
    "They met on the film «Zarya» and the delegation on cooperation.": [],
}


@pytest.mark.parametrize("text", BODIES)
def test_bodies(text: str) -> None:
    found = Extractor().extract(read.from_text(text, "a.txt"))
    assert [body.name for body in found.organizations] == BODIES[text]
