"""Enumerations of areas: how they are split, what counts as one, and which concept a phrase is linked to."""

from __future__ import annotations

import pytest

from diplograph.extract import read
from diplograph.extract.area_link import linker
from diplograph.extract.model import Extraction
from diplograph.extract.pipeline import Extractor

# A sentence and the areas that a reader takes from it.
SPLIT = {
    "They discussed cooperation in the political, trade and economic, cultural and humanitarian and other spheres.": [
        "political spheres",
        "trade and economic spheres",
        "cultural and humanitarian spheres",
    ],
    "They exchanged views on ways to strengthen trade, environmental, transport and tourism cooperation.": [
        "environmental cooperation",
        "transport cooperation",
        "tourism cooperation",
        "trade cooperation",
    ],
    "The Ministers agreed to deepen defense and security cooperation.": ["defense cooperation", "security cooperation"],
    "It provides for cooperation in customs and technical regulation, consumer protection and beekeeping.": [
        "customs and technical regulation",
        "consumer protection",
        "beekeeping",
    ],
    "The parties considered green energy, climate change and the simplification of tests.": [
        "green energy",
        "climate change",
        "simplification of tests",
    ],
    "Japan and Mongolia will work together in the fight against organized crime and terrorism.": [
        "fight against organized crime",
        "fight against terrorism",
    ],
    "The sides stressed the importance of expanding cooperation in the economic sphere between Japan and Mongolia, the "
    "development of ties in cultural and humanitarian fields, as well as water management.": [
        "economic sphere",
        "cultural and humanitarian fields",
        "water management",
    ],
    "They discussed the identification and protection of victims of human trafficking.": [
        "identification and protection of victims of human trafficking"
    ],
    "Sessions were devoted to cooperation with the private sector and the management of pastures and rangelands.": [
        "cooperation with the private sector",
        "management of pastures and rangelands",
    ],
    "Attention was paid to people-to-people contacts, including in education, research and sustainable tourism.": [
        "people-to-people contacts",
        "education",
        "research",
        "sustainable tourism",
    ],
    "They discussed the development of transport corridors and digitalization.": [
        "development of transport corridors",
        "digitalization",
    ],
    "The two sides agreed to cooperate on key areas such as infrastructure, agriculture, energy and power.": [
        "infrastructure",
        "agriculture",
        "energy",
        "power",
    ],
    "Participants were trained in the following areas: The basics of mediation; Conflict prevention strategies; Human "
    "rights in the context of peace and security; and Public speaking skills.": [
        "basics of mediation",
        "Conflict prevention strategies",
        "Human rights",
        "Public speaking skills",
    ],
    "The Council works on preventing and combating violence against women.": [
        "preventing and combating violence against women"
    ],
    "He noted the interest of Member States in countering new challenges and threats.": [
        "countering new challenges and threats"
    ],
    "The conference was devoted to enhancing Nuclear Safety and Security.": ["enhancing Nuclear Safety and Security"],
    "The Envoy stressed the importance of promoting the Youth, Peace and Security Agenda.": [
        "promoting the Youth, Peace and Security Agenda"
    ],
    "They discussed combating the COVID-19 pandemic and strengthening economic ties.": [
        "combating the COVID-19 pandemic",
        "economic ties",
    ],
    "They discussed cooperation in combating internet fraud, fight against money laundering and anti-smuggling.": [
        "combating internet fraud",
        "fight against money laundering",
        "anti-smuggling",
    ],
    "These include projects on peace and human rights, coastal and marine cooperation, and energy.": [
        "peace and human rights",
        "coastal and marine cooperation",
        "energy",
    ],
    "They exchanged views on possibilities to enrich the contents of bilateral trade, to develop air routes, and to "
    "broaden tourism.": ["trade", "air routes", "tourism"],
    "Mechanisms for the return of refugees and strengthening border control were discussed.": [
        "return of refugees",
        "strengthening border control",
    ],
    "The two also touched upon the safety of pedestrians and the reform of university curricula.": [
        "safety of pedestrians",
        "reform of university curricula",
    ],
    "The effective cooperation between the two Parliaments was discussed.": [
        "effective cooperation between the two Parliaments"
    ],
    "The members pledged military, humanitarian, legal and financial assistance.": [
        "military assistance",
        "humanitarian assistance",
        "legal assistance",
        "financial assistance",
    ],
    "The parties signed a protocol to protect biological diversity.": ["biological diversity"],
    "Memorandum between the Council and the Ministry of Ecology to protect biological diversity": [
        "biological diversity"
    ],
    "The Envoy spoke of promoting Youth, Peace and Security Agenda and noted a relevant resolution.": [
        "promoting Youth, Peace and Security Agenda"
    ],
    "They agreed on two priorities: First, energy.": ["energy"],
    "The Ministers discussed ways to deepen trade and bolster supply chain resilience.": [
        "trade",
        "supply chain resilience",
    ],
    "They were interested in combating internet fraud, fight against production of counterfeit coins and "
    "anti-money laundering.": [
        "combating internet fraud",
        "fight against production of counterfeit coins",
        "anti-money laundering",
    ],
    "Leaders discussed cooperation on tourism in compliance with the law.": ["tourism"],
    "A forum regarding transport of goods was discussed.": ["transport of goods"],
    "Ministers agreed to work together on shared energy and climate goals and to tackle the threat of drought.": [
        "energy",
        "climate goals",
    ],
    "The Presidents stressed the enormous need for better roads.": ["better roads"],
    "Mongolia works in the priority area of “New Challenges and Threats”.": ["New Challenges and Threats"],
    "They touched upon transport, agriculture and water management, construction, culture and tourism, and energy.": [
        "transport",
        "agriculture",
        "water management",
        "construction",
        "culture",
        "tourism",
        "energy",
    ],
    "They discussed human rights, youth empowerment and civic engagement, and tourism.": [
        "human rights",
        "youth empowerment",
        "civic engagement",
        "tourism",
    ],
    "The Mission provides advice to the Mongolian authorities on reforming the army.": ["reforming the army"],
    "The brochures are part of efforts to improve the capacity of border agencies.": ["capacity of border agencies"],
    "Japan provided help, including shelter and non-food items, health, and cash support.": [
        "shelter and non-food items",
        "health",
        "cash support",
    ],
    "They discussed the fight against terrorism over the period 2020-2024 and democracy around the world.": [
        "fight against terrorism",
        "democracy",
    ],
}

