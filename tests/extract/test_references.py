"""Who is meant by pronouns, titles and nouns that point back, or that it is left open and recorded."""

from __future__ import annotations

import pytest

from diplograph.extract import read
from diplograph.extract.model import Extraction
from diplograph.extract.pipeline import Extractor

_TWO = "Ambassador of Japan Jun Yamada met Ambassador of India Smita Pant. "
_MINISTER = "Minister of Foreign Affairs of Mongolia Bat Dorj received Ambassador of Japan Jun Yamada. "
_OSCE = "The Organization for Security and Co-operation in Europe (OSCE) held a conference in Vienna. "

# A text whose last sentence thanks, who thanks ("; " between several), "" where it must stay open.
CASES = {
    # he and she: the subject of the sentence before, if man and woman agree
    "Minister of Energy Bat Dorj met Kenji Sato in Tokyo. He thanked India.": "Bat Dorj",
    "Mr. Bat Dorj met Ms. Aiko Sato in Tokyo. She thanked India.": "Aiko Sato",
    "Ms. Aiko Sato met Mr. Bat Dorj in Tokyo. He thanked India.": "Bat Dorj",
    "Ms. Aiko Sato met Mr. Bat Dorj in Tokyo. She thanked India.": "Aiko Sato",
    "Mr. Bat Dorj and Ms. Aiko Sato met in Tokyo. She thanked India.": "Aiko Sato",
    "Mr. Bat Dorj and Mr. Kenji Sato met in Tokyo. He thanked India.": "",
    "Ms. Aiko Sato visited Ulaanbaatar. He thanked India.": "",
    "Mr. Bat Dorj visited Tokyo. The weather was fine. He thanked India.": "Bat Dorj",
    # titles: one holder is meant, two are not, unless one alone is in view
    _MINISTER + "The Minister thanked India.": "Bat Dorj",
    _MINISTER + "The Ambassador thanked India.": "Jun Yamada",
    _TWO + "The Ambassador thanked Mongolia.": "",
    _TWO + "Smita Pant visited the museum. The Ambassador thanked Mongolia.": "Smita Pant",
    _TWO + "The Japanese Ambassador thanked Mongolia.": "Jun Yamada",
    _TWO + "The Indian diplomat thanked Mongolia.": "Smita Pant",
    "President of Mongolia Bat Dorj visited Tokyo. The Head of State thanked Japan.": "Bat Dorj",
    "President of Mongolia Bat Dorj visited Tokyo. The President thanked Japan.": "Bat Dorj",
    "OSCE Secretary General Helga Schmid visited Tokyo. The Secretary General thanked Japan.": "Helga Schmid",
    "OSCE Secretary General Helga Schmid met Jun Yamada. The OSCE chief thanked Japan.": "Helga Schmid",
    "Prime Minister of Mongolia Bat Dorj met Kenji Sato. The Premier thanked India.": "Bat Dorj",
    "OSCE Chairman-in-Office (CiO) Bat Dorj visited Tokyo. The CiO thanked Japan.": "Bat Dorj",
    "Minister of Defence of Mongolia Bat Dorj met Kenji Sato. The Mongolian Minister thanked India.": "Bat Dorj",
    "Sheikh Omar Said met Kenji Sato in Tokyo. His Highness thanked India.": "Omar Said",
    # who is told of is not he of whom the clause above tells
    "The Secretary-General met Kenji Sato in Tokyo. The Secretary-General said he thanked India.": "",
    "Bat Dorj met Kenji Sato in Tokyo and Bat Dorj said that we thanked India.": "Bat Dorj",
    # several
    "Co-Chairs Bat Dorj and Kenji Sato met Omar Said in Osh. They saw Jun Yamada. The Co-Chairs thanked India.": (
        "Bat Dorj; Kenji Sato"
    ),
    _MINISTER + "The two sides thanked India.": "Bat Dorj; Jun Yamada",
    _MINISTER + "The interlocutors thanked India.": "Bat Dorj; Jun Yamada",
    _MINISTER + "They thanked India.": "Bat Dorj; Jun Yamada",
    "President of Mongolia Bat Dorj met President of Japan Kenji Sato. Both Presidents thanked India.": (
        "Bat Dorj; Kenji Sato"
    ),
    _MINISTER + "The Japanese side thanked India.": "Japan",
    _MINISTER + "The delegation of Mongolia thanked India.": "Mongolia",
    "The Foreign Ministers of Mongolia and Japan thanked India. Foreign Minister of Mongolia Bat Dorj spoke.": (
        "Bat Dorj; Japan"
    ),
    # bodies
    _OSCE + "The Organization thanked Japan.": "OSCE",
    _OSCE + "It thanked Japan.": "OSCE",
    "The Ministry of Foreign Affairs of Mongolia held a briefing. The Ministry thanked Japan.": (
        "Ministry of Foreign Affairs of Mongolia"
    ),
    "The Shanghai Cooperation Organisation was founded in 2001. The Organisation thanked Japan.": "SCO",
    # the first person
    '"We thank Japan for its help," said Ambassador Kenji Sato.': "Kenji Sato",
    "Statement by OSCE Secretary General Helga Schmid\n\nI am glad. I thank Japan for its help.": "Helga Schmid",
    "Japan and India call for joint solutions. I am glad to be here. My hope is peace. We thank Mongolia.": "",
    "I am glad of it. Japan and India signed a joint agreement in Tokyo. It is my hope that we thank Mongolia.": "",
    "I speak for my country, Mongolia. Japan is Japan, Japan is Japan. Our people and we thank India.": "Mongolia",
    "On behalf of the Government and people of Japan I greet India. Our people and I thank India.": "Japan",
    "I speak for my country, Japan, and my country, India. We thank Mongolia.": "",
    "CICA thanked Japan. The interlocutors thanked India.": "CICA",
    # nobody in view
    "The weather was fine in Tokyo. He thanked India.": "",
    "It was noted with gratitude that India was there.": "",
}
# Words that stay open, and who they might have meant.
OPEN = {
    _TWO + "The Ambassador thanked Mongolia.": [("Ambassador", ("Jun Yamada", "Smita Pant"), "reference.post")],
    "Mr. Bat Dorj and Mr. Kenji Sato met in Tokyo. He thanked India.": [
        ("He", ("Bat Dorj", "Kenji Sato"), "reference.pronoun")
    ],
    "Ms. Aiko Sato visited Ulaanbaatar. He thanked India.": [("He", (), "reference.pronoun")],
    "The weather was fine in Tokyo. He thanked India.": [("He", (), "reference.pronoun")],
    "It was noted with gratitude that India was there.": [],
    _MINISTER + "The Minister thanked India.": [],
}


