"""The register of names: whom and what people look for, held in memory, so that a search scans no graph.

It is made once for each snapshot.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from diplograph.explorer_listings import LISTINGS
from diplograph.explorer_rows import listed
from diplograph.graph.names import NAMES, fold
from diplograph.graph.rdf import SKOS, sparql
from diplograph.site import Row, Site, site_of

KINDS: Final[Mapping[str, str]] = {
    "Person": "person", "State": "state", "Organization": "organization", "Group": "group", "Place": "place",
    "CooperationArea": "area",
}  # fmt: skip
_SUGGESTED: Final = 8
_NEWEST: Final = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """What goes by names: its IRI, kind, label, folded names, and how many sentences name it."""

    iri: str
    kind: str
    label: str
    names: tuple[str, ...]
    sentences: int


@dataclass(frozen=True, slots=True)
class Register:
    """All entries of a snapshot, the most named first, and its newest releases."""

    snapshot: int
    entries: Sequence[Entry]
    newest: Sequence[str] = ()

    def find(self, text: str, limit: int) -> list[Entry]:
        """Return what goes by a text, then whose name begins with it, then a word of it, then what holds it at all.

        Among equals the most named come first.
        """
        wanted = fold(text)
        if not wanted:
            return []
        ranks: list[list[Entry]] = [[], [], [], []]
        for entry in self.entries:
            if (rank := _rank(entry.names, wanted)) is not None:
                ranks[rank].append(entry)
        return [entry for rank in ranks for entry in rank][:limit]

    def most(self, kinds: Iterable[str], limit: int) -> list[Entry]:
        """Return the most named entries of some kinds."""
        wanted = frozenset(kinds)
        return [entry for entry in self.entries if entry.kind in wanted and entry.sentences][:limit]


def _rank(names: Sequence[str], wanted: str) -> int | None:
    best: int | None = None
    for name in names:
        at = name.find(wanted)
        if at < 0:
            continue
        if name == wanted:
            return 0
        rank = 1 if at == 0 else 2 if f" {wanted}" in name else 3
        best = rank if best is None else min(best, rank)
    return best


def _query(kind: str) -> str:
    return f"""SELECT ?thing (MIN(STR(?title)) AS ?label) (SAMPLE(?number) AS ?sentences)
  (GROUP_CONCAT(DISTINCT ?name; separator="\\n") AS ?names) WHERE {{
?thing a dg:{kind} .
GRAPH {sparql(NAMES)} {{ ?thing ?how ?name }}
OPTIONAL {{ ?thing <{SKOS}prefLabel>|rdfs:label ?title }}
OPTIONAL {{ SELECT ?thing (COUNT(*) AS ?number) WHERE {{ ?thing a dg:{kind} ; dg:evidence ?said }} GROUP BY ?thing }}
}} GROUP BY ?thing"""


class Registers:
    """The register of the snapshot that is asked; made when it is first needed."""

    def __init__(self) -> None:
        self._made: Register | None = None
        self._making = asyncio.Lock()

    async def get(self, request: Request) -> Register:
        """Return the register of the newest snapshot."""
        site = site_of(request)
        async with self._making:
            snapshot = site.settings.snapshot
            if self._made is None or self._made.snapshot != snapshot:
                newest = await listed(request, LISTINGS["releases"], {}, "newest", _NEWEST)
                self._made = Register(snapshot, await _entries(request, site), newest)
            return self._made


async def _entries(request: Request, site: Site) -> list[Entry]:
    found = await asyncio.gather(*(site.rows(request, _query(kind)) for kind in KINDS))
    entries = [
        _entry(row, kind) for kind, rows in zip(KINDS.values(), found, strict=True) for row in rows if "thing" in row
    ]
    return sorted(entries, key=lambda entry: (-entry.sentences, entry.label, entry.iri))


def _entry(row: Row, kind: str) -> Entry:
    iri = row["thing"]["value"]
    return Entry(
        iri,
        kind,
        row["label"]["value"] if "label" in row else iri,
        tuple(row["names"]["value"].split("\n")),
        int(row["sentences"]["value"]) if "sentences" in row else 0,
    )


def registers_of(request: Request) -> Registers:
    """Return the registers of the server that a request is made to."""
    registers = request.app.state.registers
    assert isinstance(registers, Registers)
    return registers


async def suggest(request: Request) -> Response:
    """Send what a search would find first, for the script of the search field."""
    site, text = site_of(request), request.query_params.get("q", "")[:200]
    register = await registers_of(request).get(request)
    found = [
        {"label": entry.label, "kind": entry.kind, "sentences": entry.sentences, "address": site.address(entry.iri)}
        for entry in register.find(text, _SUGGESTED)
    ]
    return JSONResponse(found)
