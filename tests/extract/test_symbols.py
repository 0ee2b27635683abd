"""Patterns over units: written in words, matched over one letter a unit, refused where a word is no class."""

from __future__ import annotations

import pytest

from diplograph.extract import symbols
from diplograph.extract.symbols import Unit


def line(kinds: str) -> list[Unit]:
    """Return a line of units of the kinds named."""
    return [Unit(kind, i, i + 1) for i, kind in enumerate(kinds.split())]


def found(pattern: str, kinds: str) -> list[tuple[int, int]]:
    return [match.span() for match in symbols.search(pattern, line(kinds))]


def test_every_class_has_a_letter_of_its_own() -> None:
    assert len(set(symbols.LETTERS.values())) == len(symbols.LETTERS)
    assert all(len(letter) == 1 for letter in symbols.LETTERS.values())
    assert {name for union in symbols.UNIONS.values() for name in union} <= set(symbols.LETTERS)
    assert not set(symbols.UNIONS) & set(symbols.LETTERS)


@pytest.mark.parametrize("kind", symbols.LETTERS)
def test_each_class_matches_itself_and_no_other(kind: str) -> None:
    others = " ".join(other for other in symbols.LETTERS if other != kind)
    assert found(kind, kind) == [(0, 1)]
    assert found(kind, others) == []
    assert found("any", kind) == [(0, 1)]


@pytest.mark.parametrize(
    ("pattern", "kinds", "expected"),
    [
        ("post of the? state", "post of state low post of the state", [(0, 3), (4, 8)]),
        ("cap+", "cap cap low cap", [(0, 2), (3, 4)]),
        ("cap{2}", "cap low cap cap cap", [(2, 4)]),
        ("cap{2,}", "cap low cap cap cap", [(2, 5)]),
        ("cap{1,2} of", "cap cap cap of", [(1, 4)]),
        ("(state | place) post", "place post state post low", [(0, 2), (2, 4)]),
        ("body post", "organization post place post low post", [(0, 2), (2, 4)]),
        ("name+", "cap initials particle low", [(0, 3)]),
        ("person (comma person)* and person", "person comma person comma person and person", [(0, 7)]),
        ("lparen any rparen", "lparen low rparen", [(0, 3)]),
        ("other dash", "other dash", [(0, 2)]),
    ],
)
def test_patterns(pattern: str, kinds: str, expected: list[tuple[int, int]]) -> None:
    assert found(pattern, kinds) == expected


def test_captures_count_units() -> None:
    (match,) = symbols.search(
        "post:title of the? body:of name=(cap (dash cap)?)", line("post of the state cap dash cap")
    )
    assert match.span("title") == (0, 1)
    assert match.span("of") == (3, 4)
    assert match.span("name") == (4, 7)


def test_search_goes_on_from_a_unit() -> None:
    units = line("cap low cap")
    assert [m.span() for m in symbols.search("cap", units, 1)] == [(2, 3)]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("honorofic person", "unknown class 'honorofic' in pattern 'honorofic person'; known: state, demonym, "),
        ("post:title of state:title", "redefinition of group name 'title' as group 2; was group 1 in pattern"),
        ("(post | person", "missing ), unterminated subpattern in pattern '(post | person'"),
        ("post & person", "cannot read '&' in pattern 'post & person'"),
        ("post 5", "cannot read '5' in pattern 'post 5'"),
        ("* post", "nothing to repeat in pattern '* post'"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_refused_by_name(pattern: str, message: str) -> None:
    with pytest.raises(ValueError) as error:
        symbols.compiled(pattern)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
