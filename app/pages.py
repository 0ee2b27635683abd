"""Pages for people: the start page, a page for everything that has an IRI, and the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from diplograph import description, explorer_page, lookups
from diplograph.explorer_given import page_of
from diplograph.explorer_listings import LISTINGS
from diplograph.explorer_register import registers_of
from diplograph.explorer_rows import described
from diplograph.frames import Question
from diplograph.graph import ask
from diplograph.graph.iris import iri
from diplograph.graph.rdf import IRI, LABEL, TYPE, sparql
from diplograph.negotiation import GRAPHS, HTML, Offer, choose, named
from diplograph.ontology.terms import AREA
from diplograph.responses import answer
from diplograph.site import VOCABULARIES, Row, site_of

_SUFFIXES: Final = ("ttl", "nt", "jsonld", "rdf", "trig", "nq", "html")
_OFFERS: Final = (*GRAPHS, HTML)
_SHOWN = 100  # triples of each direction on a page
_FOUND = 50  # names
_MOST = 8  # actors of a kind on the start page
_KINDS: Final = {"people": "person", "states": "state", "organizations": "organization"}
# what a build counts → the list of it
_LISTED: Final = {
    "releases": "releases", "people": "people", "states": "states", "organizations": "organizations",
    "groups": "groups", "places": "places", "events": "events", "statements": "statements",
    "commitments": "commitments", "cooperation areas": "cooperation", "evidence": "sentences",
}  # fmt: skip


async def start(request: Request) -> Response:
    """Show what the graph holds, and what goes by a name; to programs what the endpoint is."""
    site = site_of(request)
    if (offer := _offer(request, None, (HTML, *GRAPHS))) != HTML:
        text = description.query(str(request.url_for("sparql")))
        return answer(await site.ask(request, Question(text, None, offer.syntax)), offer)
    text = request.query_params.get("q", "").strip()[:200]
    register = await registers_of(request).get(request)
    found = register.find(text, _FOUND + 1)
    releases = LISTINGS["releases"]
    return site.page(
        "start.html",
        settings=site.settings,
        text=text,
        found=found[:_FOUND],
        more=len(found) > _FOUND,
        lists=_LISTED,
        listings=LISTINGS,
        recent=await described(request, releases.columns, register.newest),
        most=[(LISTINGS[name], register.most((kind,), _MOST)) for name, kind in _KINDS.items()],
    )


async def health(request: Request) -> Response:
    """Tell that the server answers, and what it has."""
    settings = site_of(request).settings
    counts = {name: settings.counts.get(name) for name in ("releases", "triples")}
    return JSONResponse({"status": "ok", **counts, "built": settings.built, "snapshot": settings.snapshot})


async def minted(request: Request) -> Response:
    """Tell of an IRI that was minted under the store's base; a suffix may name the syntax."""
    site = site_of(request)
    tail = request.path_params["tail"]
    stem, dot, suffix = tail.rpartition(".")
    if dot and suffix in _SUFFIXES and not await _known(request, iri(tail, site.settings.base)):
        return await _tell(request, iri(stem, site.settings.base), named(suffix, _OFFERS))
    return await _tell(request, iri(tail, site.settings.base), None)


async def resource(request: Request) -> Response:
    """Tell of any IRI that is in the graph."""
    given = request.query_params.get("iri", "")
    try:
        sparql(IRI(given))
    except ValueError as error:
        raise HTTPException(400, str(error)) from error
    return await _tell(request, IRI(given), None)


async def area(request: Request) -> Response:
    """Tell of an area of cooperation."""
    stem, dot, suffix = request.path_params["name"].rpartition(".")
    if dot and suffix in _SUFFIXES:
        return await _tell(request, IRI(AREA + stem), named(suffix, _OFFERS))
    return await _tell(request, IRI(AREA + request.path_params["name"]), None)


