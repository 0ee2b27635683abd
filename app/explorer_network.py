"""The network around one thing: drawn from the facts at hand, never from the whole graph."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from diplograph.explorer_listings import LISTINGS
from diplograph.explorer_page import kind
from diplograph.explorer_rows import listed
from diplograph.frames import Question
from diplograph.graph.rdf import IRI, LABEL, sparql
from diplograph.ontology.terms import AREA
from diplograph.site import Site, site_of

_MOST: Final = 150  # nodes of a drawing
_HOPS: Final = 3
_STEPS: Final = 2  # from a fact to a sentence or post, from that to a release or body
_NOTE: Final = "What is around it, by its newest facts; the lists on its page hold all of them."
# from facts to more facts
_FURTHER: Final = (
    "?s dg:event ?more",
    "?s dg:event ?event . ?event dg:participation ?more",
    "?s dg:participation ?more",
)
_OBJECT: Final = re.compile(r" <([^<>]*)>$")
# kind of the focus → lists that lead to facts: by which filter, and how many of the newest
_AROUND: Final = {
    "actor": (
        ("participations", "actor", 60), ("commitments", "speaker", 25), ("commitments", "target", 25),
        ("posts", "holder", 15), ("posts", "body", 15), ("cooperation", "actor", 25), ("statements", "target", 20),
        ("statements", "speaker", 20),
    ),
    "event": (("participations", "event", 60),),
    "place": (("events", "place", 60),),
    "area": (("commitments", "area", 50), ("cooperation", "area", 50)),
}  # fmt: skip
_KINDS: Final = dict.fromkeys(("person", "state", "organization", "group"), "actor")
# what is told of actors, places and areas; not all of it, for some are named in thousands of sentences
_TOLD: Final = ("a", "rdfs:label", "skos:prefLabel", "dg:acronym", "dg:code")
_NAMED: Final = frozenset({*_KINDS, "place", "area"})
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


async def show(request: Request) -> Response:
    """Draw what is around a thing."""
    site = site_of(request)
    given = request.query_params.get("of", "")
    try:
        name = IRI(site.iri(given))
        sparql(name)
    except ValueError as error:
        raise HTTPException(400, str(error)) from error
    lines = await _triples(request, await _facts(request, name, kind(request, name)), name.value)
    page = await run_in_threadpool(_draw, lines, site.settings.base, name.value)
    if page is None:
        raise HTTPException(404, f"there is nothing to draw around {name.value}")
    policy = _POLICY.search(page)
    assert policy
    told = f"{html.unescape(policy[1])}; frame-ancestors 'self'"
    return HTMLResponse(page, headers={"Content-Security-Policy": told})


async def _facts(request: Request, name: IRI, of: str) -> list[str]:
    node = sparql(name)
    asked = []
    for listing, by, most in _AROUND.get(_KINDS.get(of, of), ()):
        one = LISTINGS[listing]
        asked.append(listed(request, one, {by: node}, next(iter(one.orders)), most))
    found = await asyncio.gather(*asked)
    own = [] if of in _KINDS or of in {"place", "area"} else [name.value]
    return list(dict.fromkeys([*own, *(fact for some in found for fact in some)]))


async def _triples(request: Request, facts: list[str], centre: str) -> list[str]:
    """Return the triples of facts, and what is told of all that they lead to, as N-Triples without the full stops."""
    site = site_of(request)
    parts = (f"{{ {_values(facts)} {pattern} }}" for pattern in _FURTHER)
    rows = await site.rows(request, f"SELECT DISTINCT ?more WHERE {{ {' UNION '.join(parts)} }}")
    facts = list(dict.fromkeys([*facts, *(row["more"]["value"] for row in rows)]))
    lines = await _lines(request, _whole(facts))
    known, found = set(facts), lines
    for _ in range(_STEPS):
        met = {at[1] for line in found if (at := _OBJECT.search(line)) and _own(site, at[1])} | {centre}
        new = sorted(met - known)
        known |= met
        named = [node for node in new if kind(request, IRI(node)) in _NAMED]
        others = [node for node in new if node not in set(named)]
        asked = ([_names(named)] if named else []) + ([_whole(others)] if others else [])
        found = [line for some in await asyncio.gather(*(_lines(request, text) for text in asked)) for line in some]
        lines += found
    return lines


def _whole(nodes: Iterable[str]) -> str:
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_values(nodes)} ?s ?p ?o }}"


def _names(nodes: Iterable[str]) -> str:
    values = _values(nodes)
    parts = [(f"?s {told} ?o{n}", f"{{ {values} ?s {told} ?o{n} }}") for n, told in enumerate(_TOLD)]
    return (
        f"CONSTRUCT {{ {' . '.join(made for made, _ in parts)} }} WHERE {{ {' UNION '.join(one for _, one in parts)} }}"
    )


def _own(site: Site, iri: str) -> bool:
    return iri.startswith((site.settings.base, AREA))


async def _lines(request: Request, text: str) -> list[str]:
    with (await site_of(request).ask(request, Question(text, syntax="ntriples"))).body as body:
        return [line.removesuffix(" .") for line in body.read().decode().split("\n") if line]


def _values(nodes: Iterable[str]) -> str:
    return f"VALUES ?s {{ {' '.join(sparql(IRI(node)) for node in nodes)} }}"


def _draw(lines: list[str], base: str, centre: str) -> str | None:
    """Return the page of a network; None if there is nothing to draw."""
    from diplograph.graph import network
    from diplograph.graph.links import aliases, network_data
    from diplograph.graph.store import Store

    with Store.memory(base) as store:
        store.write({}, {None: list(dict.fromkeys(lines))})
        nodes, edges = network_data(store)
        if not nodes:
            return None
        known = {node.iri: node.label for node in nodes}
        shown = network.select(nodes, edges, focus=centre if centre in known else None, hops=_HOPS, limit=_MOST)
        title = known.get(centre) or next((str(t.object) for t in store.match(IRI(centre), LABEL)), centre)
        return network.render_selection(shown, title, note=_NOTE, aliases=aliases(store))
