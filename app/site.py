"""What the pages of a server share: the pool that answers, the settings of the snapshot, templates, links."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from diplograph.frames import Question
from diplograph.graph.iris import OTHERS, prefixes
from diplograph.graph.settings import Settings
from diplograph.handle import Whole
from diplograph.limits import Limits
from diplograph.negotiation import GRAPHS, named
from diplograph.ontology.terms import ALIGNMENTS, AREAS, ONTOLOGY, local
from diplograph.pool import Pool

VOCABULARIES: Final = {local(name): name for name in (ONTOLOGY, AREAS, ALIGNMENTS)}
_OTHERS: Final = (("dc", "http://purl.org/dc/elements/1.1/"), *OTHERS)
_GONE = 499  # nobody reads it

Row: TypeAlias = Mapping[str, Mapping[str, str]]
"""A row of SPARQL JSON results: variable → type, value, and what else it has."""


class Site:
    """The state of a server; ``settings`` are those of the snapshot that is asked."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self.pool = pool
        self.settings = settings
        self._templates = Environment(
            loader=PackageLoader("diplograph", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"address": self.address, "short": self.short, "local": local, "media": _media}

    @property
    def limits(self) -> Limits:
        """What is allowed."""
        return self.pool.limits

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefix → namespace, those of the store and of the vocabularies that it is aligned with."""
        return prefixes(self.settings.base, _OTHERS)

    async def ask(self, request: Request, question: Question) -> Whole:
        """Return an answer; if the client hangs up first, the query is stopped."""
        asking = asyncio.create_task(self.pool.ask(question))
        gone = asyncio.create_task(_hung_up(request))
        try:
            await asyncio.wait({asking, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise HTTPException(_GONE, "the client is gone")
            return asking.result()
        finally:
            for task in (asking, gone):
                task.cancel()
            await asyncio.gather(asking, gone, return_exceptions=True)

    async def rows(self, request: Request, text: str) -> list[Row]:
        """Return the rows that a SELECT query finds."""
        with (await self.ask(request, Question(text, "json"))).body as body:
            rows: list[Row] = json.load(body)["results"]["bindings"]
            return rows

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """Render a template."""
        return HTMLResponse(self._templates.get_template(template).render(values), status, {"Vary": "Accept"})

    def address(self, iri: str) -> str:
        """Return where this server tells of an IRI: minted ones and vocabularies have addresses of their own."""
        base = self.settings.base
        if iri.startswith(base):
            return "/id/" + quote(iri.removeprefix(base), safe="%-._~/")
        document, hash_sign, fragment = iri.partition("#")
        if document in VOCABULARIES.values():
            return f"/{local(document)}{hash_sign}{quote(fragment)}"
        return f"/resource?iri={quote(iri, safe='')}"

    def short(self, iri: str) -> str:
        """Return an IRI with a prefix in place of its beginning, where one is known."""
        base = self.settings.base
        if iri.startswith(base):
            return iri.removeprefix(base)
        for name, beginning in self.prefixes.items():
            if iri.startswith(beginning) and len(iri) > len(beginning):
                return f"{name}:{iri.removeprefix(beginning)}"
        return iri


def site_of(request: Request) -> Site:
    """Return the site that a request is made to."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _media(suffix: str) -> str:
    offer = named(suffix, GRAPHS)
    return offer.media if offer else ""