async def vocabulary(request: Request) -> Response:
    """Send one of the vocabularies, whole, or a page of its terms."""
    site = site_of(request)
    name, dot, suffix = request.path_params["name"].partition(".")
    if name not in VOCABULARIES or (dot and suffix not in _SUFFIXES):
        raise HTTPException(404)
    offer = _offer(request, named(suffix, _OFFERS) if dot else None)
    if offer != HTML:
        found = await site.ask(request, Question(syntax=offer.syntax, graph=VOCABULARIES[name]))
        return answer(found, offer)
    rows = await site.rows(request, lookups.terms(VOCABULARIES[name]))
    return site.page("vocabulary.html", name=name, iri=VOCABULARIES[name], terms=rows)


async def _known(request: Request, name: IRI, beyond: int = 0) -> bool:
    """Tell whether there are more triples with something than a number of them, in one of the two directions."""
    found = (lookups.outgoing(name, beyond, 1), lookups.incoming(name, beyond, 1))
    return any([await site_of(request).rows(request, text) for text in found])


async def _tell(request: Request, name: IRI, wanted: Offer | None) -> Response:
    site = site_of(request)
    offer = _offer(request, wanted)
    page = page_of(request)
    if offer != HTML:
        if not await _known(request, name):
            raise _absent(name)
        return answer(await site.ask(request, Question(f"DESCRIBE {sparql(name)}", syntax=offer.syntax)), offer)
    suffixes = _SUFFIXES[:4] if site.address(name.value).startswith(("/id/", "/area/")) else ()
    if (of := explorer_page.kind(request, name)) and request.query_params.get("view") != "triples":
        if (shown := await explorer_page.show(request, name, of, suffixes)) is None:
            raise _absent(name)
        return shown
    outgoing = await site.rows(request, lookups.outgoing(name, page * _SHOWN, _SHOWN))
    incoming = await site.rows(request, lookups.incoming(name, page * _SHOWN, _SHOWN))
    if not outgoing and not incoming:
        raise _absent(name)
    about = await site.rows(request, lookups.about(name))
    return site.page(
        "triples.html",
        iri=name.value,
        labels=sorted({row["label"]["value"] for row in about if "label" in row}),
        types=sorted({row["type"]["value"] for row in about if "type" in row}),
        outgoing=_groups(outgoing),
        incoming=_groups(incoming),
        page=page,
        more=max(len(outgoing), len(incoming)) == _SHOWN and await _known(request, name, (page + 1) * _SHOWN),
        suffixes=suffixes,
        own=of != "",
    )


def _offer(request: Request, wanted: Offer | None, offers: Sequence[Offer] = _OFFERS) -> Offer:
    """Return what to send: what the address asks for, else what the client likes best."""
    given = request.query_params.get("format")
    if wanted is None:
        wanted = named(given, offers) if given else choose(request.headers.get("accept"), offers)
    if wanted is None:
        raise HTTPException(406, f"this comes as {', '.join(dict.fromkeys(offer.media for offer in offers))}")
    return wanted


def _absent(name: IRI) -> HTTPException:
    return HTTPException(404, f"the graph knows nothing of {name.value}")


def _groups(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Return predicate → rows, labels and classes first, values in the order of what is shown of them."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["predicate"]["value"], []).append(row)
    for group in found.values():
        group.sort(key=lambda row: row.get("label", row["value"])["value"])
    first = (LABEL.value, TYPE.value)
    return sorted(found.items(), key=lambda item: (item[0] not in first, item[0]))


async def known_prefixes(request: Request) -> Response:
    """Send the prefixes that the editor proposes."""
    return JSONResponse(site_of(request).prefixes)


async def query_page(request: Request) -> Response:
    """Show the query page, with the named queries as examples."""
    site = site_of(request)
    examples = [
        {
            "name": query.name,
            "title": query.title,
            "description": query.description,
            "query": query.text,
            "columns": query.columns,
            "parameters": [(one.name, one.default, one.meaning) for one in query.parameters],
        }
        for query in ask.load().values()
    ]
    return site.page("sparql.html", data={"examples": examples, "prefixes": site.prefixes, "base": site.settings.base})