# What is talked about, named or done, but is no area of cooperation.
NONE = [
    "The Ministers discussed the situation in Mongolia and the dynamic development of bilateral relations.",
    "They noted the development of cooperation and agreed to hold the next meeting in Tokyo.",
    "The Intergovernmental Commission on trade and economic cooperation met in Tokyo.",
    "The President noted that law enforcement must be held to the highest standards.",
    "Japan praised the cooperation in Central Asia in 2021.",
    "He stressed the importance of continuing coordination with all our allies.",
    "Our nations are bound by shared values, culture, history and family ties.",
    "The delegation discussed the preparation of the conference, the visit of the President and the schedule.",
    "The conference will include the following speakers:\n\n- Ana Novak, Chief Engineer, Reactor Safety;\n\n"
    "- B. Laurent, General Manager, Energy, Belgium.",
    "Participants were informed about civilian casualties, including children, internally displaced persons, damaged "
    "schools and houses, and property of residents.",
    "The kits serve people in emergencies, such as landslides and mudflows.",
    "The Presidents discussed cooperation on the Quad, on the current pandemic and in those areas.",
    "The Presidents welcomed the Refugee Resettlement Program and the Secretary General's trade policy.",
    "The region faces challenges such as piracy and transnational crime.",
    "The spokesman noted proposals for more active co-operation with Mongolia.",
    "The Ministers discussed their shared democratic values and the 6G Strategy.",
    "Japan and Mongolia pledged to respond to the pandemic and to build bridges to ministries.",
    "The Presidents discussed support to the Mongolian people, including women, girls, and minorities.",
    "The agreement sets out the legal framework for the operations of the Centre.",
    "The leaders discussed the challenges posed by other states and agreed to stay in touch.",
]


@pytest.fixture(scope="module")
def found() -> dict[str, Extraction]:
    texts = [*SPLIT, *NONE]
    return dict(zip(texts, Extractor().pipe(read.from_text(t, f"{i}.txt") for i, t in enumerate(texts)), strict=True))


@pytest.mark.parametrize("text", SPLIT)
def test_enumerations_are_split_into_single_areas(text: str, found: dict[str, Extraction]) -> None:
    assert sorted(area.phrase for area in found[text].areas) == sorted(SPLIT[text])


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_area_of_cooperation_is_not_taken(text: str, found: dict[str, Extraction]) -> None:
    assert [area.phrase for area in found[text].areas] == []


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("energy sector", "energy"),
        ("development of tourism", "tourism"),
        ("role of women in rural economy", "women"),
        ("cooperation in the field of combating drug trafficking", "drugs"),
        ("exchange of experience in water management", "capacity-building"),
        ("threat of climate change", "climate-change"),
        ("counter narcotics police work", "drugs"),
        ("identification of victims of trafficking in human beings", "human-trafficking"),
        ("enabling environment for guests", None),
        ("preparation of the conference on climate change", None),
        ("beekeepers of Tokyo", None),
    ],
)
def test_a_phrase_is_linked_by_its_head(phrase: str, concept: str | None) -> None:
    entry = linker().link(phrase)
    assert (entry.id if entry else None) == concept


def test_who_tells_what_others_discussed_says_nothing_of_the_areas_himself() -> None:
    texts = (
        "Spokesman Bat Dorj said that the Ministers discussed cooperation in energy.",
        "President Bat Dorj said that we discussed cooperation in energy.",
    )
    told, said = Extractor().pipe(read.from_text(t, f"by{i}.txt") for i, t in enumerate(texts))
    assert [area.by for area in told.areas] == [()]
    assert [len(area.by) for area in said.areas] == [1]
