"""Named queries: files of SPARQL whose header says what they ask, and parameters that are put in as escaped terms.

A file runs as it stands in any SPARQL tool: a line ``#if NAME …`` is a comment there and becomes part of the query when
the parameter is given, a line that ends in ``#unless NAME`` then drops out; ``{NAME}`` stands for the value's terms.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

from rapidfuzz import process

from diplograph.extract.errors import QueryError
from diplograph.graph.names import Names
from diplograph.graph.parameters import terms
from diplograph.graph.rdf import Literal, Term, sparql
from diplograph.graph.store import Store
from diplograph.graph.table import Row, Table

_KEYS = ("title", "description", "parameter", "columns", "lists", "example")
_HEADER = re.compile(r"# (?P<key>[\w-]+): (?P<value>.+)")
_PARAMETER = re.compile(r"(?P<name>[\w-]+) = (?P<default>.*?) ?— (?P<meaning>.+)")
_IF = re.compile(r"^\s*#if (?P<name>[\w-]+) (?P<line>.*)$")
_UNLESS = re.compile(r"^(?P<line>.*)\s#unless (?P<name>[\w-]+)$")
_PLACE = re.compile(r"(?P<before>\(?)\{(?P<name>[\w-]+)\}")
SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: name, what holds if it is not given ("" for no restriction), and what it means."""

    name: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query as its file has it; ``lists`` are the columns whose cells join several values with "; "."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    lists: tuple[str, ...]
    example: str
    text: str


@functools.cache
def load() -> Mapping[str, NamedQuery]:
    """Return the named queries that come with diplograph, by name, sorted; QueryError for a malformed file.

    Read once: to read eleven files costs more than most answers.
    """
    files = sorted(resources.files("diplograph.queries").iterdir(), key=lambda file: file.name)
    found = [parse(file.name, file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".rq")]
    return MappingProxyType({query.name: query for query in found})


def parse(file: str, text: str) -> NamedQuery:
    """Read a query file's header and check it against the body; QueryError naming file and line."""
    values: dict[str, list[str]] = {key: [] for key in _KEYS}
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if not line.startswith("#"):
            break
        found = _HEADER.fullmatch(line)
        if not found or found["key"] not in _KEYS:
            raise QueryError(f"{file}:{number}: {line!r} is no header: use '# key: value' with {', '.join(_KEYS)}")
        if values[found["key"]] and found["key"] != "parameter":
            raise QueryError(f"{file}:{number}: {found['key']} is there twice: keep one")
        values[found["key"]].append(found["value"].strip())
    for key in ("title", "description", "columns", "example"):
        if not values[key]:
            raise QueryError(f"{file}:1: the header has no {key}: add a line '# {key}: …'")
    columns = tuple(name.strip() for name in values["columns"][0].split(","))
    lists = tuple(name.strip() for line in values["lists"] for name in line.split(","))
    parameters = tuple(_parameter(file, lines, value) for value in values["parameter"])
    query = NamedQuery(
        file.removesuffix(".rq"), values["title"][0], values["description"][0], parameters, columns, lists,
        values["example"][0], text,
    )  # fmt: skip
    _check(file, query)
    return query


def _parameter(file: str, lines: list[str], value: str) -> Parameter:
    found = _PARAMETER.fullmatch(value)
    if not found:
        number = lines.index(f"# parameter: {value}") + 1
        raise QueryError(f"{file}:{number}: write a parameter as '# parameter: name = default — meaning'")
    return Parameter(found["name"], found["default"].strip(), found["meaning"])


def _check(file: str, query: NamedQuery) -> None:
    """Refuse what would never take effect: a list that is no column, a parameter that is declared or used alone."""
    declared = {parameter.name for parameter in query.parameters}
    if extra := sorted(set(query.lists) - set(query.columns)):
        raise QueryError(f"{file}:1: lists names {', '.join(extra)}, which is no column")
    used = set()
    for number, line in enumerate(query.text.splitlines(), 1):
        if found := _IF.match(line):
            names = {found["name"], *(place["name"] for place in _PLACE.finditer(line))}
        elif found := _UNLESS.match(line):
            names = {found["name"]}
        else:
            continue
        if unknown := sorted(names - declared):
            raise QueryError(f"{file}:{number}: {unknown[0]} is no parameter: declare it in the header")
        used |= names
    if idle := sorted(declared - used):
        raise QueryError(f"{file}:1: parameter {idle[0]} is declared but not used: add a line '#if {idle[0]} …'")


def fill(text: str, values: Mapping[str, tuple[Term, ...]]) -> str:
    """Put terms into a query's text: lines for the parameters given come in, those for their absence go."""
    made = []
    for line in text.splitlines():
        kept: str | None = line
        if found := _IF.match(line):
            kept = found["line"] if found["name"] in values else line
        elif found := _UNLESS.match(line):
            kept = found["line"] if found["name"] not in values else ""
        if found and found["name"] in values:
            kept = _PLACE.sub(lambda place: place["before"] + _joined(place, values), kept or "")
        made.append(kept or "")
    return "\n".join(made)


def _joined(place: re.Match[str], values: Mapping[str, tuple[Term, ...]]) -> str:
    """Write several terms as SPARQL wants them: with commas inside ``IN (…)``, without in ``VALUES … {…}``."""
    return (", " if place["before"] else " ").join(map(sparql, values[place["name"]]))


def ask(store: Store, names: Callable[[], Names], query: NamedQuery, given: Mapping[str, object]) -> Table:
    """Answer a named query; QueryError for a parameter that it lacks, and for a value unknown to the graph.

    ``names`` is called only if parameters are given.
    """
    known = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in known:
            valid = f"it has {', '.join(known)}" if known else "it has none"
            raise QueryError(f"query {query.name} has no parameter {name!r}: {valid}")
    wanted = {name: value for name, value in given.items() if value is not None and value != ""}
    values = {name: terms(name, value, names(), store) for name, value in wanted.items()}
    table = store.query(fill(query.text, values))
    at = [table.columns.index(name) for name in query.lists]
    return table.changed(lambda row: _sorted(row, at))


def choose(queries: Mapping[str, NamedQuery], name: str) -> NamedQuery:
    """Return the query of a name; QueryError that suggests the nearest."""
    if name in queries:
        return queries[name]
    near = process.extractOne(name, list(queries))
    hint = f"did you mean {near[0]}?" if near and near[1] >= 60 else f"there are {', '.join(queries)}"
    raise QueryError(f"there is no query {name!r}; {hint}")


def _sorted(row: Row, at: list[int]) -> Row:
    """Put the values inside the list cells in order, since SPARQL joins them in any; an empty list is no value."""
    cells = list(row)
    for index in at:
        parts = sorted({part for part in str(cells[index] or "").split(SEPARATOR) if part})
        cells[index] = Literal(SEPARATOR.join(parts)) if parts else None
    return tuple(cells)
