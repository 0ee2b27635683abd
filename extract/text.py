"""Words of a text and the normal form in which names are compared."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

# Dots stay with acronyms (U.S., often written U.S), initials and titles (K., Mr.), apostrophes with names (Ja'afari);
# hyphens and possessives part words, but for "Counter-terrorism" in a title or a name.
# Two letters and a dot are initials only where transliteration makes two of one letter: "Wang Yi." ends a sentence.
_DOTTED = (
    "[A-Z]|[CDGKPSTZ]h|Y[aeou]|D[jz]|Ts|Mr|Ms|Mx|Mrs|Mme|Messrs|Dr|St|Rt|Hon|Prof|Assoc|Amb|Gen|Lt|Col|Maj|Brig|Adm|Capt"
    "|Sgt|Rev|Msgr|Smt|Ing|Eng|Mag|Adv"
)
_WORD = re.compile(
    rf"(?:[A-Z]\.){{2,}}(?!\w)|(?:U\.[SNK]|E\.U)(?![\w.])|(?:[A-Z]\.)+[A-Z](?=\s[A-Z][^\W\dA-Z_])"
    rf"|(?:Jr|Sr)\.|(?:{_DOTTED})\.(?=\s?[^\W\d_a-z])"
    r"|\bNon-[A-Z]?[a-z]+|\b(?:Anti|Counter|Cross|Inter|Multi|Sub|Trans)-[a-z]+"
    r"|[^\W\d_]+(?:'(?![sS]\b)[^\W\d_]+)*|\d+(?:[.,]\d+)*|'[sS]\b|[^\w\s]|_"
)
# Letters that are no base letter with a mark.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ə": "a", "æ": "ae", "œ": "oe", "þ": "th"})
_SPELLINGS = (
    ("organisation", "organization"),
    ("organising", "organizing"),
    ("centre", "center"),
    ("defence", "defense"),
    ("programme", "program"),
    ("labour", "labor"),
    ("neighbour", "neighbor"),
    ("civilisation", "civilization"),
)


class Word(NamedTuple):
    """A word or punctuation mark with its offsets; ``joined`` means that no space parts it from the one before."""

    text: str
    norm: str
    start: int
    end: int
    joined: bool

    @property
    def capital(self) -> bool:
        """Whether the word starts with an upper-case letter."""
        return self.text[0].isupper()

    @property
    def alpha(self) -> bool:
        """Whether the word starts with a letter."""
        return self.text[0].isalpha()


@functools.lru_cache(maxsize=65536)
def norm(word: str) -> str:
    """Return a word without case, marks, dots and apostrophes, in American spelling."""
    plain = word.casefold()
    if not plain.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        plain = bare.casefold().translate(_LETTERS)
    if len(plain) > 1:
        plain = plain.replace(".", "").replace("'", "").replace("-", "")
    for british, american in _SPELLINGS:
        if british in plain:
            plain = plain.replace(british, american)
    return plain


@functools.lru_cache(maxsize=1024)  # a release's blocks are read several times over
def words(text: str) -> tuple[Word, ...]:
    """Split a cleaned text into words."""
    found: list[Word] = []
    last = -1
    for match in _WORD.finditer(text):
        found.append(Word(match[0], norm(match[0]), match.start(), match.end(), match.start() == last))
        last = match.end()
    return tuple(found)


@functools.lru_cache(maxsize=65536)
def key(text: str) -> tuple[str, ...]:
    """Return the normal form of a phrase: its words without hyphens, quotes and a last full stop, co- joined."""
    made = fold(words(text))
    return made[:-1] if made[-1:] == (".",) else made  # "Gen." is one word before a name only


_SKIPPED = frozenset("-‐‑–—\"'`")
_PREFIXES = frozenset(("co", "non", "anti", "counter", "inter", "multi", "trans", "sub", "pre", "post", "e", "cyber"))


def fold(sequence: tuple[Word, ...]) -> tuple[str, ...]:
    """Return the normal form of a run of words: co-operation and cooperation become the same."""
    return tuple(form for form, _, _ in folded(sequence))


def folded(sequence: tuple[Word, ...]) -> list[tuple[str, int, int]]:
    """Return normal forms, each with the indexes of the first and last word that it covers."""
    out: list[tuple[str, int, int]] = []
    glue = False
    for i, word in enumerate(sequence):
        if word.text in _SKIPPED:
            after = sequence[i + 1] if i + 1 < len(sequence) else None
            glue = bool(out) and word.joined and out[-1][0] in _PREFIXES and after is not None and after.joined
            continue
        if glue:
            form, first, _ = out[-1]
            out[-1] = (form + word.norm, first, i)
            glue = False
        else:
            out.append((word.norm, i, i))
    return out


def slug(text: str) -> str:
    """Return a readable ASCII name for IRIs and ids; text without any letter or digit gets its code points."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return made[:80].rstrip("-") or "-".join(f"u{ord(c):x}" for c in text[:12]) or "unnamed"
