"""The SPARQL 1.1 Protocol, queries only: from an HTTP request to a question, and from an answer to a response."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from diplograph import description
from diplograph.frames import Question
from diplograph.negotiation import GRAPHS, HTML, RESULTS, Offer, choose, named
from diplograph.pages import query_page
from diplograph.responses import answer
from diplograph.site import Site, site_of

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
READ_ONLY: Final = "this endpoint is read-only: it answers queries and takes no updates"
_METHODS = {"Allow": "GET, HEAD, POST"}
_FIELDS = 10_000  # parameters of a request
_BODY = 20.0  # seconds in which a request's body must have come

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client takes: for rows and truth values, and for graphs; None for nothing that is on offer."""

    results: Offer | None
    graph: Offer | None


async def sparql(request: Request) -> Response:
    """Answer at ``/sparql``: a query, or, without one, the query page or the service description."""
    site = site_of(request)
    if request.method in {"GET", "HEAD"}:
        given = parameters(request.scope["query_string"])
        if "query" not in given and "update" not in given:
            return await _about(request, site)
    elif request.method == "POST":
        given = await _posted(request, site)
    else:
        raise HTTPException(405, "use GET or POST", _METHODS)
    if "update" in given:
        raise HTTPException(403, READ_ONLY)
    texts = given.get("query", ())
    if len(texts) != 1:
        raise HTTPException(400, f"give one query parameter, not {len(texts)}")
    wanted = _wanted(request, given)
    question = Question(
        texts[0],
        wanted.results.syntax if wanted.results else None,
        wanted.graph.syntax if wanted.graph else None,
        dataset=_dataset(given),
    )
    found = await site.ask(request, question)
    offer = wanted.results if found.kind == "results" else wanted.graph
    assert offer
    return answer(found, offer)


def parameters(encoded: bytes) -> Parameters:
    """Return parameter → values of a query string or form; HTTPException 400 if it is not what it should be."""
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:
        raise HTTPException(400, "the parameters are not URL-encoded UTF-8, or too many") from error
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


async def _posted(request: Request, site: Site) -> Parameters:
    """Return the parameters of a POST, those of its address too; a body that is a query counts as one."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if media == UPDATE:
        raise HTTPException(403, READ_ONLY)
    if media not in {FORM, DIRECT}:
        raise HTTPException(415, f"send a form ({FORM}) or a query ({DIRECT}), not {media or 'something unnamed'}")
    body = await _body(request, site.limits.request)
    given = parameters(request.scope["query_string"])
    if media == FORM:
        posted = parameters(body)
        return {key: [*given.get(key, ()), *posted.get(key, ())] for key in given.keys() | posted.keys()}
    try:
        return {**given, "query": [*given.get("query", ()), body.decode("utf-8")]}
    except UnicodeDecodeError as error:
        raise HTTPException(400, "the query is not UTF-8") from error


async def _body(request: Request, limit: int) -> bytes:
    """Read a body. HTTPException 413 if it is too large, once all of it is read: few clients listen while they send."""
    held = bytearray()
    size = 0
    try:
        async with asyncio.timeout(_BODY):
            async for chunk in request.stream():
                size += len(chunk)
                if size <= limit:
                    held += chunk
                elif size > 64 * limit:
                    break
    except TimeoutError as error:
        raise HTTPException(408, f"the request did not come within {_BODY:g} s", {"Connection": "close"}) from error
    if size > limit:
        raise HTTPException(413, f"the request is larger than {limit:,} bytes", {"Connection": "close"})
    return bytes(held)


def _wanted(request: Request, given: Parameters) -> Wanted:
    accept = request.headers.get("accept")
    names = given.get("format", ())
    if names:
        wanted = Wanted(named(names[0], RESULTS), named(names[0], GRAPHS))
        if not (wanted.results or wanted.graph):
            known = ", ".join(dict.fromkeys(offer.syntax for offer in (*RESULTS, *GRAPHS)))
            raise HTTPException(400, f"there is no format {names[0][:40]!r}: use {known}")
        return wanted
    wanted = Wanted(choose(accept, RESULTS), choose(accept, GRAPHS))
    if not (wanted.results or wanted.graph):
        known = ", ".join(offer.media for offer in (*RESULTS, *GRAPHS))
        raise HTTPException(406, f"there is nothing among {known} that the client would accept")
    return wanted


def _dataset(given: Parameters) -> tuple[Sequence[str], Sequence[str]] | None:
    default, named_graphs = given.get("default-graph-uri", ()), given.get("named-graph-uri", ())
    return (default, named_graphs) if default or named_graphs else None


async def _about(request: Request, site: Site) -> Response:
    """Send the query page to browsers, the service description to programs."""
    offer = choose(request.headers.get("accept"), (*GRAPHS, HTML))
    if offer is None:
        raise HTTPException(406, f"the service description comes as {', '.join(o.media for o in (*GRAPHS, HTML))}")
    if offer == HTML:
        return await query_page(request)
    found = await site.ask(request, Question(description.query(str(request.url_for("sparql"))), None, offer.syntax))
    return answer(found, offer)
