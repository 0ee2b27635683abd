"""The gazetteers: what is known of states, organizations, posts, places and areas before a release is read.

A form is *strong* if it names its entry wherever it stands, *weak* (``weak``) if it needs a second cue: a word such as
"in" before a city, a strong form of the same entry in the same text, a post next to it. Weak forms may belong to
several entries, strong ones to a single one.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import TypeVar

from diplograph.extract.area_file import AreaEntry, read_areas
from diplograph.extract.errors import GazetteerError
from diplograph.extract.tables import SLUG, Row, plain, read_table

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
    state_by_code: Mapping[str, StateEntry] = field(repr=False, default_factory=dict)
    organization_by_id: Mapping[str, OrganizationEntry] = field(repr=False, default_factory=dict)


@functools.cache
def load() -> Gazetteer:
    """Return the project's own gazetteers; read once."""
    return load_from(_folder())


@functools.cache
def digest() -> str:
    """Return the SHA-256 of all gazetteer files, as hex: it changes whenever one of them does."""
    total = hashlib.sha256()
    for path in sorted(path for path in _folder().iterdir() if path.suffix in (".csv", ".yaml")):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def load_from(folder: Path) -> Gazetteer:
    """Return the gazetteers in ``folder``, checked; GazetteerError names file and line of the first fault."""
    checks = _Checks()
    states = tuple(_states(folder, checks))
    organizations = tuple(_organizations(folder, checks))
    codes = {state.code: state for state in states}
    by_id = {entry.id: entry for entry in organizations}
    checks.references(codes, by_id)
    return Gazetteer(
        states=states,
        organizations=organizations,
        posts=tuple(_posts(folder)),
        modifiers=tuple(
            ModifierEntry(row["form"], row["kind"], row["source"])
            for row in _distinct(read_table(folder / "modifiers.csv", ("form", "kind", "source")), "form")
        ),
        honorifics=tuple(
            HonorificEntry(row["form"], row.one_of("kind", HONORIFIC_KINDS), row["source"])
            for row in _distinct(read_table(folder / "honorifics.csv", ("form", "kind", "source")), "form")
        ),
        regions=tuple(_regions(folder, checks)),
        places=(*_places(folder, codes, checks), *_cities(folder, codes, checks)),
        areas=read_areas(folder / "areas.yaml"),
        state_by_code=codes,
        organization_by_id=by_id,
    )


def _folder() -> Path:
    return Path(str(resources.files("diplograph.seeds")))


Key = tuple[str, str]


class _Checks:
    """What has been seen so far, to refuse what stands twice or points nowhere."""

    def __init__(self) -> None:
        self.owners: dict[str, Key] = {}
        self.ids: set[Key] = set()
        self.pending: list[tuple[Row, str, str]] = []

    def entry(self, row: Row, family: str, id: str, forms: Iterable[str], weak: frozenset[str]) -> None:
        """Record an entry; GazetteerError if its id is taken or a strong form belongs to another entry."""
        key = (family, id)
        if key in self.ids:
            raise row.error(f"'{id}' stands twice", "merge the two rows")
        self.ids.add(key)
        for form in forms:
            if form in weak:
                continue
            owner = self.owners.setdefault(plain(form).lower(), key)
            if owner != key:
                raise row.error(
                    f"strong form '{form}' belongs to {owner[0]} '{owner[1]}' as well", "make it weak in both or drop one"
                )

    def references(self, codes: Mapping[str, StateEntry], by_id: Mapping[str, OrganizationEntry]) -> None:
        """Refuse parents and members that are not in the gazetteers."""
        for row, family, target in self.pending:
            if target not in (codes if family == "member" else by_id):
                raise row.error(f"{family} '{target}' is not in the gazetteers", "add it or correct the spelling")


def _states(folder: Path, checks: _Checks) -> Iterator[StateEntry]:
    columns = ("code", "alpha2", "name", "official", "aliases", "demonyms", "capital", "kind", "weak", "source")
    for row in read_table(folder / "states.csv", columns):
        code, alpha2 = row["code"], row["alpha2"]
        if not (len(code) == 3 and len(alpha2) == 2 and (code + alpha2).isalpha() and (code + alpha2).isupper()):
            raise row.error(f"'{code}', '{alpha2}' are no alpha-3 and alpha-2 codes", "use ISO 3166-1 codes")
        names = (row["name"], row["official"], *row.many("aliases"), *row.many("demonyms"))
        kind = row.one_of("kind", STATE_KINDS)
        entry = StateEntry(
            code, alpha2, names[0], names[1], row.many("aliases"), row.many("demonyms"), row["capital"],
            row.weak(names), row["source"], kind,
        )  # fmt: skip
        checks.entry(row, "state", code, entry.forms, entry.weak)
        yield entry


