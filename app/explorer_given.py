"""From an address to what a list is narrowed by, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

from diplograph.explorer_model import Filter, Listing
from diplograph.graph.names import fold
from diplograph.graph.rdf import IRI, Literal, sparql
from diplograph.ontology.terms import DG
from diplograph.site import Site, site_of

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_LONGEST = 500  # characters of a value
_OTHERS = frozenset({"sort", "page", "format"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a list: raw values by filter, the same written as SPARQL, the order, the page from 0.

    ``sorted`` tells that the address names the order.
    """

    raw: Mapping[str, str]
    given: Mapping[str, str]
    order: str
    page: int
    sorted: bool


def asked(request: Request, listing: Listing) -> Asked:
    """Read a request's parameters; HTTPException 400 for one that the list does not have or that is none."""
    site, parameters = site_of(request), request.query_params
    known = listing.filters.keys() | _OTHERS
    if unknown := sorted(set(parameters) - known):
        raise HTTPException(
            400, f"{listing.name} cannot be narrowed by {unknown[0][:40]!r}: use {', '.join(sorted(known))}"
        )
    raw = {name: parameters[name].strip() for name in listing.filters if parameters.get(name, "").strip()}
    given = {name: _term(site, listing.filters[name], value) for name, value in raw.items()}
    order = parameters.get("sort") or next(iter(listing.orders))
    if order not in listing.orders:
        raise HTTPException(400, f"{listing.name} cannot be sorted by {order[:40]!r}: use {', '.join(listing.orders)}")
    return Asked(raw, given, order, page_of(request), bool(parameters.get("sort")))


def page_of(request: Request) -> int:
    """Return the page that is asked for, from 0 on; HTTPException 400 if it is no number from 1 on."""
    given = request.query_params.get("page", "1")
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) < 10**6):
        raise HTTPException(400, f"page is a number from 1 on, not {given[:40]!r}")
    return int(given) - 1


def _term(site: Site, one: Filter, value: str) -> str:
    if len(value) > _LONGEST:
        raise HTTPException(400, f"{one.title}: {value[:40]!r}… is longer than {_LONGEST} characters")
    if one.choices:
        if value not in one.choices:
            raise HTTPException(400, f"{one.title}: {value[:40]!r} is none of {', '.join(one.choices)}")
        return sparql(IRI(DG + value)) if one.ask == "thing" else sparql(Literal(value))
    if one.ask in {"since", "until"} and not _DATE.fullmatch(value):
        raise HTTPException(400, f"{one.title}: write a day, month or year, like 2020-10-12, not {value[:40]!r}")
    if one.ask != "thing":
        return sparql(Literal(fold(value) if one.ask == "words" else value))
    try:
        return sparql(IRI(site.iri(value)))
    except ValueError as error:
        raise HTTPException(400, f"{one.title}: {error}") from error
