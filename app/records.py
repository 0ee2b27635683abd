"""Writes records of releases: as JSON, JSON lines, a table for the eye, or Turtle."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from diplograph.output import print_json, print_table

if TYPE_CHECKING:
    from diplograph.extract.model import Extraction

RecordFormat = Literal["jsonl", "json", "table", "ttl"]

_SENTENCE = 100  # characters of a sentence in the table; the other formats have all of it
_COLUMNS = ("release", "what", "name", "details", "sentence")


class Record(dict[str, Any]):
    """The record of a release, which a notebook shows as a table of what was found."""

    def _repr_html_(self) -> str:
        from diplograph.graph.notebook import table

        rows = [row[1:] for row in _rows(self)]
        return table(f"{self['id']}: what was found", _COLUMNS[1:], rows, len(rows), "the record's lists have it all")


def print_extractions(extractions: Iterable[Extraction], form: RecordFormat, base: str | None = None) -> None:
    """Print what was found in releases; JSON lines appear one by one, the rest when all are read."""
    if form == "ttl":
        _print_turtle(extractions, base)
        return
    from diplograph.extract.record import record

    records = (record(extraction) for extraction in extractions)
    if form == "jsonl":
        for found in records:
            print_json(found, indent=None)
    elif form == "json":
        print_json(list(records))
    else:
        print_table(_COLUMNS, [row for found in records for row in _rows(found)])


def _print_turtle(extractions: Iterable[Extraction], base: str | None) -> None:
    from diplograph.graph.engine import serialize
    from diplograph.graph.iris import prefixes
    from diplograph.graph.triples import triples
    from diplograph.ontology.terms import BASE

    base = base or BASE
    graphs = [(None, triples(extraction, base)) for extraction in extractions]
    print(serialize(graphs, ".ttl", prefixes(base)).decode("utf-8"), end="")


def _rows(record: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    heads = (record.get("publisher"), record.get("date"), record.get("language"))
    yield (record["id"], "release", record.get("title") or record["source"], _joined(heads), "")
    for what, (name, details) in _DETAILS.items():
        for entry in record[what]:
            sentence = textwrap.shorten(entry["evidence"]["quote"], _SENTENCE, placeholder="…")
            yield (record["id"], what, str(entry[name]), details(entry), sentence)


def _joined(parts: Iterable[object]) -> str:
    return ", ".join(str(part) for part in parts if part)


def _posts(entry: Mapping[str, Any]) -> str:
    return "; ".join(f"{post['title']} of {post['of']}" if post["of"] else post["title"] for post in entry["posts"])


def _event(entry: Mapping[str, Any]) -> str:
    who = "; ".join(f"{actor['name']} ({actor['role']})" for actor in entry["participants"])
    return _joined((entry["type"], entry["date"], entry["place"], entry["status"], who))


def _statement(entry: Mapping[str, Any]) -> str:
    target = f"→ {entry['target']}" if entry["target"] else ""
    deadline = f"by {entry['deadline']}" if entry["deadline"] else ""
    return " ".join(part for part in (f"{entry['kind']}:", entry["speaker"], target, deadline) if part)


def _area(entry: Mapping[str, Any]) -> str:
    by = f"by {entry['by']}" if entry["by"] else ""
    return _joined((entry["label"], entry["dimension"], by))


# list of the record → key of what names an entry, and what else the table tells of it
_DETAILS: dict[str, tuple[str, Callable[[Mapping[str, Any]], str]]] = {
    "people": ("name", _posts),
    "states": ("name", lambda entry: str(entry["code"])),
    "organizations": ("name", lambda entry: entry["acronym"] or ""),
    "places": ("name", lambda entry: entry["country"] or ""),
    "events": ("label", _event),
    "statements": ("content", _statement),
    "areas": ("phrase", _area),
}