def _organizations(folder: Path, checks: _Checks) -> Iterator[OrganizationEntry]:
    columns = ("id", "acronym", "name", "aliases", "parent", "members", "kind", "weak", "source")
    for row in read_table(folder / "organizations.csv", columns):
        forms = tuple(form for form in (row["name"], row["acronym"], *row.many("aliases")) if form)
        entry = OrganizationEntry(
            _id(row), row["acronym"] or None, row["name"], row.many("aliases"), row["parent"] or None,
            row.many("members"), row.one_of("kind", ORGANIZATION_KINDS), row.weak(forms), row["source"],
        )  # fmt: skip
        checks.entry(row, "organization", entry.id, forms, entry.weak)
        checks.pending += [(row, "member", code) for code in entry.members]
        if entry.parent:
            checks.pending.append((row, "parent", entry.parent))
        yield entry


def _posts(folder: Path) -> Iterator[PostEntry]:
    seen: dict[str, str] = {}
    for row in read_table(folder / "posts.csv", ("title", "forms", "kind", "scope", "source")):
        for form in (row["title"], *row.many("forms")):
            if form.lower() in seen:
                raise row.error(f"'{form}' is a form of '{seen[form.lower()]}' as well", "keep it in one row")
            seen[form.lower()] = row["title"]
        kind, scope = row.one_of("kind", POST_KINDS), row.one_of("scope", POST_SCOPES)
        yield PostEntry(row["title"], row.many("forms"), kind, scope, row["source"])


def _regions(folder: Path, checks: _Checks) -> Iterator[RegionEntry]:
    for row in read_table(folder / "regions.csv", ("name", "aliases", "demonyms", "kind", "source")):
        entry = RegionEntry(
            row["name"], row.many("aliases"), row.many("demonyms"), row.one_of("kind", REGION_KINDS), row["source"]
        )
        checks.entry(row, "region", entry.name, (entry.name, *entry.aliases, *entry.demonyms), frozenset())
        yield entry


def _places(folder: Path, codes: Mapping[str, StateEntry], checks: _Checks) -> Iterator[PlaceEntry]:
    columns = ("id", "name", "aliases", "country", "kind", "weak", "source")
    for row in read_table(folder / "places.csv", columns):
        entry = _place(row, codes, row.one_of("kind", PLACE_KINDS), 0)
        checks.entry(row, "place", entry.id, entry.forms, entry.weak)
        yield entry


def _cities(folder: Path, codes: Mapping[str, StateEntry], checks: _Checks) -> Iterator[PlaceEntry]:
    columns = ("id", "name", "aliases", "country", "population", "weak", "source")
    for row in read_table(folder / "cities.csv", columns):
        if not row["population"].isdecimal():
            raise row.error(f"population '{row['population']}' is no number", "use digits only")
        entry = _place(row, codes, "city", int(row["population"]))
        checks.entry(row, "place", entry.id, entry.forms, entry.weak)
        yield entry


def _place(row: Row, codes: Mapping[str, StateEntry], kind: str, population: int) -> PlaceEntry:
    if (country := row["country"]) and country not in codes:
        raise row.error(f"country '{country}' is not in states.csv", "use its alpha-3 code or leave it empty")
    forms = (row["name"], *row.many("aliases"))
    return PlaceEntry(
        _id(row), row["name"], forms[1:], country or None, kind, row.weak(forms), population, row["source"]
    )


def _id(row: Row) -> str:
    if not SLUG.fullmatch(row["id"]):
        raise row.error(f"id '{row['id']}' is no slug", "use lower-case ASCII words joined by hyphens")
    return row["id"]


def _distinct(rows: Iterable[Row], column: str) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        if row[column] in seen:
            raise row.error(f"'{row[column]}' stands twice", "remove one of the two rows")
        seen.add(row[column])
        yield row
