"""Names and posts as units: what each wording stands for, and what a weak one needs to stand for anything.

A unit is shown as "person NAME: POST of BODY + POST", "organization NAME = id (SHORT) of OWNER", "state CODE",
"place id". The named entities that the model would add are given by hand, so that no model decides here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from diplograph.extract import match, rules
from diplograph.extract.line import Entities, OrganizationName, PersonName, Title
from diplograph.extract.symbols import Unit

NAMES = {
    # A post before a name, with its body before or after it.
    "CICA Executive Director Ambassador Kairat Sarybay met the guests.": [
        "person Kairat Sarybay: Executive Director of CICA",
    ],
    "The Executive Director of the CICA Secretariat Ambassador Kairat Sarybay took part.": [
        "person Kairat Sarybay: Executive Director of CICA Secretariat",
    ],
    "President of the Republic of Kazakhstan Kassym-Jomart Tokayev spoke.": [
        "person Kassym-Jomart Tokayev: President of KAZ",
    ],
    "Kazakhstan's Foreign Minister met the guests.": ["post Foreign Minister of KAZ"],
    "The Kyrgyz Republic's Foreign Minister Jeenbek Kulubaev spoke.": [
        "person Jeenbek Kulubaev: Foreign Minister of KGZ"
    ],
    "Turkish Foreign Minister Hakan Fidan met U.S. President Joe Biden.": [
        "person Hakan Fidan: Foreign Minister of TUR",
        "person Joe Biden: President of USA",
    ],
    "Minister of Energy and Water Resources of Tajikistan Daler Juma spoke.": [
        "person Daler Juma: Minister of Energy and Water Resources of TJK",
    ],
    "First Deputy Foreign Minister of Uzbekistan Farhod Arziev spoke.": [
        "person Farhod Arziev: First Deputy Foreign Minister of UZB",
    ],
    "First Deputy Chairman of the State Duma Ivan Melnikov spoke.": [
        "person Ivan Melnikov: First Deputy Chairman of State Duma",
    ],
    "UN Secretary-General António Guterres and SCO Secretary-General Zhang Ming met.": [
        "person António Guterres: Secretary-General of UN",
        "person Zhang Ming: Secretary-General of SCO",
    ],
    "Special Representative of the Secretary-General for Afghanistan Deborah Lyons spoke.": [
        "person Deborah Lyons: Special Representative of the Secretary-General for Afghanistan",
    ],
    "MINISTER OF FOREIGN AFFAIRS OF MONGOLIA BAT DORJ VISITS JAPAN": [
        "person Bat Dorj: MINISTER OF FOREIGN AFFAIRS of MNG",
        "state JPN",
    ],
    # Two posts.
    "Deputy Prime Minister - Minister of Foreign Affairs of Kazakhstan Mukhtar Tileuberdi spoke.": [
        "person Mukhtar Tileuberdi: Deputy Prime Minister of KAZ + Minister of Foreign Affairs of KAZ",
    ],
    "Deputy Prime Minister and Minister for Foreign Affairs of Kazakhstan Murat Nurtleu spoke.": [
        "person Murat Nurtleu: Deputy Prime Minister of KAZ + Minister for Foreign Affairs of KAZ",
    ],
    # Posts that are over, held for another, or still to come.
    "Former President of Mongolia Bat Dorj spoke.": ["person Bat Dorj: former President of MNG"],
    "Acting Foreign Minister of Mongolia Bat Dorj spoke.": ["person Bat Dorj: acting Acting Foreign Minister of MNG"],
    "President-elect Joko Widodo spoke.": ["person Joko Widodo: designate President-elect"],
    # Ambassadors: the sending side is whom they stand for.
    "Ambassador Extraordinary and Plenipotentiary of Japan to Kazakhstan Jun Yamada met them.": [
        "person Jun Yamada: Ambassador Extraordinary and Plenipotentiary of JPN",
    ],
    "Ambassador of the Republic of India to Uzbekistan Smita Pant came.": ["person Smita Pant: Ambassador of IND"],
    "Indian Ambassador Smita Pant came.": ["person Smita Pant: Ambassador of IND"],
    "Permanent Representative of Kazakhstan to the OSCE Kairat Abdrakhmanov spoke.": [
        "person Kairat Abdrakhmanov: Permanent Representative of KAZ",
    ],
    # Initials, honorifics and particles.
    "Ambassador K.Sarybay spoke after Ambassador K. Sarybay.": ["person K. Sarybay", "person K. Sarybay"],
    "S.V.Lavrov met A. Kamilov.": ["person S.V. Lavrov", "person A. Kamilov"],
    "They met Sh.Mirziyoyev.": ["person Sh. Mirziyoyev"],
    "President John F. Smith, Jr. spoke in Paris.": ["person John F. Smith Jr.: President", "place paris"],
    "H.E. Mr. Sergey Lavrov, Minister of Foreign Affairs of the Russian Federation, spoke.": [
        "person Sergey Lavrov: Minister of Foreign Affairs of RUS",
    ],
    "Mr. Haidar al-Abadi, Dr. Omar bin Said and Ms. Ursula von der Leyen met.": [
        "person Haidar al-Abadi",
        "person Omar bin Said",
        "person Ursula von der Leyen",
    ],
    # Lists.
    "the Ministers of Defence of Mongolia - Bat Dorj, of Japan - Kenji Sato": [
        "posts Ministers of Defence",
        "person Bat Dorj: Minister of Defence of MNG",
        "person Kenji Sato: Minister of Defence of JPN",
    ],
    # Near misses: a post without a name, a verb in headline style.
    "The President and the Minister spoke to His Excellency.": ["post President", "post Minister"],
    "Minister of Foreign Affairs of Mongolia Visits the region.": ["post Minister of Foreign Affairs of MNG"],
}

ORGANIZATIONS = {
    "NATO and the EU met with ASEAN Member States.": [
        "organization NATO = nato",
        "organization EU = eu",
        "organization ASEAN = asean",
    ],
    "The World Health Organization (WHO) spoke.": ["organization World Health Organization = who (WHO)"],
    "The Tajik National University (TNU) opened.": ["organization Tajik National University (TNU)"],
    "The Ministry of Foreign Affairs of Kazakhstan and the Ministry of Defence met.": [
        "organization Ministry of Foreign Affairs of Kazakhstan = mfa-kazakhstan",
        "organization Ministry of Defence",
    ],
    "The Committee on Education and Science met.": ["organization Committee on Education and Science"],
    "The Security Council of Mongolia and the UN Security Council met.": [
        "organization Security Council of Mongolia of MNG",
        "organization UN Security Council = unsc",
    ],
    "The OSCE Mission to Moldova met.": ["organization OSCE Mission to Moldova = osce-mission-to-moldova"],
    "nato, the eu and the united nations met.": [],
    "The committee and the ministry of each country met.": [],
    # An organ by its short name: its parent must be in view, and only one.
    "The Permanent Council met.": [],
    "The OSCE met. The Permanent Council met.": [
        "organization OSCE = osce",
        "organization Permanent Council = osce-permanent-council",
    ],
    "The General Assembly met.": [],
    "The UN thanked. The General Assembly and the Security Council met.": [
        "organization UN = un",
        "organization General Assembly = unga",
        "organization Security Council = unsc",
    ],
    "CICA hosted them. The Secretariat thanked.": [
        "organization CICA = cica",
        "organization Secretariat = cica-secretariat",
    ],
    "The OSCE and CICA met. The Secretariat thanked.": ["organization OSCE = osce", "organization CICA = cica"],
    "CICA hosted CICA and the OSCE. The Secretariat thanked.": [
        "organization CICA = cica",
        "organization CICA = cica",
        "organization OSCE = osce",
        "organization Secretariat = cica-secretariat",
    ],
}

# Names that mean other things as well: text, what the model calls them, and what they stand for then.
WEAK: list[tuple[str, Mapping[str, Sequence[str]], list[str]]] = [
    ("Georgia thanked them.", {}, []),
    ("Georgia thanked them.", {"PERSON": ["Georgia"]}, []),
    ("Georgia thanked them.", {"GPE": ["Georgia"]}, ["state GEO"]),
    ("The Republic of Georgia came. Georgia thanked them.", {}, ["state GEO", "state GEO"]),
    ("Georgian soldiers came to Georgia.", {}, ["demonym GEO", "state GEO"]),
    ("Foreign Minister of Georgia Maka Bot spoke.", {}, ["person Maka Bot: Foreign Minister of GEO"]),
    ("Georgia Smith thanked them.", {"PERSON": ["Georgia Smith"]}, ["person Georgia Smith"]),
    ("Jordan thanked them.", {}, []),
    ("Jordan thanked them.", {"GPE": ["Jordan"]}, ["state JOR"]),
    ("Michael Jordan spoke.", {"PERSON": ["Michael Jordan"]}, ["person Michael Jordan"]),
    ("The Hashemite Kingdom of Jordan came. Jordan left.", {}, ["state JOR", "state JOR"]),
    ("President of Chad Mahamat Deby spoke.", {}, ["person Mahamat Deby: President of TCD"]),
    ("Chad Smith spoke.", {"PERSON": ["Chad Smith"]}, ["person Chad Smith"]),
    ("Guinea thanked them.", {"GPE": ["Guinea"]}, ["state GIN"]),
    # Two states have the name: the one that the text names otherwise, or none.
    ("Korea thanked them.", {"GPE": ["Korea"]}, []),
    ("The Republic of Korea came. Korea thanked them.", {}, ["state KOR", "state KOR"]),
    ("The DPRK came. Korea thanked them.", {}, ["state PRK", "state PRK"]),
    ("The Republic of Korea met the DPRK. Korea left.", {"GPE": ["Korea left"]}, ["state KOR", "state PRK"]),
    ("Congo thanked them.", {"GPE": ["Congo"]}, []),
    ("The DRC came. Congo thanked them.", {}, ["state COD", "state COD"]),
    # Organizations and places.
    ("CTC met.", {}, []),
    ("CTC met.", {"ORG": ["CTC"]}, ["organization CTC = ctc"]),
    ("The CTC met.", {}, ["organization CTC = ctc"]),
    ("Nice thanked them.", {}, []),
    ("They met in Nice.", {"GPE": ["Nice"]}, ["place nice"]),
    ("Paris Hilton spoke.", {"PERSON": ["Paris Hilton"]}, ["person Paris Hilton"]),
    ("They flew from Paris to Astana.", {}, ["place paris", "place astana"]),
    # A person whom only the model knows, with posts behind the name.
    (
        "Murat Nurtleu, Deputy Prime Minister and Minister of Foreign Affairs of Kazakhstan, spoke.",
        {"PERSON": ["Murat Nurtleu"]},
        ["person Murat Nurtleu: Deputy Prime Minister of KAZ + Minister of Foreign Affairs of KAZ"],
    ),
    (
        "Bat Dorj (Minister of Culture of Mongolia) spoke.",
        {"PERSON": ["Bat Dorj"]},
        ["person Bat Dorj: Minister of Culture of MNG"],
    ),
    (
        "Bat Dorj - Minister of Culture of Mongolia - spoke.",
        {"PERSON": ["Bat Dorj"]},
        ["person Bat Dorj: Minister of Culture of MNG"],
    ),
    ("They met Wang Yi. Later they left.", {"PERSON": ["Wang Yi"]}, ["person Wang Yi"]),
]


def shown_post(title: Title) -> str:
    status = "" if title.status == "current" else f"{title.status} "
    if title.body is None:
        return f"{status}{title.title}"
    body = title.body.value
    return f"{status}{title.title} of {body.name if isinstance(body, OrganizationName) else body.code}"


def shown(unit: Unit) -> str | None:
    value = unit.value
    if isinstance(value, PersonName):
        posts = " + ".join(shown_post(title) for title in value.titles)
        return f"person {value.name}: {posts}" if posts else f"person {value.name}"
    if isinstance(value, OrganizationName):
        entry = f" = {value.entry.id}" if value.entry else ""
        short = f" ({value.short})" if value.short else ""
        return f"organization {value.name}{entry}{short}" + (f" of {value.owner.code}" if value.owner else "")
    if unit.kind in ("post", "posts"):
        return f"{unit.kind} " + " + ".join(shown_post(title) for title in value)
    if unit.kind in ("state", "demonym"):
        return f"{unit.kind} {value.code}"
    return f"place {value.id}" if unit.kind == "place" else None


def units(text: str, labels: Mapping[str, Sequence[str]] | None = None) -> list[str]:
    spans = sorted(
        (text.rindex(wording), text.rindex(wording) + len(wording), label)
        for label, wordings in (labels or {}).items()
        for wording in wordings
    )
    entities = Entities(tuple((label, start, end) for start, end, label in spans))
    line = match.units(text, entities, rules.load(), match.strong_entries(text))
    assert [i for unit in line.units for i in range(unit.first, unit.last)] == list(range(len(line.words)))
    return [made for unit in line.units if unit.value is not None and (made := shown(unit))]


@pytest.mark.parametrize("text", NAMES)
def test_people_and_their_posts(text: str) -> None:
    assert units(text) == NAMES[text]


@pytest.mark.parametrize("text", ORGANIZATIONS)
def test_organizations_and_their_organs(text: str) -> None:
    assert units(text) == ORGANIZATIONS[text]


@pytest.mark.parametrize(("text", "labels", "expected"), WEAK)
def test_weak_names_need_a_second_cue(text: str, labels: Mapping[str, Sequence[str]], expected: list[str]) -> None:
    assert units(text, labels) == expected


def test_curly_and_straight_quotes_and_case_of_acronyms() -> None:
    assert units("Ja'afari of the O.S.C.E. met.") == ["organization O.S.C.E. = osce"]


def test_strong_names_are_counted_by_entry() -> None:
    counted = match.strong_entries(
        "Kazakhstan, the Republic of Kazakhstan and Kazakh friends of CICA met in Almaty, Georgia."
    )
    assert counted == {"KAZ": 3, "cica": 1, "almaty": 1}


def test_every_unit_says_which_rule_made_it() -> None:
    known = {rule.id for rule in rules.load()}
    for text in (*NAMES, *ORGANIZATIONS):
        for unit in match.units(text, Entities(), rules.load(), match.strong_entries(text)).units:
            if unit.value is not None:
                assert unit.rule in known or unit.rule.startswith("gazetteer.")
