"""Who publishes a release: what it prints says so; whose post stands in a headline beside a ruler's does not."""

from __future__ import annotations

import pytest

from diplograph.extract import read
from diplograph.extract.pipeline import Extractor

PUBLISHERS = {
    "Statement of the Ministry of Foreign Affairs of Chad\n\nThe attack in Osh is condemned.": (
        "Ministry of Foreign Affairs of Chad"
    ),
    "The Statement by the MFA of Chad\n\nThe Ministry of Foreign Affairs of Chad condemns the attack.": (
        "Ministry of Foreign Affairs of Chad"
    ),
    "Readout of the Secretary-General's talk with President Jan Sato\n\nThe Secretary-General spoke on Monday.": (
        "United Nations"
    ),
    "Readout of the Secretary-General's talk with President Jan Sato\n\nNATO Secretary-General Ann Dorj spoke.": None,
    "Statement by the Spokesperson for the Secretary-General on Malta\n\nThe Secretary-General condemns it.": (
        "United Nations"
    ),
    "Talks in Osh\n\nThey were led by Bat Dorj, Deputy Chairman of the Cabinet of Ministers of Malta.": None,
    "Press release by the OSCE Mission to Skopje on trade\n\nTrade grows.": "OSCE Mission to Skopje",
    "Guests in Osh\n\nThe guests left Osh on Monday.\n\nSource: Ministry of Foreign Affairs": (
        "Ministry of Foreign Affairs"
    ),
    "Guests in Osh\n\nThe guests left Osh on Monday.\n\nSource: Daily Mirror": None,
    "OSCE Secretary General Ann Dorj visits Osh\n\nShe arrived on Monday.": "OSCE",
    "OSCE Secretary General Ann Dorj phones President Jan Sato\n\nThey spoke on Monday.": None,
    "Guests in Osh\n\nBat Dorj, Member of the Verkhovna Rada of Ukraine, arrived.": None,
}


@pytest.mark.parametrize("text", PUBLISHERS)
def test_who_publishes(extractor: Extractor, text: str) -> None:
    assert extractor.extract(read.from_text(text, "a.txt")).release.publisher == PUBLISHERS[text]
