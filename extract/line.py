"""A block as a line of words and units, and what the units of names and posts hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diplograph.extract.gazetteer import OrganizationEntry, PlaceEntry, PostEntry, StateEntry
from diplograph.extract.symbols import Unit
from diplograph.extract.text import Word


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """An organization as named in the text; ``entry`` where the gazetteer has it, ``owner`` the state it belongs to."""

    name: str
    entry: OrganizationEntry | None = None
    short: str | None = None
    owner: StateEntry | None = None
    parent: OrganizationName | None = None  # the body that a named organ is part of


@dataclass(frozen=True, slots=True)
class Title:
    """A post by title and the unit of the body that it belongs to; ``to`` is where an envoy stands ("to Mongolia")."""

    title: str
    entry: PostEntry
    body: Unit | None
    status: str
    rule: str
    to: str = ""
    where: Unit | None = None  # the unit that ``to`` names
    serves: Title | None = None  # the post that this one serves: Adviser to the President

    @property
    def own(self) -> str:
        """The title without the post that it serves."""
        return self.title.removesuffix(self.serves.title) if self.serves is not None else self.title


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person as named in the text, without titles, and the posts that the same words give."""

    name: str
    titles: tuple[Title, ...] = ()
    honorific: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the other lines of a release name: people, short names of bodies, places that only some lines give away."""

    people: frozenset[tuple[str, ...]] = frozenset()  # names and surnames in normal form
    bodies: Mapping[str, OrganizationName] = field(default_factory=dict)  # by abbreviation or head noun
    places: Mapping[tuple[str, ...], PlaceEntry] = field(default_factory=dict)  # by normal form
    heads: frozenset[str] = frozenset()  # head nouns of bodies that are named in full first


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a block and the units that they form."""

    text: str
    words: tuple[Word, ...]
    units: list[Unit] = field(default_factory=list)
    known: Known = NOTHING

    def wording(self, unit: Unit) -> str:
        """Return the text of a unit."""
        return self.text[self.words[unit.first].start : self.words[unit.last - 1].end]

    def span(self, unit: Unit) -> tuple[int, int]:
        """Return the character offsets of a unit in the block."""
        return self.words[unit.first].start, self.words[unit.last - 1].end

    def is_capitalized(self) -> bool:
        """Tell whether verbs too are written with a capital: a headline's words, without a full stop."""
        plain = [w for w in self.words if w.alpha and len(w.text) > 3]
        return bool(plain) and self.words[-1].text != "." and 5 * sum(w.capital for w in plain) >= 4 * len(plain)


@dataclass(frozen=True, slots=True)
class Entities:
    """What the model's named entity recognizer found in a block: (label, start, end)."""

    spans: tuple[tuple[str, int, int], ...] = ()

    def label(self, start: int, end: int) -> str | None:
        """Return the label of an entity that overlaps a span."""
        return next((name for name, a, b in self.spans if a < end and start < b), None)
