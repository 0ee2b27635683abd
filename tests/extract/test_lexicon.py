"""Names are looked up by their normal form, the longest first; of two readings the ranked one, strong before weak."""

from __future__ import annotations

import pytest

from diplograph.extract import gazetteer, lexicon
from diplograph.extract.entries import (
    Gazetteer,
    HonorificEntry,
    ModifierEntry,
    OrganizationEntry,
    PlaceEntry,
    PostEntry,
    RegionEntry,
    StateEntry,
)
from diplograph.extract.text import words


def state(
    code: str, name: str, *aliases: str, demonyms: tuple[str, ...] = (), weak: tuple[str, ...] = ()
) -> StateEntry:
    return StateEntry(code, code[:2], name, f"Republic of {name}", aliases, demonyms, "", frozenset(weak), "test")


def organization(
    id: str, acronym: str | None, name: str, *aliases: str, parent: str | None = None, weak: tuple[str, ...] = ()
) -> OrganizationEntry:
    return OrganizationEntry(
        id, acronym, name, aliases, parent, (), "organ" if parent else "igo", frozenset(weak), "test"
    )


def place(name: str, *aliases: str, weak: tuple[str, ...] = ()) -> PlaceEntry:
    return PlaceEntry(name.lower(), name, aliases, None, "city", frozenset(weak), 0, "test")


LEAGUE = organization("lof", "LOF", "League of Friends", "Friends' League")
BOARD = organization("lof-board", None, "LOF Board", "Board of the League of Friends", parent="lof")
CLUB = organization("club", "CLUB", "Club of Ports", weak=("CLUB",))
CLUB_BOARD = organization("club-board", None, "Board of the Club of Ports", parent="club")
SMALL = Gazetteer(
    states=(
        state("ABA", "Abania", demonyms=("Abanian", "Abanians")),
        state("EAB", "East Abania", "Abania-Ost"),
        state("GEM", "Gemma", weak=("Gemma",)),
        state("RIV", "Riva"),
        state("CDI", "Côte d'Or"),
    ),
    organizations=(LEAGUE, BOARD, CLUB, CLUB_BOARD),
    posts=(
        PostEntry("Minister", (), "minister", "state", "test"),
        PostEntry("Minister of Trade", ("Trade Minister",), "minister", "state", "test"),
        PostEntry("Secretary", (), "official", "body", "test"),
    ),
    modifiers=(ModifierEntry("Deputy", "deputy", "test"),),
    honorifics=(HonorificEntry("Mr.", "honorific", "test"),),
    regions=(RegionEntry("Asia", (), ("Asian",), "continent", "test"),),
    places=(place("Riva"), place("Port Abania", "Puerto"), place("Nice", weak=("Nice",))),
    areas=(),
    organization_by_id={entry.id: entry for entry in (LEAGUE, BOARD, CLUB, CLUB_BOARD)},
)


@pytest.fixture(scope="module")
def small() -> lexicon.Lexicon:
    return lexicon.Lexicon(SMALL)


def scan(found: lexicon.Lexicon, text: str) -> list[tuple[str, str]]:
    """Return kind and wording of each hit; a weak form's kind has a question mark."""
    line = words(text)
    out = []
    for hit in found.scan(line):
        wording = text[line[hit.first].start : line[hit.last - 1].end]
        out.append((hit.form.kind + ("" if hit.form.strong else "?"), wording))
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Republic of Abania thanked Abania.", [("state", "Republic of Abania"), ("state", "Abania")]),
        ("East Abania and Abania-Ost met.", [("state", "East Abania"), ("state", "Abania-Ost")]),
        ("Abanians sing Abanian songs.", [("demonym", "Abanians"), ("demonym", "Abanian")]),
        ("REPUBLIC OF ABANIA", [("state", "REPUBLIC OF ABANIA")]),
        ("the abania of old", []),
        ("Cote d'Or, CÔTE D'OR", [("state", "Cote d'Or"), ("state", "CÔTE D'OR")]),
        ("Gemma came.", [("state?", "Gemma")]),
        ("Republic of Gemma", [("state", "Republic of Gemma")]),
        # One wording, two entries: a state goes before a place.
        ("in Riva", [("state", "Riva")]),
        ("Port Abania is no state.", [("place", "Port Abania")]),
        ("A nice day in Nice.", [("place?", "Nice")]),
        ("Asian friends in Asia", [("region", "Asian"), ("region", "Asia")]),
        ("LOF and the League of Friends", [("organization", "LOF"), ("organization", "League of Friends")]),
        ("Lof is a name, the CLUB a weak one.", [("organization?", "CLUB")]),
        ("L.O.F. met.", [("organization", "L.O.F.")]),
        ("the LOF Board", [("organization", "LOF Board")]),
        ("The Board of the League of Friends", [("organization", "Board of the League of Friends")]),
        ("The Board met.", [("organ?", "Board")]),
        ("minister of trade, Ministers, the Trade Minister", [
            ("post", "minister of trade"), ("posts", "Ministers"), ("post", "Trade Minister"),
        ]),
        ("Ministers of Trade and secretaries", [("posts", "Ministers of Trade"), ("posts", "secretaries")]),
        ("Deputy Minister Mr. X", [("modifier", "Deputy"), ("post", "Minister"), ("honorific", "Mr.")]),
        ("", []),
    ],
)  # fmt: skip
def test_scan(small: lexicon.Lexicon, text: str, expected: list[tuple[str, str]]) -> None:
    assert scan(small, text) == expected


