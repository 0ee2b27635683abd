"""Words and the normal form of names: what is one word, and which spellings are the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.extract import text

SPLITS = {
    "initials": ("Ambassador K.Sarybay spoke.", "Ambassador K. Sarybay spoke ."),
    "spaced initials": ("K. Sarybay", "K. Sarybay"),
    "two initials": ("S.V.Lavrov", "S. V. Lavrov"),
    "transliterated initials": ("Sh.Mirziyoyev, Zh. Tulin", "Sh. Mirziyoyev , Zh. Tulin"),
    "a short surname ends a sentence": ("Wang Yi. Later Li. They", "Wang Yi . Later Li . They"),
    "titles": ("Mr. X, Dr. No and Mrs. Y", "Mr. X , Dr. No and Mrs. Y"),
    "styles": ("H.E. Mr. Öztürk", "H.E. Mr. Öztürk"),
    "junior": ("John F. Smith, Jr. met", "John F. Smith , Jr. met"),
    "acronym with dots": ("the U.S. and U.N.", "the U.S. and U.N."),
    "acronym without its last dot": ("the U.S-Japan and E.U talks", "the U.S - Japan and E.U talks"),
    "hyphens part": ("Kassym-Jomart", "Kassym - Jomart"),
    "acronym and year": ("OSCE-2020", "OSCE - 2020"),
    "possessive": ("CICA's role", "CICA 's role"),
    "plural possessive": ("ministers' meeting", "ministers ' meeting"),
    "apostrophe in a name": ("Ja'afari's and O'Brien's", "Ja'afari 's and O'Brien 's"),
    "numbers": ("27,000 men, 3.5%", "27,000 men , 3.5 %"),
    "underscore": ("a_b", "a _ b"),
    "nothing": (" \n", ""),
}


@pytest.mark.parametrize("case", SPLITS)
def test_words(case: str) -> None:
    given_text, expected = SPLITS[case]
    assert " ".join(word.text for word in text.words(given_text)) == expected


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_words_stand_where_they_say_and_leave_out_only_space(given_text: str) -> None:
    found = text.words(given_text)
    end = 0
    for word in found:
        assert given_text[word.start : word.end] == word.text
        assert not given_text[end : word.start].strip(), "only space is between words"
        assert word.joined == (word.start == end and end > 0)
        end = word.end
    assert not given_text[end:].strip()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Organisation", "Organization"),
        ("Centre", "Center"),
        ("programmes", "Programs"),
        ("Defence", "defense"),
        ("Türkiye", "Turkiye"),
        ("Erdoğan", "Erdog\u0306an"),
        ("Łódź", "Lodz"),
        ("Əliyev", "Aliyev"),
        ("İstanbul", "istanbul"),
        ("Kızılay", "Kizilay"),
        ("U.S.", "US"),
        ("Ja'afari", "Jaafari"),
    ],
)
def test_spellings_that_are_the_same(one: str, other: str) -> None:
    assert text.norm(one) == text.norm(other)


@pytest.mark.parametrize(("one", "other"), [("Iran", "Iraq"), ("Niger", "Nigeria"), ("Mali", "Malawi")])
def test_spellings_that_are_not(one: str, other: str) -> None:
    assert text.norm(one) != text.norm(other)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Co-operation", ("cooperation",)),
        ("cooperation", ("cooperation",)),
        ("co operation", ("co", "operation")),
        ("anti–terrorism agencies", ("antiterrorism", "agencies")),
        ("cyber-security", ("cybersecurity",)),
        ("multi- and bilateral", ("multi", "and", "bilateral")),
        ("Secretary-General", ("secretary", "general")),
        ('the "soft security" forum', ("the", "soft", "security", "forum")),
        ("-", ()),
        ("", ()),
    ],
)
def test_key(phrase: str, expected: tuple[str, ...]) -> None:
    assert text.key(phrase) == expected


def test_folded_says_which_words_a_form_covers() -> None:
    assert text.folded(text.words("Asian Co-operation Group")) == [
        ("asian", 0, 0),
        ("cooperation", 1, 3),
        ("group", 4, 4),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kairat Sarybay", "kairat-sarybay"),
        ("Kassym-Jomart Tokayev", "kassym-jomart-tokayev"),
        ("Ja'afari", "jaafari"),
        ("Łódź", "lodz"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("  -- x --  ", "x"),
        ("中国", "u4e2d-u56fd"),
        ("!?", "u21-u3f"),
        ("", "unnamed"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert text.slug(name) == expected


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_slugs_fit_into_iris(name: str) -> None:
    made = text.slug(name)
    assert 0 < len(made) <= 100
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-")
    assert not made.endswith("-")
