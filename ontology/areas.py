"""Makes ``areas.ttl``, the SKOS scheme of cooperation areas, of ``seeds/areas.yaml``.

Run it as ``python -m diplograph.ontology.areas`` after each change of that file. The same file gives the same bytes.
Every fault in it is an :class:`AreasError` that names file and entry.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import yaml

from diplograph.ontology.terms import AREA, AREAS, DG, FILES

SDG: Final = "http://metadata.un.org/sdg/"
KEYS: Final = ("id", "label", "dimension", "broader", "definition", "wordings", "sdg", "source")
NEEDED: Final = ("id", "label", "dimension", "definition", "wordings", "source")


class AreasError(ValueError):
    """The file of areas is malformed; the message is one line with file, entry and what to do."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area, or a dimension: one that is its own ``dimension``. ``sdg`` is the number of a goal, 1-17."""

    id: str
    label: str
    dimension: str
    definition: str
    wordings: tuple[str, ...]
    source: str
    broader: str | None = None
    sdg: int | None = None


def key(wording: str) -> str:
    """Return what two wordings have in common that differ in case, hyphens, apostrophes or spaces only."""
    return " ".join(wording.casefold().replace("-", " ").replace("’", "'").split())


def load(path: Path) -> tuple[Area, ...]:
    """Return the five dimensions, then the areas, in the file's order; AreasError at the first fault."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise AreasError(f"{path.name}: not YAML ({' '.join(str(error).split())}); mend it there") from error
    if not isinstance(data, dict) or set(data) != {"dimensions", "concepts"}:
        raise AreasError(f"{path.name}: must hold 'dimensions' and 'concepts' and nothing else")
    entries = [{"dimension": entry.get("id"), **entry} for entry in data["dimensions"]] + data["concepts"]
    areas = [_area(path, entry) for entry in entries]
    _check_ids(path, areas)
    _check_broader(path, areas)
    _check_wordings(path, areas)
    return tuple(areas)


def _fault(path: Path, id: object, what: str, then: str) -> AreasError:
    return AreasError(f"{path.name}, entry '{id}': {what}; {then}")


def _area(path: Path, entry: dict[str, Any]) -> Area:
    id, wordings, sdg = str(entry.get("id")), entry.get("wordings"), entry.get("sdg")
    if unknown := sorted(set(entry) - set(KEYS)):
        raise _fault(path, id, f"unknown key '{unknown[0]}'", f"use one of {', '.join(KEYS)}")
    if missing := [one for one in NEEDED if not entry.get(one)]:
        raise _fault(path, id, f"no '{missing[0]}'", "add it")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id):
        raise _fault(path, id, "the id is no slug", "use lower-case words joined by hyphens")
    if not isinstance(wordings, list) or not all(isinstance(one, str) and one for one in wordings):
        raise _fault(path, id, "'wordings' is no list of texts", "put what YAML takes for something else in quotes")
    if sdg is not None and sdg not in range(1, 18):
        raise _fault(path, id, f"'sdg' is {sdg!r}", "give the number of a goal, 1 to 17, or leave it out")
    return Area(**{**entry, "wordings": tuple(wordings)})


def _check_ids(path: Path, areas: list[Area]) -> None:
    seen: set[str] = set()
    for area in areas:
        if area.id in seen:
            raise _fault(path, area.id, "the id stands twice", "merge or rename")
        seen.add(area.id)


def _check_broader(path: Path, areas: list[Area]) -> None:
    by_id = {area.id: area for area in areas}
    dimensions = {area.id for area in areas if area.id == area.dimension}
    for area in areas:
        if area.dimension not in dimensions:
            raise _fault(path, area.id, f"no dimension '{area.dimension}'", "correct the name")
        above, passed = area.broader, {area.id}
        while above is not None:
            if above not in by_id or by_id[above].dimension != area.dimension:
                raise _fault(path, area.id, f"no area '{above}' in its dimension", "correct 'broader'")
            if above in passed:
                raise _fault(path, area.id, "'broader' leads in a circle", "break it")
            passed.add(above)
            above = by_id[above].broader


def _check_wordings(path: Path, areas: list[Area]) -> None:
    owner: dict[str, str] = {}
    for area in areas:
        mine = [one.casefold() for one in (area.label, *area.wordings)]
        for one in mine:
            if mine.count(one) > 1:
                raise _fault(path, area.id, f"wording '{one}' stands twice", "take one away")
            other = owner.setdefault(key(one), area.id)
            if other != area.id:
                raise _fault(path, area.id, f"wording '{one}' is also one of '{other}'", "take one away")


def turtle(areas: Iterable[Area]) -> str:
    """Return the SKOS scheme as Turtle: sorted, without blank nodes, the same bytes for the same areas."""
    rows = sorted(areas, key=lambda area: area.id)
    tops = ", ".join(f"area:{area.id}" for area in rows if area.id == area.dimension)
    head = [
        "# Made of seeds/areas.yaml by `python -m diplograph.ontology.areas`: change that file, not this one.",
        "",
        f"@prefix area: <{AREA}> .",
        f"@prefix dg: <{DG}> .",
        "@prefix dc: <http://purl.org/dc/elements/1.1/> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        f"@prefix sdg: <{SDG}> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "",
        f"<{AREAS}> a skos:ConceptScheme ;",
        '    dcterms:title "Areas of cooperation"@en ;',
        '    dcterms:description "What states and organizations cooperate in, under five dimensions, those of the '
        'Catalogue of Confidence Building Measures of CICA."@en ;',
        '    dc:creator "The diplograph authors" ;',
        "    dcterms:license <https://spdx.org/licenses/MIT> ;",
        f"    skos:hasTopConcept {tops} .",
    ]
    blocks = [" ;\n    ".join(_lines(area)) + " ." for area in rows]
    return "\n".join(head) + "\n\n" + "\n\n".join(blocks) + "\n"


def _lines(area: Area) -> Iterator[str]:
    yield f"area:{area.id} a dg:CooperationArea, skos:Concept"
    yield f"skos:inScheme <{AREAS}>"
    yield f"rdfs:label {_text(area.label)}@en"  # for tools that know no SKOS
    yield f"skos:prefLabel {_text(area.label)}@en"
    for wording in sorted(area.wordings):
        yield f"skos:altLabel {_text(wording)}@en"
    yield f"skos:definition {_text(area.definition)}@en"
    yield f"dg:dimension area:{area.dimension}"
    if area.id == area.dimension:
        yield f"skos:topConceptOf <{AREAS}>"
    else:
        yield f"skos:broader area:{area.broader or area.dimension}"
    if area.sdg is not None:
        # Related and no closer: a goal is something to reach, an area something to work in.
        yield f"skos:relatedMatch sdg:{area.sdg}"
    yield f"dcterms:source {_text(area.source)}"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)  # JSON's escapes are Turtle's


def main() -> int:
    """Write ``areas.ttl`` beside this module; exit code 1 and one line on stderr if the file of areas is malformed."""
    try:
        with as_file(files("diplograph.seeds").joinpath("areas.yaml")) as path:
            areas = load(path)
    except AreasError as error:
        print(error, file=sys.stderr)
        return 1
    target = Path(__file__).with_name(FILES[AREAS])
    target.write_text(turtle(areas), encoding="utf-8", newline="\n")
    print(f"{target}: {len(areas)} concepts", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
