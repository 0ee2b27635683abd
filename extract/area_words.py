"""A sentence as the words that lists of areas are read by: names whole, hyphened words joined, lemmas that hold."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.extract.parse import Parsed
from diplograph.extract.text import norm

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

AND = frozenset(("and", "or", "&"))
_HYPHENS = frozenset("-‐‑–")
_VERBAL = frozenset(("VBD", "VBZ", "VBP", "MD"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its first and last token, its text, the stem that word lists know it by, the kind of name it is."""

    first: Token
    last: Token
    text: str
    stem: str
    kind: str  # kind of the name that it is or is a part of: "person", "state" …; "" of a plain word

    @property
    def tag(self) -> str:
        """The part-of-speech tag of the last token."""
        return str(self.last.tag_)

    @property
    def finite(self) -> bool:
        """Whether the word is a finite verb."""
        return not self.kind and self.tag in _VERBAL and self.last.pos_ in ("VERB", "AUX")

    @property
    def nominal(self) -> bool:
        """Whether the word can head a noun phrase."""
        return self.last.pos_ in ("NOUN", "PROPN") or (self.tag == "VBG" and self.last.dep_ in ("pobj", "compound"))


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the form that wordings are compared in: lower case, American spelling, singular."""
    plain = norm(word)
    if len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3] + "y"
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")) else plain


def words(parsed: Parsed, sentence: Span) -> list[Word]:
    """Return the words of a sentence, quotation marks left out."""
    out: list[Word] = []
    tokens = [t for t in sentence if t.text != '"' and not t.is_space]
    at = 0
    while at < len(tokens):
        first = last = tokens[at]
        unit = parsed.unit(first)
        at += 1
        while at < len(tokens) and (
            (unit is not None and parsed.unit(tokens[at]) is unit)
            or (unit is None and _joined(tokens, at, parsed))
            or (unit is not None and tokens[at].text in _HYPHENS and _tight(parsed, tokens, at))
        ):
            last = tokens[at]
            at += 1
        text = parsed.text(first, last)
        kind = unit.kind if unit is not None else ""
        out.append(Word(first, last, text, _stem_of(text, last) if not kind else norm(text), kind))
    return out


def _stem_of(text: str, last: Token) -> str:
    plain = "".join(c for c in text if c not in _HYPHENS) if norm(text).startswith(("co-", "inter-")) else text
    return last.lemma_.lower() if last.pos_ == "VERB" and last.text == text else stem(plain)


def _tight(parsed: Parsed, tokens: list[Token], at: int) -> bool:
    """Tell whether no space parts a token from its neighbours."""
    return (
        0 < at < len(tokens) - 1
        and parsed.ends[tokens[at - 1].i] == parsed.starts[tokens[at].i]
        and parsed.ends[tokens[at].i] == parsed.starts[tokens[at + 1].i]
    )


def _joined(tokens: list[Token], at: int, parsed: Parsed) -> bool:
    """Tell whether a token continues a hyphened word: people-to-people, trade-economic."""
    if tokens[at].text in _HYPHENS:
        return _tight(parsed, tokens, at)
    return tokens[at - 1].text in _HYPHENS and at > 1 and _tight(parsed, tokens, at - 1)


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of an enumeration: words[a:b], the words of another piece that it shares before and after it.

    An ``instance`` is named as one of what was said ("including …").
    """

    a: int
    b: int
    before: str = ""
    after: str = ""
    instance: bool = False


@dataclass(slots=True)
class Part:
    """What stands between two commas or conjunctions: words[a:b] and what stands before it (:func:`separator`)."""

    a: int
    b: int
    joint: str  # "start", "comma", "and", "oxford", "more", "such"


def is_preposition(word: Word) -> bool:
    """Tell whether a word is a preposition."""
    return word.last.pos_ == "ADP" or word.tag in ("IN", "TO")


def head_of(words: Sequence[Word], a: int, b: int) -> int | None:
    """Return the index of the head noun of words[a:b]: the last noun before its first preposition."""
    end = next((i for i in range(a + 1, b) if is_preposition(words[i])), b)
    nouns = [i for i in range(a, end) if words[i].nominal or words[i].kind]
    plain = [i for i in nouns if not words[i].kind]
    return (plain or nouns)[-1] if nouns else None
