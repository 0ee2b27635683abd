"""The page of a thing: the lines about it, its sentences, and the lists that it is the subject of."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from diplograph import explorer_queries as queries
from diplograph.explorer_kinds import COUNTED, PAGES
from diplograph.explorer_listings import LISTINGS
from diplograph.explorer_model import Column, Listing, Page, Section
from diplograph.explorer_posts import posts
from diplograph.explorer_release import Text, text
from diplograph.explorer_rows import Thing, described, listed
from diplograph.graph.iris import kind_of
from diplograph.graph.names import ACTORS
from diplograph.graph.rdf import IRI, Literal, sparql
from diplograph.ontology.terms import AREA
from diplograph.site import Row, list_address, site_of

_FIRST: Final = 6  # rows of a section
_NEAR: Final = 24  # actors met
_LABEL: Final = Column("label", "Name", "skos:prefLabel|rdfs:label")


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is shown: its first things, how many there are, and where all of them are."""

    section: Section
    listing: Listing
    total: int
    things: Sequence[Thing]
    columns: Sequence[Column]
    address: str


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody who took part in the same events, and in how many; ``address`` lists them."""

    iri: str
    label: str
    total: int
    address: str


def kind(request: Request, name: IRI) -> str:
    """Return which kind of page a thing has; "" for one that has none of its own."""
    found = "area" if name.value.startswith(AREA) else kind_of(name, site_of(request).settings.base)
    return found if found in PAGES else ""


async def show(request: Request, name: IRI, of: str, suffixes: Sequence[str]) -> Response | None:
    """Return the page of a thing; None if the graph knows nothing of it."""
    page, site = PAGES[of], site_of(request)
    node = sparql(name)
    (thing,), counts, first = await asyncio.gather(
        described(request, (_LABEL, *page.lines), [name.value], facts=not page.network or of in _FACTS),
        _totals(request, _asked(page, of, node)),
        _first(request, page, node),
    )
    if not thing.cells:
        return None
    parts, near, held, said = await asyncio.gather(
        _parts(request, page, name, first, counts),
        _near(request, name) if of in ACTORS else _nothing(),
        posts(request, of, name),
        text(request, name) if of == "release" else _no_text(),
    )
    labels = thing.cells.get(_LABEL.name, [])
    return site.page(
        "thing.html",
        iri=name.value,
        of=of,
        page=page,
        thing=thing,
        title=labels[0].text if labels else site.short(name.value),
        parts=parts,
        near=near,
        posts=held,
        text=said,
        counted=[
            (LISTINGS[each], counts[each], list_address(each, {"release": site.id(name.value)}))
            for each in (COUNTED if of == "release" else ())
        ],
        suffixes=suffixes,
    )


_FACTS: Final = frozenset({"event", "statement", "area-mention"})


async def _nothing() -> list[Near]:
    return []


async def _no_text() -> Text | None:
    return None


def _given(section: Section, node: str) -> dict[str, str]:
    return {section.by: node, **{name: sparql(Literal(value)) for name, value in section.more.items()}}


def _asked(page: Page, of: str, node: str) -> list[tuple[str, Listing, dict[str, str]]]:
    """Return what a page counts: its sections by their numbers, and what a release holds by the lists' names."""
    found = [(str(n), LISTINGS[one.listing], _given(one, node)) for n, one in enumerate(page.sections)]
    return found + [(name, LISTINGS[name], {"release": node}) for name in (COUNTED if of == "release" else ())]


async def _totals(request: Request, asked: Sequence[tuple[str, Listing, dict[str, str]]]) -> dict[str, int]:
    """Return how many things there are of each of what is asked, by its name."""
    rows = await site_of(request).rows(request, queries.totals(asked)) if asked else []
    return {row["name"]["value"]: int(row["total"]["value"]) for row in rows}


async def _first(request: Request, page: Page, node: str) -> list[list[str]]:
    """Return the first things of each section."""
    asked = []
    for section in page.sections:
        listing = LISTINGS[section.listing]
        order = section.order or next(iter(listing.orders))
        asked.append(listed(request, listing, _given(section, node), order, _FIRST))
    return list(await asyncio.gather(*asked))


async def _parts(
    request: Request, page: Page, name: IRI, first: Sequence[list[str]], counts: dict[str, int]
) -> list[Part]:
    site, asked = site_of(request), []
    shown = [(number, section, nodes) for number, section in enumerate(page.sections) if (nodes := first[number])]
    for _, section, nodes in shown:
        listing = LISTINGS[section.listing]
        asked.append(described(request, listing.columns, nodes, facts=listing.facts))
    found = await asyncio.gather(*asked)
    parts = []
    for (number, section, _), things in zip(shown, found, strict=True):
        listing = LISTINGS[section.listing]
        columns = [column for column in listing.columns if column.name not in section.without]
        raw = {section.by: site.id(name.value), **section.more}
        parts.append(Part(section, listing, counts[str(number)], things, columns, list_address(section.listing, raw)))
    return parts


async def _near(request: Request, name: IRI) -> list[Near]:
    site = site_of(request)
    rows = await site.rows(request, queries.with_others(sparql(name), _NEAR))
    return [_one(row, site_of(request).settings.base, site.id(name.value)) for row in rows if "thing" in row]


def _one(row: Row, base: str, actor: str) -> Near:
    iri = row["thing"]["value"]
    raw = {"actor": actor, "with": iri.removeprefix(base), "status": "occurred"}
    label = row["label"]["value"] if "label" in row else iri
    return Near(iri, label, int(row["total"]["value"]), list_address("events", raw))
