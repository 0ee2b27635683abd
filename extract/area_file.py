"""Reads seeds/areas.yaml: the areas of cooperation with their wordings, below CICA's five dimensions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from diplograph.extract.tables import SLUG, problem

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times as fast
_CONCEPT_KEYS = ("id", "label", "dimension", "broader", "definition", "wordings", "sdg", "source")
_DIMENSION_KEYS = ("id", "label", "definition", "wordings", "source")


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """An area of cooperation: local name in the areas scheme, its dimension's, other wordings, SDG numbers.

    A dimension is an area too: its own ``dimension``, with nothing broader.
    """

    id: str
    label: str
    dimension: str
    broader: str | None
    definition: str
    wordings: tuple[str, ...]
    sdg: tuple[int, ...]
    source: str


def read_areas(path: Path) -> tuple[AreaEntry, ...]:
    """Return the areas in the order of the file; GazetteerError names the line of the first fault."""
    if not path.is_file():
        raise problem(path, 0, f"no such gazetteer in {path.parent}", "restore the file")
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise problem(path, line, f"no YAML: {error.problem}", "correct the syntax") from error
    sections = dict(_pairs(path, root))
    top = [(line, {"dimension": item.get("id"), **item}) for line, item in _items(path, sections, "dimensions")]
    dimensions = {item["dimension"] for _, item in top}
    areas = [(line, _area(path, line, item)) for line, item in [*top, *_items(path, sections, "concepts")]]
    dimension_of = {area.id: area.dimension for _, area in areas}
    seen: set[str] = set()
    for line, area in areas:
        if area.id in seen:
            raise problem(path, line, f"'{area.id}' stands twice", "merge the two entries")
        seen.add(area.id)
        if area.dimension not in dimensions:
            raise problem(path, line, f"'{area.id}' has the unknown dimension '{area.dimension}'", "list or correct it")
        if area.broader and dimension_of.get(area.broader) != area.dimension:
            raise problem(
                path, line, f"broader '{area.broader}' of '{area.id}' is no area of its dimension", "correct it"
            )
    return tuple(area for _, area in areas)


def _area(path: Path, line: int, item: dict[str, Any]) -> AreaEntry:
    id = str(item.get("id", ""))
    if not SLUG.fullmatch(id):
        raise problem(path, line, f"id '{id}' is no slug", "use lower-case ASCII words joined by hyphens")
    for key in ("label", "dimension", "definition", "source"):
        if not item.get(key):
            raise problem(path, line, f"'{id}' has no {key}", "add it")
    return AreaEntry(
        id, item["label"], item["dimension"], item.get("broader") or None, item["definition"],
        tuple(str(wording) for wording in item.get("wordings", ())), _numbers(item.get("sdg", [])), item["source"],
    )  # fmt: skip


def _numbers(value: int | list[int]) -> tuple[int, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _items(path: Path, sections: dict[str, yaml.Node], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    keys = _DIMENSION_KEYS if name == "dimensions" else _CONCEPT_KEYS
    node = sections.get(name)
    if not isinstance(node, yaml.SequenceNode):
        raise problem(path, 1, f"no list '{name}:'", "add it")
    constructor = yaml.SafeLoader("")
    for entry in node.value:
        line = entry.start_mark.line + 1
        item = {key: constructor.construct_object(value, deep=True) for key, value in _pairs(path, entry)}
        if unknown := [key for key in item if key not in keys]:
            raise problem(path, line, f"unknown key '{unknown[0]}'", f"the keys are {', '.join(keys)}")
        yield line, item


def _pairs(path: Path, node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise problem(
            path, node.start_mark.line + 1 if node else 1, "expected keys and values", "see the other entries"
        )
    for key, value in node.value:
        yield key.value, value
