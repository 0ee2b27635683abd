"""Look names up: the gazetteer's forms by their normal form, longest first."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from diplograph.extract import gazetteer
from diplograph.extract.rules import listed
from diplograph.extract.text import Word, folded, key

# Which reading is taken where one wording means two things.
_RANK = {
    "organization": 0,
    "state": 1,
    "demonym": 2,
    "region": 3,
    "post": 4,
    "posts": 4,
    "modifier": 5,
    "honorific": 6,
    "place": 7,
    "organ": 8,
}
_LOWERCASE = ("post", "posts", "modifier", "honorific")  # kinds whose forms also stand in small letters


@dataclass(frozen=True, slots=True)
class Form:
    """A wording of a gazetteer entry; a form that is not ``strong`` needs a second cue."""

    kind: str
    entry: Any
    strong: bool
    acronym: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found in a line, from word ``first`` to word ``last``, last excluded."""

    form: Form
    first: int
    last: int


class Lexicon:
    """All forms of a gazetteer, indexed by normal form."""

    def __init__(self, source: gazetteer.Gazetteer) -> None:
        self.forms: dict[tuple[str, ...], Form] = {}
        self.organs: dict[tuple[str, ...], list[Any]] = {}
        self.acronyms: dict[tuple[str, ...], Form] = {}  # in capitals no other word is meant: GUAM is not Guam
        self.weak: dict[tuple[str, ...], list[Form]] = {}
        self.lengths: dict[str, list[int]] = {}  # how long the forms are that begin with a word, the longest first
        for state in source.states:
            turned = (f"{state.name} Republic",) if state.official == f"Republic of {state.name}" else ()
            for wording in (
                state.name,
                state.official,
                state.official.replace(" of the ", " of "),
                *state.aliases,
                *turned,
            ):
                self._add(wording, "state", state, wording not in state.weak)
            for wording in state.demonyms:
                self._add(wording, "demonym", state, wording not in state.weak)
        for organization in source.organizations:
            for wording in filter(None, (organization.name, organization.acronym, *organization.aliases)):
                self._add(wording, "organization", organization, wording not in organization.weak)
            self._add_organ(organization, source)
        for region in source.regions:
            for wording in (region.name, *region.aliases):
                self._add(wording, "region", region, True)
            for wording in region.demonyms:
                self._add(wording, "region", region, True)
        for post in source.posts:
            for wording in (post.title, *post.forms):
                self._add(wording, "post", post, True)
                self._add(_plural(wording), "posts", post, True)
        for modifier in source.modifiers:
            self._add(modifier.form, "modifier", modifier, True)
        for honorific in source.honorifics:
            self._add(honorific.form, "honorific", honorific, True)
        for place in source.places:
            for wording in (place.name, *place.aliases):
                self._add(wording, "place", place, wording not in place.weak)

    def _add(self, wording: str, kind: str, entry: Any, strong: bool) -> None:
        form_key = key(wording)
        if not form_key:
            return
        acronym = len(form_key) == 1 and wording.replace(".", "").isupper() and len(wording) > 1
        form = Form(kind, entry, strong, acronym)
        if acronym and kind == "organization":
            self.acronyms.setdefault(form_key, Form(kind, entry, True, True))
        if not strong and not any(other.entry is entry for other in self.weak.get(form_key, ())):
            self.weak.setdefault(form_key, []).append(form)
        old = self.forms.get(form_key)
        if old is not None and old.entry is entry and old.acronym and not acronym:
            self.forms[form_key] = Form(kind, entry, old.strong or strong, False)
        elif old is None or (not old.strong, _RANK[old.kind]) > (not strong, _RANK[kind]):
            self.forms[form_key] = form
        lengths = self.lengths.setdefault(form_key[0], [])
        if len(form_key) not in lengths:
            lengths.append(len(form_key))
            lengths.sort(reverse=True)

    def _add_organ(self, organ: Any, source: gazetteer.Gazetteer) -> None:
        """Let an organ be called by its name without its parent's ("the Secretariat"), where the parent is in view."""
        parent = source.organization_by_id.get(organ.parent or "")
        if parent is None:
            return
        for wording in (organ.name, *organ.aliases):
            for owner in filter(None, (parent.acronym, parent.name, *parent.aliases)):
                if wording.startswith(f"{owner} "):
                    short = wording.removeprefix(f"{owner} ")
                elif wording.endswith((f" of the {owner}", f" of {owner}")):
                    short = (
                        wording.partition(f" of the {owner}")[0]
                        if f" of the {owner}" in wording
                        else wording.partition(f" of {owner}")[0]
                    )
                else:
                    continue
                form = key(short)
                abbreviated = short.isupper() and len(short) > 2  # the CMFA
                if not abbreviated and not any(word in listed("organization_heads") for word in short.split()):
                    continue
                if organ not in self.organs.setdefault(form, []):
                    self.organs[form].append(organ)
                if form not in self.forms:
                    self._add(short, "organ", organ, False)

    def scan(self, line: tuple[Word, ...]) -> list[Hit]:
        """Return the longest forms in a line, left to right, none overlapping."""
        hits: list[Hit] = []
        sequence = folded(line)
        parts = tuple(part for part, _, _ in sequence)
        i = 0
        while i < len(sequence):
            found = self._at(line, sequence, parts, i)
            if found is None:
                i += 1
                continue
            hit, length = found
            hits.append(hit)
            i += length
        return hits

    def at(self, line: tuple[Word, ...], first: int) -> Hit | None:
        """Return the longest form that begins at a word of a line."""
        rest = line[first : first + 12]
        sequence = folded(rest)
        found = self._at(rest, sequence, tuple(part for part, _, _ in sequence), 0) if rest else None
        return Hit(found[0].form, found[0].first + first, found[0].last + first) if found else None

    def _at(
        self, line: tuple[Word, ...], sequence: list[tuple[str, int, int]], parts: tuple[str, ...], i: int
    ) -> tuple[Hit, int] | None:
        first = sequence[i][1]
        for length in self.lengths.get(parts[i], ()):
            form = self.forms.get(parts[i : i + length])
            if form is None or i + length > len(parts):
                continue
            last = sequence[i + length - 1][2] + 1
            word = line[first].text
            if form.kind == "place" and length == 1 and word.isupper():
                form = self.acronyms.get(parts[i : i + 1], form)
            if form.acronym:
                if not word.replace(".", "").isupper():
                    continue
            elif not word[0].isupper() and not (word[0].isdigit()) and form.kind not in _LOWERCASE:
                continue
            return Hit(form, first, last), length
        return None


def _plural(wording: str) -> str:
    head, of, rest = wording.partition(" of ")
    noun, behind, adjective = head.partition(" Extraordinary")  # Ambassadors Extraordinary and Plenipotentiary
    return (noun[:-1] + "ies" if noun.endswith("y") else noun + "s") + behind + adjective + of + rest


@functools.cache
def load() -> Lexicon:
    """Return the lexicon of the packaged gazetteer."""
    return Lexicon(gazetteer.load())
