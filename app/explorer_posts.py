"""Posts over time: who held which post, from when to when releases say so, with the last sentence that does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from diplograph import explorer_queries as queries
from diplograph.explorer_listings import LISTINGS
from diplograph.explorer_model import Column
from diplograph.explorer_rows import Thing, counted, described
from diplograph.graph.rdf import IRI, sparql
from diplograph.site import Row, list_address, site_of

_SHOWN: Final = 30
_BY: Final[Mapping[str, str]] = {
    "person": "holder", "state": "body", "organization": "body", "group": "body", "post": "post",
}  # fmt: skip
_COLUMNS: Final = (Column("holder", "Who", "dg:holder", "thing"), Column("post", "Post", "dg:post", "thing"))


@dataclass(frozen=True, slots=True)
class Tenure:
    """A post as somebody held it; ``thing`` is the last release's word, with its sentence."""

    thing: Thing
    status: str
    first: str
    last: str
    total: int
    address: str


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts of a person, or a body's, or the holders of one post; ``total`` counts what releases say of them."""

    by: str
    tenures: Sequence[Tenure]
    total: int
    address: str


async def posts(request: Request, of: str, name: IRI) -> Posts | None:
    """Return the posts of a thing; None for one that has none."""
    if of not in _BY:
        return None
    site, by = site_of(request), _BY[of]
    listing, node = LISTINGS["posts"], sparql(name)
    pattern = listing.filters[by].pattern.replace("{value}", node)
    rows = [row for row in await site.rows(request, queries.tenures(pattern, _SHOWN)) if "post" in row]
    if not rows:
        return None
    shown = [row["shown"]["value"].partition(" ")[2] for row in rows]
    things = await described(request, _COLUMNS, shown, facts=True)
    raw = {by: site.id(name.value)}
    total = await counted(request, listing, {by: node})
    base = site.settings.base
    found = [_tenure(row, thing, base) for row, thing in zip(rows, things, strict=True)]
    return Posts(by, found, total, list_address("posts", raw))


def _tenure(row: Row, thing: Thing, base: str) -> Tenure:
    raw = {name: row[name]["value"].removeprefix(base) for name in ("holder", "post")}
    raw["status"] = row["status"]["value"]
    return Tenure(
        thing,
        row["status"]["value"],
        row["first"]["value"],
        row["last"]["value"],
        int(row["total"]["value"]),
        list_address("posts", raw),
    )
