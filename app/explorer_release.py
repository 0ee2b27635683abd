"""The text of a release, as far as sentences stand behind findings: the store keeps these with their places in it.

Between them stands how much of the text no finding is in. No file is read: it may have changed, or lie elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from starlette.requests import Request

from diplograph.graph.iris import kind_of
from diplograph.graph.rdf import IRI, sparql
from diplograph.ontology.terms import AREA
from diplograph.site import Row, site_of

_MOST: Final = 6000  # findings of one release
_NAMED: Final = frozenset({"person", "state", "organization", "group", "place"})
_MARKS: Final = {"tenure": "person", "participation": "event", "area-mention": "area"}  # kind → the mark it bears
_SLIGHT: Final = 12  # characters between sentences that are but a line's end, a number or a bullet

_Names: TypeAlias = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact or a name that a sentence is evidence for; ``kind`` is its mark."""

    iri: str
    kind: str
    label: str
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Bit:
    """Some of a text: a name of what is found there, or plain words."""

    text: str
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or sentences that overlap: from ``start`` to ``end``, after ``gap`` characters without findings."""

    start: int
    end: int
    gap: int
    bits: Sequence[Bit]
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Text:
    """The passages of a release in order; ``kinds`` are the marks met, ``cut`` tells that there were too many."""

    passages: Sequence[Passage]
    kinds: Sequence[str]
    findings: int
    cut: bool


def _said(release: str) -> str:
    return f"""SELECT ?fact ?start ?end ?quote ?rule ?confidence ?label WHERE {{
{{ SELECT ?evidence WHERE {{
  ?evidence dg:release {release} . FILTER EXISTS {{ ?evidence a dg:Evidence }} }} LIMIT {_MOST} }}
?evidence dg:start ?start ; dg:end ?end ; dg:quote ?quote ; dg:rule ?rule ; dg:confidence ?confidence .
?fact dg:evidence ?evidence .
OPTIONAL {{ ?fact rdfs:label ?label }}
}}"""


def _names(nodes: Iterable[str]) -> str:
    values = f"VALUES ?thing {{ {' '.join(sparql(IRI(node)) for node in nodes)} }}"
    parts = (f"{{ {values} ?thing {how} ?name }}" for how in ("rdfs:label", "skos:altLabel", "dg:acronym"))
    return f"SELECT ?thing ?name WHERE {{ {' UNION '.join(parts)} }}"


async def text(request: Request, release: IRI) -> Text:
    """Return what the graph holds of a release's text."""
    site = site_of(request)
    rows = [row for row in await site.rows(request, _said(sparql(release))) if "fact" in row]
    rows.sort(key=lambda row: (int(row["start"]["value"]), -int(row["end"]["value"]), row["fact"]["value"]))
    base = site.settings.base
    named = sorted({iri for row in rows if kind_of(iri := row["fact"]["value"], base) in _NAMED})
    names: dict[str, list[str]] = {}
    for row in await site.rows(request, _names(named)) if named else ():
        names.setdefault(row["thing"]["value"], []).append(row["name"]["value"])
    passages = list(_passages(rows, names, base))
    marks = dict.fromkeys(finding.kind for passage in passages for finding in passage.findings)
    return Text(passages, list(marks), len({row["fact"]["value"] for row in rows}), len(rows) >= _MOST)


def _passages(rows: Iterable[Row], names: _Names, base: str) -> Iterator[Passage]:
    """Put sentences that overlap together."""
    end, group = 0, list[Row]()
    for row in rows:
        if group and int(row["start"]["value"]) >= max(int(one["end"]["value"]) for one in group):
            passage = _passage(group, end, names, base)
            yield passage
            end, group = passage.end, []
        group.append(row)
    if group:
        yield _passage(group, end, names, base)


def _passage(rows: Sequence[Row], before: int, names: _Names, base: str) -> Passage:
    start = int(rows[0]["start"]["value"])
    words = ""
    for row in rows:  # by start, the longest first: each goes on where the words end, or says nothing new
        known = start + len(words) - int(row["start"]["value"])
        words += row["quote"]["value"][known:]
    found = list(dict.fromkeys(_finding(row, base) for row in rows))
    of = {form: finding for finding in found for form in names.get(finding.iri, ())}
    gap = start - before
    return Passage(start, start + len(words), gap if gap > _SLIGHT else 0, list(_bits(words, of)), found)


def _finding(row: Row, base: str) -> Finding:
    iri = row["fact"]["value"]
    kind = "area" if iri.startswith(AREA) else kind_of(iri, base)
    label = row["label"]["value"] if "label" in row else iri
    return Finding(iri, _MARKS.get(kind, kind), label, row["rule"]["value"], row["confidence"]["value"])


def _bits(words: str, of: Mapping[str, Finding]) -> Iterator[Bit]:
    """Cut a text where one of the names found in it stands, the longest first."""
    if not of:
        yield Bit(words)
        return
    longest = sorted(of, key=len, reverse=True)
    at = 0
    for met in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", words):
        if met.start() > at:
            yield Bit(words[at : met.start()])
        yield Bit(met[0], of[met[0]])
        at = met.end()
    if at < len(words):
        yield Bit(words[at:])