@pytest.fixture(scope="module")
def found() -> dict[str, Extraction]:
    releases = (read.from_text(text, f"{i}.txt") for i, text in enumerate(CASES))
    return dict(zip(CASES, Extractor().pipe(releases), strict=True))


@pytest.mark.parametrize("text", CASES)
def test_who_is_meant(text: str, found: dict[str, Extraction]) -> None:
    thanks = [s for s in found[text].statements if s.kind == "Appreciation"]
    assert "; ".join(actor.name for statement in thanks for actor in statement.speakers) == CASES[text]


@pytest.mark.parametrize("text", OPEN)
def test_what_stays_open_is_recorded_with_its_candidates(text: str, found: dict[str, Extraction]) -> None:
    assert [(u.words, u.candidates, u.evidence.rule) for u in found[text].unresolved] == OPEN[text]


def test_an_appointment_is_theirs_who_are_congratulated() -> None:
    text = (
        "Foreign Minister of Mongolia Bat Dorj met Ambassador of Japan Jun Yamada. "
        "Dorj congratulated the {} on his appointment."
    )
    extractor = Extractor()
    for whom, who in (("Ambassador", ["Jun Yamada"]), ("Chairman", [])):
        found = extractor.extract(read.from_text(text.format(whom), "a.txt"))
        appointed = [event for event in found.events if event.type == "Appointment"]
        assert [p.actor.name for event in appointed for p in event.participants] == who


def test_the_table_is_whole() -> None:
    assert len(CASES) >= 30
