"""Posts that one sentence gives without a body and another, beside no name, with it: one office is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from diplograph.extract.identity import name_parts, title_key
from diplograph.extract.line import Title
from diplograph.extract.model import Evidence, Post
from diplograph.extract.symbols import Unit
from diplograph.extract.text import key

_MET = r"\b(?:and|between|by|from|invited|meet|meets|met|received|receives|thanked|to|with) (?:the )?"


class Offices:
    """The bodies that a release names with a title beside no name, and who holds the title without a body."""

    def __init__(self, units: Iterable[tuple[Unit, str, Evidence]]) -> None:
        """Look through the units of people and posts, each with its words and the sentence that it stands in."""
        self._vacant: dict[str, dict[str, Title]] = {}
        self._apart: dict[str, list[set[int]]] = {}  # sentences of a holder, of a body that is met, by title
        self._opens: dict[str, set[str]] = {}  # bodies whose holder a sentence begins with
        self._held: dict[str, set[str]] = {}
        self._bodiless: dict[str, set[str]] = {}
        for unit, words, evidence in units:
            for title in unit.value if unit.kind == "post" else unit.value.titles:
                word = title_key(title.title)
                if title.body is None and unit.kind == "person":
                    self._bodiless.setdefault(word, set()).add(name_parts(unit.value.name)[-1])
                    self._apart.setdefault(word, [set(), set()])[0].add(evidence.start)
                elif title.body is not None and unit.kind == "post":
                    if evidence.quote.startswith(f"The {words} "):
                        self._opens.setdefault(word, set()).add(_name(title.body))
                    self._vacant.setdefault(word, {})[_name(title.body)] = title
                    self._apart.setdefault(word, [set(), set()])[1].update(
                        {evidence.start} if _is_met(words, evidence) else ()
                    )
                elif title.body is not None:
                    self._held.setdefault(word, set()).add(_name(title.body))

    def vacant(self) -> Iterator[Title]:
        """Yield the titles that are named with a body and beside no name."""
        return (title for known in self._vacant.values() for title in known.values())

    def settled(self, title: Title) -> Title:
        """Return a title with its body where one holder without a body and one body without a holder are left."""
        word = title_key(title.title)
        known = self._vacant.get(word, {})
        if (
            title.body is not None
            or len(known) != 1
            or self._elsewhere(word)
            or len(self._bodiless.get(word, ())) != 1
            or len(title.title.split()) < 2
            or set.intersection(*self._apart[word])  # "Minister X met the Minister of Y": not he
        ):
            return title
        return replace(title, body=next(iter(known.values())).body)

    def _elsewhere(self, word: str) -> bool:
        """Tell whether others hold a title, and the vacant body is theirs or no sentence begins with its holder."""
        held, known = self._held.get(word, set()), set(self._vacant.get(word, ()))
        return bool(held) and (bool(held & known) or not known <= self._opens.get(word, set()))


def _is_met(words: str, evidence: Evidence) -> bool:
    """Tell whether somebody is named as one whom another one meets or speaks to: "with the Minister of Y"."""
    return re.search(_MET + re.escape(words), evidence.quote) is not None


def _name(body: Unit) -> str:
    entry = getattr(body.value, "entry", None)
    return str(getattr(entry, "id", None) or getattr(body.value, "code", None) or getattr(body.value, "name", ""))


def abridges(post: Post, other: Post) -> bool:
    """Tell whether a post is another one in fewer words: Ambassador, Ambassador to Mongolia."""
    if post is other or (post.body is None) != (other.body is None):
        return False
    same_body = post.body is None or (other.body is not None and post.body.id == other.body.id)
    short, long = key(post.title), key(other.title)
    return same_body and post.title != other.title and (long[: len(short)] == short or _is_minister(short, long))


def _is_minister(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether a title is only that of some minister, and the other one says of which kind."""
    return short == ("minister",) and short[0] in long
