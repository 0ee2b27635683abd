"""What the pages of a server share: the pool that answers, the settings of the snapshot, templates, links."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any, Final, TypeAlias
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from diplograph.frames import Question
from diplograph.graph.iris import OTHERS, prefixes
from diplograph.graph.page import safe_url
from diplograph.graph.settings import Settings
from diplograph.handle import Whole
from diplograph.limits import Limits
from diplograph.negotiation import GRAPHS, named
from diplograph.ontology.terms import ALIGNMENTS, AREA, AREAS, ONTOLOGY, local
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
        own = {"address": self.address, "short": self.short, "id": self.id}
        self._templates.filters |= own | {"local": local, "media": _media, "web": safe_url, "words": _words}
        self._templates.globals |= {"list_address": list_address}

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
        if iri.startswith(AREA) and len(iri) > len(AREA):
            return "/area/" + quote(iri.removeprefix(AREA))
        document, hash_sign, fragment = iri.partition("#")
        if document in VOCABULARIES.values():
            return f"/{local(document)}{hash_sign}{quote(fragment)}"
        return f"/resource?iri={quote(iri, safe='')}"

    def iri(self, id: str) -> str:
        """Return the IRI that an id means: the tail of a minted one, "area:…", or an IRI as it stands."""
        if id.startswith("area:"):
            return AREA + id.removeprefix("area:")
        return id if "://" in id else self.settings.base + id

    def id(self, iri: str) -> str:
        """Return the shortest id that means an IRI."""
        return f"area:{iri.removeprefix(AREA)}" if iri.startswith(AREA) else iri.removeprefix(self.settings.base)

    def short(self, iri: str) -> str:
        """Return an IRI with a prefix in place of its beginning, where one is known."""
        base = self.settings.base
        if iri.startswith(base):
            return iri.removeprefix(base)
        for name, beginning in self.prefixes.items():
            if iri.startswith(beginning) and len(iri) > len(beginning):
                return f"{name}:{iri.removeprefix(beginning)}"
        return iri


def list_address(listing: str, raw: Mapping[str, object], suffix: str = "", **more: object) -> str:
    """Return the address of a list, narrowed by ids and texts."""
    parameters = {name: str(value) for name, value in {**raw, **more}.items() if value}
    return f"/list/{listing}{suffix}" + (f"?{urlencode(parameters)}" if parameters else "")


def site_of(request: Request) -> Site:
    """Return the site that a request is made to."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _words(name: str) -> str:
    """Return a name of the vocabulary as words: "PhoneCall" is a phone call."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _media(suffix: str) -> str:
    offer = named(suffix, GRAPHS)
    return offer.media if offer else ""
