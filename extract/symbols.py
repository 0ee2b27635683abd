"""Patterns over a line of units (words, names, posts), written in words and matched as regular expressions.

A pattern such as ``the? post:title of the? body`` names unit classes; ``:name`` and ``name=( )`` capture,
``? * +`` repeat, ``( | )`` group.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Classes of units, each with the letter that stands for it in a line.
LETTERS = {
    "state": "S",
    "demonym": "J",
    "organization": "O",
    "place": "L",
    "region": "R",
    "person": "N",
    "post": "P",
    "posts": "Q",
    "modifier": "M",
    "honorific": "H",
    "orghead": "G",
    "cap": "C",
    "low": "w",
    "number": "9",
    "initials": "i",
    "particle": "p",
    "of": "o",
    "for": "f",
    "against": "x",
    "the": "d",
    "and": "&",
    "comma": ",",
    "dash": "-",
    "hyphen": "~",
    "poss": "'",
    "to": "t",
    "on": "u",
    "in": "n",
    "by": "b",
    "as": "a",
    "lparen": "(",
    "rparen": ")",
    "quote": '"',
    "slash": "/",
    "other": ".",
}
# Words and marks that are a class of their own, or of one with few others.
FIXED = {
    "of": "of", "for": "for", "against": "against",
    "the": "the", "a": "the", "an": "the", "and": "and", "&": "and", "to": "to", "on": "on",
    "in": "in", "at": "in", "from": "in", "by": "by", "as": "as", ",": "comma", "-": "dash", "–": "dash", "—": "dash",
    "'s": "poss", "'": "poss", "(": "lparen", ")": "rparen", '"': "quote", "/": "slash",
}  # fmt: skip
# Names for several classes at once.
UNIONS = {
    "body": ("organization", "state", "place"),
    "name": ("cap", "particle", "initials"),
    "any": tuple(LETTERS),
}
# Patterns that several patterns share, by name.
MACROS = {
    "joint": "(dash | hyphen | slash)",
    "namepart": "(cap | place | particle | initials) (hyphen (cap | place | particle | low | in))*",
    "topic": "(cap | modifier | region | demonym | posts | organization | hyphen)",
}
_REPEAT = r"[?*+]|\{\d+(?:,\d*)?\}"
_TOKEN = re.compile(rf"([a-z][a-z0-9]*)=\(|([a-z]+)(?::([a-z0-9]+))?({_REPEAT})?|([()|]|{_REPEAT})")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a name in a line; ``first`` and ``last`` are the indexes of its words, ``last`` excluded."""

    kind: str
    first: int
    last: int
    value: Any = None
    rule: str = ""
    strong: bool = True


def letters(line: list[Unit]) -> str:
    """Return the line as one letter per unit."""
    return "".join(LETTERS[unit.kind] for unit in line)


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern; raises ValueError naming the word that is no class."""
    out: list[str] = []
    position = 0
    for match in _TOKEN.finditer(pattern):
        if pattern[position : match.start()].strip():
            raise ValueError(f"cannot read {pattern[position : match.start()].strip()!r} in pattern {pattern!r}")
        position = match.end()
        opened, name, group, repeat, mark = match.groups()
        if opened:
            out.append(f"(?P<{opened}>")
        elif name in MACROS:
            nested = compiled(MACROS[name]).pattern
            out.append(f"(?P<{group}>{nested}){repeat or ''}" if group else f"(?:{nested}){repeat or ''}")
        elif name:
            classes = UNIONS.get(name, (name,))
            unknown = next((c for c in classes if c not in LETTERS), None)
            if unknown:
                raise ValueError(
                    f"unknown class {unknown!r} in pattern {pattern!r}; known: {', '.join([*LETTERS, *UNIONS])}"
                )
            chars = "[" + re.escape("".join(LETTERS[c] for c in classes)) + "]"
            repeated = chars + (repeat or "")
            out.append(f"(?P<{group}>{repeated})" if group else repeated)
        else:
            out.append("(?:" if mark == "(" else mark)
    if pattern[position:].strip():
        raise ValueError(f"cannot read {pattern[position:].strip()!r} in pattern {pattern!r}")
    try:
        return re.compile("".join(out))
    except re.error as error:
        raise ValueError(f"{error.msg} in pattern {pattern!r}") from error


def search(pattern: str, line: list[Unit], start: int = 0) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern in a line, left to right; groups and spans count units."""
    yield from compiled(pattern).finditer(letters(line), start)
