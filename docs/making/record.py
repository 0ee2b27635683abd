"""The page of the record: what ``diplograph read`` prints of a release, key by key, with a real example of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

import diplograph
from diplograph.extract.rules import EVENT_TYPES, STATEMENT_KINDS
from making.markdown import code, fence, heading, page, table, text

_HERE = Path(__file__).parent
_RELEASES = _HERE.parents[1] / "seeds" / "releases"
_INTRO = (
    '`diplograph read FILE` prints one JSON object for each release, a line each; `diplograph.read("FILE")` returns '
    "the same as a dict. No store is needed. Every finding has `evidence`: the sentence that says it, and its place, "
    "so that `text[start:end] == quote` for the text of the release.\n"
)


def write() -> str:
    """Return the page; KeyError where meanings.yaml explains other keys than records have."""
    meanings: dict[str, dict[str, str]] = yaml.safe_load((_HERE / "meanings.yaml").read_text(encoding="utf-8"))
    records = [diplograph.read(path) for path in sorted(_RELEASES.glob("*.txt"))]
    parts = ["# The record of a release\n", _INTRO]
    for part, explained in meanings.items():
        example = _example(records, part)
        _compare(part, set(explained), set(example))
        rows = [(code(key), text(meaning)) for key, meaning in explained.items()]
        parts += [heading(2, part, part), table(("Key", "Meaning"), rows)]
        if part != "release":
            parts.append(fence("json", json.dumps(_short(example), indent=2, ensure_ascii=False)))
    kinds = [("Events", EVENT_TYPES), ("Statements", STATEMENT_KINDS)]
    parts.append(heading(2, "Types", "types"))
    parts.append(table(("", "Types"), [(name, ", ".join(map(code, types))) for name, types in kinds]))
    return page(*parts)


def _example(records: list[dict[str, Any]], part: str) -> dict[str, Any]:
    """Return the first item of a list that has most to show; evidence is that of the first person."""
    if part == "release":
        return records[0]
    if part == "evidence":
        return dict(records[0]["people"][0]["evidence"])
    if part == "posts":
        return dict(next(p for person in records[0]["people"] for p in person["posts"]))
    items: list[dict[str, Any]] = [item for record in records for item in record[part]]
    return max(items, key=lambda item: sum(bool(value) for value in item.values()))


def _short(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item with its inner evidence left out, which has a part of its own."""
    shown: dict[str, Any] = {key: "…" if key == "evidence" else value for key, value in item.items()}
    if "posts" in shown:
        shown["posts"] = [{**post, "evidence": "…"} for post in shown["posts"]]
    return shown


def _compare(part: str, explained: set[str], found: set[str]) -> None:
    if explained != found:
        raise KeyError(f"docs/making/meanings.yaml: {part}: explain {sorted(explained ^ found)}, or take it out")