def test_an_organ_may_be_called_by_its_name_without_its_parents(small: lexicon.Lexicon) -> None:
    assert {organ.id for organ in small.organs["board",]} == {"lof-board", "club-board"}
    assert not small.forms["board",].strong


def test_every_owner_of_a_weak_form_is_kept() -> None:
    korea = lexicon.load().weak["korea",]
    assert {form.entry.code for form in korea} == {"KOR", "PRK"}


def test_hits_do_not_overlap_and_count_words(small: lexicon.Lexicon) -> None:
    line = words("East Abania - Abania: LOF Board, Deputy Minister of Trade.")
    last = 0
    for hit in small.scan(line):
        assert last <= hit.first < hit.last <= len(line)
        last = hit.last


STATES = {
    "Republic of Korea": "KOR",
    "DPRK": "PRK",
    "Democratic People's Republic of Korea": "PRK",
    "Türkiye": "TUR",
    "Turkey": "TUR",
    "the Kyrgyz Republic": "KGZ",
    "Kyrgyzstan": "KGZ",
    "Cote d'Ivoire": "CIV",
    "Côte d'Ivoire": "CIV",
    "Slovak Republic": "SVK",
    "Russian Federation": "RUS",
    "Islamic Republic of Iran": "IRN",
    "Viet Nam": "VNM",
    "United States of America": "USA",
    "U.S.": "USA",
    "UK": "GBR",
    "People's Republic of China": "CHN",
    "Democratic Republic of the Congo": "COD",
    "Republic of the Congo": "COG",
    "State of Palestine": "PSE",
    "UAE": "ARE",
    "Bosnia and Herzegovina": "BIH",
    "Lao People's Democratic Republic": "LAO",
    "Timor-Leste": "TLS",
    "North Macedonia": "MKD",
    "Papua New Guinea": "PNG",
    "Equatorial Guinea": "GNQ",
    "Guinea-Bissau": "GNB",
    "Nigeria": "NGA",
    "Niger": "NER",
    "Dominican Republic": "DOM",
    "Dominica": "DMA",
}


@pytest.mark.parametrize(("name", "code"), STATES.items())
def test_states_by_the_names_that_texts_give_them(name: str, code: str) -> None:
    line = words(f"They thanked {name} for it.")
    (hit,) = lexicon.load().scan(line)
    assert (hit.form.kind, hit.form.entry.code, hit.form.strong) == ("state", code, True)


@pytest.mark.parametrize("name", ["Georgia", "Jordan", "Korea", "Chad", "Congo", "Guinea"])
def test_names_that_mean_other_things_too_are_weak(name: str) -> None:
    (hit,) = lexicon.load().scan(words(f"They thanked {name} for it."))
    assert not hit.form.strong


def covered(found: lexicon.Lexicon, text: str) -> bool:
    """Tell whether hits cover all words of a text but the last one."""
    line = words(text)
    inside = {i for hit in found.scan(line) for i in range(hit.first, hit.last)}
    return all(i in inside for i, word in enumerate(line[:-1]) if word.text[0].isalnum())


def test_forms_of_all_entries_are_found_as_written() -> None:
    found, entries = lexicon.load(), gazetteer.load()
    forms = [form for entry in entries.organizations for form in entry.forms]
    assert [form for form in forms if form[0].isupper() and not covered(found, f"{form} thanked")] == []
    titles = [entry.form for entry in entries.honorifics if " " not in entry.form]
    assert [form for form in titles if not covered(found, f"{form} Smith")] == []


@pytest.mark.parametrize("title", ["Mr.", "Dr.", "Gen.", "Lt.", "Capt.", "Col.", "Hon.", "Prof.", "Mme."])
def test_a_title_with_a_dot_is_one_word_before_a_name(title: str) -> None:
    (hit,) = lexicon.load().scan(words(f"{title} Smith"))
    assert (hit.first, hit.last) == (0, 1)
