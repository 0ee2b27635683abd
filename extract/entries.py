"""What a gazetteer holds: one frozen record a row, with its source, and :class:`Gazetteer`, all of them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diplograph.extract.area_file import AreaEntry

STATE_KINDS = frozenset({"member", "observer", "other"})
ORGANIZATION_KINDS = frozenset(
    {"igo", "organ", "ministry", "parliament", "ngo", "armed-group", "media", "company", "university", "bloc"}
)
POST_KINDS = frozenset(
    {
        "head-of-state", "head-of-government", "minister", "deputy", "executive-head", "chair", "ambassador", "envoy",
        "spokesperson", "commissioner", "parliament", "military", "royal", "official",
    }
)  # fmt: skip
RULING_KINDS = ("head-of-state", "head-of-government", "royal")
POST_SCOPES = frozenset({"state", "organization", "body"})
HONORIFIC_KINDS = frozenset({"honorific", "rank", "style", "degree"})
REGION_KINDS = frozenset({"continent", "region", "bloc"})
PLACE_KINDS = frozenset({"city", "province", "building", "region", "sea"})


@dataclass(frozen=True, slots=True)
class StateEntry:
    """A state: alpha-3 and alpha-2 code, names, adjectives and person forms, capital's name; kind by UN status."""

    code: str
    alpha2: str
    name: str
    official: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    weak: frozenset[str]
    source: str
    kind: str = "member"

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form, demonyms included, each once."""
        return tuple(dict.fromkeys((self.name, self.official, *self.aliases, *self.demonyms)))


@dataclass(frozen=True, slots=True)
class OrganizationEntry:
    """An organization or organ; ``parent`` is an organization's id, ``members`` are alpha-3 codes of states."""

    id: str
    acronym: str | None
    name: str
    aliases: tuple[str, ...]
    parent: str | None
    members: tuple[str, ...]
    kind: str
    weak: frozenset[str]
    source: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form, each once; the name first."""
        acronym = (self.acronym,) if self.acronym else ()
        return tuple(dict.fromkeys((self.name, *acronym, *self.aliases)))


@dataclass(frozen=True, slots=True)
class PostEntry:
    """A post by its canonical title; ``forms`` are other spellings of it, without the title itself."""

    title: str
    forms: tuple[str, ...]
    kind: str
    scope: str
    source: str


@dataclass(frozen=True, slots=True)
class ModifierEntry:
    """A word that changes a post: Deputy, former, -elect (a form with a leading hyphen follows the title)."""

    form: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class HonorificEntry:
    """A word before a name that is no post: Mr., H.E., Dr., General."""

    form: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """A region, continent or bloc of states: a name that is no state and no organization."""

    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A city, province, building or sea; ``country`` is an alpha-3 code, ``population`` 0 where unknown."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    kind: str
    weak: frozenset[str]
    population: int
    source: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form, each once; the name first."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All entries, in the order of their files, and two look-ups."""

    states: tuple[StateEntry, ...]
    organizations: tuple[OrganizationEntry, ...]
    posts: tuple[PostEntry, ...]
    modifiers: tuple[ModifierEntry, ...]
    honorifics: tuple[HonorificEntry, ...]
    regions: tuple[RegionEntry, ...]
    places: tuple[PlaceEntry, ...]
    areas: tuple[AreaEntry, ...]
    given_names: frozenset[str] = frozenset()
    state_by_code: Mapping[str, StateEntry] = field(repr=False, default_factory=dict)
    organization_by_id: Mapping[str, OrganizationEntry] = field(repr=False, default_factory=dict)
