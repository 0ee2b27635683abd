"""Lists: a page with filters, the same as CSV and JSON, and as RDF."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from diplograph import explorer_queries as queries
from diplograph.explorer_given import Asked, asked
from diplograph.explorer_listings import LISTINGS, UNSORTED
from diplograph.explorer_model import Column, Listing
from diplograph.explorer_rows import Thing, counted, described, listed
from diplograph.frames import Question
from diplograph.graph.rdf import IRI, sparql
from diplograph.lookups import labels
from diplograph.negotiation import GRAPHS, HTML, Offer, choose, named
from diplograph.responses import answer
from diplograph.site import list_address, site_of

SHOWN: Final = 50  # rows of a page
SORTED: Final = 20_000  # things that are sorted without being asked to; to sort more takes seconds
TAKEN: Final = 10_000  # rows of a CSV or JSON file; more come as its next page
_CSV, _JSON = Offer("text/csv", "csv"), Offer("application/json", "json")
_OFFERS: Final = (HTML, _CSV, _JSON, *(offer for offer in GRAPHS if offer.media.partition("/")[2] != "plain"))
_BEHIND: Final = ("sentence", "rule", "confidence")


async def show(request: Request) -> Response:
    """Show a list, or send it as data."""
    name, dot, suffix = request.path_params["name"].partition(".")
    listing = LISTINGS.get(name)
    if listing is None:
        raise HTTPException(404)
    wanted = suffix if dot else request.query_params.get("format", "")
    offer = named(wanted, _OFFERS) if wanted else choose(request.headers.get("accept"), _OFFERS)
    if offer is None:
        raise HTTPException(404 if dot else 406, f"lists come as {', '.join(one.syntax for one in _OFFERS)}")
    wish = asked(request, listing)
    if offer == HTML:
        return await _page(request, listing, wish)
    if offer in (_CSV, _JSON):
        return await _data(request, listing, wish, offer)
    nodes = await listed(request, listing, wish.given, wish.order, SHOWN, wish.page * SHOWN)
    if not nodes:
        raise HTTPException(404, f"{listing.name} has no page {wish.page + 1}")
    text = f"DESCRIBE {' '.join(sparql(IRI(node)) for node in nodes)}"
    return answer(await site_of(request).ask(request, Question(text, syntax=offer.syntax)), offer)


async def _page(request: Request, listing: Listing, wish: Asked) -> Response:
    site = site_of(request)
    total = await counted(request, listing, wish.given)
    if total > SORTED and not wish.sorted:
        wish = replace(wish, order=UNSORTED)
    nodes = await listed(request, listing, wish.given, wish.order, SHOWN, wish.page * SHOWN)
    if wish.page and not nodes:
        raise HTTPException(404, f"{listing.name} has no page {wish.page + 1}: the last is {-(-total // SHOWN) or 1}")
    by_thing = {
        n: v for n, v in wish.raw.items() if listing.filters[n].ask == "thing" and not listing.filters[n].choices
    }
    rows, known = await asyncio.gather(
        described(request, listing.columns, nodes, facts=listing.facts),
        site.rows(request, labels([site.iri(value) for value in by_thing.values()])),
    )
    names = {row["thing"]["value"]: row["label"]["value"] for row in known}
    return site.page(
        "list.html",
        listing=listing,
        wish=wish,
        rows=rows,
        total=total,
        first=wish.page * SHOWN,
        more=(wish.page + 1) * SHOWN < total,
        chosen=[
            (listing.filters[name].title, names.get(site.iri(value), value), site.iri(value), name)
            for name, value in by_thing.items()
        ],
        shown=[column for column in listing.columns if _told(column, listing, rows)],
        query=queries.things(listing, wish.given, wish.order, None),
        files=[(form, list_address(listing.name, wish.raw, f".{form}", sort=wish.order)) for form in ("csv", "json")],
        taken=TAKEN,
        unsorted=UNSORTED,
    )


def _told(column: Column, listing: Listing, rows: Sequence[Thing]) -> bool:
    """Tell whether a page shows a column: some row has it, and it is not the release, which the sentence names."""
    return any(column.name in row.cells for row in rows) and not (listing.facts and column.name == "release")


async def _data(request: Request, listing: Listing, wish: Asked, offer: Offer) -> Response:
    """Send a list as it is shown, one row for each thing, several values of a cell joined in CSV."""
    nodes = await listed(request, listing, wish.given, wish.order, TAKEN, wish.page * TAKEN)
    rows = await described(request, listing.columns, nodes, facts=listing.facts)
    headers = {"Vary": "Accept"}
    if len(nodes) == TAKEN:
        following = list_address(listing.name, wish.raw, f".{offer.syntax}", sort=wish.order, page=wish.page + 2)
        headers["Link"] = f'<{following}>; rel="next"'
    if offer == _JSON:
        return JSONResponse([_record(listing, row) for row in rows], headers=headers)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns(listing))
    writer.writerows(_cells(listing, row) for row in rows)
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def columns(listing: Listing) -> list[str]:
    """Return the names of the columns of a list's CSV, which are the keys of its JSON."""
    return ["iri", *(column.name for column in listing.columns), *(_BEHIND if listing.facts else ())]


def _behind(listing: Listing, row: Thing) -> Sequence[str | None]:
    if not listing.facts:
        return ()
    said = row.sentences[0] if row.sentences else None
    return (said.quote, said.rule, said.confidence) if said else (None, None, None)


def _cells(listing: Listing, row: Thing) -> Iterator[str | None]:
    yield row.iri
    yield from (row.text(column.name) for column in listing.columns)
    yield from _behind(listing, row)


def _record(listing: Listing, row: Thing) -> dict[str, object]:
    told = {column.name: [cell.text for cell in row.cells.get(column.name, ())] for column in listing.columns}
    behind = _behind(listing, row)
    return {"iri": row.iri, **told, **dict(zip(_BEHIND, behind, strict=False))}
