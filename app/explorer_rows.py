"""What the graph answers, as rows that templates show: things with their cells and the sentences behind them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from starlette.requests import Request

from diplograph import explorer_queries as queries
from diplograph.explorer_model import Column, Listing
from diplograph.explorer_queries import Given
from diplograph.ontology.terms import local
from diplograph.site import Row, site_of

_AT_ONCE = 500  # things in one question for cells


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it is shown; ``iri`` if it has a page of its own."""

    text: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that says a fact."""

    iri: str
    quote: str
    start: int
    end: int
    rule: str
    confidence: str
    release: str
    title: str
    date: str | None


@dataclass(slots=True)
class Thing:
    """A row of a list: cells by column, and its sentences, the oldest release first."""

    iri: str
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Return what a column's cell says, several values joined."""
        return "; ".join(cell.text for cell in self.cells.get(column, ()))


async def listed(
    request: Request, listing: Listing, given: Given, order: str, limit: int, offset: int = 0
) -> list[str]:
    """Return the IRIs of a part of a list."""
    rows = await site_of(request).rows(request, queries.things(listing, given, order, limit, offset))
    return [row["thing"]["value"] for row in rows if "thing" in row]


async def counted(request: Request, listing: Listing, given: Given) -> int:
    """Return how many things a list has."""
    rows = await site_of(request).rows(request, queries.total(listing, given))
    return int(rows[0]["total"]["value"])


async def described(
    request: Request, columns: Sequence[Column], nodes: Sequence[str], *, facts: bool = False
) -> list[Thing]:
    """Return things with their cells, and their sentences if they are facts, in the order given."""
    found = {node: Thing(node) for node in nodes}
    forms = {column.name: column.form for column in columns}
    site = site_of(request)
    for first in range(0, len(nodes), _AT_ONCE):
        some = nodes[first : first + _AT_ONCE]
        asked = [queries.cells(columns, some)] + [queries.sentences(some)] * facts
        rows, *said = await asyncio.gather(*(site.rows(request, text) for text in asked))
        for row in rows:
            if "thing" in row:
                name = row["column"]["value"]
                found[row["thing"]["value"]].cells.setdefault(name, []).append(_cell(row, forms[name]))
        for row in said[0] if said else ():
            found[row["thing"]["value"]].sentences.append(sentence(row))
    for thing in found.values():
        thing.sentences = _in_order(thing.sentences)
        thing.cells = {name: _once(cells) for name, cells in thing.cells.items()}
    return list(found.values())


def _cell(row: Row, form: str) -> Cell:
    value = row["value"]["value"]
    if form == "kind":
        return Cell(local(value))
    if row["value"]["type"] == "uri":
        return Cell(row["label"]["value"] if "label" in row else value, value)
    return Cell(value, value if form == "web" else None)


def sentence(row: Row) -> Sentence:
    """Return the sentence of a row that :func:`queries.sentences` asks for."""
    release = row["release"]["value"]
    return Sentence(
        row["evidence"]["value"],
        row["quote"]["value"],
        int(row["start"]["value"]),
        int(row["end"]["value"]),
        row["rule"]["value"],
        row["confidence"]["value"],
        release,
        row["title"]["value"] if "title" in row else release,
        row["date"]["value"] if "date" in row else None,
    )


def _once(cells: Iterable[Cell]) -> list[Cell]:
    """Return cells by their texts, each thing once by the first of its labels."""
    once: dict[str, Cell] = {}
    for cell in sorted(cells, key=lambda cell: (cell.text, cell.iri or "")):
        once.setdefault(cell.iri or cell.text, cell)
    return list(once.values())


def _in_order(found: Iterable[Sentence]) -> list[Sentence]:
    """Return sentences by release and place, each once."""
    once = {one.iri: one for one in found}
    return sorted(once.values(), key=lambda one: (one.date or "~", one.release, one.start, one.iri))
