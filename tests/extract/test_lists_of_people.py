"""Lists of people and posts: each post goes to whom it belongs, and to nobody where it is somebody else's."""

from __future__ import annotations

import pytest

from diplograph.extract import read, record
from diplograph.extract.pipeline import Extractor

POSTS = {
    "He met the Prime Minister, Ali Khan, the President, Omar Said, and the Speaker, Reza Noor.": {
        ("Ali Khan", "Prime Minister", None),
        ("Omar Said", "President", None),
        ("Reza Noor", "Speaker", None),
    },
    "At the meeting with Mr. Petr Novak, Speaker of the Senate of Czechia, the OSCE Secretary General agreed.": {
        ("Petr Novak", "Speaker", "Senate of Czechia"),
    },
    "The Co-Chairs of the OSCE Minsk Group (Igor Popov of Russia, Jean Petit of France) met in Vienna.": {
        ("Igor Popov", "Co-Chair", "OSCE Minsk Group"),
        ("Jean Petit", "Co-Chair", "OSCE Minsk Group"),
    },
    "The spokesperson of Secretary-General Adam Omar spoke.": {("Adam Omar", "Secretary-General", None)},
    "Acting Foreign Minister Amir Khan Omar spoke. Qatari Amir Tamim bin Hamad arrived.": {
        ("Amir Khan Omar", "Acting Foreign Minister", None),
        ("Tamim bin Hamad", "Amir", "Qatar"),
    },
    "He met State Minister at the Office of the Prime Minister Mr. Adam Omar.": set(),
    "GUAM Secretary General Altai Efendi arrived.": {("Altai Efendi", "Secretary General", "GUAM")},
    "It was attended by the Chairman, Roman Ivanko, Prime Minister of Belarus, Nikol Aram, Prime Minister of Armenia,"
    " and Askar Omar, Prime Minister of Kazakhstan.": {
        ("Roman Ivanko", "Prime Minister", "Belarus"),
        ("Roman Ivanko", "Chairman", None),
        ("Nikol Aram", "Prime Minister", "Armenia"),
        ("Askar Omar", "Prime Minister", "Kazakhstan"),
    },
    "At the invitation of the Prime Minister of India, the President of Mongolia Bat Dorj arrived.": {
        ("Bat Dorj", "President", "Mongolia"),
    },
    "The Ambassador of France Pierre Lima, Ambassador of Japan Kenji Sato and others came.": {
        ("Pierre Lima", "Ambassador", "France"),
        ("Kenji Sato", "Ambassador", "Japan"),
    },
    "The Director General of Cabinet and Chief Adviser to the Secretary General, Adam Omar, spoke.": {
        ("Adam Omar", "Chief Adviser to the Secretary General", None),
    },
    "The meeting with the Ambassador of Japan Mr. Kenji Sato, the President said, was useful.": {
        ("Kenji Sato", "Ambassador", "Japan"),
    },
    "Prince Omar bin Said, Governor of the region, came.": {("Omar bin Said", "Governor", None)},
    "The deputy commander of the UAE Armed Forces came.": set(),
    "Secretary General Receives the Permanent Representative of Japan to the OIC": set(),
    "Abu Dhabi, Minister of State for Foreign Affairs, met them.": set(),
}

BODIES = {
    "The ASEAN-Japan Centre and the ASEAN-Korea Centre met.": {"ASEAN-Japan Centre", "ASEAN-Korea Centre"},
    "The Ministry of Climate Change and Ministry of Commerce of Pakistan took part.": {
        "Ministry of Climate Change",
        "Ministry of Commerce of Pakistan",
    },
    "They met the State Secretary of the Romanian Ministry of Culture, Dan Lima.": {"Romanian Ministry of Culture"},
    "The plenary meeting of the Council on July 4 was long.": set(),
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("text", POSTS)
def test_posts_go_to_whom_they_belong(text: str, extractor: Extractor) -> None:
    made = record.record(extractor.extract(read.from_text(text, "list.txt")))
    found = {(p["name"], post["title"], post["of"]) for p in made["people"] for post in p["posts"]}
    assert found == POSTS[text]


@pytest.mark.parametrize("text", BODIES)
def test_names_of_bodies_are_whole(text: str, extractor: Extractor) -> None:
    made = record.record(extractor.extract(read.from_text(text, "list.txt")))
    assert {o["name"] for o in made["organizations"]} == BODIES[text]


def test_lettered_headings_name_nobody(extractor: Extractor) -> None:
    text = (
        "A. Digital Trade\n\nJapan opened a fund.\n\nD. Promoting Investment\n\nS. Lavrov thanked Japan for its help."
    )
    found = extractor.extract(read.from_text(text, "a.txt"))
    assert [person.name for person in found.people] == ["S. Lavrov"]
