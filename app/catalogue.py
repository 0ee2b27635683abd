"""Prints the named queries: all of them in brief, or one in full."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import TYPE_CHECKING

from diplograph.output import TableFormat, heading, print_json, print_table

if TYPE_CHECKING:
    from diplograph.graph.ask import NamedQuery


def print_queries(queries: Collection[NamedQuery], form: TableFormat) -> None:
    """Print a line for each query: name, title, parameters, columns; JSON has all that the header says."""
    if form == "json":
        print_json([_record(query) for query in queries])
        return
    rows = [(query.name, query.title, _parameters(query), ", ".join(query.columns)) for query in queries]
    print_table(("query", "title", "parameters", "columns"), rows, form)


def print_query(query: NamedQuery, form: TableFormat) -> None:
    """Print one query in full; CSV, TSV and Markdown have its parameters only."""
    if form == "json":
        print_json(_record(query))
        return
    if form == "table":
        heading(f"{query.name}: {query.title}")
        print(f"{query.description}\n\nColumns: {', '.join(query.columns)}\nExample: {query.example}\n")
    rows = [(parameter.name, parameter.default, parameter.meaning) for parameter in query.parameters]
    print_table(("parameter", "default", "meaning"), rows, form)


def _parameters(query: NamedQuery) -> str:
    return ", ".join(parameter.name for parameter in query.parameters)


def _record(query: NamedQuery) -> dict[str, object]:
    return {key: value for key, value in asdict(query).items() if key not in {"lists", "text"}}
