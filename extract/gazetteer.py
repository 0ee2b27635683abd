"""The gazetteers: what is known of states, organizations, posts, places and areas before a release is read.

A form is *strong* if it names its entry wherever it stands, *weak* (``weak``) if it needs a second cue: a word such as
"in" before a city, a strong form of the same entry in the same text, a post next to it. Weak forms may belong to
several entries, strong ones to a single one.

The curated tables go before the list of cities (GeoNames): a city whose name another entry has is left out. Of the
rest, capitals and cities of LARGE inhabitants or more are strong, the others weak; a city whose name is a word or a
person's name too (namesakes.csv) is weak, and left out if it has fewer than KNOWN inhabitants.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from importlib import resources
from pathlib import Path

from diplograph.extract.area_file import AreaEntry, read_areas
from diplograph.extract.entries import (
    HONORIFIC_KINDS,
    ORGANIZATION_KINDS,
    PLACE_KINDS,
    POST_KINDS,
    POST_SCOPES,
    REGION_KINDS,
    STATE_KINDS,
    Gazetteer,
    HonorificEntry,
    ModifierEntry,
    OrganizationEntry,
    PlaceEntry,
    PostEntry,
    RegionEntry,
    StateEntry,
)  # fmt: skip
from diplograph.extract.tables import SLUG, Row, plain, problem, read_cells, read_table, slug

__all__ = [
    "AreaEntry", "Gazetteer", "HonorificEntry", "ModifierEntry", "OrganizationEntry", "PlaceEntry", "PostEntry",
    "RegionEntry", "StateEntry", "digest", "load", "load_from",
]  # fmt: skip

LARGE = 300_000
KNOWN = 100_000
_NONE: frozenset[str] = frozenset()


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
        places=(*_places(folder, codes, checks), *_cities(folder, codes, checks.forms)),
        areas=read_areas(folder / "areas.yaml"),
        given_names=frozenset(cells[0] for _, cells in read_cells(folder / "given_names.csv", ("form", "source"))),
        state_by_code=codes,
        organization_by_id=by_id,
    )


def _folder() -> Path:
    return Path(str(resources.files("diplograph.seeds")))


Key = tuple[str, str]


class _Checks:
    """What has been seen so far, to refuse what stands twice or points nowhere."""

    def __init__(self) -> None:
        self.owners: dict[str, Key] = {}  # of strong forms
        self.forms: set[str] = set()  # slugs of all forms
        self.ids: set[Key] = set()
        self.pending: list[tuple[Row, str, str]] = []

    def entry(self, row: Row, family: str, id: str, forms: Iterable[str], weak: frozenset[str]) -> None:
        """Record an entry; GazetteerError if its id is taken or a strong form belongs to another entry."""
        key = (family, id)
        if key in self.ids:
            raise row.error(f"'{id}' stands twice", "merge the two rows")
        self.ids.add(key)
        for form in forms:
            self.forms.add(slug(form))
            if form in weak:
                continue
            owner = self.owners.setdefault(plain(form).lower(), key)
            if owner != key:
                what = f"strong form '{form}' belongs to {owner[0]} '{owner[1]}' as well"
                raise row.error(what, "make it weak in both or drop one")

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
        forms = (row["name"], *row.many("aliases"))
        entry = PlaceEntry(
            _id(row), forms[0], forms[1:], _country(row, codes), row.one_of("kind", PLACE_KINDS), row.weak(forms), 0,
            row["source"],
        )  # fmt: skip
        checks.entry(row, "place", entry.id, entry.forms, entry.weak)
        yield entry


def _cities(folder: Path, codes: Mapping[str, StateEntry], taken: AbstractSet[str]) -> Iterator[PlaceEntry]:
    path = folder / "cities.csv"
    namesakes = {row["form"] for row in read_table(folder / "namesakes.csv", ("form", "kind", "source"))}
    capitals = {slug(state.capital): state.code for state in codes.values()}
    seen: set[str] = set()
    # Cells, not rows: this table is thirty times as long as the others together.
    for line, cells in read_cells(path, ("id", "name", "aliases", "country", "population", "source")):
        id, name, also, country, population, source = cells
        if not population.isdecimal():
            raise problem(path, line, f"population '{population}' is no number", "use digits only")
        if country and country not in codes:
            raise problem(path, line, f"country '{country}' is not in states.csv", "use its code or leave it empty")
        if id in seen or not SLUG.fullmatch(id):
            raise problem(path, line, f"id '{id}' stands twice or is no slug", "merge the rows or correct it")
        seen.add(id)
        people, ambiguous = int(population), name in namesakes
        if id in taken or (ambiguous and people < KNOWN):
            continue
        aliases = tuple(also.split("|")) if also else ()  # spellings with the same slug: free if the id is
        strong = not ambiguous and (people >= LARGE or (country != "" and capitals.get(id) == country))
        weak = _NONE if strong else frozenset((name, *aliases))
        yield PlaceEntry(id, name, aliases, country or None, "city", weak, people, source)


def _country(row: Row, codes: Mapping[str, StateEntry]) -> str | None:
    if (country := row["country"]) and country not in codes:
        raise row.error(f"country '{country}' is not in states.csv", "use its alpha-3 code or leave it empty")
    return country or None


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
