"""The SPARQL 1.1 Graph Store Protocol, reading only: the default graph, a named one, or the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from diplograph.frames import Question
from diplograph.lookups import SHOWN
from diplograph.negotiation import DATASETS, GRAPHS, HTML, RESULTS, Offer, choose, named
from diplograph.protocol import parameters
from diplograph.responses import answer
from diplograph.site import site_of

_METHODS: Final = {"Allow": "GET, HEAD"}
_LIST = f"SELECT ?graph WHERE {{ GRAPH ?graph {{}} {SHOWN} }} ORDER BY ?graph"
_SHOWN = 1000  # graphs on the page


async def graphs(request: Request) -> Response:
    """Send ``?default`` or ``?graph=IRI``; without either the list of graphs, as TriG or N-Quads what they hold too."""
    if request.method not in {"GET", "HEAD"}:
        raise HTTPException(405, "the graph store is read-only: use GET or HEAD", _METHODS)
    site = site_of(request)
    given = parameters(request.scope["query_string"])
    names = given.get("graph", ())
    if len(names) + ("default" in given) > 1:
        raise HTTPException(400, "name one graph, or default")
    if names:
        offer = _choose(request, given.get("format", ()), GRAPHS)
        return answer(await site.ask(request, Question(syntax=offer.syntax, graph=names[0])), offer)
    if "default" in given:
        offer = _choose(request, given.get("format", ()), GRAPHS)
        return answer(await site.ask(request, Question(syntax=offer.syntax, graph="")), offer)
    offer = _choose(request, given.get("format", ()), (*RESULTS, HTML, *DATASETS))
    if offer in DATASETS:
        return answer(await site.ask(request, Question(syntax=offer.syntax)), offer)
    if offer != HTML:
        return answer(await site.ask(request, Question(_LIST, results=offer.syntax)), offer)
    found = await site.rows(request, f"{_LIST} LIMIT {_SHOWN + 1}")
    return site.page("graphs.html", graphs=[row["graph"]["value"] for row in found][:_SHOWN], more=len(found) > _SHOWN)


def _choose(request: Request, formats: Sequence[str], offers: Sequence[Offer]) -> Offer:
    """Return what to send; HTTPException 406 if nothing on offer is accepted."""
    offer = named(formats[0], offers) if formats else choose(request.headers.get("accept"), offers)
    if offer is None:
        raise HTTPException(406, f"this comes as {', '.join(dict.fromkeys(offer.media for offer in offers))}")
    return offer
