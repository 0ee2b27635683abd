"""Which words are places, and which are not: each case was once read wrongly."""

from __future__ import annotations

import pytest

from diplograph.extract import read
from diplograph.extract.pipeline import Extractor

PLACES = {
    "The exercise took place on the Sary-Arka training ground.": ["Sary-Arka"],
    "Traffic was stopped at the Torug border crossing point.": ["Torug"],
    "The attack on the oil terminal of Al-Wadira was condemned.": ["Al-Wadira"],
    "The seminar was held at the OSCE Academy in Bishkek.": ["Bishkek"],
    "BAR, Montenegro, 3 May 2020 - The workshop ended.\n\nGuests from Italy came to Bar on Friday.": ["Bar"],
    "They stayed in the Zenica-Doboj Canton.": ["Zenica-Doboj Canton"],
    "They stayed at the Port of Varlo.": ["Port of Varlo"],
    "The island of Varlo is small. Varlo Island has no road.": ["Varlo"],
    "The delegation visited Ashgabat in May.": ["Ashgabat"],
    "He came from Osh, Kyrgyzstan.": ["Osh"],
    "Judges of a court in Bijelo Polje came to Montenegro.": ["Bijelo Polje"],
    "They discussed the Transnistrian conflict and the WESTERN BALKANS.": ["Transnistria", "Western Balkans"],
    # Not places: documents, languages, parts of other names, pronouns before states.
    "The statement was published in Urdu.": [],
    "The One Forest Summit opened on Monday.": [],
    "We, Australia, Denmark and Norway, adopted this statement.": [],
    "To Build Back Together, the United States and Mexico agreed.": [],
    "They spoke of the Northern Region and of the Economic District.": [],
    "He thanked the Mutual Naval Support Activity Rondo Bay.": [],
    "They cooperate in Enhancing Nuclear Safety under the Istanbul Convention.": [],
    "He studied at the University of Kyoto.": [],
    "They celebrated the anniversary of Independence.": [],
    "They paid eight million US dollars.": [],
    "It is out in Kyrgyz and Russian, was put into French, and led to Georgian and English lessons.": [],
}


@pytest.mark.parametrize("text", PLACES)
def test_places(text: str) -> None:
    found = Extractor().extract(read.from_text(text, "a.txt"))
    assert [place.name for place in found.places] == PLACES[text]


def test_a_name_of_a_body_names_its_state() -> None:
    found = Extractor().extract(read.from_text("The Embassy of the Kyrgyz Republic gave a reception.", "a.txt"))
    assert [state.code for state in found.states] == ["KGZ"]


STATELESS = (
    "The turnover exceeded 8 billion US dollars last year.",
    "It is out in Kyrgyz and Russian, was put into French, and led to Georgian and English lessons.",
    "The Inter-American Commission and the Pan-American Congress met.",
)


@pytest.mark.parametrize("text", STATELESS)
def test_money_languages_and_continents_are_no_states(text: str) -> None:
    assert not Extractor().extract(read.from_text(text, "a.txt")).states


def test_adjectives_before_a_noun_name_states() -> None:
    found = Extractor().extract(read.from_text("It is new in Georgian and Russian politics.", "a.txt"))
    assert [state.code for state in found.states] == ["GEO", "RUS"]
